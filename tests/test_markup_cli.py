"""Markdown and HTML files on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Write
from tests.test_cli import process, rows, run

MARKDOWN = "---\ncity: kyiv\n---\n# Mayors\n\nThe 😀 town of **kyiv** has `kyiv` in it.\r\n"
HTML = "<p title='kyiv'>The 😀 town of <b>kyiv</b> has <code>kyiv</code> in it.</p>\n"


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "A.MD"])
def test_markdown_is_checked_and_fixed(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(MARKDOWN.encode())
    result = run("check", path)
    assert result.return_value == 1
    assert result.stdout.startswith(f"{path.as_posix()}:6:17: casing/place-names")
    (row,) = rows(run("check", "--format", "jsonl", path).stdout)
    (edit,) = row["fix"]["edits"]
    assert MARKDOWN[row["span"]["start"] : row["span"]["end"]] == row["text"] == "kyiv"
    assert run("fix", path).return_value == 0
    assert path.read_bytes().decode() == MARKDOWN[: edit["start"]] + edit["text"] + MARKDOWN[edit["end"] :]
    assert "**Kyiv** has `kyiv`" in path.read_text("utf-8")


@pytest.mark.parametrize("name", ["a.html", "a.htm"])
def test_html_is_checked_and_fixed(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(HTML, "utf-8")
    diff = run("fix", "--diff", path).stdout
    assert f"-{HTML}+{HTML.replace('<b>kyiv', '<b>Kyiv')}" in diff
    assert "safe fix" in run("check", "--format", "full", path).stdout


def test_the_name_of_standard_input_says_how_to_read_it() -> None:
    for name, is_read_as_html in (("a.html", True), ("-", False)):
        done = process("fix", "-", "--stdin-filename", name, text=HTML.encode())
        assert done.returncode == 0
        assert (done.stdout.decode() == HTML.replace("<b>kyiv", "<b>Kyiv")) == is_read_as_html


def test_folders_give_plain_texts_only(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(MARKDOWN, "utf-8")
    result = run("check", tmp_path)
    assert result.return_value == 0
    assert "Markdown and HTML are read when they are named (articles/*.md)" in result.stderr


def test_names_are_collected_from_prose_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p title='The Kouleba Affair'>He met Dmytro <b>Kouleba</b> there.", "utf-8")
    assert run("names", "--format", "names", path).stdout == "wrong\tright\nDmytro Kouleba\tDmytro Kuleba\n"


def test_why_speaks_of_lines_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, "utf-8")
    assert "casing/place-names: “kyiv” is a name" in run("rules", "why", f"{path}:6").stdout
    done = process("rules", "why", f"{path}:2")
    assert done.returncode == 2
    assert f"{path}:2 shows no prose: rules don't look at it" in done.stderr.decode()


PAGE = """\
<p class="kyiv"><a title="the the war in kyiv">All was well there.</a></p>
<p>He was in <b>kyiv</b> on Monday.</p>
<!-- cleanmt: ignore[casing/place-names] the club spells itself so -->
<p>FC kyiv won.</p>
"""


@pytest.fixture
def page(write: Write) -> Path:
    """A page with one finding: that in the second line."""
    path = write("a.html", PAGE)
    assert [row["line"] for row in rows(run("check", "--format", "jsonl", path).stdout)] == [2]
    return path


class TestWhatCheckFindsEveryCommandFinds:
    def test_good_english(self, page: Path) -> None:
        (part,) = json.loads(run("eval", "--native", page, "--format", "json").stdout)
        (row,) = part["rows"]
        assert (row["texts"], row["false alarms"], row["safe fixes"]) == ("13 words", 1, 1)

    def test_annotated_texts(self, page: Path, write: Write) -> None:
        at = PAGE.index("<b>kyiv") + len("<b>")
        gold = {"start": at, "end": at + 4, "text": "kyiv", "category": "casing", "fix": "Kyiv", "confidence": "clear"}
        write("gold.jsonl", json.dumps({"file": page.name, **gold}))
        detection, mended, *_ = json.loads(run("eval", "gold.jsonl", "--format", "json").stdout)
        assert [(row["found"], row["right"]) for row in detection["rows"]] == [(1, 1)]
        assert {(row["category"], row["safe"]) for row in mended["rows"]} > {("all", 1), ("casing", 1)}

    def test_a_first_configuration(self, page: Path) -> None:
        out = run("init", "-o", "-", page.parent).stdout
        assert "# The rules that find most, of 1 findings;" in out
        assert '"casing/place-names",  # 1\n' in out

    def test_a_corpus(self, page: Path) -> None:
        noise, sample, total = run("rules", "test", "--corpus", page).stdout.splitlines()
        assert noise.split() == ["1", "7692.3", "in", "100,000", "words", "casing/place-names"]
        assert sample.lstrip().startswith("a.html:2:17: ")
        assert total == "1 text, 13 words."

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            (1, []),
            (2, ["“kyiv” is a name: write “Kyiv” [safe fix]"]),
            (4, ["matches “kyiv” and keeps quiet: the comment in line 3 silences it"]),
        ],
    )
    def test_why(self, page: Path, line: int, told: list[str]) -> None:
        out = run("rules", "why", f"{page}:{line}").stdout
        assert re.findall(r"(?m)^  casing/place-names: (.*)", out) == told
        assert "repetition/function-word" not in out


def test_a_comment_that_does_nothing_fails_the_check(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("<!-- cleanmt: ignore[casing] -->\nNothing is wrong with this text.\n", "utf-8")
    result = run("check", path)
    assert result.return_value == 1
    assert result.stdout.startswith(f"{path.as_posix()}:1:1: acceptance/unused “casing” finds nothing here")


def test_review_and_review_file_propose_changes_of_the_text_alone(tmp_path: Path) -> None:
    path, edits = tmp_path / "a.html", tmp_path / "edits.jsonl"
    path.write_text("<p title='Varsovie'>He was in <b>Varsovie</b> &amp; met NATO <i>rulers</i>.</p>\n", "utf-8")
    assert run("fix", "--review-file", edits, path).return_value == 0
    assert run("apply", edits).return_value == 0
    mended = "<p title='Varsovie'>He was in <b>Warsaw</b> &amp; met NATO <i>leaders</i>.</p>\n"
    assert path.read_text("utf-8") == mended
