"""How fast corpora are cleaned, and in how much memory: `python -m benchmarks.scale 10` for 10 MB on 1 and 2 processes.

Articles are the seeds' paragraphs in other orders (`dirty`), or those that nothing is wrong with (`clean`).
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
from pyarrow import parquet

from benchmarks import corpora

MB = 1_000_000


class Measured(NamedTuple):
    """One run: seconds on the clock and of all processors together; MB of its processes, shared pages counted once."""

    seconds: float
    work: float
    peak: float


def main(size: int, kinds: list[str], *options: str) -> None:
    """Print a line of a table for each kind of rows and number of processes; `options` go to the command."""
    for kind in kinds:
        text, _, suffix = kind.partition(".")
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, f"rows.{suffix}")
            count = _written(text, size * MB, source)
            for jobs in (1, 2):
                done = _measured(source, Path(folder, "out"), "--jobs", str(jobs), *options)
                speed = f"{count / done.seconds:.0f} | {size / done.seconds:.2f} | {size / done.work:.3f}"
                print(f"| {text} | {suffix} | {size} | {jobs} | {speed} | {done.peak:.0f} |", flush=True)


def _written(text: str, size: int, target: Path) -> int:
    """Make a corpus of so many bytes of text; how many rows it has."""
    articles = corpora.dirty(size) if text == "dirty" else corpora.clean(size)
    rows = ({"id": number, "text": article} for number, article in enumerate(articles))
    if target.suffix == ".jsonl":
        with target.open("w", encoding="utf-8") as out:
            return sum(out.write(json.dumps(row, ensure_ascii=False) + "\n") > 0 for row in rows)
    count = 0
    with parquet.ParquetWriter(target, pa.schema([("id", pa.int64()), ("text", pa.string())])) as writer:
        while group := list(islice(rows, 1000)):
            writer.write_table(pa.Table.from_pylist(group))
            count += len(group)
    return count


def _measured(source: Path, out: Path, *options: str) -> Measured:
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "cleanmt", "corpus", str(source), "-o", str(out), "--isolated", *options]
    began, before, peak = time.monotonic(), _work(), 0
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while run.poll() is None:
        peak = max(peak, sum(map(_memory, _family(run.pid))))
        time.sleep(0.2)
    if run.returncode:
        raise SystemExit(f"it ended with {run.returncode}")
    return Measured(time.monotonic() - began, _work() - before, peak / 1000)


def _work() -> float:
    """Seconds of processors that ended processes have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(process: int) -> Iterator[int]:
    """A process and those that it began."""
    yield process
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _read(path).split():
            yield from _family(int(child))


def _memory(process: int) -> int:
    """Kilobytes, of shared pages its part."""
    line = next(
        (row for row in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines() if row.startswith("Pss:")), ""
    )
    return int(line.split()[1]) if line else 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended
        return ""


if __name__ == "__main__":
    sizes, kinds = sys.argv[1], (sys.argv[2] if len(sys.argv) > 2 else "dirty.jsonl,dirty.parquet,clean.jsonl")
    main(int(sizes), kinds.split(","), *sys.argv[3:])
