"""Sentences that go on in lower case after a full stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from cleanmt.checks import Match, Shapes, Signs, Spot
from cleanmt.checks.broken_sentence import (
    DETERMINERS,
    LAST_LETTERS,
    LOWER,
    VERBS,
    WORD,
    Break,
    OfBreaks,
    begins_with,
    breaks,
)
from cleanmt.checks.broken_sentence.repeated_head import again_in_lower_case, begins_with_name_again
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, vocabulary
from cleanmt.text.document import Document

_NOUN_FOLLOWS = DETERMINERS | frozenset("it them him us me you".split())  # after “to”: a noun, not a verb
_INFINITIVE = lazy.compile(r"to \p{Ll}+")
_LOWER_STYLE = 3  # so many sentences in lower case are an author's way of writing
_SHORTEST = 3  # words of a sentence that was broken
# 1. that … and 2. that …; (I) the …; R-Mo. and, a 9-in. plate, www. is
_NO_END = lazy.compile(
    r"(?:(?:^|[:;,(–—-]|\b(?:and|or)|\b(?:here|follows))\s*(?:\d{1,2}|[IVXLC]+)|\b[RD]-\p{Lu}\p{Ll}*|\d-\p{Ll}{1,3}|www)$"
)
_LABEL = lazy.compile(r"\p{Ll}(?:[.)]|\.\p{Ll}\.)")  # e.g. …, b) …
_NAME_OF_A_THING = lazy.compile(r"\S*[\d_\\]|\S+:\S")  # oauth2, extend_path, doi:10.1037
_VERB = lazy.compile(rf"\s(?:{VERBS.pattern}|\p{{Ll}}+s\b)")
_LONGEST_ABBREVIATION = 8


@dataclass(frozen=True, slots=True)
class Continuation(OfBreaks):
    """The sentence goes on in lower case. What `broken-sentence/repeated-head` finds is left to it.

    Shapes: `join` where the halves fit: the second begins with one of `joins` (and, because, which), with one of the
    `prepositions` or with an infinitive; `displaced` elsewhere. `lower-names` are names and words that begin a sentence
    in lower case: iPhone, bell hooks. `abbreviations` are those that are words too, as they are written: id, cert, Ann.
    """

    joins: Words = Words(())
    prepositions: Words = Words(())
    lower_names: Words = Words(())
    abbreviations: Words = Words(())

    def signs(self) -> Signs:
        return Signs((LOWER,))

    def shapes(self) -> Shapes:
        return dict.fromkeys(("join", "displaced"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        return iter(()) if _writes_in_lower_case(document) else OfBreaks.find(self, document, spots)

    def at(self, text: str, broken: Break) -> Match | None:
        first = WORD.match(text, broken.tail.start, broken.tail.end)
        if first is None or not first[0].islower() or begins_with(self.lower_names, text, broken):
            return None
        head = text[broken.head.start : broken.head.end].split()
        if len(head) < _SHORTEST or self._ends_otherwise(text, broken) or _begins_otherwise(text, broken, first):
            return None
        if again_in_lower_case(text, broken, self.lower_names) or begins_with_name_again(text, broken):
            return None
        words = {"first": first[0], "last": head[-1]}
        span = Span(broken.head.end - len(words["last"]), first.end())
        if self._goes_on(text, broken, first[0]):
            return Match(span, (Edit(broken.stop, broken.stop + 1, ""),), words, "join")
        return Match(span, (), words, "displaced")

    def _ends_otherwise(self, text: str, broken: Break) -> bool:
        """Whether the stop belongs to an abbreviation or to the number of an item."""
        word = LAST_LETTERS.search(text, broken.head.start, broken.head.end)
        if word and (word[0] in self.abbreviations or _is_cut_short(word[0])):
            return True
        return _NO_END.search(text, broken.head.start, broken.head.end) is not None

    def _goes_on(self, text: str, broken: Break, first: str) -> bool:
        """Whether the halves fit: the tail begins with a word that goes on, and the head is not already complete."""
        if _INFINITIVE.match(text, broken.tail.start, broken.tail.end):
            following = WORD.findall(text, broken.tail.start, broken.tail.end)[1]
            if following not in DETERMINERS:
                return True
        if first in self.prepositions:
            return not self._ends_in_prepositional_phrase(text, broken)
        return first in self.joins

    def _ends_in_prepositional_phrase(self, text: str, broken: Break) -> bool:
        words = WORD.findall(text, broken.head.start, broken.head.end)[-4:]
        return any(
            word in self.prepositions and (word != "to" or following in _NOUN_FOLLOWS or following[0].isupper())
            for word, following in pairwise(words)
        )


def _is_cut_short(word: str) -> bool:
    """Bd., mln., Educ., Assocs.: without a vowel, or the beginning of an everyday word and none itself."""
    stem = word.lower().removesuffix("s")
    if word.isupper() or not 1 < len(stem) < _LONGEST_ABBREVIATION:
        return False
    if not set(stem) & set("aeiouy"):
        return True
    return stem[-1] not in "aeiouy" and not vocabulary.is_everyday(word) and vocabulary.begins_everyday(stem)


def _begins_otherwise(text: str, broken: Break, first: regex.Match[str]) -> bool:
    """Whether a name in lower case (oauth2, pshtt uses), an abbreviation (e.g.) or a label follows."""
    tail = broken.tail
    if _LABEL.match(text, tail.start, tail.end) or _NAME_OF_A_THING.match(text, tail.start, tail.end):
        return True
    return not vocabulary.is_everyday(first[0]) and _VERB.match(text, first.end(), tail.end) is not None


def _writes_in_lower_case(document: Document) -> bool:
    """A poet, a chat, a lower-case house style: most sentences begin so, and none of them is broken."""
    lower = total = 0
    for paragraph in document.paragraphs:
        for broken in breaks(document, paragraph):
            total += 1
            lower += document.text[broken.tail.start].islower()
    return lower > _LOWER_STYLE and lower * 2 > total
