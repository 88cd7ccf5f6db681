"""What texts were before a run changed them, kept for `cleanmt undo`: the last runs, in the user's state folder.

A run is a folder. `run.json` says what ran, where and when; a line of `texts.jsonl` names a text, and has the hashes of
what it was and of what it became; its bytes as they were lie beside it, under the number of the line. All of that is on
the disk before the text is replaced, so that a run that was killed can be taken back, too.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cleanmt.errors import FileError
from cleanmt.files import writing

_RUNS = 10  # that are kept
_LARGEST = 256 << 20  # bytes that are kept of one run
_RUN, _TEXTS = "run.json", "texts.jsonl"


def folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("cleanmt", appauthor=False) / "undo"


class Journal:
    """What one run changes, as it goes along; the folder is made with the first text.

    `trouble` says why not all of it can be taken back; "" where it can.
    """

    def __init__(self, command: str) -> None:
        self.trouble = ""
        self._command = command
        self._run: Path | None = None
        self._size = self._texts = 0

    def keep(self, path: Path, before: bytes, after: bytes) -> None:
        """Called before a text is replaced: `before` is what it holds, `after` what it will."""
        if self._size + len(before) > _LARGEST:
            self.trouble = f"it changes more than {_LARGEST >> 20} MB of texts"
        if self.trouble:
            return
        try:
            self._write(path, before, after)
        except OSError as error:
            self.trouble = f"what texts were can't be kept in {folder()}: {error.strerror}"
        self._size += len(before)

    def _write(self, path: Path, before: bytes, after: bytes) -> None:
        if self._run is None:
            self._run = _begun(self._command)
        row = {"path": str(path.resolve()), "before": _hash(before), "after": _hash(after)}
        _synced(self._run / str(self._texts), before, "xb")
        _synced(self._run / _TEXTS, f"{json.dumps(row)}\n".encode(), "ab")
        self._texts += 1


def _begun(command: str) -> Path:
    """A folder for a run; those of the oldest are dropped."""
    home = folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)  # texts that nobody has published yet
    for run in sorted(home.iterdir())[: 1 - _RUNS]:
        shutil.rmtree(run, ignore_errors=True)
    run = home / f"{time.time_ns():020}-{os.getpid()}"
    run.mkdir(mode=0o700)
    said = {"command": command, "folder": str(Path.cwd()), "time": time.strftime("%Y-%m-%d %H:%M:%S")}
    _synced(run / _RUN, json.dumps(said).encode(), "xb")
    return run


def _synced(path: Path, data: bytes, mode: str) -> None:
    with path.open(mode) as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a run: where its bytes before are kept, and the hashes of what it was and what it became."""

    path: Path
    kept: Path
    before: str
    after: str

    def restore(self) -> bool:
        """Make the text what it was; whether there was anything to do. Raises FileError if it changed since."""
        try:
            now = self.path.read_bytes()
            if _hash(now) == self.before:
                return False
            if _hash(now) != self.after:
                raise FileError(f"{self.path}: has been changed since; it is left as it is")
            before = self.kept.read_bytes()
        except OSError as error:
            raise FileError(f"{self.path}: can't be taken back: {error.strerror}") from None
        writing.put(self.path, before, now)
        return True


@dataclass(frozen=True, slots=True)
class Run:
    """A run that can be taken back; `folder` is the one that it was started in."""

    kept: Path
    command: str
    folder: Path
    time: str
    texts: tuple[Text, ...]

    def forget(self) -> None:
        shutil.rmtree(self.kept, ignore_errors=True)


def runs() -> list[Run]:
    """Those that are kept, the last one first; what can't be read is passed over."""
    with suppress(OSError):
        return [run for kept in sorted(folder().iterdir(), reverse=True) if (run := _read(kept))]
    return []


def _read(kept: Path) -> Run | None:
    try:
        said = json.loads((kept / _RUN).read_bytes())
        return Run(kept, said["command"], Path(said["folder"]), said["time"], tuple(_texts(kept)))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _texts(kept: Path) -> Iterator[Text]:
    *lines, _ = (kept / _TEXTS).read_text("utf-8").split("\n")  # a line without an end was never acted upon
    for number, line in enumerate(lines):
        row = json.loads(line)
        yield Text(Path(row["path"]), kept / str(number), row["before"], row["after"])
