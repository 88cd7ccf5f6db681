from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import pytest

from cleanmt.checks import Spot
from cleanmt.checks.names.first_name import FirstName
from cleanmt.checks.names.inner_capitals import InnerCapitals
from cleanmt.checks.names.lost_capital import LostCapital
from cleanmt.checks.names.near_known import LongPlaces, NearKnown
from cleanmt.checks.names.people import LowerCase, People
from cleanmt.checks.names.places import Places
from cleanmt.checks.names.slips import Slips
from cleanmt.checks.names.spellings import Spellings
from cleanmt.fields import Words
from cleanmt.tables import Table
from cleanmt.text.document import Document
from tests.checks.looking import found, mended, shapes


def person(**cells: str) -> Mapping[str, str]:
    columns = (
        "given",
        "family",
        "also",
        "given_variants",
        "given_style",
        "family_variants",
        "family_shared",
        "alone",
        "lang",
    )
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

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("Siniša Mihajlović", "Siniša Mihajlović"),  # as he writes it
            ("Sinisa Mihajlović", "Sinisa Mihajlović"),
            ("Siniša Mihajlovic", "Sinisa Mihajlovic"),
            ("Siniša Mihajlovič", "Siniša Mihajlović"),  # never Sinisa
        ],
    )
    def test_a_name_is_not_mended_by_half(self, text: str, right: str) -> None:
        row = person(given="Sinisa", family="Mihajlovic", also="Mihajlović", given_variants="Siniša",
                     family_variants="Mihajlovič", alone="no")  # fmt: skip
        assert mended(People(Table("t", (row,))), text) == right

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
    UNKNOWN = LowerCase(Table("t", (person(given="Igor", family="Levit", lang="ru"),)), languages=Words(("ru",)))

    @pytest.mark.parametrize("text", ["Dmytro Kuleba", "Ihor kuleba", "a kuleba", "dmytro, kuleba", "Dmytro kulebas"])
    def test_other_words(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_a_surname_after_its_first_name(self) -> None:
        text = "He met Dmytro kuleba.\n\nAnd serhiy haidai."
        assert mended(self.CHECK, text) == "He met Dmytro Kuleba.\n\nAnd Serhiy Haidai."

    @pytest.mark.parametrize(
        "text", ["Igor Liashenko", "Igor spoke", "Igor, liashenko", "igor liashenko", "Oleg liashenko", "Igor lia"]
    )
    def test_other_words_after_a_first_name(self, text: str) -> None:
        assert found(self.UNKNOWN, text) == []

    def test_a_surname_that_english_does_not_know(self) -> None:
        assert mended(self.UNKNOWN, "He met Igor liashenko.") == "He met Igor Liashenko."
        assert found(LowerCase(self.UNKNOWN.data), "He met Igor liashenko.") == []


def place(english: str, variants: str, certain: str = "yes", since: str = "") -> Mapping[str, str]:
    return {"english": english, "variants": variants, "certain": certain, "since": since}


class TestPlaces:
    ROWS = (
        place("Vienna", "Wien", certain="no"),
        place("Chernihiv", "Tschernihiw"),
        place("St. Gallen", "Saint-Gall|St. Gall"),
        place("New York", "Nova Iorque"),
        place("Mumbai", "Bombay", certain="no", since="1995"),
        place("Kaliningrad", "Königsberg", certain="no", since="1946"),
        place("Kyiv", "Kiev", certain="no", since="2019"),
        place("Odesa", "Odessa", certain="no", since="2019"),
    )
    CHECK = Places(Table("places.tsv", ROWS), today=Words(("Zelensk*",)))

    @pytest.mark.parametrize("text", ["Vienna and Chernihiv", "wien", "Wiener Wald", "Wien-Ost", "Saint Gall"])
    def test_other_words(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right", "shape"),
        [
            ("From Wien.", "From Vienna.", "usual"),
            ("Lviv.\n\nIn Tschernihiw, too", "Lviv.\n\nIn Chernihiv, too", "certain"),
            ("To St. Gall.", "To St. Gallen.", "certain"),
            ("Saint-Gall", "St. Gallen", "certain"),
            ("It is 2021. In Kiev it rains.", "It is 2021. In Kyiv it rains.", "former"),
        ],
    )
    def test_a_foreign_spelling(self, text: str, right: str, shape: str) -> None:
        assert (mended(self.CHECK, text), shapes(self.CHECK, text)) == (right, [shape])

    @pytest.mark.parametrize(
        "text",
        [
            "Wien Energie and Rapid Wien won.",
            "Otto Wien, O. Wien, Mr Wien, Dr. Wien",
            "Anna Wien sang. Later Wien slept.",  # short for her
            "The Jornal de Nova Iorque, a vida em Nova Iorque",
            "A street d’Nova Iorque, and 1010 Wien",
            "“Wien” is a word. Vienna (Wien) is a town.",
            "In Wien, which the English call Vienna, it rains.",
        ],
    )
    def test_a_longer_name_and_a_name_that_is_spoken_of(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "On Monday Wien slept.",
            "In Wien Mayor Ott slept.",
            "Austria’s Wien",
            "But Wien in May I love.",
            "The Wien Region",
        ],
    )
    def test_capitals_that_make_no_longer_name(self, text: str) -> None:
        assert found(self.CHECK, text) == ["Wien"]

    def test_another_rule_may_know_other_words_of_today(self) -> None:
        document = Document("Zelensky came. In Kiev it rains.")
        spots = [Spot(paragraph, frozenset()) for paragraph in document.paragraphs]
        assert not [*Places(self.CHECK.data).find(document, spots)]
        assert [*self.CHECK.find(document, spots)]

    def test_a_heading_tells_nothing_about_the_rest(self) -> None:
        assert found(self.CHECK, "Cold Wien Waits\n\nIt rains in Wien.") == ["Wien"]

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("In Bombay it rains.", []),  # nothing says when
            ("It was 1994. In Bombay it rains.", []),
            ("It was 1996. In Bombay it rains.", ["Bombay"]),
            ("It was 1996. In Kiev it rains.", []),
            ("Zelensky came. In Kiev it rains.", ["Kiev"]),
            ("From Odesa to Kiev.", ["Kiev"]),  # so late a name
            ("From Mumbai to Kiev.", []),
            ("It is 2021. He was in Kiev in 2014.", ["Kiev"]),
            ("It is 2021. He was in Kiev in 1914.", []),
            ("It is 2021. He was in Königsberg in 1945.", []),
            ("It is 2021. He was in Königsberg in 1947.", ["Königsberg"]),
            ("It has 2021 rooms, 1,996 beds and 20.2150 litres. In Bombay it rains.", ["Bombay"]),
            ("It has 12021 rooms and 2.021 beds. In Bombay it rains.", []),
        ],
    )
    def test_a_name_of_another_time(self, text: str, names: list[str]) -> None:
        assert found(self.CHECK, text) == names

    def test_the_shapes_that_a_table_has(self) -> None:
        assert [*self.CHECK.shapes()] == ["certain", "former", "usual"]
        assert [*Places(Table("t", self.ROWS[:1])).shapes()] == ["usual"]

    def test_what_it_knows_about_a_name(self) -> None:
        assert [self.CHECK.english(name) for name in ("Kiev", "Kyiv", "Lviv")] == ["Kyiv", "Kyiv", None]


