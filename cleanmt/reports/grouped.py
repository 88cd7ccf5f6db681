"""The findings under the name of their text, in columns."""

from __future__ import annotations

from typing import TextIO

import click

from cleanmt.engine.result import Result
from cleanmt.reports import Rules
from cleanmt.reports.concise import said


class Report:
    def __init__(self, out: TextIO, _rules: Rules) -> None:
        self._out = out

    def add(self, result: Result) -> None:
        if not result.findings:
            return
        places = [result.document.position(finding.span.start) for finding in result.findings]
        width = max(len(f"{line}:{column}") for line, column in places)
        click.echo(click.style(result.shown_path, bold=True), file=self._out)
        for (line, column), finding in zip(places, result.findings, strict=True):
            click.echo(f"  {f'{line}:{column}':<{width}}  {said(result, finding)}", file=self._out)
        self._out.write("\n")

    def close(self) -> None:
        pass
