"""Words in the wrong sense: each row of a table names one, the word that it translates, and what must stand near it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Self

import regex

from cleanmt.checks import Check, Example, Match, Shapes, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table
from cleanmt.text import lazy, matching, templates
from cleanmt.text.document import Document
from cleanmt.text.languages import CODES
from cleanmt.text.phrase import Lists, PhraseError, beside, expression, standing_after, standing_before
from cleanmt.text.subjects import SUBJECTS

COLUMNS = (
    "languages", "word", "phrase", "not-before", "not-after", "pattern", "right", "near", "subject", "within", "unless",
    "level", "bad", "good", "ok",
)  # fmt: skip
SHOWN, ONE_READING = "shown", "one-reading"
_LEVELS = ("unsafe", "suggestion", "note")
_DIVIDER = lazy.compile(r"\|(?![^{}]*\})")
_STRETCHES = ("sentence", "paragraph", "document")


@dataclass(frozen=True, slots=True)
class Senses(Check):
    """Rows of `data`: where `phrase` (or `pattern`, where it is no words) stands, and a word of `near` but none of
    `unless` stands `within` the same sentence, paragraph or document, `right` is meant. For the words of `near` the
    `subject` of the whole text, one of several, may stand, too.

    The phrase may mark the wrong words by [ ]; none of `not-before` stands before it, none of `not-after` after it.
    `right` lists readings divided by `|`, templates all. The shape of a match is `one-reading` where the row's level is
    unsafe (its first reading becomes an edit), else `shown`; a row that is a note only names its readings. A row is
    about texts translated from one of its `languages`. Of rows that find the same words, the surest speaks.
    """

    data: Table

    def problems(self) -> Iterator[str]:
        for index, row in enumerate(self.data.rows):
            if tuple(row) != COLUMNS:
                yield f"{self.data.path}: the columns are {', '.join(COLUMNS)}"
                return
            where = f"{self.data.place(index)} ({row['word']})"
            if not row["languages"]:
                yield f"{where}: languages: no language is named"
            for code in sorted({*_divided(row["languages"])} - CODES):
                yield f"{where}: languages: '{code}' is no code of a language (ISO 639-1: cs, uk, ja)"
            if row["within"] not in _STRETCHES:
                yield f"{where}: within '{row['within']}' is not one of {', '.join(_STRETCHES)}"
            for subject in sorted({*_divided(row["subject"])}.difference(SUBJECTS)):
                yield f"{where}: subject '{subject}' is not one of {', '.join(SUBJECTS)}"
            if row["level"] not in _LEVELS:
                yield f"{where}: level '{row['level']}' is not one of {', '.join(_LEVELS)}"
            yield from (f"{where}: {problem}" for problem in _unreadable(row, self.data.lists))

    def signs(self) -> Signs:
        return Signs(tuple(_expression(row, self.data.lists) for row in self.data.rows))

    def shapes(self) -> Shapes:
        levels = (row["level"] for row in self.data.rows)
        return dict.fromkeys(sorted({ONE_READING if level == "unsafe" else SHOWN for level in levels}))

    def examples(self) -> Iterator[Example]:
        for row in self.data.rows:
            if row.get("bad"):
                yield Example(bad=row["bad"], good=row.get("good") or None)
            if row.get("ok"):
                yield Example(ok=row["ok"])

    def translated_from(self, languages: Collection[str]) -> Self:
        return replace(self, data=self.data.only(lambda row: not {*languages}.isdisjoint(_divided(row["languages"]))))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for spot in spots:
            senses = (_sense(self.data, row) for row in sorted(spot.signs))
            found = [match for sense in senses for match in sense.find(document, spot.paragraph)]
            yield from _one_a_place(found)


@dataclass(frozen=True, slots=True)
class _Sense:
    """A row, read."""

    languages: tuple[str, ...]
    word: str
    expression: str
    right: tuple[str, ...]
    near: Words
    subject: tuple[str, ...]
    within: str
    unless: Words
    level: str

    def find(self, document: Document, paragraph: Span) -> Iterator[Match]:
        for match in matching.matches(matching.compiled(self.expression), document.text, paragraph):
            if self._is_meant(document, match.start(), paragraph):
                yield self._match(match)

    def _is_meant(self, document: Document, offset: int, paragraph: Span) -> bool:
        stands = self._standing(document, offset, paragraph)
        if stands(self.unless):
            return False
        if not self.near and not self.subject:
            return True
        return stands(self.near) or not document.subjects.isdisjoint(self.subject)

    def _standing(self, document: Document, offset: int, paragraph: Span) -> Callable[[Words], bool]:
        """Whether words stand in the stretch around."""
        if self.within == "document":
            return lambda words: document.once(("stands", words), partial(matching.stands_in, words))
        span = document.sentence_at(offset) if self.within == "sentence" else paragraph
        around = document.text[span.start : span.end]
        return lambda words: matching.stands_in(words, around)

    def _match(self, match: regex.Match[str]) -> Match:
        groups = match.groupdict()
        marked = Span(*match.span("wrong" if "wrong" in groups else 0))
        filled = (templates.fill(reading, groups) for reading in self.right)
        right = tuple(templates.cased(reading, match.string, marked.start) for reading in filled)
        named = " or ".join(right) if self.level == "note" else right[0]
        words = {"wrong": match.string[marked.start : marked.end], "word": self.word, "right": named}
        if self.level == "unsafe":
            edit = Edit(marked.start, marked.end, right[0]).trimmed(match.string)
            return Match(marked, (edit,), words, ONE_READING, right[1:], source=self.languages)
        return Match(marked, (), words, SHOWN, () if self.level == "note" else right, source=self.languages)


def _one_a_place(found: Sequence[Match]) -> Iterator[Match]:
    """Those with an edit first, then the longer, then as the table has them; none that overlaps one before it."""
    taken: list[Span] = []
    for match in sorted(found, key=lambda m: (not m.edits, m.span.start - m.span.end)):
        if not any(match.span.overlaps(other) for other in taken):
            taken.append(match.span)
            yield match


@cache
def _sense(table: Table, number: int) -> _Sense:
    """A row that some text has shown a sign of: of hundreds most are never read."""
    row = table.rows[number]
    return _read(row, _expression(row, table.lists))


def _expression(row: Mapping[str, str], lists: Lists) -> str:
    """What a row looks for. Raises PhraseError."""
    if row["pattern"]:
        return row["pattern"]
    before, after = row["not-before"], row["not-after"]
    return beside(
        expression(row["phrase"], lists),
        not_before=standing_before([f"({before})"], lists) if before else "",
        not_after=standing_after([f"({after})"], lists) if after else "",
    )


def _unreadable(row: Mapping[str, str], lists: Lists) -> Iterator[str]:
    """What is wrong with what a row looks for."""
    if bool(row["phrase"]) == bool(row["pattern"]):
        yield "give either 'phrase' or 'pattern'"
    elif row["pattern"] and (row["not-before"] or row["not-after"]):
        yield "'not-before' and 'not-after' stand beside a phrase"
    else:
        try:
            matching.compiled(_expression(row, lists))
        except PhraseError as error:
            keys = ("phrase", "not-before", "not-after")
            yield f"{next(key for key in keys if row[key] and row[key] in error.phrase)}: {error}"
        except regex.error as error:
            yield f"pattern: {error}"


def _read(row: Mapping[str, str], expression: str) -> _Sense:
    return _Sense(
        languages=_divided(row["languages"]),
        word=row["word"],
        expression=expression,
        right=_divided(row["right"]),
        near=Words(_divided(row["near"])),
        subject=_divided(row["subject"]),
        within=row["within"],
        unless=Words(_divided(row["unless"])),
        level=row["level"],
    )


def _divided(cell: str) -> tuple[str, ...]:
    """The parts of a cell; a | inside braces belongs to a template: {who|lower}."""
    return tuple(part for part in _DIVIDER.split(cell) if part)
