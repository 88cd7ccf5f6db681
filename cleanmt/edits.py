"""Edits of one text: made, shifted, clipped, composed, closed up."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Protocol, TypeVar

from cleanmt.findings import Edit, Span


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made. They must not overlap; their order does not matter."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits):
        if edit.start < done:
            raise ValueError(f"edits overlap at {edit.start}")
        pieces += text[done : edit.start], edit.text
        done = edit.end
    return "".join(pieces) + text[done:]


def shifted(edits: Iterable[Edit], by: int) -> tuple[Edit, ...]:
    """The same edits for a text in which everything stands so many characters further on."""
    return tuple(Edit(edit.start + by, edit.end + by, edit.text) for edit in edits)


def clipped(edits: Sequence[Edit], span: Span) -> tuple[Edit, ...]:
    """What these edits (in order, apart from each other) do to a stretch, in its own offsets.

    Of an edit that reaches over its end only the part inside is made; what is inserted at its ends is inside.
    """
    parts = (
        Edit(max(e.start, span.start) - span.start, min(e.end, span.end) - span.start, e.text)
        for e in touching(edits, span)
    )
    return tuple(part for part in parts if part.text or part.start < part.end)


def touching(edits: Sequence[Edit], span: Span) -> Sequence[Edit]:
    """Those of the edits (in order, apart) that overlap the span or touch it."""
    return edits[bisect_left(edits, span.start, key=_end) : bisect_right(edits, span.end, key=_start)]


def around(span: Span, edits: Sequence[Edit]) -> Span:
    """The span, and all that the edits change."""
    return Span(min([span.start, *(e.start for e in edits)]), max([span.end, *(e.end for e in edits)]))


def applied_in(text: str, span: Span, edits: Sequence[Edit]) -> str:
    """A stretch of the text with what the edits (in order, apart) do to it."""
    return applied(text[span.start : span.end], clipped(edits, span))


def _start(edit: Edit) -> int:
    return edit.start


def _end(edit: Edit) -> int:
    return edit.end


def moving(edits: Iterable[Edit]) -> Callable[[Span], Span]:
    """Tells where a stretch lies after the edits (apart); what they insert at its ends stays outside."""
    made = sorted(edits)
    growth = [*accumulate((len(edit.text) - (edit.end - edit.start) for edit in made), initial=0)]

    def moved(span: Span) -> Span:
        start = span.start + growth[bisect_right(made, span.start, key=_end)]
        end = span.end + growth[bisect_left(made, span.end, key=_start)]
        return Span(start, max(start, end))

    return moved


def moved(span: Span, edits: Iterable[Edit]) -> Span:
    """Where one stretch lies after the edits."""
    return moving(edits)(span)


class _Edited(Protocol):
    @property
    def edits(self) -> Sequence[Edit]: ...


_T = TypeVar("_T", bound=_Edited)


def apart(items: Iterable[_T]) -> tuple[list[_T], list[_T]]:
    """Those whose edits neither overlap nor touch those of the ones before, and the others."""
    found: list[_T] = []
    others: list[_T] = []
    taken: list[Edit] = []
    for item in items:
        if all(_is_clear(edit, taken) for edit in item.edits):
            found.append(item)
            for edit in item.edits:
                insort(taken, edit)
        else:
            others.append(item)
    return found, others


def _is_clear(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Whether the edit neither overlaps nor touches one of these (sorted, apart from each other)."""
    after = bisect_left(taken, Edit(edit.start, edit.start, ""))
    return all(edit.end < other.start or other.end < edit.start for other in taken[max(0, after - 2) : after + 2])


_SHOWN = re.compile(r"\S")
_GAP = re.compile(r"[ \t\r\n]*\n")


def closed_up(text: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits, with each run of lines that they empty taken out together with the gap after it (at the end: before).

    A fix deletes the words of a line; whether blank lines would be left over depends on what goes beside it.
    """
    found: list[Edit] = []
    run: Edit | None = None
    for edit in sorted(edits):
        if run and not (_empties_line(text, edit) and not text[run.end : edit.start].strip()):
            found.append(_with_gap(text, run))
            run = None
        if not _empties_line(text, edit):
            found.append(edit)
        elif run:
            run = Edit(run.start, edit.end, "")
        else:
            run = edit
    return tuple([*found, _with_gap(text, run)] if run else found)


def _empties_line(text: str, edit: Edit) -> bool:
    """Whether the edit deletes all that its line (or lines) shows, and leaves the line ending."""
    if edit.text or not text[edit.start : edit.end].strip() or text[edit.end - 1] == "\n":
        return False
    line_start = text.rfind("\n", 0, edit.start) + 1
    newline = text.find("\n", edit.end)
    line_end = newline if newline >= 0 else len(text)
    return not text[line_start : edit.start].strip() and not text[edit.end : line_end].strip()


def _with_gap(text: str, run: Edit) -> Edit:
    start = text.rfind("\n", 0, run.start) + 1
    if _SHOWN.search(text, run.end):
        gap = _GAP.match(text, run.end)
        return Edit(start, gap.end() if gap else run.end, "")
    newline = text.find("\n", run.end)
    end = newline if newline >= 0 else len(text)
    before = text[:start].rstrip(" \t\r\n")
    gap_before = text[len(before) : start]
    own = len(gap_before) - len(gap_before.lstrip(" \t")) if before else 0  # white space of the line before
    return Edit(len(before) + own, end - text.endswith("\r", 0, end), "")


def composed(length: int, first: Iterable[Edit], second: Iterable[Edit]) -> tuple[Edit, ...]:
    """One list of edits of a text of this length that does what the two lists do one after the other."""
    pieces = _edited(_edited([Span(0, length)], first), second)
    edits = []
    done, text = 0, ""
    for piece in (*pieces, Span(length, length)):
        if isinstance(piece, str):
            text += piece
            continue
        if text or piece.start > done:
            edits.append(Edit(done, piece.start, text))
        done, text = piece.end, ""
    return tuple(edits)


def _edited(pieces: Iterable[Span | str], edits: Iterable[Edit]) -> list[Span | str]:
    """A text given as stretches of the original and inserted text, with further edits made to it."""
    rest, result, position = deque(pieces), list[Span | str](), 0
    for edit in sorted(edits):
        position = _move(rest, result, position, edit.start)
        position = _move(rest, [], position, edit.end)
        if edit.text:
            result.append(edit.text)
    return [*result, *rest]


def _move(source: deque[Span | str], target: list[Span | str], position: int, until: int) -> int:
    """Move pieces to the target up to an offset, splitting the last; the offset that was reached."""
    while source and position < until:
        piece = source.popleft()
        size = len(piece) if isinstance(piece, str) else piece.end - piece.start
        wanted = min(size, until - position)
        if wanted < size:
            source.appendleft(piece[wanted:] if isinstance(piece, str) else Span(piece.start + wanted, piece.end))
            piece = piece[:wanted] if isinstance(piece, str) else Span(piece.start, piece.start + wanted)
        target.append(piece)
        position += wanted
    return position
