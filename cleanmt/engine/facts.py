"""What no fix may change: numbers, dates, negations, and the words of a quotation.

Every fix is held against these before it is offered. They are compared as multisets, paragraph by paragraph; a line
that a fix removes whole (a repeated headline, page furniture) takes its facts with it and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

import regex

from cleanmt.edits import applied_in
from cleanmt.findings import Edit, Span
from cleanmt.text.document import Document

_NUMBER = regex.compile(r"[0-9]+(?:(?:[.,\xa0\u202f ]|, )[0-9]{3}(?![0-9]))*(?:[.,][0-9]+)?")
_SCALE = regex.compile(r"[\s\xa0-]*(thousand|million|billion|trillion|bn|m|k)\b", regex.IGNORECASE)
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}
_GROUPED = {  # thousands in the English and in the continental way
    "english": (regex.compile(r"[0-9]{1,3}(?:, ?[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"), ", ", "."),
    "continental": (
        regex.compile(r"[0-9]{1,3}(?:[.\xa0\u202f ][0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?"),
        ".\xa0\u202f ",
        ",",
    ),
}
_DATE_WORDS = regex.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow)\b",
    regex.IGNORECASE,
)
_NEGATIONS = regex.compile(
    r"\b(?:not|no|never|none|nor|neither|nobody|nothing|nowhere|without|cannot)\b|n[’']t\b", regex.IGNORECASE
)
_LONGEST = 400  # characters of a number
_REACH = 200  # characters: no number with its scale is as long; dates and negations are words
_LETTERS = regex.compile(r"[\p{L}\p{N}]")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def broken_by(document: Document, edits: Sequence[Edit]) -> str | None:
    """The fact that these edits would change, in words for a person; None if every fact stands."""
    for paragraph in sorted({p for e in edits for p in document.paragraphs_in(Span(e.start, e.end))}):
        inside = [e for e in edits if e.start <= paragraph.end and e.end >= paragraph.start]
        before, after = _changed(document.text, _stretch(document.text, paragraph, inside), inside)
        if not after.strip():
            continue
        if not _same_numbers(before, after):
            return "a number"
        before, after = _changed(document.text, _words(document.text, paragraph, inside), inside)
        if _in(before, _DATE_WORDS) != _in(after, _DATE_WORDS):
            return "a date"
        if _in(before, _NEGATIONS) != _in(after, _NEGATIONS):
            return "a negation"
        if not all(_keeps_quotation(document, e) for e in inside):
            return "the words of a quotation"
    return None


def _stretch(text: str, paragraph: Span, edits: Sequence[Edit]) -> Span:
    """As much of the paragraph as any number reaches that the edits could touch, in whole words."""
    start = text.rfind(" ", paragraph.start, max(paragraph.start, min(e.start for e in edits) - _REACH))
    end = text.find(" ", min(paragraph.end, max(e.end for e in edits) + _REACH), paragraph.end)
    return Span(start if start >= 0 else paragraph.start, end if end >= 0 else paragraph.end)


def _words(text: str, paragraph: Span, edits: Sequence[Edit]) -> Span:
    """The words that the edits touch, and what stands between them."""
    start = max(paragraph.start, min(e.start for e in edits))
    while start > paragraph.start and _is_in_word(text[start - 1]):
        start -= 1
    end = min(paragraph.end, max(e.end for e in edits))
    while end < paragraph.end and _is_in_word(text[end]):
        end += 1
    return Span(start, end)


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character in "_’'-"


def _changed(text: str, stretch: Span, edits: Sequence[Edit]) -> tuple[str, str]:
    """The stretch before and after the edits."""
    return text[stretch.start : stretch.end], applied_in(text, stretch, edits)


def _in(text: str, pattern: regex.Pattern[str]) -> list[str]:
    return sorted(m[0].lower() for m in pattern.finditer(text))


@lru_cache(maxsize=64)  # the fixes of one paragraph are held against the same text
def numbers(text: str) -> list[frozenset[Fraction | str]]:
    """The values of each number in reading order: the English reading and, where it differs, the continental one."""
    return [_values(m[0], text[m.end() : m.end() + 12]) for m in _NUMBER.finditer(text)]


@lru_cache(maxsize=4096)
def _values(figure: str, rest: str) -> frozenset[Fraction | str]:
    """`rest` is what follows the figure, as far as it may name a scale. One too long to be a number stays as it is."""
    if len(figure) > _LONGEST:
        return frozenset((figure,))
    scale = _SCALE.match(rest)
    factor = 10 ** _SCALES[scale[1].lower()] if scale else 1
    found: set[Fraction | str] = set()
    for shape, grouping, point in _GROUPED.values():
        if shape.fullmatch(figure):
            plain = figure.translate({ord(c): None for c in grouping}).replace(point, ".")
            found.add(Fraction(plain) * factor)
    if not found:  # 1.2.3, 12,5.6: no number, only figures
        found.add(Fraction(int("".join(c for c in figure if c.isdigit()))))
    return frozenset(found)


def _same_numbers(before: str, after: str) -> bool:
    """Whether each number of `after` is one of the values that it could have had in `before`."""
    old, new = numbers(before), numbers(after)
    return len(old) == len(new) and all(a & b for a, b in zip(old, new, strict=True))


def _keeps_quotation(document: Document, edit: Edit) -> bool:
    """Inside quotation marks words may be spelt or spaced otherwise, but none may come or go."""
    if not edit.text and edit.start == edit.end:
        return True
    span = Span(edit.start, max(edit.end, edit.start + 1))
    quotation = document.quotation_at(span)
    if quotation is None:
        return True
    start = max(quotation.start, edit.start)
    end = min(quotation.end, edit.end)
    old, new = _widened(document.text, start, end, edit)
    return _letters(old) == _letters(new) or len(_WORD.findall(old)) == len(_WORD.findall(new))


def _widened(text: str, start: int, end: int, edit: Edit) -> tuple[str, str]:
    """The edited words whole, before and after, so that half a word counts as one."""
    left = start
    while left > 0 and text[left - 1].isalnum():
        left -= 1
    right = max(start, end)
    while right < len(text) and text[right].isalnum():
        right += 1
    return text[left:right], text[left:start] + edit.text + text[max(start, end) : right]


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).lower()
