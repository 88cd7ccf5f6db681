"""The audit of gates: what rules kept quiet, why, and what was lost by it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from tools.gates import main


def told(texts: Path, *rules: str) -> list[str]:
    ran = CliRunner().invoke(main, [str(texts), *rules])
    assert ran.exit_code == 0, ran.output
    return ran.output.splitlines()


def written(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_what_an_exemption_withheld(tmp_path: Path) -> None:
    written(tmp_path, "translations/set.tsv", "The real madrid of Spain.\tThe Real Madrid of Spain.\tone\tes\t2020\n")
    written(tmp_path, "native/news/a.txt", "They saw real madrid win.\n")
    first, repairs, place = told(tmp_path, "casing/place-names")
    assert first.startswith("    1 in translations,     1 in good English  casing/place-names: except ")
    assert repairs == "      its repairs: 1 nearer to a person's own, 0 farther"
    assert place == "      The real [[madrid]] of Spain."


def test_nothing_is_told_where_nothing_was_withheld(tmp_path: Path) -> None:
    written(tmp_path, "translations/set.tsv", "A day in kyiv.\tA day in Kyiv.\tone\tpl\t2020\n")
    assert told(tmp_path, "casing/place-names") == []


def test_a_folder_without_texts(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, [str(tmp_path)])
    assert ran.exit_code == 1
    assert "with texts in it" in ran.output
