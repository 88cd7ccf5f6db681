from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanmt.errors import GitError
from cleanmt.files import git
from cleanmt.files.git import Changes

LINES = "".join(f"{n}\n" for n in range(1, 9))


@pytest.fixture(autouse=True)
def own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A git that knows nothing of the person who runs the tests, but has settings that change what diffs look like."""
    config = tmp_path / "gitconfig"
    settings = "[user]\nname = Ada\nemail = ada@example.org\n[diff]\nnoprefix = true\nmnemonicPrefix = true\n"
    config.write_text(f"{settings}interHunkContext = 9\nrenames = false\n[color]\nui = always\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A fresh repository to work in, with LINES in a.txt."""
    root = tmp_path / "repository"
    root.mkdir()
    monkeypatch.chdir(root)

    def run(*arguments: str) -> None:
        subprocess.run(["git", *arguments], check=True, capture_output=True)

    run("init", "-q", "-b", "main")
    Path("a.txt").write_text(LINES, "utf-8")
    run("add", ".")
    run("commit", "-q", "-m", "first")
    return run


def lines(changes: Changes, path: str) -> list[int]:
    return [n for n in range(1, 12) if changes.cover(Path(path), n, n)]


def test_changed_and_added_lines(run: Callable[..., None]) -> None:
    Path("a.txt").write_text("1\n2\nthree\n4\n5\n8\n9\n++ b/c.txt\n", "utf-8")
    run("commit", "-qam", "second")
    changes = git.changes("HEAD~1")
    assert lines(changes, "a.txt") == [3, 7, 8]
    assert changes.cover(Path("a.txt"), 1, 3)
    assert not changes.cover(Path("a.txt"), 4, 6)
    assert not git.changes("HEAD").touch(Path("a.txt"))


def test_what_is_staged_and_what_is_not(run: Callable[..., None]) -> None:
    Path("a.txt").write_text(LINES.replace("2", "two"), "utf-8")
    run("add", ".")
    Path("a.txt").write_text(LINES.replace("2", "two").replace("5", "five"), "utf-8")
    assert lines(git.changes("HEAD"), "a.txt") == [2, 5]


def test_a_file_that_moved_is_as_new_as_its_lines(run: Callable[..., None]) -> None:
    Path("in").mkdir()
    run("mv", "a.txt", "in/b.txt")
    Path("in/b.txt").write_text(LINES.replace("2", "two"), "utf-8")
    assert lines(git.changes("HEAD"), "in/b.txt") == [2]


@pytest.mark.usefixtures("run")
def test_what_git_does_not_track_is_new() -> None:
    Path(".gitignore").write_text("c.txt\n", "utf-8")
    for name in ("b.txt", "c.txt", "../outside.txt"):
        Path(name).write_text("1\n", "utf-8")
        assert git.changes("HEAD").touch(Path(name))
        assert lines(git.changes("HEAD"), name)[0] == 1


def test_names_and_bytes_of_all_kinds(run: Callable[..., None]) -> None:
    names = ['a "b"\t\\.txt', "Київ.txt", " b c .txt", "utf-16.txt"]
    for name in names:
        Path(name).write_text("1\n2\n", "utf-16" if name == "utf-16.txt" else "utf-8")
    run("add", ".")
    run("commit", "-qm", "second")
    for name in names:
        Path(name).write_text("1\n2\n3", "utf-16" if name == "utf-16.txt" else "utf-8")
    changes = git.changes("HEAD")
    assert {name: lines(changes, name) for name in names} == {name: [3] for name in names}


def test_from_a_folder_below(run: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    run("config", "diff.relative", "true")
    Path("a.txt").write_text("one\n", "utf-8")
    Path("in").mkdir()
    monkeypatch.chdir("in")
    assert lines(git.changes("HEAD"), "../a.txt") == [1]


def test_another_branch_counts_from_where_the_two_parted(run: Callable[..., None]) -> None:
    run("checkout", "-qb", "mine")
    Path("a.txt").write_text(LINES.replace("2", "two"), "utf-8")
    run("commit", "-qam", "mine")
    run("checkout", "-q", "main")
    Path("a.txt").write_text(LINES.replace("7", "seven"), "utf-8")
    run("commit", "-qam", "theirs")
    run("checkout", "-q", "mine")
    assert lines(git.changes("main"), "a.txt") == [2]


def test_a_history_without_a_common_beginning(run: Callable[..., None]) -> None:
    run("checkout", "-q", "--orphan", "mine")
    Path("a.txt").write_text(LINES.replace("2", "two"), "utf-8")
    run("commit", "-qam", "mine")
    assert lines(git.changes("main"), "a.txt") == [2]


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "HEAD:a.txt"])
@pytest.mark.usefixtures("run")
def test_an_unknown_revision(revision: str) -> None:
    with pytest.raises(GitError, match=f"^git knows no revision '{revision}'$"):
        git.changes(revision)
    assert not Path("x").exists()


def test_a_shallow_clone_is_told(run: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    run("commit", "-q", "--allow-empty", "-m", "second")
    run("clone", "-q", "--depth", "1", Path.cwd().as_uri(), "../shallow")
    monkeypatch.chdir("../shallow")
    with pytest.raises(GitError, match="'HEAD~1'; this clone is shallow"):
        git.changes("HEAD~1")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GitError, match="not a git repository"):
        git.changes("HEAD")


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    assert git.user_name() == ""
    with pytest.raises(GitError, match="git is not installed"):
        git.changes("HEAD")


@pytest.mark.usefixtures("run")
def test_who_works_here() -> None:
    assert git.user_name() == "Ada"
