"""Reviewdog's diagnostics. Its columns count the bytes of UTF-8, from 1."""

from __future__ import annotations

from typing import Any, TextIO

from cleanmt.findings import Applicability, Edit, Finding, Span, apply_edits
from cleanmt.reports import LEVELS, Result, RuleOf
from cleanmt.reports.jsonl import dumped


class Report:
    def __init__(self, out: TextIO, _rule_of: RuleOf) -> None:
        self._out = out
        self._between = "\n"
        out.write('{"source": {"name": "cleanmt"}, "diagnostics": [')

    def add(self, result: Result) -> None:
        for finding in result.findings:
            self._out.write(f"{self._between}{dumped(_diagnostic(result, finding))}")
            self._between = ",\n"

    def close(self) -> None:
        self._out.write("\n]}\n")


def _diagnostic(result: Result, finding: Finding) -> dict[str, Any]:
    edits = [_whole(result.text, finding)] if _is_offered(finding) else finding.alternatives
    return {
        "message": finding.message,
        "location": {"path": result.path, "range": _range(result, finding.span)},
        "severity": LEVELS[finding.severity].upper(),
        "code": {"value": finding.rule},
        "suggestions": [{"range": _range(result, Span(e.start, e.end)), "text": e.text} for e in edits],
    }


def _is_offered(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.applicability > Applicability.SUGGESTION


def _whole(text: str, finding: Finding) -> Edit:
    """The edits of a fix as one: each suggestion is taken for itself."""
    edits = finding.fix.edits if finding.fix else ()
    start, end = min(e.start for e in edits), max(e.end for e in edits)
    return Edit(start, end, apply_edits(text[start:end], (Edit(e.start - start, e.end - start, e.text) for e in edits)))


def _range(result: Result, span: Span) -> dict[str, Any]:
    return {"start": _position(result, span.start), "end": _position(result, span.end)}


def _position(result: Result, offset: int) -> dict[str, int]:
    line, column = result.document.position(offset)
    before = result.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
