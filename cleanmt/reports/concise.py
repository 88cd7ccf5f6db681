"""One line a finding: path:line:column: rule message [fix]."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from cleanmt.reports import Result, fix_label


def write(results: Iterable[Result], out: TextIO) -> None:
    for result in results:
        for finding in result.findings:
            line, column = result.document.position(finding.span.start)
            label = fix_label(finding)
            out.write(
                f"{result.path}:{line}:{column}: {finding.rule} {finding.message}{f' [{label}]' if label else ''}\n"
            )
