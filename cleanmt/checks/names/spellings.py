"""One name in several spellings: the text itself is the witness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from cleanmt.checks import Check, Match, Shapes, Spot
from cleanmt.checks.names import NO_GIVEN_NAMES
from cleanmt.checks.names.people import plain
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, vocabulary
from cleanmt.text.document import Document

_NAME = lazy.compile(r"(?<![\p{L}\p{M}\p{N}.@/_’'#-])\p{Lu}\p{Ll}{4,}(?![\p{L}\p{M}\p{N}@/_-]|\.\p{L})")
_BEFORE = lazy.compile(r"(?P<word>\p{Lu}[\p{L}\p{M}]+) $")
_AFTER = lazy.compile(r" (?P<word>\p{Lu}[\p{L}\p{M}]+)")
_SHORTEST = 6  # letters, and one more where neither is oftener; five are enough with the same name beside it
_SLIPS = 1  # times that the odd one stands, unless the other stands no oftener
_SURE = 3  # times that the other spelling stands
_LONG = 8  # letters of names that may differ in two places; longer ones also in the first letter
_BOTH = 2
_CONSONANTS = 4
# Letters of a folded name that sound alike, and those that languages without vowels leave out.
AS_HEARD = str.maketrans("cqvz", "kkws", "aeiouyjh")
_FAR = 40  # characters
_ALIKE = 12  # words, at most: more are no spellings of one name


@dataclass(frozen=True, slots=True)
class Spellings(Check):
    """A name that stands in the text with one other letter, and oftener: Harenchuk beside Haranchuk.

    English does not know the odd spelling. `titles` are capitals before a surname that are no first names. Two people
    are meant where the names beside them differ. Shapes: `slip` where the text has the other at least three times,
    or twice if every reader knows it, and beside the same names; `unclear` where it has it three times otherwise.
    """

    titles: Words = Words(())

    def shapes(self) -> Shapes:
        return dict.fromkeys(("slip", "unclear"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        places = _places(document.text)
        pairs = _pairs(places)
        names = {word: _named(document.text, word, places[word], self.titles) for pair in pairs for word in pair}
        partners: dict[str, _Name] = {}
        for one, other in pairs:
            odd, right = _ordered(document, names[one], names[other])
            is_better = odd.word not in partners or right.times > partners[odd.word].times
            if is_better and _is_known_here(odd, right) and _is_one_name(document, odd, right):
                partners[odd.word] = right
        for span, odd in sorted((span, names[word]) for word in partners for span in names[word].spans):
            yield _match(document, span, odd, partners[odd.word])


@dataclass(frozen=True, slots=True)
class _Name:
    """A capitalized word of the text, and the names that stand before and behind it."""

    word: str
    spans: Sequence[Span]
    before: frozenset[str]
    after: frozenset[str]

    @property
    def times(self) -> int:
        return len(self.spans)

    def is_beside_others(self, other: _Name) -> bool:
        """Whether another name than ever beside the other stands beside it: Jana Novak, Marek Nowak."""
        return bool(
            (self.before and other.before and self.before.isdisjoint(other.before))
            or (self.after and other.after and self.after.isdisjoint(other.after))
        )

    def shares_neighbour(self, other: _Name) -> bool:
        return not (self.before.isdisjoint(other.before) and self.after.isdisjoint(other.after))


def _places(text: str) -> Mapping[str, Sequence[Span]]:
    """Where each capitalized word stands."""
    found = defaultdict(list)
    for match in _NAME.finditer(text):
        found[match[0]].append(Span(*match.span()))
    return found


def _named(text: str, word: str, spans: Sequence[Span], titles: Words) -> _Name:
    before = (_BEFORE.search(text, max(0, span.start - _FAR), span.start) for span in spans)
    after = (_AFTER.match(text, span.end) for span in spans)
    firsts = {match["word"] for match in before if match and match["word"] not in NO_GIVEN_NAMES}
    return _Name(word, spans, frozenset(f for f in firsts if f not in titles), frozenset(m["word"] for m in after if m))


def _pairs(names: Iterable[str]) -> Sequence[tuple[str, str]]:
    """Those that are the same but for one letter (both are the same without it), or, if long, but for their vowels."""
    alike = defaultdict(set)
    for word in names:
        name = folded(word)
        consonants = name[0] + name[1:].translate(AS_HEARD)
        keys = {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}
        for key in keys | ({f" {consonants}"} if len(name) >= _LONG and len(consonants) >= _CONSONANTS else set()):
            alike[key].add(word)
    few = (words for words in alike.values() if 1 < len(words) <= _ALIKE)
    return sorted({pair for words in few for pair in combinations(sorted(words), 2)})


def _ordered(document: Document, one: _Name, other: _Name) -> tuple[_Name, _Name]:
    """The odd one and the one that is likelier: oftener, known, with a first name, or first."""

    def likelihood(name: _Name) -> tuple[int, bool, int, int]:
        return name.times, document.word_counts[name.word] > name.times, len(name.before), -name.spans[0].start

    odd, right = sorted((one, other), key=likelihood)
    return odd, right


def _is_one_name(document: Document, odd: _Name, right: _Name) -> bool:
    if odd.times != right.times and odd.times > _SLIPS:
        return False
    if not changed(folded(odd.word), folded(right.word)) or odd.is_beside_others(right):
        return False
    shortest = _SHORTEST + (odd.times == right.times)
    if min(len(odd.word), len(right.word)) < shortest and not (right.times > 1 and odd.shares_neighbour(right)):
        return False
    if document.word_counts[odd.word.lower()] or vocabulary.frequency(odd.word):
        return False
    return odd.times < right.times or not vocabulary.frequency(right.word)


def changed(one: str, other: str, *, at_end: bool = False) -> int:
    """How many letters of the one are others in the other, or missing; none where it is an ending, unless that counts
    too, or the first letter of a short name.
    """
    shortest = min(len(one), len(other))
    same = [one[at] == other[at] for at in range(shortest)]
    start = same.index(False) if False in same else shortest
    end = next((at for at in range(shortest - start) if one[-1 - at] != other[-1 - at]), shortest - start)
    is_inside = (end > 0 or (at_end and len(one) == len(other))) and (start > 0 or shortest > _LONG)
    changed = same.count(False) if len(one) == len(other) else max(len(one), len(other)) - start - end
    return changed if is_inside and (changed == 1 or (changed == _BOTH and len(one) == len(other))) else 0


def folded(word: str) -> str:
    return plain(word).lower()


def _match(document: Document, span: Span, odd: _Name, right: _Name) -> Match:
    edit = Edit(span.start, span.end, right.word).trimmed(document.text)
    words = {"replacement": right.word, "times": str(right.times)}
    return Match(span, (edit,), words, "slip" if _is_sure(odd, right) else "unclear")


def _is_known_here(odd: _Name, right: _Name) -> bool:
    """Of two that stand once or twice either may be right, or both."""
    return right.times >= _SURE or _is_sure(odd, right)


def _is_sure(odd: _Name, right: _Name) -> bool:
    one, other = folded(odd.word), folded(right.word)
    is_slip = changed(one, other) == 1 or sorted(one) == sorted(other)
    is_often = right.times >= _SURE or (right.times > odd.times and vocabulary.is_everyday(right.word))
    is_alone = not (odd.before or odd.after)
    return odd.times == 1 and is_slip and is_often and (is_alone or odd.shares_neighbour(right))
