"""How many texts are how bad: a histogram as an inline SVG."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor, log2, log10
from typing import NamedTuple

from cleanmt.text.words import plural

_WIDTH, _HEIGHT = 480, 120  # of the bars, in the SVG's own units
_MARGIN = 22  # above and below them, for figures
_MOST = 10  # bins
_USUAL = 0.95  # of the texts; what lies beyond shares the last bin


class Bin(NamedTuple):
    """How many values are `low` or more and less than `high`; None: there is no upper end."""

    low: float
    high: float | None
    size: int

    def __str__(self) -> str:
        reach = f"{self.low:,g} or more" if self.high is None else f"{self.low:,g} to under {self.high:,g}"
        return f"{reach}: {plural(self.size, 'text')}"


def bins(values: Sequence[float]) -> tuple[Bin, ...]:
    """The values, none of them negative, in bins of a round width from 0 on: about as many as Sturges' formula says
    (1 + log2 n), ten at most, for 95 % of the values; a last bin, without an end, takes those that lie far out.
    """
    if not values:
        return ()
    usual = sorted(values)[ceil(_USUAL * len(values)) - 1]
    width = _round_up(usual / min(_MOST, 1 + ceil(log2(len(values)))))
    lows = [width * step for step in range(floor(usual / width) + 1)]
    open_end = max(values) >= lows[-1] + width
    lows += [lows[-1] + width]
    counts = Counter(bisect_right(lows, value) - 1 for value in values)
    closed = tuple(Bin(low, high, counts[index]) for index, (low, high) in enumerate(pairwise(lows)))
    return (*closed, Bin(lows[-1], None, counts[len(closed)])) if open_end else closed


def _round_up(width: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50, …"""
    if width <= 1:
        return 1
    power = 10 ** floor(log10(width))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= width))


def histogram(values: Sequence[float]) -> Iterator[str]:
    """The figure in pieces: its description says in words what its bars show."""
    found = bins(values)
    listed = "; ".join(map(str, found))
    yield '<figure class="chart">\n<svg role="img" aria-labelledby="chart-title chart-text"'
    yield f' viewBox="0 0 {_WIDTH} {_HEIGHT + 2 * _MARGIN}">\n'
    yield '<title id="chart-title">Texts by penalty points in 1,000 words</title>\n'
    yield f'<desc id="chart-text">{listed}.</desc>\n'
    for index, one in enumerate(found):
        yield from _bar(one, _WIDTH * index / len(found), _WIDTH / len(found), max(b.size for b in found))
    yield f'<path d="M0 {_MARGIN + _HEIGHT}H{_WIDTH}"/>\n</svg>\n'
    yield "<figcaption>Texts by penalty points in 1,000 words</figcaption>\n</figure>\n"


def _bar(one: Bin, left: float, width: float, most: int) -> Iterator[str]:
    height = _HEIGHT * one.size / most
    top, middle = _MARGIN + _HEIGHT - height, left + width / 2
    place = f'x="{left + 1:.1f}" y="{top:.1f}" width="{width - 2:.1f}" height="{height:.1f}"'
    yield f"<rect {place}><title>{one}</title></rect>\n"
    if one.size:
        yield f'<text x="{middle:.1f}" y="{top - 5:.1f}">{one.size:,}</text>\n'
    reach = f"{one.low:,g}+" if one.high is None else f"{one.low:,g}–{one.high:,g}"
    yield f'<text class="axis" x="{middle:.1f}" y="{_HEIGHT + 2 * _MARGIN - 6}">{reach}</text>\n'
