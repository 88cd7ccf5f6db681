"""What `cleanmt fix`, `apply` and `review` wrote is taken back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cleanmt.files import undo
from tests.conftest import Write
from tests.test_cli import process, run

TEXT = "In kyiv.\n"
MENDED = "In Kyiv.\n"


@pytest.fixture
def texts(write: Write) -> list[Path]:
    return [write(f"{name}.txt", TEXT) for name in "abc"]


def contents(texts: list[Path]) -> list[str]:
    return [text.read_text("utf-8") for text in texts]


def test_a_run_is_taken_back_and_then_the_one_before_it(texts: list[Path]) -> None:
    run("fix", "a.txt")
    run("fix", "b.txt", "c.txt")
    assert run("undo").stderr.startswith("Took back 2 texts that `cleanmt fix` changed (")
    assert contents(texts) == [MENDED, TEXT, TEXT]
    assert run("undo").return_value == 0
    assert contents(texts) == [TEXT, TEXT, TEXT]


def test_a_text_that_was_changed_since_stays_and_what_it_was_lies_beside_it(texts: list[Path]) -> None:
    run("fix", "a.txt")
    run("fix", "b.txt", "c.txt")
    texts[1].write_text("In Lviv.\n", "utf-8")
    done = process("undo")
    assert done.returncode == 2
    assert b"b.txt: has been changed since; it is left as it is; what it was is in" in done.stderr
    assert contents(texts) == [MENDED, "In Lviv.\n", TEXT]
    assert Path("b.txt.before").read_text("utf-8") == TEXT
    assert process("undo").returncode == 0  # the run before it
    assert contents(texts) == [TEXT, "In Lviv.\n", TEXT]


def test_a_text_that_is_gone_comes_back(texts: list[Path]) -> None:
    run("fix", ".")
    texts[0].unlink()
    assert run("undo").return_value == 0
    assert contents(texts) == [TEXT, TEXT, TEXT]


def test_a_baseline_that_a_review_began_goes_with_it(texts: list[Path]) -> None:
    run("review", "--all", "a.txt", text="k\nso written\n")
    assert Path("cleanmt-accepted.jsonl").exists()
    assert run("undo").return_value == 0
    assert not Path("cleanmt-accepted.jsonl").exists()
    assert contents(texts) == [TEXT, TEXT, TEXT]


def test_a_read_only_text_leaves_no_backup_and_no_run(texts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    known = len(undo.runs())
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    done = run("fix", "--backup", "a.txt")
    assert (done.return_value, "Nothing to fix" in done.stderr) == (2, False)
    assert not texts[0].with_name("a.txt.bak").exists()
    assert len(undo.runs()) == known


@pytest.mark.usefixtures("texts")
def test_only_runs_of_this_folder_are_taken_back(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("fix", ".")
    here = Path.cwd()
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    done = process("undo")
    assert done.returncode == 2
    assert done.stderr.decode().startswith(
        "Error: nothing to take back: no run that was started in this folder is kept"
    )
    assert f"3 texts from {here}\n" in run("undo", "--list").stdout


def test_acceptances_that_went_along_come_back(write: Write) -> None:
    text = write("a.txt", "The Kiev team won in kyiv.\n")
    run("accept", "--all", "a.txt:1", "--rule", "names")
    before = Path("cleanmt-accepted.jsonl").read_bytes()
    run("fix", "--unsafe-fixes", ".")
    assert Path("cleanmt-accepted.jsonl").read_bytes() != before
    run("undo")
    assert text.read_text("utf-8") == "The Kiev team won in kyiv.\n"
    assert Path("cleanmt-accepted.jsonl").read_bytes() == before


def test_apply_and_review_are_taken_back_too(texts: list[Path]) -> None:
    run("fix", "--review-file", "edits.jsonl", "a.txt")
    run("apply", "edits.jsonl")
    run("review", "--all", "b.txt", text="y\n")
    assert contents(texts) == [MENDED, MENDED, TEXT]
    assert "cleanmt review" in run("undo").stderr
    assert "cleanmt apply" in run("undo").stderr
    assert contents(texts) == [TEXT, TEXT, TEXT]


def test_a_run_that_was_killed_can_be_taken_back(texts: list[Path]) -> None:
    """Between the line about a text and the text itself."""
    script = """
import os, sys
from cleanmt.cli import main
from cleanmt.files import writing
real, calls = writing._replace, []
def killed(path, *rest):
    calls.append(path)
    if len(calls) == 2:
        os.kill(os.getpid(), 9)
    real(path, *rest)
