"""Commands that GitHub Actions shows beside the lines of a pull request."""

from __future__ import annotations

from typing import TextIO

from cleanmt.engine.result import Result
from cleanmt.reports import LEVELS, Rules, remedy

_COMMANDS = {"info": "notice", "warning": "warning", "error": "error"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


class Report:
    def __init__(self, out: TextIO, _rules: Rules) -> None:
        self._out = out

    def add(self, result: Result) -> None:
        for finding in result.findings:
            line, column = result.document.position(finding.span.start)
            end_line, end_column = result.document.position(finding.span.end)
            # Columns are shown only where all is in one line; the last one is a part of it.
            columns = {"col": column, "endColumn": max(column, end_column - 1)} if line == end_line else {}
            properties = {"title": finding.rule, "file": result.path, "line": line, "endLine": end_line, **columns}
            said = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in properties.items())
            command = _COMMANDS[LEVELS[finding.severity]]
            message = f"{finding.message} [{remedy(result, finding)}]"
            self._out.write(f"::{command} {said}::{message.translate(_DATA)}\n")

    def close(self) -> None:
        pass
