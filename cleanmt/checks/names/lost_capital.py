"""Names in lower case which the text itself writes with a capital elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from cleanmt.checks import Check, Match, Shapes, Spot
from cleanmt.checks.names import NO_GIVEN_NAMES
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.tables import Table
from cleanmt.text import lazy, matching, vocabulary
from cleanmt.text.document import Document

_GIVEN = r"\p{Lu}[\p{Ll}\p{M}]+"
_WORD = r"(?P<word>\p{Ll}{4,})(?![\p{L}\p{M}\p{N}@/_-]|\.\p{L}|['’](?!s\b))(?= (?P<next>\p{L}+)|.?)"
_CAPITAL = lazy.compile(
    r"(?<=(?P<before>[\p{L}\p{M}’'.&]+),? )(?P<word>\p{Lu}\p{Ll}{3,})(?![\p{L}\p{M}\p{N}-])(?! \p{Lu})"
)
# Endings of common words that make no others: information, western, agriculture.
_COMMON = lazy.compile(
    r"(?:tion|ment|ness|ity|ing|ed|ly|al|ic|ous|ive|ist|ism|ful|less|ble|ry|nce|ern|ward|where|thing|body|wide|er"
    r"|ship|hood|ure)s?$"
)
_ENDINGS = ("s", "e", "es", "ed", "d", "r", "er", "ing", "ly", "al", "y")
_SELDOM = 0.02  # a name's plural, seldom used, beside the name
_RATHER = 0.1
_OFTEN = 2
_RARE = 1e-6
_PAST = ("ed", "ing")  # what follows a first name may be what she did: Anna vlogged
# Before these a name is known by a capital that begins a sentence, too; “to” also stands before verbs.
_INSIDE = frozenset(("in", "near", "from", "at"))
_TOWARDS = _INSIDE | {"to"}
_NEAR = 40
_FROM = lazy.compile(r"\bfrom [\p{L}\p{M}]+ $")  # (from Brno) to velichov


@dataclass(frozen=True, slots=True)
class LostCapital(Check):
    """A word in lower case where a name stands: after a capital (Karel moravek said), or after one of `places`.

    The text elsewhere has it with a capital, alone and without an article, and English makes no other words of it as it
    does of common nouns; or after one of `titles` (Mr Moravek); or a first name of the table `given` stands before it,
    and it is rare, or the table `census` has it as a name that is hardly anything else; or it is one of `cities`. One
    of `determiners` before it makes a common noun of it, and `except-words` are never names. Shapes: `person`, where
    one of `verbs`, a mark or a possessive follows; `first`, and for what the census has `surname`, where the text
    itself does not have it with a capital; `place`, and for what only the table has `city`, where one of `followers`, a
    mark or a possessive follows.
    """

    given: Table
    census: Table
    cities: Table
    titles: Words
    places: Words
    verbs: Words
    followers: Words
    determiners: Words
    except_words: Words = Words(())  # pasts and the like that stand behind a first name

    def problems(self) -> Iterator[str]:
        yield from self.given.lacking("name")
        yield from self.census.lacking("name", "given", "family")
        yield from self.cities.lacking("name")

    def shapes(self) -> Shapes:
        return dict.fromkeys(("person", "first", "surname", "place", "city"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        places = matching.alternatives(self.places)
        expression = matching.compiled(rf"(?<![\p{{L}}\p{{M}}\p{{N}}’'-])(?P<before>{_GIVEN}|{places}) {_WORD}")
        for spot in spots:
            for match in matching.matches(expression, document.text, spot.paragraph):
                if _times(document, match["word"]) == 1 and (shape := self._shape(document, match)):
                    start, right = match.start("word"), match["word"].capitalize()
                    words = {"replacement": right}
                    yield Match(Span(*match.span("word")), (Edit(start, start + 1, right[0]),), words, shape)

    def _shape(self, document: Document, match: regex.Match[str]) -> str:
        word, before = match["word"], match["before"]
        capitals = self._capitals(document, word)
        if before in self.places:
            if self._is_place(document, match, capitals):
                return "place"
            return "city" if before in _TOWARDS and self._is_city(match) else ""
        if before in NO_GIVEN_NAMES or (match["next"] and match["next"] not in self.verbs):
            return ""
        if capitals and self._is_surname(document, word, capitals, match.start()):
            return "person"
        is_given = before in _names(self.given) or before in _names(self.census, "given")
        if not is_given or word in self.except_words:
            return ""
        if word.capitalize() in _names(self.census, "family"):
            return "surname"
        is_odd = vocabulary.frequency(word) < _RARE and not word.endswith(_PAST)
        return "first" if is_odd and _is_name(word, _SELDOM) else ""

    def _capitals(self, document: Document, word: str) -> Sequence[str]:
        """The words before it where it has a capital."""
        if not _times(document, word.capitalize()):
            return ()
        return document.once((LostCapital, self.titles), lambda text: _capitals(text, self.titles))[word]

    def _is_place(self, document: Document, match: regex.Match[str], capitals: Sequence[str]) -> bool:
        word = match["word"]
        if not _times(document, word.capitalize()):
            return False
        if not vocabulary.frequency(word):
            before = max(0, match.start() - _NEAR)
            is_inside = match["before"] in _INSIDE or _FROM.search(match.string, before, match.start()) is not None
            return not {*self.determiners} & {*capitals} and (bool(capitals) or is_inside)
        alone = self._alone(capitals)
        is_often = len(alone) >= _OFTEN and len(alone) * 2 > len(capitals) and _is_name(word, _SELDOM)
        is_called = any(before in self.titles for before in capitals) and _is_name(word, _RATHER)
        return is_called or (is_often and any(before in self.places for before in alone))

    def _is_city(self, match: regex.Match[str]) -> bool:
        is_alone = not match["next"] or match["next"] in self.followers or match["next"][0].isupper()
        word = match["word"]
        return is_alone and word.capitalize() in _names(self.cities) and _makes_few(word, _SELDOM)

    def _is_surname(self, document: Document, word: str, capitals: Sequence[str], start: int) -> bool:
        if any(before in self.titles for before in capitals):
            return True
        alone = self._alone(capitals)
        if not alone or document.starts_sentence(start):
            return False
        return _is_name(word, _RATHER if len(alone) >= _OFTEN else _SELDOM)

    def _alone(self, capitals: Sequence[str]) -> Sequence[str]:
        return [before for before in capitals if before.islower() and before not in self.determiners]


def _times(document: Document, word: str) -> int:
    """How often the text has it, with or without a possessive."""
    return sum(document.word_counts[word + ending] for ending in ("", "'s", "’s"))


def _capitals(text: str, titles: Words) -> Mapping[str, list[str]]:
    """The words before the capitals that begin no sentence and are no part of a longer name, by lower case."""
    found = defaultdict(list)
    for match in _CAPITAL.finditer(text):
        if match["before"][-1] != "." or match["before"] in titles:
            found[match["word"].lower()].append(match["before"])
    return found


@lru_cache(maxsize=8)
def _names(table: Table, column: str = "") -> frozenset[str]:
    """The names of the table, or those that it marks in the column."""
    return frozenset(row["name"] for row in table.rows if not column or row[column] == "yes")


def _is_name(word: str, seldom: float) -> bool:
    """Whether English has it, but hardly anything that it makes of its own words: streets, parliamentary."""
    return not vocabulary.frequency(word) or (not _COMMON.search(word) and _makes_few(word, seldom))


def _makes_few(word: str, seldom: float) -> bool:
    """Whether all that English makes of it is so much rarer."""
    stems = {word, *(word.removesuffix(ending) for ending in _ENDINGS)}
    stems |= {word.removesuffix("ies") + "y", word.removesuffix("y") + "ies"}
    forms = {*stems, *(stem + ending for stem in stems for ending in _ENDINGS), f"un{word}"} - {word}
    return max(map(vocabulary.frequency, forms)) < vocabulary.frequency(word) * seldom
