"""One JSON document: the version, and a list of the same objects as in `jsonl`."""

from __future__ import annotations

from typing import TextIO

from cleanmt import __version__
from cleanmt.engine.result import Result
from cleanmt.json_lines import dumped
from cleanmt.reports import RuleOf
from cleanmt.reports.jsonl import rows


class Report:
    def __init__(self, out: TextIO, _rule_of: RuleOf) -> None:
        self._out = out
        self._between = "\n"
        out.write(f'{{"version": {dumped(__version__)}, "findings": [')

    def add(self, result: Result) -> None:
        for row in rows(result):
            self._out.write(f"{self._between}{dumped(row)}")
            self._between = ",\n"

    def close(self) -> None:
        self._out.write("\n]}\n")
