"""Names of people and places in another language's romanization, and first names used as surnames.

The tables are looked up word by word; nothing is compiled from them, so their length costs no time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import combining, normalize

import regex

from cleanmt.checks import Match, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table
from cleanmt.text import matching
from cleanmt.text.document import Document

_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{M}]*)*")
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:[-.][\p{L}\p{M}]+)*\.?")
_BEFORE = regex.compile(r"(?P<word>[\p{L}\p{M}’'.-]+)[ \xa0]$")
_LOWER_NAME = regex.compile(r"(?<![\p{L}-])(?P<given>\p{L}[\p{L}-]{2,}) (?P<family>\p{Ll}[\p{L}-]{2,})(?![\p{L}-])")
_CAPITALS = regex.compile(r"\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)+")
_LAST_TWO = r"\p{Lu}[\p{L}’'-]+,? and \p{Lu}[\p{L}’'-]+"
_LISTED = regex.compile(
    r"(?P<first>\p{Lu}[\p{L}’'-]+)(?P<more>(?:, \p{Lu}[\p{L}’'-]+)*,? and (?P<last>\p{Lu}[\p{L}’'-]++))(?! \p{Lu})"
)
_LONGEST_WORD = 60  # characters; what is longer is no name
_LONGEST = 4  # words of a place's name
_FIRST = 3  # letters


@dataclass(frozen=True, slots=True)
class Names:
    """`people`: shapes `full` (the first name stands beside it), `given` (only the first name is foreign), `style` (it
    is another house's), `title` (President before it) and `lone`.

    `places`: shapes `certain` and `usual`, by the table's column. `first-name`: Biden, Johnson and Emmanuel. `lower`: a
    surname in lower case after its first name.

    `titles` are the words before a surname that fix whose name it is.
    """

    find_: Literal["people", "places", "first-name", "lower"]
    data: Table | None = None
    titles: Words = Words(())
    surname_first: Words = Words(())  # Xi, Kim: in `first-name`, what stands first in full is the surname

    def problems(self) -> Iterator[str]:
        if self.find_ != "first-name" and self.data is None:
            yield "key 'data' is missing"

    def signs(self) -> Signs | None:
        if self.data is None:
            return Signs((_LAST_TWO,))
        if self.find_ == "places":
            return Signs(words=frozenset(_places(self.data)))
        people = _people(self.data)
        if self.find_ == "lower":
            return Signs(words=frozenset(_in_lower_case(people)))
        return Signs(words=frozenset([*people.by_variant, *_with_foreign_first_name(people)]))

    def shapes(self) -> tuple[str, ...]:
        return {"people": ("full", "given", "style", "title", "lone"), "places": ("certain", "usual")}.get(
            self.find_, ()
        )

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        paragraphs = [spot.paragraph for spot in spots]
        if self.data is None:
            yield from self._first_names(document, paragraphs)
            return
        for paragraph in paragraphs:
            if self.find_ == "lower":
                yield from _find_lower(document.text, paragraph, _people(self.data))
            elif self.find_ == "people":
                yield from self._find_people(document, paragraph, _people(self.data))
            else:
                yield from _find_places(document.text, paragraph, self.data)

    def english(self, name: str) -> str | None:
        """The English form of a name that the table knows, in whichever spelling; None where it does not know it."""
        if self.data is None:
            return None
        if self.find_ == "places":
            known = _places(self.data).get(name)
            return known[0] if known else name if name in _english_places(self.data) else None
        people = _people(self.data)
        given, _, family = name.rpartition(" ")
        for person in (*people.by_family.get(family, ()), *people.by_variant.get(family, ())):
            if given in {person.given, *person.given_variants} or (not given and person.alone != "no"):
                return f"{person.given} {person.family}" if given else person.family
        return None

    def _find_people(self, document: Document, paragraph: Span, people: People) -> Iterator[Match]:
        text = document.text
        for name in _NAME.finditer(text, paragraph.start, paragraph.end):
            if name[0] not in people.by_family and name[0] not in people.by_variant:
                continue
            before = _BEFORE.search(text, max(paragraph.start, name.start() - _LONGEST_WORD), name.start())
            given = before["word"] if before else ""
            for person in people.by_family.get(name[0], ()):
                if before and given in person.given_variants:
                    yield _person_match(person, Span(before.start(), name.end()), before, None, document, "given")
                elif before and given in person.given_style:
                    yield _person_match(person, Span(before.start(), name.end()), before, None, document, "style")
            for person in people.by_variant.get(name[0], ()):
                if before and given in person.given_variants | person.given_style:
                    yield _person_match(person, Span(before.start(), name.end()), before, name, document)
                elif given == person.given:
                    yield _person_match(person, Span(*name.span()), None, name, document)
                elif given in self.titles:
                    yield _person_match(person, Span(*name.span()), None, name, document, "title")
                elif person.is_meant(name[0], text) and not _is_other_given_name(given):
                    yield _person_match(person, Span(*name.span()), None, name, document, "lone")

    def _first_names(self, document: Document, paragraphs: Sequence[Span]) -> Iterator[Match]:
        """In a list of surnames, the one that is the first name of somebody who stands in the text in full."""
        lists = [m for paragraph in paragraphs for m in matching.matches(_LISTED, document.text, paragraph)]
        listed = [list(_NAME.finditer(document.text, *m.span())) for m in lists]
        surnames = _surnames(document, {name[0] for names in listed for name in names})
        known = {last for lasts in surnames.values() for last in lasts}
        for names in listed if surnames else ():
            odd = [m for m in names if len(surnames.get(m[0], ())) == 1 and m[0] not in known | set(self.surname_first)]
            if len(odd) == 1 and any(m[0] in known for m in names):
                (surname,) = surnames[odd[0][0]]
                edit = Edit(*odd[0].span(), surname)
                yield Match(Span(*odd[0].span()), (edit,), {"replacement": surname})


def _surnames(document: Document, listed: AbstractSet[str]) -> Mapping[str, AbstractSet[str]]:
    """First names with the surnames that stand behind them in the text, of the people who could be meant by one of
    these names; empty where none of them is a first name.
    """
    if not any(_stands_before_capital(document.text, name) for name in listed):
        return {}  # nearly every text; what follows is slow
    pairs = [tuple(name[0].split()[-2:]) for name in _CAPITALS.finditer(document.text)]
    if listed.isdisjoint(first for first, _ in pairs):
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    for first, last in pairs:
        surname = last.removesuffix("’s").removesuffix("'s")
        if first in _NO_GIVEN_NAMES or listed.isdisjoint((first, surname)):
            continue
        counts = document.word_counts
        if counts[first.lower()] or counts[last.lower()]:
            continue  # a sentence begins here, or words in title case: they stand in lower case elsewhere
        found[first].add(surname)
    return found


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
        accented = next((s for s in self.also if _plain(s) == self.family and s != self.family), self.family)
        return self.family if found.isascii() else accented

    def is_meant(self, variant: str, text: str) -> bool:
        """Whether the foreign surname alone is enough to know the person."""
        if variant in self.shared:
            return False
        return self.alone == "yes" or (self.alone != "no" and self.alone in text)


@dataclass(frozen=True, slots=True)
class People:
    """The table of people by what may stand in a text."""

    by_family: Mapping[str, Sequence[Person]]  # right spellings, for wrong first names beside them
    by_variant: Mapping[str, Sequence[Person]]


@lru_cache(maxsize=8)
def _people(table: Table) -> People:
    by_family, by_variant = defaultdict(list), defaultdict(list)
    for row in table.rows:
        person = Person(
            row["given"],
            row["family"],
            tuple(_cells(row["also"])),
            frozenset(_cells(row["given_variants"])),
            frozenset(_cells(row["given_style"])),
            frozenset(_cells(row["family_shared"])),
            row["alone"],
        )
        for spelling in (row["family"], *_cells(row["also"])):
            by_family[spelling].append(person)
        for variant in (*_cells(row["family_variants"]), *person.shared):
            by_variant[variant].append(person)
    return People(by_family, by_variant)


def _in_lower_case(people: People) -> Iterator[str]:
    """Angela merkel, angela merkel."""
    for family, each in people.by_family.items():
        for given in {person.given for person in each}:
            yield f"{given} {family[0].lower()}{family[1:]}"
            yield f"{given.lower()} {family[0].lower()}{family[1:]}"


def _with_foreign_first_name(people: People) -> Iterator[str]:
    """Wolodymyr Zelenskyy, with either space."""
    for family, each in people.by_family.items():
        for given in {given for person in each for given in person.given_variants | person.given_style}:
            yield f"{given} {family}"
            yield f"{given}\xa0{family}"


@lru_cache(maxsize=8)
def _places(table: Table) -> Mapping[str, tuple[str, str]]:
    """Variant -> English name and shape."""
    return {
        variant: (row["english"], "certain" if row["certain"] == "yes" else "usual")
        for row in table.rows
        for variant in _cells(row["variants"])
    }


@lru_cache(maxsize=8)
def _beginnings(table: Table) -> frozenset[str]:
    """Of the first words of the names of places; few words of a text have one."""
    firsts = (_WORD.match(variant) for variant in _places(table))
    return frozenset(_beginning(first[0]) for first in firsts if first)


def _beginning(word: str) -> str:
    return word.rstrip(".")[:_FIRST]


def _stands_before_capital(text: str, name: str) -> bool:
    at = text.find(name + " ")
    while at >= 0:
        if text[at + len(name) + 1 : at + len(name) + 2].isupper():
            return True
        at = text.find(name + " ", at + 1)
    return False


def _plain(name: str) -> str:
    """Without diacritics."""
    return "".join(c for c in normalize("NFKD", name) if not combining(c))


@lru_cache(maxsize=8)
def _english_places(table: Table) -> frozenset[str]:
    return frozenset(row["english"] for row in table.rows)


def _cells(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _person_match(
    person: Person,
    span: Span,
    given: regex.Match[str] | None,
    family: regex.Match[str] | None,
    document: Document,
    shape: str = "full",
) -> Match:
    text, edits = document.text, []
    if given is not None:
        edits.append(Edit(*given.span("word"), person.given).trimmed(text))
    if family is not None:
        edits.append(Edit(*family.span(), person.family_in(document, family[0])).trimmed(text))
    right = f"{person.given} {person.family}" if given is not None and family is not None else person.given
    replacement = person.family if given is None else right
    return Match(span, tuple(edits), {"replacement": replacement, "name": f"{person.given} {person.family}"}, shape)


def _find_lower(text: str, paragraph: Span, people: People) -> Iterator[Match]:
    for match in _LOWER_NAME.finditer(text, paragraph.start, paragraph.end, overlapped=True):
        family = match["family"][0].upper() + match["family"][1:]
        for person in people.by_family.get(family, ()):
            if match["given"] in {person.given, person.given.lower()}:
                edits = [Edit(*match.span("given"), person.given), Edit(*match.span("family"), family)]
                trimmed = [e for edit in edits if (e := edit.trimmed(text)).text]
                yield Match(Span(*match.span()), tuple(trimmed), {"replacement": f"{person.given} {family}"})
                break


def _is_other_given_name(word: str) -> bool:
    """A capital before the surname that is no first name of ours: somebody else (Leonid Gaidai, the director)."""
    return (
        bool(word) and word[0].isupper() and not word.endswith(("’s", "'s", "’", ".")) and word not in _NO_GIVEN_NAMES
    )


_NO_GIVEN_NAMES = frozenset(
    """The A An In On At But And For As When While After Before With By From To Of If So Yet Both Also Then Now Mr Mrs
    Ms Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Ukrainian Russian Chechen Belarusian Ukraine Russia Lao Thai Czech Swiss French
    Dutch Irish Scottish Welsh English Greek Turkish Polish German Italian Spanish Chinese Japanese Korean American
    British Canadian Australian Indian Israeli Arab African Asian European Latin North South East West New""".split()
)


def _find_places(text: str, paragraph: Span, table: Table) -> Iterator[Match]:
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
                    span = Span(word.start(), end)
                    edit = Edit(span.start, span.end, known[0]).trimmed(text)
                    yield Match(span, (edit,), {"replacement": known[0]}, known[1])
                    skip_until = end
                    break
            if skip_until > word.start():
                break
