"""Words and phrases that stand twice in a row, and translators' loops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from cleanmt.checks import Match, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document

_STOPS = {"", ".", ",", ";", "!", "?", "\n"}
_EXPRESSIONS = {
    "word": regex.compile(
        r"(?<![\p{L}\p{N}’'-])(?P<phrase>\p{L}[\p{L}’']*)(?P<again> (?i:(?P=phrase)))(?![\p{L}\p{N}’'-])"
    ),
    "phrase": regex.compile(
        r"(?<![\p{L}\p{N}’'-])(?P<phrase>\p{L}[\p{L}’'-]*(?: [\p{L}\p{N}’'-]+){1,5})"
        r"(?P<again>(?:(?:,? and)? (?P=phrase)|(?<= [\p{L}’'-]+ [\p{L}’'-]+), (?P=phrase)))(?![\p{L}\p{N}’'-])"
    ),
    "loop": regex.compile(
        r"(?<![\p{L}\p{N}’'-])(?P<phrase>\p{L}[\p{L}’'-]*(?: [\p{L}\p{N}’'-]+){0,5})(?P<again>(?:,? (?P=phrase)){2,})"
        r"(?![\p{L}\p{N}’'-])"
    ),
}


@dataclass(frozen=True, slots=True)
class Repetition:
    """`word`: the the. `phrase`: brought to justice and brought to justice. `loop`: three times and more.

    `only` limits it to these words; `allowed` are words that English doubles (had had).
    """

    find_: Literal["word", "phrase", "loop"]
    only: Words = Words(())
    allowed: Words = Words(())

    def signs(self) -> Signs | None:
        if self.find_ == "word" and self.only:
            doubled = matching.alternatives(f"{word} {word}" for word in self.only)
            return Signs((rf"(?i:(?<![\p{{L}}\p{{N}}’'-]){doubled}(?![\p{{L}}\p{{N}}’'-]))",))
        return None  # what comes again can't be named beforehand

    def shapes(self) -> tuple[str, ...]:
        return ("closed", "open") if self.find_ == "phrase" else ()

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for spot in spots if document.repetitive else ():
            if spot.paragraph not in document.repetitive:
                continue
            for match in matching.matches(_EXPRESSIONS[self.find_], document.text, spot.paragraph):
                phrase = match["phrase"]
                if self.only and phrase.lower() not in self.only:
                    continue
                if (
                    phrase.lower() in self.allowed
                    or self._is_name(match["again"][-len(phrase) :])
                    or _is_loop_of_letters(phrase)
                ):
                    continue
                yield Match(
                    Span(*match.span()), (Edit(*match.span("again"), ""),), {"phrase": phrase}, self._shape(match)
                )

    def _shape(self, match: regex.Match[str]) -> str:
        """A phrase that comes again and goes on may go on to something new: there are some, there are some who."""
        if self.find_ != "phrase":
            return ""
        return "closed" if match.string[match.end() : match.end() + 1] in _STOPS else "open"

    def _is_name(self, phrase: str) -> bool:
        """Bora Bora, the The Hague court: a doubled capital is a name until a third one proves it a loop."""
        return self.find_ != "loop" and all(word[0].isupper() for word in phrase.split())


def _is_loop_of_letters(phrase: str) -> bool:
    return len(phrase) < 2 and phrase.lower() != "a"