class TestFirstName:
    CHECK = FirstName()
    FULL = "Joe Biden met Boris Johnson and Emmanuel Macron. "

    @pytest.mark.parametrize(
        "text",
        [
            f"{FULL}Later Biden, Johnson and Macron left.",
            f"{FULL}Later Johnson and Emmanuel left.",  # two may be anything
            f"{FULL}Later Biden, Scholz and Emmanuel left.",  # who is Scholz?
            "Emmanuel Macron came. Scholz sat. Later Biden, Scholz and Emmanuel left. Biden smiled.",  # people?
            f"{FULL}Later Biden, Boris Johnson and Emmanuel left.",
            f"{FULL}Later Olaf Biden, Johnson and Emmanuel left.",
            f"{FULL}Later Biden, Johnson and Emmanuel Petit left.",
            "Later Biden, Johnson and Emmanuel left.",  # nobody is called so
            f"{FULL}Joe, Boris and Emmanuel left.",  # first names alone
            f"{FULL}Emmanuel Macron is an emmanuel. Biden, Johnson and Emmanuel left.",  # a common word of this text
            f"{FULL}Emmanuel Petit sang. Biden, Johnson and Emmanuel left.",  # one of two people
            f"{FULL}Emmanuel sang. Biden, Johnson and Emmanuel left.",  # that is what he is called
            "Joe Biden met Boris Johnson and Xi Jinping. Biden, Johnson and Xi left. Xi came back.",
        ],
    )
    def test_lists_of_surnames_and_of_first_names(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize("last", [" and", ", and"])
    def test_a_first_name_among_surnames(self, last: str) -> None:
        text = f"{self.FULL}\n\nLater Biden, Johnson{last} Emmanuel left."
        assert mended(self.CHECK, text) == f"{self.FULL}\n\nLater Biden, Johnson{last} Macron left."

    def test_it_stands_anywhere_in_the_list(self) -> None:
        text = f"{self.FULL}Later Emmanuel, Biden and Johnson left."
        assert mended(self.CHECK, text) == f"{self.FULL}Later Macron, Biden and Johnson left."


class TestSpellings:
    CHECK = Spellings(titles=Words(("Mr", "President")))

    @pytest.mark.parametrize(
        "text",
        [
            "Haranchuk sang, and Haranchuk danced with Haranchuka.",  # an ending
            "Jana Haluzik met Petr Halusik. Haluzik left, and so did Haluzik's dog.",  # two people
            "Haluzik Ltd, Haluzik Ltd and Halusik Inc are shut.",
            "Benderly and Banderly, Benderly and Banderly, Benderly",  # more than a slip
            "Velich is near Velik. Velik is far, Velik is old.",
            "Orlando met Mr Orlanda. Orlanda, Orlanda!",  # English knows it
            "A harenchuk is a word here. Harenchuk, Haranchuk, Haranchuk",
            "Vladivek, Wladivek, Vladivek",  # the first letter of a short name
        ],
    )
    def test_other_names(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "odd", "shape"),
        [
            ("Haranchuk, Haranchuk, Harenchuk, Haranchuk", ["Harenchuk"], "slip"),
            ("Oksana Haranchuk, Oksana Haranchuk, Oksana Harenchuk, Haranchuk", ["Harenchuk"], "slip"),
            (
                "Haranchuk, Haranchuk, President Harnachuk, Haranchuk",
                ["Harnachuk"],
                "slip",
            ),  # two letters changed places
            ("Europe, Europe and Eurupe", ["Eurupe"], "slip"),  # everybody knows it
            ("Haranchuk, Haranchuk, Oksana Harenchuk, Haranchuk", ["Harenchuk"], "unclear"),
            ("Benzarta, Benserta, Benzarta, Benzarta", ["Benserta"], "unclear"),
        ],
    )
    def test_an_odd_spelling(self, text: str, odd: list[str], shape: str) -> None:
        assert (found(self.CHECK, text), shapes(self.CHECK, text)) == (odd, [shape])

    def test_the_likeliest_is_proposed(self) -> None:
        text = "Olena Haranchuk led the choir. Haranchuk and Haranchuk sat; Harenchuk sang, and Garanchuk played."
        assert mended(self.CHECK, text) == text.replace("Harenchuk", "Haranchuk").replace("Garanchuk", "Haranchuk")


