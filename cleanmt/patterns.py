"""Regular expressions of rules: compiled once, stopped when slow, filled into templates, and their anchors.

An anchor is a set of literals of which at least one must stand in any text that the expression matches. The scanner
looks for the anchors of all rules at once; the expression itself runs only on paragraphs where one of them stands.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any
from unicodedata import normalize

import regex

from cleanmt.findings import Span
from cleanmt.types import Words

TIME_LIMIT = 5.0  # seconds for one paragraph
_LARGEST_SET = 300  # literals of one anchor
_FOLDED = {"İ": "i", "ı": "i", "ſ": "s", "\u212a": "k"}


class SlowPatternError(Exception):
    """A pattern needed longer than the time limit for one paragraph."""


def fold(text: str) -> str:
    """The text in lower case, every character still at its offset."""
    for character, plain in _FOLDED.items():
        text = text.replace(character, plain)
    return text.lower()


@cache
def compiled(pattern: str, ignore_case: bool = False) -> regex.Pattern[str]:
    """Raises regex.error when the pattern is wrong."""
    return regex.compile(pattern, regex.IGNORECASE if ignore_case else 0)


def matches(pattern: regex.Pattern[str], text: str, span: Span) -> Iterator[regex.Match[str]]:
    """All matches inside the span. Raises SlowPatternError when the pattern takes too long."""
    try:
        yield from pattern.finditer(text, span.start, span.end, timeout=TIME_LIMIT)
    except TimeoutError:
        raise SlowPatternError(
            f"a paragraph of {span.end - span.start} characters took over {TIME_LIMIT:g} s"
        ) from None


# Templates -----------------------------------------------------------------------------------------------------------

_FIELD = re.compile(r"\{(?P<name>\w+)(?:\|(?P<filter>[\w-]+))?\}")


# Only ASCII digits are figures here: regex knows digits of scripts that Python's int does not.


def _ordinal(figure: str) -> str:
    if not figure.isascii():
        return figure
    number = int(figure.rstrip("."))
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _grouped(figure: str) -> str:
    return f"{int(figure):,}" if figure.isascii() else figure


def _thousands(figure: str) -> str:
    """640 (thousand) as 640,000; 86.5 (thousand) as 86,500."""
    if not figure.isascii():
        return figure
    whole, _, part = figure.partition(".")
    return f"{int(whole + (part + '000')[:3]):,}"


FILTERS: Mapping[str, Callable[[str], str]] = {
    "capitalize": lambda text: text[:1].upper() + text[1:],
    "comma-to-dot": lambda text: text.replace(",", "."),
    "dots-to-commas": lambda text: text.replace(".", ","),
    "grouped": _grouped,
    "halfwidth": lambda text: normalize("NFKC", text),
    "lower": str.lower,
    "no-spaces": lambda text: "".join(text.split()),
    "ordinal": _ordinal,
    "thousands": _thousands,
    "title": str.title,
    "uncapitalize": lambda text: text[:1].lower() + text[1:],
    "upper": str.upper,
}


def fields(template: str) -> Iterator[tuple[str, str | None]]:
    """The names (and filters) that a template asks for."""
    for match in _FIELD.finditer(template):
        yield match["name"], match["filter"]


def fill(template: str, values: Mapping[str, str | None]) -> str:
    """The template with `{name}` and `{name|filter}` replaced.

    A group that took no part in the match is empty; a name that is unknown stays as it is.
    """

    def value(match: re.Match[str]) -> str:
        if match["name"] not in values:
            return match[0]
        text = values[match["name"]] or ""
        return FILTERS[match["filter"]](text) if match["filter"] else text

    return _FIELD.sub(value, template)


_STARTS_SENTENCE = regex.compile(r"(?:^|[.!?…:“\"‘(]|\n)\s*$")


def cased(replacement: str, text: str, at: int) -> str:
    """What replaces the words at this offset, with a capital if they begin a sentence with one."""
    if text[at].isupper() and _STARTS_SENTENCE.search(text, 0, at):
        return replacement[:1].upper() + replacement[1:]
    return replacement


# Lists ---------------------------------------------------------------------------------------------------------------

_LIST = re.compile(r"(?<!\(\?)(?<!\(\?P)<(?P<name>[a-z][a-z0-9-]*)>")


def lists_in(pattern: str) -> list[str]:
    return [m["name"] for m in _LIST.finditer(pattern)]


def with_lists(pattern: str, lists: Mapping[str, Sequence[str]]) -> str:
    """The pattern with each `<name>` replaced by the alternatives of that list, longest first."""
    return _LIST.sub(lambda m: alternatives(lists[m["name"]]), pattern)


@cache
def _alternatives(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(regex.escape(word, literal_spaces=True) for word in longest_first(words))})"


def alternatives(words: Iterable[str]) -> str:
    return _alternatives(tuple(words))


def longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


# Words in a stretch of text ------------------------------------------------------------------------------------------


def count_of(words: Words, text: str) -> int:
    """How often any of the words stands in the text.

    `word*` takes any ending. A word with a capital is sought as it is written, one without in any case.
    """
    return sum(1 for expression in _expressions(words) for _ in expression.finditer(text))


def stands_in(words: Words, text: str) -> bool:
    """Whether any of the words stands in the text, read as `count_of` reads them."""
    return any(expression.search(text) for expression in _expressions(words))


@cache
def _expressions(words: Words) -> tuple[regex.Pattern[str], ...]:
    as_written = [word for word in words if word != word.lower()]
    in_any_case = [word for word in words if word == word.lower()]
    return tuple(
        compiled(_words_pattern(some), ignore_case)
        for some, ignore_case in ((as_written, False), (in_any_case, True))
        if some
    )


def _words_pattern(words: Iterable[str]) -> str:
    forms = [
        regex.escape(w.removesuffix("*"), literal_spaces=True) + (r"\w*" if w.endswith("*") else "") for w in words
    ]
    return rf"(?<!\w)(?:{'|'.join(longest_first(forms))})(?!\w)"


# Anchors -------------------------------------------------------------------------------------------------------------

_PROPERTY = re.compile(r"\\[pP]\{[^}]*\}")
_Literals = frozenset[str]


@cache
def anchors(pattern: str) -> frozenset[str] | None:
    """Literals (folded) of which one stands in every match; None where the pattern promises none.

    Character properties are read as `\\w`: an anchor needs the literals, and whatever is wider than the truth
    between them changes nothing. Python's own parser does the reading.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(_PROPERTY.sub(r"\\w", pattern))
    except (re.error, OverflowError):
        return None
    return _best(_candidates(tree))


