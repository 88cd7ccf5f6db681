"""Names of places that every reader knows, with one wrong letter: Johannsburg."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cleanmt.checks import Check, Match, Spot
from cleanmt.checks.names import NO_GIVEN_NAMES
from cleanmt.checks.names.people import plain
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table, cells
from cleanmt.text import lazy, matching, vocabulary
from cleanmt.text.document import Document

SHORTEST, _LONGEST = 6, 30  # letters
_MOST = 2  # times: what stands oftener is the name of another place
_NAME = lazy.compile(r"(?<![\p{L}\p{M}\p{N}.@/_’'#-])\p{Lu}[\p{Ll}\p{M}]{5,}(?![\p{L}\p{M}\p{N}@/_-]|\.\p{L}| ?\p{Lu})")
_BEFORE = lazy.compile(r"(?P<word>[\p{L}\p{M}]+)(?P<mark>[,.]?) $")
_FAR = 40  # characters


@dataclass(frozen=True, slots=True)
class Slips(Check):
    """A word that English does not know, one letter away from one of the places of the table `known`: Johannsburg.

    Two letters may have changed their places, too. Before it stands one of the words `before`, which a place has before
    it, or a word and a comma. What the table has as `others` is right.
    """

    known: Table
    before: Words

    def problems(self) -> Iterator[str]:
        return self.known.lacking("name", "others")

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        odd = self._odd(document)
        for spot in spots if odd else ():
            for match in matching.matches(_NAME, document.text, spot.paragraph):
                right = odd.get(match[0], "")
                if right and self._is_place(document.text, match.start()):
                    edit = Edit(*match.span(), right).trimmed(document.text)
                    yield Match(Span(*match.span()), (edit,), {"replacement": right})

    def _odd(self, document: Document) -> Mapping[str, str]:
        """The slips of the text, with what is meant."""
        counts = document.word_counts
        words = {word.removesuffix("'s").removesuffix("’s") for word in counts if word[0].isupper()}
        unknown = (word for word in words if SHORTEST <= len(word) <= _LONGEST and not vocabulary.frequency(word))
        rights = {word: self._right(word) for word in unknown}
        return {
            w: right
            for w, right in rights.items()
            if right and sum(counts[w + end] for end in ("", "'s", "’s")) <= _MOST
        }

    def _right(self, word: str) -> str:
        """What the word is a slip of, if of one place only."""
        known, others = _known(self.known)
        meant = _corrections(word, known) if word not in others else ()
        if len(meant) != 1 or vocabulary.frequency(plain(word)):
            return ""
        return meant[0]

    def _is_place(self, text: str, start: int) -> bool:
        before = _BEFORE.search(text, max(0, start - _FAR), start)
        if not before or before["mark"]:
            return before is not None and before["mark"] == ","
        is_name = before["word"][0].isupper() and before["word"] not in NO_GIVEN_NAMES
        return not is_name and before["word"].lower() in self.before


def corrections(word: str, known: Iterable[str]) -> Sequence[str]:
    """The known names of which the word may be a slip: not in the first letter, and no ending."""
    return _corrections(word, _by_key(tuple(known)))


def _corrections(word: str, known: Mapping[str, Sequence[str]]) -> Sequence[str]:
    slip = plain(word).lower()
    near = {name for key in _keys(slip) for name in known.get(key, ())}
    return sorted(name for name in near if _is_slip(slip, plain(name).lower()))


def _is_slip(word: str, right: str) -> bool:
    from rapidfuzz.distance import OSA

    is_ending = word.startswith(right) or right.startswith(word) or word[:-1] == right[:-1]
    return word[0] == right[0] and not is_ending and OSA.distance(word, right) == 1


@lru_cache(maxsize=4)
def _known(table: Table) -> tuple[Mapping[str, Sequence[str]], frozenset[str]]:
    """The names by key, and what is right beside them."""
    others = frozenset(other for row in table.rows for other in cells(row["others"]))
    return _by_key(tuple(row["name"] for row in table.rows)), others


@lru_cache(maxsize=4)
def _by_key(names: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    found = defaultdict(list)
    for name in names:
        for key in _keys(plain(name).lower()):
            found[key].append(name)
    return found


def _keys(word: str) -> set[str]:
    """The word, and what is left of it without one of its letters: two words that are one slip apart share one."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