class TestLostCapital:
    FAMILY: ClassVar = {"given": "no", "family": "yes"}
    CHECK = LostCapital(
        Table("first_names.tsv", ({"name": "Karel"},)),
        Table("census.tsv", ({"name": "Jeremy", "given": "yes", "family": "no"}, {"name": "Brown", **FAMILY})),
        Table("cities.tsv", ({"name": "Leicester"}, {"name": "Reading"})),
        titles=Words(("Mr",)),
        places=Words(("in", "to")),
        verbs=Words(("said",)),
        followers=Words(("and",)),
        determiners=Words(("the",)),
        except_words=Words(("slept",)),
    )

    @pytest.mark.parametrize(
        "text",
        [
            "Jana said the streets of Street were empty, and Jana street said no.",
            "The Belgian media, said Media Watch, are media.",
            "He went to velichov, and she went to the Velichov.",
            "Karel moravek of the town slept. Moravek sang.",  # no verb behind it
            "Karel slept, and In moravek said Moravek.",
            "Jana moravek, moravek and Moravek",  # twice in lower case
            "Jana moravek, and then Moravek Street",
            "Karel information, Karel people",
            "In leicester shops and in reading it is cold.",
            "So Brown jeremy said. The Brown brown said.",
        ],
    )
    def test_other_words(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right", "shape"),
        [
            ("So Jana moravek said. They like Moravek.", "So Jana Moravek said. They like Moravek.", "person"),
            ("So Jana straw, 43, left. Later Mr Straw ate.", "So Jana Straw, 43, left. Later Mr Straw ate.", "person"),
            ("So Karel moravek's wife left.", "So Karel Moravek's wife left.", "first"),
            ("She came to leicester and left.", "She came to Leicester and left.", "city"),
            (
                "Buses from Brno to velichov, too. Velichov is old.",
                "Buses from Brno to Velichov, too. Velichov is old.",
                "place",
            ),
            ("So Jeremy brown said.", "So Jeremy Brown said.", "surname"),
            ("So Jeremy moravek said.", "So Jeremy Moravek said.", "first"),
            ("They go to velichov. They live in Velichov.", "They go to Velichov. They live in Velichov.", "place"),
        ],
    )
    def test_a_name(self, text: str, right: str, shape: str) -> None:
        assert (mended(self.CHECK, text), shapes(self.CHECK, text)) == (right, [shape])

    def test_the_table_needs_its_column(self) -> None:
        table = Table("x.tsv", ({"given": "A"},))
        assert len(list(LostCapital(table, table, table, *[Words(())] * 5).problems())) == 3


