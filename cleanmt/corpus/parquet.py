"""Parquet -> parts of about a megabyte of text, and back; types, metadata and compression stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanmt.corpus import columns, packing
from cleanmt.corpus.cleaning import Cleaned, Order
from cleanmt.corpus.inputs import Input
from cleanmt.corpus.outcome import BELOW, REJECTED, Outcome, Rejected, tally_of, total
from cleanmt.errors import FileError, InputError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

PART = 1 << 20  # bytes of texts
ROW_GROUP = 1 << 26  # bytes of all columns in memory: what is written at once
_READ = 64  # rows: a part ends where so many are read


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a file, one after the other, from `first` on. `weight` is their share of the file's bytes."""

    source: Input
    number: int
    weight: int
    first: int
    batch: pa.RecordBatch
    field: str
    key: str | None
    order: Order

    @property
    def size(self) -> int:
        """Bytes of texts, for want of characters."""
        return int(self.batch.column(self.field).nbytes) + 1

    def __call__(self) -> Outcome:
        rejected: dict[int, Rejected] = {}

        def reject(row: int, error: Exception, _text: str | None) -> Cleaned:
            rejected[row] = self._rejected(row, str(error))
            return Cleaned(None)

        rows = columns.cleaned(self.batch, self.field, self.order, reject)
        below = {row: self._rejected(row, why) for row, one in enumerate(rows) if (why := _below(one, self.order))}
        out = {**rejected, **below}
        tally = total(
            REJECTED if row in rejected else BELOW if row in below else tally_of(one) for row, one in enumerate(rows)
        )
        data = b"" if self.order.level is None else self._kept(rows, out)
        return Outcome(data, tally, tuple(out[row] for row in sorted(out)))

    def _kept(self, rows: list[Cleaned], out: dict[int, Rejected]) -> bytes:
        made = columns.replaced(self.batch, self.field, self.order, rows)
        return _dumped(
            made.filter(packing.arrow().array([row not in out for row in range(len(rows))])) if out else made
        )

    def _rejected(self, row: int, reason: str) -> Rejected:
        names = self.batch.schema.names
        shown = {name: _plain(column[row]) for name, column in zip(names, self.batch.columns, strict=True)}
        return Rejected(self.source.name, self.first + row, shown.get(self.key or ""), reason, shown)


def _below(one: Cleaned, order: Order) -> str:
    return f"its score, {one.score:.2f}, is below {order.min_score:g}" if one.is_below(order.min_score) else ""


def _plain(value: Any) -> Any:
    """A value as JSON has it, or as Python shows it."""
    try:
        found = value.as_py()
    except UnicodeDecodeError:
        found = value.cast(packing.arrow().binary()).as_py()
    return found if isinstance(found, str | int | float | bool | None) else str(found)


def ensure_cleanable(source: Input, field: str, key: str | None, order: Order) -> None:
    """Raises FileError for what is no Parquet, and InputError where it does not hold the column, or has it already."""
    schema = _opened(source.path).schema_arrow
    try:
        columns.ensure_cleanable(schema, field, order, key)
    except InputError as error:
        raise InputError(f"{source.path}: {error}") from None


def parts(source: Input, field: str, key: str | None, order: Order) -> Iterator[Part]:
    """The parts of a file, in order, the same ones every time. Raises FileError where it is damaged."""
    pa = packing.arrow()
    file = _opened(source.path)
    share = source.path.stat().st_size / max(file.metadata.num_rows, 1)
    first = 1
    try:
        for number, batches in enumerate(_grouped(file.iter_batches(_READ, use_threads=False), field)):
            batch = pa.Table.from_batches(batches).combine_chunks().to_batches()[0]
            yield Part(source, number, int(share * len(batch)), first, batch, field, key, order)
            first += len(batch)
    except (OSError, pa.ArrowException) as error:
        raise FileError(f"{source.path}: is damaged behind row {first - 1}: {error}") from None


def _grouped(batches: Iterable[pa.RecordBatch], field: str) -> Iterator[list[pa.RecordBatch]]:
    group: list[pa.RecordBatch] = []
    for batch in batches:
        group.append(batch)
        if sum(one.column(field).nbytes for one in group) >= PART:
            yield group
            group = []
    if group:
        yield group


def assemble(source: Input, parts: Iterable[Path], order: Order, target: Path) -> None:
    """One file of what was kept of the parts, in row groups of some megabytes."""
    from pyarrow import parquet

    file = _opened(source.path)
    schema = columns.schema_with(file.schema_arrow, order)
    with parquet.ParquetWriter(target, schema, compression=_compression(file)) as writer:
        for table in _row_groups(parts, schema):
            writer.write_table(table, row_group_size=len(table))


def _row_groups(parts: Iterable[Path], schema: pa.Schema) -> Iterator[pa.Table]:
    import pyarrow as pa

    waiting: list[pa.RecordBatch] = []
    for part in parts:
        with pa.ipc.open_stream(part.read_bytes()) as reader:
            waiting += [batch for batch in reader if len(batch)]
        if sum(batch.nbytes for batch in waiting) >= ROW_GROUP:
            yield pa.Table.from_batches(waiting, schema)
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting, schema)


def _compression(file: ParquetFile) -> str:
    """That of the first column; Parquet's usual one where there is nothing to compress."""
    has_any = file.metadata.num_row_groups and file.metadata.num_columns
    name = file.metadata.row_group(0).column(0).compression if has_any else "SNAPPY"
    return "NONE" if name == "UNCOMPRESSED" else str(name)


def _opened(path: Path) -> ParquetFile:
    pa = packing.arrow()
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        raise FileError(f"{path}: is no Parquet that can be read: {error}") from None


def _dumped(batch: pa.RecordBatch) -> bytes:
    pa = packing.arrow()
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)
    with pa.ipc.new_stream(sink, batch.schema, options=options) as writer:
        writer.write_batch(batch)
    kept: bytes = sink.getvalue().to_pybytes()
    return kept
