"""The hooks, as pre-commit runs them in somebody's repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden import ROOT

DAMAGED = "Repeated pleas from kyiv to defend the sky.\n"
MENDED = "Repeated pleas from Kyiv to defend the sky.\n"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environments that it makes for the hooks."""
    return tmp_path_factory.mktemp("pre-commit-home")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    return tmp_path


def try_hook(hook: str, repository: Path, home: Path) -> subprocess.CompletedProcess[str]:
    subprocess.run(["git", "add", "--all"], cwd=repository, check=True)
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), hook, "--all-files", "--verbose"]
    environment = {**os.environ, "PRE_COMMIT_HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)
    if "Could not find a version" in done.stdout or "Failed to establish a new connection" in done.stdout:
        pytest.skip("the package index can't be reached, so pre-commit can't install the hook")
    return done


def test_check_passes_a_clean_text_and_fails_a_damaged_one(repository: Path, home: Path) -> None:
    (repository / "notes.md").write_text(DAMAGED, "utf-8")
    (repository / "cleanmt.toml").write_text('exclude = ["draft.txt"]', "utf-8")
    (repository / "draft.txt").write_text(DAMAGED, "utf-8")
    article = repository / "article.txt"
    article.write_text(MENDED, "utf-8")
    passed = try_hook("cleanmt-check", repository, home)
    assert passed.returncode == 0, passed.stdout
    article.write_text(DAMAGED, "utf-8")
    failed = try_hook("cleanmt-check", repository, home)
    assert failed.returncode == 1
    assert "article.txt:1:21: casing/place-names" in failed.stdout
    assert "notes.md" not in failed.stdout
    assert "draft.txt" not in failed.stdout


def test_fix_mends_the_file_and_fails_once(repository: Path, home: Path) -> None:
    article = repository / "article.txt"
    article.write_text(DAMAGED, "utf-8")
    first = try_hook("cleanmt-fix", repository, home)
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    assert article.read_text("utf-8") == MENDED
    second = try_hook("cleanmt-fix", repository, home)
    assert second.returncode == 0, second.stdout
