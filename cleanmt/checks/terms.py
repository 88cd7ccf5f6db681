"""Words that are always written otherwise: with their capitals, or as another word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import regex

from cleanmt.checks import Match, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table
from cleanmt.text import matching
from cleanmt.text.document import Document
from cleanmt.text.matching import fold


@dataclass(frozen=True, slots=True)
class Terms:
    """`miscased`: names that lost a capital (kyiv, baltic Sea). `swap`: what is written, and what it should be.

    `data` is a table for `swap`: its first two columns.
    """

    miscased: Words = Words(())
    swap: Mapping[str, str] = field(default_factory=dict)
    data: Table | None = None
    ignore_case: bool = False  # for `swap`: any case, the first capital kept

    def problems(self) -> Iterator[str]:
        if sum(map(bool, (self.miscased, self.swap, self.data))) != 1:
            yield "give one of 'miscased', 'swap' and 'data'"
        for wrong, right in self.swap.items():
            if wrong == right:
                yield f"'{wrong}' is swapped for itself"

    def signs(self) -> Signs | None:
        if self.miscased:
            wrong = "|".join(_without_a_capital(term) for term in self.miscased)
            return Signs((rf"(?<![\w]){f'(?:{wrong})'}(?!\w)",))
        return Signs((matching.in_any_case(_pattern(tuple(self._swaps())), self.ignore_case),))

    def shapes(self) -> tuple[str, ...]:
        return ()

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        swaps = self._swaps()
        ignore_case = bool(self.miscased) or self.ignore_case
        words = tuple(self.miscased or swaps)
        expression = matching.compiled(_pattern(words), ignore_case)
        right = _by_folded(words, tuple(self.miscased or swaps.values()))
        for spot in spots:
            for match in matching.matches(expression, document.text, spot.paragraph):
                found, replacement = match[0], right[fold(match[0])]
                if self.miscased and not _lost_capital(found, replacement):
                    continue
                if self.ignore_case and found[0].isupper():
                    replacement = replacement[0].upper() + replacement[1:]
                edit = Edit(*match.span(), replacement).trimmed(document.text)
                yield Match(Span(*match.span()), (edit,), {"replacement": replacement})

    def _swaps(self) -> Mapping[str, str]:
        return _pairs(self.data) if self.data else self.swap


@lru_cache(maxsize=16)
def _pairs(table: Table) -> Mapping[str, str]:
    """The first two columns of a table: what is written -> what it should be."""
    rows = (tuple(row.values()) for row in table.rows)
    return {wrong: right for wrong, right, *_ in rows}


@cache
def _by_folded(words: tuple[str, ...], right: tuple[str, ...]) -> Mapping[str, str]:
    return {fold(word): good for word, good in zip(words, right, strict=True)}


def _lost_capital(found: str, right: str) -> bool:
    """At least one capital of the right form is lower case in what was found."""
    return len(found) == len(right) and any(r.isupper() and f.islower() for f, r in zip(found, right, strict=True))


@cache
def _pattern(words: tuple[str, ...]) -> str:
    return rf"(?<![\p{{L}}\p{{N}}_]){matching.alternatives(words)}(?![\p{{L}}\p{{N}}_])"


def _without_a_capital(term: str) -> str:
    """The term in any case, with one of its capitals in lower case."""
    forms = (
        f"{_any_case(term[:at])}{character.lower()}{_any_case(term[at + 1 :])}"
        for at, character in enumerate(term)
        if character.isupper()
    )
    return "|".join(forms)


def _any_case(text: str) -> str:
    return f"(?i:{regex.escape(text, literal_spaces=True)})" if text else ""
