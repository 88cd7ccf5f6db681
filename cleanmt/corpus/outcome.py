"""What comes of rows: counts that add up, and the rows that could not be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from cleanmt.corpus.cleaning import Cleaned
from cleanmt.findings import Applicability


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of rows: `rows` = `written` + `below` + `rejected`; the others tell of rows that were written.

    `flagged` are rows with issues, `issues` all issues in them; `safe` and `unsafe` those that such a fix would mend.
    """

    rows: int = 0
    written: int = 0
    below: int = 0
    rejected: int = 0
    changed: int = 0
    without_text: int = 0
    flagged: int = 0
    issues: int = 0
    safe: int = 0
    unsafe: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally)))

    def to_dict(self) -> dict[str, int]:
        """Plain values for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is not written, where it stood and why; lines and rows count from 1. `row` is all of it."""

    file: str
    line: int
    id: Any
    reason: str
    row: Any

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a part: bytes to keep, counts, and the rows that are not among the bytes."""

    data: bytes
    tally: Tally
    rejected: tuple[Rejected, ...] = ()


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def tally_of(cleaned: Cleaned) -> Tally:
    """The counts of one row that is written."""
    levels = [finding.level for finding in cleaned.findings if finding.fix]
    return Tally(
        rows=1,
        written=1,
        changed=int(cleaned.changed),
        without_text=int(cleaned.text is None),
        flagged=int(bool(cleaned.findings)),
        issues=len(cleaned.findings),
        safe=levels.count(Applicability.SAFE),
        unsafe=levels.count(Applicability.UNSAFE),
    )


REJECTED = Tally(rows=1, rejected=1)
BELOW = Tally(rows=1, below=1)
