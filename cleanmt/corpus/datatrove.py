"""Blocks for datatrove's pipelines: a formatter that mends documents, and a filter that weighs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from cleanmt.corpus.cleaning import PREFIX, clean, order_for
from cleanmt.errors import MissingLibraryError, RowError, RuleError
from cleanmt.findings import Applicability

try:
    from datatrove.data import Document
    from datatrove.pipeline.filters.base_filter import BaseFilter
    from datatrove.pipeline.formatters.base import BaseFormatter
    from datatrove.pipeline.writers.disk_base import DiskWriter
except ImportError:
    raise MissingLibraryError("these blocks need datatrove: pip install datatrove") from None

SCORE = f"{PREFIX}score"
_FAILED = f"{PREFIX}failed"  # counted in the statistics of the run


class CleanmtFormatter(BaseFormatter):
    """Makes the fixes in each document; one that can't be mended stays as it is and is counted as `cleanmt_failed`.

    `workspace` are keys of the configuration. Raises InputError as Workspace does.
    """

    name = "🧹 cleanmt"

    def __init__(self, level: Literal["safe", "unsafe"] = "safe", workspace: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.order = order_for(workspace, Applicability[level.upper()])

    def format(self, text: str) -> str:
        """The text with its fixes made."""
        try:
            return clean(text, self.order).text or ""
        except (RowError, RuleError):
            self.stat_update(_FAILED)
            return text


class CleanmtFilter(BaseFilter):
    """Keeps the documents whose quality is `min_score` (0 to 100) at least, and writes it in their metadata.

    What can't be checked is kept and counted as `cleanmt_failed`. Raises InputError as Workspace does.
    """

    name = "🧹 cleanmt"

    def __init__(
        self,
        min_score: float,
        workspace: Mapping[str, Any] | None = None,
        exclusion_writer: DiskWriter | None = None,
    ) -> None:
        super().__init__(exclusion_writer)
        self.order = replace(order_for(workspace, None, ["score"]), min_score=min_score)

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """Whether the document is kept."""
        try:
            cleaned = clean(doc.text, self.order)
        except (RowError, RuleError):
            self.stat_update(_FAILED)
            return True
        doc.metadata[SCORE] = cleaned.score
        return (False, SCORE) if cleaned.is_below(self.order.min_score) else True
