"""Unified diffs made from the edits themselves; nothing is compared, so the cost is that of the edits."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from cleanmt.edits import applied, shifted
from cleanmt.files import discovery
from cleanmt.files.reading import Source
from cleanmt.findings import Edit, Span

CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file\n"


class Line(NamedTuple):
    """A line of a diff: its sign (-, + or a blank; @ or nothing of a head), the rest, and what is changed in it."""

    sign: str
    text: str
    marks: tuple[Span, ...] = ()

    def __str__(self) -> str:
        return f"{self.sign}{self.text}"


@dataclass(frozen=True, slots=True)
class _Change:
    """Old lines `start:end` (counted from 0) become the new ones; where words in them change, by lines."""

    start: int
    end: int
    new: tuple[str, ...]
    old_marks: tuple[tuple[Span, ...], ...]
    new_marks: tuple[tuple[Span, ...], ...]


def of_file(source: Source, edits: Sequence[Edit]) -> bytes:
    """The diff of a file, its byte order mark with it; UTF-16 is shown as UTF-8, for no tool takes diffs of it."""
    return "".join(map(str, lines_of(source, edits))).encode("utf-8", "surrogateescape")


def lines_of(source: Source, edits: Sequence[Edit]) -> Iterator[Line]:
    """The same, line by line."""
    mark = "\ufeff" if source.bom else ""
    return _lines_of(_name(source.path), mark + source.text, shifted(edits, len(mark)))


def _name(path: Path) -> str:
    """The path as it is from here; one that lies elsewhere as it is from the root."""
    name = discovery.relative(path, Path.cwd()) if path.is_absolute() else os.path.normpath(path)
    if name.startswith(".."):
        name = os.path.abspath(path).removeprefix(path.anchor or os.sep)  # noqa: PTH100
    return name.replace(os.sep, "/")


def _header(sign: str, side: str, path: str) -> Line:
    """The name as git writes it: quoted where a reader of diffs would stumble, ended where it has spaces."""
    name = f"{side}/{path}"
    if any(c in '"\\' or (not c.isprintable() and not "\ud800" <= c <= "\udfff") for c in name):
        raw = name.encode("utf-8", "surrogateescape")
        name = '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\{b:03o}" for b in raw) + '"'
    elif " " in name:
        name += "\t"
    return Line("", f"{sign} {name}\n")


def unified(path: str, text: str, edits: Sequence[Edit]) -> str:
    """A diff that `patch -p1` and `git apply` take; "" where the edits change nothing."""
    return "".join(map(str, _lines_of(path, text, edits)))


def _lines_of(path: str, text: str, edits: Sequence[Edit]) -> Iterator[Line]:
    lines = text.split("\n")
    old = [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    changes = list(_changes(text, old, edits))
    if not changes:
        return
    yield _header("---", "a", path)
    yield _header("+++", "b", path)
    shift = 0
    for group in _grouped(changes):
        yield from _hunk(old, group, shift)
        shift += sum(len(change.new) - (change.end - change.start) for change in group)


def _changes(text: str, old: Sequence[str], edits: Sequence[Edit]) -> Iterator[_Change]:
    """The edits by the lines that they touch; edits on one line, or on lines that meet, are one change."""
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in sorted(edits):
        first = max(0, bisect_right(starts, edit.start, hi=len(old)) - 1)
        last = max(first + 1, bisect_left(starts, max(edit.end, edit.start + 1), hi=len(old)))
        if _loses_ending(text, edit, starts[first]):
            last = min(len(old), last + 1)
        if groups and first < groups[-1][1]:
            groups[-1] = (groups[-1][0], max(last, groups[-1][1]), [*groups[-1][2], edit])
        else:
            groups.append((first, last, [edit]))
    for first, last, inside in groups:
        start, end = starts[min(first, len(old))], starts[min(last, len(old))]
        before, here = text[start:end], shifted(inside, -start)
        after = applied(before, here)
        if after != before:
            yield _trimmed(first, old[first:last], _lines(after), here)


def _loses_ending(text: str, edit: Edit, line_start: int) -> bool:
    """Whether the edit takes a line's ending but not the whole line, so that the next line joins it."""
    takes_ending = edit.end > edit.start and text[edit.end - 1] == "\n"
    takes_lines = not edit.text and edit.start == line_start
    return takes_ending and not takes_lines and not edit.text.endswith("\n")


def _trimmed(first: int, old: Sequence[str], new: Sequence[str], edits: Sequence[Edit]) -> _Change:
    """Without the lines at both ends that stay as they are."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    kept = slice(head, len(old) - tail), slice(head, len(new) - tail)
    marks = (_by_line(old, (edit.span for edit in edits))[kept[0]], _by_line(new, _inserted(edits))[kept[1]])
    return _Change(first + head, first + len(old) - tail, tuple(new[kept[1]]), *marks)


def _inserted(edits: Iterable[Edit]) -> Iterator[Span]:
    """Where the words of the edits stand when they are made."""
    growth = 0
    for edit in edits:
        yield Span(edit.start + growth, edit.start + growth + len(edit.text))
        growth += len(edit.text) - (edit.end - edit.start)


def _by_line(lines: Sequence[str], spans: Iterable[Span]) -> tuple[tuple[Span, ...], ...]:
    """What of the spans (in order, apart) lies in each line, in its own offsets; line endings don't count."""
    found: list[tuple[Span, ...]] = []
    waiting = deque(spans)
    start = 0
    for line in lines:
        shown = Span(start, start + len(line.rstrip("\r\n")))
        found.append(tuple(_parts(waiting, shown)))
        start += len(line)
    return tuple(found)


def _parts(waiting: deque[Span], line: Span) -> Iterator[Span]:
    """What of the spans that wait lies in the line; one that reaches over its end waits for the next."""
    while waiting and waiting[0].start < line.end:
        span = waiting.popleft()
        start, end = max(span.start, line.start), min(span.end, line.end)
        if start < end:
            yield Span(start - line.start, end - line.start)
        if span.end > line.end:
            waiting.appendleft(span)
            return


def _lines(text: str) -> list[str]:
    parts = text.split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _grouped(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Changes whose contexts meet share a hunk."""
    group = [changes[0]]
    for change in changes[1:]:
        if change.start - group[-1].end > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    yield group


def _hunk(old: Sequence[str], group: Sequence[_Change], shift: int) -> Iterator[Line]:
    start = max(0, group[0].start - CONTEXT)
    end = min(len(old), group[-1].end + CONTEXT)
    body: list[Line] = []
    at = start
    for change in group:
        body += [Line(" ", line) for line in old[at : change.start]]
        body += map(Line, repeat("-"), old[change.start : change.end], change.old_marks)
        body += map(Line, repeat("+"), change.new, change.new_marks)
        at = change.end
    body += [Line(" ", line) for line in old[at:end]]
    removed = end - start
    added = removed + sum(len(c.new) - (c.end - c.start) for c in group)
    yield Line("@", f"@ -{_range(start, removed)} +{_range(start + shift, added)} @@\n")
    for line in body:
        yield line
        if not line.text.endswith("\n"):
            yield Line("", f"\n{_NO_NEWLINE}")


def _range(start: int, count: int) -> str:
    first = start + 1 if count else start
    return str(first) if count == 1 else f"{first},{count}"
