"""Batches of Arrow in, batches of Arrow out: what engines call (Ray, Spark, datasets, Polars), in any process.

>>> import pyarrow as pa
>>> from cleanmt.arrow import clean_batch
>>> batch = pa.RecordBatch.from_pydict({"id": [1, 2], "text": ["Pleas from kyiv.", None]})
>>> clean_batch(batch, field="text", add=["changed"]).to_pydict()
{'id': [1, 2], 'text': ['Pleas from Kyiv.', None], 'cleanmt_changed': [True, False]}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from cleanmt.corpus.cleaning import Cleaned, Order, order_for, wanted
from cleanmt.findings import Applicability

if TYPE_CHECKING:
    import pyarrow as pa

_B = TypeVar("_B", "pa.RecordBatch", "pa.Table")
Level = Literal["safe", "unsafe"]

__all__ = ["added_to", "check_batch", "clean_batch"]


def clean_batch(
    batch: _B,
    *,
    field: str = "text",
    workspace: Mapping[str, Any] | None = None,
    level: Level = "safe",
    add: Iterable[str] = (),
) -> _B:
    """The batch or table with the texts of one column mended; rows, their order and all other columns as they are.

    `workspace` are keys of the configuration, as Workspace takes them; no file counts. `add` may name `findings` (what
    is left in the new text, as JSON), `score` (its quality, 0 to 100) and `changed`; the columns are called
    `cleanmt_…`. A null stays null; a text that can't be mended stays as it is, and its findings and score are null.
    Rules are read once in a process. Raises InputError where the column does not hold text, and as Workspace does.
    """
    return _done(batch, field, order_for(workspace, Applicability[level.upper()], add))


def check_batch(
    batch: _B,
    *,
    field: str = "text",
    workspace: Mapping[str, Any] | None = None,
    add: Iterable[str] = ("findings", "score"),
) -> _B:
    """The batch or table as it is, and what is found in the texts of one column; as in clean_batch."""
    return _done(batch, field, order_for(workspace, None, add))


def added_to(schema: pa.Schema, add: Iterable[str]) -> pa.Schema:
    """The schema of what clean_batch makes of a batch with this one, for engines that have to be told."""
    from cleanmt.corpus import columns

    return columns.schema_with(schema, Order(add=wanted(add)))


def _done(batch: _B, field: str, order: Order) -> _B:
    import pyarrow as pa

    from cleanmt.corpus import columns

    columns.ensure_cleanable(batch.schema, field, order)
    if isinstance(batch, pa.RecordBatch):
        return columns.replaced(batch, field, order, columns.cleaned(batch, field, order, _as_it_was))
    done = [_done(part, field, order) for part in batch.to_batches()]
    return pa.Table.from_batches(done, columns.schema_with(batch.schema, order))


def _as_it_was(_row: int, _error: Exception, _text: str | None) -> Cleaned:
    return Cleaned(None)
