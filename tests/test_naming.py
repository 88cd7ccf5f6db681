"""Spellings of names across texts."""

from __future__ import annotations

import csv
import doctest
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import cleanmt
from cleanmt.cli import cli
from cleanmt.measure import names as measured
from cleanmt.measure.names import collect, group, key

RULES = cleanmt.load_rules()
TEXTS = [
    ("a.txt", "In Kyiv President Volodymyr Zelensky met Marko Dovhanych. Nobody saw Dovhanych leave."),
    ("b.txt", "From Kiev came Volodimir Zelenski and Marko Dovganych. The Minister and the Ministry were silent."),
]


def names(texts: list[tuple[str, str]]) -> dict[str, list[tuple[str, int]]]:
    found = group(collect(texts), RULES)
    return {name.right: [(s.text, s.count) for s in name.spellings] for name in found}


def test_known_names_stand_under_their_english_form() -> None:
    found = names(TEXTS)
    assert found["Kyiv"] == [("Kiev", 1), ("Kyiv", 1)]
    assert found["Volodymyr Zelenskyy"] == [("Volodimir Zelenski", 1), ("Volodymyr Zelensky", 1)]


def test_a_romanization_that_a_rule_can_read_back_is_known() -> None:
    assert names([("a", "He saw Danił Martynow. She saw Danił Martynow.")]) == {
        "Danil Martynov": [("Danił Martynow", 2)]
    }


def test_unknown_names_are_grouped_by_what_romanizations_share() -> None:
    assert names(TEXTS)["Marko Dovganych"] == [("Marko Dovganych", 1), ("Marko Dovhanych", 1)]


def test_words_are_no_names() -> None:
    assert not {"Nobody", "From", "Minister", "Ministry", "President"} & set(names(TEXTS))


@pytest.mark.parametrize("before", ["", "It rained. ", "It rained. “", "He said: “It rained.” "])
def test_the_first_word_of_a_sentence_is_no_part_of_a_name(before: str) -> None:
    assert "Marko Dovhanych" in collect([("a", f"{before}But Marko Dovhanych stayed.")])


def test_a_name_may_begin_a_sentence() -> None:
    assert names([("a", "Dovhanych left. Dovhanych came back. Nobody saw it.")]) == {"Dovhanych": [("Dovhanych", 2)]}


def test_counts_and_files() -> None:
    spelling = collect([("a", "He saw Anna. She saw Anna."), ("b", "We saw Anna.")])["Anna"]
    assert (spelling.count, spelling.files, spelling.where) == (3, 2, ["a", "b"])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kouleba", "Koeleba"), ("Schtscherbakow", "Chtcherbakov"), ("Gaïdaï", "Haidai"), ("Łazar", "Lazar")],
)
def test_romanizations_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    "texts",
    [
        ["She came on Wednesday. It was On Wednesday.", "It was In Wednesday weather."],
        ["He met a Eurosceptic.", "He met many Eurosceptics."],
        ["He saw Blears and Blairs.", "He saw Blears."],
        ["From Oriel College to Royal College he ran.", "At Oriel College."],
    ],
)
def test_what_is_not_one_name(texts: list[str]) -> None:
    found = group(collect((str(number), text) for number, text in enumerate(texts)), RULES)
    assert [name for name in found if len(name.spellings) > 1] == []


def test_diacritics_make_no_other_name() -> None:
    assert names([("a", "He saw Kuceran and Kučeran.")]) == {"Kuceran": [("Kuceran", 1), ("Kučeran", 1)]}


def test_other_names_have_other_keys() -> None:
    assert len({key(name) for name in ("Petrov", "Markov", "Titov", "Kuleba")}) == 4


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(measured).failed == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file, text in TEXTS:
        (tmp_path / file).write_text(text, "utf-8")
    return tmp_path


def run(*arguments: object) -> str:
    ran = CliRunner().invoke(cli, ["names", *map(str, arguments)])
    assert ran.exit_code == 0, ran.output
    return ran.stdout


class TestTheCommand:
    def test_the_table_shows_what_is_mixed(self, folder: Path) -> None:
        shown = run(folder).splitlines()
        assert "Kyiv" in shown
        assert "Marko Dovganych  (not in the tables)" in shown
        assert "Dovhanych  (not in the tables)" not in shown

    def test_all_names(self, folder: Path) -> None:
        assert "Dovhanych  (not in the tables)" in run("--all", folder).splitlines()

    def test_a_least_count(self, folder: Path) -> None:
        assert run("--least", "3", folder) == ""

    @pytest.mark.parametrize("least", ["0", "-3"])
    def test_no_name_stands_less_than_once(self, folder: Path, least: str) -> None:
        assert CliRunner().invoke(cli, ["names", "--least", least, str(folder)]).exit_code == 2

    def test_csv(self, folder: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(run("--format", "csv", folder))))
        assert {"right": "Kyiv", "known": "yes", "spelling": "Kiev", "count": "1", "files": "1"}.items() <= rows[
            0
        ].items()

    def test_json(self, folder: Path) -> None:
        first = json.loads(run("--format", "json", folder))[0]
        assert (first["right"], first["known"], first["spellings"][0]["text"]) == ("Kyiv", True, "Kiev")

    def test_a_file_to_edit(self, folder: Path) -> None:
        lines = run("--format", "names", folder).splitlines()
        assert lines[0] == "wrong\tright"
        assert "Kiev\tKyiv" in lines
        assert not [line for line in lines[1:] if line[0] != "#" and "Marko" in line]
        assert "# not in the tables, which of them is right? Marko Dovganych (1), Marko Dovhanych (1)" in lines
