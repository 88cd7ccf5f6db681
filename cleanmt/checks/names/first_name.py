"""First names that stand among surnames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import regex

from cleanmt.checks import Check, Match, Signs, Spot
from cleanmt.checks.names import NAME, NO_GIVEN_NAMES
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document

_CAPITALS = regex.compile(r"\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)+")
_LAST_TWO = r"\p{Lu}[\p{L}’'-]+,? and \p{Lu}[\p{L}’'-]+"
_LISTED = regex.compile(
    r"(?P<first>\p{Lu}[\p{L}’'-]+)(?P<more>(?:, \p{Lu}[\p{L}’'-]+)*,? and (?P<last>\p{Lu}[\p{L}’'-]++))(?! \p{Lu})"
)


@dataclass(frozen=True, slots=True)
class FirstName(Check):
    """Biden, Johnson and Emmanuel: in a list of surnames the first name of somebody who stands in the text in full.

    `surname-first` are surnames that stand first in full names (Xi, Kim).
    """

    surname_first: Words = Words(())

    def signs(self) -> Signs:
        return Signs((_LAST_TWO,))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        lists = [m for spot in spots for m in matching.matches(_LISTED, document.text, spot.paragraph)]
        listed = [list(NAME.finditer(document.text, *m.span())) for m in lists]
        surnames = _surnames(document, {name[0] for names in listed for name in names})
        known = {last for lasts in surnames.values() for last in lasts}
        for names in listed if surnames else ():
            odd = [m for m in names if len(surnames.get(m[0], ())) == 1 and m[0] not in known | set(self.surname_first)]
            if len(odd) == 1 and any(m[0] in known for m in names):
                (surname,) = surnames[odd[0][0]]
                edit = Edit(*odd[0].span(), surname)
                yield Match(Span(*odd[0].span()), (edit,), {"replacement": surname})


def _surnames(document: Document, listed: AbstractSet[str]) -> Mapping[str, AbstractSet[str]]:
    """First names with the surnames that stand behind them in the text, of the people who could be meant by one of
    these names; empty where none of them is a first name.
    """
    if not any(_stands_before_capital(document.text, name) for name in listed):
        return {}  # nearly every text; what follows is slow
    pairs = [tuple(name[0].split()[-2:]) for name in _CAPITALS.finditer(document.text)]
    if listed.isdisjoint(first for first, _ in pairs):
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    for first, last in pairs:
        surname = last.removesuffix("’s").removesuffix("'s")
        if first in NO_GIVEN_NAMES or listed.isdisjoint((first, surname)):
            continue
        counts = document.word_counts
        if counts[first.lower()] or counts[last.lower()]:
            continue  # a sentence begins here, or words in title case: they stand in lower case elsewhere
        found[first].add(surname)
    return found


def _stands_before_capital(text: str, name: str) -> bool:
    at = text.find(name + " ")
    while at >= 0:
        if text[at + len(name) + 1 : at + len(name) + 2].isupper():
            return True
        at = text.find(name + " ", at + 1)
    return False
