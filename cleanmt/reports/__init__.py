"""Output formats: one module a format, each with `write(results, out)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TextIO

from cleanmt.document import Document
from cleanmt.findings import Finding

FORMATS = {
    "concise": "cleanmt.reports.concise",
    "full": "cleanmt.reports.full",
    "jsonl": "cleanmt.reports.jsonl",
}


@dataclass(frozen=True, slots=True)
class Result:
    """The findings in one text."""

    path: str
    document: Document
    findings: tuple[Finding, ...]


def writer(name: str) -> Callable[[Iterable[Result], TextIO], None]:
    """The writer of a format; its module is imported only now."""
    found: Callable[[Iterable[Result], TextIO], None] = import_module(FORMATS[name]).write
    return found


def fix_label(finding: Finding) -> str:
    """How the finding can be mended, in one word; "" where no edit is known."""
    if finding.fix:
        return f"{finding.fix.applicability} fix" if finding.fix.applicability else "suggestion"
    return "suggestion" if finding.suggestions else ""
