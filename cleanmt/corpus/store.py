"""What a run has done so far, in its output folder: it may be killed at any moment, and goes on from there.

A part is done when the file with its counts is there, which is written last; a file of the output when it has its name.
Every file is written under another name first.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleanmt.corpus.inputs import Input
from cleanmt.corpus.outcome import Outcome, Tally
from cleanmt.errors import FileError, InputError
from cleanmt.files import temporary
from cleanmt.json_lines import dumped

MANIFEST = "cleanmt-manifest.json"
REJECTED = "cleanmt-rejected.jsonl"
WORK = ".cleanmt-work"


@dataclass(frozen=True, slots=True)
class Store:
    """The output folder; `rejected` is where the rows go that could not be used."""

    folder: Path
    rejected: Path

    @property
    def work(self) -> Path:
        """What is kept of a run that is not at its end."""
        return self.folder / WORK

    def target(self, source: Input) -> Path:
        """The file that a file becomes."""
        return self.folder / source.name

    def begin(self, asked: Mapping[str, Any]) -> Tally | None:
        """Begin a run, or go on with it; of one that is at its end the counts.

        Raises InputError where something else was asked of the folder before, or it is not ours.
        """
        manifest = self.folder / MANIFEST
        if manifest.exists():
            known = _read(manifest)
            _ensure_same(self.folder, known.get("asked", {}), json.loads(dumped(asked)))
            counts = known.get("rows")
            if counts is None:
                return None
            shutil.rmtree(self.work, ignore_errors=True)
            return Tally(**counts)
        temporary.sweep(self.folder)
        if self.folder.exists() and {path.name for path in self.folder.iterdir()} - {WORK}:
            raise InputError(f"{self.folder}: holds files that are not of such a run; name another folder")
        self.work.mkdir(parents=True, exist_ok=True)
        _write(manifest, _shown({"asked": asked}))
        return None

    def end(self, asked: Mapping[str, Any], tally: Tally, files: int) -> None:
        """Put the rejected rows together, write the counts, and clear up."""
        _gather(self.rejected, (self._rejected_of(number) for number in range(files)))
        _write(self.folder / MANIFEST, _shown({"asked": asked, "rows": tally.to_dict()}))
        shutil.rmtree(self.work)

    # Files -----------------------------------------------------------------------------------------------------------

    def done(self, file: int) -> Tally | None:
        """The counts of a file that is at its end."""
        path = self.work / f"{file:06}.json"
        return Tally(**_read(path)) if path.exists() else None

    def finish(self, file: int, source: Input, assemble: Callable[[Iterator[Path], Path], None]) -> Tally:
        """Make the file of its parts and give it its name."""
        parts = self._folder_of(file)
        parts.mkdir(parents=True, exist_ok=True)
        tallies, rejected = self._gathered(file)
        _write(self._rejected_of(file), rejected)
        made, target = parts / "whole", self.target(source)
        with _writing(target):
            assemble(self._parts(file), made)
            _put(made, target)
        _write(self.work / f"{file:06}.json", dumped(tallies.to_dict()))
        shutil.rmtree(parts)
        return tallies

    def _gathered(self, file: int) -> tuple[Tally, str]:
        """The counts of all parts together, and their rejected rows, a line each."""
        tally, rejected = Tally(), []
        for path in sorted(self._folder_of(file).glob("*.json")):
            kept = _read(path)
            tally += Tally(**kept["rows"])
            rejected += [dumped(row) + "\n" for row in kept["rejected"]]
        return tally, "".join(rejected)

    def _parts(self, file: int) -> Iterator[Path]:
        yield from sorted(self._folder_of(file).glob("*.part"))

    # Parts -----------------------------------------------------------------------------------------------------------

    def has(self, file: int, part: int) -> bool:
        """Whether a part was done before."""
        return (self._folder_of(file) / f"{part:08}.json").exists()

    def keep(self, file: int, part: int, outcome: Outcome) -> None:
        """Keep what came of a part: its bytes, then its counts."""
        folder = self._folder_of(file)
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / f"{part:08}.part", outcome.data)
        rows = [row.to_dict() for row in outcome.rejected]
        _write(folder / f"{part:08}.json", dumped({"rows": outcome.tally.to_dict(), "rejected": rows}))

    def _folder_of(self, file: int) -> Path:
        return self.work / f"{file:06}"

    def _rejected_of(self, file: int) -> Path:
        return self.work / f"{file:06}.rejected"


def _ensure_same(folder: Path, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Raises InputError for the first thing that differs."""
    for key in dict.fromkeys((*before, *now)):
        if before.get(key) != now.get(key):
            raise InputError(
                f"{folder}: was begun {_difference(key, before.get(key), now.get(key))}; "
                "name another folder, or delete this one"
            )


def _difference(key: str, before: object, now: object) -> str:
    return (
        f"with other {key}"
        if key in {"files", "rules"}
        else f"with another {key} ({dumped(before)}, not {dumped(now)})"
    )


def _gather(target: Path, files: Iterable[Path]) -> None:
    """One file of several; none where there is nothing in them."""
    with _writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.beside(target) as made:
            concatenate(b"", files, made)
            if made.stat().st_size:
                _put(made, target)


def concatenate(head: bytes, parts: Iterable[Path], target: Path) -> None:
    """One file of a head and the bytes of the parts."""
    with target.open("wb") as out:
        out.write(head)
        for path in parts:
            with path.open("rb") as part:
                shutil.copyfileobj(part, out)


def _put(made: Path, target: Path) -> None:
    """Give a file that is whole its name, when all of it is on the disk."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    _name(made, target)


def _name(made: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    made.chmod(temporary.usual_rights())
    made.replace(target)
    temporary.sync_folder(target.parent)


def _write(path: Path, data: bytes | str) -> None:
    with _writing(path), temporary.beside(path) as made:
        temporary.write(made, data if isinstance(data, bytes) else data.encode("utf-8"))
        _name(made, path)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """A full disk does not say which file it has no room for."""
    try:
        yield
    except OSError as error:
        raise FileError(f"{path}: can't be written: {error.strerror or error}") from None


def _shown(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise FileError(f"{path}: can't be read: {error}") from None
    if not isinstance(found, dict):
        raise FileError(f"{path}: is none of cleanmt's")
    return found
