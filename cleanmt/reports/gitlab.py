"""GitLab's code quality report: one JSON list."""

from __future__ import annotations

from typing import TextIO

from cleanmt.decisions.baseline import fingerprints
from cleanmt.engine.result import Result
from cleanmt.findings import Severity
from cleanmt.json_lines import dumped
from cleanmt.reports import Rules, remedy

_SEVERITIES = {
    Severity.NEUTRAL: "info",
    Severity.MINOR: "minor",
    Severity.MAJOR: "major",
    Severity.CRITICAL: "critical",
}


class Report:
    def __init__(self, out: TextIO, _rules: Rules) -> None:
        self._out = out
        self._between = "\n"
        out.write("[")

    def add(self, result: Result) -> None:
        if not result.findings:
            return
        known = fingerprints(result.path, result.document, result.findings)
        for finding, fingerprint in zip(result.findings, known, strict=True):
            line, _ = result.document.position(finding.span.start)
            row = {
                "description": f"{finding.message} [{remedy(result, finding)}]",
                "check_name": finding.rule,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": result.path, "lines": {"begin": line}},
            }
            self._out.write(f"{self._between}{dumped(row)}")
            self._between = ",\n"

    def close(self) -> None:
        self._out.write("\n]\n")
