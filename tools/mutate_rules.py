"""Takes the alternatives of rules away, one at a time, and says which of them no example misses.

What no example needs can be wrong, or go wrong later, and no test fails. Run by `make mutants`, or for some rules by
`python -m tools.mutate_rules quotes numbers/date`. It shows where examples are wanting, and is no test: not every
alternative is worth one.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, get_args, get_origin

import click

import cleanmt
from cleanmt.fields import Phrases, RegexText, Words
from cleanmt.measure import examples
from cleanmt.packs.decoder import key_of
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet

LONGEST = 12  # alternatives; what has more is a list, and nobody writes an example for each of its words
_DECIDING = ("check", "when", "except_")  # the fields of a rule that say what it finds
_TOKEN = re.compile(
    r"""(?xs)
      \\ .                                                   # an escape
    | \[ \^? \]? (?: \\ . | \[ : \w+ : \] | [^\]\\] )* \]    # a class
    | \( (?: \? (?: P? < \w+ > | <? [=!] | > | [a-z-]* : ) )?  # a group begins
    | [|)]
    """
)
_COMMENT = re.compile(r"(?s)(\\.)|#[^\n]*")
_IS_VERBOSE = re.compile(r"\(\?[a-z]*x[a-z]*\)")
_EITHER_CASE = re.compile(r"\[\w(?P<small>\w)\]")  # as phrases begin their words
_NEVER = "(?!)"  # before an alternative that goes; its groups stay, for templates that name them


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule without one alternative, and the key that it stood under, such as `any.2.pattern`."""

    key: str
    gone: str
    rule: Rule


def survivors(rule: Rule, longest: int = LONGEST) -> tuple[int, list[Mutant]]:
    """How many alternatives the rule has, and the mutants that do as well in its examples."""
    failing = set(_failures(rule))
    tried = list(mutants(rule, longest))
    return len(tried), [mutant for mutant in tried if all(f in failing for f in _failures(mutant.rule))]


def _failures(rule: Rule) -> Iterator[examples.Failure]:
    return examples.run(RuleSet([rule]), RuleSet([]))


def mutants(rule: Rule, longest: int = LONGEST) -> Iterator[Mutant]:
    for name in _DECIDING:
        value = getattr(rule, name)
        for key, gone, left in _without_one(value, _hints(Rule)[name], longest):
            yield Mutant(key if name == "check" else f"{name.rstrip('_')}.{key}", gone, replace(rule, **{name: left}))


def _without_one(value: Any, hint: Any, longest: int) -> Iterator[tuple[str, str, Any]]:
    """What is left of a value when an alternative goes, with the key below the value's own, and the alternative."""
    if get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(each for each in get_args(hint) if each is not types.NoneType)
    if hint is RegexText:
        for gone, left in alternatives(value, longest):
            yield "", gone, left
    elif isinstance(value, Phrases):
        for gone, left in alternatives(value.expression, longest):
            yield "", _EITHER_CASE.sub(r"\g<small>", gone), replace(value, expression=left)
    elif hint is Words and 1 < len(value) <= longest:
        yield from (("", word, Words(tuple(other for other in value if other != word))) for word in value)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for key, gone, left in _without_one(getattr(value, field.name), _hints(type(value))[field.name], longest):
                yield f"{key_of(field)}.{key}".rstrip("."), gone, replace(value, **{field.name: left})
    elif isinstance(value, tuple) and hint is not Words:
        for index, item in enumerate(value):
            for key, gone, left in _without_one(item, get_args(hint)[0], longest):
                yield f"{index + 1}.{key}".rstrip("."), gone, (*value[:index], left, *value[index + 1 :])


def alternatives(pattern: str, longest: int = LONGEST) -> Iterator[tuple[str, RegexText]]:
    """Each alternative of an expression, and the expression without it."""
    read = _COMMENT.sub(lambda m: m[1] or " " * len(m[0]), pattern) if _IS_VERBOSE.match(pattern) else pattern
    groups = [[0]]  # those that are open: where each of their alternatives begins
    for token in (*_TOKEN.finditer(read), None):
        sign = token[0] if token else ")"
        if token and sign.startswith("("):
            groups.append([token.end()])
        elif token and sign == "|":
            groups[-1].append(token.end())
        elif sign == ")":
            begins, end = groups.pop(), token.start() if token else len(pattern)
            for begin, stop in zip(begins, [*(b - 1 for b in begins[1:]), end], strict=True):
                if 1 < len(begins) <= longest:
                    yield pattern[begin:stop], RegexText(pattern[:begin] + _NEVER + pattern[begin:])


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(cls)


@click.command()
@click.argument("names", nargs=-1, metavar="[RULES]...")
@click.option(
    "--rules", "packs", multiple=True, type=click.Path(path_type=Path), help="A pack of your own, or a folder."
)
@click.option(
    "--longest", default=LONGEST, show_default=True, help="More alternatives than this are a list: left alone."
)
def main(names: tuple[str, ...], packs: tuple[Path, ...], longest: int) -> None:
    """Say which alternatives of these rules, packs or beginnings of names no example misses."""
    every = missed = 0
    for rule in cleanmt.load_rules(*packs).selected(names or ("all",)):
        count, left = survivors(rule, longest)
        every, missed = every + count, missed + len(left)
        if left:
            click.echo(f"{rule.path}:{rule.line}: {rule.name}: no example misses {len(left)} of {count}")
        for key, mutants_ in groupby(left, lambda mutant: mutant.key):
            click.echo(f"  {key}: {' | '.join(mutant.gone for mutant in mutants_)}")
    click.echo(f"{every:,} alternatives: no example misses {missed:,} of them.")


if __name__ == "__main__":
    main()
