"""A Markdown or HTML text as its reader sees it, and where each piece of it stands in the source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal

from cleanmt.edits import applied_in, clipped
from cleanmt.findings import Edit, Span

Reading = list[tuple[str, int]]
_BLANKS = re.compile(r"[ \t\n]+")
_TOKEN = re.compile(r"\w+|\s+|.")

_NEAR = 50  # how many places are tried for an edit

Hold = Literal["same", "whole", "fixed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of prose, `start:end`, and what shows it in the source, `at:until`.

    `same`: character for character. `whole` (an entity, an escape, white space): replaced whole or not at all.
    `fixed` (code, a template's tag, a bullet): never touched. `depth` counts the elements around it.
    """

    start: int
    end: int
    at: int
    until: int
    hold: Hold
    depth: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, an item, a cell: where it stands in the prose and in the source.

    `is_line`: no heading, item or cell. `element` is what can be taken out of the source with all of its text; None
    where that would take more with it.
    """

    shown: Span
    source: Span
    is_line: bool
    element: Span | None


@dataclass(frozen=True, slots=True)
class Comment:
    """What a comment says, and where it stands in the source; `inside`: text of its own block goes before it."""

    text: str
    source: Span
    inside: bool


@dataclass(frozen=True)
class Prose:
    """Blocks with a blank line between them. `quoted` are the stretches that the markup sets as quotations.

    `elements` are the names of all elements, and where they begin in the source.
    """

    source: str
    text: str
    pieces: tuple[Piece, ...]
    blocks: tuple[Block, ...]
    quoted: tuple[Span, ...]
    comments: tuple[Comment, ...]
    elements: tuple[tuple[str, int], ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def source_span(self, span: Span) -> Span:
        """What shows a stretch of prose in the source, with the markup that stands inside it."""
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self.pieces[first].end <= span.start:
            first += 1
        last = max(first, bisect_left(self._starts, span.end) - 1)
        return Span(_source_start(self.pieces[first], span.start), _source_end(self.pieces[last], span.end))

    def prose_span(self, span: Span) -> Span | None:
        """The prose that a stretch of the source shows; None if it shows none."""
        begin = bisect_right(self.pieces, span.start, key=lambda p: p.until)
        end = bisect_left(self.pieces, span.end, key=lambda p: p.at)
        if begin >= end:
            return None
        first, last = self.pieces[begin], self.pieces[end - 1]
        return Span(
            first.start + max(0, span.start - first.at) if first.hold == "same" else first.start,
            last.end - max(0, last.until - span.end) if last.hold == "same" else last.end,
        )

    def at_home(self, edit: Edit) -> Edit:
        """The same change in its minimal form, and where it meets no markup if there is such a place.

        In “he **saw the** NATO” a word goes with the space before it, not after it.
        """
        edit = edit.trimmed(self.text)
        near = (same for same in islice(self._equals(edit), _NEAR) if len(self.stretches(same.span)) == 1)
        return next(near, edit)

    def _equals(self, edit: Edit) -> Iterator[Edit]:
        """The edit, and those that do the same a little to the left or to the right."""
        yield edit
        if edit.text or edit.start == edit.end:
            return
        text, start, end = self.text, edit.start, edit.end
        while start > 0 and text[start - 1] == text[end - 1]:
            start, end = start - 1, end - 1
            yield Edit(start, end, "")
        start, end = edit.start, edit.end
        while end < len(text) and text[start] == text[end]:
            start, end = start + 1, end + 1
            yield Edit(start, end, "")

    def source_edits(self, edit: Edit) -> tuple[Edit, ...] | None:
        """The edits of the source that make this edit of the prose; None where the markup does not allow it."""
        if "\n" in edit.text:
            return None
        if edit.start == edit.end:
            at = self._insertion_point(edit.start)
            return None if at is None else (Edit(at, at, edit.text),)
        if not edit.text and (blocks := self.deleted_blocks(edit)):
            elements = [block.element for block in blocks]
            return tuple(Edit(e.start, e.end, "") for e in elements if e) if all(elements) else None
        stretches = self.stretches(edit.span)
        if edit.text and len(stretches) > 1:
            return self._word_by_word(edit)
        return tuple(Edit(span.start, span.end, edit.text) for span in stretches) or None

    def _word_by_word(self, edit: Edit) -> tuple[Edit, ...] | None:
        """Edits of the words that change, where the change as a whole runs across markup."""
        from difflib import SequenceMatcher  # for few fixes

        old, new = _TOKEN.findall(self.text[edit.start : edit.end]), _TOKEN.findall(edit.text)
        opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        changes = [code[1:] for code in opcodes if code[0] != "equal"]
        if len(changes) < 2:
            return None
        made: list[Edit] = []
        for a, b, c, d in changes:
            start = edit.start + len("".join(old[:a]))
            change = Edit(start, start + len("".join(old[a:b])), "".join(new[c:d]))
            found = self.source_edits(change.trimmed(self.text))
            if found is None:
                return None
            made += found
        return tuple(made)

    def _insertion_point(self, offset: int) -> int | None:
        """Where text goes in: beside the markup that stands there, not inside."""
        index = bisect_left(self._starts, offset)
        before = self.pieces[index - 1] if index and self.pieces[index - 1].end >= offset else None
        after = self.pieces[index] if index < len(self.pieces) and self.pieces[index].start == offset else None
        if before and before.end > offset:
            return before.at + offset - before.start if before.hold == "same" else None
        if before and after:
            return after.at if after.depth < before.depth else before.until
        return before.until if before else after.at if after else None

    def deleted_blocks(self, edit: Edit) -> Sequence[Block]:
        """The blocks that the edit deletes with all they show; none where it cuts into one."""
        first = bisect_right(self.blocks, edit.start, key=lambda b: b.shown.end)
        touched = self.blocks[first : bisect_left(self.blocks, edit.end, key=lambda b: b.shown.start)]
        inside = [b for b in touched if edit.start <= b.shown.start and b.shown.end <= edit.end]
        return inside if len(inside) == len(touched) else ()

    def stretches(self, span: Span) -> Sequence[Span]:
        """What shows a stretch of prose, without the markup in it; none where it is not free to be edited."""
        found: list[Span] = []
        done = span.start
        for piece in self.pieces[max(0, bisect_right(self._starts, done) - 1) : bisect_left(self._starts, span.end)]:
            is_whole = span.start <= piece.start and piece.end <= span.end
            if piece.start > done or piece.hold == "fixed" or (piece.hold == "whole" and not is_whole):
                return ()
            done = piece.end
            start, end = max(span.start, piece.start), min(span.end, piece.end)
            found.append(Span(_source_start(piece, start), _source_end(piece, end)))
        return _joined(found) if done >= span.end else ()

    @cached_property
    def removable(self) -> tuple[Span, ...]:
        """What can be taken out of the source together with its text."""
        return tuple(block.element for block in self.blocks if block.element)

    def reading(self, edits: Iterable[Edit] = (), without: Iterable[Edit] = ()) -> tuple[Reading, Reading, Reading]:
        """The paragraphs, the markup between stretches of prose, and the elements, each with a place in the source.

        As they are after these edits of the prose and these deletions from the source. White space does not count.
        """
        gone = sorted(without)
        elements = [(name, at) for name, at in self.elements if not clipped(gone, Span(at, at + 1))]
        return self._paragraphs(sorted(edits)), self._markup(gone), elements

    def _paragraphs(self, edits: Sequence[Edit]) -> Reading:
        found = []
        for block in self.blocks:
            text = applied_in(self.text, block.shown, edits)
            if text := _BLANKS.sub(" ", text).strip():
                found.append((text, block.source.end))
        return found

    def _markup(self, gone: Sequence[Edit]) -> Reading:
        found = [("", 0)]
        for is_prose, span in self._runs():
            rest = applied_in(self.source, span, gone)
            if not is_prose:
                found[-1] = (found[-1][0] + "".join(rest.split()), span.end)
            elif rest:
                found[-1] = (found[-1][0], span.end)
                found.append(("", span.end))
        return found

    def _runs(self) -> Iterator[tuple[bool, Span]]:
        """The source in turn: no prose, prose, no prose."""
        done = 0
        for span in _joined(Span(p.at, p.until) for p in self.pieces if p.hold != "fixed"):
            yield False, Span(done, span.start)
            yield True, span
            done = span.end
        yield False, Span(done, len(self.source))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans, those that meet made one."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].end == span.start:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _source_start(piece: Piece, offset: int) -> int:
    return piece.at + max(0, offset - piece.start) if piece.hold == "same" else piece.at


def _source_end(piece: Piece, offset: int) -> int:
    return piece.until - max(0, piece.end - offset) if piece.hold == "same" else piece.until
