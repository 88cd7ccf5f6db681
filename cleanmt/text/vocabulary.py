"""The words of languages and how common each is, as wordfreq carries them.

Speer 2022, https://doi.org/10.5281/zenodo.7199437: some 320,000 English words, and the 30,000 to 60,000 commonest ones
of other languages.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

EVERYDAY = 2e-6  # zipf 3.3: a word that every reader of the language knows
ENGLISH = "en"


@cache
def english() -> Mapping[str, float]:
    """Words in lower case and how often each stands in a running text (0 to 1)."""
    return _read(ENGLISH, "large")


@cache
def _foreign(language: str) -> tuple[array[int], array[float]]:
    """The same of the words of another language (ISO 639-1) that English does not know: their hashes in order, and how
    often each stands. The languages of a rule take 8 MB so, and 62 as dictionaries.
    """
    known = english()
    words = sorted((hash(word), often) for word, often in _read(language, "small").items() if word not in known)
    return array("q", (word for word, _ in words)), array("d", (often for _, often in words))


def _read(language: str, size: str) -> Mapping[str, float]:
    """Not kept by wordfreq, too."""
    from wordfreq import get_frequency_dict, get_frequency_list  # a quarter of a second, only for texts that need it

    found: Mapping[str, float] = get_frequency_dict(language, size)
    get_frequency_dict.cache_clear()
    get_frequency_list.cache_clear()
    return found


def frequency(word: str, language: str = ENGLISH) -> float:
    """How often the word stands in a running text of the language; another's words that are English count as none."""
    word = word.casefold()
    if language == ENGLISH:
        return english().get(word, 0.0)
    words, often = _foreign(language)
    at = bisect_left(words, hash(word))
    return often[at] if at < len(words) and words[at] == hash(word) else 0.0


@cache
def _everyday() -> list[str]:
    return sorted(word for word, often in english().items() if often >= EVERYDAY)


def everyday(beginning: str) -> Sequence[str]:
    """The everyday English words that begin so, in order."""
    words = _everyday()
    return words[bisect_left(words, beginning) : bisect_left(words, f"{beginning}\U0010ffff")]


def begins_everyday(stem: str) -> bool:
    """Whether an everyday English word begins with it and goes on: educ, tonn, neighb."""
    words = _everyday()
    at = bisect_right(words, stem)
    return at < len(words) and words[at].startswith(stem)


def is_everyday(word: str, language: str = ENGLISH) -> bool:
    return frequency(word, language) >= EVERYDAY
