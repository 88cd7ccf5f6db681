"""One line a finding: path:line:column: rule message [fix]."""

from __future__ import annotations

from typing import TextIO

from cleanmt.engine.result import Result
from cleanmt.findings import Finding
from cleanmt.reports import RuleOf, fix_label


class Report:
    def __init__(self, out: TextIO, _rule_of: RuleOf) -> None:
        self._out = out

    def add(self, result: Result) -> None:
        for finding in result.findings:
            line, column = result.document.position(finding.span.start)
            self._out.write(f"{result.shown_path}:{line}:{column}: {said(finding)}\n")

    def close(self) -> None:
        pass


def said(finding: Finding) -> str:
    label = fix_label(finding)
    return f"{finding.rule} {finding.message}{f' [{label}]' if label else ''}"
