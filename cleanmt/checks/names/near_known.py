"""Names one slip away from a known one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.checks.names import NO_GIVEN_NAMES
from cleanmt.checks.names.spellings import AS_HEARD, changed, folded
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table, cells
from cleanmt.text import lazy, matching, vocabulary
from cleanmt.text.document import Document

_NAME = lazy.compile(r"(?<![\p{L}\p{M}\p{N}.@/_’'#-])\p{Lu}[\p{Ll}\p{M}]{4,}(?![\p{L}\p{M}\p{N}@/_-]|\.\p{L})")
_PAIR = lazy.compile(r"(?<![\p{L}\p{M}-])(?P<first>\p{Lu}\p{Ll}{2,}) (?P<second>\p{Lu}\p{Ll}{2,})(?![\p{L}\p{M}-])")
_BEFORE = lazy.compile(r"(?P<word>\p{Lu}[\p{L}\p{M}.]*) $")
_AFTER = lazy.compile(r" \p{Lu}")
_DOUBLED = lazy.compile(r"(.)\1+")
_FAR = 40  # characters
_SHORTEST = 5  # letters
_CONSONANTS = 3
_SHARE = 3  # of so many letters one may be another


@dataclass(frozen=True, slots=True)
class NearKnown(Check):
    """A name that English does not know, with the consonants of one in the tables `places`, `towns`, `people`: Kharsun.

    `witnesses` has by language what else must stand in the text, words divided by |. A person's first name must stand
    before the surname, in one of its spellings; before a place there is none. `known` are right as they stand. Shapes:
    `place`, `person`.
    """

    places: Table
    towns: Table
    people: Table
    witnesses: Mapping[str, str]
    known: Words = Words(())

    def problems(self) -> Iterator[str]:
        yield from self.places.lacking("english", "lang", "variants")
        yield from self.towns.lacking("english", "lang", "variants")
        yield from self.people.lacking("given", "family", "also", "lang", "given_variants", "given_style")

    def shapes(self) -> Shapes:
        return dict.fromkeys(("place", "person"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        odd = {word for word in map(_alone, document.word_counts) if self._may_be_odd(word)}
        known = _known(self.places, self.towns, self.people) if odd else _NONE
        odd = {word for word in odd if word not in known.spellings and _sound(word) in known.by_sound}
        for spot in spots if odd else ():
            for match in matching.matches(_NAME, document.text, spot.paragraph):
                if match[0] not in odd:
                    continue
                meant = [one for one in known.by_sound.get(_sound(match[0]), ()) if self._may_be(document, match, one)]
                if len({one.name for one in meant}) == 1:
                    edit = Edit(*match.span(), meant[0].name).trimmed(document.text)
                    shape = "person" if meant[0].given else "place"
                    yield Match(Span(*match.span()), (edit,), {"replacement": meant[0].name}, shape)

    def _may_be_odd(self, word: str) -> bool:
        is_name = len(word) >= _SHORTEST and word[0].isupper()
        return is_name and word not in self.known and not vocabulary.frequency(word)

    def _may_be(self, document: Document, match: regex.Match[str], one: _Known) -> bool:
        text, found, right = document.text, folded(match[0]), folded(one.name)
        if not 0 < _distance(found, right) <= max(1, len(found) // _SHARE) or found[:-1] == right[:-1]:
            return False
        if found.startswith(right) or right.startswith(found):
            return False
        witnesses = self.witnesses.get(one.lang, "")
        if not witnesses or not document.once(("witness", witnesses), matching.compiled(rf"\b(?:{witnesses})").search):
            return False
        before = _BEFORE.search(text, max(0, match.start() - _FAR), match.start())
        if one.given:
            return before is not None and before["word"] in one.given
        return not _AFTER.match(text, match.end()) and (before is None or before["word"] in NO_GIVEN_NAMES)


@dataclass(frozen=True, slots=True)
class LongPlaces(Check):
    """Sri Lanca: one word of one of the `places`, which have two, with one other letter."""

    places: Words

    def problems(self) -> Iterator[str]:
        for place in self.places:
            if place.count(" ") != 1:
                yield f"'{place}' has not two words"

    def signs(self) -> Signs:
        words = sorted({word for place in self.places for word in place.split()})
        return Signs((rf"\b(?:{'|'.join(words)}) \p{{Lu}}", rf"\p{{Ll}} (?:{'|'.join(words)})\b"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        partners = _partners(self.places)
        for spot in spots:
            for match in _PAIR.finditer(document.text, *spot.paragraph, overlapped=True):
                for odd, other in (("second", "first"), ("first", "second")):
                    right = next((w for w in partners.get((other, match[other]), ()) if _is_slip(match[odd], w)), "")
                    if right and f"{match['first']} {match['second']}" not in self.places:
                        edit = Edit(*match.span(odd), right).trimmed(document.text)
                        words = {
                            "replacement": f"{right} {match[other]}" if odd == "first" else f"{match[other]} {right}"
                        }
                        yield Match(Span(*match.span()), (edit,), words)


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    lang: str
    given: frozenset[str]  # of a person, in all spellings


@dataclass(frozen=True, slots=True)
class _AllKnown:
    by_sound: Mapping[str, Sequence[_Known]]
    spellings: frozenset[str]


_NONE = _AllKnown({}, frozenset())


@lru_cache(maxsize=4)
def _known(places: Table, towns: Table, people: Table) -> _AllKnown:
    by_sound, spellings = defaultdict(list), set()
    for row in (*places.rows, *towns.rows):
        spellings |= {row["english"], *cells(row["variants"])}
        if " " not in row["english"]:
            by_sound[_sound(row["english"])].append(_Known(row["english"], row["lang"], frozenset()))
    for row in people.rows:
        spellings |= {row["family"], *cells(row["also"]), *cells(row["family_variants"]), *cells(row["family_shared"])}
        given = frozenset([row["given"], *cells(row["given_variants"]), *cells(row["given_style"])]) - {""}
        by_sound[_sound(row["family"])].append(_Known(row["family"], row["lang"], given))
    return _AllKnown(
        {sound: each for sound, each in by_sound.items() if len(sound) >= _CONSONANTS}, frozenset(spellings)
    )


def _alone(word: str) -> str:
    """Without a possessive."""
    return word.removesuffix("'s").removesuffix("’s")


@lru_cache(maxsize=2**14)
def _sound(name: str) -> str:
    """The first letter and the consonants behind it, those that sound alike as one."""
    plain_name = folded(name)
    return _DOUBLED.sub(r"\1", plain_name[0] + plain_name[1:].translate(AS_HEARD))


def _distance(one: str, other: str) -> int:
    """How many letters have to be left out, put in or changed."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other)


@cache
def _partners(places: Words) -> Mapping[tuple[str, str], Sequence[str]]:
    """What stands beside each word: ("first", "Sri") -> Lanka."""
    found = defaultdict(list)
    for place in places:
        first, second = place.split()
        found["first", first].append(second)
        found["second", second].append(first)
    return found


def _is_slip(word: str, right: str) -> bool:
    return word != right and word[0] == right[0] and changed(folded(word), folded(right), at_end=True) > 0
