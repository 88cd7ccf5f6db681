"""Texts on disk: found, decoded, and written back without ever losing one."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TextIO

from cleanmt.errors import InputError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

Kind = Literal["text", "markdown", "html"]

# What is taken from folders. Markdown and HTML are read when they are named: beside articles they are a repository's
# own pages and templates (README.md, layout.html), which nobody wants to see rewritten.
SUFFIXES = (".txt", ".text")
MARKUP: Mapping[str, Kind] = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Bytes of Windows-1252 that English text holds: curly quotes, dashes, the ellipsis, the euro, Latin letters.
_WINDOWS_TYPOGRAPHY = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xab\xad\xae\xb0\xb7\xbb")
_BINARY_SAMPLE = 8192


class FileError(InputError):
    """A file can't be read or written; the message names it and the way out."""


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded text and what is needed to write it back as it came. Newlines stand as in the file."""

    path: Path
    text: str
    encoding: str
    bom: bytes
    raw: bytes
    is_certain: bool = True  # False: the encoding is a guess, so the file may be read but not rewritten

    @property
    def kind(self) -> Kind:
        return MARKUP.get(self.path.suffix.lower(), "text")

    def encoded(self, text: str) -> bytes:
        return self.bom + text.encode(self.encoding)


class Scope(Protocol):
    """Which texts of a folder are wanted."""

    @property
    def respect_gitignore(self) -> bool: ...
    @property
    def force_exclude(self) -> bool: ...  # also for files that are named
    def includes(self, path: Path) -> bool: ...
    def excludes(self, path: Path, *, is_folder: bool = False) -> bool: ...


class _AllTexts:
    respect_gitignore = True
    force_exclude = False

    def includes(self, path: Path) -> bool:
        return path.name.endswith(SUFFIXES)

    def excludes(self, _path: Path, *, is_folder: bool = False) -> bool:  # noqa: ARG002
        return False


def _give_up(error: FileError) -> None:
    raise error


def find(
    paths: Iterable[Path],
    scope_of: Callable[[Path], Scope] = lambda _: _AllTexts(),
    say: Callable[[FileError], None] = _give_up,
) -> Iterator[Path]:
    """The files named, and the texts in the folders named, in order; what .gitignore excludes is left out of folders.

    `scope_of` says what is wanted in a folder; `say` is told of folders that can't be read. Raises FileError for a path
    that does not exist.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found: Iterable[Path] = _texts_in(path, scope_of, say)
        elif path.exists():
            scope = scope_of(path.parent)
            found = [] if scope.force_exclude and scope.excludes(path) else [path]
        else:
            raise FileError(f"{path}: no such file or folder")
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


def _texts_in(folder: Path, scope_of: Callable[[Path], Scope], say: Callable[[FileError], None]) -> Iterator[Path]:
    ignored = _GitIgnore(folder)

    def say_why(error: OSError) -> None:
        say(FileError(f"{error.filename}: can't be read: {error.strerror}"))

    def is_left_out(path: Path, scope: Scope, *, is_folder: bool = False) -> bool:
        return (
            path.name.startswith(".")
            or scope.excludes(path, is_folder=is_folder)
            or (scope.respect_gitignore and ignored(path, is_folder=is_folder))
        )

    for here, folders, files in os.walk(folder, onerror=say_why):
        at = Path(here)
        scope = scope_of(at)
        folders[:] = sorted(f for f in folders if not is_left_out(at / f, scope, is_folder=True))
        for name in sorted(files):
            if scope.includes(at / name) and not is_left_out(at / name, scope) and not _is_special(at / name):
                yield at / name


