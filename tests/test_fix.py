"""`cleanmt fix` on many texts: in several processes, only what is new, stopped half-way."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import cleanmt
from cleanmt.engine import checking
from cleanmt.findings import Applicability, Span
from cleanmt.workspace import processes
from cleanmt.workspace.workspace import Workspace
from tests.conftest import Write
from tests.golden import SEEDS
from tests.test_cli import run

OLD = "The mayor of kyiv spoke."
NEW = "He fled from kyiv in the the end."


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(write: Write) -> Path:
    write("old.txt", f"{OLD}\n\n{OLD}\n")
    text = write("a.txt", f"{OLD}\n\n{OLD}\n")
    git("init")
    git("add", ".")
    git("commit", "-m", "first")
    return text


class TestDiffBase:
    def test_only_what_is_new_is_mended(self, repository: Path) -> None:
        repository.write_text(f"{OLD}\n\n{NEW}\n\n{OLD}\n", "utf-8")
        done = run("fix", "--diff-base", "HEAD", ".")
        assert repository.read_text("utf-8") == f"{OLD}\n\nHe fled from Kyiv in the end.\n\n{OLD}\n"
        assert Path("old.txt").read_text("utf-8") == f"{OLD}\n\n{OLD}\n"
        assert done.stderr == "Fixed 2 issues in 1 text.\n"

    def test_it_mends_what_check_reports(self, repository: Path) -> None:
        repository.write_text(f"{NEW}\n\n{OLD}\n\n{NEW}", "utf-8")
        assert "4 can be fixed" in run("check", "--diff-base", "HEAD", ".").stderr
        assert "Fixed 4 issues" in run("fix", "--diff-base", "HEAD", ".").stderr
        assert run("check", "--diff-base", "HEAD", ".").return_value == 0

    def test_what_git_does_not_know_is_new(self, repository: Path, write: Write) -> None:
        write("new.txt", f"{OLD}\n")
        run("fix", "--diff-base", "HEAD", ".")
        assert Path("new.txt").read_text("utf-8") == "The mayor of Kyiv spoke.\n"
        assert repository.read_text("utf-8").count("kyiv") == 2

    @pytest.mark.usefixtures("repository")
    def test_markup_counts_the_lines_of_its_source(self, write: Write) -> None:
        write("page.md", f"# Heading\n\n{OLD}\n")
        git("add", ".")
        git("commit", "-m", "page")
        write("page.md", f"# Heading\n\n{OLD}\n\n*{NEW}*\n")
        run("fix", "--diff-base", "HEAD", "page.md")
        assert Path("page.md").read_text("utf-8") == f"# Heading\n\n{OLD}\n\n*He fled from Kyiv in the end.*\n"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_half_a_text_is_mended_as_if_the_other_half_were_right(seed: Path) -> None:
    """No edit lies outside the stretch, in whatever pass it is made."""
    text = seed.read_bytes().decode("utf-8")
    middle = text.index("\n", len(text) // 2)
    engine = Workspace(isolated=True).engine()
    fixed = checking.fix(engine, text, Applicability.UNSAFE, only=[Span(0, middle)])
    assert fixed.edits
    assert text[middle + 1 :] in fixed.text
    findings = [f for f in cleanmt.check(text) if f.level >= Applicability.UNSAFE and f.span.end <= middle]
    assert len(fixed.mended) >= len(findings)


def test_several_processes_mend_the_same(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [write(f"{seed.stem}.txt", seed.read_bytes().decode("utf-8")) for seed in SEEDS]
    before = [text.read_bytes() for text in texts]
    one = run("fix", "--jobs", "1", "--unsafe-fixes", ".")
    mended = [text.read_bytes() for text in texts]
    run("undo")
    assert [text.read_bytes() for text in texts] == before
    monkeypatch.setattr(processes, "_ALONE", 1)
    monkeypatch.setattr(processes, "_BATCH", 1)
    two = run("fix", "--jobs", "2", "--unsafe-fixes", ".")
    assert [text.read_bytes() for text in texts] == mended
    assert two.stderr == one.stderr


def test_accepted_findings_stay_in_another_process_too(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        write(f"{name}.txt", "In kyiv.\n")
    run("accept", "c.txt:1")
    monkeypatch.setattr(processes, "_ALONE", 1)
    done = run("fix", "--jobs", "2", ".")
    assert [Path(f"{name}.txt").read_text("utf-8") for name in "abc"] == ["In Kyiv.\n", "In Kyiv.\n", "In kyiv.\n"]
    assert done.stderr == "Fixed 2 issues in 2 texts (1 accepted).\n"


def test_where_nothing_is_to_be_done_it_says_so(write: Write) -> None:
    write("a.txt", "All is well.\n")
    assert run("fix", "a.txt").stderr == "Nothing to fix in 1 text.\n"


def test_a_headline_again_below_read_also_ends_well(write: Write) -> None:
    page = write("a.md", "Oldest well of the county\n\nRead also\n\nOldest well of the county\n\nThe well is old.\n")
    other = write("b.txt", "In kyiv.\n")
    assert run("fix", "--unsafe-fixes", page, other).return_value == 0
    assert page.read_text("utf-8") == "Oldest well of the county\n\nThe well is old.\n"
    assert other.read_text("utf-8") == "In Kyiv.\n"
