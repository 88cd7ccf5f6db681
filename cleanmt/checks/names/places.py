"""Places in another language's spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.checks.names import cells
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table
from cleanmt.text.document import Document

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:[-.][\p{L}\p{M}]+)*\.?")
_LONGEST = 4  # words of a place's name
_FIRST = 3  # letters


@dataclass(frozen=True, slots=True)
class Places(Check):
    """Names of places in a foreign spelling: `data` has the columns `english`, `variants` (divided by |) and `certain`.

    Shapes: `certain` where that column says yes, `usual` elsewhere, as far as the table has any.
    """

    data: Table

    def problems(self) -> Iterator[str]:
        return self.data.lacking("english", "variants", "certain")

    def signs(self) -> Signs:
        return Signs(words=frozenset(_places(self.data)))

    def shapes(self) -> Shapes:
        return dict.fromkeys(sorted({shape for _, shape in _places(self.data).values()}))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for spot in spots:
            yield from _found(document.text, spot.paragraph, self.data)

    def english(self, name: str) -> str | None:
        known = _places(self.data).get(name)
        return known[0] if known else name if name in _english(self.data) else None


def _found(text: str, paragraph: Span, table: Table) -> Iterator[Match]:
    places, beginnings = _places(table), _beginnings(table)
    words = list(_WORD.finditer(text, paragraph.start, paragraph.end))
    skip_until = 0
    for index, word in enumerate(words):
        if _beginning(word[0]) not in beginnings or word.start() < skip_until:
            continue
        for last in reversed(words[index : index + _LONGEST]):
            for end in dict.fromkeys((last.end(), last.end() - last[0].endswith("."))):
                known = places.get(text[word.start() : end])
                if known:
                    span = Span(word.start(), end)
                    edit = Edit(span.start, span.end, known[0]).trimmed(text)
                    yield Match(span, (edit,), {"replacement": known[0]}, known[1])
                    skip_until = end
                    break
            if skip_until > word.start():
                break


@lru_cache(maxsize=8)
def _places(table: Table) -> Mapping[str, tuple[str, str]]:
    """Variant -> English name and shape."""
    return {
        variant: (row["english"], "certain" if row["certain"] == "yes" else "usual")
        for row in table.rows
        for variant in cells(row["variants"])
    }


@lru_cache(maxsize=8)
def _english(table: Table) -> frozenset[str]:
    return frozenset(row["english"] for row in table.rows)


@lru_cache(maxsize=8)
def _beginnings(table: Table) -> frozenset[str]:
    """Of the first words of the names of places; few words of a text have one."""
    firsts = (_WORD.match(variant) for variant in _places(table))
    return frozenset(_beginning(first[0]) for first in firsts if first)


def _beginning(word: str) -> str:
    return word.rstrip(".")[:_FIRST]
