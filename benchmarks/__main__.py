"""Measures everything and writes docs/benchmarks.md: `python -m benchmarks [--quick]`."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import cleanmt
from benchmarks import corpora, measure
from cleanmt.checks.pattern import Pattern
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.fields import RegexText
from cleanmt.findings import Applicability
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet
from cleanmt.text.document import Document

BIN = Path(sys.executable).parent
PEERS = corpora.ROOT / ".venv" / "bench" / "bin"
REPORT = corpora.ROOT / "docs" / "benchmarks.md"
MB = 1_000_000
Row = Sequence[object]


def main() -> None:
    quick = "--quick" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        os.environ["CLEANMT_CACHE_DIR"] = str(at / "cache")
        parts = [
            _header(),
            *_starting(at),
            *_beside_others(at, files=100 if quick else 1000),
            *_in_memory(size=MB // 10 if quick else MB),
            *_size(at, [1] if quick else [1, 10, 100]),
            *_rules(size=MB // 10 if quick else MB),
            *_density(size=MB // 10 if quick else MB),
        ]
    report = "\n".join(parts) + "\n"
    print(report)
    if not quick:
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(report, "utf-8")


def _header() -> str:
    return (
        "# How fast\n\n"
        "Written by `make bench`. Commands are whole processes, run in turn, of each the median; machines differ,\n"
        "so look at the ratios.\n\n"
        f"{date.today().isoformat()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors, "  # noqa: DTZ011
        f"Python {platform.python_version()}, cleanmt {cleanmt.__version__}, "
        f"{len(cleanmt.load_rules().selected())} rules."
    )


def _starting(at: Path) -> Iterable[str]:
    text = at / "one.txt"
    text.write_text(next(corpora.clean(1)), "utf-8")
    cleanmt_ = str(BIN / "cleanmt")
    costs = measure.commands(
        {
            "python -c pass": [sys.executable, "-c", "pass"],
            "cleanmt --version": [cleanmt_, "--version"],
            "cleanmt check, a text seen before": [cleanmt_, "check", "--isolated", str(text)],
            "cleanmt check, a new text": [cleanmt_, "check", "--isolated", "--no-cache", str(text)],
            "the same, the very first time": [cleanmt_, "check", "--isolated", str(text)],
        },
        runs=7,
        before={"the same, the very first time": lambda: shutil.rmtree(at / "cache", ignore_errors=True)},
    )
    base = costs["python -c pass"].seconds
    yield from _table(
        "To start",
        ("command", "seconds", "times python", "memory, MB"),
        [(f"`{n}`" if n == "python -c pass" else n, _s(c.seconds), _x(c.seconds / base), c.memory // MB)
         for n, c in costs.items()],
    )  # fmt: skip


def _beside_others(at: Path, files: int) -> Iterable[str]:
    folder = at / "dirty"
    size = corpora.written(corpora.dirty(files * corpora.ARTICLE), folder)
    few = at / "few"
    few_size = corpora.written(corpora.dirty(files * corpora.ARTICLE // 20), few)
    words = at / "words.txt"
    words.write_text("\n".join(_words()) + "\n", "utf-8")
    check = [str(BIN / "cleanmt"), "check", "--isolated"]
    named: dict[str, list[str]] = {
        "ripgrep -F, the words of cleanmt's rules": [
            str(PEERS / "rg"),
            "-j1",
            "-F",
            "-c",
            "-f",
            str(words),
            str(folder),
        ],
        "typos": [str(PEERS / "typos"), str(folder)],
        "codespell": [str(PEERS / "codespell"), str(folder)],
        "proselint": [str(PEERS / "proselint"), "check", str(folder)],
        "cleanmt, one process": [*check, "--no-cache", "--jobs", "1", str(folder)],
        "cleanmt, all processors": [*check, "--no-cache", str(folder)],
        "cleanmt, texts seen before": [*check, str(folder)],
        "cleanmt fix --diff": [str(BIN / "cleanmt"), "fix", "--isolated", "--diff", str(folder)],
    }
    shutil.rmtree(at / "cache", ignore_errors=True)
    subprocess.run(named["cleanmt, texts seen before"], capture_output=True, check=False)
    costs = measure.commands(named, runs=3)
    slow = {"harper": [str(PEERS / "harper"), "lint", *map(str, sorted(few.iterdir()))]}
    rates = {name: (size, cost) for name, cost in costs.items()}
    rates |= {name: (few_size, cost) for name, cost in measure.commands(slow, runs=1).items()}
    base = costs["codespell"].seconds / size
    yield from _table(
        f"Beside others: {files:,} damaged articles, {size / MB:.1f} MB",
        ("command", "seconds", "MB/s", "times codespell", "memory, MB"),
        [
            (name, _s(c.seconds) if n == size else f"{c.seconds:.1f} for {n / MB:.1f} MB", f"{n / c.seconds / MB:,.2f}",
             _x(c.seconds / n / base), c.memory // MB)
            for name, (n, c) in rates.items()
        ],
    )  # fmt: skip


def _words() -> list[str]:
    return sorted({w for rule in cleanmt.load_rules().selected() if (s := rule.check.signs()) for w in s.words})


def _in_memory(size: int) -> Iterable[str]:
    engine = Engine(cleanmt.load_rules().selected())
    works: dict[str, Callable[[str], object]] = {
        "which rules have to look": lambda text: engine.scanner.scan(Document(text)),
        "check": lambda text: checking.check(engine, text),
        "fix, safe and unsafe": lambda text: checking.fix(engine, text, Applicability.UNSAFE),
    }
    rows: list[Row] = []
    for kind, texts in (("clean", list(corpora.clean(size))), ("damaged", list(corpora.dirty(size)))):
        found = measure.calls({name: partial(_each, work, texts) for name, work in works.items()})
        rows += [(f"{kind}: {name}", f"{_bytes(texts) / seconds / MB:.2f}") for name, seconds in found.items()]
    yield from _table(f"In memory, one processor: {size / MB:.1f} MB of each", ("work", "MB/s"), rows)


def _each(work: Callable[[str], object], texts: Iterable[str]) -> None:
    for text in texts:
        work(text)


def _bytes(texts: Iterable[str]) -> int:
    return sum(len(text.encode()) for text in texts)


def _checked(engine: Engine, texts: Iterable[str]) -> int:
    return sum(len(checking.check(engine, text)) for text in texts)


def _size(at: Path, megabytes: Sequence[int]) -> Iterable[str]:
    rows: list[Row] = []
    for number in megabytes:
        folder = at / f"size{number}"
        size = corpora.written(corpora.clean(number * MB), folder)
        check = [str(BIN / "cleanmt"), "check", "--isolated", "--no-cache", "--exit-zero"]
        costs = measure.commands(
            {"one": [*check, "--jobs", "1", str(folder)], "all": [*check, str(folder)]}, runs=3 if number < 100 else 1
        )
        one, every = costs["one"], costs["all"]
        gain, rate = _x(one.seconds / every.seconds), f"{size / one.seconds / MB:.2f}"
        memory = max(one.memory, every.memory) // MB
        rows.append((f"{size / MB:.0f}", _s(one.seconds), _s(every.seconds), gain, rate, memory))
        shutil.rmtree(folder)
    head = ("MB of clean text", "one process, s", f"{os.cpu_count()} processes, s", "gain", "MB/s of one", "memory, MB")
    yield from _table("Against the size", head, rows)


def _rules(size: int) -> Iterable[str]:
    texts = list(corpora.clean(size))
    engines = {f"× {times}": Engine(_multiplied(times)) for times in (1, 4, 16)}
    found = measure.calls({name: partial(_checked, engine, texts) for name, engine in engines.items()})
    rows = [
        (name, len(engines[name].rules), f"{_bytes(texts) / seconds / MB:.2f}", _x(seconds / found["× 1"]))
        for name, seconds in found.items()
    ]
    yield from _table("Against the number of rules, clean text", ("rules", "in all", "MB/s", "times the time"), rows)


def _multiplied(times: int) -> RuleSet:
    rules = list(cleanmt.load_rules().selected())
    more = [_varied(rule, rule.check, n) for n in range(1, times) for rule in rules if isinstance(rule.check, Pattern)]
    return RuleSet([*rules, *more])


def _varied(rule: Rule, check: Pattern, number: int) -> Rule:
    """A rule like this one whose patterns no other rule has."""

    def vary(pattern: RegexText) -> RegexText:
        return RegexText(f"(?:{pattern})(?!¤{number})") if pattern else pattern

    shapes = tuple(replace(shape, pattern=vary(shape.pattern)) for shape in check.any)
    return replace(rule, name=f"{rule.name}-{number}", check=replace(check, pattern=vary(check.pattern), any=shapes))


def _density(size: int) -> Iterable[str]:
    engine = Engine(cleanmt.load_rules().selected())
    rows: list[Row] = []
    base = 0.0
    for density in (0, 0.1, 1, 10, 50):
        texts = list(corpora.damaged(size, density))
        found = _checked(engine, texts)
        seconds = measure.calls({"": partial(_checked, engine, texts)})[""] / _bytes(texts)
        base = base or seconds
        rows.append((density, f"{found:,}", f"{1 / seconds / MB:.2f}", _x(seconds / base)))
    yield from _table("Against the damage", ("artifacts in 1,000 words", "findings", "MB/s", "times the time"), rows)


def _table(title: str, head: Row, rows: Iterable[Row]) -> Iterable[str]:
    yield f"\n## {title}\n"
    yield f"| {' | '.join(map(str, head))} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def _s(seconds: float) -> str:
    return f"{seconds:.3f}" if seconds < 1 else f"{seconds:.1f}"


def _x(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"


if __name__ == "__main__":
    main()
