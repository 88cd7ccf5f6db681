"""Words that are always written otherwise: with their capitals, or as another word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import regex

from cleanmt.checks import Check, Match, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table
from cleanmt.text import matching
from cleanmt.text.document import Document
from cleanmt.text.matching import fold


@dataclass(frozen=True, slots=True)
class Miscased(Check):
    """Names that lost a capital: kyiv, baltic Sea. `miscased` has them as they should be."""

    miscased: Words

    def problems(self) -> Iterator[str]:
        return filter(None, map(unusable, self.miscased))

    def signs(self) -> Signs:
        wrong = "|".join(_without_a_capital(term) for term in self.miscased)
        return Signs((rf"(?<!\w)(?:{wrong})(?!\w)",))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        right = _by_folded(self.miscased, self.miscased)
        for match in _hits(document, spots, self.miscased, ignore_case=True):
            if _lost_capital(match[0], right[fold(match[0])]):
                yield _replaced(match, right[fold(match[0])])


@dataclass(frozen=True, slots=True)
class Swap(Check):
    """What is written, and what it should be: `swap` has both, or the first two columns of the table `data`.

    With `ignore-case` in any case; the first capital is kept.
    """

    swap: Mapping[str, str] = field(default_factory=dict)
    data: Table | None = None
    ignore_case: bool = False

    def problems(self) -> Iterator[str]:
        if bool(self.swap) == bool(self.data):
            yield "give either 'swap' or 'data'"
        for wrong, right in self._swaps().items():
            if wrong == right:
                yield f"'{wrong}' is swapped for itself"
        yield from filter(None, map(unusable, self._swaps()))

    def signs(self) -> Signs:
        return Signs((matching.in_any_case(_pattern(tuple(self._swaps())), self.ignore_case),))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        swaps = self._swaps()
        for match in _hits(document, spots, tuple(swaps), ignore_case=self.ignore_case):
            yield _replaced(match, self._right(match[0]))

    def _right(self, found: str) -> str:
        swaps = self._swaps()
        if not self.ignore_case:
            return swaps[found]
        right = _by_folded(tuple(swaps), tuple(swaps.values()))[fold(found)]
        return right[:1].upper() + right[1:] if found[0].isupper() else right

    def _swaps(self) -> Mapping[str, str]:
        return _pairs(self.data) if self.data else self.swap


def unusable(word: str) -> str:
    """Why a word can't be looked up as it is found, in words for who wrote it; "" if it can."""
    if word.endswith("*"):
        return f"'{word}' stands for many words; write each of them"
    return "" if word.strip() else "an empty word stands nowhere; write what is found"


def _hits(
    document: Document, spots: Sequence[Spot], words: tuple[str, ...], *, ignore_case: bool
) -> Iterator[regex.Match[str]]:
    expression = matching.compiled(_pattern(words), ignore_case)
    for spot in spots:
        yield from matching.matches(expression, document.text, spot.paragraph)


def _replaced(match: regex.Match[str], replacement: str) -> Match:
    edit = Edit(*match.span(), replacement).trimmed(match.string)
    return Match(Span(*match.span()), (edit,), {"replacement": replacement})


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


# What touches a word in a path, a key, a command or code: /kyiv/, fig:kyiv, calendar.monday, january.csv, --friday
_NOT_BEFORE = r"(?<![\p{L}\p{N}_./\\@#$%=:{<`]|--|\p{L}\()"
_NOT_AFTER = r"(?![\p{L}\p{N}_/\\@=}>`]|(?-i:\.[\p{Ll}\p{N}])|\(\)| ?:?=)"


@cache
def _pattern(words: tuple[str, ...]) -> str:
    return f"{_NOT_BEFORE}{matching.alternatives(words)}{_NOT_AFTER}"


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
