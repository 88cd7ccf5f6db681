"""Sentences that go on in lower case after a full stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from cleanmt.checks import Match, Shapes, Signs, Spot
from cleanmt.checks.broken_sentence import LOWER, WORD, Break, OfBreaks, begins_with, breaks
from cleanmt.checks.broken_sentence.repeated_head import again_in_lower_case
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text.document import Document

_DETERMINERS = frozenset("a an the this that these those his her its their our my your no each every some any".split())
_NOUN_FOLLOWS = _DETERMINERS | frozenset("it them him us me you".split())  # after “to”: a noun, not a verb
_INFINITIVE = regex.compile(r"to \p{Ll}+")
_LOWER_STYLE = 3  # so many sentences in lower case are an author's way of writing
_SHORTEST = 3  # words of a sentence that was broken


@dataclass(frozen=True, slots=True)
class Continuation(OfBreaks):
    """The sentence goes on in lower case. What `broken-sentence/repeated-head` finds is left to it.

    Shapes: `join` where the halves fit: the second begins with one of `joins` (and, because, which), with one of the
    `prepositions` or with an infinitive; `displaced` elsewhere. `lower-names` are names and words that begin a sentence
    in lower case: iPhone, bell hooks.
    """

    joins: Words = Words(())
    prepositions: Words = Words(())
    lower_names: Words = Words(())

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
        if len(head) < _SHORTEST or again_in_lower_case(text, broken, self.lower_names):
            return None
        words = {"first": first[0], "last": head[-1]}
        span = Span(broken.head.end - len(words["last"]), first.end())
        if self._goes_on(text, broken, first[0]):
            return Match(span, (Edit(broken.stop, broken.stop + 1, ""),), words, "join")
        return Match(span, (), words, "displaced")

    def _goes_on(self, text: str, broken: Break, first: str) -> bool:
        """Whether the halves fit: the tail begins with a word that goes on, and the head is not already complete."""
        if _INFINITIVE.match(text, broken.tail.start, broken.tail.end):
            following = WORD.findall(text, broken.tail.start, broken.tail.end)[1]
            if following not in _DETERMINERS:
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


def _writes_in_lower_case(document: Document) -> bool:
    """A poet, a chat, a lower-case house style: most sentences begin so, and none of them is broken."""
    lower = total = 0
    for paragraph in document.paragraphs:
        for broken in breaks(document, paragraph):
            total += 1
            lower += document.text[broken.tail.start].islower()
    return lower > _LOWER_STYLE and lower * 2 > total