def _best(candidates: Iterable[_Literals]) -> _Literals | None:
    """The candidate whose shortest literal is longest; then the smallest set."""
    usable = [c for c in candidates if c and "" not in c and len(c) <= _LARGEST_SET]
    return max(usable, key=lambda c: (min(map(len, c)), -len(c), sorted(c)), default=None)


def _candidates(tree: Any) -> list[_Literals]:
    """Every set of literals that a match of this sequence must hold one of."""
    found: list[_Literals] = []
    run: _Literals = frozenset({""})  # what can stand here, as far as it is a finite set
    for code, argument in tree:
        if code in (op.AT, op.ASSERT_NOT):
            continue
        if code is op.ASSERT:
            found += _candidates(argument[1])
            continue
        exact = _exact(code, argument)
        if exact is not None and len(run) * len(exact) <= _LARGEST_SET:
            run = frozenset(a + b for a in run for b in exact)
            continue
        found.append(run)
        run = exact if exact is not None else frozenset({""})
        if exact is None:
            found += _inner(code, argument)
    return [*found, run]


def _inner(code: Any, argument: Any) -> list[_Literals]:
    if code is op.SUBPATTERN:
        return _candidates(argument[3])
    if code is op.ATOMIC_GROUP:
        return _candidates(argument)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and argument[0] > 0:
        return _candidates(argument[2])
    if code is op.BRANCH:
        each = [_best(_candidates(branch)) for branch in argument[1]]
        if all(best is not None for best in each):
            return [frozenset().union(*(best for best in each if best is not None))]
    return []


def _exact(code: Any, argument: Any) -> _Literals | None:
    """All texts that this piece can match, folded, where they are few; else None."""
    if code is op.LITERAL:
        return frozenset({fold(chr(argument))})
    if code is op.IN:
        return _exact_class(argument)
    if code is op.SUBPATTERN:
        return _exact_sequence(argument[3])
    if code is op.BRANCH:
        return _union(_exact_sequence(branch) for branch in argument[1])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT) and argument[:2] == (0, 1):
        return _union([frozenset({""}), _exact_sequence(argument[2])])
    return None


def _exact_sequence(tree: Any) -> _Literals | None:
    run: _Literals = frozenset({""})
    for code, argument in tree:
        if code is op.AT:
            continue
        exact = _exact(code, argument)
        if exact is None or len(run) * len(exact) > _LARGEST_SET:
            return None
        run = frozenset(a + b for a in run for b in exact)
    return run


def _exact_class(items: Any) -> _Literals | None:
    found: set[str] = set()
    for code, argument in items:
        if code is op.LITERAL:
            found.add(fold(chr(argument)))
        elif code is op.RANGE and argument[1] - argument[0] < 30:
            found.update(fold(chr(c)) for c in range(argument[0], argument[1] + 1))
        else:
            return None
    return frozenset(found)


def _union(sets: Iterable[_Literals | None]) -> _Literals | None:
    every = list(sets)
    if any(s is None for s in every):
        return None
    union = frozenset().union(*(s for s in every if s is not None))
    return union if len(union) <= _LARGEST_SET else None
