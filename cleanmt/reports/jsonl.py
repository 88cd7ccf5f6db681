"""One JSON object a finding, for programs. Offsets are code points; lines and columns count from 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from cleanmt.engine.result import Result
from cleanmt.json_lines import dumped
from cleanmt.reports import Rules


class Report:
    def __init__(self, out: TextIO, _rules: Rules) -> None:
        self._out = out

    def add(self, result: Result) -> None:
        self._out.writelines(dumped(row) + "\n" for row in rows(result))

    def close(self) -> None:
        pass


def rows(result: Result) -> Iterable[dict[str, Any]]:
    for finding in result.findings:
        row = finding.to_dict()
        line, column = result.document.position(finding.span.start)
        end_line, end_column = result.document.position(finding.span.end)
        place = {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
        rest = {key: row.pop(key) for key in ("fix", "suggestions", "replaces")}
        yield {"path": result.path, **row, **place, **rest}
