"""Two words that lost the space between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from cleanmt.checks import Check, Match, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching, vocabulary
from cleanmt.text.document import ABBREVIATIONS, Document

# Beside the names that programs make up stand signs that are not there in prose.
_BEFORE, _BEHIND = r"(?<![\p{L}\p{N}_.@/’'-])", r"(?![\p{L}\p{N}_(\[@/]|-\P{Ll}|\.\p{L})"
_TWO_WORDS = rf"{_BEFORE}(?P<left>\p{{Ll}}{{4,}})(?P<right>\p{{Lu}}\p{{Ll}}{{2,}}){_BEHIND}"
_SENTENCES = (
    r"(?<![\p{L}\p{N}_.@/&#~’'-])(?P<both>(?P<left>\p{Lu}\p{Ll}{2,})(?P<stop>[.!?])(?P<right>\p{Lu}\p{Ll}{2,}))"
    r"(?= (?P<next>\p{Ll}+)(?![\p{L}\p{N}_(]))"
)
_FUSED = lazy.compile(r"\p{Lu}\p{Ll}{2,}[.!?]\p{Lu}\p{Ll}{2,}")
_ENDS_OF_ADDRESSES = frozenset(("com", "info", "live", "media", "net", "news", "now", "one", "online", "org", "today"))
_NAME_OF_CODE = lazy.compile(r"\b\p{Ll}{2,}\p{Lu}\p{Ll}+")
_MANY = 3  # of those in a text: it is about code
_CAPITALIZED = lazy.compile(r"(?<![\p{L}\p{N}’'-])\p{Lu}\p{Ll}{5,}(?![\p{L}\p{N}])")


@dataclass(frozen=True, slots=True)
class NameVerb(Check):
    """Stoltenbergopened, where the name stands alone elsewhere in the text and one of `words`, verbs, is left over.

    Not where English knows the word (Israelis, Willis). `except-words` are words that are right as they stand.
    """

    words: Words
    except_words: Words = Words(())

    def signs(self) -> Signs:
        verb = matching.alternatives(self.words)
        return Signs((rf"(?<![\p{{L}}\p{{N}}’'-])\p{{Lu}}\p{{Ll}}{{2,}}{verb}(?![\p{{L}}\p{{N}}])",))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for match in _hits(document, spots, _CAPITALIZED, self.except_words):
            word = match[0]
            if not word.endswith(self.words) or document.word_counts[word] > 1 or vocabulary.frequency(word):
                continue
            for verb in matching.longest_first(self.words):
                name = word.removesuffix(verb)
                if name != word and document.word_counts[name] > 0 and len(name) > 2:
                    yield _split(match.start(), name, verb)
                    break


@dataclass(frozen=True, slots=True)
class WordName(Check):
    """OfUkraine with a small o: a name after one of the small `words`.

    A name is what English does not know, or one of `names`: of common words (onEvent) programs make names of their own.
    `except-words` are right as they stand.
    """

    words: Words
    names: Words = Words(())
    except_words: Words = Words(())

    def signs(self) -> Signs:
        return Signs((self._pattern(),))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for match in _hits(document, spots, matching.compiled(self._pattern()), self.except_words):
            name = match["name"]
            if (name in self.names or not vocabulary.is_everyday(name)) and not _is_about_code(document):
                yield _split(match.start(), match[0].removesuffix(name), name)

    def _pattern(self) -> str:
        return rf"{_BEFORE}{matching.alternatives(self.words)}(?P<name>\p{{Lu}}\p{{Ll}}{{2,}}){_BEHIND}"


@dataclass(frozen=True, slots=True)
class WordWord(Check):
    """othersMovies: two words that every reader knows. `except-words` are right as they stand."""

    except_words: Words = Words(())

    def signs(self) -> Signs:
        return Signs((_TWO_WORDS,))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for match in _hits(document, spots, matching.compiled(_TWO_WORDS), self.except_words):
            left, right = match["left"], match["right"]
            are_known = vocabulary.is_everyday(left) and vocabulary.is_everyday(right)
            if are_known and not vocabulary.frequency(match[0]) and not _is_about_code(document):
                yield _split(match.start(), left, right)


@dataclass(frozen=True, slots=True)
class Sentences(Check):
    """Friday.Armament: a sentence that ends with a name, or with another word with a capital, and the next one.

    Each is a word that every reader knows or stands elsewhere in the text, and the two don't stand so again, as the
    name of a site (Lumen.Soft) does. `except-words` may stand behind such a name.
    """

    except_words: Words = Words(())

    def signs(self) -> Signs:
        return Signs((_SENTENCES,))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for match in _hits(document, spots, matching.compiled(_SENTENCES), Words(())):
            left, right = match["left"], match["right"]
            are_words = all(
                vocabulary.is_everyday(word) or document.word_counts[word] > 1 for word in (left, right)
            ) and not (left.lower() in ABBREVIATIONS or right.lower() in _ENDS_OF_ADDRESSES)
            if (
                are_words
                and match["next"] not in self.except_words
                and document.once("fused sentences", _fused)[match["both"]] == 1
            ):
                at = match.end("stop")
                yield Match(Span(*match.span("both")), (Edit(at, at, " "),), {"stop": match["stop"]})


def _fused(text: str) -> Counter[str]:
    return Counter(_FUSED.findall(text))


def _is_about_code(document: Document) -> bool:
    return document.once("names of code", lambda text: len({*_NAME_OF_CODE.findall(text)}) >= _MANY)


def _hits(
    document: Document, spots: Sequence[Spot], expression: regex.Pattern[str], except_words: Words
) -> Iterator[regex.Match[str]]:
    for spot in spots:
        for match in matching.matches(expression, document.text, spot.paragraph):
            if match[0] not in except_words:
                yield match


def _split(start: int, left: str, right: str) -> Match:
    at = start + len(left)
    return Match(Span(start, at + len(right)), (Edit(at, at, " "),), {"left": left, "right": right})