writing._replace = killed
main()
"""
    subprocess.run([sys.executable, "-c", script, "fix", "--jobs", "1", "."], check=False)
    assert contents(texts) == [MENDED, TEXT, TEXT]
    assert run("undo").return_value == 0
    assert contents(texts) == [TEXT, TEXT, TEXT]


def test_what_a_killed_run_left_half_written_is_passed_over(texts: list[Path]) -> None:
    run("fix", "a.txt")
    (undo.runs()[0].kept / ".cleanmt-00000000-1-ab.tmp").write_text('{"path": "/b', "utf-8")
    assert run("undo").return_value == 0
    assert contents(texts)[0] == TEXT


def test_a_text_that_was_changed_twice_becomes_what_it_was_at_first(write: Write) -> None:
    text = write("a.txt", "one")
    journal = undo.Journal("fix")
    for before, after in ((b"one", b"two"), (b"two", b"three")):
        journal.keep(text, before, after)
    for now in ("three", "two"):  # a run may have been killed in between
        text.write_text(now, "utf-8")
        assert undo.runs()[0].texts[0].restore()
        assert text.read_text("utf-8") == "one"


def test_runs_of_more_than_a_month_ago_are_dropped(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(Path.cwd() / "state"))
    for number in range(12):
        write("a.txt", TEXT.replace("In", f"In {number}"))
        run("fix", "a.txt")
    assert len(undo.runs()) == 12
    for kept in undo.folder().iterdir():
        began, _, process_id = kept.name.partition("-")
        kept.rename(kept.with_name(f"{int(began) - 31 * 86_400 * 10**9:020}-{process_id}"))
    write("a.txt", TEXT)
    run("fix", "a.txt")
    assert len(undo.runs()) == 1


@pytest.mark.parametrize("why", ["too much", "no folder"])
def test_what_can_not_be_kept_is_said(texts: list[Path], why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if why == "too much":
        monkeypatch.setattr(undo, "_LARGEST", len(TEXT) + 1)
    else:
        monkeypatch.setattr(undo, "folder", lambda: texts[0] / "undo")
    done = run("fix", ".")
    assert "Warning: `cleanmt undo` can't take all of this run back: " in done.stderr
    assert contents(texts) == [MENDED, MENDED, MENDED]


def test_a_backup_never_takes_the_place_of_another(texts: list[Path]) -> None:
    Path("a.txt.bak").write_text("precious\n", "utf-8")
    texts[0].chmod(0o640)
    run("fix", "--backup", ".")
    assert Path("a.txt.bak").read_text("utf-8") == "precious\n"
    assert Path("a.txt.bak2").read_text("utf-8") == TEXT
    assert Path("b.txt.bak").read_text("utf-8") == TEXT
    assert os.stat("a.txt.bak2").st_mode == texts[0].stat().st_mode  # noqa: PTH116
    run("fix", "--backup", ".")
    assert sorted(p.name for p in Path().glob("b.*")) == ["b.txt", "b.txt.bak"]


class TestNothingNamed:
    """No folder is rewritten by mistake."""

    def test_at_a_terminal_or_without_input_it_is_an_error(self, texts: list[Path]) -> None:
        command = [sys.executable, "-m", "cleanmt", "fix"]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert "say what to repair: files, folders" in done.stderr
        assert contents(texts) == [TEXT, TEXT, TEXT]

    def test_a_pipe_is_read(self, texts: list[Path]) -> None:
        done = process("fix", text=b"He fled to kyiv.\n")
        assert (done.returncode, done.stdout) == (0, b"He fled to Kyiv.\n")
        assert contents(texts) == [TEXT, TEXT, TEXT]

    def test_a_file_is_read(self, texts: list[Path]) -> None:
        with texts[0].open("rb") as text:
            done = subprocess.run(
                [sys.executable, "-m", "cleanmt", "fix"], stdin=text, capture_output=True, check=False
            )
        assert done.stdout == MENDED.encode()
        assert contents(texts) == [TEXT, TEXT, TEXT]


def test_a_text_that_can_not_be_written_now_is_still_known(texts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    run("fix", ".")
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda path, mode: mode != os.W_OK or Path(path).name != "b.txt")
        assert run("undo").return_value == 2
    assert contents(texts) == [TEXT, MENDED, TEXT]
    assert run("undo").return_value == 0
    assert contents(texts) == [TEXT, TEXT, TEXT]
