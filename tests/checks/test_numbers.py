from __future__ import annotations

import pytest

from cleanmt.checks.numbers import DotThousands, Ungrouped
from cleanmt.fields import Words
from tests.checks.looking import found, mended

COUNTED = Words(("tanks", "people"))


class TestDotThousands:
    CHECK = DotThousands(COUNTED)

    @pytest.mark.parametrize(
        "text",
        [
            "It took 2.256 seconds.",  # nothing that is counted
            "About 20.00 tanks.",
            "About 0.125 tanks.",
            "Version 1.20.000 tanks",
            "About 20.000.00 tanks.",
            "From 20.000,5 tanks",
            "€20.000 tanks",
            "20.000 of the many very old tanks",  # too far away
            "20.000 tankships",
            "20.000\ntanks",
        ],
    )
    def test_points_that_may_be_decimal(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("About 20.000 tanks.", "About 20,000 tanks."),
            ("1.234.567 heavy tanks", "1,234,567 heavy tanks"),
            ("From 12.000 to 15.000 people", "From 12,000 to 15,000 people"),
            ("No 007.\n\n20.000 old Soviet tanks", "No 007.\n\n20,000 old Soviet tanks"),
        ],
    )
    def test_counted_things(self, text: str, right: str) -> None:
        assert mended(self.CHECK, text) == right


class TestUngrouped:
    CHECK = Ungrouped(COUNTED)
    HOUSE = "They had 4,000 men and 3,000 guns. "

    @pytest.mark.parametrize(
        "text",
        [
            "With 5000 tanks.",  # the text does not group its figures
            "They had 4,000 men. With 5000 tanks.",  # not often enough
            f"{HOUSE}With 5000 men.",
            f"{HOUSE}With 500 tanks.",
            f"{HOUSE}With 15000 tanks.",
            f"{HOUSE}With 5000% tanks.",
            f"{HOUSE}Of the 2014 people he spoke later.",
            f"{HOUSE}In 2000 people left.",
            f"{HOUSE}Then 5000, tanks.",
        ],
    )
    def test_years_and_other_figures(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            (f"{HOUSE}With 5000 tanks.", f"{HOUSE}With 5,000 tanks."),
            (f"{HOUSE}With 2000 tanks.", f"{HOUSE}With 2,000 tanks."),
            (f"{HOUSE}\n\nIn all 5000 or 6000 people.", f"{HOUSE}\n\nIn all 5,000 or 6,000 people."),
        ],
    )
    def test_beside_grouped_ones(self, text: str, right: str) -> None:
        assert mended(self.CHECK, text) == right
