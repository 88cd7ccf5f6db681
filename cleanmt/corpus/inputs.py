"""Which files are corpora, and what kind each of them is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import has_magic
from pathlib import Path
from typing import Literal

from cleanmt.errors import FileError, InputError

Kind = Literal["jsonl", "csv", "tsv", "parquet", "lines"]
Packing = Literal["", "gz", "zst"]

_KINDS: dict[str, Kind] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
_LINES: dict[str, Kind] = {".txt": "lines"}
_PACKINGS: dict[str, Packing] = {".gz": "gz", ".zst": "zst"}


@dataclass(frozen=True, slots=True)
class Input:
    """A file of rows; `name` is what it is called below the output folder."""

    path: Path
    name: str
    kind: Kind
    packing: Packing = ""


def find(inputs: Iterable[Path], *, lines: bool = False) -> list[Input]:
    """The corpora that files, globs and folders name, in order, folders sorted.

    With `lines` each line of a file is a text. Raises FileError where nothing is found, and InputError where a name
    tells no kind or two files would have one name.
    """
    found = list(dict.fromkeys(one for path in inputs for one in _named(path, lines=lines)))
    names: dict[str, Path] = {}
    for one in found:
        if other := names.get(one.name):
            raise InputError(f"{other} and {one.path} would both become {one.name}: clean them into two folders")
        names[one.name] = one.path
    return found


def _named(path: Path, *, lines: bool) -> Iterator[Input]:
    if path.is_dir():
        yield from _inside(path, _LINES if lines else _KINDS)
    elif path.exists():
        yield _input(path, path.name, lines=lines)
    elif has_magic(str(path)) and (matches := sorted(_matches(path))):
        for match in matches:
            yield from _named(match, lines=lines)
    else:
        raise FileError(f"{path}: no such file or folder")


def _matches(pattern: Path) -> Iterator[Path]:
    found = Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor)))
    return (path for path in found if not path.name.startswith("."))


def _inside(folder: Path, kinds: dict[str, Kind]) -> list[Input]:
    found = [
        Input(path, path.relative_to(folder).as_posix(), kind, packing)
        for path in _files(folder)
        for kind, packing in [_kind(path, kinds)]
        if kind
    ]
    if not found:
        known = ", ".join(kinds)
        raise FileError(f"{folder}: no corpus in it ({known}, and lines packed as .gz or .zst)")
    return found


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder, hidden ones left out, sorted."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(files) if not name.startswith("."))


def _input(path: Path, name: str, *, lines: bool) -> Input:
    kind, packing = _kind(path, _KINDS)
    if lines:
        return Input(path, name, "lines", packing)
    if not kind:
        known = ", ".join(_KINDS)
        raise InputError(f"{path}: its name does not say what it is ({known}); --lines takes each line as a text")
    return Input(path, name, kind, packing)


def _kind(path: Path, kinds: dict[str, Kind]) -> tuple[Kind | None, Packing]:
    packing = _PACKINGS.get(path.suffix.lower(), "")
    kind = kinds.get(Path(path.stem if packing else path.name).suffix.lower())
    return (None if kind == "parquet" and packing else kind), packing
