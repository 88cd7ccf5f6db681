"""First names that stand among surnames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cleanmt.checks import Check, Match, Signs, Spot
from cleanmt.checks.names import NAME, NO_GIVEN_NAMES
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching
from cleanmt.text.document import Document

_NAME = r"\p{Lu}[\p{L}’'-]+"
_FULL = lazy.compile(rf"{_NAME}(?: {_NAME})+")
_LIST = rf"{_NAME}(?:, {_NAME})+,? and {_NAME}"
_LISTED = lazy.compile(rf"(?:(?P<before>{_NAME}) )?(?P<list>{_LIST})(?![\p{{L}}’'-]| \p{{Lu}})")


@dataclass(frozen=True, slots=True)
class FirstName(Check):
    """Biden, Johnson and Emmanuel: in a list of three or more surnames the first name of somebody whom the text has in
    full and never calls by it. The others stand in it, too, and one of them in full.
    """

    def signs(self) -> Signs:
        return Signs((_LIST,))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for spot in spots:
            for match in matching.matches(_LISTED, document.text, spot.paragraph):
                if not match["before"] or match["before"] in NO_GIVEN_NAMES:
                    names = [Span(*name.span()) for name in NAME.finditer(document.text, *match.span("list"))]
                    yield from _first_name(document, names)


def _first_name(document: Document, names: Sequence[Span]) -> Iterator[Match]:
    surnames = document.once("surnames", lambda _: _surnames(document))
    known = {surname for each in surnames.values() for surname in each}
    words = [document.text[span.start : span.end] for span in names]
    odd = [number for number, word in enumerate(words) if word not in known and word in surnames]
    others = [word for number, word in enumerate(words) if number not in odd]
    if len(odd) != 1 or known.isdisjoint(others) or any(document.word_counts[word] == 1 for word in others):
        return
    first, span = words[odd[0]], names[odd[0]]
    surname, *more = sorted(surnames[first])
    if not more and document.word_counts[first] == document.text.count(f"{first} {surname}") + 1:
        yield Match(span, (Edit(span.start, span.end, surname),), {"replacement": surname})


def _surnames(document: Document) -> Mapping[str, set[str]]:
    """The first names of the text with the surnames that stand behind them."""
    found: dict[str, set[str]] = defaultdict(set)
    counts = document.word_counts
    for match in _FULL.finditer(document.text):
        first, last = match[0].removesuffix("’s").removesuffix("'s").split()[-2:]
        # What stands in lower case elsewhere began a sentence, or has its capital from a title.
        if first not in NO_GIVEN_NAMES and not counts[first.lower()] and not counts[last.lower()]:
            found[first].add(last)
    return found
