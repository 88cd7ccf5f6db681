from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanmt.edits import applied
from cleanmt.files import reading
from cleanmt.files.diff import lines_of, of_file, unified
from cleanmt.files.reading import Source
from cleanmt.findings import Edit

needs_patch = pytest.mark.skipif(shutil.which("patch") is None, reason="the program patch is not installed")


def replacing(text: str, old: str, new: str) -> list[Edit]:
    return [Edit(text.index(old), text.index(old) + len(old), new)]


@needs_patch
@pytest.mark.parametrize("tool", [["patch", "-s", "-p1"], ["git", "apply"]], ids=["patch", "git"])
@pytest.mark.parametrize("name", ["a.txt", "a b.txt", 'a"b.txt', "a\tb.txt", "ünï.txt", "sub folder/ünï b.txt"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_tools_take_the_diff_of_any_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: list[str], name: str, bom: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(bom + b"In kyiv.\nYes.\n")
    for said in (path, path.absolute()):
        diff = of_file(reading.read(said), [Edit(3, 4, "K")])
        subprocess.run(tool, input=diff, check=True, capture_output=True)
        assert path.read_bytes() == bom + b"In Kyiv.\nYes.\n"
        path.write_bytes(bom + b"In kyiv.\nYes.\n")


def test_a_file_elsewhere_is_named_from_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("In kyiv.\n", "utf-8")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for said in (Path("../a.txt"), tmp_path / "a.txt"):
        diff = of_file(reading.read(said), [Edit(3, 4, "K")]).decode()
        assert diff.startswith(f"--- a{(tmp_path / 'a.txt').as_posix()}\n")


def test_no_edits_no_diff() -> None:
    assert unified("a.txt", "text\n", []) == ""
    assert unified("a.txt", "text\n", [Edit(0, 1, "t")]) == ""


def test_one_line() -> None:
    text = "one\ntwo\nthree\n"
    assert unified("a.txt", text, replacing(text, "two", "2")) == (
        "--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n"
    )


def test_a_last_line_without_an_ending() -> None:
    assert unified("a", "one\ntwo", [Edit(4, 7, "2")]) == (
        "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n"
        "+2\n\\ No newline at end of file\n"
    )


def test_changes_far_apart_have_hunks_of_their_own() -> None:
    text = "\n".join(str(n) for n in range(40)) + "\n"
    edits = [*replacing(text, "\n5\n", "\nfive\n"), *replacing(text, "\n30\n", "\n")]
    diff = unified("a", text, edits)
    assert [line for line in diff.split("\n") if line.startswith("@@")] == ["@@ -3,7 +3,7 @@", "@@ -28,7 +28,6 @@"]


CASES = [
    ("a\nb\nc\n", [Edit(0, 2, "")]),
    ("a\nb\nc\n", [Edit(4, 6, "")]),
    ("a\nb\nc", [Edit(3, 5, "")]),
    ("a\nb", [Edit(3, 3, "\nnew\n")]),
    ("a\r\nb\r\nc\r\n", [Edit(3, 4, "B")]),
    ("a\nb\nc\nd\n", [Edit(1, 2, " "), Edit(5, 6, " ")]),
    ("a\nb\n", [Edit(0, 4, "")]),
    ("a\n\n\nb", [Edit(1, 4, "")]),
]


def patched(folder: Path, text: str, diff: str, *command: str) -> str:
    file = folder / "a.txt"
    file.write_bytes(text.encode())
    done = subprocess.run(command, input=diff.encode(), cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return file.read_bytes().decode() if file.exists() else ""


@needs_patch
@pytest.mark.parametrize(("text", "edits"), CASES)
@pytest.mark.parametrize("command", [("patch", "-p1", "--binary"), ("git", "apply")])
def test_patch_and_git_take_it(tmp_path: Path, text: str, edits: list[Edit], command: tuple[str, ...]) -> None:
    assert patched(tmp_path, text, unified("a.txt", text, edits), *command) == applied(text, edits)


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.lists(st.sampled_from(["a", "b", "\n", "\n", "word", "\r\n"]), max_size=40).map("".join))
    points = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [
        Edit(start, end, draw(st.sampled_from(["", "x", "\n", "x\ny"])))
        for start, end in zip(points[::2], points[1::2], strict=False)
    ]
    return text, [e for i, e in enumerate(edits) if not i or edits[i - 1].end < e.start]


@needs_patch
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=texts_with_edits())
def test_the_patched_text_is_the_edited_one(tmp_path: Path, case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    diff = unified("a.txt", text, edits)
    if text and diff:
        assert patched(tmp_path, text, diff, "patch", "-p1", "--binary") == applied(text, edits)


class TestMarks:
    """What is changed in a line is marked where it stands."""

    def marked(self, text: str, *edits: Edit) -> list[str]:
        source = Source.of(Path("a.txt"), text, "text")
        lines = lines_of(source, edits)
        return [f"{line.sign}{line.text[mark.start : mark.end]}" for line in lines for mark in line.marks]

    def test_in_the_old_line_and_the_new_one(self) -> None:
        assert self.marked("In kyiv, the the end.\n", Edit(3, 4, "K"), Edit(12, 16, "")) == ["-k", "- the", "+K"]

    def test_across_lines(self) -> None:
        assert self.marked("one two\nthree\nfour\n", Edit(4, 16, "2\n3\n4")) == [
            "-two",
            "-three",
            "-fo",
            "+2",
            "+3",
            "+4",
        ]

    def test_behind_lines_that_stay(self) -> None:
        assert self.marked("a\nb\nc d\n", Edit(0, 0, "x"), Edit(4, 5, "C")) == ["+x", "-c", "+C"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_sees_colours_and_whole_words(tmp_path: Path) -> None:
    import pexpect

    (tmp_path / "a.txt").write_text("In kyiv.\n", "utf-8")
    for environment, is_coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        shown = pexpect.run(
            f"{sys.executable} -m cleanmt fix --diff a.txt", cwd=str(tmp_path), env={**os.environ, **environment}
        ).decode()
        assert ("\x1b[32m" in shown) is is_coloured
        assert ("\x1b[7mKyiv\x1b[0m" in shown) is is_coloured
        assert "+In Kyiv." in click.unstyle(shown)
