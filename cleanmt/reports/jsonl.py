"""One JSON object a finding, for programs. Offsets are code points; lines and columns count from 1."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from cleanmt.findings import Finding
from cleanmt.reports import Result, RuleOf


class Report:
    def __init__(self, out: TextIO, _rule_of: RuleOf) -> None:
        self._out = out

    def add(self, result: Result) -> None:
        self._out.writelines(dumped(row) + "\n" for row in rows(result))

    def close(self) -> None:
        pass


def dumped(value: object) -> str:
    """JSON in one line; a lone surrogate, which no encoding can hold, is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() or _is_sound(text) else json.dumps(value)


def _is_sound(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def rows(result: Result) -> Iterable[dict[str, Any]]:
    for finding in result.findings:
        line, column = result.document.position(finding.span.start)
        end_line, end_column = result.document.position(finding.span.end)
        yield {
            "path": result.path,
            "rule": finding.rule,
            "severity": str(finding.severity),
            "category": finding.category,
            "message": finding.message,
            "text": finding.text,
            "span": {"start": finding.span.start, "end": finding.span.end},
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
            "fix": {
                "applicability": str(finding.fix.applicability),
                "edits": [{"start": e.start, "end": e.end, "text": e.text} for e in finding.fix.edits],
            }
            if finding.fix
            else None,
            "suggestions": list(finding.suggestions),
            "replaces": _place(finding),  # what each suggestion stands for
        }


def _place(finding: Finding) -> dict[str, int] | None:
    """The words that a person may replace by one of the suggestions; None where there are none."""
    place = finding.wrong or finding.span
    return {"start": place.start, "end": place.end} if finding.suggestions else None
