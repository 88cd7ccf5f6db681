"""Batches of Arrow: one column is written anew, columns are added, the rest is handed on as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cleanmt.corpus import packing
from cleanmt.corpus.cleaning import Cleaned, Order, clean
from cleanmt.errors import InputError, RowError, RuleError, nearest
from cleanmt.json_lines import dumped

if TYPE_CHECKING:
    import pyarrow as pa

# What takes the place of a text that can't be cleaned: its row, why, and the text where there is one.
Otherwise = Callable[[int, Exception, str | None], Cleaned]


def ensure_cleanable(schema: pa.Schema, field: str, order: Order, key: str | None = None) -> None:
    """Raises InputError where there is no such column, it holds no text, or one that is to be added is there."""
    for name in (field, key):
        if name is not None and name not in schema.names:
            known = ", ".join(schema.names[:20])
            raise InputError(f"no column “{name}” ({known}){nearest(name, schema.names)}")
    if schema.names.count(field) > 1:
        raise InputError(f"there are several columns “{field}”")
    if not _is_text(schema.field(field).type):
        raise InputError(f"the column “{field}” holds no text but {schema.field(field).type}")
    for column in order.columns:
        if column in schema.names:
            raise InputError(f"there is a column “{column}” already")


def schema_with(schema: pa.Schema, order: Order) -> pa.Schema:
    """The schema of what comes out: that of what went in, and the columns that are added."""
    pa = packing.arrow()
    types = {"findings": pa.string(), "score": pa.float64(), "changed": pa.bool_()}
    for name, column in zip(order.add, order.columns, strict=True):
        schema = schema.append(pa.field(column, types[name]))
    return schema


def cleaned(batch: pa.RecordBatch, field: str, order: Order, otherwise: Otherwise) -> list[Cleaned]:
    """What comes of each text of a column, nulls included."""
    return [_cleaned(row, value, order, otherwise) for row, value in enumerate(_bytes(batch.column(field)))]


def _cleaned(row: int, value: bytes | None, order: Order, otherwise: Otherwise) -> Cleaned:
    text: str | None = None
    try:
        text = None if value is None else value.decode("utf-8")
        return clean(text, order)
    except UnicodeDecodeError as error:
        return otherwise(row, RowError(f"byte {error.start + 1} of its text is not UTF-8"), None)
    except (RowError, RuleError) as error:
        return otherwise(row, error, text)


def replaced(batch: pa.RecordBatch, field: str, order: Order, rows: Sequence[Cleaned]) -> pa.RecordBatch:
    """The batch with what came of its texts."""
    pa = packing.arrow()
    schema = schema_with(batch.schema, order)
    columns, place = [*batch.columns], batch.schema.get_field_index(field)
    if any(row.changed for row in rows):
        columns[place] = _texts(rows, batch.schema.field(place).type, columns[place])
    values = zip(*(_arrow_values(row, order.add) for row in rows), strict=True) if rows else ((),) * len(order.add)
    added = [pa.array(v, schema.field(name).type) for name, v in zip(order.columns, values, strict=True)]
    return pa.RecordBatch.from_arrays([*columns, *added], schema=schema)


def _arrow_values(row: Cleaned, add: Iterable[str]) -> list[object]:
    """Findings as JSON, for a column has one type and they have many."""
    values = zip(add, row.added(add), strict=True)
    return [dumped(value) if name == "findings" and value is not None else value for name, value in values]


def _texts(rows: Sequence[Cleaned], type_: pa.DataType, before: pa.Array) -> pa.Array:
    pa = packing.arrow()
    old = _bytes(before)
    new = [(row.text or "").encode("utf-8") if row.changed else value for row, value in zip(rows, old, strict=True)]
    values = pa.array(new, pa.large_binary()).cast(pa.large_string(), safe=False)
    if pa.types.is_dictionary(type_):
        return values.cast(type_.value_type).dictionary_encode().cast(type_)
    return values.cast(type_)


def _bytes(column: Any) -> list[bytes | None]:
    """The texts as they lie in memory: nobody promises that they are UTF-8."""
    pa = packing.arrow()
    plain = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
    found: list[bytes | None] = plain.cast(pa.large_string()).cast(pa.large_binary()).to_pylist()
    return found


def _is_text(type_: Any) -> bool:
    types = packing.arrow().types
    inner = type_.value_type if types.is_dictionary(type_) else type_
    return bool(types.is_string(inner) or types.is_large_string(inner) or types.is_string_view(inner))
