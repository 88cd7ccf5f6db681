"""One JSON object a finding, for programs. Offsets are code points; lines and columns count from 1."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from cleanmt.reports import Result


def write(results: Iterable[Result], out: TextIO) -> None:
    for result in results:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(result))


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
        }
