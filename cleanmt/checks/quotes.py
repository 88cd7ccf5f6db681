"""Quotation marks that point the wrong way, have no partner, or stand in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from cleanmt.checks import Match, Signs, Spot
from cleanmt.findings import Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document
from cleanmt.text.quotation import CLOSING, DOUBLE_MARKS, NEUTRAL, OPENING, UNEVEN, Mark, Quotation, Reading

_SUFFIX = regex.compile(r"(?:s|d|ed|ing|er|ish)(?!\p{L})")  # the "A"s, "guard"s
MARKS = tuple(DOUBLE_MARKS)
_SPACES = " \t\xa0\u202f"
_LONG = 80  # a pair this far apart is shown mark by mark
_SINGLE = r"(?<![\p{L}\p{N}])‘(?P<inside>[\p{L}\p{N}][^‘’“”\n]{1,40})’(?![\p{L}\p{N}])"
_STARTS_SENTENCE = regex.compile(r"(?:^|[.!?…:][”\"’)]*)\s*$")
_ENDS_SENTENCE = regex.compile(r"[.!?…]\s*$")


@dataclass(frozen=True, slots=True)
class Quotes:
    """`reversed`: ” turned “; also ”so”. `german`: „so“ and »so«. `spaced`: a space inside a mark.
    `glued`: no space outside it.

    `mixed`: “so". `stray`: a mark that neither opens nor closes. `second-opener`: “one “two”.
    `unclosed`: no closing mark, and the next paragraph does not go on with the quotation.
    `stop-outside`: “A whole sentence”. `single`: ‘this’ where the same words stand in “this” elsewhere.
    """

    find_: Literal[
        "reversed", "german", "spaced", "glued", "mixed", "stray", "second-opener", "unclosed", "stop-outside", "single"
    ]

    def signs(self) -> Signs | None:
        return Signs((_SINGLE,)) if self.find_ == "single" else Signs(UNEVEN, is_plain=True)

    def shapes(self) -> tuple[str, ...]:
        return {
            "stray": ("doubled", "orphan"),
            "unclosed": ("sentence", "other"),
            "mixed": ("settled", "open"),
            "spaced": ("sure", "guess"),
        }.get(self.find_, ())

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        if self.find_ == "single":
            yield from _single(document, spots)
            return
        finder = _FINDERS[self.find_]
        for spot in spots:
            reading = document.reading(spot.paragraph)
            if reading.quotations or reading.strays:
                yield from finder(document, spot.paragraph, reading)


def _is_turned(quotation: Quotation) -> bool:
    return quotation.open.char == "”"


def _reversed(document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
    text = document.text
    for q in reading.quotations:
        close = q.close
        if close is None or not _is_turned(q) or not text[q.open.at + 1 : close.at].strip():
            continue
        opener = _replaced(text, q.open, " “" if _is_word_before(text, q.open.at) else "“", after=True)
        closer = None
        if close.char in "“" + NEUTRAL or close.before in _SPACES:
            closer = _replaced(text, close, "” " if _is_word_after(text, close.at) else "”", before=True)
        edits = tuple(e for e in (opener, closer) if e)
        yield from _shown(edits, q.open, close)


def _german(document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
    """„so“ and »so«, and “so“ or "so“, where only the closing mark kept its foreign form."""
    for q in reading.quotations:
        if q.close is None or _is_turned(q):
            continue
        opener = Edit(q.open.at, q.open.at + 1, "“") if q.open.char in "„»" else None
        wanted = '"' if q.open.char == '"' else "”"
        closer = Edit(q.close.at, q.close.at + 1, wanted) if q.close.char in "“„«" else None
        if opener and q.close.char == '"':
            closer = Edit(q.close.at, q.close.at + 1, "”")
        edits = tuple(e for e in (opener, closer) if e)
        if edits:
            yield from _shown(edits, q.open, q.close)


