"""Stretches of a text for a terminal: in their words, wrapped, with what is marked in colour and carets below it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from cleanmt.findings import Applicability, Edit, Severity, Span

if TYPE_CHECKING:
    from cleanmt.text.document import Document

SEVERITY_COLORS = {Severity.NEUTRAL: "blue", Severity.MINOR: "yellow", Severity.MAJOR: "red", Severity.CRITICAL: "red"}
LEVEL_COLORS = {Applicability.SAFE: "green", Applicability.UNSAFE: "cyan", Applicability.SUGGESTION: "blue"}
_NARROWEST, _WIDEST = 20, 100  # columns; longer lines are hard to read
_LONGEST = 1200  # characters of one excerpt
_PIECE = re.compile(r"\S+\s*|\s+")


def width() -> int:
    """Columns to write in: those of the terminal, or 80; the last one stays free, for some terminals wrap there."""
    return max(_NARROWEST, min(shutil.get_terminal_size().columns - 1, _WIDEST))


def columns(text: str) -> int:
    """How many columns the text takes."""
    from wcwidth import wcswidth  # 10 ms that only excerpts need

    taken = int(wcswidth(text))
    return taken if taken >= 0 else len(text)


def flat(text: str) -> str:
    """The text in one line, without anything that would move a terminal's cursor."""
    return "".join(c if c.isprintable() else "¶" if c == "\n" else " " for c in text)


def wrapped(text: str, width: int) -> Iterator[Span]:
    """The stretches of the text that fit on a line each; a word that is too long is cut."""
    start = end = 0
    for piece in _PIECE.finditer(text):
        if end > start and columns(text[start : piece.end()].rstrip()) > width:
            yield Span(start, end)
            start = end
        end = piece.end()
        while columns(text[start:end].rstrip()) > width:
            cut = start + 1
            while columns(text[start : cut + 1]) <= width:
                cut += 1
            yield Span(start, cut)
            start = cut
    if end > start:
        yield Span(start, end)


def plain(text: str, width: int, *, fg: str | None = None, bold: bool = False, dim: bool = False) -> Iterator[str]:
    """The text in lines of one style."""
    shown = flat(text)
    for line in wrapped(shown, width):
        yield click.style(shown[line.start : line.end].rstrip(), fg=fg, bold=bold, dim=dim)


def view(document: Document, made: Sequence[Edit], marked: Sequence[Edit], around: int) -> tuple[str, list[Span]]:
    """The stretch around the marked edits with all edits made, flat, and where the marked ones stand in it."""
    text = document.text
    change = Span(marked[0].start, marked[-1].end)
    paragraph = _paragraph(document, change)
    stretch = _around(text, paragraph, change, around)
    pieces = ["… " if stretch.start > paragraph.start else ""]
    marks = []
    done = stretch.start
    for edit in sorted({*made, *marked}):
        if stretch.contains(edit.span):
            pieces.append(text[done : edit.start])
            if edit in marked:
                start = sum(map(len, pieces))
                marks.append(Span(start, start + len(edit.text)))
            pieces.append(edit.text)
            done = edit.end
    pieces += [text[done : stretch.end], " …" if stretch.end < paragraph.end else ""]
    whole = flat("".join(pieces))
    return (whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]} …"), marks


def rows(text: str, marks: Sequence[Span], color: str, width: int) -> Iterator[tuple[str, str]]:
    """The lines of a view, and what goes under each: carets below all that is marked; "" where nothing is."""
    for line in wrapped(text, width):
        shown = Span(line.start, line.start + len(text[line.start : line.end].rstrip()))
        under = _carets(text, line, marks)
        yield _styled(text, shown, marks, color), click.style(under, fg=color) if under else ""


def _paragraph(document: Document, span: Span) -> Span:
    """The paragraph around the span, or the paragraphs that it reaches across."""
    first, last = document.paragraph_at(span.start) or span, document.paragraph_at(span.end) or span
    return Span(min(first.start, span.start), max(last.end, span.end))


def _around(text: str, paragraph: Span, span: Span, distance: int) -> Span:
    """The span with this much of its paragraph on both sides, cut between words; what one lacks the other may have."""
    before, after = span.start - paragraph.start, paragraph.end - span.end
    start = max(paragraph.start, span.start - max(distance, 2 * distance - after))
    end = min(paragraph.end, span.end + max(distance, 2 * distance - before))
    while paragraph.start < start < span.start and not text[start - 1].isspace():
        start += 1
    while span.end < end < paragraph.end and not text[end].isspace():
        end -= 1
    return Span(start, end)


def _styled(text: str, line: Span, marks: Iterable[Span], color: str) -> str:
    pieces, done = [], line.start
    for mark in marks:
        if mark.start < line.end and mark.end > line.start:
            start, end = max(mark.start, line.start), min(mark.end, line.end)
            pieces += [text[done:start], click.style(text[start:end], fg=color, bold=True)]
            done = end
    return "".join([*pieces, text[done : line.end]])


def _carets(text: str, line: Span, marks: Iterable[Span]) -> str:
    """^ below all that is marked, one where something is gone; "" if nothing is."""
    under = ""
    for mark in marks:
        start, end = max(mark.start, line.start), min(max(mark.end, mark.start + 1), line.end)
        is_here = line.start <= mark.start < line.end or (mark.start < line.start < mark.end)
        if is_here or mark.start == mark.end == line.end == len(text):
            under = under.ljust(columns(text[line.start : start]))
            under += "^" * max(1, columns(text[start:end].rstrip()))
    return under
