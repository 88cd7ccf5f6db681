"""From proposals in a file, which a person goes through, to mended texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from cleanmt.errors import FileError
from cleanmt.files import writing
from cleanmt.files.reading import Source
from tests.test_cli import process, rows, run

TEXT = (
    "Repeated pleas from kyiv to defend the sky near Lugansk.\r\n"
    "NATO rulers met.\n\n"
    "The West had not equipped with modern tanks or anti-missile systems, the president said.\n\n"
    "Share\n"
)
ALL = (
    "Repeated pleas from Kyiv to defend the sky near Luhansk.\r\n"
    "NATO leaders met.\n\n"
    "The West had not equipped it with modern tanks or anti-missile systems, the president said.\n"
)


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("a.txt")
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def edits(article: Path) -> Path:
    path = Path("edits.jsonl")
    assert run("fix", "--review-file", path, article).return_value == 0
    return path


def written(path: Path) -> list[dict[str, Any]]:
    return rows(path.read_text("utf-8"))


def rewrite(path: Path, lines: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def error(*arguments: str | Path) -> str:
    """What the command says when it refuses (and exits with 2)."""
    with pytest.raises(click.ClickException) as caught:
        run(*arguments)
    return caught.value.format_message()


def test_acceptances_go_along(article: Path) -> None:
    run("accept", "a.txt:1:21")
    run("fix", "--review-file", "edits.jsonl", article)
    assert run("apply", "edits.jsonl").return_value == 0
    assert article.read_bytes().decode().startswith("Repeated pleas from kyiv to defend the sky near Luhansk.\r\n")
    left = [row["rule"] for row in rows(run("check", "--format", "jsonl", article).stdout)]
    assert "casing/place-names" not in left
    assert "acceptance/unused" not in left


def test_edits_in_an_encoding_that_is_a_guess(article: Path, edits: Path) -> None:
    edits.write_bytes(edits.read_bytes().replace(b"Luhansk", b"Luh\xe1nsk"))
    assert error("apply", edits).startswith("edits.jsonl: is not UTF-8 (it may be ")
    assert article.read_bytes() == TEXT.encode()


def test_proposals_go_to_a_file(article: Path) -> None:
    assert "takes the name of a file" in error("fix", "--review-file", "-", article)


class TestProposing:
    def test_every_level_with_its_context(self, article: Path, edits: Path) -> None:
        assert article.read_bytes() == TEXT.encode()
        lines = written(edits)
        assert [(line["level"], line["old"], line["new"]) for line in lines] == [
            ("safe", "kyiv", "Kyiv"),
            ("unsafe", "Lugansk", "Luhansk"),
            ("suggestion", "rulers", "leaders"),
            ("suggestion", "equipped with", "equipped it with"),
            ("safe", "Share", ""),
        ]
        assert lines[1] == {
            "path": "a.txt",
            "line": 1,
            "rule": "names/places",
            "level": "unsafe",
            "message": lines[1]["message"],
            "before": " pleas from kyiv to defend the sky near ",
            "old": "Lugansk",
            "new": "Luhansk",
            "after": ".",
            "start": 48,
            "hash": lines[0]["hash"],
        }
        assert lines[3]["others"] == ["equipped them with"]

    def test_only_what_can_be_made_together(self, article: Path) -> None:
        article.write_text("Volodimir Zelenski , they say, spoke.\n", "utf-8")
        result = run("fix", "--review-file", "edits.jsonl", article)
        assert "left out: 1 that overlaps with these; ask again when they are made" in result.stderr
        assert run("apply", "edits.jsonl").return_value == 0
        assert article.read_text("utf-8") == "Volodymyr Zelenskyy , they say, spoke.\n"

    def test_a_file_that_is_there_is_not_overwritten(self, article: Path, edits: Path) -> None:
        before = edits.read_bytes()
        assert "may hold somebody's decisions" in error("fix", "--review-file", edits, article)
        assert edits.read_bytes() == before

    def test_it_takes_files(self, article: Path) -> None:
        assert "goes with files" in error("fix", "--review-file", "e.jsonl", "-")
        assert "without --diff" in error("fix", "--review-file", "e.jsonl", "--diff", article)
        assert not Path("e.jsonl").exists()

    def test_a_text_that_can_not_be_written_is_named(self, article: Path) -> None:
        Path("old.txt").write_bytes("“Größe” in kyiv".encode("cp1252"))
        result = run("fix", "--review-file", "e.jsonl", "old.txt", article)
        assert result.return_value == 2
        assert "old.txt: is not UTF-8" in result.stderr
        assert {line["path"] for line in written(Path("e.jsonl"))} == {"a.txt"}

    def test_a_place_that_can_not_be_written(self, article: Path) -> None:
        said = error("fix", "--review-file", "no/such/folder/e.jsonl", article)
        assert "can't be written: No such file or directory" in said


class TestApplying:
    def test_all(self, article: Path, edits: Path) -> None:
        result = run("apply", edits)
        assert result.return_value == 0
        assert article.read_bytes() == ALL.encode()
        assert result.stderr == "Made 5 changes in 1 text.\n"

    def test_what_a_person_left_and_changed(self, article: Path, edits: Path) -> None:
        lines = written(edits)
        lines[3]["new"] = lines[3]["others"][0]
        lines[1]["new"] = "Łuhańsk"
        rewrite(edits, [lines[3], lines[1]])
        edits.write_bytes(b"\xef\xbb\xbf" + edits.read_bytes().replace(b"\n", b"\r\n\r\n"))  # as some editors save it
        assert run("apply", edits).return_value == 0
        assert article.read_bytes() == TEXT.replace("Lugansk", "Łuhańsk").replace("ed with", "ed them with").encode()

    def test_a_line_whose_words_are_put_back_changes_nothing(self, article: Path, edits: Path) -> None:
        rewrite(edits, [{**line, "new": line["old"]} for line in written(edits)])
        assert run("apply", edits).stderr == "Made 0 changes in 0 texts.\n"
        assert article.read_bytes() == TEXT.encode()

    def test_a_diff_writes_nothing(self, article: Path, edits: Path) -> None:
        done = process("apply", "--diff", edits)
        assert done.returncode == 1
        assert b"\n+NATO leaders met.\n" in done.stdout
        assert b"\n-Share\n" in done.stdout
        assert article.read_bytes() == TEXT.encode()

    def test_nothing_is_left(self, edits: Path) -> None:
        edits.write_text("", "utf-8")
        assert run("apply", "--diff", edits).return_value == 0

    def test_twice_is_an_error(self, article: Path, edits: Path) -> None:
        run("apply", edits)
        done = process("apply", edits)
        assert done.returncode == 2
        assert (
            "a.txt: is not as it was when edits.jsonl was made: it has changed since, or these edits are made already; "
            "delete its lines (1-5), or make the file anew\nNothing was written." in done.stderr.decode()
        )
        assert article.read_bytes() == ALL.encode()

    def test_one_text_that_changed_keeps_all_from_being_written(self, article: Path, edits: Path) -> None:
        edits.unlink()
        Path("b.txt").write_text("In kyiv.\n", "utf-8")
        run("fix", "--review-file", edits, article, "b.txt")
        Path("b.txt").write_text("In kyiv!\n", "utf-8")
        said = error("apply", edits)
        assert "b.txt: is not as it was" in said
        assert "(6)" in said
        assert article.read_bytes() == TEXT.encode()

    def test_a_text_that_is_gone(self, article: Path, edits: Path) -> None:
        article.unlink()
        assert "a.txt: can't be read" in error("apply", edits)

    def test_lines_that_change_the_same_words(self, article: Path, edits: Path) -> None:
        lines = written(edits)
        rewrite(edits, [*lines, {**lines[1], "new": "Lviv"}])
        assert "edits.jsonl:6: changes the same words as line 2; delete one of them" in error("apply", edits)
        assert article.read_bytes() == TEXT.encode()

    @pytest.mark.parametrize(
        ("key", "value", "message"),
        [
            ("new", None, "“new” is not a text"),
            ("new", ..., "“new” is missing"),
            ("new", "\ud800", "“new” holds half a character"),
            ("start", "1", "“start” is not a number"),
            ("start", True, "“start” is not a number"),
            ("start", 19, "“kyiv” is not what stands at 19 in a.txt; only “new” may be changed"),
            ("start", -5, "only “new” may be changed"),
            ("old", "Kiev", "only “new” may be changed"),
        ],
    )
    def test_lines_that_are_wrong(self, article: Path, edits: Path, key: str, value: object, message: str) -> None:
        first, *rest = written(edits)
        first[key] = value
        rewrite(edits, [*rest, {k: v for k, v in first.items() if v is not ...}])
        said = error("apply", edits)
        assert said.startswith("edits.jsonl:5: ")
        assert message in said
        assert said.endswith("Nothing was written.")
        assert article.read_bytes() == TEXT.encode()

    def test_every_line_that_is_no_json_is_named(self, article: Path, edits: Path) -> None:
        edits.write_text(edits.read_text("utf-8") + "{oops\n[1]\n", "utf-8")
        said = error("apply", edits)
        assert "edits.jsonl:6: is not JSON: Expecting property name enclosed in double quotes at column 2" in said
        assert "edits.jsonl:7: is not an object in braces" in said
        assert article.read_bytes() == TEXT.encode()

    def test_the_others_are_written_when_one_can_not_be(
        self, article: Path, edits: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        edits.unlink()
        Path("b.txt").write_text("In kyiv.\n", "utf-8")
        run("fix", "--review-file", edits, article, "b.txt")
        write = writing.write

        def refuse(source: Source, text: str, keep: writing.Keep) -> bool:
            if source.path.name == "a.txt":
                raise FileError("a.txt: can't be written: No space left on device")
            return write(source, text, keep)

        monkeypatch.setattr(writing, "write", refuse)
        result = run("apply", edits)
        assert result.return_value == 2
        assert "No space left" in result.stderr
        assert Path("b.txt").read_text("utf-8") == "In Kyiv.\n"
