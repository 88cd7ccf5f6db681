"""The report for people at a terminal: the line, the span marked, what is wrong, and how it would read mended."""

from __future__ import annotations

from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from cleanmt.edits import applied_in
from cleanmt.engine.result import Result
from cleanmt.findings import Applicability, Finding, Severity, Span
from cleanmt.reports import RuleOf, fix_label
from cleanmt.text.document import Document

_COLORS = {Severity.NEUTRAL: "blue", Severity.MINOR: "yellow", Severity.MAJOR: "red", Severity.CRITICAL: "bold red"}
_FIX_COLORS = {Applicability.SAFE: "green", Applicability.UNSAFE: "cyan", Applicability.SUGGESTION: "blue"}
_AROUND = 30  # characters shown before and after the span


class Report:
    def __init__(self, out: TextIO, _rule_of: RuleOf) -> None:
        self._console = Console(file=out, highlight=False, soft_wrap=True, emoji=False)

    def add(self, result: Result) -> None:
        for finding in result.findings:
            _print(self._console, result, finding)

    def close(self) -> None:
        pass


def _print(console: Console, result: Result, finding: Finding) -> None:
    line, column = result.document.position(finding.span.start)
    color = _COLORS[finding.severity]
    console.print(
        Text.assemble(
            (f"{result.shown_path}:{line}:{column}", "bold"), "  ", (finding.rule, color), f"  ({finding.severity})"
        )
    )
    shown, marked = _window(result.document, finding.span)
    text = result.document.text
    before, inside, after = (
        text[shown.start : marked.start],
        text[marked.start : marked.end],
        text[marked.end : shown.end],
    )
    margin = f"{line:>5} │ "
    console.print(Text.assemble((margin, "dim"), _flat(before), (_flat(inside), f"bold {color}"), _flat(after)))
    width = max(1, cell_len(_flat(inside)))
    console.print(Text.assemble((" " * 5 + " │ ", "dim"), " " * cell_len(_flat(before)), ("^" * width, color)))
    console.print(Text.assemble((" " * 5 + " = ", "dim"), finding.message))
    mended = _mended(result.document, finding, shown)
    if mended is not None and finding.fix:
        console.print(
            Text.assemble(
                (" " * 5 + " = ", "dim"),
                (f"{fix_label(finding)}: ", _FIX_COLORS[finding.level]),
                _flat(mended),
            )
        )
    if finding.suggestions:
        options = " | ".join(f"“{option}”" for option in finding.suggestions)
        instead = f" instead of “{_flat(_wrong(text, finding))}”" if finding.wrong not in (None, finding.span) else ""
        console.print(Text.assemble((" " * 5 + " = ", "dim"), ("suggestion: ", "blue"), options, instead))
    console.print()


def _wrong(text: str, finding: Finding) -> str:
    place = finding.wrong or finding.span
    return text[place.start : place.end]


def _window(document: Document, span: Span) -> tuple[Span, Span]:
    """The stretch of the line that is shown, and the part of the finding in it."""
    text = document.text
    line_end = text.find("\n", span.start)
    line_end = line_end if line_end >= 0 else len(text)
    line_start = text.rfind("\n", 0, span.start) + 1
    marked = Span(span.start, max(span.start, min(span.end, line_end)))
    start = max(line_start, marked.start - _AROUND)
    while start > line_start and not text[start - 1].isspace():
        start -= 1
    end = min(line_end, marked.end + _AROUND)
    while end < line_end and not text[end].isspace():
        end += 1
    return Span(start, end), marked


def _mended(document: Document, finding: Finding, shown: Span) -> str | None:
    """The shown stretch with the fix made; None where the fix is no more than what the message says."""
    if not finding.fix:
        return None
    mended = applied_in(document.text, shown, finding.edits)
    return mended if mended.strip() else "(delete)"


def _flat(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
