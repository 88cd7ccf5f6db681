"""People in another language's spelling, or without the capital of their surname."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.checks.names import NAME, NO_GIVEN_NAMES
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table, cells
from cleanmt.text import lazy, matching, vocabulary
from cleanmt.text.document import Document

_BEFORE = lazy.compile(r"(?P<word>[\p{L}\p{M}’'.-]+)[ \xa0]$")
_LOWER_NAME = lazy.compile(r"(?<![\p{L}-])(?P<given>\p{L}[\p{L}-]{2,}) (?P<family>\p{Ll}[\p{L}-]{2,})(?![\p{L}-])")
_COLUMNS = ("given", "family", "also", "given_variants", "given_style", "family_variants", "family_shared", "alone")
_SHORTEST_SURNAME = 5  # letters
_LONGEST_WORD = 60  # characters; what is longer is no name


@dataclass(frozen=True, slots=True)
class People(Check):
    """Names of people in a foreign spelling, from the table `data`. `titles` are words that fix whose surname follows.

    Shapes, as far as the table and `titles` give rise to them: `full` (the first name stands beside it), `given` (only
    the first name is foreign), `style` (it is another house's), `title` (a title stands before it) and `lone`.
    """

    data: Table
    titles: Words = Words(())

    def problems(self) -> Iterator[str]:
        return self.data.lacking(*_COLUMNS)

    def signs(self) -> Signs:
        people = _people(self.data)
        return Signs(words=frozenset([*people.by_variant, *_with_foreign_first_name(people)]))

    def shapes(self) -> Shapes:
        people = _people(self.data)
        known = [person for each in people.by_family.values() for person in each]
        foreign = [(variant, person) for variant, each in people.by_variant.items() for person in each]
        possible = {
            "full": bool(foreign),
            "given": any(person.given_variants for person in known),
            "style": any(person.given_style for person in known),
            "title": bool(foreign and self.titles),
            "lone": any(person.alone != "no" and variant not in person.shared for variant, person in foreign),
        }
        return {shape: None for shape, is_possible in possible.items() if is_possible}

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        people = _people(self.data)
        for paragraph in (spot.paragraph for spot in spots):
            for name in NAME.finditer(document.text, paragraph.start, paragraph.end):
                if name[0] in people.by_family or name[0] in people.by_variant:
                    start = max(paragraph.start, name.start() - _LONGEST_WORD)
                    before = _BEFORE.search(document.text, start, name.start())
                    yield from self._named(document, people, before, name)

    def english(self, name: str) -> str | None:
        people = _people(self.data)
        given, _, family = name.rpartition(" ")
        for person in (*people.by_family.get(family, ()), *people.by_variant.get(family, ())):
            if given in {person.given, *person.given_variants} or (not given and person.alone != "no"):
                return f"{person.given} {person.family}" if given else person.family
        return None

    def _named(
        self, document: Document, people: _People, before: regex.Match[str] | None, name: regex.Match[str]
    ) -> Iterator[Match]:
        """The people who may be meant by a surname, and by the word before it."""
        given = before["word"] if before else ""
        for person in people.by_family.get(name[0], ()):
            shape = "given" if given in person.given_variants else "style" if given in person.given_style else ""
            if shape and not person.is_own(given, name[0]):
                yield _match(document, person, shape, before, name, is_foreign=False)
        for person in people.by_variant.get(name[0], ()):
            if given in person.given_variants | person.given_style:
                yield _match(document, person, "full", before, name)
            elif shape := self._shape(document.text, person, given, name[0]):
                yield _match(document, person, shape, None, name)

    def _shape(self, text: str, person: Person, given: str, family: str) -> str:
        """Of a foreign surname after a word that is no foreign first name; "" where somebody else may be meant."""
        if given == person.given:
            return "full"
        if given in self.titles:
            return "title"
        return "lone" if person.is_meant(family, text) and not _is_other_given_name(given) else ""


@dataclass(frozen=True, slots=True)
class LowerCase(Check):
    """A surname in lower case after its first name: Angela merkel, angela merkel. `data` is a table of people.

    After the first names of those whose `lang` is one of `languages`, also a surname that no table has, if English does
    not know the word: Igor liashenko.
    """

    data: Table
    languages: Words = Words(())

    def problems(self) -> Iterator[str]:
        return self.data.lacking(*_COLUMNS, "lang")

    def signs(self) -> Signs:
        given = matching.alternatives(_given_names(self.data, self.languages))
        unknown = (rf"\b{given} \p{{Ll}}\p{{L}}{{3}}",) if self.languages else ()
        return Signs(unknown, words=frozenset(_in_lower_case(_people(self.data))))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        people, given = _people(self.data), _given_names(self.data, self.languages)
        for spot in spots:
            for match in _LOWER_NAME.finditer(document.text, *spot.paragraph, overlapped=True):
                if person := _person_called(people, match):
                    yield _capitalized(match, person.given)
                elif match["given"] in given and _is_unknown(match["family"]):
                    yield _capitalized(match, match["given"])


@dataclass(frozen=True, slots=True)
class Person:
    given: str
    family: str
    also: tuple[str, ...]  # other spellings of the family name that are right
    given_variants: frozenset[str]
    given_style: frozenset[str]  # the first name as other houses write it
    shared: frozenset[str]  # foreign spellings of the family name that are also other words or names
    alone: str  # yes; no: others bear the foreign spelling by right; or a word that must stand in the text

    def family_in(self, document: Document, found: str) -> str:
        """The right spelling for this text: its own, else the one that keeps the diacritics of what was found."""
        own = max((self.family, *self.also), key=lambda spelling: document.word_counts[spelling])
        if document.word_counts[own]:
            return own
        accented = next((s for s in self.also if plain(s) == self.family and s != self.family), self.family)
        return self.family if found.isascii() else accented

    def is_own(self, given: str, family: str) -> bool:
        """Whether both parts have the letters of their own language: Siniša Mihajlović, not Siniša Mihajlovic."""
        return plain(given) == self.given and not (given.isascii() or family.isascii())

    def is_meant(self, variant: str, text: str) -> bool:
        """Whether the foreign surname alone is enough to know the person."""
        if variant in self.shared:
            return False
        return self.alone == "yes" or (self.alone != "no" and self.alone in text)


@dataclass(frozen=True, slots=True)
class _People:
    """The table of people by what may stand in a text."""

    by_family: Mapping[str, Sequence[Person]]  # right spellings, for wrong first names beside them
    by_variant: Mapping[str, Sequence[Person]]


@lru_cache(maxsize=8)
def _people(table: Table) -> _People:
    by_family, by_variant = defaultdict(list), defaultdict(list)
    for row in table.rows:
        person = Person(
            row["given"],
            row["family"],
            tuple(cells(row["also"])),
            frozenset(cells(row["given_variants"])),
            frozenset(cells(row["given_style"])),
            frozenset(cells(row["family_shared"])),
            row["alone"],
        )
        for spelling in (row["family"], *cells(row["also"])):
            by_family[spelling].append(person)
        for variant in (*cells(row["family_variants"]), *person.shared):
            by_variant[variant].append(person)
    return _People(by_family, by_variant)


def _in_lower_case(people: _People) -> Iterator[str]:
    """Angela merkel, angela merkel."""
    for family, each in people.by_family.items():
        for given in {person.given for person in each}:
            yield f"{given} {family[0].lower()}{family[1:]}"
            yield f"{given.lower()} {family[0].lower()}{family[1:]}"


def _with_foreign_first_name(people: _People) -> Iterator[str]:
    """Wolodymyr Zelenskyy, with either space."""
    for family, each in people.by_family.items():
        for given in {given for person in each for given in person.given_variants | person.given_style}:
            yield f"{given} {family}"
            yield f"{given}\xa0{family}"


def plain(name: str) -> str:
    """Without diacritics."""
    return "".join(c for c in normalize("NFKD", name) if not combining(c))


def _match(
    document: Document,
    person: Person,
    shape: str,
    before: regex.Match[str] | None,
    name: regex.Match[str],
    *,
    is_foreign: bool = True,
) -> Match:
    """`before` is the first name, where it is foreign; `is_foreign` says so of the surname."""
    edits, right = [], []
    family = person.family_in(document, name[0]) if is_foreign else name[0]
    if before and not person.is_own(before["word"], family):
        edits.append(Edit(*before.span("word"), person.given).trimmed(document.text))
        right.append(person.given)
    if is_foreign:
        edits.append(Edit(*name.span(), family).trimmed(document.text))
        right.append(family)
    span = Span((before or name).start(), name.end())
    words = {"replacement": " ".join(right), "name": f"{person.given} {family}"}
    return Match(span, tuple(edits), words, shape)


@lru_cache(maxsize=8)
def _given_names(table: Table, languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(row["given"] for row in table.rows if row["lang"] in languages) - NO_GIVEN_NAMES


def _person_called(people: _People, match: regex.Match[str]) -> Person | None:
    family = match["family"][0].upper() + match["family"][1:]
    known = people.by_family.get(family, ())
    return next((person for person in known if match["given"] in {person.given, person.given.lower()}), None)


def _is_unknown(word: str) -> bool:
    """To English, with each half of it. What has letters that English lacks is left to the kind `untranslated`."""
    parts = (word, *word.split("-"))
    return word.isascii() and len(word) >= _SHORTEST_SURNAME and not any(map(vocabulary.frequency, parts))


def _capitalized(match: regex.Match[str], given: str) -> Match:
    family = match["family"][0].upper() + match["family"][1:]
    edits = [Edit(*match.span("given"), given), Edit(*match.span("family"), family)]
    trimmed = [e for edit in edits if (e := edit.trimmed(match.string)).text]
    return Match(Span(*match.span()), tuple(trimmed), {"replacement": f"{given} {family}"})


def _is_other_given_name(word: str) -> bool:
    """A capital before the surname that is no first name of ours: somebody else (Leonid Gaidai, the director)."""
    return bool(word) and word[0].isupper() and not word.endswith(("’s", "'s", "’", ".")) and word not in NO_GIVEN_NAMES
