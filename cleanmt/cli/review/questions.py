"""How a question of `cleanmt review` looks: where it is, what is wrong, the text as it is and as it would read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import click
from rich.cells import cell_len

from cleanmt.decisions.review import Question, Walk
from cleanmt.findings import Edit, Severity, Span
from cleanmt.reports import fix_label
from cleanmt.text.document import Document

_COLORS = {Severity.NEUTRAL: "blue", Severity.MINOR: "yellow", Severity.MAJOR: "red", Severity.CRITICAL: "red"}
_AROUND = 220  # characters of the paragraph before and after the finding
_CLOSE = 15  # and at least, before and after what would change: as many as fill the line
_LONGEST = 1200  # characters of one excerpt
_MARGIN = 4
_PIECE = re.compile(r"\S+\s*|\s+")


def lines(path: str, walk: Walk, question: Question, reason: str, width: int) -> Iterator[str]:
    """The lines of the question, none wider than this many columns. The reason may be "": it is known."""
    finding, document = question.finding, walk.document
    line, column = document.position(finding.span.start)
    color = _COLORS[finding.severity]
    label = fix_label(finding)
    yield from _at_both_ends(f"{path}:{line}:{column}", _progress(walk), width)
    yield from _plain(f"{finding.rule} ({finding.severity}{f', {label}' if label else ''})", width, fg=color)
    yield from _plain(finding.message, width)
    yield from _plain(reason, width, dim=True)
    yield ""
    here = Edit(finding.span.start, finding.span.end, finding.text)
    yield from _excerpt(document, walk.edits, [here], _AROUND, "", color, width)
    for number, option in enumerate(question.options, 1):
        key = "y" if number == 1 and question.plain else str(number)
        growth = sum(len(edit.text) - (edit.end - edit.start) for edit in option.edits)
        change = option.edits[-1].end - option.edits[0].start + growth
        around = max(_CLOSE, (width - _MARGIN - change) // 2 - len("… "))
        yield from _excerpt(document, walk.edits, option.edits, around, key, "green", width)
        if option.breaks:
            yield from _plain(f"{' ' * _MARGIN}It changes {option.breaks}.", width, fg="yellow")


def words(document: Document, edits: Iterable[Edit]) -> str:
    """A change in one line: “old” → “new”."""
    return ", ".join(f"{quoted(document.text[e.start : e.end])} → {quoted(e.text)}" for e in edits)


def quoted(text: str) -> str:
    return f"“{_flat(text)}”" if text else "nothing"


def _progress(walk: Walk) -> str:
    number, total = walk.progress
    return f"{'uncovered ' if walk.look > 1 else ''}{number} of {total}"


def _at_both_ends(left: str, right: str, width: int) -> Iterator[str]:
    gap = width - cell_len(left) - cell_len(right)
    if gap > 0:
        yield click.style(left, bold=True) + " " * gap + right
    else:
        yield from _plain(left, width, bold=True)
        yield right.rjust(width)


def _plain(text: str, width: int, *, fg: str | None = None, bold: bool = False, dim: bool = False) -> Iterator[str]:
    for span in _wrapped(_flat(text), width):
        yield click.style(_flat(text)[span.start : span.end].rstrip(), fg=fg, bold=bold, dim=dim)


def _excerpt(
    document: Document,
    made: Sequence[Edit],
    marked: Sequence[Edit],
    around: int,
    key: str,
    color: str,
    width: int,
) -> Iterator[str]:
    """The paragraph with the edits made, those that are marked underlined; `key` is what to press for them."""
    text, marks = _view(document, made, marked, around)
    if not text.strip():
        text, marks = "(nothing: the line goes)", []
    for number, line in enumerate(_wrapped(text, max(1, width - _MARGIN))):
        shown = Span(line.start, line.start + len(text[line.start : line.end].rstrip()))
        yield f"{(key if number == 0 else '').rjust(_MARGIN - 2)}  {_styled(text, shown, marks, color)}"
        if carets := _carets(text, line, marks):
            yield " " * _MARGIN + click.style(carets, fg=color)


def _view(document: Document, made: Sequence[Edit], marked: Sequence[Edit], around: int) -> tuple[str, list[Span]]:
    """The stretch around the marked edits with all edits made, and where the marked ones stand in it."""
    text = document.text
    change = Span(marked[0].start, marked[-1].end)
    paragraph = _paragraph(document, change)
    stretch = _around(text, paragraph, change, around)
    pieces = ["… " if stretch.start > paragraph.start else ""]
    marks = []
    done = stretch.start
    for edit in sorted({*made, *marked}):
        if stretch.contains(Span(edit.start, edit.end)):
            pieces.append(text[done : edit.start])
            if edit in marked:
                start = sum(map(len, pieces))
                marks.append(Span(start, start + len(edit.text)))
            pieces.append(edit.text)
            done = edit.end
    pieces += [text[done : stretch.end], " …" if stretch.end < paragraph.end else ""]
    whole = _flat("".join(pieces))
    return (whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]} …"), marks


def _paragraph(document: Document, span: Span) -> Span:
    """The paragraph around the span, or the paragraphs that it reaches across."""
    first, last = document.paragraph_at(span.start) or span, document.paragraph_at(span.end) or span
    return Span(min(first.start, span.start), max(last.end, span.end))


def _around(text: str, paragraph: Span, span: Span, distance: int) -> Span:
    """The span with this much of its paragraph on both sides, cut between words."""
    start, end = max(paragraph.start, span.start - distance), min(paragraph.end, span.end + distance)
    while paragraph.start < start < span.start and not text[start - 1].isspace():
        start += 1
    while span.end < end < paragraph.end and not text[end].isspace():
        end -= 1
    return Span(start, end)


def _wrapped(text: str, width: int) -> Iterator[Span]:
    """The stretches of the text that fit on a line each; a word that is too long is cut."""
    start = end = 0
    for piece in _PIECE.finditer(text):
        if end > start and cell_len(text[start : piece.end()].rstrip()) > width:
            yield Span(start, end)
            start = end
        end = piece.end()
        while cell_len(text[start:end].rstrip()) > width:
            cut = start + 1
            while cell_len(text[start : cut + 1]) <= width:
                cut += 1
            yield Span(start, cut)
            start = cut
    if end > start:
        yield Span(start, end)


def _styled(text: str, line: Span, marks: Iterable[Span], color: str) -> str:
    pieces, done = [], line.start
    for mark in marks:
        if mark.start < line.end and mark.end > line.start:
            start, end = max(mark.start, line.start), min(mark.end, line.end)
            pieces += [text[done:start], click.style(text[start:end], fg=color, bold=True)]
            done = end
    return "".join([*pieces, text[done : line.end]])


def _carets(text: str, line: Span, marks: Iterable[Span]) -> str:
    """What stands under the line: ^ below all that is marked, one where something is gone; "" if nothing is."""
    under = ""
    for mark in marks:
        start, end = max(mark.start, line.start), min(max(mark.end, mark.start + 1), line.end)
        is_here = line.start <= mark.start < line.end or (mark.start < line.start < mark.end)
        if is_here or mark.start == mark.end == line.end == len(text):
            under = under.ljust(cell_len(text[line.start : start]))
            under += "^" * max(1, cell_len(text[start:end].rstrip()))
    return under


def _flat(text: str) -> str:
    """The text in one line, without anything that would move a terminal's cursor."""
    return "".join(c if c.isprintable() else "¶" if c == "\n" else " " for c in text)
