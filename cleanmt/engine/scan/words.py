"""Thousands of words looked for in one text, wherever they stand in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

_HEAD = 4  # characters: few beginnings as long stand in English

# The owners of folded words, by word: how each writes the word (“” where any case will do), and what it calls it.
Words = Mapping[str, list[tuple[str, tuple[int, int]]]]
# The same by the first letters of the words, as JSON: of thousands few are ever read.
Heads = Mapping[str, str]


def by_head(words: Words) -> Heads:
    found: dict[str, dict[str, Any]] = {}
    for word, owners in words.items():
        found.setdefault(word[:_HEAD], {})[word] = owners
    return {head: json.dumps(some) for head, some in found.items()}


class WordFinder:
    """Finds words by their first letters, and after so many characters with one automaton of Aho-Corasick: to make it
    takes longer than to look through some pages.
    """

    def __init__(self, heads: Heads, pages: int) -> None:
        self._heads = heads
        self._pages = pages
        self._sizes = sorted({len(head) for head in heads})
        self._read: dict[str, Words] = {}
        self._looked_through = 0

    def owners(self, text: str, folded: str) -> Iterator[tuple[int, int, Sequence[tuple[int, int]]]]:
        """Where the words stand in a text that is `folded` too, and whose they are."""
        self._looked_through += len(folded)
        found = self._by_automaton(folded) if self._looked_through > self._pages else self._by_heads(folded)
        for start, end, known in found:
            if owners := [(check, sign) for written, (check, sign) in known if text.startswith(written, start)]:
                yield start, end, owners

    def _by_heads(self, folded: str) -> Iterator[tuple[int, int, Any]]:
        for size in self._sizes:
            for head in sorted(_pieces(folded, size) & self._heads.keys()):
                for word, known in self._words(head).items():
                    yield from ((start, start + len(word), known) for start in _places(folded, word))

    def _words(self, head: str) -> Words:
        if head not in self._read:
            self._read[head] = json.loads(self._heads[head])
        return self._read[head]

    def _by_automaton(self, folded: str) -> Iterator[tuple[int, int, Any]]:
        if self._heads:
            automaton, known = self._automaton
            for number, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
                yield start, end, known[number]

    @cached_property
    def _automaton(self) -> tuple[Any, list[Any]]:
        from ahocorasick_rs import AhoCorasick, Implementation

        words = {word: known for head in self._heads for word, known in self._words(head).items()}
        return AhoCorasick(list(words), implementation=Implementation.ContiguousNFA), list(words.values())


def standing(folded: str) -> Callable[[Iterable[str]], bool]:
    """Tells whether one of some texts stands in a folded one: most are refused by their first letters."""
    heads: dict[int, set[str]] = {}

    def has_head(text: str) -> bool:
        head = text[:_HEAD]
        if len(head) not in heads:
            heads[len(head)] = _pieces(folded, len(head))
        return head in heads[len(head)]

    return lambda texts: any(has_head(text) and text in folded for text in texts)


def _pieces(text: str, size: int) -> set[str]:
    return {text[at : at + size] for at in range(len(text) - size + 1)}


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
