"""Quotation marks that point the wrong way, have no partner, or stand in the wrong place."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.findings import Span
from cleanmt.text import lazy
from cleanmt.text.document import Document
from cleanmt.text.quotation import UNEVEN, Quotation, Reading

EVENNESS: Shapes = dict.fromkeys(("plain", "uneven"))
SPACES = " \t\xa0\u202f"
BEFORE = 100  # characters that are looked at before a mark
_STARTS_SENTENCE = lazy.compile(r"(?:\G|[.!?…:][”\"’)]*)\s*$")
_SUFFIX = lazy.compile(r"(?:s|d|ed|ing|er|ish)(?!\p{L})")  # the "A"s, "guard"s


class OfMarks(Check):
    """What the marks of a paragraph show, once they are read together."""

    __slots__ = ()

    def signs(self) -> Signs:
        return Signs(UNEVEN, is_plain=True)

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for spot in spots:
            reading = document.reading(spot.paragraph)
            if reading.quotations or reading.strays or reading.apostrophes:
                yield from self.in_paragraph(document, spot.paragraph, reading)

    @abstractmethod
    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        """The matches in one paragraph that has marks."""


def evenness(reading: Reading) -> str:
    """The shape of what is found where all marks of the paragraph have their partners, or where some don't."""
    return "plain" if reading.is_plain else "uneven"


def is_turned(quotation: Quotation) -> bool:
    return quotation.open.char == "”"


def starts_sentence(text: str, paragraph: Span, at: int) -> bool:
    """Whether nothing stands before this place in its paragraph, or the end of a sentence, or a colon."""
    return _STARTS_SENTENCE.search(text, max(paragraph.start, at - BEFORE), at) is not None


def is_word_before(text: str, at: int) -> bool:
    """Two letters: a single one is a prefix of code (r"…")."""
    return text[max(0, at - 2) : at].isalpha() and at > 1


def is_word_after(text: str, at: int) -> bool:
    return text[at + 1 : at + 2].isalpha() and not _SUFFIX.match(text, at + 1, at + 5)


def run(text: str, at: int, step: int) -> int:
    """How many spaces stand from here on, in one direction."""
    count = 0
    while 0 <= at < len(text) and text[at] in SPACES:
        count, at = count + 1, at + step
    return count
