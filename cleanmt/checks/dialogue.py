"""Speech set between dashes, as Polish, Czech, Russian and Spanish news has it: - We see it - said the minister."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.checks.quotes.seams import NAME, NOUN
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching
from cleanmt.text.document import Document
from cleanmt.text.quotation import DOUBLE_MARKS

_SPEAKER = rf"(?:(?:he|she|they|I|we|{NOUN}|{NAME}) )?"
_OPENING = lazy.compile(
    r"(?:^|(?<=[.!?…][”\"’)]?))(?P<cut>[ \xa0]*[-–—][ \xa0]*)(?=\p{Lu})"  # at the start or after a stop
    r"|(?P<cut>[ \xa0]*[–—])(?=[.,][ \xa0]+\p{Lu})"  # —said the minister—. Then
)
_GLUED = r"(?:[.!?…]|\.[”\"])[-–—][ \xa0]\p{Lu}"
_IS_GLUED = lazy.compile(rf".?{_GLUED}")
_STOPS = ("?", "!", "…", ",", ".")


@dataclass(frozen=True, slots=True)
class Dialogue(Check):
    """`saying`: verbs that follow the dash which ends the speech.

    A paragraph counts only where a dash opens it (or a sentence of it) and another stands before a verb of saying, or
    where a dash is glued to a stop and other speech stands between marks already.
    Shapes: `plain`; `doubtful` where the speech holds quotation marks of its own, or all other is between marks.
    """

    saying: Words

    def signs(self) -> Signs:
        return Signs((self._ending(), _GLUED))

    def shapes(self) -> Shapes:
        return dict.fromkeys(("plain", "doubtful"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        ending = matching.compiled(self._ending())
        mark = _marks(document)
        for spot in spots:
            text = document.text[spot.paragraph.start : spot.paragraph.end]
            for opening, closing in _speeches(text, ending):
                yield _match(text, opening, closing, mark, spot.paragraph.start)

    def _ending(self) -> str:
        return rf"(?P<cut>[ \xa0]+[-–—]+)[ \xa0]?(?={_SPEAKER}{matching.alternatives(self.saying)}\b(?! to\b))"


def _speeches(text: str, ending: regex.Pattern[str]) -> Iterator[tuple[regex.Match[str], regex.Match[str] | int]]:
    """Each speech: the dash that opens it, and the one that ends it, or the offset where the paragraph does."""
    ends = list(ending.finditer(text))
    opens = [m for m in _OPENING.finditer(text) if not any(m.start("cut") == e.start("cut") for e in ends)]
    for number, opening in enumerate(opens):
        limit = opens[number + 1].start() if number + 1 < len(opens) else len(text.rstrip())
        end = next((e for e in ends if opening.end() < e.start() < limit), None)
        is_followed = limit < len(text) and any(later.start() > limit for later in ends)  # by speech
        if number == 0 and end is None and not is_followed and not _is_left_over(text, opening.start("cut")):
            return  # a list, or a dateline
        yield opening, end or limit


def _is_left_over(text: str, dash: int) -> bool:
    """Whether it follows a stop without a space, as nothing but speech does, where other speech is mended."""
    return _IS_GLUED.match(text, max(0, dash - 2)) is not None and any(mark in text[:dash] for mark in DOUBLE_MARKS)


def _match(text: str, opening: regex.Match[str], closing: regex.Match[str] | int, marks: str, offset: int) -> Match:
    start, end = opening.span("cut")
    lead = text[end : end + 2] if text[end : end + 1] in {".", ","} else ""  # the stop after the speaker's dash
    first = Edit(offset + start, offset + end + len(lead), f"{lead.strip()}{' ' if start else ''}{marks[0]}")
    if isinstance(closing, int):
        speech = text[end:closing]
        last = Edit(offset + closing, offset + closing, marks[1])
    else:
        speech = text[end : closing.start()]
        spaced = closing[0].endswith((" ", "\xa0"))
        comma = "" if speech.endswith(_STOPS) else ","
        last = Edit(offset + closing.start(), offset + closing.end("cut"), comma + marks[1] + ("" if spaced else " "))
    is_only = isinstance(closing, int) and any(mark in text[:start] for mark in DOUBLE_MARKS)
    shape = "doubtful" if is_only or any(mark in speech for mark in DOUBLE_MARKS) else "plain"
    return Match(Span(first.start, max(last.end, last.start)), (first, last), {"speech": speech.strip()}, shape)


def _marks(document: Document) -> str:
    """The pair of marks that the text uses."""
    return "“”" if document.pairs["“”"] > document.pairs['""'] or not document.pairs else '""'
