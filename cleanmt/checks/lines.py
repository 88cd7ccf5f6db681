"""Lines that do not belong to the article: boilerplate, and lines that stand there twice."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.fields import RegexText, Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document, overlapping

_HEAD_LINES = 6  # a headline comes again in these
_LONG_SENTENCE = 8  # words of one that nobody says twice in a row
_PARAGRAPH_LENGTH = 100  # shorter lines without blank lines around them are verse or wrapped
_OPENING_MARKS = "“\"‘'«„"
_EDGE_LINES = 10  # boilerplate is sought across so many short lines that no rule knows
_LONGEST_BOILERPLATE = 400
_SHORTEST_TITLE = 3  # words
_LONGEST_TITLE = 20
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
        own = [is_own and not _is_in_sentence(document.text, spans, n) for n, is_own in enumerate(own)]
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
class Boilerplate(_OfPage):
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

    `position`, the shapes and `beside` are those of `lines/boilerplate`.
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
class Hint:
    """A weak sign that a line belongs to the page; with points below nought, to the article."""

    pattern: RegexText  # looked for anywhere in the line, in any case
    points: int  # that the line has for it, once


@dataclass(frozen=True, slots=True)
class Scored(Check):
    """Lines of up to `longest` words that have `least` points, from several weak signs together.

    Shapes: `head`, `tail` and `middle` as in `lines/boilerplate`; `doubtful` has fewer than
    `sure` points. Where such lines are all there is, they are shown and nothing is deleted.
    """

    hints: tuple[Hint, ...] = field(kw_only=True)  # the signs, each with its points
    least: int = field(kw_only=True)
    sure: int = 0
    edge: int = 0  # points for standing in the head or in the tail
    longest: int = 30
    beside: tuple[RegexText, ...] = ()  # other lines of a page, as for `lines/boilerplate`

    def problems(self) -> Iterator[str]:
        if self.least <= self.edge:
            yield "'least' must be more than 'edge': else every line at an edge is found"

    def shapes(self) -> Shapes:
        return dict.fromkeys(("head", "tail", "middle", *(["doubtful"] if self.sure else [])))

    def signs(self) -> Signs:
        """The strongest hints: without any of them the others don't make enough points."""
        rest = self.edge
        strong = sorted((hint for hint in self.hints if hint.points > 0), key=lambda hint: hint.points)
        while strong and rest + strong[0].points < self.least:
            rest += strong.pop(0).points
        return Signs(tuple(f"(?im:{hint.pattern})" for hint in strong))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        spans, near = document.shown_lines, [spot.paragraph for spot in spots]
        lines = [document.text[span.start : span.end] for span in spans]
        points = [overlapping(near, s) and self._points(line) for s, line in zip(spans, lines, strict=True)]
        own = [
            worth is not None and worth + self.edge >= self.least and not _is_in_sentence(document.text, spans, number)
            for number, worth in enumerate(points)
        ]
        page = _Page(lines, own, self.beside)
        for number in page.own:
            place, span = page.place(number), spans[number]
            worth = (points[number] or 0) + (place != "middle") * self.edge
            if worth >= self.least:
                is_sure = not self.sure or (worth >= self.sure and not all(own))
                gone = () if all(own) else (Edit(span.start, span.end, ""),)
                yield Match(span, gone, shape=place if is_sure else "doubtful")

    def _points(self, line: str) -> int:
        if len(line.split()) > self.longest:
            return 0
        return sum(hint.points for hint in self.hints if _stands_in(hint.pattern, line))


