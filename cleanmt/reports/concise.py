"""One line a finding: path:line:column: rule message [what to write instead]."""

from __future__ import annotations

from typing import TextIO

import click

from cleanmt.engine.result import Result
from cleanmt.findings import Finding
from cleanmt.reports import Rules, excerpt, remedy


class Report:
    def __init__(self, out: TextIO, _rules: Rules) -> None:
        self._out = out

    def add(self, result: Result) -> None:
        for finding in result.findings:
            line, column = result.document.position(finding.span.start)
            place = click.style(f"{result.shown_path}:{line}:{column}:", bold=True)
            click.echo(f"{place} {said(result, finding)}", file=self._out)

    def close(self) -> None:
        pass


def said(result: Result, finding: Finding) -> str:
    """The rule, what is wrong, and what to do about it; in colours for a terminal."""
    rule = click.style(finding.rule, fg=excerpt.SEVERITY_COLORS[finding.severity])
    what = click.style(f"[{remedy(result, finding)}]", fg=excerpt.LEVEL_COLORS[finding.level])
    return f"{rule} {finding.message} {what}"
