"""Findings against annotated texts: what was caught, what was a false alarm, which corrections are exact.

Caught: a finding overlaps the annotated span. False alarm: a finding that overlaps none. A correction is exact when
the edits of a fix that lie in the annotated span, trimmed to their minimal form, equal the annotated change, trimmed
likewise. Of two copies of a repeated line either may be marked.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleanmt.findings import Applicability, Edit, Finding, Fix, Span, apply_edits

JUDGEMENT_CATEGORIES = frozenset({"false-friend", "grammar", "other"})  # not mechanical: they often need a person


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated artifact; `fix` is the right text for the span, None where a person must decide."""

    span: Span
    text: str
    category: str
    fix: str | None
    is_clear: bool

    @property
    def is_mechanical(self) -> bool:
        return self.category not in JUDGEMENT_CATEGORIES


@dataclass(frozen=True, slots=True)
class Result:
    """What happened to the artifacts of one text."""

    file: str
    caught: tuple[Gold, ...]
    missed: tuple[Gold, ...]
    false_alarms: tuple[Finding, ...]
    corrected: tuple[Gold, ...]  # exactly, by fixes of the level asked for


def read_gold(path: Path) -> Mapping[str, list[Gold]]:
    """Annotations by file name, from JSON lines of `{file, start, end, text, category, fix, confidence}`."""
    found: dict[str, list[Gold]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = Gold(
            Span(row["start"], row["end"]), row["text"], row["category"], row["fix"], row["confidence"] == "clear"
        )
        found[Path(row["file"]).name].append(gold)
    return found


def evaluate(
    file: str,
    text: str,
    gold: Sequence[Gold],
    check: Callable[[str], Iterable[Finding]],
    level: Applicability = Applicability.UNSAFE,
) -> Result:
    findings = list(check(text))
    hits = [g for g in gold if any(f.span.overlaps(g.span) for f in findings)]
    alarms = [f for f in findings if not any(f.span.overlaps(g.span) for g in gold)]
    fixes = [f.fix for f in findings if f.fix and f.fix.applicability >= level]
    corrected = [g for g in gold if g.fix is not None and _is_made(g, text, fixes)]
    return Result(
        file=file,
        caught=tuple(hits),
        missed=tuple(g for g in gold if g not in hits),
        false_alarms=tuple(alarms),
        corrected=tuple(corrected),
    )


def _is_made(gold: Gold, text: str, fixes: Sequence[Fix]) -> bool:
    """Whether a fix makes the annotated change: one edit of it does, or all of them together."""
    wanted = Edit(gold.span.start, gold.span.end, gold.fix or "").trimmed(text)
    return any(wanted in {edit.trimmed(text) for edit in fix.edits} or wanted == _as_one(fix, text) for fix in fixes)


def _as_one(fix: Fix, text: str) -> Edit:
    """All edits of a fix as one edit over the text between them."""
    start, end = fix.edits[0].start, fix.edits[-1].end
    inside = apply_edits(text[start:end], [Edit(e.start - start, e.end - start, e.text) for e in fix.edits])
    return Edit(start, end, inside).trimmed(text)
