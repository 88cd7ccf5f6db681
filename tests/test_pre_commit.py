"""The hooks, as pre-commit runs them in somebody's repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden import ROOT

CHECK, FIX = "cleanmt-check", "cleanmt-fix"
DAMAGED = "Repeated pleas from kyiv to defend the sky.\n"
MENDED = "Repeated pleas from Kyiv to defend the sky.\n"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


ENVIRONMENT = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


def git(*arguments: str | Path, cwd: Path = ROOT) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a repository that uses the hooks says; the repository that they are from is this checkout as it is now."""
    source = tmp_path_factory.mktemp("source")
    git("init", "--quiet", cwd=source)
    ours = ("--git-dir", source / ".git", "--work-tree", ROOT)
    git(*ours, "add", "--all")
    git(*ours, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=now")
    revision = git("rev-parse", "HEAD", cwd=source).strip()
    return json.dumps({"repos": [{"repo": str(source), "rev": revision, "hooks": [{"id": CHECK}, {"id": FIX}]}]})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the one environment that it makes for the hooks."""
    return tmp_path_factory.mktemp("pre-commit-home")


@pytest.fixture
def repository(tmp_path: Path, config: str) -> Path:
    git("init", "--quiet", cwd=tmp_path)
    (tmp_path / ".pre-commit-config.yaml").write_text(config, "utf-8")
    return tmp_path


def run_hook(hook: str, repository: Path, home: Path) -> subprocess.CompletedProcess[str]:
    git("add", "--all", cwd=repository)
    command = [sys.executable, "-m", "pre_commit", "run", hook, "--all-files", "--verbose"]
    environment = {**ENVIRONMENT, "PRE_COMMIT_HOME": str(home)}
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
    passed = run_hook(CHECK, repository, home)
    assert passed.returncode == 0, passed.stdout
    article.write_text(DAMAGED, "utf-8")
    failed = run_hook(CHECK, repository, home)
    assert failed.returncode == 1
    assert "article.txt:1:21: casing/place-names" in failed.stdout
    assert "notes.md" not in failed.stdout
    assert "draft.txt" not in failed.stdout


def test_fix_mends_the_file_and_fails_once(repository: Path, home: Path) -> None:
    article = repository / "article.txt"
    article.write_text(DAMAGED, "utf-8")
    first = run_hook(FIX, repository, home)
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    assert article.read_text("utf-8") == MENDED
    second = run_hook(FIX, repository, home)
    assert second.returncode == 0, second.stdout
