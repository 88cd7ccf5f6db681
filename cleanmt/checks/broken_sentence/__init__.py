"""Sentences that a link, a line break or a spinner cut in two.

Pages whose links were translated apart leave a full stop where the link began, and often the words around it twice.
Each way of breaking has its own signs, and its own repair: what only a person can settle is shown, not guessed.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanmt.checks import Check, Match, Spot
from cleanmt.findings import Span
from cleanmt.text import lazy
from cleanmt.text.document import Document, is_abbreviation

STOP = r"\.[ \xa0]+"
LOWER = rf"[^.]{STOP}\p{{Ll}}"  # the sign of a sentence that goes on in lower case
WORD = lazy.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*")
LAST_WORD = lazy.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*$")
LAST_LETTERS = lazy.compile(r"(?<![\p{N}\p{L}])\p{L}+$")
DETERMINERS = frozenset("a an the this that these those his her its our their my your each every some any no".split())
# Words that show a clause to have its verb. A list of the commonest is enough: it only decides between two levels.
VERBS = lazy.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|does|did|do|will|would|can|could|may|might|must|shall|should|says?|said"
    r"|told|made|makes|went|goes|came|comes|took|takes|gave|gives|became|becomes|won|wins|met|meets|left|saw|sees"
    r"|plans?|wants?|visits?|\p{Ll}{2,}ed|\p{Ll}+n[’']t)\b"
)
_STOP = lazy.compile(rf"{STOP}(?=\p{{L}})")
_TAIL_END = lazy.compile(r"[.!?](?=\s|[”\"»’')\]]|$)")


@dataclass(frozen=True, slots=True)
class Break:
    """A full stop inside a paragraph, with the sentence before it and the one after it."""

    stop: int
    head: Span
    tail: Span


class OfBreaks(Check):
    """What the sentences on both sides of a full stop show."""

    __slots__ = ()

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for spot in spots:
            for broken in breaks(document, spot.paragraph):
                match = self.at(document.text, broken)
                if match is not None:
                    yield match

    @abstractmethod
    def at(self, text: str, broken: Break) -> Match | None:
        """The match at one full stop, if there is one."""


def breaks(document: Document, paragraph: Span) -> Iterator[Break]:
    """The full stops in a paragraph after which letters follow, save abbreviations, initials and ellipses."""
    text = document.text
    head_start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        at = stop.start()
        if is_abbreviation(text, at) or at == paragraph.start or text[at - 1] in " \xa0":
            continue
        end = _TAIL_END.search(text, stop.end(), paragraph.end)
        while end and end[0] == "." and is_abbreviation(text, end.start()):
            end = _TAIL_END.search(text, end.end(), paragraph.end)
        tail_end = end.end() if end else paragraph.end
        yield Break(at, Span(head_start, at), Span(stop.end(), tail_end))
        head_start = stop.end()


def begins_with(names: Sequence[str], text: str, broken: Break) -> bool:
    """Whether one of these stands after the stop: names that are written in lower case begin sentences so."""
    tail = text[broken.tail.start : broken.tail.end]
    return any(tail.startswith(name) and not tail[len(name) : len(name) + 1].isalpha() for name in names)
