"""The words of languages and how common each is, from the lists of wordfreq.

Speer 2022, https://doi.org/10.5281/zenodo.7199437: some 320,000 English words, and the 15,000 to 55,000 commonest ones
of other languages that English does not know.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from cleanmt import tables

if TYPE_CHECKING:
    from cleanmt.text.lexicon import Lexicon, Words

ENGLISH = "en"
OTHERS = ("cs", "da", "de", "es", "fi", "fr", "hu", "is", "it", "nb", "nl", "pl", "pt", "ro", "sv", "tr")
FILE = tables.shipped() / "data" / "words.bin"
EVERYDAY = 2e-6  # zipf 3.3: a word that every reader of the language knows
EVERYDAY_WORDS = "everyday"  # their section in the file


def frequency(word: str, language: str = ENGLISH) -> float:
    """How often the word stands in a running text of the language (0 to 1); another's words that are English count as
    none.

    The language is English or one of OTHERS. Raises FileError where the vocabularies can't be read.
    """
    below = _words(language).centibels(word.casefold())
    return 0.0 if below is None else proportion(below)


def proportion(below: int) -> float:
    """What so many centibels below one in one are."""
    return 10 ** (-below / 100)


def is_everyday(word: str, language: str = ENGLISH) -> bool:
    return frequency(word, language) >= EVERYDAY


def everyday(beginning: str) -> Sequence[str]:
    """The everyday English words that begin so, in order."""
    words = _everyday()
    return words[bisect_left(words, beginning) : bisect_left(words, f"{beginning}\U0010ffff")]


def begins_everyday(stem: str) -> bool:
    """Whether an everyday English word begins with it and goes on: educ, tonn, neighb."""
    words = _everyday()
    at = bisect_right(words, stem)
    return at < len(words) and words[at].startswith(stem)


def lacking(languages: Iterable[str]) -> Iterator[str]:
    """Which of these languages have no vocabulary, in words for who wrote the rule; nothing where all have one."""
    if missing := [language for language in languages if language not in OTHERS]:
        yield f"there is no vocabulary of {', '.join(missing)}, only of {', '.join(OTHERS)}"


@cache
def _lexicon() -> Lexicon:
    from cleanmt.text.lexicon import Lexicon  # only for texts that need it

    return Lexicon.opened(FILE)


@cache
def _words(language: str) -> Words:
    return _lexicon().words(language)


@cache
def _everyday() -> list[str]:
    return [word.decode() for word in _lexicon().lines(EVERYDAY_WORDS)]
