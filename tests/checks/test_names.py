from __future__ import annotations

from collections.abc import Mapping

import pytest

from cleanmt.checks.names.first_name import FirstName
from cleanmt.checks.names.people import LowerCase, People
from cleanmt.checks.names.places import Places
from cleanmt.fields import Words
from cleanmt.tables import Table
from tests.checks.looking import found, mended, shapes


def person(**cells: str) -> Mapping[str, str]:
    columns = ("given", "family", "also", "given_variants", "given_style", "family_variants", "family_shared", "alone")
    return {**dict.fromkeys(columns, ""), **cells}


KULEBA = person(given="Dmytro", family="Kuleba", given_variants="Dmitri", family_variants="Kouleba", alone="yes")
HAIDAI = person(
    given="Serhiy", family="Haidai", given_variants="Serguiï", family_variants="Gaïdaï", family_shared="Gaidai",
    alone="Luhansk",
)  # fmt: skip
PESKOV = person(given="Dmitry", family="Peskov", given_style="Dmitri", alone="no")
ZELENSKYY = person(
    given="Volodymyr", family="Zelenskyy", also="Zelensky|Zelenský", family_variants="Selenskyj", alone="no"
)
TABLE = Table("people.tsv", (KULEBA, HAIDAI, PESKOV, ZELENSKYY))


class TestPeople:
    CHECK = People(TABLE, titles=Words(("Minister",)))

    @pytest.mark.parametrize(
        "text",
        [
            "Dmytro Kuleba, Serhiy Haidai, Dmitry Peskov, Volodymyr Zelensky",
            "Dmitri Medvedev and Ihor Kuleba",
            "Leonid Gaidai made films.",  # his own spelling
            "Gaïdaï spoke.",  # nothing says that it is the governor
            "On Friday Selenskyj slept.",
            "Anna Kouleba sang.",  # another first name
            "Koulebas, kouleba, KOULEBA",
        ],
    )
    def test_other_people(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right", "shape"),
        [
            ("Dmitri Kouleba came.", "Dmytro Kuleba came.", "full"),
            ("Dmytro Kouleba came.", "Dmytro Kuleba came.", "full"),
            ("Serguiï Gaidai came.", "Serhiy Haidai came.", "full"),
            ("Dmitri Kuleba came.", "Dmytro Kuleba came.", "given"),
            ("Dmitri Peskov came.", "Dmitry Peskov came.", "style"),
            ("Minister Kouleba came.", "Minister Kuleba came.", "title"),
            ("On Friday Kouleba came.", "On Friday Kuleba came.", "lone"),
            ("Luhansk fell. On Friday Gaïdaï spoke.", "Luhansk fell. On Friday Haidai spoke.", "lone"),
        ],
    )
    def test_a_foreign_spelling(self, text: str, right: str, shape: str) -> None:
        assert (mended(self.CHECK, text), shapes(self.CHECK, text)) == (right, [shape])

    def test_the_text_has_its_own_spelling(self) -> None:
        assert mended(self.CHECK, "Zelensky.\n\nVolodymyr Selenskyj") == "Zelensky.\n\nVolodymyr Zelensky"
        assert mended(self.CHECK, "Kyiv.\n\nVolodymyr Selenskyj") == "Kyiv.\n\nVolodymyr Zelenskyy"

    def test_the_shapes_that_a_table_gives_rise_to(self) -> None:
        plain = Table("t", (person(given="Ann", family="Lee", family_variants="Li", alone="no"),))
        assert [*People(plain).shapes()] == ["full"]
        assert [*self.CHECK.shapes()] == ["full", "given", "style", "title", "lone"]

    @pytest.mark.parametrize(
        ("name", "english"),
        [
            ("Dmitri Kouleba", "Dmytro Kuleba"),
            ("Kouleba", "Kuleba"),
            ("Selenskyj", None),  # alone it may be anybody
            ("Anna Kouleba", None),
        ],
    )
    def test_what_it_knows_about_a_name(self, name: str, english: str | None) -> None:
        assert self.CHECK.english(name) == english


class TestLowerCase:
    CHECK = LowerCase(TABLE)

    @pytest.mark.parametrize("text", ["Dmytro Kuleba", "Ihor kuleba", "a kuleba", "dmytro, kuleba", "Dmytro kulebas"])
    def test_other_words(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_a_surname_after_its_first_name(self) -> None:
        text = "He met Dmytro kuleba.\n\nAnd serhiy haidai."
        assert mended(self.CHECK, text) == "He met Dmytro Kuleba.\n\nAnd Serhiy Haidai."


class TestPlaces:
    ROWS = (
        {"english": "Kyiv", "variants": "Kiew|Kiev", "certain": "no"},
        {"english": "Chernihiv", "variants": "Tschernihiw", "certain": "yes"},
        {"english": "St. Gallen", "variants": "Saint-Gall|St. Gall", "certain": "yes"},
    )
    CHECK = Places(Table("places.tsv", ROWS))

    @pytest.mark.parametrize("text", ["Kyiv and Chernihiv", "kiew", "Kievan Rus", "Kiew-Ost", "Saint Gall"])
    def test_other_words(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right", "shape"),
        [
            ("From Kiew.", "From Kyiv.", "usual"),
            ("Kyiv.\n\nIn Tschernihiw, too", "Kyiv.\n\nIn Chernihiv, too", "certain"),
            ("To St. Gall.", "To St. Gallen.", "certain"),
            ("Saint-Gall", "St. Gallen", "certain"),
        ],
    )
    def test_a_foreign_spelling(self, text: str, right: str, shape: str) -> None:
        assert (mended(self.CHECK, text), shapes(self.CHECK, text)) == (right, [shape])

    def test_the_shapes_that_a_table_has(self) -> None:
        assert [*self.CHECK.shapes()] == ["certain", "usual"]
        assert [*Places(Table("t", self.ROWS[:1])).shapes()] == ["usual"]

    def test_what_it_knows_about_a_name(self) -> None:
        assert [self.CHECK.english(name) for name in ("Kiew", "Kyiv", "Lviv")] == ["Kyiv", "Kyiv", None]


class TestFirstName:
    CHECK = FirstName(surname_first=Words(("Xi",)))
    FULL = "He met Boris Johnson and Emmanuel Macron. "

    @pytest.mark.parametrize(
        "text",
        [
            f"{FULL}Later Biden, Johnson and Macron left.",
            "Later Biden, Johnson and Emmanuel left.",  # nobody is called so
            f"{FULL}Boris and Emmanuel left.",  # first names alone
            f"{FULL}Emmanuel Macron is an emmanuel. Johnson and Emmanuel left.",  # a common word of this text
            f"{FULL}Emmanuel Petit sang. Johnson and Emmanuel left.",  # one of two people
            "He met Boris Johnson and Xi Jinping. Johnson and Xi left.",
        ],
    )
    def test_lists_of_surnames_and_of_first_names(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_a_first_name_among_surnames(self) -> None:
        text = f"{self.FULL}\n\nLater Biden, Johnson and Emmanuel left."
        assert mended(self.CHECK, text) == f"{self.FULL}\n\nLater Biden, Johnson and Macron left."
