"""Texts written back, whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TextIO

from cleanmt.errors import FileError
from cleanmt.files import temporary
from cleanmt.files.reading import Source


def ensure_writable(source: Source) -> None:
    """Raises FileError when the encoding was a guess, or it is no file: before anybody takes pains over the text."""
    if source.path.exists() and not source.path.is_file():
        raise FileError(
            f"{source.path}: is a pipe, which can't be written back; `cleanmt fix - < {source.path}` prints it"
        )
    if not source.is_certain:
        raise FileError(f"{source.path}: is not UTF-8 (it may be {source.encoding}); save it as UTF-8 to have it fixed")


# Called with a path, what stands there (None: nothing) and what will, before the one is replaced by the other.
Keep = Callable[[Path, bytes | None, bytes], None]


def keep_nothing(_path: Path, _before: bytes | None, _after: bytes) -> None:
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

    Raises FileError when the file holds anything else by now, or can't be written as it has to be.
    """
    target = path.resolve()
    try:
        _ensure_unchanged(path, target, expected)
        if expected is not None:
            _ensure_replaceable(target)
        keep(path, expected, data)
        if expected is None:
            _begin(target, data)
        else:
            _replace(path, target, data, expected)
    except FileExistsError:
        raise _changed(path) from None
    except OSError as error:
        raise FileError(f"{path}: can't be written: {error.strerror}") from None


def _ensure_unchanged(path: Path, target: Path, expected: bytes | None) -> None:
    if target.is_symlink() or (target.read_bytes() if target.exists() else None) != expected:
        raise _changed(path)


def _changed(path: Path) -> FileError:
    return FileError(f"{path}: changed while cleanmt was at work on it; it is left alone")


def _ensure_replaceable(target: Path) -> None:
    """Raises PermissionError."""
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "it is read-only")
    if target.stat().st_nlink > 1:
        raise PermissionError(
            1, "it has another name (a hard link), which would keep the old text; make it a copy first"
        )


def _begin(target: Path, data: bytes) -> None:
    """A new file. Raises FileExistsError where there is one by now."""
    with temporary.beside(target) as temp:
        temporary.write(temp, data)
        temp.chmod(temporary.usual_rights())
        _name(temp, target)
    temporary.sync_folder(target.parent)


def _name(temp: Path, target: Path) -> None:
    """Give the file its name, where nobody has it; file systems without links can't keep two from taking it at once."""
    try:
        os.link(temp, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError(target) from None
        temp.rename(target)


def _replace(path: Path, target: Path, data: bytes, expected: bytes) -> None:
    """Temporary file beside the target, fsync, rename: at every moment the old text or the new one is there."""
    status = target.stat()
    with temporary.beside(target) as temp:
        temporary.write(temp, data)
        _dress(temp, target, status)
        _ensure_unchanged(path, target, expected)  # writing took a while
        os.replace(temp, target)
    temporary.sync_folder(target.parent)


def _dress(temp: Path, target: Path, status: os.stat_result) -> None:
    """Give the new file owner, rights and extended attributes of the old one. Raises OSError where that can't be."""
    if hasattr(os, "chown"):
        ours = temp.stat()
        if (ours.st_uid, ours.st_gid) != (status.st_uid, status.st_gid):
            try:
                os.chown(temp, status.st_uid, status.st_gid)
            except OSError:
                raise PermissionError(1, "it is somebody else's, who would lose it; copy it first") from None
    temp.chmod(stat.S_IMODE(status.st_mode))
    if hasattr(os, "listxattr"):
        for name in _attributes(target):
            os.setxattr(temp, name, os.getxattr(target, name))


def _attributes(target: Path) -> list[str]:
    """The names of its extended attributes, of which access control lists are some; none where there can't be any."""
    try:
        return [name for name in os.listxattr(target) if not name.startswith("security.")]  # the system's own
    except OSError:
        return []


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A new text for the file, which takes its place when the block ends well. Raises FileError."""
    try:
        if path.exists() and not path.is_file():  # /dev/stdout, a pipe
            with _opened(os.open(path, os.O_WRONLY)) as out:
                yield out
            return
        target = path.resolve()
        with temporary.beside(target) as temp:
            with _opened(os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)) as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            if target.exists():
                shutil.copymode(target, temp)
            else:
                temp.chmod(temporary.usual_rights())
            os.replace(temp, target)
        temporary.sync_folder(target.parent)
    except BrokenPipeError:  # of another report, on standard output
        raise
    except OSError as error:
        raise FileError(f"{path}: can't be written: {error.strerror}") from None


def _opened(handle: int) -> TextIO:
    return os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n")


def back_up(path: Path, before: bytes | None, _after: bytes) -> None:
    """Lay what a text was beside it, as NAME.bak. Raises FileError."""
    if before is not None:
        lay_beside(path, before, "bak")


def lay_beside(path: Path, data: bytes, ending: str) -> Path:
    """A new file beside another: NAME.ending, or where that is taken NAME.ending2 and so on. Raises FileError."""
    for number in count(1):
        beside = path.with_name(f"{path.name}.{ending}{number if number > 1 else ''}")
        try:
            with beside.open("xb") as out:
                out.write(data)
            if path.exists():
                shutil.copymode(path, beside)
        except FileExistsError:
            continue
        except OSError as error:
            raise FileError(f"{beside}: can't be written: {error.strerror}; {path} is left as it is") from None
        return beside
    raise AssertionError("there is always another number")


def create(path: Path, text: str) -> None:
    """A new file, whole or not at all. Raises FileError, also when there is one already."""
    try:
        _begin(path.resolve(), text.encode("utf-8"))
    except FileExistsError:
        raise FileError(f"{path}: is there already; it is left as it is") from None
    except OSError as error:
        raise FileError(f"{path}: can't be written: {error.strerror}") from None
