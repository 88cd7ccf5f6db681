from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a red suite is the change's doing; `make fuzz` draws new ones. How long one
# takes is the machine's doing, so none has a deadline.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", print_blob=True, deadline=None)
settings.load_profile("same")

Write = Callable[[str, str], Path]

# A pack that is right; tests make of it what they need.
GOOD = """\
pack: mine
summary: A test
let:
  animal: [cat, wild cat]
rules:
  one:
    check: pattern
    pattern: '(?P<what><animal>)'
    delete: what
    message: m
    category: style
    severity: minor
    reason: r
"""


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the tests keep is theirs alone."""
    os.environ["CLEANMT_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file below a folder of its own, which is the current one."""
    monkeypatch.chdir(tmp_path)

    def written(name: str, text: str) -> Path:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return written
