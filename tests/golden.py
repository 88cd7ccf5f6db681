"""The golden files: what an editor sees of each seed. `make golden` rewrites them; git shows the change."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import cleanmt
from cleanmt import reports
from cleanmt.engine.result import Result
from cleanmt.files import diff, reading

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def report(seed: Path) -> str:
    """The findings, one a line, with the text that each of them marks."""
    source = reading.read(seed)
    result = Result(f"seeds/{seed.name}", source.text, tuple(cleanmt.check(source.text)))
    out = io.StringIO()
    reports.write("concise", [result], out)
    return out.getvalue()


def fixes(seed: Path, *, unsafe: bool) -> str:
    source = reading.read(seed)
    fixed = cleanmt.fix(source.text, unsafe=unsafe)
    return diff.unified(f"seeds/{seed.name}", source.text, fixed.edits)


def all_files() -> Iterator[tuple[Path, str]]:
    for seed in SEEDS:
        yield GOLDEN / f"{seed.stem}.report.txt", report(seed)
        yield GOLDEN / f"{seed.stem}.safe.diff", fixes(seed, unsafe=False)
        yield GOLDEN / f"{seed.stem}.unsafe.diff", fixes(seed, unsafe=True)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for path, content in all_files():
        path.write_text(content, encoding="utf-8", newline="")
