"""Lines that do not belong to the article: page furniture, and lines that stand there twice."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.fields import RegexText, Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document, overlapping

_HEAD_LINES = 4  # a headline is repeated from here
_PARAGRAPH_LENGTH = 100  # shorter lines without blank lines around them are verse or wrapped
_OPENING_MARKS = "“\"‘'«„"
_EDGE_LINES = 10  # furniture is sought across so many short lines that no rule knows
_LONGEST_FURNITURE = 400
_LONGEST_TITLE = 20  # words
_LONG_LINE = 12
_SHORTEST_SENTENCE = 5
_FULL_STOPS = (".", ".”", '."')
_SENTENCE_ENDS = ("!", "?", "…", "”", '"', ":")
_AFTER = " .:*»>→"  # what may follow a term on its line


@dataclass(frozen=True, slots=True)
class _OfPage(Check):
    """Lines of the page around an article, by where they stand."""

    beside: tuple[RegexText, ...] = ()
    position: tuple[Literal["head", "tail", "any"], ...] = ("any",)

    def shapes(self) -> Shapes:
        return dict.fromkeys(("head", "tail", "middle") if "any" in self.position else self.position)

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        spans, near = document.shown_lines, [spot.paragraph for spot in spots]
        lines = [document.text[span.start : span.end] for span in spans]
        own = [overlapping(near, s) is not None and self._is_own(line) for s, line in zip(spans, lines, strict=True)]
        if not any(own) or all(own):
            return
        page, places = _Page(lines, own, self.beside), self.shapes()
        for number in self._chosen(page):
            place = page.place(number)
            if place in places:
                span = spans[number]
                yield Match(span, (Edit(span.start, span.end, ""),), shape=place)

    @abstractmethod
    def _is_own(self, line: str) -> bool:
        """Whether the line is one that the rule names."""

    @abstractmethod
    def _chosen(self, page: _Page) -> Sequence[int]:
        """The numbers of the lines to take out."""


@dataclass(frozen=True, slots=True)
class Furniture(_OfPage):
    """Whole lines of one of these `terms` or `patterns`, or of `headings` that no headline follows.

    `position` says where they may stand: `head` (no prose before it), `tail` (no prose after it) or `any`; these and
    `middle` are the shapes. `beside` are other lines of a page, which are no prose however long they are.
    """

    terms: Words = Words(())
    patterns: tuple[RegexText, ...] = ()
    headings: tuple[RegexText, ...] = ()

    def problems(self) -> Iterator[str]:
        if not (self.terms or self.patterns or self.headings):
            yield "give 'terms', 'patterns' or 'headings'"

    def signs(self) -> Signs:
        words = (f"{matching.alternatives(self.terms)}[{_AFTER}]*",) if self.terms else ()
        return Signs(_whole_lines(*self.patterns, *self.headings, *words))

    def _is_own(self, line: str) -> bool:
        return (
            line.casefold().rstrip(_AFTER) in _folded(self.terms)
            or _is_one_of(self.patterns, line)
            or _is_one_of(self.headings, line)
        )

    def _chosen(self, page: _Page) -> Sequence[int]:
        return [
            number
            for number in page.own
            if not (_is_one_of(self.headings, page.lines[number]) and page.headlines(number))
        ]


@dataclass(frozen=True, slots=True)
class Headlines(_OfPage):
    """The titles of other articles under one of these `headings`, with the heading.

    `position`, the shapes and `beside` are those of `lines/furniture`.
    """

    headings: tuple[RegexText, ...] = field(kw_only=True)

    def signs(self) -> Signs:
        return Signs(_whole_lines(*self.headings))

    def _is_own(self, line: str) -> bool:
        return _is_one_of(self.headings, line)

    def _chosen(self, page: _Page) -> Sequence[int]:
        under = {heading: page.headlines(heading) for heading in page.own}
        return sorted(number for heading, titles in under.items() if titles for number in (heading, *titles))


@dataclass(frozen=True, slots=True)
class Duplicate(Check):
    """A line of `min-words` words that stands elsewhere already. Shapes: `adjacent` (side by side), `apart`.

    A copy further down needs `min-words-apart` words, unless it is one of the headline.
    """

    min_words: int = 4
    min_words_apart: int = 12

    def shapes(self) -> Shapes:
        return dict.fromkeys(("adjacent", "apart"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        text = document.text
        beginnings = [tuple(line.split(None, 3)[:3]) for line in text.split("\n") if line and not line.isspace()]
        if len(set(beginnings)) == len(beginnings):
            return  # nearly every text; what follows is slow
        shown = [i for i, line in enumerate(document.lines) if text[line.start : line.end].strip()]
        following = dict(pairwise(shown))
        first_of: dict[str, int] = {}
        for index in shown:
            line = document.lines[index]
            words = text[line.start : line.end].split()
            if len(words) < self.min_words or not _is_paragraph(document, index):
                continue
            first = first_of.setdefault(" ".join(words), index)
            if first == index:
                continue
            if following.get(first) == index:  # side by side: taking out either gives the same text
                start, end = document.lines[first].start, line.start
                yield Match(Span(start, end), (Edit(start, end, ""),), {"line": str(first + 1)}, "adjacent")
            elif first in shown[:_HEAD_LINES] or len(words) >= self.min_words_apart:
                end = document.lines[following[index]].start if index in following else line.end
                yield Match(Span(line.start, end), (Edit(line.start, end, ""),), {"line": str(first + 1)}, "apart")


class _Page:
    """The lines that a text shows; `own` are the numbers of those that a rule names."""

    def __init__(self, lines: Sequence[str], own: Sequence[bool], beside: tuple[RegexText, ...]) -> None:
        self.lines = lines
        self.own = [number for number, is_own in enumerate(own) if is_own]
        self._beside = beside
        self._known = dict.fromkeys(self.own, True)
        self._head, self._tail = self._edges()

    def place(self, number: int) -> str:
        return "head" if number < self._head else "tail" if number >= self._tail else "middle"

    def headlines(self, heading: int) -> list[int]:
        """The titles under a heading; in the head of a text the last one is the text's own."""
        found = []
        for i in range(heading + 1, len(self.lines)):
            if self._is_known(i) or not _is_title(self.lines[i]):
                break
            found.append(i)
        return found[:-1] if found and found[-1] == self._head - 1 else found

    def _is_known(self, number: int) -> bool:
        """Whether the line belongs to a page; kept, for it is slow."""
        if number not in self._known:
            self._known[number] = _is_one_of(self._beside, self.lines[number])
        return self._known[number]

    def _edges(self) -> tuple[int, int]:
        """Where the head ends and where the tail begins; a text without prose (verse, a list) has neither."""
        if not any(_is_prose(line) and not self._is_known(i) for i, line in enumerate(self.lines)):
            return 0, len(self.lines)
        numbers = range(len(self.lines))
        return self._edge(numbers), len(self.lines) - self._edge(numbers[::-1])

    def _edge(self, order: Sequence[int]) -> int:
        strangers = 0
        for count, i in enumerate(order):
            if not self._is_known(i):
                strangers += 1
                if _is_prose(self.lines[i]) or strangers > _EDGE_LINES:
                    return count
        return len(self.lines)


