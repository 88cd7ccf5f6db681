"""Reviewdog's diagnostics. Its columns count the bytes of UTF-8, from 1."""

from __future__ import annotations

from typing import Any, TextIO

from cleanmt.edits import applied_in
from cleanmt.engine.result import Result
from cleanmt.findings import Applicability, Edit, Finding, Span
from cleanmt.json_lines import dumped
from cleanmt.reports import LEVELS, Rules


class Report:
    def __init__(self, out: TextIO, rules: Rules) -> None:
        self._out = out
        self._known = rules
        self._between = "\n"
        out.write('{"source": {"name": "cleanmt"}, "diagnostics": [')

    def add(self, result: Result) -> None:
        for finding in result.findings:
            self._out.write(f"{self._between}{dumped(_diagnostic(result, finding, self._known.page_of(finding.rule)))}")
            self._between = ",\n"

    def close(self) -> None:
        self._out.write("\n]}\n")


def _diagnostic(result: Result, finding: Finding, page: str) -> dict[str, Any]:
    edits = [_whole(result.text, finding)] if _is_offered(finding) else finding.alternatives
    return {
        "message": finding.message,
        "location": {"path": result.path, "range": _range(result, finding.span)},
        "severity": LEVELS[finding.severity].upper(),
        "code": {"value": finding.rule, **({"url": page} if page else {})},
        "suggestions": [{"range": _range(result, e.span), "text": e.text} for e in edits],
    }


def _is_offered(finding: Finding) -> bool:
    return finding.level > Applicability.SUGGESTION


def _whole(text: str, finding: Finding) -> Edit:
    """The edits of a fix as one: each suggestion is taken for itself."""
    span = Span(finding.edits[0].start, max(edit.end for edit in finding.edits))
    return Edit(*span, applied_in(text, span, finding.edits))


def _range(result: Result, span: Span) -> dict[str, Any]:
    return {"start": _position(result, span.start), "end": _position(result, span.end)}


def _position(result: Result, offset: int) -> dict[str, int]:
    line, column = result.document.position(offset)
    before = result.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
