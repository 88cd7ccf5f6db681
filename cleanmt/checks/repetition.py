"""Words and phrases that stand twice in a row, and translators' loops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document

_STOPS = {"", ".", ",", ";", "!", "?", "\n"}
_WORD = regex.compile(
    r"(?<![\p{L}\p{N}’'-])(?P<phrase>\p{L}[\p{L}’']*)(?P<again>(?: (?i:(?P=phrase)))+)(?![\p{L}\p{N}’'-])"
)
_PHRASE = regex.compile(
    r"(?<![\p{L}\p{N}’'-])(?P<phrase>\p{L}[\p{L}’'-]*(?: [\p{L}\p{N}’'-]+){1,5})"
    r"(?P<again>(?:(?:,? and)? (?P=phrase)|(?<= [\p{L}’'-]+ [\p{L}’'-]+), (?P=phrase)))(?![\p{L}\p{N}’'-])"
)
_LOOP = regex.compile(
    r"(?<![\p{L}\p{N}’'-])(?P<phrase>\p{L}[\p{L}’'-]*(?: [\p{L}\p{N}’'-]+){0,5})(?P<again>(?:,? (?P=phrase)){2,})"
    r"(?![\p{L}\p{N}’'-])"
)


@dataclass(frozen=True, slots=True)
class RepeatedWord(Check):
    """The the. `only` limits it to these words; `allowed` are words that English doubles (had had)."""

    only: Words = Words(())
    allowed: Words = Words(())

    def signs(self) -> Signs | None:
        if not self.only:
            return None  # what comes again can't be named beforehand
        doubled = matching.alternatives(f"{word} {word}" for word in self.only)
        return Signs((rf"(?i:(?<![\p{{L}}\p{{N}}’'-]){doubled}(?![\p{{L}}\p{{N}}’'-]))",))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for match in _again(document, spots, _WORD, self.allowed):
            if not _is_name(match) and (not self.only or match["phrase"].lower() in self.only):
                yield _without_repeat(match)


@dataclass(frozen=True, slots=True)
class RepeatedPhrase(Check):
    """Brought to justice and brought to justice. `allowed` are phrases that English doubles.

    Shapes: `closed` where the sentence or the clause ends with it; `open` where it may go on to something new: there
    are some, there are some who.
    """

    allowed: Words = Words(())

    def shapes(self) -> Shapes:
        return dict.fromkeys(("closed", "open"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for match in _again(document, spots, _PHRASE, self.allowed):
            if not _is_name(match):
                is_closed = match.string[match.end() : match.end() + 1] in _STOPS
                yield _without_repeat(match, "closed" if is_closed else "open")


@dataclass(frozen=True, slots=True)
class Loop(Check):
    """A word or a phrase three times and more. `allowed` are words that English repeats (very, very, very)."""

    allowed: Words = Words(())

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        yield from map(_without_repeat, _again(document, spots, _LOOP, self.allowed))


def _again(
    document: Document, spots: Sequence[Spot], expression: regex.Pattern[str], allowed: Words
) -> Iterator[regex.Match[str]]:
    for paragraph in (spot.paragraph for spot in spots if spot.paragraph in document.repetitive):
        for match in matching.matches(expression, document.text, paragraph):
            if match["phrase"].lower() not in allowed and not _is_loop_of_letters(match["phrase"]):
                yield match


def _without_repeat(match: regex.Match[str], shape: str = "") -> Match:
    phrase, again = match["phrase"], match["again"]
    times = 1 + again.lower().count(phrase.lower())
    words = {"phrase": phrase, "times": "twice" if times == 2 else f"{times} times in a row"}
    return Match(Span(*match.span()), (Edit(*match.span("again"), ""),), words, shape)


def _is_name(match: regex.Match[str]) -> bool:
    """Bora Bora, the The Hague court: a doubled capital is a name until a third one proves it a loop."""
    return all(word[0].isupper() for word in match["again"][-len(match["phrase"]) :].split())


def _is_loop_of_letters(phrase: str) -> bool:
    return len(phrase) < 2 and phrase.lower() != "a"