def _is_special(path: Path) -> bool:
    """A pipe, a socket, a device: nobody can say when it ends."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False  # reading it will say what is wrong


class _GitIgnore:
    """The .gitignore files from the repository's root down to a folder, and those inside it."""

    def __init__(self, folder: Path) -> None:
        resolved = folder.resolve()
        self._root = next((p for p in (resolved, *resolved.parents) if (p / ".git").exists()), resolved)
        self._specs: dict[Path, GitIgnoreSpec | None] = {}

    def __call__(self, path: Path, *, is_folder: bool = False) -> bool:
        """The file nearest to the path decides, the last pattern in it first."""
        resolved = path.parent.resolve() / path.name
        for folder in (resolved.parent, *resolved.parent.parents):
            spec = self._spec(folder)
            name = resolved.relative_to(folder).as_posix() + ("/" if is_folder else "")
            decision = spec.check_file(name).include if spec else None
            if decision is not None:
                return decision
            if folder == self._root:
                break
        return False

    def _spec(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            file = folder / ".gitignore"
            self._specs[folder] = None
            with suppress(OSError):  # git passes over what it can't read, too
                if file.is_file():
                    self._specs[folder] = _spec_of(file.read_text(encoding="utf-8", errors="replace").splitlines())
        return self._specs[folder]


def _spec_of(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    lines = [*lines]
    return GitIgnoreSpec.from_lines(lines if is_pattern(*lines) else filter(is_pattern, lines))


def is_pattern(*lines: str) -> bool:
    """Whether these are patterns of .gitignore; git takes others, too, which match nothing."""
    import warnings

    from pathspec import GitIgnoreSpec

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            GitIgnoreSpec.from_lines(lines).match_file("a")
    except Exception:  # noqa: BLE001  # each of the engines that it may use has errors of its own
        return False
    return True


def read(path: Path) -> Source:
    """Raises FileError when the file can't be read, or is no text."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path}: can't be read: {error.strerror}") from None
    return decode(raw, path)


def read_certain(path: Path) -> Source:
    """The same; raises FileError also when the encoding could only be guessed: what stands in it is to be relied on."""
    source = read(path)
    if not source.is_certain:
        raise FileError(f"{path}: is not UTF-8 (it may be {source.encoding}); save it as UTF-8")
    return source


def decode(raw: bytes, path: Path) -> Source:
    """By byte order mark, then as UTF-8, then by a guess that forbids rewriting.

    Raises FileError for bytes that are no text.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            try:
                return Source(path, raw[len(bom) :].decode(encoding), encoding, bom, raw)
            except UnicodeDecodeError as error:
                raise FileError(
                    f"{path}: is marked as {encoding} but byte {error.start} is not; save it as UTF-8"
                ) from None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw, path)
    if "\0" in text[:_BINARY_SAMPLE]:
        raise FileError(f"{path}: is not a text (it holds NUL bytes)")
    return Source(path, text, "utf-8", b"", raw)


def _guessed(raw: bytes, path: Path) -> Source:
    if b"\0" in raw[:_BINARY_SAMPLE]:
        raise FileError(f"{path}: is not a text (it holds NUL bytes)")
    high = {byte for byte in raw if byte >= 0x80}
    if all(byte in _WINDOWS_TYPOGRAPHY or byte >= 0xC0 for byte in high):
        with suppress(UnicodeDecodeError):
            return Source(path, raw.decode("cp1252"), "cp1252", b"", raw, is_certain=False)
    from charset_normalizer import from_bytes  # 30 ms, only for files that are not UTF-8

    best = from_bytes(raw).best()
    if best is None:
        raise FileError(f"{path}: its encoding can't be told; save it as UTF-8")
    return Source(path, str(best), best.encoding, b"", raw, is_certain=False)


def ensure_writable(source: Source) -> None:
    """Raises FileError when the encoding was a guess: before anybody takes pains over the text."""
    if not source.is_certain:
        raise FileError(f"{source.path}: is not UTF-8 (it may be {source.encoding}); save it as UTF-8 to have it fixed")


def write(source: Source, text: str) -> bool:
    """Put the new text in the place of the file, whole or not at all; whether there was anything to write.

    Raises FileError when the encoding was a guess, when the file changed since it was read, or can't be written.
    """
    ensure_writable(source)
    data = source.encoded(text)
    if data == source.raw:
        return False
    put(source.path, data, source.raw)
    return True


def put(path: Path, data: bytes, expected: bytes | None) -> None:
    """Make these bytes the file, whole or not at all; `expected` is what it held when it was read, None: it is new.

    Raises FileError when the file holds anything else by now, or can't be written.
    """
    target = path.resolve()
    try:
        if (target.read_bytes() if target.exists() else None) != expected:
            raise FileError(f"{path}: changed while cleanmt was at work on it; it is left alone")
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


def is_path(text: str) -> bool:
    """Whether a file could have this path."""
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def relative(path: str | Path, folder: str | Path) -> str:
    """The path from the folder on; the whole path where none leads there, as to another drive."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return str(path)


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
