"""One text of a corpus -> what is written of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleanmt.errors import InputError, RowError, nearest
from cleanmt.findings import Applicability, Finding
from cleanmt.workspace.settings import Settings

ADDED = ("findings", "score", "changed")
PREFIX = "cleanmt_"  # of the columns that are added: `score` and the like are often there already
LONGEST = 1_000_000  # characters of a text: a book; more is a mistake in the data more often than not


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of every text of a corpus: plain data, which any process can be handed.

    Fixes of at least `level` are made; None only looks. `add` are some of ADDED; a text of more than `longest`
    characters can't be used; a row whose score is below `min_score` is left out.
    """

    settings: Settings = Settings()
    level: Applicability | None = Applicability.SAFE
    add: tuple[str, ...] = ()
    longest: int = LONGEST
    min_score: float | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that are added."""
        return tuple(PREFIX + name for name in self.add)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text as it is written, None where there was none; what is found in it, and its quality from 0 to 100.

    `score` is None where nobody asked for it, or there are no words.
    """

    text: str | None
    changed: bool = False
    findings: tuple[Finding, ...] = ()
    score: float | None = None

    def is_below(self, least: float | None) -> bool:
        """Whether it has a score, and a lower one."""
        return least is not None and self.score is not None and self.score < least

    def added(self, add: Iterable[str]) -> list[object]:
        """The values of the columns that are added; all but `changed` are None where there is no text."""
        values = {
            "findings": None if self.text is None else [finding.to_dict() for finding in self.findings],
            "score": None if self.score is None else round(self.score, 2),
            "changed": self.changed,
        }
        return [values[name] for name in add]


def wanted(add: Iterable[str]) -> tuple[str, ...]:
    """What is to be added, each once, in the order of ADDED. Raises InputError for what can't be."""
    names = set(add)
    for name in sorted(names - set(ADDED)):
        raise InputError(f"'{name}' can't be added; it is one of {', '.join(ADDED)}{nearest(name, ADDED)}")
    return tuple(name for name in ADDED if name in names)


def order_for(workspace: Mapping[str, Any] | None, level: Applicability | None, add: Iterable[str] = ()) -> Order:
    """What is asked of each text under these keys of the configuration, without any file.

    Raises InputError for what can't be added, and as Workspace does.
    """
    from cleanmt.workspace.workspace import Workspace

    return Order(Workspace(dict(workspace or {}), isolated=True).settings_for(Path()), level, wanted(add))


def clean(text: str | None, order: Order) -> Cleaned:
    """The text with its fixes made and what is left in it. Raises RowError where it is too long, and RuleError."""
    if text is None:
        return Cleaned(None)
    if len(text) > order.longest:
        raise RowError(f"its text has {len(text):,} characters, more than {order.longest:,}")
    new, left = _made(text, order)
    score = _quality(new, left) if "score" in order.add or order.min_score is not None else None
    return Cleaned(new, new != text, left, score)


def _made(text: str, order: Order) -> tuple[str, tuple[Finding, ...]]:
    from cleanmt.engine import checking
    from cleanmt.workspace.engines import engine_for

    engine = engine_for(order.settings)
    if order.level is None:
        return text, tuple(checking.check(engine, text))
    fixed = checking.fix(engine, text, order.level)
    return fixed.text, fixed.left


def _quality(text: str, findings: tuple[Finding, ...]) -> float | None:
    from cleanmt.measure.score import quality

    return quality(text, findings)
