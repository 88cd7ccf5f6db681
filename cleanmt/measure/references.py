"""Fixes against human references: does mending bring a translation nearer to what a person wrote?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cleanmt.engine.fixer import Fixed
from cleanmt.errors import GoldError
from cleanmt.measure.judging import Verdict, chrf, verdict


@dataclass(frozen=True, slots=True)
class Segment:
    """A translation and a person's own; whose it is, from which language, and of which set, where the file says so."""

    output: str
    reference: str
    system: str
    language: str
    set: str


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
        return verdict(self.points) == Verdict.NEARER

    @property
    def is_farther(self) -> bool:
        return verdict(self.points) == Verdict.FARTHER


def read_segments(path: Path) -> Iterator[Segment]:
    """A segment a line, with tabs between: output, reference, and where they are known system, language and set.

    Of a file that does not name them the file is the system and the set. Raises GoldError.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: can't be read: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        output, *rest = line.rstrip("\r").split("\t")
        if not rest:
            raise GoldError(f"{path}:{number}: no tab divides output and reference")
        reference, system, language, of, *_ = (*rest, "", "", "", "")
        yield Segment(output, reference, system or path.stem, language, of or path.stem)


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Outputs and references alone. Raises GoldError."""
    return ((segment.output, segment.reference) for segment in read_segments(path))


def moves(pairs: Iterable[tuple[str, str]], fix: Callable[[str], Fixed]) -> Iterator[Move | None]:
    """For each pair what fixing did to the output; None where it changed nothing. Raises MissingLibraryError."""
    for output, reference in pairs:
        fixed = fix(output)
        if fixed.text == output:
            yield None
            continue
        points = chrf(fixed.text, reference) - chrf(output, reference)
        yield Move(output, fixed.text, reference, tuple(sorted({f.rule for f in fixed.applied})), points)