def _whole_lines(*patterns: str) -> tuple[str, ...]:
    return tuple(rf"(?i:^\s*(?:{pattern})\s*$)" for pattern in patterns)


def _is_one_of(expressions: tuple[RegexText, ...], line: str) -> bool:
    if not expressions or len(line) > _LONGEST_FURNITURE:
        return False
    return matching.compiled(_joined(expressions), ignore_case=True).fullmatch(line) is not None


@cache
def _joined(expressions: tuple[RegexText, ...]) -> str:
    return "|".join(f"(?:{expression})" for expression in expressions)


def _is_prose(line: str) -> bool:
    words = len(line.split())
    ends = line.endswith(_FULL_STOPS) or (words > _LONG_LINE and line.endswith(_SENTENCE_ENDS))
    return words > _LONGEST_TITLE or (ends and words >= _SHORTEST_SENTENCE)


def _is_title(line: str) -> bool:
    return 3 <= len(line.split()) <= _LONGEST_TITLE and not line.endswith((*_FULL_STOPS, ":", ";", ","))


@lru_cache(maxsize=32)
def _folded(terms: Words) -> frozenset[str]:
    return frozenset(term.casefold() for term in terms)


def _is_paragraph(document: Document, index: int) -> bool:
    """Whether a line is a paragraph: not an item of a list, nor verse, nor a part of a hard-wrapped block."""
    text, lines = document.text, document.lines
    line = text[lines[index].start : lines[index].end]
    if not line[0].isalnum() and line[0] not in _OPENING_MARKS:
        return False  # indented, quoted (>), an item
    if line.split()[0][:-1].isdigit():
        return False
    neighbours = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    stands_alone = not any(text[other.start : other.end].strip() for other in neighbours)
    return stands_alone or (len(line) >= _PARAGRAPH_LENGTH and line.rstrip().endswith((".", "!", "?", "”", '"')))
