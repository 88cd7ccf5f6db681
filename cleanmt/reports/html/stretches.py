"""A line cut into stretches that the same things cover, in one sweep."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Generic, TypeVar

from cleanmt.findings import Span

_MOST = 5  # things that a stretch names: however many lie over each other, the work grows with their number alone
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Stretch(Generic[_T]):
    """What covers it, the narrowest first, up to five; `more` counts the others, `ending` has those that end here."""

    span: Span
    items: tuple[_T, ...]
    more: int
    ending: tuple[_T, ...]


def stretches(line: Span, placed: Iterable[tuple[Span, _T]]) -> Iterator[Stretch[_T]]:
    """The line from its start to its end; what is empty is a stretch of its own, before what begins there.

    The places lie inside the line.
    """
    items: list[_T] = []
    begins, ends = defaultdict[int, list[tuple[int, int]]](list), defaultdict[int, list[tuple[int, int]]](list)
    points = defaultdict[int, list[_T]](list)
    for number, (span, item) in enumerate(placed):
        items.append(item)
        if span.start == span.end:
            points[span.start].append(item)
        else:
            begins[span.start].append((span.end - span.start, number))
            ends[span.end].append((span.end - span.start, number))
    covering: list[tuple[int, int]] = []  # widths and numbers, sorted
    bounds = sorted({line.start, line.end, *begins, *ends, *points})
    for start, end in zip_longest(bounds, bounds[1:], fillvalue=line.end):
        for width in ends[start]:
            del covering[bisect_left(covering, width)]
        if here := tuple(points[start]):
            yield Stretch(Span(start, start), here[:_MOST], len(here[_MOST:]), here)
        for width in begins[start]:
            insort(covering, width)
        if start < end:
            shown = tuple(items[number] for _, number in covering[:_MOST])
            ending = tuple(items[number] for _, number in ends[end])
            yield Stretch(Span(start, end), shown, max(0, len(covering) - _MOST), ending)
