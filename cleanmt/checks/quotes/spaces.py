"""Spaces inside marks, and none outside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleanmt.checks import Match, Shapes
from cleanmt.checks.quotes import SPACES, OfMarks, is_turned, is_word_after, is_word_before, run
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy
from cleanmt.text.document import Document
from cleanmt.text.quotation import CLOSING, NEUTRAL, Mark, Quotation, Reading, marks

_OPENS_BRACKET = ("(", "[")
_TITLES = lazy.compile(r"\w\",\" \p{Lu}")  # "One"," Two"
_WORD = lazy.compile(r"\w")
_SETTLES = lazy.compile(r"[.,!?…]\s*$")  # ends what is quoted
_LINK = lazy.compile(r"[\s,;]*(?:\p{Ll}{1,4}[\s,;]*)?")  # between two quotations: and, or, a comma


@dataclass(frozen=True, slots=True)
class Spaced(OfMarks):
    """A space inside a mark. The marks of `quotes/reversed` are left to it.

    Shapes: `sure`, `guess` where only the order of the marks tells which of them open, or a straight mark closes a
    curly one and others are left over.
    """

    def shapes(self) -> Shapes:
        return dict.fromkeys(("sure", "guess"))

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        text = document.text
        if reading.is_guess:
            yield from _misplaced(text, reading.quotations)
            return
        if not reading.is_plain and (pairs := _in_turns(text, paragraph)):
            yield from _misplaced(text, pairs)
            return
        doubtful = _doubtful(text, reading.quotations)
        for q in reading.quotations:
            if q in doubtful or not _may_mend(text, q, reading):
                continue
            is_sure = reading.is_plain or q.close is None or q.close.char not in NEUTRAL
            shape = "sure" if is_sure else "guess"
            if q.open.after and q.open.after in SPACES and q.close:
                end = q.open.at + 1 + run(text, q.open.at + 1, 1)
                yield Match(Span(q.open.at, end + 1), (Edit(q.open.at + 1, end, ""),), shape=shape)
            if q.close and q.close.before and q.close.before in SPACES:
                start = q.close.at - run(text, q.close.at - 1, -1)
                if text[start - 1] != ":":  # what a program writes before a value
                    yield Match(Span(start - 1, q.close.at + 1), (Edit(start, q.close.at, ""),), shape=shape)


@dataclass(frozen=True, slots=True)
class Glued(OfMarks):
    """No space before an opening mark or after a closing one: Okinawa,"act carefully"when.

    Where a mark has a space on its other side, or one is turned round or alone, it is only shown: none is sure there.
    """

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        text = document.text
        is_odd = bool(reading.strays) or any(map(is_turned, reading.quotations))
        closed = {q.close.at + 1 for q in reading.quotations if q.close}
        glued = _between_pairs(text, paragraph) if not reading.is_plain else set()
        for at in glued:
            yield Match(Span(at - 1, at + 1), (Edit(at, at, " "),))
        for q in reading.quotations:
            if q.close is None or not _may_mend(text, q, reading):
                continue
            is_sure = not is_odd and not _is_spaced_inside(q)
            is_glued = is_word_before(text, q.open.at) or (q.open.before and q.open.before in ".,;:!?")
            if is_glued or (q.open.at in closed and text[q.open.at - 2] in ".,!?…"):
                edits = (Edit(q.open.at, q.open.at, " "),) if is_sure else ()
                yield Match(Span(q.open.at - 1, q.open.at + 1), edits)
            if is_word_after(text, q.close.at):
                at = q.close.at + 1
                if at not in glued:
                    yield Match(Span(q.close.at, at + 1), (Edit(at, at, " "),) if is_sure else ())


def _between_pairs(text: str, paragraph: Span) -> set[int]:
    """Where a space is missing behind `so."`: the mark before it opens by its place, and so does the one after it."""
    found = list(marks(text, paragraph))
    return {
        mark.at + 1
        for before, mark, after in zip(found, found[1:], [*found[2:], None], strict=False)
        if _opens_by_place(before) and mark.char in "”" + NEUTRAL and mark.before and mark.before in ".,!?…"
        if is_word_after(text, mark.at) and (after is None or _opens_by_place(after))
    }


def _opens_by_place(mark: Mark) -> bool:
    return mark.may_open and not mark.may_close and mark.char not in CLOSING


def _is_spaced_inside(q: Quotation) -> bool:
    inner = (q.open.after, q.close.before if q.close else "")
    return any(character and character in SPACES for character in inner)


def _may_mend(text: str, q: Quotation, reading: Reading) -> bool:
    """Not what `quotes/reversed` mends, nor straight marks that may pair otherwise, nor a quoted space or sign."""
    is_certain = q.open.char not in NEUTRAL or reading.is_plain
    return (
        is_certain and not is_turned(q) and (q.close is None or _WORD.search(text, q.open.at, q.close.at) is not None)
    )


def _doubtful(text: str, quotations: Sequence[Quotation]) -> set[Quotation]:
    """Two quotations side by side that may as well be one inside another."""
    return {
        q
        for one, other in pairwise(quotations)
        if one.close and one.leaves_doubt(other)
        if not _SETTLES.search(text, one.open.at, one.close.at)
        if not _LINK.fullmatch(text, one.close.at + 1, other.open.at)
        for q in (one, other)
    }


def _in_turns(text: str, paragraph: Span) -> list[Quotation]:
    """Straight marks that open and close by turns, where none of them stands so that it can only do the other."""
    found = list(marks(text, paragraph))
    opens, closes = found[::2], found[1::2]
    if (
        len(opens) != len(closes)
        or any(mark.char not in NEUTRAL for mark in found)
        or any(mark.may_close and not _TITLES.match(text, max(0, mark.at - 3)) for mark in opens)
        or not all(mark.after for mark in opens)
        or any(mark.may_open and mark.after not in _OPENS_BRACKET for mark in closes)
        or any(not _WORD.search(text, one.at, other.at) for one, other in zip(opens, closes, strict=True))
    ):
        return []
    return [Quotation(one, other) for one, other in zip(opens, closes, strict=True)]


def _misplaced(text: str, quotations: Sequence[Quotation]) -> Iterator[Match]:
    """Marks whose order alone tells which open: each gets its space on the other side."""
    for q in quotations:
        for mark in (q.open, q.close) if q.close else ():
            start, end = mark.at - run(text, mark.at - 1, -1), mark.at + 1 + run(text, mark.at + 1, 1)
            preceding = text[start - 1 : start]
            before = " " if start < mark.at or preceding.isalnum() or preceding == "," else ""
            following = text[end : end + 1]
            after = " " if mark.at + 1 < end or following.isalnum() or following in _OPENS_BRACKET else ""
            wanted = before + mark.char if mark is q.open else mark.char + after
            if wanted != text[start:end]:
                yield Match(Span(start, end), (Edit(start, end, wanted),), shape="guess")
