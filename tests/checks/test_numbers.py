from __future__ import annotations

import pytest

from cleanmt.checks.numbers import DotThousands, SpaceThousands, Ungrouped
from cleanmt.fields import Words
from tests.checks.looking import found, mended, shapes

COUNTED = Words(("tanks", "people"))


class TestDotThousands:
    CHECK = DotThousands(COUNTED, Words(("pounds",)))

    @pytest.mark.parametrize(
        "text",
        [
            "It took 2.256 seconds.",  # nothing that is counted
            "About 20.00 tanks.",
            "About 0.125 tanks.",
            "About 00.123 tanks.",
            "About 05.000 people.",
            "Version 1.20.000 tanks",
            "About 20.000.00 tanks.",
            "From 20.000,5 tanks",
            "€2.205 tanks",
            "20.125 of the many very old tanks",  # too far away
            "20.125 tankships",
            "20.000\ntanks",
            "It took 2.000 seconds, and 83.125 files.",
            "1.250 thousand tanks and 4.464 million people, or 3.125 mln people",
            "The index stood at 12.345 and people shrugged.",
        ],
    )
    def test_points_that_may_be_decimal(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("About 20.000 tanks.", "About 20,000 tanks."),
            ("1.234.567 heavy tanks", "1,234,567 heavy tanks"),
            ("About 83.000 files.", "About 83,000 files."),
            ("From 12.000 to 15.000 people", "From 12,000 to 15,000 people"),
            ("No 007.\n\n20.000 old Soviet tanks", "No 007.\n\n20,000 old Soviet tanks"),
        ],
    )
    def test_counted_things(self, text: str, right: str) -> None:
        assert mended(self.CHECK, text) == right

    def test_measured_things_with_any_ending(self) -> None:
        assert shapes(DotThousands(COUNTED, Words(("mile*",))), "About 12.415 miles.") == ["doubtful"]

    @pytest.mark.parametrize(
        ("text", "shape"),
        [
            ("About 20.000 tanks.", "whole"),
            ("About 12.415 people.", "whole"),
            ("About 2.400 pounds.", "doubtful"),
            ("About 1.234.567 pounds.", "whole"),
            ("About 2.415 people.", "doubtful"),
            ("About 12.415 pounds.", "doubtful"),
            ("Each hut holds 2.415 people.", "rate"),
            ("An average of 12.415 people.", "rate"),
            ("An average of 12.400 people.", "whole"),
        ],
    )
    def test_what_may_be_a_decimal_after_all(self, text: str, shape: str) -> None:
        assert shapes(self.CHECK, text) == [shape]


class TestUngrouped:
    CHECK = Ungrouped(COUNTED)
    HOUSE = "They had 4,000 men and 3,000 guns. "

    @pytest.mark.parametrize(
        "text",
        [
            "With 5000 tanks.",  # the text does not group its figures
            "They had 4,000 men. With 5000 tanks.",  # not often enough
            f"{HOUSE}With 5000 men.",
            f"{HOUSE}Since about 0700 people queued.",
            f"{HOUSE}With 500 tanks.",
            f"{HOUSE}With 15000 tanks.",
            f"{HOUSE}With 5000% tanks.",
            f"{HOUSE}Of the 2014 people he spoke later.",
            f"{HOUSE}In 2000 people left.",
            f"{HOUSE}Then 5000, tanks.",
            f"{HOUSE}Then MC Otto 5000 people.",
            f"{HOUSE}It holds in autumn 2006 and people know.",
            f"{HOUSE}The autumn 2006 people know.",
        ],
    )
    def test_years_and_other_figures(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            (f"{HOUSE}With 5000 tanks.", f"{HOUSE}With 5,000 tanks."),
            (f"{HOUSE}About 5000 tanks.", f"{HOUSE}About 5,000 tanks."),
            (f"{HOUSE}With 2000 tanks.", f"{HOUSE}With 2,000 tanks."),
            (f"{HOUSE}\n\nIn all 5000 or 6000 people.", f"{HOUSE}\n\nIn all 5,000 or 6,000 people."),
        ],
    )
    def test_beside_grouped_ones(self, text: str, right: str) -> None:
        assert mended(self.CHECK, text) == right


class TestSpaceThousands:
    CHECK = SpaceThousands(COUNTED, Words(("crowns",)), Words(("EUR",)), Words(("km",)))

    @pytest.mark.parametrize(
        "text",
        ["12 500 of them", "12 5000 people", "1 12 500 people", "+44 20 000", "12 500.5 people", "0800 555 111 people"],
    )
    def test_near_misses(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_the_value_stays(self) -> None:
        assert (
            mended(self.CHECK, "Some 12 500 people and 1 200 000 birds.") == "Some 12,500 people and 1,200,000 birds."
        )

    def test_shapes(self) -> None:
        assert shapes(self.CHECK, "Some 12 500 people. In 1999 some 3 000 came. Walk 1 250 km. Pay 1 250 crowns.") == [
            "plain",
            "doubtful",
            "doubtful",
            "money",
        ]
        assert shapes(self.CHECK, "In 1999 some 3 000 of 4,000 came.") == ["money"]
