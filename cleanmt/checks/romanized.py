"""Slavic names that no table lists, in the romanization of another language: read back, and written as English does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table, cells
from cleanmt.text import lazy, matching, romanization, vocabulary
from cleanmt.text.document import Document, overlapping

_FULL_NAME = lazy.compile(
    r"(?<![\p{L}\p{M}-])(?P<given>\p{Lu}[\p{L}\p{M}]{2,}) (?P<family>\p{Lu}[\p{L}\p{M}]{3,})(?![\p{L}\p{M}-])"
)
_SURNAME = lazy.compile(r"(?<![\p{L}\p{M}-])\p{Lu}[\p{L}\p{M}]{3,}(?![\p{L}\p{M}-])")
# Endings of surnames that Poles and Germans, with the same given name, do not bear.
_SLAVIC_ENDING = r"(?:[^aeiou]|i)(?:ow|ew|ów|jew|iew|owa|ewa|off|witsch|wicz|enko|tchouk|tschuk|czuk)"
_ENDING = lazy.compile(f"{_SLAVIC_ENDING}$")
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Romanized(Check):
    """`given` holds given names with their foreign spellings; `letters` the romanization tables.

    A name is found where its first name stands in a foreign spelling (Danił), or where the first name is Slavic and the
    surname can't be English (Danil Martynow); then also where the surname stands alone. `established` are full names
    that are known in another romanization (Wladimir Klitschko), `elsewhere` first names that other peoples bear, too:
    in their English spelling they say nothing (Alexander Virchow). Whose surname is in the table `people` is left to
    names/people. Shapes: `full`, `lone`.
    """

    given: Table
    letters: Table
    established: Words = Words(())
    elsewhere: Words = Words(())
    people: Table | None = None

    def problems(self) -> Iterator[str]:
        yield from self.given.lacking("english", "source", "variants")
        yield from self.letters.lacking("source", "letter", "where", _ENGLISH)
        if self.people:
            yield from self.people.lacking("family", "also", "family_variants", "family_shared")

    def signs(self) -> Signs:
        names = _given_names(self.given)
        foreign = matching.alternatives(name for name, each in names.items() if any(g.targets for g in each))
        english = matching.alternatives(name for name, each in names.items() if not all(g.targets for g in each))
        surname = r" \p{Lu}[\p{L}\p{M}]"
        return Signs((rf"\b{foreign}{surname}", rf"\b{english}{surname}*{_SLAVIC_ENDING}(?![\p{{L}}\p{{M}}-])"))

    def shapes(self) -> Shapes:
        return dict.fromkeys(("full", "lone"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        known: dict[str, str] = {}  # original surname -> how English writes it
        found: list[Match] = []
        for spot in spots:
            for match in _FULL_NAME.finditer(document.text, *spot.paragraph, overlapped=True):
                if not found or found[-1].span.end <= match.start():
                    found += self._full(match, known)
        if known:
            spellings, taken = self._foreign(known), [match.span for match in found]
            for paragraph in document.paragraphs:
                found += _lone(document.text, paragraph, spellings, taken)
        yield from sorted(found, key=lambda match: match.span)

    def english(self, name: str) -> str | None:
        match = _FULL_NAME.fullmatch(name)
        found = self._full(match, {}) if match else iter(())
        return next((each.words["name"] for each in found), None)

    def _full(self, match: regex.Match[str], known: dict[str, str]) -> Iterator[Match]:
        given, family = match["given"], match["family"]
        if match[0] in self.established or vocabulary.is_everyday(family) or family in _surnames(self.people):
            return
        for name in _given_names(self.given).get(given, ()):
            original = self._original(name, family)
            if original is None:
                continue
            english = romanization.scheme(self.letters, name.source, _ENGLISH).write(original)[0]
            edits = [Edit(*match.span("given"), name.english), Edit(*match.span("family"), english)]
            changes = [e for e in (edit.trimmed(match.string) for edit in edits) if e.text or e.start < e.end]
            if changes:
                known[original] = english
                right = f"{name.english} {english}"
                yield Match(Span(*match.span()), tuple(changes), {"name": right, "original": original}, "full")
            return

    def _original(self, name: _GivenName, family: str) -> str | None:
        """The surname in Cyrillic, as most languages read it; None where nothing says that it is foreign."""
        if not name.targets:
            english = romanization.scheme(self.letters, name.source, _ENGLISH)
            if name.english in self.elsewhere or not _ENDING.search(family) or english.read(family):
                return None
        votes = Counter(
            originals[0]
            for target in name.targets or _targets(self.letters)
            if (originals := romanization.scheme(self.letters, name.source, target).read(family))
        )
        # Whose language it is reads it with the fewest letters: Polish has щ for szcz, others read each letter.
        shortest = min(map(len, votes), default=0)
        likely = [original for original, _ in votes.most_common() if len(original) == shortest]
        return likely[0] if likely and (name.targets or len(likely) == 1) else None

    def _foreign(self, known: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
        """The foreign spellings of these surnames, each with its original and with how English writes it."""
        sources = frozenset(row["source"] for row in self.given.rows)
        found: dict[str, tuple[str, str]] = {}
        for original, english in known.items():
            for spelling in _foreign_spellings(self.letters, sources, original) - {english}:
                found.setdefault(spelling, (original, english))
        return found


def _lone(
    text: str, paragraph: Span, spellings: Mapping[str, tuple[str, str]], taken: Sequence[Span]
) -> Iterator[Match]:
    for match in _SURNAME.finditer(text, *paragraph):
        span = Span(*match.span())
        if match[0] in spellings and not overlapping(taken, span):
            original, english = spellings[match[0]]
            edit = Edit(span.start, span.end, english).trimmed(text)
            yield Match(span, (edit,), {"name": english, "original": original}, "lone")


@dataclass(frozen=True, slots=True)
class _GivenName:
    english: str
    source: str
    targets: tuple[str, ...]  # the languages that may have written it so; none for the English spelling


@lru_cache(maxsize=8)
def _given_names(table: Table) -> Mapping[str, Sequence[_GivenName]]:
    """What may stand in a text -> whose name it may be."""
    found: dict[str, list[_GivenName]] = defaultdict(list)
    for row in table.rows:
        for cell in cells(row["variants"]):
            spelling, _, targets = cell.partition(":")
            found[spelling].append(_GivenName(row["english"], row["source"], tuple(targets.split(","))))
        found[row["english"]].append(_GivenName(row["english"], row["source"], ()))
    return found


@lru_cache(maxsize=8)
def _surnames(table: Table | None) -> frozenset[str]:
    """All spellings of the surnames of a table of people."""
    rows = table.rows if table else ()
    columns = ("family", "also", "family_variants", "family_shared")
    return frozenset(cell for row in rows for column in columns for cell in cells(row[column]))


@lru_cache(maxsize=512)
def _foreign_spellings(letters: Table, sources: frozenset[str], original: str) -> frozenset[str]:
    return frozenset(
        spelling
        for source in sources
        for target in _targets(letters)
        for spelling in romanization.scheme(letters, source, target).write(original)
    )


def _targets(letters: Table) -> list[str]:
    return [key for key in letters.rows[0] if key not in {"source", "letter", "where", _ENGLISH}]