class TestNearKnown:
    ROW: ClassVar = {"variants": "", "certain": "yes"}
    CHECK = NearKnown(
        Table("places.tsv", ({"english": "Kherson", "lang": "uk", **ROW}, {"english": "Aleppo", "lang": "", **ROW})),
        Table("towns.tsv", ({"english": "Old Town", "lang": "uk", **ROW},)),
        Table("people.tsv", (person(given="Dmitry", family="Peskov", given_variants="Dmitri", lang="ru"),)),
        witnesses={"uk": "Kyiv", "ru": "Moscow"},
        known=Words(("Khersen",)),
    )

    @pytest.mark.parametrize(
        "text",
        [
            "Kharsun is far away.",  # no witness
            "Khersen, Khersons, Kherson and Khersone lie near Kyiv.",
            "In Kyiv lives Ihor Kharsun, and in Kharsun Street nobody.",
            "In Moscow Igor Pieskov and Pieskov spoke.",
            "In Kyiv they sing of Alepo.",
        ],
    )
    def test_other_names(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right", "shape"),
        [
            ("From Kyiv to Kharsun.", "From Kyiv to Kherson.", "place"),
            ("In Moscow Dmitri Pieskov spoke.", "In Moscow Dmitri Peskov spoke.", "person"),
        ],
    )
    def test_a_name_by_ear(self, text: str, right: str, shape: str) -> None:
        assert (mended(self.CHECK, text), shapes(self.CHECK, text)) == (right, [shape])

    def test_the_tables_need_their_columns(self) -> None:
        empty = Table("x.tsv", ({"name": "A"},))
        assert len(list(NearKnown(empty, empty, empty, {}).problems())) == 3


