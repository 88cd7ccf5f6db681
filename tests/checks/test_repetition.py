from __future__ import annotations

import pytest

from cleanmt.checks.repetition import Loop, RepeatedPhrase, RepeatedWord
from cleanmt.fields import Words
from tests.checks.looking import found, mended, shapes


class TestWord:
    @pytest.mark.parametrize(
        "text",
        [
            "The cat sat.",
            "They had had enough.",
            "In Bora Bora and at the The Hague court",  # names
            "the, the end",
            "the\nthe end",
            "the-the end, the the-end",
            "x x",
        ],
    )
    def test_what_may_stand_twice(self, text: str) -> None:
        assert found(RepeatedWord(allowed=Words(("had",))), text) == []

    def test_a_word(self) -> None:
        assert (
            mended(RepeatedWord(), "At the the end.\n\nThe the end of a a year.") == "At the end.\n\nThe end of a year."
        )

    def test_only_these_words(self) -> None:
        check = RepeatedWord(only=Words(("the",)))
        assert found(check, "the the end") == ["the the"]
        assert found(check, "It is THE the end") == ["THE the"]
        assert found(check, "an an end") == []


class TestPhrase:
    @pytest.mark.parametrize(
        "text",
        [
            "more and more",
            "step by step and bit by bit",
            "brought to justice and brought to the court",
            "New York New York",  # a name
            "one two, one two",  # a list goes on after a comma only after two words
        ],
    )
    def test_what_comes_once(self, text: str) -> None:
        assert found(RepeatedPhrase(), text) == []

    def test_allowed_phrases(self) -> None:
        assert found(RepeatedPhrase(Words(("side by",))), "side by side by") == []

    @pytest.mark.parametrize(
        ("text", "right", "shape"),
        [
            ("He was brought to justice and brought to justice.", "He was brought to justice.", "closed"),
            ("They were tried and convicted, tried and convicted, we hear.", "They were tried and convicted, we hear.",
             "closed"),
            ("Now there are some there are some who", "Now there are some who", "open"),
        ],
    )  # fmt: skip
    def test_a_phrase(self, text: str, right: str, shape: str) -> None:
        assert (mended(RepeatedPhrase(), text), shapes(RepeatedPhrase(), text)) == (right, [shape])


class TestLoop:
    @pytest.mark.parametrize("text", ["the the end", "very, very, very good", "no one no one", "x x x x"])
    def test_what_is_no_loop(self, text: str) -> None:
        assert found(Loop(Words(("very",))), text) == []

    def test_three_times_and_more(self) -> None:
        text = "He said said said so. Bora Bora Bora.\n\none two one two, one two end"
        assert mended(Loop(), text) == "He said so. Bora.\n\none two end"
