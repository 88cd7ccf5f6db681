"""A paragraph of prose that lost its last full stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanmt.checks import Check, Match, Shapes, Spot
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, vocabulary
from cleanmt.text.document import Document, stripped

_ENDS = lazy.compile(r"[.!?…:;]['’\"”»)\]*_]*$")
_STOPS = lazy.compile(r"[.!?…]['’\"”»)\]*_]*$")
_LAST_SENTENCE = lazy.compile(r"(?:^|[.!?…:]['’\"”»)]* )(?P<words>(?:(?![.!?…:]['’\"”»)]* ).)+)$")
_LOST = lazy.compile(r"(?<= )(?P<word>\p{L}[\p{Ll}’'-]+)$")
_LIST_ITEM = lazy.compile(r"[-*•–—#>|\d(]|\p{Lu}{2,}:")
_BEGINS = lazy.compile(r"[\"“‘'«]?\p{Lu}(?!\p{Lu}+:)")
_SENTENCE_END = lazy.compile(r"\p{Ll}{2}[.!?]['’\"”»)]* [“\"‘'(]?\p{Lu}")
_FEW = 3  # paragraphs of prose, at least, that show how the text ends them
_PARAGRAPH = 60  # characters; shorter lines may be verse or a dialogue
_LONG = 12  # words of a paragraph of prose
_ONE_SENTENCE = 20  # words of a paragraph without a full stop inside
_LAST = 6  # words of the last sentence; fewer may be a heading or a link
_LINK = frozenset(
    "here more on of the a an and or to for in with by at from that which who whose your is are was were be"
    " without many self but as not when where if near than about into after before".split()
)


@dataclass(frozen=True, slots=True)
class FinalStop(Check):
    """A paragraph whose last word is followed by nothing, where all others of the text, or nearly all, have their stop.

    It has a sentence that ends inside it, or many words, and stands between paragraphs of prose.

    Shapes: `several` (a sentence ends inside it), `single`.
    """

    def shapes(self) -> Shapes:
        return dict.fromkeys(("several", "single"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for paragraph in (stripped(document.text, spot.paragraph) for spot in spots):
            text = document.text[paragraph.start : paragraph.end]
            lost = text[-1:].isalpha() and _LOST.search(text)
            if (
                lost
                and _is_prose(text)
                and _ends_in_prose(text, lost["word"])
                and _is_between(document, paragraph)
                and document.once(__name__, lambda _: _ends_in_stops(document))
            ):
                at = paragraph.end
                shape = "several" if _SENTENCE_END.search(text) else "single"
                yield Match(Span(at - len(lost["word"]), at), (Edit(at, at, "."),), {"word": lost["word"]}, shape)


def _ends_in_stops(document: Document) -> bool:
    """Whether it is prose in paragraphs, of which at most a tenth, or one, have no mark at their ends."""
    long = [text for text in _texts(document) if len(text.split()) >= _LONG]
    ended = sum(_ENDS.search(text) is not None for text in long)
    return ended >= _FEW and len(long) - ended <= max(1, len(long) // 10)


def _texts(document: Document) -> Iterator[str]:
    for span in document.paragraphs:
        yield document.text[span.start : span.end].strip()


def _is_prose(text: str) -> bool:
    words = len(text.split())
    if _LIST_ITEM.match(text) or "   " in text:
        return False
    return words >= (_LONG if _SENTENCE_END.search(text) else _ONE_SENTENCE)


def _ends_in_prose(text: str, word: str) -> bool:
    """Whether the last sentence is long enough, in small letters, and ends in a word of English that can end one."""
    last = _LAST_SENTENCE.search(text)
    words = last["words"].split() if last else []
    capitals = sum(one[0].isupper() for one in words[1:])
    if len(words) < _LAST or word in _LINK or not vocabulary.is_everyday(word):
        return False
    return 3 * capitals < len(words) and (word.islower() or words[-2].islower())


def _is_between(document: Document, paragraph: Span) -> bool:
    """Whether the paragraphs before and after it end in stops, and the next one begins a sentence."""
    before, after = (document.beside(paragraph, step) for step in (-1, 1))
    if before is None or not _is_sentence(document, before):
        return False
    return _is_sentence(document, after) if after else _is_long(document, before)


def _is_long(document: Document, span: Span) -> bool:
    return len(document.text[span.start : span.end].split()) >= _LONG


def _is_sentence(document: Document, span: Span) -> bool:
    text = document.text[span.start : span.end].strip()
    return len(text) >= _PARAGRAPH and _STOPS.search(text) is not None and _BEGINS.match(text) is not None
