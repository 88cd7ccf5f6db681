"""The spellings of names across texts: who is written how, and how often.

Names that the rules' tables know are grouped under their English form; the others by a key that (nearly) all
romanizations of one original share, and by likeness within a key.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import dropwhile

import regex
from rapidfuzz import fuzz

from cleanmt.checks.names import NO_GIVEN_NAMES
from cleanmt.checks.names.people import plain
from cleanmt.packs.ruleset import RuleSet
from cleanmt.text import vocabulary
from cleanmt.text.document import Document

_WORD = r"\p{Lu}[\p{L}\p{M}]+(?:[-’'](?!s\b)[\p{L}\p{M}]+)*"
_NAME = regex.compile(rf"{_WORD}(?: {_WORD}){{0,5}}")
_LONGEST = 3  # words of a name
# What stands before a name and is none: offices, forms of address, peoples.
_TITLE = regex.compile(
    r"\b(?:(?:President|Prime|Minister|Foreign|Defen[cs]e|Interior|Deputy|Vice|General|Secretary|Chancellor|King|Queen|Pope"
    r"|Prince|Princess|Governor|Mayor|Senator|Colonel|Captain|Major|Commander|Judge|Professor|Mr|Mrs|Ms|Dr|Sir|Lord"
    r"|Lady|Coach|Ambassador|Director|Chairman|Chief|The|Former|German|French|Dutch|American|Czech"
    r"|\p{L}+(?:ian|ish|ese))(?: |$))+"
)
_LIKE = 72  # how alike (0 to 100) two spellings of one name are at least
_VERY_COMMON = 1e-4  # the, from, nobody; of given names only Will and Mark
_LEAST = 3  # letters of a key that says anything
# Groups of letters that romanizations exchange for each other, longest first: sibilants, v, and the letters of х and г.
_CLASSES = tuple(
    (group, letter)
    for letter, groups in {
        "s": "schtsch chtch shch szcz tsch sch tch tsj sjt zh sz cz sh ch sj zj tj ts c z s x š č ž ş ç ś ź ż ć",
        "v": "ff w v f",
        "h": "kh gu gh g h",
        "k": "ck k q",
        "": "ou oe a e i o u y j ł’ ’ '",
        "l": "ł l",
    }.items()
    for group in sorted(groups.split(), key=len, reverse=True)
)
_GROUPS = dict(sorted(_CLASSES, key=lambda item: -len(item[0])))
_GROUP = regex.compile("|".join(map(regex.escape, _GROUPS)))


@dataclass(slots=True)
class Spelling:
    """One way a name is written: how often, and in which files."""

    text: str
    count: int = 0
    where: list[str] = field(default_factory=list)

    @property
    def files(self) -> int:
        return len(self.where)


@dataclass(frozen=True, slots=True)
class Name:
    """The spellings of one name, the commonest first; `english` is the form of the rules' tables, "" if unknown."""

    english: str
    spellings: tuple[Spelling, ...] = field(default=())

    @property
    def right(self) -> str:
        return self.english or self.spellings[0].text

    @property
    def count(self) -> int:
        return sum(spelling.count for spelling in self.spellings)


def collect(texts: Iterable[tuple[str, str]]) -> dict[str, Spelling]:
    """The capitalized words and phrases of the texts (file, text) that don't just begin a sentence."""
    found: dict[str, Spelling] = {}
    for file, text in texts:
        for name, count in _names_in(text).items():
            spelling = found.setdefault(name, Spelling(name))
            spelling.count += count
            spelling.where.append(file)
    return found


def _names_in(text: str) -> Counter[str]:
    document = Document(text)
    found: Counter[str] = Counter()
    for match in _NAME.finditer(text):
        starts_sentence = document.starts_sentence(match.start())
        for index, part in enumerate(_TITLE.split(match[0])):
            name = _without_first_word(part, document) if starts_sentence and index == 0 else part
            name = " ".join(_without_leading(name.split())[:_LONGEST])
            if name and not document.word_counts[name.lower()]:
                found[name] += 1
    return found


def _without_first_word(name: str, document: Document) -> str:
    """Without the word that has its capital from the sentence: In Kyiv."""
    first, _, rest = name.partition(" ")
    is_common = vocabulary.frequency(first) > _VERY_COMMON or document.word_counts[first.lower()]
    return rest if is_common else name


def _without_leading(words: list[str]) -> list[str]:
    """Without what has a capital and is no part of a name: In Kyiv, On Wednesday."""
    return list(dropwhile(NO_GIVEN_NAMES.__contains__, words))


def group(spellings: Mapping[str, Spelling], rules: RuleSet) -> list[Name]:
    """The names, by count; those with several spellings and those that the tables write otherwise are of interest."""
    known: dict[str, list[Spelling]] = defaultdict(list)
    unknown: dict[str, list[Spelling]] = defaultdict(list)
    for spelling in spellings.values():
        english = next((e for rule in rules if (e := rule.check.english(spelling.text))), "")
        if english:
            known[english].append(spelling)
        elif not vocabulary.is_everyday(spelling.text):  # Minister and Ministry are no name in two spellings
            unknown[key(spelling.text)].append(spelling)
    names = [Name(english, _sorted(each)) for english, each in known.items()]
    names += [Name("", part) for k, each in unknown.items() for part in _alike(k, each)]
    return sorted(names, key=lambda name: (-name.count, name.right))


def _alike(k: str, spellings: list[Spelling]) -> Iterator[tuple[Spelling, ...]]:
    """The spellings of one key, divided where they are too unlike to be one name."""
    rest = list(_sorted(spellings))
    while rest:
        head = rest.pop(0)
        near = [s for s in rest if len(k) >= _LEAST and _is_one_name(head, s)]
        rest = [s for s in rest if s not in near]
        yield (head, *near)


def _is_one_name(one: Spelling, other: Spelling) -> bool:
    """Alike, no plural of the other, and not both in one text: there they are two, but for diacritics."""
    texts = sorted((one.text.lower(), other.text.lower()), key=len)
    if plain(texts[0]) == plain(texts[1]):
        return True
    is_plural = texts[1] in {texts[0] + "s", texts[0] + "es"}
    return not is_plural and set(one.where).isdisjoint(other.where) and fuzz.ratio(*texts) >= _LIKE


def _sorted(spellings: Iterable[Spelling]) -> tuple[Spelling, ...]:
    return tuple(sorted(spellings, key=lambda s: (-s.count, s.text)))


def key(name: str) -> str:
    """What is left of a name when the letters that romanizations exchange are one, and vowels none.

    >>> key("Kouleba") == key("Koeleba") == key("Kuleba")
    True
    >>> key("Gaïdaï") == key("Haidai")
    True
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if c not in "\u0301\u0308\u030a")
    letters = _GROUP.sub(lambda match: _GROUPS[match[0]], unicodedata.normalize("NFC", bare))
    return regex.sub(r"(.)\1+", r"\1", letters)
