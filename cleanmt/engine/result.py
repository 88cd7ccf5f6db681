"""What came of one text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cleanmt.errors import RuleError
from cleanmt.findings import Finding
from cleanmt.text.visible import visible

if TYPE_CHECKING:
    from cleanmt.text.document import Document


@dataclass(frozen=True)
class Result:
    """The findings in one text; where a rule is too slow for it, or cleanmt fails, there are none: `error` says so.

    `path` is the text's name; it need not be a file's.
    """

    path: str
    text: str
    findings: tuple[Finding, ...]
    error: RuleError | None = None

    @property
    def shown_path(self) -> str:
        """The path for people, whose terminals a newline or an escape in it would confuse; no line begins as a command
        of a CI server.
        """
        shown = visible(self.path)
        return f"./{shown}" if shown.startswith("::") else shown

    @cached_property
    def document(self) -> Document:
        """The text with its lines; made only where there is something to report."""
        from cleanmt.text.document import Document

        return Document(self.text)
