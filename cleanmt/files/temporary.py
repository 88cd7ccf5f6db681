"""Files on the way to their places, under names by which the next run knows those that a killed run left behind."""

from __future__ import annotations

import os
import platform
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from zlib import crc32

# The machine stands in the name, since a process of another one may be at work in the same folder.
_PREFIX = f".cleanmt-{crc32(platform.node().encode('utf-8', 'replace')):08x}-"
_SUFFIX = ".tmp"


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A name in the target's folder for a new file, which is gone when the block ends unless it was moved."""
    sweep(target.parent)
    path = target.with_name(f"{_PREFIX}{os.getpid()}-{secrets.token_hex(4)}{_SUFFIX}")
    try:
        yield path
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def write(path: Path, data: bytes) -> None:
    """A new file that nobody else can read, on the disk. Raises OSError, also where there is one already."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def usual_rights() -> int:
    """Those that this person's new files have."""
    mask = os.umask(0o022)  # it can only be read by setting it
    os.umask(mask)
    return 0o666 & ~mask


def sync_folder(folder: Path) -> None:
    """See to it that what was renamed there keeps its name when the power goes, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what processes of this machine that are gone have left in the folder; a process looks once."""
    _swept(folder.resolve(), os.getpid())


@lru_cache(maxsize=4096)
def _swept(folder: Path, _process: int) -> None:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX) and not _is_alive(entry.name):
                with suppress(OSError):
                    os.unlink(entry.path)


def _is_alive(name: str) -> bool:
    pid = name.removeprefix(_PREFIX).partition("-")[0]
    if os.name == "nt" or not pid.isdigit():  # asking would end it there
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # somebody else's
        return True
    return True
