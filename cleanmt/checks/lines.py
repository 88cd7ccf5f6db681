"""Lines that do not belong to the article: page furniture, and lines that stand there twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from cleanmt import patterns
from cleanmt.checks import Match
from cleanmt.document import Document
from cleanmt.findings import Edit, Span
from cleanmt.types import RegexText, Words


@dataclass(frozen=True, slots=True)
class Lines:
    """`furniture`: whole lines of one of these terms or patterns. `duplicate`: a line that stands elsewhere already.

    `position` says where furniture may stand: `head` (only furniture before it), `tail` (only furniture after it) or
    `any`. Shapes of furniture: `edge` (at the head or the tail) and `middle`.
    """

    find_: Literal["furniture", "duplicate"]
    terms: Words = Words(())
    patterns: tuple[RegexText, ...] = ()
    position: tuple[Literal["head", "tail", "any"], ...] = ("any",)
    min_words: int = 4
    min_words_apart: int = 12  # for a copy further down; a headline's copy needs no more than `min_words`

    def anchors(self) -> frozenset[str] | None:
        return None  # the edges of the text have to be known, not only the lines that match

    def shapes(self) -> tuple[str, ...]:
        return ("edge", "middle") if self.find_ == "furniture" else ("adjacent", "apart")

    def find(self, document: Document, paragraphs: Sequence[Span]) -> Iterator[Match]:
        if self.find_ == "duplicate":
            yield from self._duplicates(document)
        else:
            yield from self._furniture(document)

    def _furniture(self, document: Document) -> Iterator[Match]:
        lines = [line for line in document.lines if document.text[line.start : line.end].strip()]
        spans = [_stripped(document.text, line) for line in lines]
        is_mine = [self._matches(document.text[span.start : span.end]) for span in spans]
        if not any(is_mine) or all(is_mine):
            return
        for index, (span, mine) in enumerate(zip(spans, is_mine, strict=True)):
            if mine:
                at_edge = _at_edge(document, spans, index)
                if at_edge & set(self.position) or "any" in self.position:
                    yield Match(span, (Edit(span.start, span.end, ""),), shape="edge" if at_edge else "middle")

    def _matches(self, line: str) -> bool:
        folded = line.casefold().rstrip(" .:*»>→")
        if folded in _folded_terms(self.terms):
            return True
        return any(patterns.compiled(pattern, ignore_case=True).fullmatch(line) for pattern in self.patterns)

    def _duplicates(self, document: Document) -> Iterator[Match]:
        text = document.text
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
_EDGE_LINES = 8  # furniture is sought so far from the ends, across short lines that no rule knows


def _at_edge(document: Document, spans: Sequence[Span], index: int) -> set[str]:
    """Whether the line stands at the head or the tail: beyond it there are only short lines without a full stop."""
    found = set()
    before, after = spans[:index], spans[index + 1 :]
    if len(before) < _EDGE_LINES and not any(_is_prose(document.text, span) for span in before):
        found.add("head")
    if len(after) < _EDGE_LINES and not any(_is_prose(document.text, span) for span in after):
        found.add("tail")
    return found


def _is_prose(text: str, span: Span) -> bool:
    return len(text[span.start : span.end].split()) > 12


@lru_cache(maxsize=32)
def _folded_terms(terms: Words) -> frozenset[str]:
    return frozenset(term.casefold() for term in terms)


def _stripped(text: str, line: Span) -> Span:
    shown = text[line.start : line.end]
    start = line.start + len(shown) - len(shown.lstrip())
    return Span(start, start + len(shown.strip()))
