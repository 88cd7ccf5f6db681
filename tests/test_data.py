"""The tables in rules/data/: every row is of use, and no row says of right English that it is wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from cleanmt.tables import read
from cleanmt.text import vocabulary
from tools import build_data
from tools.build_data import DATA

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


def test_no_foreign_place_name_is_an_english_one() -> None:
    assert set(column("places", "variants")) & set(column("places", "english")) == set()


def test_no_foreign_place_name_has_two_rights() -> None:
    repeated = [name for name, count in Counter(column("places", "variants")).items() if count > 1]
    assert repeated == []


def test_places_are_certain_or_not() -> None:
    assert set(column("places", "certain")) == {"yes", "no"}
    assert set(column("people", "alone")) == {"yes", "no", "Ukrain"}


@pytest.mark.parametrize(
    ("table", "wrong", "right"), [("titles", "wrong", "right"), ("acronyms", "foreign", "english")]
)
def test_nothing_is_swapped_for_what_is_swapped_again(table: str, wrong: str, right: str) -> None:
    assert set(column(table, wrong)) & set(column(table, right)) == set()


def test_senses_stand_where_their_languages_are_sought() -> None:
    said = (DATA / "senses.tsv").read_text("utf-8").split("\n")[1]
    assert said.startswith("# Sorted by languages, then by word.")
    cells = [row["languages"].split("|") for row in read(DATA / "senses.tsv")]
    assert [cell for cell in cells if cell != sorted(set(cell))] == []
