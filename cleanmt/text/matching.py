"""Regular expressions of rules: compiled once, stopped when slow, filled into templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from unicodedata import normalize

import regex

from cleanmt.fields import Words
from cleanmt.findings import Span

TIME_LIMIT = 5.0  # seconds for one paragraph
_FOLDED = {"İ": "i", "ı": "i", "ſ": "s", "\u212a": "k"}


class SlowPatternError(Exception):
    """A pattern needed longer than the time limit for one paragraph."""


def fold(text: str) -> str:
    """The text in lower case, every character still at its offset."""
    for character, plain in _FOLDED.items():
        text = text.replace(character, plain)
    return text.lower()


def in_any_case(pattern: str, ignore_case: bool = True) -> str:
    """The pattern with the flag set inside it."""
    return f"(?i:{pattern})" if ignore_case else pattern


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


def found_at(pattern: regex.Pattern[str], text: str, span: Span, *, anywhere: bool = False) -> bool:
    """Whether it matches where the span begins, or anywhere in it. Raises SlowPatternError as `matches` does."""
    look = pattern.search if anywhere else pattern.match
    try:
        return look(text, span.start, span.end, timeout=TIME_LIMIT) is not None
    except TimeoutError:
        raise SlowPatternError(f"{span.end - span.start} characters took over {TIME_LIMIT:g} s") from None


# Templates -----------------------------------------------------------------------------------------------------------

_FIELD = re.compile(r"\{(?P<name>\w+)(?:\|(?P<filter>[\w-]+))?\}")


# Only ASCII digits are figures here: regex knows digits of scripts that Python's int does not. What is none stays.
_is_figure = re.compile(r"[0-9]{1,300}(?:\.[0-9]*)?").fullmatch


def _ordinal(figure: str) -> str:
    if not _is_figure(figure) or not figure.rstrip(".").isdigit():
        return figure
    number = int(figure.rstrip("."))
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _grouped(figure: str) -> str:
    return f"{int(figure):,}" if _is_figure(figure) and figure.isdigit() else figure


def _thousands(figure: str) -> str:
    """640 (thousand) as 640,000; 86.5 (thousand) as 86,500."""
    if not _is_figure(figure):
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


_GAP = 40  # characters between two sentences, at most
_STARTS_SENTENCE = regex.compile(r"(?:^|[.!?…:“\"‘(]|\n)\s*$")


def cased(replacement: str, text: str, at: int) -> str:
    """What replaces the words at this offset, with a capital if they begin a sentence with one."""
    if text[at].isupper() and _STARTS_SENTENCE.search(text, max(0, at - _GAP), at):
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


def stands_in(words: Words, text: str, times: int = 1) -> bool:
    """Whether the words stand in the text, one or the other, so many times at least.

    `word*` takes any ending. A word with a capital is sought as it is written, one without in any case.
    """
    found = (match for expression in _expressions(words) for match in expression.finditer(text))
    return any(count >= times for count, _ in enumerate(found, 1))


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
