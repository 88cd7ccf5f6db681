from __future__ import annotations

import pytest

from cleanmt.checks import Habit
from cleanmt.checks.consistency import NameStyles, Varieties
from cleanmt.tables import Table
from cleanmt.text.document import Document
from tests.checks.looking import found, mended


class TestVarieties:
    CHECK = Varieties({"color": "colour", "center": "centre", "theater": "theatre"})

    @pytest.mark.parametrize(
        "text",
        [
            "colour and centre",
            "color and center",
            "color and colour",  # no majority
            "colour, centre and theatre, color and center",  # not large enough
            "colour, colour, Color Inc.",  # a capital makes another word
            "colour, colour, watercolor-like and colored",
        ],
    )
    def test_texts_of_one_variety(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_all_words_vote_together(self) -> None:
        text = "A colour and a centre.\n\nOne more theater."
        assert mended(self.CHECK, text) == "A colour and a centre.\n\nOne more theatre."
        assert mended(self.CHECK, "color, center, theatre") == "color, center, theater"

    def test_the_ratio(self) -> None:
        text = "color, center, theater, theatre"
        assert found(Varieties(self.CHECK.pairs, ratio=3), text) == ["theatre"]
        assert found(Varieties(self.CHECK.pairs, ratio=4), text) == []

    def test_the_different_words_of_the_majority(self) -> None:
        text = "color, color, color, center, theatre"
        assert found(Varieties(self.CHECK.pairs, least=2), text) == ["theatre"]
        assert found(Varieties(self.CHECK.pairs, least=3), text) == []

    def test_more_than_a_slip_or_two_are_a_habit(self) -> None:
        text = "color, " * 12
        assert found(self.CHECK, f"{text} theatre, theatre") == ["theatre", "theatre"]
        assert found(self.CHECK, f"{text} theatre, theatre, theatre") == []

    def test_what_a_text_tells(self) -> None:
        habits = [*self.CHECK.habits(Document("color, center and colour"))]
        assert habits == [Habit(("American",)), Habit(("American",)), Habit(("British",))]


class TestNameStyles:
    ROWS = (
        {"name": "Zelenskyy", "ap": "Zelenskyy", "bbc": "Zelensky", "also": "Zelenskiy|Selenskyj"},
        {"name": "Odesa", "ap": "Odesa", "bbc": "Odesa", "also": "Odessa"},
    )
    CHECK = NameStyles(Table("t.tsv", ROWS))

    @pytest.mark.parametrize(
        "text",
        [
            "Zelensky met Zelensky.",
            "Zelensky met Zelenskyy.",  # no majority
            "Zelensky, Zelensky and Zelenskyys",
            "Zelensky in Odesa",  # each name for itself
        ],
    )
    def test_texts_of_one_spelling(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_the_majority(self) -> None:
        text = "Odesa and Odesa.\n\nOdessa. Zelenskiy, Zelensky and Zelensky"
        assert mended(self.CHECK, text) == "Odesa and Odesa.\n\nOdesa. Zelensky, Zelensky and Zelensky"

    def test_the_house(self) -> None:
        text = "Zelensky, Zelensky and Zelenskiy in Odessa"
        assert mended(self.CHECK.styled("ap"), text) == "Zelenskyy, Zelenskyy and Zelenskyy in Odesa"
        assert mended(self.CHECK.styled("bbc"), text) == "Zelensky, Zelensky and Zelensky in Odesa"

    def test_a_house_that_the_table_does_not_know(self) -> None:
        assert self.CHECK.styled("guardian") == self.CHECK
        assert [*NameStyles(self.CHECK.styles, style="guardian").problems()] == ["'guardian' is not one of ap, bbc"]

    def test_a_house_has_one_spelling(self) -> None:
        rows = ({"name": "Odesa", "ap": "", "bbc": "Odesa|Odessa", "also": ""}, self.ROWS[1])
        assert [*NameStyles(Table("t.tsv", rows, (3, 4))).problems()] == [
            "t.tsv:3: ap has one spelling, not ''; others go to 'also'",
            "t.tsv:3: bbc has one spelling, not 'Odesa|Odessa'; others go to 'also'",
        ]

    def test_what_a_text_tells(self) -> None:
        habits = [*self.CHECK.habits(Document("Zelensky met Zelenskyy and Zelenskiy in Odesa."))]
        assert habits == [Habit(("bbc",), "Zelenskyy"), Habit(("ap",), "Zelenskyy")]
