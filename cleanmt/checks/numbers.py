"""Figures written in another language's way. The value never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching
from cleanmt.text.document import Document

_DOTTED = r"(?<![\p{L}\d.,:/€$£#-])(?P<figure>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?![0-9.,:/-]*[0-9])"
# Money has no three decimals, and (317.000) is no figure of an instrument.
_ROUND = (
    r"(?<=(?<![\p{L}\d.,:/#-])[€£$(])(?P<figure>[1-9][0-9]{1,2}\.000)"
    r"(?:(?<=[€£$][\d.]+)(?![\d.,:/-]*\d)|(?=\)))"
)
_FOUR_DIGITS = r"(?<![\d.,:/#-])(?P<figure>[1-9][0-9]{3})(?![0-9.,:/%-]*[0-9])(?= )"
_SPACED = (
    r"(?<![\p{L}\d.,:/+#-])(?<!\d[ \xa0\u202f])(?P<figure>\d{1,3}(?:[ \xa0\u202f]\d{3}){1,9})"
    r"(?![\p{L}\d]|[.,:/-]?\d|[ \xa0\u202f]\d)"
)
_YEAR = lazy.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d.,]\d|\d)")
_GROUPED = lazy.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_YEARS = range(1000, 2101)
_FEW = 2  # grouped figures that show the text's own way
_LONGEST = 40  # characters of a figure
_NAME_BEFORE = lazy.compile(r"\p{Lu}[\p{L}’'-]* $")
_HOW_MANY = frozenset("about almost around nearly over some than with only another further up to the".split())
_BEFORE_YEARS = frozenset(
    """in since the of from until till by after before a early late mid class season spring summer autumn fall winter
    year january february march april may june july august september october november december""".split()
)
_SCALE = r"million|billion|trillion|thousand|hundred|m(?:l|i)?n|mio|bn|mrd|percent|per cent|pct"
# Between a figure and what is counted these tell of something else: 4.464 million people, 2006 and students.
_NOT_COUNTED = (
    rf"(?i:{_SCALE}|and|or|but|as|when|while|who|that|which|to|a|an|in|from|per|by|for|with|at|on|is|are|was|were)"
)
# What is written with three noughts is counted, save for what instruments show.
_SHOWN = (
    r"seconds?|minutes?|hours?|points|(?:kilo)?met(?:re|er)s?|lit(?:re|er)s?|degrees?|volts?|watts?|inch(?:es)?|percents?"
    r"|times|(?:kilo)?grams?|kilos?|series"
)
_PLURAL = (
    rf"(?= (?:\p{{Lu}}\p{{Ll}}{{2,}} |(?:(?!(?:{_NOT_COUNTED}|{_SHOWN})\b)\p{{Ll}}[\p{{Ll}}-]+ ){{1,2}})?"
    rf"(?!(?i:{_SHOWN}|has|was|its|his|this|does|goes|says|versus|plus|minus|as|is|us)\b)\p{{L}}\p{{Ll}}{{2,}}s\b)"
)
# About 24.000: here it doesn't matter what is counted.
_ABOUT = (
    r"\b(?i:more than|fewer than|less than|over|about|around|some|nearly|almost|at least|up to|approximately"
    r"|between|\d\.000 (?:and|to)|(?:total|majority|population|crowd|army|record) of) "
)
_AREA = r"(?= (?:t|km2?|km²|m2|m²|kg|ha|hectares|square)(?![\p{L}\d]))"
_NOT_SHOWN = rf"(?! ?(?:[%°]|(?:\p{{Ll}}+ )?(?i:{_SCALE}|{_SHOWN})\b|(?:[kcm]?[mgl]|ft|in|sec|[kMG]?Hz|[kMG]?W)\b))"
_RATE = lazy.compile(
    r"(?i)\b(?:averag\w*|mean|median|typical\w*|rates?|ratio|per|each|every|fertility|density|kilos?"
    r"|an? (?:lit(?:re|er)|gallon|share|barrel))\b"
)


@dataclass(frozen=True, slots=True)
class DotThousands(Check):
    """20.000 tanks.

    `counted` are things that come in whole numbers, so that a point before them can't be a decimal point; `measured`
    come in parts, too: pounds, miles. Shapes: `whole`, `doubtful` where it may be a decimal that is read so (2.205
    pounds, 2.415 people), `about` where only a word before it or a unit tells, `rate` where the sentence tells of
    averages.
    """

    counted: Words
    measured: Words = Words(())

    def signs(self) -> Signs:
        return Signs((self._pattern(),))

    def shapes(self) -> Shapes:
        return dict.fromkeys(("whole", "doubtful", "about", "rate"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        expression = matching.compiled(self._pattern())
        for spot in spots:
            for match in matching.matches(expression, document.text, spot.paragraph):
                if len(match["figure"]) <= _LONGEST:
                    digits, span = match["figure"].replace(".", ""), Span(*match.span("figure"))
                    yield _grouped(digits, span, self._shape(document, match))

    def _pattern(self) -> str:
        counted = _before(Words((*self.counted, *self.measured)))
        told = rf"(?:(?<=\d\d[.]\d00)(?<={_ABOUT}[\d.]+){_NOT_SHOWN}|(?<=\d\d[.]000){_AREA})(?P<about>)"
        return rf"{_DOTTED}(?:{counted}|(?<=[.]000){_PLURAL}|{told})|{_ROUND}"

    def _shape(self, document: Document, match: regex.Match[str]) -> str:
        """Decimals have no noughts at their end, and only one group."""
        figure = match["figure"]
        if match["about"] is not None:
            return "about"
        is_measured = matching.compiled(matching.alternatives(self.measured)).fullmatch(match["thing"] or "")
        if (figure.endswith("00") and not (is_measured and figure[1] == ".")) or figure.count(".") > 1:
            return "whole"
        sentence = document.sentence_at(match.start())
        if _RATE.search(document.text, sentence.start, sentence.end):
            return "rate"
        return "doubtful" if figure[1] == "." or is_measured else "whole"


@dataclass(frozen=True, slots=True)
class SpaceThousands(Check):
    """12 500 tickets: groups of three that end in noughts, or stand after about, before what is `counted`, or before a
    `currency`, or behind one of `codes` (EUR).

    Shapes: `plain`; `money`, where it is a sum or the text writes 4,000 elsewhere; `doubtful` beside a year, which may
    be the first of two figures, and before one of `units`, for scientists write so in English.
    """

    counted: Words
    currency: Words
    codes: Words
    units: Words

    def signs(self) -> Signs:
        return Signs((_SPACED,))

    def shapes(self) -> Shapes:
        return dict.fromkeys(("plain", "money", "doubtful"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for spot in spots:
            for match in matching.matches(matching.compiled(_SPACED), document.text, spot.paragraph):
                after = document.text[match.end() : match.end() + _LONGEST]
                if (
                    match["figure"].endswith("000")
                    or self._follows(after, (*self.counted, *self.currency, *self.units))
                    or self._is_told(document.text, match)
                ):
                    digits = "".join(match["figure"].split())
                    yield _grouped(digits, Span(*match.span("figure")), self._shape(document, match, after))

    def _follows(self, after: str, words: Iterable[str]) -> bool:
        expression = rf"[ \xa0](?:\p{{Ll}}+ )?{matching.alternatives(words)}(?![\p{{L}}\d])"
        return matching.compiled(expression).match(after) is not None

    def _is_told(self, text: str, match: regex.Match[str]) -> bool:
        """Not where two figures stand side by side: about 10 500 ml bottles, some 20 100-year-old trees."""
        before, after = rf"(?<={_ABOUT}|{self._code()})", f"(?!-){_NOT_SHOWN}"
        return all(
            matching.compiled(seam).match(text, at) is not None
            for seam, at in ((before, match.start("figure")), (after, match.end("figure")))
        )

    def _is_sum(self, text: str, match: regex.Match[str], after: str) -> bool:
        code = matching.compiled(f"(?<={self._code()})")
        return self._follows(after, self.currency) or code.match(text, match.start("figure")) is not None

    def _code(self) -> str:
        return rf"\b{matching.alternatives(self.codes)} "

    def _shape(self, document: Document, match: regex.Match[str], after: str) -> str:
        if self._is_sum(document.text, match, after) or document.once("grouped figures", _GROUPED.search):
            return "money"
        sentence = document.sentence_at(match.start())
        has_year = _YEAR.search(document.text, sentence.start, sentence.end) is not None
        return "doubtful" if has_year or self._follows(after, self.units) else "plain"


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
                if (
                    counts
                    and not (could_be_year and _reads_as_year(document.text, match))
                    and not _belongs_to_name(document.text, match)
                ):
                    yield _grouped(match["figure"], Span(*match.span("figure")))

    def _after(self) -> str:
        return rf"(?: (?:and|or) \d{{4}})?{_before(self.counted)}"


def _before(counted: Words) -> str:
    """A counted thing follows, after at most two words that describe it; `12.000 to 15.000 fans` counts twice."""
    described = rf"(?:(?!{_NOT_COUNTED}\b)[\p{{L}}-]+ ){{0,2}}"
    return rf"(?= (?:(?:to|and|or) \d[\d.]* )?{described}(?P<thing>{matching.alternatives(counted)})(?!\p{{L}}))"


def _grouped(digits: str, span: Span, shape: str = "") -> Match:
    text = f"{int(digits):,}"
    return Match(span, (Edit(span.start, span.end, text),), {"value": text}, shape)


def _reads_as_year(text: str, match: regex.Match[str]) -> bool:
    """`in 2000 people`, `the 2014 troops`, `2014 people`: such a figure counts only in the middle of a clause."""
    before = text[max(0, match.start() - 12) : match.start()].split()
    return not before or not before[-1].isalpha() or before[-1].lower() in _BEFORE_YEARS


def _belongs_to_name(text: str, match: regex.Match[str]) -> bool:
    """Andre 3000, a Fiat 1500: a word with a capital before it, unless it says how many."""
    before = _NAME_BEFORE.search(text, max(0, match.start() - _LONGEST), match.start())
    return before is not None and before[0].strip().lower() not in _HOW_MANY
