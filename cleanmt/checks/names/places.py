"""Places in another language's spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.checks.names import other_senses
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table, cells
from cleanmt.text import lazy, matching
from cleanmt.text.document import Document

_WORD = lazy.compile(r"[\p{L}\p{M}]+(?:[-.][\p{L}\p{M}]+)*\.?")
_YEAR = lazy.compile(r"(?<![\p{L}\p{N}.,])(?:1[0-9]|20)[0-9]{2}(?![\p{N}.,]\p{N}|\p{N})")
_LATE = 1991  # what has happened since then is told with the names of today
_LONGEST = 4  # words of a place's name
_FIRST = 3  # letters


@dataclass(frozen=True, slots=True)
class Places(Check):
    """Names of places in a foreign spelling: `data` has the columns `english`, `variants` (divided by |) and `certain`.

    Where it also has `since`, a year, English itself wrote the other spelling before: then the text must be of the time
    after it, which a year tells, another name as it has been written since then, or one of the words `today`. What lies
    before is history. Shapes: `former` where there is such a year, `certain` where that column says yes, `usual`
    elsewhere, as far as the table has any.

    A place is not meant inside a longer name (Bombay Stock Exchange, Paul Moskau), nor where the text has one of which
    it may be the short form, nor in quotation marks or brackets of its own, nor beside the right name (Mumbai, formerly
    Bombay).
    """

    data: Table
    today: Words = Words(())  # words that only texts of our days hold

    def problems(self) -> Iterator[str]:
        return self.data.lacking("english", "variants", "certain")

    def signs(self) -> Signs:
        return Signs(words=frozenset(_places(self.data)))

    def shapes(self) -> Shapes:
        return dict.fromkeys(sorted({place.shape for place in _places(self.data).values()}))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for spot in spots:
            for span, place in _found(document.text, spot.paragraph, self.data):
                if self._is_meant(document, span, place):
                    edit = Edit(span.start, span.end, place.english).trimmed(document.text)
                    yield Match(span, (edit,), {"replacement": place.english}, place.shape)

    def english(self, name: str) -> str | None:
        known = _places(self.data).get(name)
        return known.english if known else name if name in _english(self.data) else None

    def _is_meant(self, document: Document, span: Span, place: _Place) -> bool:
        if other_senses.is_other(document, span, (place.english, *place.originals)):
            return False
        if place.since:
            return not _is_history(document, span, place.since) and self._is_of_time_after(document, place.since)
        return not other_senses.is_short_for_another(document, document.text[span.start : span.end])

    def _is_of_time_after(self, document: Document, since: int) -> bool:
        def shows_it(text: str) -> bool:
            late, known = max(since, _LATE), _places(self.data).values()
            names = {place.english for place in known if place.since >= since and place.since > _LATE}
            return (
                max(_years(text), default=0) >= late
                or any(word in names or word.capitalize() in names for word in document.word_counts)
                or matching.stands_in(self.today, text)
            )

        return document.once((self, since), shows_it)


@dataclass(frozen=True, slots=True)
class _Place:
    english: str
    originals: tuple[str, ...]  # as it is called there, where the table says so
    shape: str
    since: int  # the year from which on English writes it so; 0: always


def _is_history(document: Document, span: Span, since: int) -> bool:
    sentence = document.sentence_at(span.start)
    years = _years(document.text[sentence.start : sentence.end])
    return min(years, default=since) < min(since, _LATE)


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(text)]


def _found(text: str, paragraph: Span, table: Table) -> Iterator[tuple[Span, _Place]]:
    places, beginnings = _places(table), _beginnings(table)
    words = list(_WORD.finditer(text, paragraph.start, paragraph.end))
    skip_until = 0
    for index, word in enumerate(words):
        if _beginning(word[0]) not in beginnings or word.start() < skip_until:
            continue
        for last in reversed(words[index : index + _LONGEST]):
            for end in dict.fromkeys((last.end(), last.end() - last[0].endswith("."))):
                known = places.get(text[word.start() : end])
                if known:
                    yield Span(word.start(), end), known
                    skip_until = end
                    break
            if skip_until > word.start():
                break


@lru_cache(maxsize=8)
def _places(table: Table) -> Mapping[str, _Place]:
    """By variant."""
    return {variant: _place(row) for row in table.rows for variant in cells(row["variants"])}


def _place(row: Mapping[str, str]) -> _Place:
    since = int(row.get("since") or 0)
    shape = "former" if since else "certain" if row["certain"] == "yes" else "usual"
    originals = tuple(name for name in row.get("original", "").split(" / ") if name not in cells(row["variants"]))
    return _Place(row["english"], tuple(filter(None, originals)), shape, since)


@lru_cache(maxsize=8)
def _english(table: Table) -> frozenset[str]:
    return frozenset(row["english"] for row in table.rows)


@lru_cache(maxsize=8)
def _beginnings(table: Table) -> frozenset[str]:
    """Of the first words of the names of places; few words of a text have one."""
    firsts = (_WORD.match(variant) for variant in _places(table))
    return frozenset(_beginning(first[0]) for first in firsts if first)


def _beginning(word: str) -> str:
    return word.rstrip(".")[:_FIRST]
