from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest

from cleanmt.packs.shipped import PACKAGE, packs
from cleanmt.workspace import cache
from cleanmt.workspace.cache import Cache


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "kept.sqlite"


def test_what_is_put_is_there_at_once_and_for_the_next(file: Path) -> None:
    first = Cache(file)
    first.put("a", "1")
    assert first.get("a") == "1"
    assert first.get("b") is None
    first.close()
    assert Cache(file).get("a") == "1"


def test_many_values(file: Path) -> None:
    first = Cache(file)
    for number in range(1234):
        first.put(str(number), str(number))
    assert Cache(file).get("7") == "7"  # written before the end
    assert first.get("7") == first.get("7") == "7"
    first.close()
    assert Cache(file).get("1233") == "1233"


def test_without_a_file_nothing_is_kept() -> None:
    nothing = Cache(None)
    nothing.put("a", "1")
    assert nothing.get("a") is None
    nothing.close()


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be read as one" * 50, b"\0" * 5000])
def test_a_broken_file_is_begun_afresh(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    Cache(file).close()
    again = Cache(file)
    again.put("a", "1")
    again.close()
    assert Cache(file).get("a") == "1"


def test_a_file_that_is_written_to_by_another_process_is_no_reason_to_stop(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_PATIENCE", 0.01)
    ours = Cache(file)
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    ours.put("a", "1")
    ours.close()
    other.rollback()
    assert Cache(file).get("a") is None


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    nothing = Cache(tmp_path / "file" / "kept.sqlite")
    nothing.put("a", "1")
    assert nothing.get("a") is None


def test_what_is_kept_is_of_this_code_and_these_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(cache, "_touched", lambda entry: seen.append(entry.path))
    cache._stamp.__wrapped__()
    assert {str(PACKAGE / "__init__.py"), str(PACKAGE / "engine" / "plain.py"), *map(str, packs())} <= set(seen)


def test_few_files_are_kept(tmp_path: Path) -> None:
    for age, name in enumerate("abcde"):
        path = tmp_path / f"cleanmt-{name}.sqlite"
        path.touch()
        os.utime(path, (time.time() - age, time.time() - age))
    Cache(tmp_path / "cleanmt-new.sqlite").close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"cleanmt-{name}.sqlite" for name in ("a", "b", "new")]


def test_the_folder_is_the_users_unless_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(cache.FOLDER)
    found = cache.folder()
    assert found
    assert found.name == "cleanmt"
    monkeypatch.setenv(cache.FOLDER, "here")
    assert cache.folder() == Path("here")
    monkeypatch.setenv(cache.FOLDER, "")
    assert cache.folder() is None
    with cache.opened() as nothing:
        nothing.put("a", "1")
        assert nothing.get("a") is None
