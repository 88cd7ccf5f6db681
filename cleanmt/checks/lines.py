"""Lines that do not belong to the article: page furniture, and lines that stand there twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from cleanmt.checks import Match, Signs, Spot
from cleanmt.fields import RegexText, Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document, overlapping


@dataclass(frozen=True, slots=True)
class Lines:
    """`furniture`: whole lines of one of these terms or patterns. `headlines`: those under one of these headings, with
    the heading. `duplicate`: a line that stands elsewhere already.

    `position` says where furniture may stand: `head` (no prose before it), `tail` (no prose after it) or `any`; these
    and `middle` are the shapes of furniture and headlines. A heading is furniture only where no headline follows it.
    """

    find_: Literal["furniture", "headlines", "duplicate"]
    terms: Words = Words(())
    patterns: tuple[RegexText, ...] = ()
    headings: tuple[RegexText, ...] = ()
    beside: tuple[RegexText, ...] = ()  # other lines of a page, which are no prose however long they are
    position: tuple[Literal["head", "tail", "any"], ...] = ("any",)
    min_words: int = 4
    min_words_apart: int = 12  # for a copy further down; a headline's copy needs no more than `min_words`

    def signs(self) -> Signs | None:
        if self.find_ == "duplicate":
            return None
        words = rf"{matching.alternatives(self.terms)}[ .:*»>→]*" if self.terms else None
        own = [*self.patterns, *self.headings, *([words] if words else [])]
        return Signs(tuple(rf"(?i:^\s*(?:{pattern})\s*$)" for pattern in own))

    def shapes(self) -> tuple[str, ...]:
        return ("adjacent", "apart") if self.find_ == "duplicate" else ("head", "tail", "middle")

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        yield from self._duplicates(document) if self.find_ == "duplicate" else self._page(document, spots)

    def _page(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        spans = document.shown_lines
        lines = [document.text[span.start : span.end] for span in spans]
        near = [spot.paragraph for spot in spots]
        looked_at = [overlapping(near, span) is not None for span in spans]
        heads = [look and _is_one_of(self.headings, line) for look, line in zip(looked_at, lines, strict=True)]
        mine = [
            head or (look and self._matches(line)) for head, look, line in zip(heads, looked_at, lines, strict=True)
        ]
        if not any(mine) or all(mine):
            return

        @cache
        def is_known(line: int) -> bool:
            return mine[line] or _is_one_of(self.beside, lines[line])

        head, tail = _edges(lines, is_known)
        under = {i: _headlines(lines, is_known, i, head) for i, is_heading in enumerate(heads) if is_heading}
        if self.find_ == "headlines":
            chosen = sorted(i for heading, titles in under.items() if titles for i in (heading, *titles))
        else:
            chosen = [i for i, own in enumerate(mine) if own and not under.get(i)]
        for i in chosen:
            place = "head" if i < head else "tail" if i >= tail else "middle"
            if place in self.position or "any" in self.position:
                yield Match(spans[i], (Edit(spans[i].start, spans[i].end, ""),), shape=place)

    def _matches(self, line: str) -> bool:
        return line.casefold().rstrip(" .:*»>→") in _folded_terms(self.terms) or _is_one_of(self.patterns, line)

    def _duplicates(self, document: Document) -> Iterator[Match]:
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
_IsKnown = Callable[[int], bool]  # whether the line of this number belongs to a page; asked of few, for it is slow


def _is_one_of(expressions: tuple[RegexText, ...], line: str) -> bool:
    if not expressions or len(line) > _LONGEST_FURNITURE:
        return False
    return matching.compiled(_joined(expressions), ignore_case=True).fullmatch(line) is not None


@cache
def _joined(expressions: tuple[RegexText, ...]) -> str:
    return "|".join(f"(?:{expression})" for expression in expressions)


def _edges(lines: Sequence[str], is_known: _IsKnown) -> tuple[int, int]:
    """Where the head ends and where the tail begins; a text without prose (verse, a list) has neither."""
    if not any(_is_prose(line) and not is_known(i) for i, line in enumerate(lines)):
        return 0, len(lines)
    numbers = range(len(lines))
    return _edge(lines, is_known, numbers), len(lines) - _edge(lines, is_known, numbers[::-1])


def _edge(lines: Sequence[str], is_known: _IsKnown, order: Sequence[int]) -> int:
    strangers = 0
    for count, i in enumerate(order):
        if not is_known(i):
            strangers += 1
            if _is_prose(lines[i]) or strangers > _EDGE_LINES:
                return count
    return len(lines)


def _is_prose(line: str) -> bool:
    words = len(line.split())
    ends = line.endswith(_FULL_STOPS) or (words > _LONG_LINE and line.endswith(_SENTENCE_ENDS))
    return words > _LONGEST_TITLE or (ends and words >= _SHORTEST_SENTENCE)


def _headlines(lines: Sequence[str], is_known: _IsKnown, heading: int, head: int) -> list[int]:
    """The titles under a heading; in the head of a text the last one is the text's own."""
    found = []
    for i in range(heading + 1, len(lines)):
        if is_known(i) or not _is_title(lines[i]):
            break
        found.append(i)
    return found[:-1] if found and found[-1] == head - 1 else found


def _is_title(line: str) -> bool:
    return 3 <= len(line.split()) <= _LONGEST_TITLE and not line.endswith((*_FULL_STOPS, ":", ";", ","))


@lru_cache(maxsize=32)
def _folded_terms(terms: Words) -> frozenset[str]:
    return frozenset(term.casefold() for term in terms)
