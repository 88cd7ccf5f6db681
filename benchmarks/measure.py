"""Seconds and memory of commands and of calls, measured in turn, so that a busy minute hits all alike."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

# A process counts the memory of the one that started it as its own: so a small one starts the command.
_LAUNCHER = """
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = os.wait4(process.pid, 0)[2]
print(time.perf_counter() - start, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """The median of the seconds on the clock, and the most memory (bytes) that one process held."""

    seconds: float
    memory: int


def commands(
    named: Mapping[str, Sequence[str]], runs: int = 5, before: Mapping[str, Callable[[], object]] | None = None
) -> dict[str, Cost]:
    """Each command run so often, in turn; `before` is done before a command and not measured."""
    seconds: dict[str, list[float]] = {name: [] for name in named}
    memory = dict.fromkeys(named, 0)
    for _ in range(runs):
        for name, command in named.items():
            if before and name in before:
                before[name]()
            launch = [sys.executable, "-S", "-c", _LAUNCHER, *command]
            done = subprocess.run(launch, env=_environment(), capture_output=True, check=True)
            took, most = done.stdout.split()[-2:]
            seconds[name].append(float(took))
            memory[name] = max(memory[name], int(most))
    return {name: Cost(median(seconds[name]), memory[name]) for name in named}


def _environment() -> dict[str, str]:
    """As at a user's: without what a workshop tells Python, such as to keep no compiled modules."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def calls(named: Mapping[str, Callable[[], object]], runs: int = 3) -> dict[str, float]:
    """The median seconds of this process for each call, in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in named}
    for _ in range(runs):
        for name, call in named.items():
            start = time.process_time()
            call()
            seconds[name].append(time.process_time() - start)
    return {name: median(each) for name, each in seconds.items()}