class TestLongPlaces:
    CHECK = LongPlaces(Words(("Sri Lanka", "Buenos Aires", "South Korea", "North Korea")))

    @pytest.mark.parametrize(
        "text", ["Sri Lanka, Sri Lankan, Sri Lankans", "South Korea met North Korea", "Sri Langkawi"]
    )
    def test_other_names(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right"),
        [("In Sri Lanca.", "In Sri Lanka."), ("In Beunos Aires.", "In Buenos Aires."), ("A Sri Lamka", "A Sri Lanka")],
    )
    def test_a_slip(self, text: str, right: str) -> None:
        assert mended(self.CHECK, text) == right

    def test_a_place_has_two_words(self) -> None:
        assert list(LongPlaces(Words(("Rome", "Sri Lanka"))).problems()) == ["'Rome' has not two words"]


class TestInnerCapitals:
    CHECK = InnerCapitals(Words(("LeBron James",)))

    @pytest.mark.parametrize(
        "text",
        ["McDowell and O'Neal", "Mr Mcferllen, Mcu, O'clock, O'biddy", "Lebron Jones, Macdonald"],
    )
    def test_other_names(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right", "shape"),
        [
            ("At Mcclure's.", "At McClure's.", "mc"),
            ("Mcqorran met McQorran.", "McQorran met McQorran.", "mc"),
            ("Mr O’neal.", "Mr O’Neal.", "o"),
            ("Fans of Lebron James.", "Fans of LeBron James.", "full"),
        ],
    )
    def test_a_lost_capital(self, text: str, right: str, shape: str) -> None:
        assert (mended(self.CHECK, text), shapes(self.CHECK, text)) == (right, [shape])

    def test_without_full_names(self) -> None:
        assert mended(InnerCapitals(), "Mcguire and Lebron James") == "McGuire and Lebron James"


class TestSlips:
    CHECK = Slips(
        Table("known.tsv", ({"name": "Helsinki", "others": "Helsinko"}, {"name": "Havana", "others": ""})),
        before=Words(("in", "near")),
    )

    @pytest.mark.parametrize(
        "text",
        [
            "Hilsinki is far away.",
            "He saw Hilsinki.",  # no word for a place
            "In Helsinki, in Helsinko, in Helsinkian, in Hlsnki and in Elsinki.",
            "Mr Hilsinki left.",
            "In Paris Jana Hilsinki left.",
            "They met in Hilsinki Street.",
            "In Hilsinki, in Hilsinki and in Hilsinki.",
            "He stayed in. Hilsinki left.",
        ],
    )
    def test_other_names(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("A day in Hilsinki's port.", "A day in Helsinki's port."),
            ("Near Helsniki.", "Near Helsinki."),
            ("In Rome, Havvana, and Bonn.", "In Rome, Havana, and Bonn."),
        ],
    )
    def test_a_slip(self, text: str, right: str) -> None:
        assert mended(self.CHECK, text) == right

    def test_what_two_places_resemble_is_left_alone(self) -> None:
        rows = ({"name": "Tavarka", "others": ""}, {"name": "Tamarka", "others": ""})
        assert found(Slips(Table("known.tsv", rows), before=Words(("in",))), "He is in Tararka.") == []

    def test_the_table_needs_its_columns(self) -> None:
        assert list(Slips(Table("x.tsv", ({"place": "A"},)), Words(("in",))).problems())
