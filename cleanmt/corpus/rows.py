"""Rows that stand on lines: JSON, cells between commas or tabs, bare texts. Only one value of a row is written anew."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from cleanmt.errors import RowError
from cleanmt.json_lines import dumped


class Row(Protocol):
    """One row; `text` and `id` are read when they are asked for. `text` raises RowError, and so does `written`."""

    @property
    def text(self) -> str | None: ...
    @property
    def id(self) -> Any: ...
    def written(self, text: str | None, added: Sequence[object]) -> str: ...


class Codec(Protocol):
    """How a kind of rows is read: plain data, which any process can be handed."""

    def read(self, record: str) -> Row: ...  # raises RowError


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Rows that are objects of JSON; `added` are the names of the members that are added."""

    field: str
    key: str | None = None
    added: tuple[str, ...] = ()

    def read(self, record: str) -> Row:
        """Raises RowError for what is no object."""
        try:
            value = json.loads(record.rstrip("\r\n"))
        except json.JSONDecodeError as error:
            raise RowError(f"broken JSON: {error.msg}: column {error.colno}") from None
        except (ValueError, RecursionError) as error:
            raise RowError(f"JSON that can't be read: {error}") from None
        if not isinstance(value, dict):
            raise RowError("JSON, and no object")
        for name in self.added:
            if name in value:
                raise RowError(f"it has “{name}” already")
        return _JsonRow(self, record, value)


@dataclass(frozen=True)
class _JsonRow:
    codec: JsonLines
    record: str
    value: Mapping[str, Any]

    @property
    def id(self) -> Any:
        return self.value.get(self.codec.key) if self.codec.key else None

    @property
    def text(self) -> str | None:
        if self.codec.field not in self.value:
            raise RowError(f"it has no “{self.codec.field}”")
        text = self.value[self.codec.field]
        if text is not None and not isinstance(text, str):
            raise RowError(f"its “{self.codec.field}” is not text")
        return text

    def written(self, text: str | None, added: Sequence[object]) -> str:
        """The same line but for the value of the text and what is added behind the last member; ASCII stays ASCII."""
        start, end = self._members[self.codec.field]
        last = max(end for _, end in self._members.values())
        new = self.record[start:end] if text == self.text else self._spelled(text)
        more = "".join(
            f', "{name}": {self._spelled(value)}' for name, value in zip(self.codec.added, added, strict=True)
        )
        return self.record[:start] + new + self.record[end:last] + more + self.record[last:]

    def _spelled(self, value: object) -> str:
        return json.dumps(value) if self.record.isascii() else dumped(value)

    @cached_property
    def _members(self) -> dict[str, tuple[int, int]]:
        """Where the values of the members stand; of those with one name the last, which is the one that counts."""
        return {name: (start, end) for name, start, end in _members(self.record)}


_BLANK = re.compile(r"[ \t\r\n]*")
_value_at = json.JSONDecoder().raw_decode


def _members(record: str) -> Iterator[tuple[str, int, int]]:
    """The members of a sound object: name, and start and end of its value."""
    at = _past(record, record.index("{") + 1)
    while record[at] != "}":
        name, at = _value_at(record, at)
        start = _past(record, record.index(":", at) + 1)
        _, end = _value_at(record, start)
        yield name, start, end
        at = _past(record, end)
        if record[at] == ",":
            at = _past(record, at + 1)


def _past(record: str, at: int) -> int:
    """Past blanks."""
    found = _BLANK.match(record, at)
    return found.end() if found else at


@dataclass(frozen=True, slots=True)
class Delimited:
    """Rows of cells; with `quotes` they may be quoted as RFC 4180 has it, without, only the delimiter counts."""

    delimiter: str
    quotes: bool
    width: int  # cells of a row
    field: int  # the cell with the text
    key: int | None = None  # the cell that rows are known by

    def read(self, record: str) -> Row:
        """Raises RowError where a quotation mark is not closed, or there are more or fewer cells than in the head."""
        spans = cells(record, self.delimiter, quotes=self.quotes)
        if len(spans) != self.width:
            raise RowError(f"it has {len(spans)} cells, and the head {self.width}")
        return _CellsRow(self, record, spans)


@dataclass(frozen=True, slots=True)
class _CellsRow:
    codec: Delimited
    record: str
    spans: Sequence[tuple[int, int]]

    @property
    def id(self) -> str | None:
        return None if self.codec.key is None else self._value(self.codec.key)

    @property
    def text(self) -> str:
        return self._value(self.codec.field)

    def written(self, text: str | None, added: Sequence[object]) -> str:
        """The same line but for the cell with the text, and cells at its end. Raises RowError for what fits no cell."""
        start, end = self.spans[self.codec.field]
        last = self.spans[-1][1]
        new = self.record[start:end] if text == self.text else self._spelled(text or "", self.record[start:end])
        more = "".join(self.codec.delimiter + self._spelled(_plain(value)) for value in added)
        return self.record[:start] + new + self.record[end:last] + more + self.record[last:]

    def _value(self, number: int) -> str:
        start, end = self.spans[number]
        return unquoted(self.record[start:end]) if self.codec.quotes else self.record[start:end]

    def _spelled(self, text: str, before: str = "") -> str:
        special = any(sign in text for sign in (self.codec.delimiter, "\n", "\r"))
        if not self.codec.quotes:
            if special:
                raise RowError("its mended text has a tab or a newline, which no cell can hold")
            return text
        return quoted(text) if special or '"' in text or before.startswith('"') else text


def _plain(value: object) -> str:
    """A value as a cell shows it."""
    if value is None:
        return ""
    return str(value) if isinstance(value, float) else dumped(value)


_QUOTED = re.compile(r'"(?:[^"]|"")*+"')


def cells(record: str, delimiter: str, *, quotes: bool) -> list[tuple[int, int]]:
    """Where the cells of a row stand, quotation marks included. Raises RowError."""
    bare = re.compile(rf"[^{delimiter}\r\n]*")
    spans: list[tuple[int, int]] = []
    at = 0
    while True:
        is_quoted = quotes and record.startswith('"', at)
        found = (_QUOTED if is_quoted else bare).match(record, at)
        if found is None:
            raise RowError("a quotation mark is not closed")
        spans.append(found.span())
        at = found.end()
        if not record[at:].strip("\r\n"):
            return spans
        if record[at] != delimiter:
            raise RowError("something stands behind a quoted cell, or a line ends in one that is not quoted")
        at += 1


def unquoted(cell: str) -> str:
    """What a cell says."""
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def quoted(text: str) -> str:
    """A quoted cell that says so."""
    return '"' + text.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows that are texts."""

    def read(self, record: str) -> Row:
        """Never fails."""
        return _LineRow(record)


@dataclass(frozen=True, slots=True)
class _LineRow:
    record: str

    @property
    def id(self) -> None:
        return None

    @property
    def text(self) -> str:
        return self.record.rstrip("\r\n")

    def written(self, text: str | None, added: Sequence[object]) -> str:  # noqa: ARG002
        """The text with the line's own end. Raises RowError where it would be more than a line."""
        new = text or ""
        if "\n" in new or "\r" in new:
            raise RowError("its mended text is more than a line")
        return new + self.record[len(self.text) :]
