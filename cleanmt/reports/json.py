"""One JSON document: the version, a list of the same objects as in `jsonl`, and the track records of their rules."""

from __future__ import annotations

from dataclasses import asdict
from typing import TextIO

from cleanmt import __version__
from cleanmt.engine.result import Result
from cleanmt.json_lines import dumped
from cleanmt.reports import Rules
from cleanmt.reports.jsonl import rows


class Report:
    def __init__(self, out: TextIO, _rules: Rules) -> None:
        self._out = out
        self._between = "\n"
        self._rules: set[str] = set()
        out.write(f'{{"version": {dumped(__version__)}, "findings": [')

    def add(self, result: Result) -> None:
        self._rules.update(finding.rule for finding in result.findings)
        for row in rows(result):
            self._out.write(f"{self._between}{dumped(row)}")
            self._between = ",\n"

    def close(self) -> None:
        from cleanmt.measure import record  # only where a report is finished

        known = ((name, record.of_rule(name)) for name in sorted(self._rules))
        records = {name: asdict(found[0]) for name, found in known if found}
        self._out.write(f'\n], "records": {dumped(records)}}}\n')
