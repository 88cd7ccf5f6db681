"""The words of languages and how common each is, as wordfreq carries them.

Speer 2022, https://doi.org/10.5281/zenodo.7199437: some 320,000 English words, and the 30,000 to 60,000 commonest ones
of other languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

EVERYDAY = 2e-6  # zipf 3.3: a word that every reader of the language knows
ENGLISH = "en"


@cache
def frequencies(language: str) -> Mapping[str, float]:
    """Words in lower case and how often each stands in a running text (0 to 1); `language` is an ISO 639-1 code."""
    from wordfreq import get_frequency_dict  # a quarter of a second, only for texts that need it

    found: Mapping[str, float] = get_frequency_dict(language, "large" if language == ENGLISH else "small")
    return found


def frequency(word: str, language: str = ENGLISH) -> float:
    return frequencies(language).get(word.casefold(), 0.0)


def is_everyday(word: str, language: str = ENGLISH) -> bool:
    return frequency(word, language) >= EVERYDAY
