"""One word, one spelling: a text that mixes two is mended to what it writes most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Self

import regex

from cleanmt.checks import Check, Habit, Match, Signs, Spot
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table, cells
from cleanmt.text import matching
from cleanmt.text.document import Document

_VARIETIES = ("American", "British")
_SLIPS = 2
_OTHERS = "also"  # the column of spellings that no house has


@dataclass(frozen=True, slots=True)
class Varieties(Check):
    """Words that two varieties of English spell differently: `pairs` of an American spelling and the British one.

    All words vote together, and the text's majority decides, if it outnumbers the rest by `ratio` and has `least`
    different words; more than a slip or two in the other variety are a habit. Words are taken as they are written: a
    capital (Department of Defense) makes another word.
    """

    pairs: Mapping[str, str]
    ratio: int = 2
    least: int = 1

    def signs(self) -> Signs:
        return Signs((_pattern(tuple(self.pairs)), _pattern(tuple(self.pairs.values()))))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        if len(frozenset().union(*(spot.signs for spot in spots))) < len(_VARIETIES):
            return  # words of one variety only
        back = {british: american for american, british in self.pairs.items()}
        hits = _hits(document, [spot.paragraph for spot in spots], (*self.pairs, *back))
        american = sum(hit[0] in self.pairs for hit in hits)
        right = back if american * 2 > len(hits) else self.pairs
        most = max(american, len(hits) - american)
        different = {hit[0] for hit in hits} - right.keys()
        is_slip = len(hits) - most <= _SLIPS and len(different) >= self.least
        if is_slip and _is_majority(most, len(hits), self.ratio):
            yield from _others(document, hits, right, f"{most} times")

    def habits(self, document: Document) -> Iterator[Habit]:
        for variety, words in zip(_VARIETIES, (self.pairs, self.pairs.values()), strict=True):
            yield from [Habit((variety,))] * sum(document.word_counts[word] for word in words)


@dataclass(frozen=True, slots=True)
class NameStyles(Check):
    """Names that houses spell differently: `styles` is a table with a column a house, `name`, and `also` for other
    spellings.

    Each name's majority in the text decides, if it outnumbers the rest by `ratio`; with `style`, the name of a column,
    that house does.
    """

    styles: Table
    style: str = ""
    ratio: int = 2

    def problems(self) -> Iterator[str]:
        yield from self.styles.lacking("name")
        if self.style and self.style not in self._houses():
            yield f"'{self.style}' is not one of {', '.join(self._houses())}"
        for index, row in enumerate(self.styles.rows):
            for column, cell in row.items():
                if column != _OTHERS and (not cell or "|" in cell):
                    where = f"{self.styles.place(index)}: {column}"
                    yield f"{where} has one spelling, not '{cell}'; others go to '{_OTHERS}'"

    def signs(self) -> Signs:
        return Signs(tuple(_pattern(_spellings(row)) for row in self.styles.rows))

    def styled(self, house: str) -> Self:
        return replace(self, style=house) if house in self._houses() else self

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        found: list[Match] = []
        for number, row in enumerate(self.styles.rows):
            paragraphs = [spot.paragraph for spot in spots if number in spot.signs]
            hits = _hits(document, paragraphs, _spellings(row))
            counts = Counter(hit[0] for hit in hits)
            if self.style:
                found += _others(document, hits, dict.fromkeys(counts, row[self.style]), _in_style(self.style))
            elif counts:
                right, most = counts.most_common(1)[0]
                if _is_majority(most, len(hits), self.ratio):
                    found += _others(document, hits, dict.fromkeys(counts, right), f"as this text does {most} times")
        yield from sorted(found, key=lambda match: match.span)

    def habits(self, document: Document) -> Iterator[Habit]:
        houses = self._houses()
        rows = [row for row in self.styles.rows if len({row[house] for house in houses}) > 1]
        if not rows:
            return
        spellings = matching.alternatives([spelling for row in rows for spelling in {row[h] for h in houses}])
        expression = matching.compiled(rf"(?<![\p{{L}}\p{{N}}-]){spellings}(?![\p{{L}}\p{{N}}])")
        for spelling in expression.findall(document.text):
            row = next(row for row in rows if spelling in row.values())
            yield Habit(tuple(house for house in houses if row[house] == spelling), row["name"])

    def _houses(self) -> list[str]:
        return [column for column in self.styles.rows[0] if column not in {"name", _OTHERS}] if self.styles.rows else []


def _in_style(house: str) -> str:
    return f"in the style of {house.upper() if len(house) < 4 else house.capitalize()}"


def _is_majority(most: int, count: int, ratio: int) -> bool:
    return most >= ratio * (count - most)


def _others(
    document: Document, hits: Sequence[regex.Match[str]], right: Mapping[str, str], why: str
) -> Iterator[Match]:
    for hit in hits:
        text = right.get(hit[0], hit[0])
        if text != hit[0]:
            edit = Edit(*hit.span(), text).trimmed(document.text)
            yield Match(Span(*hit.span()), (edit,), {"replacement": text, "why": why})


def _spellings(row: Mapping[str, str]) -> tuple[str, ...]:
    one_each = (cell for column, cell in row.items() if column != _OTHERS)
    return tuple(dict.fromkeys([*one_each, *cells(row.get(_OTHERS, ""))]))


def _hits(document: Document, paragraphs: Sequence[Span], words: Sequence[str]) -> list[regex.Match[str]]:
    expression = matching.compiled(_pattern(tuple(words)))
    return [m for paragraph in paragraphs for m in matching.matches(expression, document.text, paragraph)]


@cache
def _pattern(words: tuple[str, ...]) -> str:
    return rf"(?<![\p{{L}}\p{{N}}]){matching.alternatives(words)}(?![\p{{L}}\p{{N}}])"
