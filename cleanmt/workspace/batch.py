"""Many texts, checked in order: what was found before is remembered, and the rest shared among processes."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanmt.engine.result import Result
from cleanmt.errors import InputError, RuleError
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span
from cleanmt.workspace.cache import Cache
from cleanmt.workspace.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from cleanmt.files.reading import Source
    from cleanmt.text.formats import Format

_ALONE = 250_000  # characters that one process checks before it asks others to help: they need a while to start
_BATCH = 60_000  # characters that a process gets at once
_WAITING = 4  # batches for each process that may be under way
_MOST_PROCESSES = 61  # Windows waits for no more

Found = Sequence[Finding] | RuleError  # or why there are none; what processes hand to each other


@dataclass(frozen=True, slots=True)
class _Task:
    """One text to check; `found` is what is remembered of it."""

    source: Source
    settings: Settings
    key: str
    found: Found | None


def processors() -> int:
    """How many processes can work at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check(
    sources: Iterable[Source], settings_for: Callable[[Path], Settings], cache: Cache, jobs: int = 1
) -> Iterator[Result]:
    """What came of each text, in order; of `jobs`, 0 is one a processor.

    No more than a few texts are held at once. Raises as engine_for does, and InputError when a process dies.
    """
    jobs = jobs or processors()
    tasks = (_task(source, settings_for(source.path), cache) for source in sources)
    alone = 0
    for task in tasks:
        found = _of(task) if task.found is None else task.found
        yield _result(task, _kept(cache, task, found))
        alone += len(task.source.text) if task.found is None else 0
        if jobs > 1 and alone >= _ALONE:
            break
    yield from _shared(tasks, cache, jobs)


def _shared(tasks: Iterable[_Task], cache: Cache, jobs: int) -> Iterator[Result]:
    """The rest of the texts. Processes are begun when the first batch is full."""
    pool: ProcessPoolExecutor | None = None
    under_way: deque[tuple[Sequence[_Task], Future[list[Found]] | None]] = deque()
    try:
        for batch in _batches(tasks):
            new = [_Job(t.source.text, t.source.format, t.settings) for t in batch if t.found is None]
            if new and pool is None:
                pool = _pool(jobs)
            under_way.append((batch, pool.submit(_check_batch, new) if pool and new else None))
            if len(under_way) >= _WAITING * jobs:
                yield from _collected(*under_way.popleft(), cache)
        while under_way:
            yield from _collected(*under_way.popleft(), cache)
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)


def _batches(tasks: Iterable[_Task]) -> Iterator[list[_Task]]:
    batch: list[_Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task.source.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _collected(batch: Sequence[_Task], future: Future[list[Found]] | None, cache: Cache) -> Iterator[Result]:
    new = iter(_awaited(future) if future else ())
    for task in batch:
        yield _result(task, _kept(cache, task, next(new) if task.found is None else task.found))


def _result(task: _Task, found: Found) -> Result:
    path, text = task.source.path.as_posix(), task.source.text
    return Result(path, text, (), found) if isinstance(found, RuleError) else Result(path, text, tuple(found))


def _awaited(future: Future[list[Found]]) -> list[Found]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        raise InputError("a process ended before its time, perhaps for want of memory: try --jobs 1") from None


# In the processes ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Job:
    text: str
    format: Format
    settings: Settings


def _pool(jobs: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Processes that are forked have our engine at once; others make their own. The libraries of macOS don't bear it.
    method = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(min(jobs, _MOST_PROCESSES), context, _begin, (os.getpid(),))


def _begin(parent: int) -> None:
    """Leave interrupts to the process that asked for this one, which ends the others; end with it, however it ends."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _check_batch(jobs: Sequence[_Job]) -> list[Found]:
    return [_found(job.text, job.format, job.settings) for job in jobs]


def _of(task: _Task) -> Found:
    return _found(task.source.text, task.source.format, task.settings)


def _found(text: str, format: Format, settings: Settings) -> Found:
    from cleanmt.engine import checking
    from cleanmt.workspace.engines import engine_for

    try:
        return tuple(checking.check(engine_for(settings), text, format))
    except RuleError as error:
        return error


# In the cache --------------------------------------------------------------------------------------------------------


def _task(source: Source, settings: Settings, cache: Cache) -> _Task:
    told = f"{_fingerprint(settings)} {source.format} {source.encoding} ".encode()
    key = blake2b(told + source.raw, digest_size=16).hexdigest()
    kept = cache.get(key)
    return _Task(source, settings, key, None if kept is None else _loaded(kept, source.text))


def _kept(cache: Cache, task: _Task, found: Found) -> Found:
    if task.found is None and not isinstance(found, RuleError):
        cache.put(task.key, _dumped(found))
    return found


@lru_cache(maxsize=64)
def _fingerprint(settings: Settings) -> str:
    """What findings depend on besides the text and cleanmt itself. Raises as rules_for does."""
    parts = [repr(settings)]
    if settings.rules or not _is_readable(settings.names):
        from cleanmt.workspace.engines import rules_for

        rules = rules_for(settings)  # tables and kinds can lie anywhere: take what they were made into
        modules = {sys.modules[type(rule.check).__module__].__file__ or "" for rule in rules}
        parts += [repr(rules.rules), *sorted(f"{name} {Path(name).stat().st_mtime_ns}" for name in modules)]
    if settings.names:
        parts += [repr(settings.names.read_bytes())]
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _is_readable(names: Path | None) -> bool:
    return names is None or (names.is_file() and os.access(names, os.R_OK))


def _dumped(findings: Sequence[Finding]) -> str:
    return json.dumps([_row(finding) for finding in findings], separators=(",", ":")) if findings else ""


def _row(f: Finding) -> list[Any]:
    fix = [f.fix.applicability, [[e.start, e.end, e.text] for e in f.fix.edits]] if f.fix else None
    wrong = [f.wrong.start, f.wrong.end] if f.wrong else None
    said = [f.message, f.severity, f.category, fix, f.suggestions, wrong, f.source, f.shape]
    return [f.rule, f.span.start, f.span.end, *said]


def _loaded(kept: str, text: str) -> Sequence[Finding] | None:
    """None for what can't be read."""
    try:
        return tuple(_finding(row, text) for row in json.loads(kept)) if kept else ()
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None


def _finding(row: list[Any], text: str) -> Finding:
    rule, start, end, message, severity, category, fix, suggestions, wrong, languages, shape = row
    return Finding(
        rule=rule,
        span=Span(start, end),
        text=text[start:end],
        message=message,
        severity=Severity(severity),
        category=category,
        fix=Fix(tuple(Edit(*edit) for edit in fix[1]), Applicability(fix[0])) if fix else None,
        suggestions=tuple(suggestions),
        wrong=Span(*wrong) if wrong else None,
        source=tuple(languages),
        shape=shape,
    )
