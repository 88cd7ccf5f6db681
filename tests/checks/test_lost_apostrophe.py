from __future__ import annotations

import pytest

from cleanmt.checks.lost_apostrophe import Contraction, Possessive
from cleanmt.fields import Words
from tests.checks.looking import found, mended, shapes

CONTRACTION = Contraction(Words(("don't", "that's")), Words(("can't",)))
POSSESSIVE = Possessive(Words(("are",)), Words(("Norway",)))


class TestContraction:
    @pytest.mark.parametrize("text", ["don't", "DONT", "dont_go", "@dont", "a cant word", "I cant to", "near Thats"])
    def test_near_misses(self, text: str) -> None:
        assert found(CONTRACTION, text) == []

    def test_the_apostrophe_is_that_of_the_text(self) -> None:
        assert mended(CONTRACTION, "Thats that; I cant.") == "That's that; I can't."
        assert mended(CONTRACTION, "It’s so: they dont.") == "It’s so: they don’t."

    def test_shapes(self) -> None:
        assert shapes(CONTRACTION, "I dont; she cant.") == ["plain", "doubtful"]


class TestPossessive:
    @pytest.mark.parametrize(
        "text",
        [
            "Norway's fleet",
            "Norways are many",
            "the Norways fleet",
            "Norways fleet and Norways navy",  # twice: it is meant
            "Norways flooded",
            "Norways xlurb",
            "Danmarks fleet",  # no name of the list or the text
            "A smith came. Smiths horse died.",  # a word
            "Some Brompyl here. Brompyls fleet there.",  # what English does not know begins the sentence
            "heavenly Norways fleet",
        ],
    )
    def test_near_misses(self, text: str) -> None:
        assert found(POSSESSIVE, text) == []

    def test_a_name_of_the_list(self) -> None:
        assert mended(POSSESSIVE, "Norways fleet") == "Norway's fleet"

    def test_a_name_of_the_text(self) -> None:
        assert mended(POSSESSIVE, "Brompyl said so. Then Brompyls fleet left.").endswith("Then Brompyl's fleet left.")
