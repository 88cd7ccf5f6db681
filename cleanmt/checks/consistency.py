"""One word, one spelling: a text that mixes two is mended to what it writes most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from cleanmt.checks import Match, Signs, Spot
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table
from cleanmt.text import matching
from cleanmt.text.document import Document


@dataclass(frozen=True, slots=True)
class Consistency:
    """`styles` is a table of names with a column a house, and `also` for other spellings. `pairs` are the words of two
    varieties: all of them vote together.

    The text's majority decides, if it outnumbers the rest by `ratio`; with `style`, the name of a column, that house
    does. Words are taken as they are written: a capital (Department of Defense) makes another word.
    """

    styles: Table | None = None
    style: str = ""
    pairs: Mapping[str, str] = field(default_factory=dict)
    ratio: int = 2

    def problems(self) -> Iterator[str]:
        if bool(self.styles) == bool(self.pairs):
            yield "give either 'styles' or 'pairs'"
        if self.style and self.style not in self.houses():
            yield f"'{self.style}' is not one of {', '.join(self.houses())}"

    def houses(self) -> list[str]:
        columns = list(self.styles.rows[0]) if self.styles else []
        return [column for column in columns if column not in {"name", "also"}]

    def signs(self) -> Signs | None:
        sides = (tuple(self.pairs), tuple(self.pairs.values()))
        return Signs(tuple(_pattern(words) for words in (*map(_spellings, self._rows()), *sides) if words))

    def shapes(self) -> tuple[str, ...]:
        return ()

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        found: list[Match] = []
        for number, row in enumerate(self._rows()):
            paragraphs = [spot.paragraph for spot in spots if number in spot.signs]
            hits = _hits(document, paragraphs, _spellings(row))
            counts = Counter(hit[0] for hit in hits)
            if self.style:
                found += _others(document, hits, dict.fromkeys(counts, row[self.style]), self.style)
            elif counts:
                right, most = counts.most_common(1)[0]
                found += self._minority(document, hits, dict.fromkeys(counts, right), most)
        if self.pairs and len(frozenset().union(*(spot.signs for spot in spots))) > 1:  # words of both varieties
            found += self._other_variety(document, [spot.paragraph for spot in spots])
        yield from sorted(found, key=lambda match: match.span)

    def _other_variety(self, document: Document, paragraphs: Sequence[Span]) -> Iterator[Match]:
        back = {second: first for first, second in self.pairs.items()}
        hits = _hits(document, paragraphs, (*self.pairs, *back))
        firsts = sum(hit[0] in self.pairs for hit in hits)
        right = back if firsts * 2 > len(hits) else dict(self.pairs)
        yield from self._minority(document, hits, right, max(firsts, len(hits) - firsts))

    def _rows(self) -> Sequence[Mapping[str, str]]:
        return self.styles.rows if self.styles else ()

    def _minority(
        self, document: Document, hits: Sequence[regex.Match[str]], right: Mapping[str, str], most: int
    ) -> Iterator[Match]:
        """The hits that are spelt otherwise than the majority, where it is large enough."""
        if most >= self.ratio * (len(hits) - most):
            yield from _others(document, hits, right, f"{most} times")


def _others(
    document: Document, hits: Sequence[regex.Match[str]], right: Mapping[str, str], why: str
) -> Iterator[Match]:
    for hit in hits:
        text = right.get(hit[0], hit[0])
        if text != hit[0]:
            edit = Edit(*hit.span(), text).trimmed(document.text)
            yield Match(Span(*hit.span()), (edit,), {"replacement": text, "why": why})


def _spellings(row: Mapping[str, str]) -> tuple[str, ...]:
    cells = [cell for key, value in row.items() for cell in value.split("|") if cell and key != "name"]
    return tuple(dict.fromkeys([row["name"], *cells]))


def _hits(document: Document, paragraphs: Sequence[Span], words: Sequence[str]) -> list[regex.Match[str]]:
    expression = matching.compiled(_pattern(tuple(words)))
    return [m for paragraph in paragraphs for m in matching.matches(expression, document.text, paragraph)]


@cache
def _pattern(words: tuple[str, ...]) -> str:
    return rf"(?<![\p{{L}}\p{{N}}]){matching.alternatives(words)}(?![\p{{L}}\p{{N}}])"
