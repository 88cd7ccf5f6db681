"""Cyrillic names in the Latin alphabet, as each language writes them, and back.

The tables follow what the press of each language does (Duden's transcription for German, PWN's for Polish, the
Ukrainian Cabinet's resolution 55 of 2010 for English from Ukrainian, the practice of AP and Reuters from Russian).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from cleanmt.tables import Table

_VOWELS = frozenset("аеёиоуыэюяєіїь")
_HUSHING = frozenset("шжщчц")
_FRONT = frozenset("еєиіїэ")
_SOFT = frozenset("еёиюяьєії")
_MOST = 240  # spellings of one name
_TRIED = 3000  # readings of one name
# By what stands before a letter and after it ("" at the ends of the name); the first that holds counts.
_CONTEXTS: Mapping[str, Callable[[str, str], bool]] = {
    "start": lambda before, _after: not before,
    "end": lambda _before, after: not after,
    "after vowel": lambda before, _after: before in _VOWELS,
    "after л": lambda before, _after: before == "л",
    "after ш": lambda before, _after: before in _HUSHING,
    "before e": lambda _before, after: after in _FRONT,
    "before soft": lambda _before, after: after in _SOFT,
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one language (`target`) writes the names of another (`source`): letters and their spellings by context."""

    letters: Mapping[str, Mapping[str, tuple[str, ...]]]  # letter -> context ("" is anywhere) -> spellings
    groups: Sequence[str]  # the letters that are several, the longest first
    by_initial: Mapping[str, Sequence[tuple[str, str]]]  # first character -> spellings that begin so, with their letter

    def write(self, original: str) -> list[str]:
        """The spellings of a name, the commonest first."""
        combined = (_named("".join(parts)) for parts in product(*self._pieces(original.lower())))
        return list(dict.fromkeys(islice(combined, _MOST)))

    def read(self, latin: str) -> list[str]:
        """The originals that may be spelt so, the likeliest first.

        Those of the fewest letters (щ, not шч), then those with ш where German writes ж and ш alike.
        """
        tried = islice(self._readings(latin.lower()), _TRIED)
        found = {original for original in tried if self._can_be(original, latin.lower())}
        return [_named(original) for original in sorted(found, key=lambda o: (len(o), o.count("ж"), o))]

    def _can_be(self, original: str, latin: str) -> bool:
        """Whether the original can be spelt so, every letter in its context."""
        ends = {0}
        for spellings in self._pieces(original):
            ends = {end + len(s) for end in ends for s in spellings if latin.startswith(s, end)}
        return len(latin) in ends

    def _readings(self, latin: str) -> Iterator[str]:
        """Every sequence of letters whose spellings, context left aside, make up the name."""
        steps = self._steps(latin)

        def rest(at: int, original: str) -> Iterator[str]:
            if at == len(latin):
                yield original
            for end, letter in steps[at]:
                yield from rest(end, original + letter)

        return rest(0, "")

    def _steps(self, latin: str) -> Sequence[Sequence[tuple[int, str]]]:
        """For each offset the letters that may stand there, with their ends; none where the rest can't be read."""
        steps: list[list[tuple[int, str]]] = [[] for _ in range(len(latin) + 1)]
        for at in reversed(range(len(latin))):
            spellings = [("-", "-"), *self.by_initial.get(latin[at], ())]
            ends = [(at + len(spelling), letter) for spelling, letter in spellings if latin.startswith(spelling, at)]
            steps[at] = [(end, letter) for end, letter in ends if end == len(latin) or steps[end]]
        return steps

    def _pieces(self, original: str) -> list[tuple[str, ...]]:
        return [self._spellings(original, start, letter) for start, letter in self._split(original)]

    def _split(self, original: str) -> Iterator[tuple[int, str]]:
        """The letters, and endings such as ий, with their offsets."""
        at = 0
        while at < len(original):
            groups = (o for o in self.groups if original.startswith(o, at) and self._fits(o, at, original))
            letter = next(groups, original[at])
            yield at, letter
            at += len(letter)

    def _fits(self, group: str, at: int, original: str) -> bool:
        """Whether a group that stands only at the end does so."""
        return "" in self.letters[group] or at + len(group) == len(original)

    def _spellings(self, original: str, at: int, letter: str) -> tuple[str, ...]:
        contexts = self.letters.get(letter)
        if contexts is None:
            return (letter,)
        end = at + len(letter)
        before, after = original[at - 1 : at], original[end : end + 1]
        here = (context for context, holds in _CONTEXTS.items() if context in contexts and holds(before, after))
        return contexts.get(next(here, ""), (letter,))


def _named(name: str) -> str:
    """With its capitals: Kara-Murza."""
    return "-".join(part.capitalize() for part in name.split("-"))


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
    groups = sorted((letter for letter in letters if len(letter) > 1), key=len, reverse=True)
    return Scheme(letters, groups, by_initial)
