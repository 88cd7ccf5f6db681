"""How a question of `cleanmt review` looks: where it is, what is wrong, the text as it is and as it would read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from cleanmt.decisions.review import Question, Walk
from cleanmt.findings import Edit
from cleanmt.reports import excerpt, fix_label
from cleanmt.text.document import Document

_AROUND = 220  # characters of the paragraph before and after the finding
_CLOSE = 15  # and at least, before and after what would change: as many as fill the line
_MARGIN = 4


def lines(path: str, walk: Walk, question: Question, reason: str, width: int) -> Iterator[str]:
    """The lines of the question, none wider than this many columns. The reason may be "": it is known."""
    finding, document = question.finding, walk.document
    line, column = document.position(finding.span.start)
    color = excerpt.SEVERITY_COLORS[finding.severity]
    label = fix_label(finding)
    yield from _at_both_ends(f"{path}:{line}:{column}", _progress(walk), width)
    yield from excerpt.plain(f"{finding.rule} ({finding.severity}, {label})", width, fg=color)
    yield from excerpt.plain(finding.message, width)
    yield from excerpt.plain(reason, width, dim=True)
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
            yield from excerpt.plain(f"{' ' * _MARGIN}It changes {option.breaks}.", width, fg="yellow")


def words(document: Document, edits: Iterable[Edit]) -> str:
    """A change in one line: “old” → “new”."""
    return ", ".join(f"{quoted(document.text[e.start : e.end])} → {quoted(e.text)}" for e in edits)


def quoted(text: str) -> str:
    return f"“{excerpt.flat(text)}”" if text else "nothing"


def _progress(walk: Walk) -> str:
    number, total = walk.progress
    return f"{'uncovered ' if walk.look > 1 else ''}{number} of {total}"


def _at_both_ends(left: str, right: str, width: int) -> Iterator[str]:
    gap = width - excerpt.columns(left) - excerpt.columns(right)
    if gap > 0:
        yield click.style(left, bold=True) + " " * gap + right
    else:
        yield from excerpt.plain(left, width, bold=True)
        yield right.rjust(width)


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
    text, marks = excerpt.view(document, made, marked, around)
    if not text.strip():
        text, marks = "(nothing: the line goes)", []
    for number, (line, under) in enumerate(excerpt.rows(text, marks, color, max(1, width - _MARGIN))):
        yield f"{(key if number == 0 else '').rjust(_MARGIN - 2)}  {line}"
        if under:
            yield f"{' ' * _MARGIN}{under}"