def _spaced(document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
    """A space after the opening mark or before the closing one. The marks of `reversed` are left to it."""
    text = document.text
    if reading.is_guess:
        yield from _misplaced(text, reading)
        return
    is_plain = reading.is_plain
    for q in reading.quotations:
        if _is_turned(q) or (q.open.char in NEUTRAL and not is_plain):
            continue
        if q.open.after and q.open.after in _SPACES and q.close:
            end = q.open.at + 1 + _run(text, q.open.at + 1, 1)
            yield Match(Span(q.open.at, end + 1), (Edit(q.open.at + 1, end, ""),), shape="sure")
        if q.close and q.close.before and q.close.before in _SPACES and q.close.at > q.open.at + 2:
            start = q.close.at - _run(text, q.close.at - 1, -1)
            yield Match(Span(start - 1, q.close.at + 1), (Edit(start, q.close.at, ""),), shape="sure")


def _misplaced(text: str, reading: Reading) -> Iterator[Match]:
    """Marks whose order alone tells which open: each gets its space on the other side."""
    for q in reading.quotations:
        for mark in (q.open, q.close) if q.close else ():
            start, end = mark.at - _run(text, mark.at - 1, -1), mark.at + 1 + _run(text, mark.at + 1, 1)
            before = " " if start < mark.at or text[start - 1 : start].isalnum() else ""
            after = " " if mark.at + 1 < end or text[end : end + 1].isalnum() else ""
            wanted = before + mark.char if mark is q.open else mark.char + after
            if wanted != text[start:end]:
                yield Match(Span(start, end), (Edit(start, end, wanted),), shape="guess")


def _glued(document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
    """No space before an opening mark or after a closing one: Okinawa,"act carefully"when."""
    text, is_plain = document.text, reading.is_plain
    for q in reading.quotations:
        if q.close is None or _is_turned(q) or (q.open.char in NEUTRAL and not is_plain):
            continue
        if _is_word_before(text, q.open.at) or (q.open.before and q.open.before in ".,;:!?"):
            yield Match(Span(q.open.at - 1, q.open.at + 1), (Edit(q.open.at, q.open.at, " "),))
        if _is_word_after(text, q.close.at):
            at = q.close.at + 1
            yield Match(Span(q.close.at, at + 1), (Edit(at, at, " "),))


def _mixed(document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
    """The straight mark follows the curly one; whether the text has other curly pairs makes the shape."""
    if not reading.is_plain:
        return
    shape = "settled" if document.pairs["“”"] else "open"
    for q in reading.quotations:
        if q.close is None or q.close.after in MARKS or q.open.before in MARKS:
            continue
        if q.open.char == "“" and q.close.char in NEUTRAL:
            yield _swap(q.close, "”", shape)
        elif q.open.char in NEUTRAL and q.close.char == "”":
            yield _swap(q.open, "“", shape)


def _stray(document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
    text = document.text
    for mark in reading.strays:
        before = text[max(paragraph.start, mark.at - 3) : mark.at]
        closed_before = before.rstrip()[-1:] in CLOSING + NEUTRAL and bool(before.strip())
        if closed_before and mark.char in OPENING and mark.after in (",", "."):
            # `life!” “, he`: the quotation is closed; of the second mark and its comma nothing is needed after ! or ?
            start = mark.at - (len(before) - len(before.rstrip()))
            end = mark.at + (2 if text[start - 2] in "!?,." else 1)
            yield Match(Span(start - 1, end), (Edit(start, end, ""),), shape="doubled")
        elif not (_is_fragment(document) or _is_apostrophe(mark) or _goes_on_from_before(document, paragraph, mark)):
            yield Match(Span(mark.at, mark.at + 1), shape="orphan")


def _is_fragment(document: Document) -> bool:
    """A text of one paragraph may be cut from a longer one, and its quotations with it."""
    return len(document.paragraphs) == 1


def _is_apostrophe(mark: Mark) -> bool:
    """`their customers" data`: an apostrophe that was set as a quotation mark; no quotation is at fault."""
    return mark.char in NEUTRAL and mark.before == "s" and mark.after == " "


def _second_opener(document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
    for mark in reading.second_openers:
        if mark.char in OPENING:  # a straight mark may as well close
            yield Match(Span(mark.at, mark.at + 1), (Edit(mark.at, mark.at + 1, ""),))


def _unclosed(document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
    text = document.text
    for q in reading.quotations:
        if q.close is not None or _is_fragment(document) or _goes_on_after(document, paragraph):
            continue
        body = text[paragraph.start : paragraph.end].rstrip()
        end = paragraph.start + len(body)
        whole = bool(_STARTS_SENTENCE.search(text[paragraph.start : q.open.at])) and bool(_ENDS_SENTENCE.search(body))
        # Not where marks before it are in doubt: then the missing one may be theirs.
        if whole and not reading.second_openers and not reading.strays:
            closing = '"' if q.open.char in NEUTRAL else "”"
            yield Match(Span(q.open.at, end), (Edit(end, end, closing),), shape="sentence")
        elif not reading.second_openers:
            yield Match(Span(q.open.at, q.open.at + 1), shape="other")


def _stop_outside(document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
    """“A whole sentence”. has its stop inside in every English style; a quoted part of a sentence is left alone."""
    text = document.text
    for q in reading.quotations:
        if q.close is None or q.close.after != "." or text[q.close.at + 2 : q.close.at + 3] == ".":
            continue
        inside = text[q.open.at + 1 : q.close.at]
        first = inside.lstrip(_SPACES)[:1]
        introduced = regex.search(r"(?:^|[.!?:][”\"’)]*)\s*$", text[paragraph.start : q.open.at])
        if introduced and first.isupper() and inside[-1:].isalnum() and len(inside.split()) > 3:
            yield Match(Span(q.close.at, q.close.at + 2), (Edit(q.close.at, q.close.at + 2, "." + q.close.char),))


def _is_word_before(text: str, at: int) -> bool:
    """Two letters: a single one is a prefix of code (r"…")."""
    return text[max(0, at - 2) : at].isalpha() and at > 1


def _is_word_after(text: str, at: int) -> bool:
    return text[at + 1 : at + 2].isalpha() and not _SUFFIX.match(text, at + 1, at + 5)


_FINDERS = {
    "reversed": _reversed,
    "german": _german,
    "spaced": _spaced,
    "glued": _glued,
    "mixed": _mixed,
    "stray": _stray,
    "second-opener": _second_opener,
    "unclosed": _unclosed,
    "stop-outside": _stop_outside,
}


def _single(document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
    for spot in spots:
        for match in matching.matches(matching.compiled(_SINGLE), document.text, spot.paragraph):
            if f"“{match['inside']}”" in document.text:
                start, end = match.span()
                yield Match(Span(start, end), (Edit(start, start + 1, "“"), Edit(end - 1, end, "”")))


def _replaced(text: str, mark: Mark, char: str, *, before: bool = False, after: bool = False) -> Edit | None:
    """The mark as another character, without the spaces before or after it."""
    start = mark.at - (_run(text, mark.at - 1, -1) if before else 0)
    end = mark.at + 1 + (_run(text, mark.at + 1, 1) if after else 0)
    edit = Edit(start, end, char).trimmed(text)
    return edit if edit.text or edit.start < edit.end else None


def _run(text: str, at: int, step: int) -> int:
    """How many spaces stand from here on, in one direction."""
    count = 0
    while 0 <= at < len(text) and text[at] in _SPACES:
        count, at = count + 1, at + step
    return count


def _swap(mark: Mark, char: str, shape: str) -> Match:
    return Match(Span(mark.at, mark.at + 1), (Edit(mark.at, mark.at + 1, char),), {"mark": mark.char}, shape)


def _shown(edits: tuple[Edit, ...], opening: Mark, closing: Mark) -> Iterator[Match]:
    """One match over the pair, or over one mark where only that is edited."""
    if not edits:
        return
    if len(edits) == 1 or closing.at - opening.at > _LONG:
        for edit in edits:
            start, end = min(edit.start, opening.at if edit.start <= opening.at + 1 else edit.start), edit.end
            yield Match(Span(start, max(end, start + 1)), (edit,))
    else:
        yield Match(Span(opening.at, closing.at + 1), edits)


def _goes_on_after(document: Document, paragraph: Span) -> bool:
    """Whether the next paragraph opens a quotation, or closes one that it did not open."""
    following = document.beside(paragraph, 1)
    if following is None:
        return False
    if document.text[following.start : following.end].lstrip()[:1] in set(OPENING + NEUTRAL):
        return True
    return any(mark.char in CLOSING + NEUTRAL for mark in document.reading(following).strays)


def _goes_on_from_before(document: Document, paragraph: Span, mark: Mark) -> bool:
    """Whether the mark may close a quotation that the paragraph before left open."""
    if mark.char in OPENING:
        return False
    previous = document.beside(paragraph, -1)
    if previous is None:
        return False
    reading = document.reading(previous)
    return any(q.close is None for q in reading.quotations)
