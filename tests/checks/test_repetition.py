from __future__ import annotations

import pytest

from cleanmt.checks.repetition import Loop, RepeatedPhrase, RepeatedWord, Twin
from cleanmt.fields import Words
from tests.checks.looking import found, matches, mended, shapes


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
            "Plan A a year later, and the firm IS is rich",  # a name, then a word
            "peri peri from a tuk tuk",  # of another language
            "the java java.util",
        ],
    )
    def test_what_may_stand_twice(self, text: str) -> None:
        assert found(RepeatedWord(allowed=Words(("had",))), text) == []

    def test_a_capital(self) -> None:
        assert shapes(RepeatedWord(), "Rain rain fell on the the roof.") == ["capital", "doubled"]

    def test_a_run_is_one_place(self) -> None:
        assert found(RepeatedWord(), "It said said said so.") == ["said said said"]

    def test_a_word(self) -> None:
        assert (
            mended(RepeatedWord(), "At the the end.\n\nThe the end of a a year.") == "At the end.\n\nThe end of a year."
        )

    def test_only_these_words(self) -> None:
        check = RepeatedWord(only=Words(("the",)))
        assert found(check, "the the end") == ["the the"]
        assert found(check, "It is THE the end") == []
        assert shapes(check, "The the end") == ["doubled"]
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
            "in the hall, in the hall!",
            "told the jury, and the jury left",
            "on the old road, on the old road we met",
            "into the, into the",
            "and much faster, and much faster.",
            "if we must go, we must go.",
            "a deal is a deal is a deal",
            "no no no no",
        ],
    )
    def test_what_comes_once(self, text: str) -> None:
        assert found(RepeatedPhrase(function_words=Words(("into", "the", "on"))), text) == []

    def test_allowed_phrases(self) -> None:
        assert found(RepeatedPhrase(Words(("side by",))), "side by side by") == []

    @pytest.mark.parametrize(
        ("text", "right", "shape"),
        [
            ("He was brought in and brought in.", "He was brought in and brought in.", "pair"),
            ("It was mended and was mended at night", "It was mended and was mended at night", "pair"),
            ("Both were tried, were tried, we hear.", "Both were tried, were tried, we hear.", "list"),
            ("Now there are some there are some who", "Now there are some who", "seam"),
        ],
    )  # fmt: skip
    def test_a_phrase(self, text: str, right: str, shape: str) -> None:
        assert (mended(RepeatedPhrase(), text), shapes(RepeatedPhrase(), text)) == (right, [shape])


class TestLoop:
    @pytest.mark.parametrize(
        "text",
        [
            "the the end",
            "very, very, very good",
            "no one no one",
            "x x x x",
            "It went ding, ding, ding and the bell, the bell, the bell.",
            "She was in Girls Girls Girls.",
            "A rose is a rose is a rose is a rose.",
        ],
    )
    def test_what_is_no_loop(self, text: str) -> None:
        assert found(Loop(Words(("very",))), text) == []

    def test_three_times_and_more(self) -> None:
        text = "He said said said so. Bora Bora Bora Bora.\n\none two one two one two end"
        assert mended(Loop(), text) == "He said so. Bora.\n\none two end"

    def test_with_commas(self) -> None:
        text = "It has a b c, a b c, a b c.\n\nThere were ten, ten, ten, ten, ten"
        assert shapes(Loop(), text) == ["commas", "commas"]

    def test_with_commas_where_nothing_else_is_said_or_the_sentence_goes_on(self) -> None:
        text = "a b c, a b c, a b c\n\nIt has ten, ten, ten, ten, ten, and a"
        check = Loop()
        assert shapes(check, text) == ["list", "list"]
        assert [match.edits for match in matches(check, text)] == [(), ()]


class TestTwin:
    CHECK = Twin(Words(("more", "days")), Words(("of", "the")), Words(("in", "for")))

    @pytest.mark.parametrize(
        "text",
        [
            "more and more, days and days",
            "louder and louder",
            "milk and milk products",
            "old mills and mills in the north",
            "They laughed and laughed.",
            "He was laughing and laughing.",
            "between mill and mill",
            "skill and skill and skill",
            "There are mills and mills.",
            "Skill and Skill",
            "skill and skill-set",
            "milk, milk powder and cream",
            "He danced, danced and sang.",
        ],
    )
    def test_near_misses(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_pairs(self) -> None:
        text = "The skill and skill in it was noted and noted. Legal, social and social help, not help or help."
        assert found(self.CHECK, text) == ["skill and skill", "noted and noted", "social and social", "help or help"]

    def test_shapes(self) -> None:
        assert shapes(
            self.CHECK, "It showed skill and skill. Lamps, lamps, lamps and lamps, birds, birds and eggs."
        ) == [
            "pair",
            "pair",
            "list",
        ]
