"""“A” and “an” against the sound that follows: a apple, an car, a 18-year-old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot, matches_of
from cleanmt.fields import RegexText, Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, vocabulary
from cleanmt.text.document import Document

_BEFORE = (
    r"(?<![\p{L}\p{N}’'.&/*-]|[’'] |"
    r"\b(?:[Cc]lass|[Gg]rade|[Tt]ype|[Gg]roup|[Ss]eries?|[Pp]lan|[Vv]itamin|[Hh]epatitis|[Ss]ection) )"
)
_CONSONANT = "[bcdfgj-np-tv-xz]"  # small: with a capital it may be read letter by letter
_REST = r"[\p{L}’'-]*"
_FIRST_WORD = lazy.compile(r"\p{L}+")
# Read as eight, eleven and eighteen; other groups of figures before them, or letters behind, make names of them.
_EIGHTS = r"(?:8\d{0,2}|1[18])(?:(?:,\d{3})+|\.\d+)?(?![\d:,./]|\p{L}| (?:-|to|or|and) \d)"


@dataclass(frozen=True, slots=True)
class IndefiniteArticle(Check):
    """The article that the sound of the next word does not bear.

    `consonant` are beginnings of words that are written with a vowel and spoken with a consonant (union, European), as
    expressions; `vowel` those that are written with a consonant and spoken with a vowel (hour, MP). `not-words` follow
    an “a” that is no article (vitamin A is), `either` are words that stand with both. English must know the next word.

    Shapes: `vowel` (a apple), `consonant` (an car), `figure` (a 18-year-old).
    """

    consonant: tuple[RegexText, ...]
    vowel: tuple[RegexText, ...]
    not_words: Words = Words(())
    either: tuple[RegexText, ...] = ()

    def signs(self) -> Signs:
        return Signs(self._patterns())

    def shapes(self) -> Shapes:
        return dict.fromkeys(("vowel", "consonant", "figure"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for number, (shape, pattern) in enumerate(zip(self.shapes(), self._patterns(), strict=True)):
            for match in matches_of(number, pattern, document, spots):
                if self._is_article(document, match):
                    yield _turned(match, shape)

    def _patterns(self) -> tuple[str, str, str]:
        consonant, vowel, either = map(_joined, (self.consonant, self.vowel, self.either))
        return (
            rf"{_BEFORE}(?P<article>[Aa]) (?P<next>(?!{either}|{consonant})(?:[aeiouAEIOU]|{vowel}){_REST})",
            rf"{_BEFORE}(?P<article>[Aa]n) (?P<next>(?!{either}|{vowel})(?:{consonant}|{_CONSONANT}){_REST})",
            rf"{_BEFORE}(?P<article>[Aa]) (?P<next>{_EIGHTS})",
        )

    def _is_article(self, document: Document, match: regex.Match[str]) -> bool:
        if match["article"][0] == "A" and not document.starts_sentence(match.start()):
            return False  # vitamin A, grade A
        first = _FIRST_WORD.match(match["next"])
        if first is None:
            return True
        word = first[0]
        return len(word) > 1 and word.lower() not in self.not_words and vocabulary.is_everyday(word)


def _joined(expressions: tuple[RegexText, ...]) -> str:
    return f"(?:{'|'.join(expressions)})" if expressions else "(?!)"


def _turned(match: regex.Match[str], shape: str) -> Match:
    article = match["article"]
    right = article[0] if article.endswith("n") else f"{article}n"
    words = {"article": right.lower(), "next": match["next"]}
    return Match(Span(*match.span()), (Edit(*match.span("article"), right),), words, shape)
