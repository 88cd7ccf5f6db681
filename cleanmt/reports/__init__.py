"""Output formats: one module a format, each with `write(results, out)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

from cleanmt.findings import Finding

if TYPE_CHECKING:
    from cleanmt.document import Document

FORMATS = {
    "concise": "cleanmt.reports.concise",
    "full": "cleanmt.reports.full",
    "jsonl": "cleanmt.reports.jsonl",
}


@dataclass(frozen=True)
class Result:
    """The findings in one text."""

    path: str
    text: str
    findings: tuple[Finding, ...]

    @cached_property
    def document(self) -> Document:
        """The text with its lines; made only where there is something to report."""
        from cleanmt.document import Document

        return Document(self.text)


def writer(name: str) -> Callable[[Iterable[Result], TextIO], None]:
    """The writer of a format; its module is imported only now."""
    found: Callable[[Iterable[Result], TextIO], None] = import_module(FORMATS[name]).write
    return found


def fix_label(finding: Finding) -> str:
    """How the finding can be mended, in one word; "" where no edit is known."""
    if finding.fix:
        return f"{finding.fix.applicability} fix" if finding.fix.applicability else "suggestion"
    return "suggestion" if finding.suggestions else ""
