from __future__ import annotations

import pytest

from cleanmt.checks.fused_words import NameVerb, Sentences, WordName, WordWord
from cleanmt.fields import Words
from tests.checks.looking import found, mended


class TestNameVerb:
    CHECK = NameVerb(Words(("won", "open", "opened", "is")), except_words=Words(("Bergopen",)))

    @pytest.mark.parametrize(
        "text",
        [
            "Bergwon gold.",  # no Berg elsewhere
            "Bergwon and Bergwon. Berg sang.",  # it stands twice, so it is a word
            "Anna Berg. Bergopen",
            "Anna Berg. O'Bergwon Sun-Bergwon Bergwon2",
            "Li came. Liopened it.",  # too short
            "Berg sang. bergwon",
            "Pakistan and the Pakistanis. Will and Willis.",  # English has them
        ],
    )
    def test_words_that_are_whole(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_a_name_that_stands_elsewhere(self) -> None:
        assert mended(self.CHECK, "Anna Bergwon gold. Berg smiled.") == "Anna Berg won gold. Berg smiled."

    def test_the_longest_verb_counts(self) -> None:
        assert mended(self.CHECK, "Berg.\n\nBergopened it.") == "Berg.\n\nBerg opened it."


class TestWordName:
    CHECK = WordName(Words(("of", "the")), Words(("Ukraine",)), except_words=Words(("theGrio",)))

    @pytest.mark.parametrize(
        "text",
        [
            "theGrio", "of Ukraine", "roofUkraine", "ofUK", "ofUkraine2", "x-ofUkraine", "ofKharkivka(",
            "ofKharkivka.x", "ofEvents and theLine. Line is here",
            "ofUkraine setName getName theValue",
        ],
    )  # fmt: skip
    def test_brands_and_code(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_a_name(self) -> None:
        text = "The army ofUkraine and theBorodianka road."
        assert mended(self.CHECK, text) == "The army of Ukraine and the Borodianka road."


class TestWordWord:
    CHECK = WordWord(Words(("goFundMe", "homeOffice")))

    @pytest.mark.parametrize(
        "text",
        [
            "homeOffice",
            "iPhone",
            "othersQwzx",
            "xyzqMovies",
            "othersMovies()",
            "www.othersMovies",
            "others-movies",
            "hisMovies",
        ],
    )
    def test_what_is_no_pair_of_words(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_two_words_that_everybody_knows(self) -> None:
        assert mended(self.CHECK, "What others did.\n\nAmong othersMovies and books") == (
            "What others did.\n\nAmong others Movies and books"
        )


class TestSentences:
    CHECK = Sentences(Words(("and", "said")))

    @pytest.mark.parametrize(
        "text",
        [
            "Garden.Time and others; Garden.Rose said no.",  # a name goes on so
            "Bread.Salt sells jam. Bread.Salt buys it.",
            "Xyqlen.Summer sells jam.",  # no word
            "Friday.Xyqlen sells jam.",
            "Gen.Summer sleeps. Garden.News sells it; x.Garden.Time sells.",
            "Garden.Time (a name) and Garden.Time",
        ],
    )
    def test_names_with_a_stop(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_words_that_are_known(self) -> None:
        assert mended(self.CHECK, "She left Friday.Summer came.") == "She left Friday. Summer came."

    def test_words_that_stand_elsewhere(self) -> None:
        text = "She saw Xyqlen.Ormaq went home. Ormaq loved Xyqlen."
        assert mended(self.CHECK, text) == "She saw Xyqlen. Ormaq went home. Ormaq loved Xyqlen."
