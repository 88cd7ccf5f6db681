"""The guard of facts: numbers, dates, negations and their like, and the words of a quotation.

Every fix is held against these before it is offered. They are compared paragraph by paragraph, in what the edits touch
and a little around it; a line that a fix removes whole (a repeated headline, boilerplate) takes its facts with it
and is left out, and so is a word or a phrase that stands twice in a row: one of the two says all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cleanmt.edits import applied_in, touching
from cleanmt.engine.facts.numbers import numbers
from cleanmt.engine.facts.words import changed, plain
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy
from cleanmt.text.document import Document

_AROUND = 40  # characters: neither a number with its scale nor “in the last few weeks” is as long
_FAR = 500  # characters: what has no space for as long is no word
_APART = " | "  # between stretches: nothing reaches over it
_LETTERS = lazy.compile(r"[\p{L}\p{N}]")
_WORD = lazy.compile(r"[\p{L}\p{M}\p{N}]+")
_BETWEEN = " ,\xa0"  # what stands between a word and its double
_DOUBLED = 6  # words of a phrase


def broken_by(document: Document, edits: Sequence[Edit]) -> str | None:
    """The fact that these edits (in order, apart) would change, in words for a person; None if every fact stands."""
    text = document.text
    for paragraph in sorted({p for e in edits for p in document.paragraphs_in(e.span)}):
        inside = touching(edits, paragraph)
        if _is_emptied(text, paragraph, inside):
            continue
        broken = _broken_in(text, paragraph, [e for e in inside if not _drops_double(text, e)])
        if broken:
            return broken
        if not all(_keeps_quotation(document, e) for e in inside):
            return "the words of a quotation"
    return None


def _is_emptied(text: str, paragraph: Span, edits: Sequence[Edit]) -> bool:
    first, last = edits[0].start, edits[-1].end
    around = text[paragraph.start : first] + text[last : paragraph.end]
    return not around.strip() and not applied_in(text, paragraph, edits).strip()


def _broken_in(text: str, paragraph: Span, edits: Sequence[Edit]) -> str | None:
    stretches = [*_stretches(text, paragraph, edits)]
    before = plain(_APART.join(text[s.start : s.end] for s in stretches))
    after = plain(_APART.join(applied_in(text, s, edits) for s in stretches))
    if before == after:
        return None
    old, new = numbers(before), numbers(after)
    if len(old) != len(new) or not all(a.may_become(b) for a, b in zip(old, new, strict=True)):
        return "a number"
    least = [e.trimmed(text) for e in edits]
    went = any(_WORD.search(text, e.start, e.end) for e in least)
    came = any(_WORD.search(e.text) for e in least)
    return changed(before, after, replaces=went and came)


def _stretches(text: str, paragraph: Span, edits: Iterable[Edit]) -> Iterator[Span]:
    """Around each edit as much of the paragraph as any fact reaches that it could touch, in whole words."""
    here: Span | None = None
    for edit in edits:
        first, last = max(paragraph.start, edit.start - _FAR), min(paragraph.end, edit.end + _FAR)
        start = text.rfind(" ", first, max(first, edit.start - _AROUND))
        end = text.find(" ", min(last, edit.end + _AROUND), last)
        around = Span(start if start >= 0 else first, end if end >= 0 else last)
        if here and around.start <= here.end:
            here = Span(here.start, max(here.end, around.end))
            continue
        if here:
            yield here
        here = around
    if here:
        yield here


def _drops_double(text: str, edit: Edit) -> bool:
    """Whether the edit only takes away words that stand beside it once more: the one the one, not 5 and 5."""
    deleted = text[edit.start : edit.end]
    words = _WORD.findall(deleted.lower())
    if edit.text or not words or _WORD.sub("", deleted).strip(_BETWEEN):
        return False
    room = len(deleted) + 1
    before = _WORD.findall(text[max(0, edit.start - room) : edit.start].lower())
    after = _WORD.findall(text[edit.end : edit.end + room].lower())
    return any(
        words == words[:size] * (len(words) // size) and words[:size] in (before[-size:], after[:size])
        for size in range(1, min(len(words), _DOUBLED) + 1)
        if any(word.isalpha() for word in words[:size])
    )


def _keeps_quotation(document: Document, edit: Edit) -> bool:
    """Inside quotation marks words may be spelt or spaced otherwise, but none may come or go."""
    if not edit.text and edit.start == edit.end:
        return True
    quotation = document.quotation_at(edit.touched)
    if quotation is None:
        return True
    start = max(quotation.start, edit.start)
    end = min(quotation.end, edit.end)
    old, new = map(plain, _widened(document.text, start, end, edit))
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