@dataclass(frozen=True, slots=True)
class Duplicate(Check):
    """A line of `min-words` words that stands elsewhere already.

    Shapes: `adjacent` (a headline or a whole sentence, twice side by side), `headline` (it comes again in the next
    lines), `apart` (a paragraph of `min-words-apart` words comes again once). Refrains, answers, steps, forecasts and
    what leads in to a list or to code may come again.
    """

    min_words: int = 4
    min_words_apart: int = 25

    def shapes(self) -> Shapes:
        return dict.fromkeys(("adjacent", "headline", "apart"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        text = document.text
        beginnings = [tuple(line.split(None, 3)[:3]) for line in text.split("\n") if line and not line.isspace()]
        if len(set(beginnings)) == len(beginnings):
            return  # nearly every text; what follows is slow
        shown = [i for i, line in enumerate(document.lines) if text[line.start : line.end].strip()]
        place = {index: number for number, index in enumerate(shown)}
        headline = _headline(document, shown)
        for first, *others in self._places(document, shown).values():
            together = _together(place, first, others)
            for index in others:
                line, gap = document.lines[index], place[index] - place[first]
                is_headline = (
                    first == headline
                    and place[index] < _HEAD_LINES
                    and not _stand_alike(document, shown, place[first], place[index])
                )
                shape = self._shape(text[line.start : line.end].rstrip(), gap, len(others), is_headline=is_headline)
                if shape == "adjacent":  # whichever of the copies stays, the text is the same: all go in one pass
                    span = Span(document.lines[first].start, document.lines[others[together - 1]].start)
                elif shape and gap > together:
                    span = Span(line.start, _next(document, shown, place[index]))
                else:
                    continue
                yield Match(span, (Edit(span.start, span.end, ""),), {"line": str(first + 1)}, shape)

    def _places(self, document: Document, shown: Sequence[int]) -> dict[str, list[int]]:
        """The lines where each text stands, of those that are paragraphs and long enough."""
        found: dict[str, list[int]] = {}
        for index in shown:
            line = document.lines[index]
            words = document.text[line.start : line.end].split()
            if len(words) >= self.min_words and _is_paragraph(document, index):
                found.setdefault(" ".join(words), []).append(index)
        return found

    def _shape(self, line: str, gap: int, copies: int, *, is_headline: bool) -> str:
        """Empty where the line may come again by right. The gap to the first one is counted in lines."""
        words, is_sentence = len(line.split()), line.endswith((*_FULL_STOPS, "!", "?"))
        if gap == 1 and (is_headline or (is_sentence and words >= _LONG_SENTENCE)):
            return "adjacent"
        if is_headline and _is_title(line):
            return "headline"
        return "apart" if is_sentence and words >= self.min_words_apart and copies == 1 else ""


def _together(place: Mapping[int, int], first: int, others: Sequence[int]) -> int:
    """How many of the other copies stand right after the first one."""
    return sum(place[index] - place[first] == number for number, index in enumerate(others, 1))


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
    if not expressions or len(line) > _LONGEST_BOILERPLATE:
        return False
    return matching.compiled(_joined(expressions), ignore_case=True).fullmatch(line) is not None


def _stands_in(expression: RegexText, line: str) -> bool:
    return matching.compiled(expression, ignore_case=True).search(line) is not None


@cache
def _joined(expressions: tuple[RegexText, ...]) -> str:
    return "|".join(f"(?:{expression})" for expression in expressions)


def _is_in_sentence(text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether a sentence reaches into the line or goes on after it: it stands in a hard-wrapped paragraph."""
    line = spans[number]
    if number and _are_adjacent(text, before := spans[number - 1], line) and text[line.start].islower():
        return not text.endswith((*_FULL_STOPS, *_SENTENCE_ENDS), before.start, before.end)
    if (
        number + 1 < len(spans)
        and _are_adjacent(text, line, after := spans[number + 1])
        and text[after.start].islower()
    ):
        return not text.endswith(_FULL_STOPS, line.start, line.end)
    return False


def _are_adjacent(text: str, line: Span, following: Span) -> bool:
    return text.count("\n", line.end, following.start) == 1


def _is_prose(line: str) -> bool:
    words = len(line.split())
    ends = line.endswith(_FULL_STOPS) or (words > _LONG_LINE and line.endswith(_SENTENCE_ENDS))
    return words > _LONGEST_TITLE or (ends and words >= _SHORTEST_SENTENCE)


def _is_title(line: str) -> bool:
    return _SHORTEST_TITLE <= len(line.split()) <= _LONGEST_TITLE and not line.endswith((*_FULL_STOPS, ":", ";", ","))


@lru_cache(maxsize=32)
def _folded(terms: Words) -> frozenset[str]:
    return frozenset(term.casefold() for term in terms)


def _headline(document: Document, shown: Sequence[int]) -> int | None:
    """The first line of several words; None where no paragraph of prose follows (verse, a list, a forecast)."""
    lines = [document.text[document.lines[i].start : document.lines[i].end].split() for i in shown]
    if not any(len(words) > _LONGEST_TITLE for words in lines):
        return None
    return next((i for i, words in zip(shown, lines, strict=True) if len(words) >= _SHORTEST_TITLE), None)


def _stand_alike(document: Document, shown: Sequence[int], first: int, second: int) -> bool:
    """Whether both lines stand under a heading of their own: Monday, and what the weather will be."""
    above = (document.lines[shown[number - 1]] for number in (first, second) if number)
    lengths = [len(document.text[line.start : line.end].split()) for line in above]
    return len(lengths) > 1 and max(lengths) < _SHORTEST_TITLE


def _next(document: Document, shown: Sequence[int], number: int) -> int:
    """Where the next line that shows something begins; the end of the last one."""
    return document.lines[shown[number + 1]].start if number + 1 < len(shown) else document.lines[shown[number]].end


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
