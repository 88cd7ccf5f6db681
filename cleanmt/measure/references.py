"""Fixes against human references: does mending bring a translation nearer to what a person wrote?

The measure is sentence chrF++ (Popović 2017), as sacrebleu computes it, before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cleanmt.engine.fixer import Fixed
from cleanmt.errors import GoldError, MissingLibraryError

_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Move:
    """A segment that fixing changed, and how far: points of chrF++ towards the reference."""

    before: str
    after: str
    reference: str
    rules: tuple[str, ...]
    points: float

    @property
    def is_nearer(self) -> bool:
        return self.points > _SAME

    @property
    def is_farther(self) -> bool:
        return self.points < -_SAME


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Outputs and references, a pair a line with a tab between them. Raises GoldError."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: can't be read: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        output, tab, rest = line.rstrip("\r").partition("\t")
        if not tab:
            raise GoldError(f"{path}:{number}: no tab divides output and reference")
        yield output, rest.partition("\t")[0]


def moves(pairs: Iterable[tuple[str, str]], fix: Callable[[str], Fixed]) -> Iterator[Move | None]:
    """For each pair what fixing did to the output; None where it changed nothing. Raises MissingLibraryError."""
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ImportError:
        raise MissingLibraryError("--reference needs sacrebleu: pip install 'cleanmt[eval]'") from None
    metric = CHRF(word_order=2)
    for output, reference in pairs:
        fixed = fix(output)
        if fixed.text == output:
            yield None
            continue
        before, after = (metric.sentence_score(text, [reference]).score for text in (output, fixed.text))
        yield Move(output, fixed.text, reference, tuple(sorted({f.rule for f in fixed.applied})), after - before)
