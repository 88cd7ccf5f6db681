"""Marks that lack their partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from cleanmt.checks import Match, Shapes
from cleanmt.checks.quotes import OfMarks
from cleanmt.findings import Edit, Span
from cleanmt.text.document import Document
from cleanmt.text.quotation import CLOSING, NEUTRAL, OPENING, Mark, Reading

_STARTS_SENTENCE = regex.compile(r"(?:^|[.!?…:][”\"’)]*)\s*$")
_ENDS_SENTENCE = regex.compile(r"[.!?…]\s*$")


@dataclass(frozen=True, slots=True)
class Stray(OfMarks):
    """A mark that neither opens nor closes. Shapes: `doubled` (a second closing one, with its comma), `orphan`."""

    def shapes(self) -> Shapes:
        return dict.fromkeys(("doubled", "orphan"))

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        text = document.text
        for mark in reading.strays:
            before = text[max(paragraph.start, mark.at - 3) : mark.at]
            closed_before = before.rstrip()[-1:] in CLOSING + NEUTRAL and bool(before.strip())
            if closed_before and mark.char in OPENING and mark.after in (",", "."):
                # `life!” “, he`: closed already; of the second mark and its comma nothing is needed after ! or ?
                start = mark.at - (len(before) - len(before.rstrip()))
                end = mark.at + (2 if text[start - 2] in "!?,." else 1)
                yield Match(Span(start - 1, end), (Edit(start, end, ""),), shape="doubled")
            elif not (_is_fragment(document) or _is_apostrophe(mark) or _goes_on_before(document, paragraph, mark)):
                yield Match(Span(mark.at, mark.at + 1), shape="orphan")


@dataclass(frozen=True, slots=True)
class SecondOpener(OfMarks):
    """“one “two: a second mark that opens before the first is closed."""

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        for mark in reading.second_openers:
            if mark.char in OPENING:  # a straight mark may as well close
                yield Match(Span(mark.at, mark.at + 1), (Edit(mark.at, mark.at + 1, ""),))


@dataclass(frozen=True, slots=True)
class Unclosed(OfMarks):
    """No closing mark, and the next paragraph does not go on with the quotation.

    Shapes: `sentence` where the quotation is all of one, `other`.
    """

    def shapes(self) -> Shapes:
        return dict.fromkeys(("sentence", "other"))

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        text = document.text
        for q in reading.quotations:
            if q.close is not None or _is_fragment(document) or _goes_on_after(document, paragraph):
                continue
            body = text[paragraph.start : paragraph.end].rstrip()
            end = paragraph.start + len(body)
            before = text[paragraph.start : q.open.at]
            whole = bool(_STARTS_SENTENCE.search(before) and _ENDS_SENTENCE.search(body))
            # Not where marks before it are in doubt: then the missing one may be theirs.
            if whole and not reading.second_openers and not reading.strays:
                closing = '"' if q.open.char in NEUTRAL else "”"
                yield Match(Span(q.open.at, end), (Edit(end, end, closing),), shape="sentence")
            elif not reading.second_openers:
                yield Match(Span(q.open.at, q.open.at + 1), shape="other")


def _is_fragment(document: Document) -> bool:
    """A text of one paragraph may be cut from a longer one, and its quotations with it."""
    return len(document.paragraphs) == 1


def _is_apostrophe(mark: Mark) -> bool:
    """`their customers" data`: an apostrophe that was set as a quotation mark; no quotation is at fault."""
    return mark.char in NEUTRAL and mark.before == "s" and mark.after == " "


def _goes_on_after(document: Document, paragraph: Span) -> bool:
    """Whether the next paragraph opens a quotation, or closes one that it did not open."""
    following = document.beside(paragraph, 1)
    if following is None:
        return False
    if document.text[following.start : following.end].lstrip()[:1] in set(OPENING + NEUTRAL):
        return True
    return any(mark.char in CLOSING + NEUTRAL for mark in document.reading(following).strays)


def _goes_on_before(document: Document, paragraph: Span, mark: Mark) -> bool:
    """Whether the mark may close a quotation that the paragraph before left open."""
    if mark.char in OPENING:
        return False
    previous = document.beside(paragraph, -1)
    if previous is None:
        return False
    reading = document.reading(previous)
    return any(q.close is None for q in reading.quotations)
