"""What was worked out before, kept in the user's cache folder: to lose it costs time, never a finding."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cleanmt import __version__
from cleanmt.packs import shipped

if TYPE_CHECKING:
    import sqlite3

FOLDER = "CLEANMT_CACHE_DIR"  # the environment variable; empty: keep nothing
_PREFIX, _SUFFIX = "cleanmt-", ".sqlite"
_KEPT = 3  # files: of this cleanmt, and of those installed elsewhere
_LARGEST = 1 << 30  # bytes of a file; a larger one is begun afresh
_PAGE = 4096
_AT_ONCE = 500  # values that are written together
_PATIENCE = 0.2  # seconds to wait for another process


def folder() -> Path | None:
    """Where things are kept; None where they are not to be."""
    if (named := os.environ.get(FOLDER)) is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path

    return user_cache_path("cleanmt", appauthor=False)


class Cache:
    """Values by keys, in one SQLite file. Whatever is wrong with the file, the work goes on without it."""

    def __init__(self, path: Path | None) -> None:
        self._new: dict[str, str] = {}
        self._db = _opened(path) if path else None

    def get(self, key: str) -> str | None:
        if key in self._new or self._db is None:
            return self._new.get(key)
        found: tuple[str] | None = None
        with _forgiving():
            found = self._db.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None

    def put(self, key: str, value: str) -> None:
        if self._db is not None:
            self._new[key] = value
            if len(self._new) >= _AT_ONCE:
                self.save()

    def save(self) -> None:
        if self._db is not None and self._new:
            with _forgiving(), self._db:
                self._db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", self._new.items())
            self._new.clear()

    def close(self) -> None:
        self.save()
        if self._db is not None:
            with _forgiving():
                self._db.close()


@contextmanager
def opened() -> Iterator[Cache]:
    """The cache of this cleanmt; what is put into it is written at the end."""
    where = folder()
    found = Cache(where / f"{_PREFIX}{_stamp()}{_SUFFIX}" if where else None)
    try:
        yield found
    finally:
        found.close()


@contextmanager
def _forgiving() -> Iterator[None]:
    import sqlite3

    with suppress(sqlite3.Error):
        yield


def _opened(path: Path) -> sqlite3.Connection | None:
    import sqlite3

    db = None
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)  # what was found in unpublished texts
            _drop_oldest(path.parent)
            os.close(os.open(path, os.O_CREAT, 0o600))
        if not (_is_ours(path) and _is_ours(path.parent)):
            return None
        if path.stat().st_size > _LARGEST * 0.9:
            path.unlink()
        db = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
        db.execute("PRAGMA synchronous = OFF")
        db.execute(f"PRAGMA max_page_count = {_LARGEST // _PAGE}")
        db.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    except (OSError, sqlite3.Error) as error:
        if db:
            db.close()
        if not isinstance(error, (OSError, sqlite3.OperationalError)):  # a broken file: the next run begins a new one
            with suppress(OSError):
                path.unlink()
        return None
    return db


def _is_ours(path: Path) -> bool:
    """Whether nobody else can have written there; what stands in the cache is believed."""
    if os.name != "posix":
        return True
    status = path.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _drop_oldest(where: Path) -> None:
    kept = sorted(where.glob(f"{_PREFIX}*{_SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_KEPT - 1 :]:
        path.unlink(missing_ok=True)


@cache
def _stamp() -> str:
    """What all findings depend on: our code and rules, Python, and what is installed beside it."""
    import click

    roots = [shipped.PACKAGE, shipped.folder()]
    files = [f"{entry.name} {_touched(entry)}" for root in roots for entry in _entries(root)]
    installed = Path(click.__file__).parent.parent.stat().st_mtime_ns  # moves with every package that comes or goes
    parts = [__version__, sys.version, str(installed), *sorted(files)]
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _entries(root: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.is_dir() and not entry.name.startswith((".", "__")):
                yield from _entries(Path(entry.path))
            elif entry.is_file():
                yield entry


def _touched(entry: os.DirEntry[str]) -> str:
    status = entry.stat()
    return f"{status.st_mtime_ns} {status.st_size}"
