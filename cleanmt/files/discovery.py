"""Which files are texts to look at."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cleanmt.errors import FileError
from cleanmt.text.formats import SUFFIXES

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


_OF_PROGRAMS = frozenset(("node_modules", "site-packages", "__pycache__", "venv"))  # folders that hold no articles


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
        return path.name.lower().endswith(SUFFIXES)

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
            raise FileError(_missing(path))
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


def _missing(path: Path) -> str:
    scheme, colon, rest = str(path).partition(":/")
    if colon and scheme in {"http", "https"}:
        return f"{scheme}://{rest}: is an address: save the text, or paste it into `cleanmt check -`"
    return f"{path}: no such file or folder"


def _texts_in(folder: Path, scope_of: Callable[[Path], Scope], say: Callable[[FileError], None]) -> Iterator[Path]:
    ignored = _GitIgnore(folder)

    def say_why(error: OSError) -> None:
        say(FileError(f"{error.filename}: can't be read: {error.strerror}"))

    def is_left_out(path: Path, scope: Scope, *, is_folder: bool = False) -> bool:
        return (
            path.name.startswith(".")
            or (is_folder and path.name in _OF_PROGRAMS)
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
            try:
                if file.is_file():
                    self._specs[folder] = _spec_of(file.read_text(encoding="utf-8", errors="replace").splitlines())
            except OSError as error:  # git passes over it; but what it excludes may not be rewritten
                raise FileError(f"{file}: can't be read: {error.strerror}") from None
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


def relative(path: str | Path, folder: str | Path) -> str:
    """The path from the folder on; the whole path where none leads there, as to another drive."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return str(path)
