"""Pairs of marks that are there but wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.checks.quotes import (
    EVENNESS,
    SPACES,
    OfMarks,
    evenness,
    is_turned,
    is_word_after,
    run,
    seams,
    starts_sentence,
)
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching
from cleanmt.text.document import Document
from cleanmt.text.quotation import CLOSING, DOUBLE_MARKS, NEUTRAL, Mark, Reading

_MARKS = tuple(DOUBLE_MARKS)
_CURLY_APOSTROPHE, _STRAIGHT_APOSTROPHE = lazy.compile(r"(?<=\p{L})’(?=\p{L})"), lazy.compile(r"(?<=\p{L})'(?=\p{L})")
_TITLE = 3  # words that a quoted title may have
_LOWER = lazy.compile(r"(?<![\p{L}’'-])(?!and\b|for\b|from\b|the\b|with\b)\p{Ll}{3,}")  # what a title has none of
_LONG = 80  # a pair this far apart is shown mark by mark
_SINGLE = r"(?<![\p{L}\p{N}])‘(?P<inside>[\p{L}\p{N}][^‘’“”\n]{1,40})’(?![\p{L}\p{N}])"


@dataclass(frozen=True, slots=True)
class Reversed(OfMarks):
    """” turned “; also ”so”. Shapes: `plain`, `uneven` where other marks of the paragraph have no partner."""

    def shapes(self) -> Shapes:
        return EVENNESS

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        text, shape = document.text, evenness(reading)
        for q in reading.quotations:
            close = q.close
            if close is None or not is_turned(q) or not text[q.open.at + 1 : close.at].strip():
                continue
            is_glued = q.open.before.isalnum() or q.open.before in tuple(".,;:!?)")
            opener = _replaced(text, q.open, " “" if is_glued else "“", after=True)
            closer = None
            if close.char in "“" + NEUTRAL or close.before in SPACES:
                closer = _replaced(text, close, "” " if is_word_after(text, close.at) else "”", before=True)
            edits = tuple(e for e in (opener, closer) if e)
            yield from _shown(edits, q.open, close, shape)


@dataclass(frozen=True, slots=True)
class German(OfMarks):
    """„so“ and »so«; also “so“ and "so“, where only the closing mark kept its foreign form.

    Shapes: `plain`, `uneven` where other marks of the paragraph have no partner.
    """

    def shapes(self) -> Shapes:
        return EVENNESS

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        shape = evenness(reading)
        for q in reading.quotations:
            if q.close is None or is_turned(q):
                continue
            opener = Edit(q.open.at, q.open.at + 1, "“") if q.open.char in "„»" else None
            wanted = '"' if q.open.char == '"' else "”"
            closer = Edit(q.close.at, q.close.at + 1, wanted) if q.close.char in "“„«" else None
            if opener and q.close.char == '"':
                closer = Edit(q.close.at, q.close.at + 1, "”")
            edits = tuple(e for e in (opener, closer) if e)
            yield from _shown(edits, q.open, q.close, shape)


@dataclass(frozen=True, slots=True)
class Mixed(OfMarks):
    """“so" and "so”: the odd mark follows those around it.

    Shapes: `settled` where most quotations of the text have marks of one form; `open` where at best its apostrophes
    tell. Where they don't, straight marks are right in any house.
    """

    def shapes(self) -> Shapes:
        return dict.fromkeys(("settled", "open"))

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        if not reading.is_plain:
            return
        for q in reading.quotations:
            if q.close is None or q.close.after in _MARKS or q.open.before in _MARKS:
                continue
            straight, curly = (q.open, q.close) if q.open.char in NEUTRAL else (q.close, q.open)
            if straight.char in NEUTRAL and curly.char in "“”":
                form, shape = document.once("form of marks", partial(_form, pairs=document.pairs))
                if form == "curly":
                    yield _swap(straight, "“" if straight is q.open else "”", shape)
                else:
                    yield _swap(curly, '"', shape)


def _form(text: str, pairs: Mapping[str, int]) -> tuple[str, str]:
    """Which form the marks of the text have, and by what that is known."""
    for shape, curly, straight in (
        ("settled", pairs.get("“”", 0), pairs.get('""', 0)),
        ("open", len(_CURLY_APOSTROPHE.findall(text)), len(_STRAIGHT_APOSTROPHE.findall(text))),
    ):
        if max(curly, straight) >= 2 * min(curly, straight) and curly != straight:
            return ("curly" if curly > straight else "straight"), shape
    return "straight", "open"


@dataclass(frozen=True, slots=True)
class StopOutside(OfMarks):
    """“A whole sentence”. has its stop inside in American English; a quoted part of a sentence is left alone.

    So has its comma “a whole sentence”, before one of the verbs `saying` and its speaker. Where more of the words
    `american` stand in the text than of the words `british`: houses elsewhere differ. A comma also where the text sets
    no fewer others inside. Shapes: `stop`, `comma`, `all` where all commas of
    the text stand outside, `lone` where it is the only one.
    """

    american: Words
    british: Words
    saying: Words = Words(())

    def signs(self) -> Signs:
        return Signs((rf"[{CLOSING}“{NEUTRAL}][.,]",), is_plain=True)

    def shapes(self) -> Shapes:
        return dict.fromkeys(("stop", "comma", "all", "lone"))

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        text = document.text
        for q in reading.quotations:
            mark = q.close
            if mark is None or mark.after not in {".", ","} or text[mark.at + 2 : mark.at + 3] == ".":
                continue
            inside = text[q.open.at + 1 : mark.at]
            is_sentence = inside.lstrip(SPACES)[:1].isupper() and inside[-1:].isalnum()
            if not is_sentence or not starts_sentence(text, paragraph, q.open.at):
                continue
            if mark.after == ",":
                shape = self._comma(document, paragraph, mark, inside)
            else:
                shape = "stop" if len(inside.split()) > _TITLE and self._is_american(document) else ""
            if shape:
                edit = Edit(mark.at, mark.at + 2, mark.after + mark.char)
                yield Match(Span(edit.start, edit.end), (edit,), shape=shape)

    def _is_american(self, document: Document) -> bool:
        return _count(document, self.american) > _count(document, self.british)

    def _comma(self, document: Document, paragraph: Span, mark: Mark, inside: str) -> str:
        """The shape of a comma that belongs inside, or nothing."""
        says = seams.speaker(self.saying)
        speaker = matching.compiled(f", (?={says})")
        if not _LOWER.search(inside) or not matching.found_at(speaker, document.text, Span(mark.at + 1, paragraph.end)):
            return ""
        within, outside = document.once(("commas", says), partial(_commas, says=says))
        if self._is_american(document) or 0 < within >= outside:
            return "comma"
        if within:
            return ""
        return "lone" if outside == 1 else "all"


def _commas(text: str, says: str) -> tuple[int, int]:
    """How many stand inside the marks and how many outside, where a speaker follows."""
    within, outside = (matching.compiled(f"{comma} (?={says})") for comma in (',[”"]', '[”"],'))
    return len(within.findall(text)), len(outside.findall(text))


def _count(document: Document, words: Words) -> int:
    return sum(document.word_counts[word] for word in words)


@dataclass(frozen=True, slots=True)
class Single(Check):
    """‘So’ where the same words stand in “so” elsewhere."""

    def signs(self) -> Signs:
        return Signs((_SINGLE,))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for spot in spots:
            for match in matching.matches(matching.compiled(_SINGLE), document.text, spot.paragraph):
                start, end = match.span()
                if f"“{match['inside']}”" in document.text and not document.quotation_at(Span(start, end)):
                    yield Match(Span(start, end), (Edit(start, start + 1, "“"), Edit(end - 1, end, "”")))


def _replaced(text: str, mark: Mark, char: str, *, before: bool = False, after: bool = False) -> Edit | None:
    """The mark as another character, without the spaces before or after it."""
    start = mark.at - (run(text, mark.at - 1, -1) if before else 0)
    end = mark.at + 1 + (run(text, mark.at + 1, 1) if after else 0)
    edit = Edit(start, end, char).trimmed(text)
    return edit if edit.text or edit.start < edit.end else None


def _swap(mark: Mark, char: str, shape: str) -> Match:
    return Match(Span(mark.at, mark.at + 1), (Edit(mark.at, mark.at + 1, char),), {"mark": mark.char}, shape)


def _shown(edits: tuple[Edit, ...], opening: Mark, closing: Mark, shape: str) -> Iterator[Match]:
    """One match over the pair, or over one mark where only that is edited."""
    if not edits:
        return
    if len(edits) == 1 or closing.at - opening.at > _LONG:
        for edit in edits:
            start, end = min(edit.start, opening.at if edit.start <= opening.at + 1 else edit.start), edit.end
            yield Match(Span(start, max(end, start + 1)), (edit,), shape=shape)
    else:
        yield Match(Span(opening.at, closing.at + 1), edits, shape=shape)
