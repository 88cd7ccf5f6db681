"""The tables in rules/data/: every row is of use, and no row says of right English that it is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleanmt
from cleanmt.checks.unknown_word import Strange
from cleanmt.checks.untranslated import Untranslated
from cleanmt.tables import Table, read
from cleanmt.text import romanization, vocabulary
from tools import build_data, build_words
from tools.build_data import DATA

README = Path(__file__).parent.parent / "README.md"
TABLES = sorted(DATA.glob("*.tsv"))


def column(table: str, *names: str) -> list[str]:
    rows = read(DATA / f"{table}.tsv")
    return [cell for row in rows for name in names for cell in row[name].split("|") if cell]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
class TestEveryTable:
    def test_rows_are_sorted_and_stand_once(self, path: Path) -> None:
        rows = [tuple(row.values()) for row in read(path)]
        assert rows == sorted(rows)
        assert len(set(rows)) == len(rows)

    def test_no_cell_has_spaces_at_its_ends(self, path: Path) -> None:
        assert [cell for row in read(path) for cell in row.values() if cell != cell.strip()] == []


def test_no_foreign_surname_is_a_right_one() -> None:
    assert set(column("people", "family_variants", "family_shared")) & set(column("people", "family", "also")) == set()


def test_a_foreign_surname_that_stands_for_itself_has_one_right() -> None:
    rights: dict[str, set[str]] = defaultdict(set)
    for row in read(DATA / "people.tsv"):
        for variant in filter(None, row["family_variants"].split("|")):
            rights[variant].add(row["family"])
    assert {variant: names for variant, names in rights.items() if len(names) > 1} == {}


def test_a_foreign_surname_that_stands_for_itself_is_no_english_word() -> None:
    assert [name for name in column("people", "family_variants") if vocabulary.frequency(name)] == []


@pytest.mark.parametrize("name", ["Poutine", "Zelinski", "Rybak", "Malar"])
def test_collisions_need_the_first_name(name: str) -> None:
    assert name not in column("people", "family_variants")


def test_the_generated_columns_are_up_to_date() -> None:
    for name, text in build_data.made().items():
        assert (DATA / name).read_text("utf-8") == text


def test_the_vocabularies_are_up_to_date() -> None:
    assert vocabulary.FILE.read_bytes() == build_words.packed()


def test_every_language_that_a_rule_asks_for_has_a_vocabulary() -> None:
    asked = {
        language
        for rule in cleanmt.load_rules()
        if isinstance(rule.check, Untranslated | Strange)
        for language in rule.check.languages
    }
    assert asked == set(vocabulary.OTHERS)


PLACES = ("places", "countries", "towns")


def test_no_foreign_place_name_is_an_english_one() -> None:
    english = {name for table in PLACES for name in column(table, "english")}
    assert {name for table in PLACES for name in column(table, "variants")} & english == set()


def test_the_readme_says_how_many_names_are_known() -> None:
    known = len(read(DATA / "people.tsv")), len({name for table in PLACES for name in column(table, "english")})
    people, places = (count // 100 * 100 for count in known)
    assert f"cleanmt knows {people} people and {places} places" in README.read_text("utf-8")


def claims() -> Iterator[tuple[str, str, str]]:
    """Of each wrong spelling the table that owns it, and what it is mended to."""
    columns = {
        **dict.fromkeys(PLACES, ("english", "variants")),
        "people": ("family", "family_variants", "family_shared"),
        "titles": ("right", "wrong"),
        "bodies": ("english", "foreign"),
        "given_names": ("english", "variants"),
    }
    for table, (right, *wrong) in columns.items():
        for row in read(DATA / f"{table}.tsv"):
            for cell in [cell for name in wrong for cell in row[name].split("|") if cell]:
                yield cell.partition(":")[0] if table == "given_names" else cell, table, row[right]


def test_one_table_owns_a_spelling() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for spelling, table, _ in claims():
        owners[spelling].add(table)
    assert {spelling: tables for spelling, tables in owners.items() if len(tables) > 1} == {}


def test_a_spelling_has_one_repair() -> None:
    # Somebody is meant in the table of people only with his first name, and a first name only with its surname.
    repairs: dict[str, set[str]] = defaultdict(set)
    for spelling, table, right in claims():
        if table not in {"people", "given_names"}:
            repairs[spelling].add(right)
    assert {spelling: rights for spelling, rights in repairs.items() if len(rights) > 1} == {}


def test_what_a_house_may_write_is_mended_nowhere() -> None:
    rows = read(DATA / "styles.tsv")
    styles = {cell for row in rows for value in row.values() for cell in value.split("|") if cell}
    assert styles & {spelling for spelling, *_ in claims()} == set()


# Right names, or words, that a table once took for a foreign spelling.
@pytest.mark.parametrize(
    "name",
    """Lahey Dominique Guiana Pitcairn Åland Malin Rajiv Oriel Fastow Vinogradov Gorodok Druzhkovka Bakhchisarai
    Severodonetsk Odesza Sevilla Finlandia Moldavia Kanada Porto Mauretania Sudac Ivanov
    Khmelnytsky Libia Algier""".split(),
)
def test_no_right_name_is_called_foreign(name: str) -> None:
    assert name not in {spelling for spelling, *_ in claims()}


def test_what_english_makes_of_a_name_is_never_certain() -> None:
    letters = Table("romanization", tuple(read(DATA / "romanization.tsv")))
    english = [romanization.scheme(letters, source, "en") for source in ("uk", "ru")]
    for row in read(DATA / "places.tsv"):
        if row["lang"] in {"uk", "ru"} and row["certain"] == "yes":
            for original in row["original"].split(" / "):
                written = {spelling for scheme in english for spelling in scheme.write(original)}
                assert written & set(row["variants"].split("|")) == set(), row


def test_places_are_certain_or_not() -> None:
    assert set(column("places", "certain")) == {"yes", "no"}
    assert set(column("people", "alone")) == {"yes", "no", "Ukrain"}


@pytest.mark.parametrize(("table", "wrong", "right"), [("titles", "wrong", "right"), ("bodies", "foreign", "english")])
def test_nothing_is_swapped_for_what_is_swapped_again(table: str, wrong: str, right: str) -> None:
    assert set(column(table, wrong)) & set(column(table, right)) == set()


def test_senses_stand_where_their_languages_are_sought() -> None:
    said = (DATA / "senses.tsv").read_text("utf-8").split("\n")[1]
    assert said.startswith("# Sorted by languages, then by word.")
    cells = [row["languages"].split("|") for row in read(DATA / "senses.tsv")]
    assert [cell for cell in cells if cell != sorted(set(cell))] == []
