"""The page about the rule language, made of the types that the decoder fills, their docstrings and their comments."""

from __future__ import annotations

import enum
import sys
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, get_args, get_origin

from cleanmt import checks
from cleanmt import fields as marks
from cleanmt.checks import Example
from cleanmt.findings import Applicability, Severity
from cleanmt.packs import categories, decoder, rule
from cleanmt.packs.decoder import FILLED_IN, is_required, key_of
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet
from cleanmt.tables import Table
from cleanmt.text import templates
from tools import comments

_MOST = 10  # rules that are named as using a kind
_HEADER = "| key | value | |\n|---|---|---|"


def page(rules: RuleSet) -> Iterator[str]:
    """The lines of the page. `rules` are those that serve as examples."""
    yield "# The rule language\n"
    yield "All that a pack may say, made from the code. How a rule is written and tested, step by step, stands in"
    yield "[Write a rule](../contributing.md).\n"
    yield from _pack()
    yield from _rule()
    yield from _kinds(rules)
    yield from _values()


# Packs and rules -----------------------------------------------------------------------------------------------------


def _pack() -> Iterator[str]:
    yield f"## A pack\n\n{_said(decoder.PackLoader)}\n\n| key | |\n|---|---|"
    yield from _listed(comments.of_values(decoder.__name__, "HEADER"))


def _rule() -> Iterator[str]:
    yield f"\n## A rule\n\n{_said(Rule)}\n"
    yield "Its keys, besides those of its [check kind](#check-kinds); what isn't required may be left out:\n"
    yield _HEADER
    own = comments.of_values(decoder.__name__, "OWN")
    yield f"| `check` | the name of a [kind](#check-kinds), required | {own['check']} |"
    yield f"| `fix` | a [level](#fix-levels), or one for each shape; else `suggestion` | {own['fix']} |"
    shown = [field for field in fields(Rule) if field.name not in FILLED_IN and key_of(field) not in own]
    yield from _keys(Rule, shown)
    yield from _sections(Rule, "###")
    yield "\n### examples {#example}\n\n| key | |\n|---|---|"
    yield from _listed(comments.of_values(decoder.__name__, "EXAMPLE"))


def _keys(cls: type, shown: Sequence[Field[Any]]) -> Iterator[str]:
    hints, said = typing.get_type_hints(cls), comments.of_fields(cls)
    for field in shown:
        value = f"{_in_words(hints[field.name], cls)}{_default(field)}"
        yield f"| `{key_of(field)}` | {_cell(value)} | {_cell(said.get(field.name, ''))} |"


def _default(field: Field[Any]) -> str:
    if is_required(field):
        return ", required"
    default = field.default
    if isinstance(default, enum.Enum):
        return f"; else `{default}`"
    if isinstance(default, bool):
        return f"; else `{str(default).lower()}`"
    if isinstance(default, tuple) and default:
        return f"; else `{', '.join(map(str, default))}`"
    return f"; else `{default}`" if isinstance(default, int | str) and default else ""


def _sections(cls: type, level: str) -> Iterator[str]:
    """One for each dataclass that its keys are made of."""
    for part, keys in parts(cls).items():
        yield f"\n{level} {', '.join(keys)} {{#{_anchor(part)}}}\n\n{_said(part)}\n\n{_HEADER}"
        yield from _keys(part, fields(part))


def parts(cls: type, done: frozenset[type] = frozenset({Rule, Example})) -> dict[type, list[str]]:
    """The dataclasses among the values of its keys, and of theirs: each with the keys that hold it."""
    found: dict[type, list[str]] = {}
    for field in fields(cls):
        for part in _dataclasses(typing.get_type_hints(cls)[field.name]):
            if part not in done and field.name not in FILLED_IN:
                found.setdefault(part, []).append(key_of(field))
    for part in [*found]:
        for further, keys in parts(part, done | {part}).items():
            known = found.setdefault(further, [])
            known += [key for key in keys if key not in known]
    return found


def _dataclasses(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint) and hint is not Table:
        yield hint
    for argument in get_args(hint):
        yield from _dataclasses(argument)


# Kinds ---------------------------------------------------------------------------------------------------------------


def _kinds(rules: RuleSet) -> Iterator[str]:
    yield "\n## Check kinds\n\nThe keys of a rule that say what is looked for depend on its `check`:"
    names = sorted(checks.KINDS)
    yield ", ".join(f"[`{name}`](#kind-{_anchored(name)})" for name in names) + "."
    for name in names:
        kind = typing.cast("Any", checks.kind(name))
        yield f"\n### {name} {{#kind-{_anchored(name)}}}\n\n{_said(kind)}\n"
        if fields(kind):
            yield _HEADER
            yield from _keys(kind, fields(kind))
            yield from _sections(kind, "####")
        yield from _uses([rule for rule in rules if rule.kind == name])


