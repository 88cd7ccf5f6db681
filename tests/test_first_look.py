"""What `make run` shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden import ROOT
from tools import first_look


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    shutil.copytree(ROOT / "seeds", "seeds")
    first_look.main(Path("seeds"))
    return capsys.readouterr().out.splitlines()


def test_it_fits_a_screen(lines: list[str]) -> None:
    assert len(lines) <= 24
    commands = lines.index("Type next:")  # as long as their paths
    assert max(map(len, lines[:commands])) <= 80


def test_it_counts_what_check_counts(lines: list[str]) -> None:
    command = [sys.executable, "-m", "cleanmt", "check", "--isolated", "seeds"]
    said = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8").stderr
    found, safe, unsafe = re.findall(r"(\d+) (?:issues|can be|more)", said)
    (whole,) = [line.split() for line in lines if line.startswith("all ")]
    assert whole[2:5] == [found, safe, unsafe]


def test_a_paragraph_is_shown_as_it_is_and_mended(lines: list[str]) -> None:
    before, after = (" ".join(line[2:] for line in lines if line.startswith(f"{sign} ")) for sign in "-+")
    assert before != after
    texts = [path.read_text("utf-8") for path in Path("seeds").iterdir()]
    assert any(before in text for text in texts)
    assert not any(after in text for text in texts)


def test_what_to_type_next_works(lines: list[str]) -> None:
    command = next(line for line in lines if "fix --diff" in line and line.startswith("  ")).split()
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 1
    assert done.stdout.startswith("--- a/seeds/")
    assert first_look.PAGE.read_text("utf-8").startswith("<!doctype html>")


def test_it_needs_no_package_of_the_tests() -> None:
    code = "import sys; from tools import first_look; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=os.environ
    )
    assert not {"pytest", "babel", "wordfreq", "numpy"} & set(done.stdout.split())
