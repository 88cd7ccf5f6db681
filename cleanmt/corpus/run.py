"""A run through corpora: parts are read, shared among processes, kept, and put together again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from cleanmt import __version__
from cleanmt.corpus import lines, packing, parquet, store
from cleanmt.corpus.cleaning import Order
from cleanmt.corpus.inputs import Input
from cleanmt.corpus.outcome import Outcome, Rejected, Tally
from cleanmt.corpus.rows import Lines
from cleanmt.corpus.store import Store
from cleanmt.errors import InputError
from cleanmt.workspace import processes
from cleanmt.workspace.engines import rules_for


class Part(Protocol):
    """Some rows of a file that can be handed to another process; `weight` counts bytes of the file."""

    @property
    def number(self) -> int: ...
    @property
    def weight(self) -> int: ...
    @property
    def size(self) -> int: ...
    def __call__(self) -> Outcome: ...


# Told of every part: how many bytes of files are behind, and how many rows were looked at.
Watch = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be done: the texts in the column `field` of these files; rows are known by the column `key`."""

    inputs: Sequence[Input]
    field: str
    key: str | None
    order: Order
    jobs: int = 1

    def ensure_readable(self) -> None:
        """Look at the head of every file. Raises FileError and InputError."""
        for source in self.inputs:
            if source.kind == "parquet":
                parquet.ensure_cleanable(source, self.field, self.key, self.order)
            else:
                lines.head(source, self.field, self.key, self.order)

    @property
    def asked(self) -> dict[str, Any]:
        """All that decides the bytes of the output. Raises as rules_for does."""
        rules = repr(rules_for(self.order.settings).rules).encode("utf-8", "surrogatepass")
        return {
            "version": __version__,
            "field": self.field,
            "id": self.key,
            "level": str(self.order.level),
            "columns": list(self.order.add),
            "max-length": self.order.longest,
            "min-score": self.order.min_score,
            "rules": sha256(rules).hexdigest(),
            "files": [_fingerprint(source) for source in self.inputs],
        }


def _fingerprint(source: Input) -> list[object]:
    status = source.path.stat()
    return [source.name, source.kind, status.st_size, status.st_mtime_ns]


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of a step; `number` is that of a part, None at the end of a file."""

    file: int
    number: int | None
    weight: int
    outcome: Outcome | None = None

    @property
    def rows(self) -> int:
        return self.outcome.tally.rows if self.outcome else 0


@dataclass(frozen=True, slots=True)
class _Step:
    """A part of a file; without `part` one that was done before, without `number` the end of the file."""

    file: int
    number: int | None = None
    weight: int = 0
    part: Part | None = None

    @property
    def size(self) -> int:
        return self.part.size if self.part else 0

    def __call__(self) -> _Done:
        return _Done(self.file, self.number, self.weight, self.part() if self.part else None)


def write(run: Run, kept: Store, watch: Watch) -> Tally:
    """Clean the files into the store's folder, or go on where an earlier run was ended.

    Raises FileError and InputError, also where the folder was begun for something else.
    """
    run.ensure_readable()
    _ensure_apart(run.inputs, kept)
    asked = run.asked
    if (known := kept.begin(asked)) is not None:
        return known
    tally = Tally()
    for done in _steps(run, kept):
        if done.number is None:
            tally += kept.done(done.file) or _finish(run, kept, done.file)
        elif done.outcome:
            kept.keep(done.file, done.number, done.outcome)
        watch(done.weight, done.rows)
    kept.end(asked, tally, len(run.inputs))
    return tally


def look(run: Run, reject: Callable[[Rejected], object], watch: Watch) -> Tally:
    """What is found in the files, counted; nothing is written. Raises FileError and InputError."""
    run.ensure_readable()
    tally = Tally()
    for done in _steps(run, None):
        if done.outcome:
            tally += done.outcome.tally
            for row in done.outcome.rejected:
                reject(row)
        watch(done.weight, done.rows)
    return tally


def filtered(run: Run, stream: packing.Stream, reject: Callable[[Rejected], object]) -> Iterator[bytes]:
    """The lines of a stream, each a text, mended; as many come out as go in."""
    source = Input(Path("-"), "-", "lines")
    parts = lines.streamed(stream, source, Lines(), run.order)
    with closing(processes.spread(parts, run.jobs)) as outcomes:
        for outcome in outcomes:
            for row in outcome.rejected:
                reject(row)
            yield outcome.data


def _ensure_apart(inputs: Iterable[Input], kept: Store) -> None:
    """Raises InputError where the output would lie among the input, or take its place."""
    folder = kept.folder.resolve()
    for source in inputs:
        path = source.path.resolve()
        if path.is_relative_to(folder):
            raise InputError(f"{kept.folder}: holds {source.path}, which is to be cleaned; name another folder")
        if source.name in {store.MANIFEST, store.REJECTED}:
            raise InputError(f"{source.path}: has the name of a file that cleanmt writes; call it otherwise")
        if path == kept.rejected.resolve():
            raise InputError(f"{kept.rejected}: is to be cleaned; name another file for the rejected rows")


def _steps(run: Run, kept: Store | None) -> Iterator[_Done]:
    """What came of the parts of all files, in order, and the ends of the files."""
    steps = (step for file in range(len(run.inputs)) for step in _steps_of(run, file, kept))
    with closing(processes.spread(steps, run.jobs)) as done:
        yield from done


def _steps_of(run: Run, file: int, kept: Store | None) -> Iterator[_Step]:
    source = run.inputs[file]
    if kept and kept.done(file):
        yield _Step(file, weight=source.path.stat().st_size)
        return
    for part in _parts(run, source):
        is_known = kept is not None and kept.has(file, part.number)
        yield _Step(file, part.number, part.weight, None if is_known else part)
    yield _Step(file)


def _parts(run: Run, source: Input) -> Iterator[Part]:
    if source.kind == "parquet":
        yield from parquet.parts(source, run.field, run.key, run.order)
    else:
        yield from lines.parts(source, lines.head(source, run.field, run.key, run.order), run.order)


def _finish(run: Run, kept: Store, file: int) -> Tally:
    source = run.inputs[file]
    if source.kind == "parquet":
        return kept.finish(file, source, lambda parts, target: parquet.assemble(source, parts, run.order, target))
    head = packing.packed(lines.head(source, run.field, run.key, run.order).data, source.packing)
    return kept.finish(file, source, partial(store.concatenate, head))
