"""A text and its views: paragraphs, sentences, quotations, and the stretches that no rule may touch."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise, zip_longest
from operator import eq
from typing import TypeVar, cast

from cleanmt.findings import Span
from cleanmt.text import foreign, lazy, protection, quotation, subjects
from cleanmt.text.quotation import Reading

_SENTENCE_END = lazy.compile(r"(?<![.!?…])[.!?…]+[”\"»’')\]]*(?=\s+[“\"«‘'(\[]*[\p{Lu}\d])")
_BEFORE_SENTENCE = " \t\r\n“\"«‘'(["
_WORD = lazy.compile(r"[\p{L}\p{M}]+(?:[’'-][\p{L}\p{M}]+)*")
_TOKEN = re.compile(r"[\w’'-]+|[^\w\s]")
_LONGEST = 10_000  # characters: whole articles in one line stay whole
_TRIES = 50  # sentences that a quotation may have where it must not be cut
_FAR = 8  # tokens: a repeated phrase has six words at most, and “, and” may stand between
_TWO = bytes((True, True))
_T = TypeVar("_T")
_CLOSES_SENTENCE = (".", "!", "?", "…", ":", "”", '"', "»", ")", "*")

ABBREVIATIONS = frozenset(
    """adj adm aka al approx apr assoc asst att aug ave bldg blvd brig bros cap capt cf ch cie cm cmdr co col comm comp
    conn corp cpl ct dec dept dist div dr ed eds eg esp est etc eur ex ext feb fig figs fl fri ft gen gov hon hr
    hrs ie inc incl ing int jan jr jul jun kg km kr lb lbs lit lt ltd maj mar max mi min mins misc ml mm mon mr
    mrs ms mssrs mt mx nos nov oct op orig oz par pfc ph phd pl pp pres prof prop prov pt pte pvt rd ref rep
    reps resp ret rev sat secs sen sens sep sept sgt sq sr st ste sun supt tbsp tel thu thur thurs tsp tue tues
    univ viz vol vols vs wed yr yrs""".split()
)


class Document:
    """One text. Every view is made when it is first asked for, and then kept."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._readings: dict[Span, Reading] = {}
        self._stretches: dict[Span, tuple[Sequence[Span], Sequence[Span]]] = {}
        self._sentences: dict[Span, list[int]] = {}  # the bounds of each paragraph's sentences
        self._answers: dict[Hashable, object] = {}

    def once(self, question: Hashable, answer: Callable[[str], _T]) -> _T:
        """What is found out about the whole text, the first time that it is asked for: every match may ask again."""
        if question not in self._answers:
            self._answers[question] = answer(self.text)
        return cast("_T", self._answers[question])

    @cached_property
    def subjects(self) -> frozenset[str]:
        """What it is about, as far as its words tell."""
        return subjects.of(self.text)

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """The lines without their endings; always at least one.

        Only \\n ends a line (and the \\r before it belongs to the ending): str.splitlines would also split at form
        feeds and U+2028, which an article can hold inside a paragraph.
        """
        found, start = [], 0
        for line in self.text.split("\n"):
            found.append(Span(start, start + len(line) - line.endswith("\r")))
            start += len(line) + 1
        return tuple(found)

    @cached_property
    def shown_lines(self) -> tuple[Span, ...]:
        """The lines that are not blank, without the space around them."""
        shown = (stripped(self.text, line) for line in self.lines)
        return tuple(span for span in shown if span.start < span.end)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Lines that are not blank; a hard-wrapped paragraph (the next line goes on in lower case) is one.

        What is longer than any paragraph of prose is several: the work on a match grows with what is around it.
        """
        found: list[Span] = []
        for line in self.lines:
            text = self.text[line.start : line.end]
            if not text.strip():
                continue
            if found and self._is_wrapped(found[-1], line):
                found[-1] = Span(found[-1].start, line.end)
            else:
                found.append(line)
        return tuple(piece for paragraph in found for piece in self._pieces(paragraph))

    def _is_wrapped(self, previous: Span, line: Span) -> bool:
        gap = self.text[previous.end : line.start]
        last_line = self.text[max(previous.start, self.text.rfind("\n", 0, previous.end) + 1) : previous.end]
        return (
            gap.count("\n") == 1
            and self.text[line.start].islower()
            and len(last_line) > 40
            and not last_line.rstrip().endswith(_CLOSES_SENTENCE)
        )

    def _pieces(self, paragraph: Span) -> Iterator[Span]:
        """The paragraph, or where it is too long, so much of it at a time, up to the end of a sentence or of a word."""
        start = paragraph.start
        while paragraph.end - start > _LONGEST:
            middle, furthest = start + _LONGEST // 2, start + _LONGEST
            ends = [*self.sentence_ends(Span(middle, furthest))][::-1]
            whole = (end for end in ends[:_TRIES] if _is_outside_quotation(self.text[start:end]))
            end = next(whole, ends[0] if ends else self.text.rfind(" ", middle, furthest))
            end = max(end, middle)
            yield Span(start, end)
            start = end
        yield Span(start, paragraph.end)

    def paragraph_at(self, offset: int) -> Span | None:
        return _span_at(self.paragraphs, offset)

    def is_foreign(self, offset: int) -> bool:
        """Whether the paragraph at this offset is in another language than English."""
        paragraph = self.paragraph_at(offset)
        if paragraph is None:
            return False
        return self.once((foreign, paragraph), lambda text: foreign.is_foreign(text[paragraph.start : paragraph.end]))

    def beside(self, paragraph: Span, step: int) -> Span | None:
        """The paragraph so many places after (or before) this one."""
        index = bisect_right(self.paragraphs, paragraph) - 1 + step
        return self.paragraphs[index] if 0 <= index < len(self.paragraphs) else None

    def paragraphs_in(self, span: Span) -> tuple[Span, ...]:
        """The paragraphs that the span overlaps or touches."""
        first = bisect_left(self.paragraphs, span.start, key=lambda p: p.end)
        return self.paragraphs[first : bisect_right(self.paragraphs, span.end, key=lambda p: p.start)]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        index = max(0, bisect_right(self._line_starts, offset) - 1)
        return index + 1, offset - self._line_starts[index] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def reading(self, paragraph: Span) -> Reading:
        """How the quotation marks of a paragraph read."""
        if paragraph not in self._readings:
            self._readings[paragraph] = quotation.read(self.text, paragraph)
        return self._readings[paragraph]

    @cached_property
    def carried_marks(self) -> frozenset[int]:
        """Where the quotation marks stand that have their partner in another paragraph."""
        return quotation.carried(self.text, ((paragraph, self.reading(paragraph)) for paragraph in self.paragraphs))

    def quotation_at(self, span: Span, *, inner: bool = False) -> Span | None:
        """The first stretch between quotation marks, without the marks, that the span overlaps.

        Where one stands inside another it is the outermost, or with `inner` one that has no other inside.
        """
        found = (overlapping(self._quotations(paragraph)[inner], span) for paragraph in self.paragraphs_in(span))
        return next((stretch for stretch in found if stretch), None)

    def _quotations(self, paragraph: Span) -> tuple[Sequence[Span], Sequence[Span]]:
        """Those that stand in no other, and those that no other stands in: both apart from each other."""
        if paragraph not in self._stretches:
            every = sorted(q.inside(paragraph) for q in self.reading(paragraph).quotations)
            ends = accumulate((q.end for q in every), max, initial=-1)
            outer = [q for q, end in zip(every, ends, strict=False) if q.end > end]
            inner = [q for q, other in zip_longest(every, every[1:]) if not other or not q.contains(other)]
            self._stretches[paragraph] = outer, inner
        return self._stretches[paragraph]

    @cached_property
    def pairs(self) -> Counter[str]:
        """How often each pair of quotation marks (“”, "") stands around a quotation."""
        every = (q for paragraph in self.paragraphs for q in self.reading(paragraph).quotations)
        return Counter(q.open.char + q.close.char for q in every if q.close)

    @cached_property
    def protected(self) -> tuple[Span, ...]:
        """Addresses, names of files, code, formulas, keys: no rule of words may touch them."""
        return protection.stretches(self.text, self.paragraphs)

    @cached_property
    def word_counts(self) -> Counter[str]:
        """How often each word stands in the text, as it is written."""
        return Counter(_WORD.findall(self.text))

    @cached_property
    def repetitive(self) -> frozenset[Span]:
        """The paragraphs where a word or a phrase stands twice in a row, whatever stands between the copies."""
        return frozenset(
            paragraph
            for paragraph in self.paragraphs
            if _repeats(_TOKEN.findall(self.text[paragraph.start : paragraph.end].lower().replace("_", " ")))
        )

    def sentence_at(self, offset: int) -> Span:
        """The sentence around an offset; near enough for asking what else stands in it."""
        paragraph = self.paragraph_at(offset) or Span(offset, offset)
        if paragraph not in self._sentences:
            self._sentences[paragraph] = [paragraph.start, *self.sentence_ends(paragraph), paragraph.end]
        bounds = self._sentences[paragraph]
        index = min(bisect_right(bounds, offset), len(bounds) - 1)
        return Span(bounds[index - 1], bounds[index])

    def starts_sentence(self, offset: int) -> bool:
        """Whether nothing stands before it in its sentence, but for spaces and marks that open."""
        return not self.text[self.sentence_at(offset).start : offset].strip(_BEFORE_SENTENCE)

    def sentence_ends(self, stretch: Span) -> Iterator[int]:
        """Where the sentences of a paragraph, or of a part of one, end; the last one left out."""
        for match in _SENTENCE_END.finditer(self.text, stretch.start, stretch.end):
            if self.text[match.start()] != "." or not is_abbreviation(self.text, match.start()):
                yield match.end()


def _is_outside_quotation(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count("«") == text.count("»") and text.count('"') % 2 == 0


def stripped(text: str, span: Span) -> Span:
    """The span without the blanks at its ends."""
    shown = text[span.start : span.end]
    start = span.start + len(shown) - len(shown.lstrip())
    return Span(start, start + len(shown.strip()))


def _repeats(tokens: Sequence[str]) -> bool:
    """Whether a word stands twice in a row (no, no, no: three times), or a phrase, perhaps with “, and” between."""
    if any(map(eq, tokens, tokens[1:])) and any(one == other and one[0].isalnum() for one, other in pairwise(tokens)):
        return True
    return any(
        tokens[first][0].isalnum() and _comes_again(tokens, first, first + far)
        for far in range(2, _FAR + 1)
        for first in _pairs_again(tokens, far)
    )


def _pairs_again(tokens: Sequence[str], far: int) -> Iterator[int]:
    """Where two tokens stand that stand so many places further on, too."""
    same = bytes(map(eq, tokens, tokens[far:]))
    at = same.find(_TWO)
    while at >= 0:
        yield at
        at = same.find(_TWO, at + 1)


def _comes_again(tokens: Sequence[str], first: int, second: int) -> bool:
    """Whether all that stands between these places, but for a comma and an “and” at its end, follows the second too."""
    end = second
    for link in ("and", ","):
        end -= tokens[end - 1] == link
    return any(tokens[first:stop] == tokens[second : second + stop - first] for stop in range(end, second + 1))


def is_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at this offset belongs to an abbreviation, an initial or an ellipsis, not to a sentence."""
    start = stop
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in ".-"):
        start -= 1
    word = text[start:stop]
    return (
        text[stop - 1 : stop] == "."
        or text[stop + 1 : stop + 2] == "."
        or (len(word) == 1 and word.isalpha() and word != "I")
        or "." in word.strip(".")  # U.S, e.g, p.m
        or word.lower() in ABBREVIATIONS
        or (word == "No" and text[stop + 1 : stop + 3].strip().isdigit())
    )


def overlapping(spans: Sequence[Span], span: Span) -> Span | None:
    """The first of the spans, which are sorted and apart from each other, that overlaps the given one."""
    first = max(0, bisect_right(spans, Span(span.start, span.start)) - 1)
    for index in range(first, len(spans)):
        if spans[index].start >= span.end:
            return None
        if spans[index].overlaps(span):
            return spans[index]
    return None


def _span_at(spans: Sequence[Span], offset: int) -> Span | None:
    index = bisect_right(spans, Span(offset, 2**62)) - 1
    return spans[index] if index >= 0 and offset <= spans[index].end else None
