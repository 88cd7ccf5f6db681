from __future__ import annotations

import pytest

from cleanmt.text import vocabulary


@pytest.mark.parametrize(
    ("word", "language", "is_everyday"),
    [
        ("house", "en", True),
        ("House", "en", True),
        ("regeringen", "sv", True),
        ("więcej", "pl", True),
        ("więcej", "es", False),
        ("houseandhome", "en", False),
    ],
)
def test_words_that_everybody_knows(word: str, language: str, is_everyday: bool) -> None:
    assert vocabulary.is_everyday(word, language) is is_everyday


def test_what_english_knows_is_no_word_of_others() -> None:
    assert vocabulary.frequency("restaurant", "fr") == 0
    assert vocabulary.frequency("restaurant") > 0
    assert vocabulary.frequency("zzzz", "fr") == 0


def test_the_languages_take_little_memory() -> None:
    words, often = vocabulary._foreign("de")
    assert len(words) == len(often) > 10_000
    assert list(words) == sorted(words)
