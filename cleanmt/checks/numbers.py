"""Figures written in another language's way. The value never changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from cleanmt.checks import Check, Match, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document

_DOTTED = r"(?<![\p{L}\d.,:/€$£#-])(?!0\.)(?P<figure>[0-9]{1,3}(?:\.[0-9]{3})+)(?![0-9.,:/-]*[0-9])"
_FOUR_DIGITS = r"(?<![\d.,:/#-])(?P<figure>[0-9]{4})(?![0-9.,:/%-]*[0-9])(?= )"
_GROUPED = regex.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_YEARS = range(1000, 2101)
_FEW = 2  # grouped figures that show the text's own way
_LONGEST = 40  # characters of a figure


@dataclass(frozen=True, slots=True)
class DotThousands(Check):
    """20.000 tanks.

    `counted` are things that come in whole numbers, so that a point before them can't be a decimal point.
    """

    counted: Words

    def signs(self) -> Signs:
        return Signs((_DOTTED + _before(self.counted),))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        expression = matching.compiled(_DOTTED + _before(self.counted))
        for spot in spots:
            for match in matching.matches(expression, document.text, spot.paragraph):
                if len(match["figure"]) <= _LONGEST:
                    yield _grouped(match["figure"].replace(".", ""), Span(*match.span("figure")))


@dataclass(frozen=True, slots=True)
class Ungrouped(Check):
    """5000 where the text writes 4,000 elsewhere. `counted` are things before which four digits are no year."""

    counted: Words

    def signs(self) -> Signs:
        return Signs((_FOUR_DIGITS + self._after(),))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        if sum(1 for _ in _GROUPED.finditer(document.text)) < _FEW:
            return
        after = matching.compiled(self._after())
        for paragraph in (spot.paragraph for spot in spots):
            for match in matching.matches(matching.compiled(_FOUR_DIGITS), document.text, paragraph):
                could_be_year = int(match["figure"]) in _YEARS
                counts = after.match(document.text, match.end(), paragraph.end)
                if counts and not (could_be_year and _reads_as_year(document.text, match)):
                    yield _grouped(match["figure"], Span(*match.span("figure")))

    def _after(self) -> str:
        return rf"(?: (?:and|or) \d{{4}})?{_before(self.counted)}"


def _before(counted: Words) -> str:
    """A counted thing follows, after at most two words that describe it; `12.000 to 15.000 fans` counts twice."""
    return rf"(?= (?:(?:to|and|or) \d[\d.]* )?(?:[\p{{L}}-]+ ){{0,2}}{matching.alternatives(counted)}(?!\p{{L}}))"


def _grouped(digits: str, span: Span) -> Match:
    text = f"{int(digits):,}"
    return Match(span, (Edit(span.start, span.end, text),), {"value": text})


def _reads_as_year(text: str, match: regex.Match[str]) -> bool:
    """`in 2000 people`, `the 2014 troops`, `2014 people`: such a figure counts only in the middle of a clause."""
    before = text[max(0, match.start() - 12) : match.start()].split()
    return (
        not before
        or not before[-1].isalpha()
        or before[-1].lower()
        in {
            "in",
            "since",
            "the",
            "of",
            "from",
            "until",
            "by",
            "after",
            "before",
            "a",
        }
    )
