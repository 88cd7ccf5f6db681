"""Output formats: one module a format, whose `Report` is given one text after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO

from cleanmt.engine.result import Result
from cleanmt.findings import Finding, Severity

if TYPE_CHECKING:
    from cleanmt.packs.rule import Rule

FORMATS = {
    "full": "for a terminal: the line, the reason, the repair",
    "concise": "one line a finding",
    "grouped": "by text",
    "html": "one page to read in a browser: each article as it is and mended",
    "json": "one JSON document",
    "jsonl": "one JSON object a line",
    "sarif": "SARIF 2.1.0, for code scanning",
    "github": "annotations of GitHub Actions",
    "gitlab": "code quality of GitLab",
    "junit": "JUnit's XML, for CI servers",
    "checkstyle": "Checkstyle's XML",
    "rdjson": "for reviewdog, with suggestions",
}
FOR_PEOPLE = frozenset(("full", "concise", "grouped"))  # a summary may follow these on a terminal
# What other tools call our severities.
LEVELS = {Severity.NEUTRAL: "info", Severity.MINOR: "warning", Severity.MAJOR: "error", Severity.CRITICAL: "error"}

RuleOf = Callable[[str], "Rule | None"]


class Report(Protocol):
    """One report, written to `out` as the texts come in, as far as the format allows.

    `rule_of` gives the rule of a finding by its name; None for findings that are no rule's.
    """

    def __init__(self, out: TextIO, rule_of: RuleOf) -> None: ...
    def add(self, result: Result) -> None: ...
    def close(self) -> None: ...


def report(name: str, out: TextIO, rule_of: RuleOf = lambda _: None) -> Report:
    """An empty report in this format; its module is imported only now."""
    found: type[Report] = import_module(f"cleanmt.reports.{name}").Report
    return found(out, rule_of)


def write(name: str, results: Iterable[Result], out: TextIO) -> None:
    """A whole report."""
    made = report(name, out)
    for result in results:
        made.add(result)
    made.close()


def fix_label(finding: Finding) -> str:
    """How the finding can be mended, in one word; "" where no edit is known."""
    if finding.fix:
        return f"{finding.level} fix" if finding.level else "suggestion"
    return "suggestion" if finding.suggestions else ""
