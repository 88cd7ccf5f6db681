"""Files of lines -> parts of about a megabyte, and back; a broken row never takes others with it."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cleanmt.corpus import packing
from cleanmt.corpus.cleaning import Order, clean
from cleanmt.corpus.inputs import Input
from cleanmt.corpus.outcome import BELOW, REJECTED, Outcome, Rejected, Tally, tally_of, total
from cleanmt.corpus.packing import Stream
from cleanmt.corpus.rows import Codec, Delimited, JsonLines, Lines, Row, cells, unquoted
from cleanmt.errors import FileError, InputError, RowError, RuleError, nearest

PART = 1 << 20  # bytes of rows that are worked on, kept and, after a kill, lost together
LONGEST_LINE = 1 << 26  # bytes; of a longer one only its place is told
_OPEN_LINES = 2_000  # that a quoted cell may go on for
_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Record:
    """The bytes of a row with the line that it begins on; or why there are none."""

    line: int
    data: bytes
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the rows: `size` bytes and `lines` lines of the file, written as `data`."""

    codec: Codec
    data: bytes = b""
    size: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a file, one after the other. `weight` is how many bytes of the file were read for them."""

    source: Input
    number: int
    weight: int
    records: tuple[Record, ...]
    codec: Codec
    order: Order

    @property
    def size(self) -> int:
        """Bytes, for want of characters."""
        return sum(len(record.data) for record in self.records) + 1

    def __call__(self) -> Outcome:
        made = [self._made(record) for record in self.records]
        data = b"" if self.order.level is None else b"".join(one.data for one in made)
        return Outcome(
            packing.packed(data, self.source.packing) if data else b"",
            total(one.tally for one in made),
            tuple(row for one in made for row in one.rejected),
        )

    def _made(self, record: Record) -> Outcome:
        if not record.wrong and not record.data.strip() and self.source.kind != "lines":
            return Outcome(record.data, Tally())  # a blank line is no row
        row: Row | None = None
        try:
            row = self.codec.read(_decoded(record))
            return self._cleaned(record, row)
        except (RowError, RuleError) as error:
            return self._rejected(record, row, str(error), REJECTED)

    def _cleaned(self, record: Record, row: Row) -> Outcome:
        cleaned = clean(row.text, self.order)
        if cleaned.is_below(self.order.min_score):
            reason = f"its score, {cleaned.score:.2f}, is below {self.order.min_score:g}"
            return self._rejected(record, row, reason, BELOW)
        data = row.written(cleaned.text, cleaned.added(self.order.add)).encode("utf-8")
        return Outcome(data, tally_of(cleaned))

    def _rejected(self, record: Record, row: Row | None, reason: str, tally: Tally) -> Outcome:
        shown = record.data.rstrip(b"\r\n").decode("utf-8", "backslashreplace")
        told = Rejected(self.source.name, record.line, row.id if row else None, reason, shown)
        stays = self.source.kind == "lines"  # where a line answers a line, none may go
        return Outcome(record.data if stays else b"", tally, (told,))


def _decoded(record: Record) -> str:
    if record.wrong:
        raise RowError(record.wrong)
    try:
        return record.data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RowError(f"byte {error.start + 1} is not UTF-8") from None


# The head ------------------------------------------------------------------------------------------------------------


def head(source: Input, field: str, key: str | None, order: Order) -> Head:
    """How the rows of a file are read. Raises FileError, and InputError where the head does not name the field."""
    with packing.opened(source.path, source.packing) as stream:
        return _head(source, field, key, order, _first_line(source.path, stream.lines))


def _first_line(path: Path, lines: BinaryIO) -> bytes:
    try:
        return lines.readline(LONGEST_LINE)
    except _BROKEN as error:
        raise FileError(f"{path}: can't be unpacked: {error}") from None


def _head(source: Input, field: str, key: str | None, order: Order, first: bytes) -> Head:
    if first.startswith(_OTHER_BOMS):
        raise FileError(f"{source.path}: is UTF-16; save it as UTF-8")
    bom = _BOM if first.startswith(_BOM) else b""
    if source.kind == "lines":
        return Head(Lines(), bom, len(bom))
    if source.kind == "jsonl":
        return Head(JsonLines(field, key, order.columns), bom, len(bom))
    delimiter, quotes = (",", True) if source.kind == "csv" else ("\t", False)
    names = _names(source.path, first.removeprefix(bom), delimiter, quotes=quotes)
    for column in order.columns:
        if column in names:
            raise InputError(f"{source.path}: has a column “{column}” already")
    line = first.rstrip(b"\r\n")
    data = delimiter.join((line.decode("utf-8"), *order.columns)).encode() + first[len(line) :]
    places = [_place(source.path, names, name) for name in (field, key) if name is not None]
    return Head(Delimited(delimiter, quotes, len(names), *places), data, len(first), 1)


def _names(path: Path, line: bytes, delimiter: str, *, quotes: bool) -> list[str]:
    try:
        text = line.decode("utf-8")
        found = [text[start:end] for start, end in cells(text, delimiter, quotes=quotes)]
    except (UnicodeDecodeError, RowError) as error:
        raise FileError(f"{path}: its head can't be read: {error}") from None
    return [unquoted(name) if quotes else name for name in found]


def _place(path: Path, names: list[str], name: str) -> int:
    if name not in names:
        known = ", ".join(names[:20])
        raise InputError(f"{path}: has no column “{name}” ({known}){nearest(name, names)}")
    return names.index(name)


# Reading -------------------------------------------------------------------------------------------------------------


def parts(source: Input, head: Head, order: Order) -> Iterator[Part]:
    """The parts of a file, in order, the same ones every time. Raises FileError where it can't be opened."""
    with packing.opened(source.path, source.packing) as stream:
        before = 0
        for number, records in enumerate(_grouped(_records(stream.lines, head))):
            now = stream.file.tell()
            yield Part(source, number, now - before, tuple(records), head.codec, order)
            before = now


