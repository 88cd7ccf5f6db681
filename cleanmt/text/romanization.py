"""Cyrillic names in the Latin alphabet, as each language writes them, and back.

The tables follow what the press of each language does (Duden's transcription for German, PWN's for Polish, the
Ukrainian Cabinet's resolution 55 of 2010 for English from Ukrainian, the practice of AP and Reuters from Russian).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from cleanmt.tables import Table

_VOWELS = "аеёиоуыэюяєіїь"
_HUSHING = "шжщчц"
_FRONT = "еєиіїэ"
_SOFT = "еёиюяьєії"
_MOST = 240  # spellings of one name
_TRIED = 3000  # readings of one name
_CONTEXTS = ("start", "end", "after vowel", "after л", "after ш", "before e", "before soft")


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one language (`target`) writes the names of another (`source`): letters and their spellings by context."""

    letters: Mapping[str, Mapping[str, tuple[str, ...]]]  # letter -> context ("" is anywhere) -> spellings
    by_initial: Mapping[str, Sequence[tuple[str, str]]]  # first character -> spellings that begin so, with their letter

    def write(self, original: str) -> list[str]:
        """The spellings of a name, the commonest first."""
        combined = (_named("".join(parts)) for parts in product(*self._pieces(original.lower())))
        return list(dict.fromkeys(islice(combined, _MOST)))

    def read(self, latin: str) -> list[str]:
        """The originals that may be spelt so, the likeliest first.

        Those of the fewest letters (щ, not шч), then those with ш where German writes ж and ш alike.
        """
        tried = islice(self._readings(latin.lower(), ""), _TRIED)
        found = {original for original in tried if self._can_be(original, latin.lower())}
        return [_named(original) for original in sorted(found, key=lambda o: (len(o), o.count("ж"), o))]

    def _can_be(self, original: str, latin: str) -> bool:
        """Whether the original can be spelt so, every letter in its context."""
        ends = {0}
        for spellings in self._pieces(original):
            ends = {end + len(s) for end in ends for s in spellings if latin.startswith(s, end)}
        return len(latin) in ends

    def _readings(self, latin: str, original: str) -> Iterator[str]:
        """Every sequence of letters whose spellings, context left aside, make up the rest of the name."""
        if not latin:
            yield original
            return
        if latin.startswith("-"):
            yield from self._readings(latin[1:], original + "-")
        for spelling, letter in self.by_initial.get(latin[0], ()):
            if latin.startswith(spelling):
                yield from self._readings(latin[len(spelling) :], original + letter)

    def _pieces(self, original: str) -> list[tuple[str, ...]]:
        return [self._spellings(original, start, letter) for start, letter in self._split(original)]

    def _split(self, original: str) -> Iterator[tuple[int, str]]:
        """The letters, and endings such as ий, with their offsets."""
        at = 0
        while at < len(original):
            letter = next(
                (o for o in self._longest if original.startswith(o, at) and self._fits(o, at, original)), None
            )
            letter = letter or original[at]
            yield at, letter
            at += len(letter)

    @property
    def _longest(self) -> Sequence[str]:
        return _longest_first(tuple(self.letters))

    def _fits(self, letter: str, at: int, original: str) -> bool:
        """Whether a letter group that stands only at the end does so."""
        return "" in self.letters[letter] or len(letter) == 1 or at + len(letter) == len(original)

    def _spellings(self, original: str, at: int, letter: str) -> tuple[str, ...]:
        contexts = self.letters.get(letter)
        if contexts is None:
            return (letter,)
        before, after = original[at - 1 : at], original[at + len(letter) :]
        for context in _CONTEXTS:
            if context in contexts and _holds(context, before, after):
                return contexts[context]
        return contexts.get("", (letter,))


def _named(name: str) -> str:
    """With its capitals: Kara-Murza."""
    return "-".join(part.capitalize() for part in name.split("-"))


def _holds(context: str, before: str, after: str) -> bool:
    return {
        "start": not before,
        "end": not after,
        "after vowel": bool(before) and before in _VOWELS,
        "after л": before == "л",
        "after ш": bool(before) and before in _HUSHING,
        "before e": after[:1] in set(_FRONT),
        "before soft": after[:1] in set(_SOFT),
    }[context]


@lru_cache(maxsize=64)
def _longest_first(letters: tuple[str, ...]) -> Sequence[str]:
    return sorted(letters, key=len, reverse=True)


@lru_cache(maxsize=64)
def scheme(table: Table, source: str, target: str) -> Scheme:
    """The scheme of two languages, from a table with a row a letter and a column a target language."""
    letters: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in table.rows:
        if row["source"] == source:
            letters.setdefault(row["letter"], {})[row["where"]] = tuple(row[target].split("/"))
    by_initial: dict[str, list[tuple[str, str]]] = {}
    for letter, contexts in letters.items():
        for spelling in sorted({s for spellings in contexts.values() for s in spellings if s}):
            by_initial.setdefault(spelling[0], []).append((spelling, letter))
    return Scheme(letters, by_initial)
