"""What texts were before a run changed them, kept for `cleanmt undo`: the last runs, in the user's state folder.

A run is a folder. `run.json` says what ran, where and when; each text has a file with its bytes as they were, and the
hashes of what it was and of what it became. That is on the disk before the text is replaced, so that a run that was
killed can be taken back, too.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from cleanmt.errors import FileError
from cleanmt.files import temporary, writing

_DAYS = 30  # that runs are kept
_ALL = 1 << 30  # bytes of all of them
_LARGEST = 256 << 20  # bytes that are kept of one run
_RUN = "run.json"


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
        self._size = 0
        self._kept: dict[Path, Text] = {}

    def keep(self, path: Path, before: bytes | None, after: bytes) -> None:
        """Called before a text is replaced: `before` is what it holds (None: it is not there), `after` what it will."""
        known = self._kept.get(path.resolve())
        if known is None and self._size + len(before or b"") > _LARGEST:
            self.trouble = f"it changes more than {_LARGEST >> 20} MB of texts"
        if self.trouble:
            return
        try:
            self._write(path.resolve(), before, after, known)
        except OSError as error:
            self.trouble = f"what texts were can't be kept in {folder()}: {error.strerror}"

    def _write(self, path: Path, before: bytes | None, after: bytes, known: Text | None) -> None:
        """A text that is changed again is still taken back to what it was at first."""
        if self._run is None:
            self._run = _begun(self._command)
        if known is None:
            told, text = (None, None) if before is None else (_hash(before), b64encode(before).decode())
            known = Text(path, self._run / f"{len(self._kept)}.json", told, ())
            self._size += len(before or b"")
        else:
            text = json.loads(known.kept.read_bytes())["text"]
        now = replace(known, after=(*known.after, _hash(after)))
        _put(now.kept, {"path": str(path), "before": now.before, "after": now.after, "text": text})
        self._kept[path] = now


def _begun(command: str) -> Path:
    """A folder for a run; those of old ones are dropped."""
    home = folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)  # texts that nobody has published yet
    for old in _too_old(home):
        shutil.rmtree(old, ignore_errors=True)
    run = home / f"{time.time_ns():020}-{os.getpid()}"
    run.mkdir(mode=0o700)
    _put(run / _RUN, {"command": command, "folder": str(Path.cwd()), "time": time.strftime("%Y-%m-%d %H:%M:%S")})
    return run


def _too_old(home: Path) -> Iterator[Path]:
    """The runs of more than a month ago, and the oldest where they take too much; none that may still be going on."""
    size = 0
    for run in sorted(home.iterdir(), reverse=True):
        with suppress(OSError, ValueError):
            age = time.time() - int(run.name.partition("-")[0]) / 1e9
            size += sum(file.stat().st_size for file in run.iterdir())
            if age > 3600 and (age > _DAYS * 86_400 or size > _ALL):
                yield run


def sweep() -> None:
    """Remove what runs that were killed have left half written."""
    with suppress(OSError):
        for run in folder().iterdir():
            temporary.sweep(run)


def _put(path: Path, said: dict[str, Any]) -> None:
    with temporary.beside(path) as temp:
        temporary.write(temp, json.dumps(said).encode())
        temp.replace(path)
    temporary.sync_folder(path.parent)


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


class _ChangedError(FileError):
    """A text is another by now, and what it was lies beside it."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a run: where it is kept, and the hashes of what it was and of what it became, in order."""

    path: Path
    kept: Path
    before: str | None
    after: tuple[str, ...]

    def restore(self) -> bool:
        """Make the text what it was; whether there was anything to do.

        Raises FileError if it changed since; what it was lies beside it then, as NAME.before.
        """
        try:
            now = self.path.read_bytes() if self.path.exists() else None
            before = self._bytes_before()
            if now is not None and before is None and _hash(now) in self.after:
                self.path.unlink()
                return True
        except OSError as error:
            raise FileError(f"{self.path}: can't be taken back: {error.strerror}") from None
        if now == before:
            return False
        if before is None or (now is not None and _hash(now) not in self.after):
            beside = "" if before is None else f"; what it was is in {writing.lay_beside(self.path, before, 'before')}"
            raise _ChangedError(f"{self.path}: has been changed since; it is left as it is{beside}")
        writing.put(self.path, before, now)
        return True

    def _bytes_before(self) -> bytes | None:
        try:
            text = json.loads(self.kept.read_bytes())["text"]
            return None if text is None else b64decode(text)
        except (ValueError, LookupError, TypeError):
            raise FileError(f"{self.path}: can't be taken back: {self.kept} is damaged") from None


@dataclass(frozen=True, slots=True)
class Run:
    """A run that can be taken back; `folder` is the one that it was started in."""

    kept: Path
    command: str
    folder: Path
    time: str
    texts: tuple[Text, ...]

    def take_back(self, say: Callable[[FileError], None]) -> int:
        """Restore its texts, the last one first, and forget them; how many were restored.

        `say` is told of each that was not. One that could not be written stays known, and is tried the next time.
        """
        restored = failed = 0
        for text in reversed(self.texts):
            try:
                restored += text.restore()
            except FileError as error:
                say(error)
                if not isinstance(error, _ChangedError):
                    failed += 1
                    continue
            text.kept.unlink(missing_ok=True)
        if not failed:
            shutil.rmtree(self.kept, ignore_errors=True)
        return restored


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
    for file in sorted((path for path in kept.glob("*.json") if path.stem.isdigit()), key=lambda path: int(path.stem)):
        row = json.loads(file.read_bytes())
        yield Text(Path(row["path"]), file, row["before"], tuple(row["after"]))
