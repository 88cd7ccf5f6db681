"""Regular expressions of rules: with lists filled in, compiled once, stopped when slow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import regex

from cleanmt.fields import Words
from cleanmt.findings import Span

TIME_LIMIT = 5.0  # seconds for one paragraph
_FOLDED = {"İ": "i", "ı": "i", "ſ": "s", "\u212a": "k", "Σ": "σ"}  # str.lower asks what stands beside a Σ


class SlowPatternError(Exception):
    """A pattern needed longer than the time limit for one paragraph."""


def fold(text: str) -> str:
    """The text in lower case, character by character: each still stands at its offset, and is the same wherever."""
    for character, plain in _FOLDED.items():
        text = text.replace(character, plain)
    return text.lower()


def in_any_case(pattern: str, ignore_case: bool = True) -> str:
    """The pattern with the flag set inside it."""
    return f"(?i:{pattern})" if ignore_case else pattern


@cache
def compiled(pattern: str, ignore_case: bool = False) -> regex.Pattern[str]:
    """`^` and `$` are the edges of a paragraph. Raises regex.error when the pattern is wrong."""
    return regex.compile(pattern, regex.MULTILINE | (regex.IGNORECASE if ignore_case else 0))


def matches(pattern: regex.Pattern[str], text: str, span: Span) -> Iterator[regex.Match[str]]:
    """All matches inside the span. Raises SlowPatternError when the pattern takes too long."""
    try:
        yield from pattern.finditer(text, span.start, span.end, timeout=TIME_LIMIT)
    except TimeoutError:
        raise _slow(span) from None


def found_at(pattern: regex.Pattern[str], text: str, span: Span, *, anywhere: bool = False) -> bool:
    """Whether it matches where the span begins, or anywhere in it. Raises SlowPatternError as `matches` does."""
    look = pattern.search if anywhere else pattern.match
    try:
        return look(text, span.start, span.end, timeout=TIME_LIMIT) is not None
    except TimeoutError:
        raise _slow(span) from None


def _slow(span: Span) -> SlowPatternError:
    return SlowPatternError(f"{span.end - span.start} characters took over {TIME_LIMIT:g} s")


# Lists ---------------------------------------------------------------------------------------------------------------

_LIST = re.compile(r"(?<!\(\?)(?<!\(\?P)<(?P<name>[a-z][a-z0-9-]*)>")


def lists_in(pattern: str) -> list[str]:
    return [m["name"] for m in _LIST.finditer(pattern)]


def with_lists(pattern: str, lists: Mapping[str, Sequence[str]]) -> str:
    """The pattern with each `<name>` replaced by the alternatives of that list, longest first."""
    return _LIST.sub(lambda m: alternatives(lists[m["name"]]), pattern)


def on_one_line(pattern: str) -> str:
    """A pattern that begins with (?x), without its line breaks, blanks and comments; any other as it is.

    Blanks that are meant stand in brackets or behind a backslash there. Without that flag a pattern can be put into
    others, and so can lists whose words have blanks.
    """
    if not pattern.startswith(_SPREAD):
        return pattern
    pieces = _COMMENT.sub(r"\1", pattern) if "#" in pattern else pattern
    return "".join([_BLANKS.get(piece, piece) for piece in _PIECES.findall(pieces, len(_SPREAD))])


_SPREAD = "(?x)"
_COMMENT = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|#[^\n]*", re.DOTALL)
_PIECES = re.compile(r"[^\s\\\[]+|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\S", re.DOTALL)
_BLANKS = {"\\ ": " ", "[ ]": " "}


@cache
def _alternatives(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(_form, longest_first(words)))})"


def _form(word: str) -> str:
    """A word of a list; `word*` takes any ending."""
    return regex.escape(word.removesuffix("*"), literal_spaces=True) + (r"\w*" if word.endswith("*") else "")


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
    in_lower_case = [word for word in words if word == word.lower()]
    return tuple(
        compiled(_words_pattern(some), ignore_case)
        for some, ignore_case in ((as_written, False), (in_lower_case, True))
        if some
    )


def _words_pattern(words: Iterable[str]) -> str:
    return rf"(?<!\w)(?:{'|'.join(longest_first(map(_form, words)))})(?!\w)"
