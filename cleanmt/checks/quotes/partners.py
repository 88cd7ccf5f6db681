"""Marks that lack their partner."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from cleanmt.checks import Match, Shapes
from cleanmt.checks.quotes import BEFORE, OfMarks, seams, starts_sentence
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy
from cleanmt.text.document import Document, stripped
from cleanmt.text.matching import alternatives, compiled
from cleanmt.text.quotation import CLOSING, NEUTRAL, OPENING, Mark, Reading

_INNER_STOP = lazy.compile(r"[.!?…] ")
_SUBSTITUTE = lazy.compile(r"\w[.,!?]?(?:''|’’|″)(?!\w)")  # set as a closing mark
_INTRODUCES_SPEECH = lazy.compile(r"[,:]\s*$")
_ENDS_SENTENCE = lazy.compile(r"[.!?…]\s*$")


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
            elif not (_is_fragment(document) or _is_apostrophe(mark) or mark.at in document.carried_marks):
                yield Match(Span(mark.at, mark.at + 1), shape="orphan")


@dataclass(frozen=True, slots=True)
class Unopened(OfMarks):
    """No opening mark: the only mark of a paragraph stands before one of the verbs `saying` and its speaker.

    Shapes: `sentence` where one sentence leads up to it, `several`.
    """

    saying: Words

    def shapes(self) -> Shapes:
        return dict.fromkeys(("sentence", "several"))

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        if _is_fragment(document) or reading.quotations or reading.second_openers or len(reading.strays) != 1:
            return
        (mark,), text, start = reading.strays, document.text, stripped(document.text, paragraph).start
        seam = compiled(rf"(?<=[,!?…])[”\"] (?={seams.speaker(self.saying)})")
        quoted = Span(start, mark.at)
        if mark.at not in document.carried_marks and text[start].isupper() and seam.match(text, mark.at, paragraph.end):
            shape = "several" if _INNER_STOP.search(text, *quoted) else "sentence"
            opening = '"' if mark.char in NEUTRAL else "“"
            yield Match(Span(start, mark.at + 1), (Edit(start, start, opening),), shape=shape)


@dataclass(frozen=True, slots=True)
class SecondOpener(OfMarks):
    """“one “two: a second mark that opens before the first is closed; ""one.

    Where the second stands behind a comma or a colon, speech begins there, and the first is the mark too many. Not
    where a mark closes with its space on the wrong side, before one of the verbs `saying`: then nothing is open.
    """

    saying: Words = Words(())

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        text = document.text
        if reading.second_openers and _turned(self.saying).search(text, paragraph.start, paragraph.end):
            return
        openers = [quotation.open.at for quotation in reading.quotations]  # in order
        substitute = _SUBSTITUTE.search(text, paragraph.start, paragraph.end)
        for mark in reading.second_openers:
            start = max(paragraph.start, mark.at - BEFORE)
            is_doubled = mark.before == mark.char  # a straight mark elsewhere may as well close
            is_closed = substitute is not None and substitute.end() <= mark.at
            if (mark.char in OPENING or is_doubled) and not is_closed:
                extra = mark.at
                if _INTRODUCES_SPEECH.search(text, start, mark.at):
                    extra = openers[bisect_left(openers, mark.at) - 1]
                yield Match(Span(extra, extra + 1), (Edit(extra, extra + 1, ""),))


@dataclass(frozen=True, slots=True)
class Apostrophe(OfMarks):
    """Turkey"s: a quotation mark in the place of an apostrophe, which gets the form of the text's others."""

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        for mark in reading.apostrophes:
            apostrophe = "’" if "’" in document.text else "'"
            yield Match(Span(mark.at - 1, mark.at + 2), (Edit(mark.at, mark.at + 1, apostrophe),))


@dataclass(frozen=True, slots=True)
class Unclosed(OfMarks):
    """No closing mark, neither here nor in a paragraph that goes on with the quotation.

    `saying` are the verbs that tell who speaks. Shapes: `sentence` where the quotation is all of one, `attributed`
    where the speaker follows it, `other`.
    """

    saying: Words = Words(())

    def shapes(self) -> Shapes:
        return dict.fromkeys(("sentence", "attributed", "other"))

    def in_paragraph(self, document: Document, paragraph: Span, reading: Reading) -> Iterator[Match]:
        if _is_fragment(document):
            return
        text, end = document.text, stripped(document.text, paragraph).end
        for q in reading.quotations:
            if q.close is not None or _SUBSTITUTE.search(text, q.open.at, paragraph.end):
                continue
            body = Span(q.open.at + 1, max(q.open.at + 1, end))
            closing = '"' if q.open.char in NEUTRAL else "”"
            # Not where marks before it are in doubt: then the missing one may be theirs.
            is_sure = not reading.second_openers and not reading.strays
            whole = is_sure and starts_sentence(text, paragraph, q.open.at)
            speaker = _speaker(self.saying).search(text, *body) if whole else None
            if speaker and (q.open.at not in document.carried_marks or _asks_once(document, paragraph, body, speaker)):
                at = speaker.start("speaker")
                yield Match(Span(q.open.at, at), (Edit(at, at, closing),), shape="attributed")
            elif q.open.at in document.carried_marks:
                continue
            elif whole and _ENDS_SENTENCE.search(text, *body) and not _dash(self.saying).search(text, *body):
                yield Match(Span(q.open.at, body.end), (Edit(body.end, body.end, closing),), shape="sentence")
            elif not reading.second_openers:
                yield Match(Span(q.open.at, q.open.at + 1), shape="other")


@cache
def _turned(saying: Words) -> regex.Pattern[str]:
    """`It is late, “he said`."""
    return compiled(rf"(?<=[,!?…]) [“\"](?={seams.speaker(saying)})" if saying else r"(?!)")


@cache
def _dash(saying: Words) -> regex.Pattern[str]:
    """` - said the mayor`: what is quoted ends before the dash."""
    return compiled(rf" [-–—] {alternatives(saying)}(?!\p{{L}})")


@cache
def _speaker(saying: Words) -> regex.Pattern[str]:
    """`, he said.`, `? said the mayor of the town.`, `, Ann Lee said on Monday.`: the end of the paragraph."""
    verb = alternatives(saying)
    name = r"\p{Lu}[\p{L}.’'-]*(?: \p{Lu}[\p{L}.’'-]*){0,3}"
    return compiled(
        rf"(?<=[?!,])(?P<speaker> "
        rf"(?:(?:he|she|they|it) {verb}|(?!{seams.TOLD} ){verb} (?:the|an?|{name})|(?<=, ){name} {verb})"
        rf"(?!\p{{L}})[^.!?]*\.?)$"
    )


def _asks_once(document: Document, paragraph: Span, body: Span, speaker: regex.Match[str]) -> bool:
    """`"Where to? he asked.` before a paragraph that opens again: who speaks on does not tell who asked what."""
    following = document.beside(paragraph, 1)
    opens = following is not None and document.text[following.start] in OPENING + NEUTRAL
    asked = Span(body.start, speaker.start() - 1)
    return opens and not any(stop.search(document.text, *asked) for stop in (_ENDS_SENTENCE, _INNER_STOP))


def _is_fragment(document: Document) -> bool:
    """A text of one paragraph may be cut from a longer one, and its quotations with it."""
    return len(document.paragraphs) == 1


def _is_apostrophe(mark: Mark) -> bool:
    """`their customers" data`: an apostrophe that was set as a quotation mark; no quotation is at fault."""
    return mark.char in NEUTRAL and mark.before == "s" and mark.after == " "
