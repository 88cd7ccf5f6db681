"""Names with a second capital, that have lost it: Mcdowell, O'neal, Lebron James."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cleanmt.checks import Check, Match, Shapes, Signs, Spot, matches_of
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching, vocabulary
from cleanmt.text.document import Document

_SHAPES = {
    "mc": r"\bMc(?P<letter>\p{Ll})\p{Ll}{2,}",
    "o": r"(?<=\p{L}[,.]? )O['’](?!clock|er|the)(?P<letter>\p{Ll})\p{Ll}{3,}",
}
_BEGINNING = 2  # characters: Mc, O’


@dataclass(frozen=True, slots=True)
class InnerCapitals(Check):
    """Surnames with Mc and O’ whose third letter has no capital, where English or the text itself knows the name.

    What is spelt by ear (Mcferllen) has more wrong with it than a capital. `people` are full names of which one part
    has a capital inside. Shapes: `mc`, `o`, `full`.
    """

    people: Words = Words(())

    def signs(self) -> Signs:
        return Signs(tuple(_SHAPES.values()), frozenset(_lowered(self.people)))

    def shapes(self) -> Shapes:
        return dict.fromkeys((*_SHAPES, "full"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        full = _lowered(self.people)
        names = matching.compiled(rf"\b{matching.alternatives(tuple(full))}\b") if full else None
        for number, (shape, pattern) in enumerate(_SHAPES.items()):
            for match in matches_of(number, pattern, document, spots):
                if vocabulary.frequency(match[0].replace("’", "'")) or document.word_counts[_right(match[0])]:
                    edit = Edit(*match.span("letter"), match["letter"].upper())
                    yield Match(Span(*match.span()), (edit,), shape=shape)
        for spot in spots:
            for match in matching.matches(names, document.text, spot.paragraph) if names else ():
                edit = Edit(*match.span(), full[match[0]]).trimmed(document.text)
                yield Match(Span(*match.span()), (edit,), shape="full")


def _right(name: str) -> str:
    """With the second capital, for which two letters, or one and a mark, are the beginning."""
    return name[:_BEGINNING] + name[_BEGINNING:].capitalize()


@cache
def _lowered(people: Words) -> Mapping[str, str]:
    """Full names without their inner capitals -> as they are written."""
    return {" ".join(part.capitalize() for part in name.split()): name for name in people}
