"""The report for people at a terminal: the line, the span marked, what is wrong, and how it would read mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

import click

from cleanmt.engine.result import Result
from cleanmt.findings import Edit, Finding
from cleanmt.reports import Rules, excerpt, fix_label
from cleanmt.text.document import Document

_MARGIN = 8  # columns: the number of the line, a bar
_CLOSE = 15  # characters shown around a place at least
_LONGEST = 100  # characters of a place that are shown at its beginning, and at its end


class Report:
    def __init__(self, out: TextIO, _rules: Rules) -> None:
        self._out = out
        self._width = excerpt.width()

    def add(self, result: Result) -> None:
        for finding in result.findings:
            for line in _lines(result, finding, self._width):
                click.echo(line, file=self._out)
            click.echo(file=self._out)

    def close(self) -> None:
        pass


def _lines(result: Result, finding: Finding, width: int) -> Iterator[str]:
    line, column = result.document.position(finding.span.start)
    color = excerpt.SEVERITY_COLORS[finding.severity]
    place, rule = f"{result.shown_path}:{line}:{column}", f"{finding.rule}  ({finding.severity})"
    if excerpt.columns(f"{place}  {rule}") <= width:
        yield f"{click.style(place, bold=True)}  {click.style(finding.rule, fg=color)}  ({finding.severity})"
    else:
        yield click.style(place, bold=True)
        yield from excerpt.plain(rule, width, fg=color)
    here = _ends(Edit(*finding.span, finding.text))
    yield from _excerpt(result.document, here, color, f"{line:>5} │ ", width)
    yield from _said("", finding.message, None, width)
    if finding.fix:
        label, fix_color = f"{fix_label(finding)}: ", excerpt.LEVEL_COLORS[finding.level]
        yield from _mended(result.document, finding.edits, label, fix_color, width)
    if finding.suggestions:
        yield from _said("suggestion: ", _options(result.text, finding), "blue", width)


def _ends(place: Edit) -> list[Edit]:
    """The place as it is; of a long one its two ends, for what lies between is no help."""
    if len(place.text) <= 2 * _LONGEST:
        return [place]
    start, end = place.text[:_LONGEST].rstrip(), place.text[-_LONGEST:].lstrip()
    return [Edit(place.start, place.end, f"{start} … {end}")]


def _excerpt(document: Document, marked: Sequence[Edit], color: str, head: str, width: int) -> Iterator[str]:
    room = width - _MARGIN
    shown = sum(len(edit.text) for edit in marked)
    text, marks = excerpt.view(document, (), marked, max(_CLOSE, (room - shown) // 2 - len("… ")))
    bar = click.style(f"{'│':>7} ", dim=True)
    for number, (line, under) in enumerate(excerpt.rows(text, marks, color, room)):
        yield f"{bar if number else click.style(head, dim=True)}{line}"
        if under:
            yield f"{bar}{under}"


def _mended(document: Document, edits: Sequence[Edit], label: str, color: str, width: int) -> Iterator[str]:
    """How the place reads when it is mended."""
    room = width - _MARGIN - len(label)
    growth = sum(len(edit.text) - (edit.end - edit.start) for edit in edits)
    change = edits[-1].end - edits[0].start + growth
    text, marks = excerpt.view(document, (), edits, max(_CLOSE, (room - change) // 2 - len("… ")))
    if text.strip():
        yield from _labelled(label, color, (line for line, _ in excerpt.rows(text, marks, color, room)))
    else:
        yield from _said(label, "(nothing: the line goes)", color, width)


def _said(label: str, text: str, color: str | None, width: int) -> Iterator[str]:
    """A line of what there is to say, and what does not fit below it."""
    yield from _labelled(label, color, excerpt.plain(text, width - _MARGIN - len(label)))


def _labelled(label: str, color: str | None, lines: Iterable[str]) -> Iterator[str]:
    head = click.style(f"{'=':>7} ", dim=True) + click.style(label, fg=color)
    for number, line in enumerate(lines):
        yield f"{' ' * (_MARGIN + len(label)) if number else head}{line}"


def _options(text: str, finding: Finding) -> str:
    options = " | ".join(f"“{option}”" for option in finding.suggestions)
    wrong = finding.wrong or finding.span
    instead = f" instead of “{text[wrong.start : wrong.end]}”" if wrong != finding.span else ""
    return f"{options}{instead}"