def streamed(stream: Stream, source: Input, codec: Codec, order: Order) -> Iterator[Part]:
    """The same of a stream that has no head."""
    for number, records in enumerate(_grouped(_records(stream.lines, Head(codec)))):
        yield Part(source, number, 0, tuple(records), codec, order)


def _grouped(records: Iterable[Record]) -> Iterator[list[Record]]:
    group: list[Record] = []
    size = 0
    for record in records:
        group.append(record)
        size += len(record.data)
        if size >= PART:
            yield group
            group, size = [], 0
    if group:
        yield group


def _records(lines: BinaryIO, head: Head) -> Iterator[Record]:
    found = _lines(lines, head)
    quotes = isinstance(head.codec, Delimited) and head.codec.quotes
    return _joined(found) if quotes else found


# What reading a packed file raises where it is broken off or damaged; pyarrow's errors are among them.
_BROKEN = (EOFError, OSError, ValueError, zlib.error)


def _lines(lines: BinaryIO, head: Head) -> Iterator[Record]:
    """The lines behind the head. Where the file breaks off, that is a record of its own, and the last."""
    number = head.lines + 1
    try:
        lines.read(head.size)
        while data := lines.readline(LONGEST_LINE):
            if len(data) == LONGEST_LINE and not data.endswith(b"\n"):
                _skip_line(lines)
                yield Record(number, b"", f"its line has more than {LONGEST_LINE:,} bytes")
            else:
                yield Record(number, data)
            number += 1
    except _BROKEN as error:
        yield Record(number, b"", f"the file can't be read from here on: {error}")


def _skip_line(lines: BinaryIO) -> None:
    while (data := lines.readline(LONGEST_LINE)) and not data.endswith(b"\n"):
        pass


def _joined(lines: Iterator[Record]) -> Iterator[Record]:
    """Lines that a quoted cell holds together, as one record; where none closes it, the first line stands alone."""
    waiting: deque[Record] = deque()

    def following() -> Record | None:
        return waiting.popleft() if waiting else next(lines, None)

    while (first := following()) is not None:
        taken = [first]
        if _is_open(first):
            taken += _rest(following)
        if len(taken) == 1 or _is_sound(whole := b"".join(record.data for record in taken)):
            yield first if len(taken) == 1 else Record(first.line, whole)
        else:
            waiting.extendleft(reversed(taken[1:]))
            yield first


def _is_open(record: Record) -> bool:
    """Whether a quoted cell goes on behind this line; marks inside a bare cell (5" guns) open none."""
    return record.data.count(b'"') % 2 == 1 and not _is_sound(record.data)


def _rest(following: Callable[[], Record | None]) -> Iterator[Record]:
    """Up to the line whose mark closes the cell."""
    for _ in range(_OPEN_LINES):
        record = following()
        if record is None:
            return
        yield record
        if record.wrong or record.data.count(b'"') % 2 == 1:
            return


def _is_sound(data: bytes) -> bool:
    try:
        cells(data.decode("utf-8", "replace"), ",", quotes=True)
    except RowError:
        return False
    return True
