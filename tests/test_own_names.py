"""A house's own names, its style, and what it accepts."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import cleanmt
from cleanmt.cli import cli
from cleanmt.errors import OwnNamesError
from cleanmt.packs import own_names, shipped
from cleanmt.tables import read

RULES = cleanmt.load_rules().selected()
TEXT = "In 2022 Kiev came. Zelensky met Erdogan; Dovhanych left."


def fixed(text: str, *options: object) -> str:
    ran = CliRunner().invoke(cli, ["fix", "--unsafe-fixes", *map(str, options), "-"], input=text)
    assert ran.exit_code == 0, ran.output
    return ran.stdout


class TestOwnNames:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("own.tsv", "wrong\tright\n# ours\nDovhanych\tDovganych\nKyiv\tKiev\n"),
            ("own.yaml", "Dovhanych: Dovganych\nKyiv: Kiev\n"),
        ],
    )
    def test_they_win_over_every_rule(self, tmp_path: Path, name: str, text: str) -> None:
        file = tmp_path / name
        file.write_text(text, "utf-8")
        assert fixed(TEXT, "--names", file) == "In 2022 Kiev came. Zelensky met Erdogan; Dovganych left."

    def test_they_win_over_the_style_of_a_house(self, tmp_path: Path) -> None:
        file = tmp_path / "own.tsv"
        file.write_text("Zelensky\tZelenskyj\n", "utf-8")
        options = ("--names", file, "--style", "guardian")
        assert fixed("President Zelensky spoke.", *options) == "President Zelenskyj spoke."
        ran = CliRunner().invoke(cli, ["check", *map(str, options), "-"], input="President Zelensky spoke.")
        assert ran.stdout.splitlines() == [
            "-:1:11: names/own “Zelensky” is written “Zelenskyj” in this house [safe fix]"
        ]

    def test_without_them(self) -> None:
        assert fixed(TEXT) == "In 2022 Kyiv came. Zelensky met Erdogan; Dovhanych left."

    def test_a_name_that_is_right_as_it_is_is_only_accepted(self, tmp_path: Path) -> None:
        rules = own_names.added(RULES, {"Kiev": "Kiev"}, tmp_path)
        assert own_names.NAME not in rules.by_name
        assert cleanmt.check("In 2022 from Kiev.", rules) == []

    @pytest.mark.parametrize(
        ("name", "text", "says"),
        [
            ("a.tsv", "Kiev\tKyiv\nOdessa\n", "a.tsv:2: two columns"),
            ("a.tsv", "Kiev\t\n", "a.tsv:1: the right spelling is missing"),
            ("a.tsv", "Kiev\tKyiv\tUkraine\n", "a.tsv:1: two columns"),
            ("a.tsv", "\n\tKyiv\n", "a.tsv:2: an empty word"),
            ("a.tsv", "Kiev*\tKyiv\n", "a.tsv:1: 'Kiev*' stands for many words"),
            ("a.yaml", "- Kiev\n", "a.yaml: a mapping is expected"),
            ("a.yaml", "Kiev: [Kyiv\n", "a.yaml:2: not YAML"),
            ("a.yaml", "Kiev: Kyiv\nOdessa: [Odesa]\n", "a.yaml:2: one wrong spelling and one right one"),
            ("a.yaml", "Kiev:\n", "a.yaml:1: the right spelling is missing"),
            ("a.yaml", "'': Kyiv\n", "a.yaml:1: an empty word"),
            ("a.yaml", "Odessa: Odesa\nKiev*: Kyiv\n", "a.yaml:2: 'Kiev*' stands for many words"),
            ("a.yaml", "Kiev: Kyiv\x07\n", "a.yaml: not YAML: unacceptable character"),
        ],
    )
    def test_a_wrong_file(self, tmp_path: Path, name: str, text: str, says: str) -> None:
        file = tmp_path / name
        file.write_text(text, "utf-8")
        ran = CliRunner().invoke(cli, ["check", "--names", str(file), "-"], input="x")
        assert ran.exit_code == 1
        assert says in ran.output

    @pytest.mark.parametrize("name", ["a.tsv", "a.yaml"])
    def test_a_mark_at_the_beginning_of_the_file(self, tmp_path: Path, name: str) -> None:
        text = "Kiev\tKyiv\n" if name == "a.tsv" else "Kiev: Kyiv\n"
        (tmp_path / name).write_text(text, "utf-8-sig")
        assert own_names.read(tmp_path / name) == {"Kiev": "Kyiv"}

    def test_only_a_line_feed_ends_a_line(self, tmp_path: Path) -> None:
        (tmp_path / "a.tsv").write_text("# ours\u2028and yours\r\nKiev\tKyiv\r\n", "utf-8")
        assert own_names.read(tmp_path / "a.tsv") == {"Kiev": "Kyiv"}

    def test_spellings_that_differ_only_in_case(self, tmp_path: Path) -> None:
        (tmp_path / "own.yaml").write_text("us: we\nUS: U.S.\n", "utf-8")
        assert fixed("The US told us.", "--names", tmp_path / "own.yaml") == "The U.S. told we."

    def test_a_file_that_is_no_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.tsv").write_bytes(b"\xff")
        with pytest.raises(OwnNamesError, match="can't be read"):
            own_names.read(tmp_path / "a.tsv")


class TestStyle:
    @pytest.mark.parametrize(
        ("house", "text"),
        [
            ("ap", "Zelenskyy met Erdogan."),
            ("reuters", "Zelenskiy met Erdogan."),
            ("bbc", "Zelensky met Erdogan."),
            ("guardian", "Zelenskyy met Erdoğan."),
        ],
    )
    def test_a_house_decides(self, house: str, text: str) -> None:
        assert fixed("Zelensky met Erdogan.", "--style", house) == text

    def test_without_one_only_mixing_counts(self) -> None:
        assert (
            fixed("Zelensky left. Zelenskiy came. Zelensky slept.") == "Zelensky left. Zelensky came. Zelensky slept."
        )

    def test_accepted_words_are_left_alone(self) -> None:
        assert fixed("From kiev and Kiev.", "--accept", "Kiev") == fixed(
            "From kiev and Kiev.", "--ignore", "names/places"
        )


def test_no_name_that_english_writes_so_is_changed() -> None:
    """People under their English names, in every spelling that is right, alone and in full."""
    rows = read(shipped.folder() / "data" / "people.tsv")
    names = [
        f"{row['given']} {family}" for row in rows for family in (row["family"], *filter(None, row["also"].split("|")))
    ]
    found = {
        (name, f.rule, f.text)
        for name in names
        for f in cleanmt.check(f"They met {name} on Monday.", RULES)
        if f.rule.startswith(("names/", "casing/", "untranslated/", "articles/"))
    }
    assert found == set()
