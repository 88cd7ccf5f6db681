"""Findings against annotated texts: what was caught, what was a false alarm, which corrections are exact.

Caught: a finding overlaps the annotated span. False alarm: a finding that overlaps none. A fix is exact when its edits
in the annotated span, trimmed to their minimal form, equal the annotated change, trimmed likewise, as corrections of
grammar are scored (Ng et al. 2014, CoNLL; Bryant et al. 2017, ERRANT). F0.5 weighs precision twice as high as recall.
"""

from __future__ import annotations

import json
import typing
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cleanmt.edits import applied_in
from cleanmt.errors import GoldError
from cleanmt.files import reading
from cleanmt.findings import Applicability, Edit, Finding, Fix, Span

JUDGEMENT_CATEGORIES = frozenset({"false-friend", "grammar", "other"})  # not mechanical: they often need a person
_KEYS: Mapping[str, typing.Any] = {
    "file": str,
    "start": int,
    "end": int,
    "text": str,
    "category": str,
    "fix": (str, type(None)),
    "confidence": str,
}


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
class Evaluated:
    """The artifacts and the findings of one text, and what the ones have to do with the others."""

    file: str
    text: str
    gold: tuple[Gold, ...]
    findings: tuple[Finding, ...]

    @property
    def caught(self) -> list[Gold]:
        return [g for g in self.gold if any(f.span.overlaps(g.span) for f in self.findings)]

    @property
    def missed(self) -> list[Gold]:
        return [g for g in self.gold if not any(f.span.overlaps(g.span) for f in self.findings)]

    @property
    def false_alarms(self) -> list[Finding]:
        return [f for f in self.findings if not any(f.span.overlaps(g.span) for g in self.gold)]

    def corrected(self, level: Applicability) -> list[Gold]:
        """The artifacts that the fixes of this level and above mend exactly."""
        fixes = [f.fix for f in self.fixed(level) if f.fix]
        return [g for g in self.gold if any(self._makes(fix, g) for fix in fixes)]

    def fixed(self, level: Applicability) -> list[Finding]:
        """The findings with a fix of this level or above."""
        return [f for f in self.findings if f.fix and f.level >= level]

    def inexact(self, level: Applicability) -> list[Finding]:
        """The findings whose fix, of this level or above, is no annotated change."""
        return [f for f in self.fixed(level) if f.fix and not any(self._makes(f.fix, g) for g in self.gold)]

    def _makes(self, fix: Fix, gold: Gold) -> bool:
        """Whether the fix makes the annotated change: one edit of it does, or all of them together."""
        if gold.fix is None:
            return False
        wanted = Edit(gold.span.start, gold.span.end, gold.fix).trimmed(self.text)
        return wanted in {e.trimmed(self.text) for e in fix.edits} or wanted == _as_one(fix, self.text)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of detection or correction. `right` of the `found`, and `reached` of the `wanted`."""

    found: int = 0
    right: int = 0
    wanted: int = 0
    reached: int = 0

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.reached / self.wanted if self.wanted else None

    @property
    def f05(self) -> float | None:
        if self.precision is None or self.recall is None:
            return None
        below = 0.25 * self.precision + self.recall
        return 1.25 * self.precision * self.recall / below if below else 0.0


def read_gold(path: Path) -> Mapping[str, list[Gold]]:
    """Annotations by file, from JSON lines of `{file, start, end, text, category, fix, confidence}`.

    Offsets are code points, half-open; `confidence` is `clear` or `judgement`. Raises GoldError.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: can't be read: {error}") from None
    found: dict[str, list[Gold]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _row(line, f"{path}:{number}")
            is_clear = row["confidence"] == "clear"
            gold = Gold(Span(row["start"], row["end"]), row["text"], row["category"], row["fix"], is_clear)
            found[row["file"]].append(gold)
    return found


def _row(line: str, where: str) -> dict[str, typing.Any]:
    try:
        row: dict[str, typing.Any] = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise GoldError(f"{where}: not JSON: {error}") from None
    for key, kind in _KEYS.items():
        if not isinstance(row, dict) or key not in row:
            raise GoldError(f"{where}: key '{key}' is missing")
        if not isinstance(row[key], kind):
            raise GoldError(f"{where}: '{key}' is {type(row[key]).__name__}, which is not what it holds")
    if not reading.is_path(row["file"]):
        raise GoldError(f"{where}: 'file' can't be a path")
    return row


def evaluate(file: str, text: str, gold: Sequence[Gold], findings: Iterable[Finding]) -> Evaluated:
    """Raises GoldError when an annotation quotes other text than what stands there."""
    for one in gold:
        shown = text[one.span.start : one.span.end]
        if shown != one.text:
            raise GoldError(f"{file}: at {one.span.start} the annotation quotes {one.text!r}, the text has {shown!r}")
    return Evaluated(file, text, tuple(gold), tuple(findings))


def detection(results: Iterable[Evaluated], wants: Callable[[Gold], bool] = lambda _: True) -> Score:
    """Findings that overlap an artifact, and artifacts (those that are wanted) that a finding overlaps."""
    total = Score()
    for result in results:
        total = Score(
            found=total.found + len(result.findings),
            right=total.right + len(result.findings) - len(result.false_alarms),
            wanted=total.wanted + sum(map(wants, result.gold)),
            reached=total.reached + sum(map(wants, result.caught)),
        )
    return total


def correction(
    results: Iterable[Evaluated], level: Applicability, wants: Callable[[Gold], bool] = lambda _: True
) -> Score:
    """Fixes of this level and above that are exact, and artifacts with a known fix that they mend."""
    total = Score()
    for result in results:
        fixes = len(result.fixed(level))
        total = Score(
            found=total.found + fixes,
            right=total.right + fixes - len(result.inexact(level)),
            wanted=total.wanted + sum(g.fix is not None and wants(g) for g in result.gold),
            reached=total.reached + sum(map(wants, result.corrected(level))),
        )
    return total


def by_rule(results: Iterable[Evaluated]) -> dict[str, Score]:
    """For each rule its findings and those that overlap an artifact; a rule wants nothing of its own."""
    found: dict[str, Score] = defaultdict(Score)
    for result in results:
        alarms = set(result.false_alarms)
        for finding in result.findings:
            score = found[finding.rule]
            found[finding.rule] = Score(score.found + 1, score.right + (finding not in alarms))
    return dict(sorted(found.items()))


def widespread(results: Iterable[Evaluated]) -> frozenset[str]:
    """The rules that find something in two articles or more."""
    articles = Counter(rule for result in results for rule in {f.rule for f in result.findings})
    return frozenset(rule for rule, count in articles.items() if count > 1)


def leaving_one_out(results: Sequence[Evaluated]) -> list[Evaluated]:
    """Each article with the findings of only those rules that find something in another one, too.

    What a rule finds in the one article that it was written on says nothing about the next one.
    """
    rules = widespread(results)
    return [replace(result, findings=tuple(f for f in result.findings if f.rule in rules)) for result in results]


def _as_one(fix: Fix, text: str) -> Edit:
    """All edits of a fix as one edit over the text between them."""
    span = Span(fix.edits[0].start, fix.edits[-1].end)
    return Edit(*span, applied_in(text, span, fix.edits)).trimmed(text)
