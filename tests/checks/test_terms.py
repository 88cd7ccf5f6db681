from __future__ import annotations

import pytest

from cleanmt.checks.terms import Miscased, Swap
from cleanmt.fields import Words
from cleanmt.tables import Table
from tests.checks.looking import found, mended


class TestMiscased:
    CHECK = Miscased(Words(("Kyiv", "Baltic Sea", "McDonald’s")))

    def test_each_form_has_to_be_written_out(self) -> None:
        assert [*Miscased(Words(("Kyiv", "Kyiv*", ""))).problems()] == [
            "'Kyiv*' stands for many words; write each of them",
            "an empty word stands nowhere; write what is found",
        ]

    @pytest.mark.parametrize("text", ["Kyiv", "KYIV", "the Baltic Sea", "kyivan", "_kyiv", "baltic states", "the sea"])
    def test_names_that_have_their_capitals(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        "text",
        ["see /kyiv/", "kyiv/a", "fig:kyiv", "{kyiv}", "kyiv.csv", "a.kyiv", "$kyiv", "%kyiv%", "kyiv = 1", "kyiv:=1",
         "kyiv()", "`kyiv`", "<kyiv>", "--kyiv", "news\\kyiv", "x=kyiv", "#kyiv", "@kyiv", "print(kyiv)"],
    )  # fmt: skip
    def test_code(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize("text", ["(kyiv)", "kyiv-born", "non-kyiv", "kyiv.", "kyiv:", "“kyiv”", "kyiv's", "-kyiv"])
    def test_punctuation(self, text: str) -> None:
        assert found(self.CHECK, text) == ["kyiv"]

    def test_the_space_behind_a_stop_is_lost(self) -> None:
        assert mended(self.CHECK, "from kyiv.Then") == "from Kyiv.Then"

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("from kyiv", "from Kyiv"),
            ("the baltic Sea and the Baltic sea", "the Baltic Sea and the Baltic Sea"),
            ("Lviv.\n\nmcDonald’s", "Lviv.\n\nMcDonald’s"),
        ],
    )
    def test_names_that_lost_one(self, text: str, right: str) -> None:
        assert mended(self.CHECK, text) == right


PAIRS = {"anti tank": "anti-tank", "unesco": "UNESCO"}


class TestSwap:
    @pytest.mark.parametrize("text", ["anti-tank", "Anti tank", "anti tanks", "UNESCO", "unesco_id", "unesco2"])
    def test_other_words(self, text: str) -> None:
        assert found(Swap(PAIRS), text) == []

    def test_as_it_is_written(self) -> None:
        assert mended(Swap(PAIRS), "An anti tank unit.\n\nThe unesco.") == "An anti-tank unit.\n\nThe UNESCO."

    def test_in_any_case(self) -> None:
        check = Swap(PAIRS, ignore_case=True)
        assert mended(check, "Anti tank, ANTI TANK, Unesco") == "Anti-tank, Anti-tank, UNESCO"
        assert found(check, "Anti-tank") == []

    def test_words_that_differ_only_in_case(self) -> None:
        assert mended(Swap({"us": "we", "US": "U.S."}), "The US told us.") == "The U.S. told we."

    def test_a_swap_for_nothing(self) -> None:
        assert mended(Swap({"foo": ""}, ignore_case=True), "Foo, bar") == ", bar"

    def test_each_form_has_to_be_written_out(self) -> None:
        assert len([*Swap({"tank*": "panzer"}).problems()]) == 1
        assert len([*Swap({"": "panzer"}).problems()]) == 1

    def test_the_first_two_columns_of_a_table(self) -> None:
        table = Table("t.tsv", ({"wrong": "ONU", "right": "UN", "note": "French"},))
        assert mended(Swap(data=table), "The ONU and the UNO.") == "The UN and the UNO."

    def test_a_table_may_swap_nothing_for_itself(self) -> None:
        assert [*Swap(data=Table("t.tsv", ({"wrong": "UN", "right": "UN"},))).problems()]
