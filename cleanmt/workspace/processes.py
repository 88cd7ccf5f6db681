"""Work on many texts, shared among processes; what comes of it comes in order."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from cleanmt.errors import InputError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_ALONE = 250_000  # characters that one process works through before it asks others to help: they need a while to start
_BATCH = 60_000  # characters that a process gets at once
_KNOWN = 2_000  # what a job counts as there that only keeps its place
_WAITING = 4  # batches for each process that may be under way
_MOST_PROCESSES = 61  # Windows waits for no more

_T_co = TypeVar("_T_co", covariant=True)
_T = TypeVar("_T")


class Job(Protocol[_T_co]):
    """Work on one text that can be handed to another process, and so can what comes of it."""

    @property
    def size(self) -> int: ...  # characters to work on; 0: what comes of it is known, it stays in this process
    def __call__(self) -> _T_co: ...


def count() -> int:
    """How many processes can work at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(jobs: Iterable[Job[_T]], processes: int) -> Generator[_T]:
    """What comes of each job, in order; of `processes`, 0 is one a processor.

    No more than a few jobs are held at once. Raises InputError when a process dies.
    """
    processes = processes or count()
    waiting = iter(jobs)
    alone = 0
    for job in waiting:
        yield job()
        alone += job.size
        if processes > 1 and alone >= _ALONE:
            break
    yield from _shared(waiting, processes)


def _shared(jobs: Iterable[Job[_T]], processes: int) -> Iterator[_T]:
    """The rest of the jobs. Processes are begun when the first batch is full."""
    pool: ProcessPoolExecutor | None = None
    under_way: deque[tuple[Sequence[Job[_T]], Future[list[_T]] | None]] = deque()
    try:
        for batch in _batches(jobs):
            new = [job for job in batch if job.size]
            if new and pool is None:
                pool = _pool(processes)
            under_way.append((batch, pool.submit(_all_done, new) if pool and new else None))
            if len(under_way) >= _WAITING * processes:
                yield from _collected(*under_way.popleft())
        while under_way:
            yield from _collected(*under_way.popleft())
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)


def _batches(jobs: Iterable[Job[_T]]) -> Iterator[list[Job[_T]]]:
    batch: list[Job[_T]] = []
    size = 0
    for job in jobs:
        batch.append(job)
        size += job.size or _KNOWN
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _collected(batch: Sequence[Job[_T]], future: Future[list[_T]] | None) -> Iterator[_T]:
    done = iter(_awaited(future) if future else ())
    for job in batch:
        yield next(done) if job.size else job()


def _awaited(future: Future[list[_T]]) -> list[_T]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        raise InputError("a process ended before its time, perhaps for want of memory: try --jobs 1") from None


# In the processes ----------------------------------------------------------------------------------------------------


def _pool(processes: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Processes that are forked have our engine at once; others make their own. The libraries of macOS don't bear it.
    method = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(min(processes, _MOST_PROCESSES), context, _begin, (os.getpid(),))


def _begin(parent: int) -> None:
    """Leave interrupts to the process that asked for this one, which ends the others; end with it, however it ends."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _all_done(jobs: Sequence[Job[_T]]) -> list[_T]:
    return [job() for job in jobs]