def _uses(users: Sequence[Rule]) -> Iterator[str]:
    if users:
        shortest = min((_yaml(rule) for rule in users), key=len)
        yield f"\n```yaml\n{shortest}\n```\n"
        links = [f"[{rule.name}](../rules/{rule.name}.md)" for rule in users[:_MOST]]
        more = [f"[{len(users) - _MOST} more](../rules/index.md)"] if len(users) > _MOST else []
        yield "Used by " + ", ".join([*links, *more]) + "."


def _yaml(rule: Rule) -> str:
    """The rule as it stands in its pack."""
    lines = Path(rule.path).read_text("utf-8").split("\n")[rule.line - 1 :]
    indent = len(lines[0]) - len(lines[0].lstrip())
    body = takewhile(lambda line: not line.strip() or line[: indent + 1].isspace(), lines[1:])
    return "\n".join(line[indent:] for line in [lines[0], *body]).rstrip()


# Values --------------------------------------------------------------------------------------------------------------


def _values() -> Iterator[str]:
    yield "\n## Expressions, templates, words {#values}\n\n| value | |\n|---|---|"
    for said in _marks().values():
        value, _, more = said.partition("; ")
        yield f"| {_cell(value)} | {_cell(more)} |"
    yield "\n## Filters\n\n`{name|filter}` in a template writes a group in another way.\n\n| filter | |\n|---|---|"
    yield from _listed(comments.of_values(templates.__name__, "FILTERS"))
    yield "\n## Severities\n\nThey are MQM's.\n\n| severity | |\n|---|---|"
    yield from _members(Severity)
    yield "\n## Fix levels\n\nSee [how far a repair goes](../index.md#how-far-a-repair-goes).\n\n| level | |\n|---|---|"
    yield from _members(Applicability)
    yield f"\n## Categories\n\n{_said(categories)}\n\n| category | | in quotations |\n|---|---|---|"
    for category in categories.KNOWN.values():
        yield f"| `{category.name}` | {_cell(category.label)} | {'mended' if category.may_touch_quotations else ''} |"


def _members(kind: type[enum.IntEnum]) -> Iterator[str]:
    said = comments.of_fields(kind)
    yield from (f"| `{member}` | {_cell(said[member.name])} |" for member in kind)


def _marks() -> Mapping[str, str]:
    """The types of values that have a name, with what is said of them."""
    return comments.of_names(marks.__name__)


def _in_words(hint: Any, cls: type) -> str:
    """What may stand there; `cls` is the class whose field it is."""
    origin, arguments = get_origin(hint), [a for a in get_args(hint) if a is not type(None)]
    if origin in (typing.Union, types.UnionType):
        return ", or ".join(_in_words(argument, cls) for argument in arguments)
    if isinstance(hint, typing.NewType):
        return f"[{_marks()[hint.__name__].split(';')[0]}](#values)"
    if origin is typing.Literal:
        return _options(hint, cls)
    if origin is tuple:
        return f"{_in_words(arguments[0], cls)}; or a list"
    if origin is not None and issubclass(origin, Mapping):
        return f"a mapping, each value {_in_words(arguments[1], cls)}"
    if hint in _PLAIN:
        return _PLAIN[hint]
    return f"[{_PARTS.get(hint, 'keys of its own')}](#{_anchor(hint)})"


_PLAIN = {
    str: "text",
    bool: "`true` or `false`",
    int: "a whole number",
    Table: "the path of a table (TSV), from the pack",
    Severity: "a [severity](#severities)",
    Applicability: "a [level](#fix-levels)",
}
_PARTS = {rule.Condition: "a condition", rule.Exemption: "an exemption", Example: "examples"}


def _options(hint: Any, cls: type) -> str:
    """The texts of a Literal, each with its comment where it has a name and they have comments."""
    module = sys.modules[cls.__module__]
    name = next((name for name, value in vars(module).items() if value == hint), "")
    said = comments.of_values(module.__name__, name) if name else {}
    options = [f"`{option}`" + (f" ({said[option]})" if option in said else "") for option in get_args(hint)]
    return ", ".join(options)


# Text ----------------------------------------------------------------------------------------------------------------


def _said(documented: Any) -> str:
    """A docstring as Markdown."""
    return _shown("\n".join(line.strip() for line in (documented.__doc__ or "").strip().split("\n")))


def _shown(text: str) -> str:
    """Text with `code`, whose angle brackets outside of that are no tags."""
    parts = text.split("`")
    return "`".join(part if number % 2 else part.replace("<", "&lt;") for number, part in enumerate(parts))


def _listed(said: Mapping[str, str]) -> Iterator[str]:
    yield from (f"| `{name}` | {_cell(comment)} |" for name, comment in said.items())


def _cell(text: str) -> str:
    return _shown(text).replace("|", "\\|")


def _anchor(cls: type) -> str:
    return cls.__name__.lower()


def _anchored(name: str) -> str:
    return name.replace("/", "-")
