"""Checkstyle's XML, which most viewers of warnings read."""

from __future__ import annotations

from typing import TextIO

from cleanmt.engine.result import Result
from cleanmt.reports import LEVELS, Rules, remedy
from cleanmt.reports.xml import HEAD, attributes


class Report:
    def __init__(self, out: TextIO, _rules: Rules) -> None:
        self._out = out
        out.write(f'{HEAD}<checkstyle version="4.3">\n')

    def add(self, result: Result) -> None:
        if not result.findings:
            return
        self._out.write(f"  <file{attributes(name=result.path)}>\n")
        for finding in result.findings:
            line, column = result.document.position(finding.span.start)
            said = attributes(
                line=line,
                column=column,
                severity=LEVELS[finding.severity],
                message=f"{finding.message} [{remedy(result, finding)}]",
                source=f"cleanmt.{finding.rule}",
            )
            self._out.write(f"    <error{said}/>\n")
        self._out.write("  </file>\n")

    def close(self) -> None:
        self._out.write("</checkstyle>\n")
