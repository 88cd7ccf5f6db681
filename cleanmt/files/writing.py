"""Texts written back, whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TextIO

from cleanmt.errors import FileError
from cleanmt.files.reading import Source


def ensure_writable(source: Source) -> None:
    """Raises FileError when the encoding was a guess: before anybody takes pains over the text."""
    if not source.is_certain:
        raise FileError(f"{source.path}: is not UTF-8 (it may be {source.encoding}); save it as UTF-8 to have it fixed")


# Called with a path, what stands there and what will, before the one is replaced by the other.
Keep = Callable[[Path, bytes, bytes], None]


def keep_nothing(_path: Path, _before: bytes, _after: bytes) -> None:
    pass


def write(source: Source, text: str, keep: Keep = keep_nothing) -> bool:
    """Put the new text in the place of the file, whole or not at all; whether there was anything to write.

    Raises FileError when the encoding was a guess, when the file changed since it was read, or can't be written.
    """
    ensure_writable(source)
    data = source.encoded(text)
    if data == source.raw:
        return False
    put(source.path, data, source.raw, keep)
    return True


def put(path: Path, data: bytes, expected: bytes | None, keep: Keep = keep_nothing) -> None:
    """Make these bytes the file, whole or not at all; `expected` is what it held when it was read, None: it is new.

    Raises FileError when the file holds anything else by now, or can't be written.
    """
    target = path.resolve()
    try:
        if (target.read_bytes() if target.exists() else None) != expected:
            raise FileError(f"{path}: changed while cleanmt was at work on it; it is left alone")
        if expected is not None:
            keep(path, expected, data)
        _replace(target, data)
    except OSError as error:
        raise FileError(f"{path}: can't be written: {error.strerror}") from None


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A new text for the file, which takes its place when the block ends well. Raises FileError."""
    special = path.exists() and not path.is_file()  # /dev/stdout, a pipe
    target = path.resolve()
    name = ""
    try:
        if special:
            handle = os.open(path, os.O_WRONLY)
        else:
            handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            yield out
        if name:
            if target.exists():
                shutil.copymode(target, name)
            else:
                Path(name).chmod(0o666 & ~_umask())
            os.replace(name, target)
    except BrokenPipeError:  # of another report, on standard output
        raise
    except OSError as error:
        raise FileError(f"{path}: can't be written: {error.strerror}") from None
    finally:
        if name:
            with suppress(OSError):
                os.unlink(name)


def back_up(path: Path, before: bytes, _after: bytes) -> None:
    """Lay what a text was beside it, as NAME.bak; where that is taken, as NAME.bak2 and so on. Raises FileError."""
    for number in count(1):
        backup = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        try:
            with backup.open("xb") as out:
                out.write(before)
            shutil.copymode(path, backup)
        except FileExistsError:
            continue
        except OSError as error:
            raise FileError(f"{backup}: can't be written: {error.strerror}; {path} is left as it is") from None
        return


def create(path: Path, text: str) -> None:
    """A new file, whole or not at all. Raises FileError, also when there is one already."""
    try:
        file = path.open("x", encoding="utf-8", newline="")
        try:
            with file:  # a full disk may show only when it is closed
                file.write(text)
        except BaseException:
            path.unlink()
            raise
    except FileExistsError:
        raise FileError(f"{path}: is there already; it is left as it is") from None
    except OSError as error:
        raise FileError(f"{path}: can't be written: {error.strerror}") from None


def _replace(target: Path, data: bytes) -> None:
    """Temporary file beside the target, fsync, rename: at every moment the old text or the new one is there."""
    is_new = not target.exists()
    if not is_new and not os.access(target, os.W_OK):
        raise PermissionError(13, "it is read-only")
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            Path(name).chmod(0o666 & ~_umask())
        else:
            shutil.copymode(target, name)
            _copy_owner(target, name)
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0o022)  # it can only be read by setting it
    os.umask(mask)
    return mask


def _copy_owner(target: Path, name: str) -> None:
    if hasattr(os, "chown"):
        status = target.stat()
        with suppress(OSError):
            os.chown(name, status.st_uid, status.st_gid)
        with suppress(OSError):
            Path(name).chmod(stat.S_IMODE(status.st_mode))
