from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfreq import get_frequency_dict

from cleanmt.errors import FileError
from cleanmt.text import vocabulary
from cleanmt.text.lexicon import MAGIC, Lexicon

ALL = (vocabulary.ENGLISH, *vocabulary.OTHERS)


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


@pytest.mark.parametrize("language", ALL)
def test_every_word_is_as_common_as_wordfreq_says(language: str) -> None:
    english = get_frequency_dict("en", "large")
    known = english if language == "en" else get_frequency_dict(language, "small")
    words = sorted(known)[::5]
    expected = [0.0 if language != "en" and word in english else known[word] for word in words]
    assert [vocabulary.frequency(word, language) for word in words] == expected


@pytest.mark.parametrize(
    "word", ["", " ", "\n", "\t", "\0", "a\t127", "!", "\udc80", "\U0010ffff", "z" * 600, "house\0"]
)
def test_what_is_no_word_is_none(word: str) -> None:
    assert [vocabulary.frequency(word, language) for language in ALL] == [0.0] * len(ALL)


@given(st.text())
def test_whatever_is_asked_for_has_an_answer(word: str) -> None:
    assert vocabulary.frequency(word) == get_frequency_dict("en", "large").get(word.casefold(), 0.0)


def test_everyday_words_by_their_beginnings() -> None:
    common = sorted(word for word, often in get_frequency_dict("en", "large").items() if often >= vocabulary.EVERYDAY)
    assert vocabulary.everyday("") == common
    assert vocabulary.everyday("neighb") == [word for word in common if word.startswith("neighb")] != []
    assert vocabulary.everyday("qqq") == []
    assert vocabulary.begins_everyday("neighb")
    assert not vocabulary.begins_everyday("neighbourhoods")


def test_all_languages_lie_in_twelve_megabytes_and_take_three_of_memory() -> None:
    assert vocabulary.FILE.stat().st_size < 12_000_000
    vocabulary._lexicon.cache_clear()
    vocabulary._words.cache_clear()
    tracemalloc.start()
    for language in ALL:
        vocabulary.frequency("house", language)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 3_000_000


def test_a_language_without_vocabulary_is_named() -> None:
    assert list(vocabulary.lacking(("cs", "tr"))) == []
    (said,) = vocabulary.lacking(("cs", "tlh", "sv", "pt-BR"))
    assert said.startswith("there is no vocabulary of tlh, pt-BR, only of cs, da,")


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (None, "can't be read: No such file or directory"),
        (b"", "is no vocabulary of this cleanmt"),
        (b"version https://git-lfs.github.com/spec/v1\n", "is no vocabulary of this cleanmt"),
        (MAGIC.replace(b"1", b"2") + b"{}\n", "is no vocabulary of this cleanmt"),
        (MAGIC + b'{"en": [0, 51', "is cut off"),
        (MAGIC + b'{"en": [0, 512]}\n\nhouse\t362', "is cut off"),
    ],
)
def test_a_file_that_is_no_vocabulary_is_told(held: bytes | None, why: str, tmp_path: Path) -> None:
    path = tmp_path / "words.bin"
    if held is not None:
        path.write_bytes(held)
    with pytest.raises(FileError) as caught:
        Lexicon.opened(path)
    assert str(caught.value) == f"{path}: {why}; install cleanmt again, or run `make data` in a checkout"
