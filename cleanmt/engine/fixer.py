"""Findings -> new text. It knows edits, not rules: conflicts are settled by severity and position alone."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cleanmt.edits import applied, closed_up, composed, is_clear, moved
from cleanmt.errors import UnsettledError
from cleanmt.findings import Applicability, Edit, Finding

PASSES = 10
_GROWTH, _PAGE = 2, 10_000  # no repair makes a text so many times as long, and characters longer
# Accepted findings, each as it was found in the original and as it is found now; None where it is gone.
Suppressed = tuple[tuple[Finding, Finding | None], ...]
# Which findings of a text are to stay.
Accepting = Callable[[str, Sequence[Finding]], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after fixing.

    `edits` turn the original into `text`; `applied` are the findings that were mended, as they were found in their
    pass; `left` are the findings in `text`, those that a fix uncovered included; `suppressed` are the accepted
    findings, as they were found in the original and as they are found in `text`.
    """

    text: str
    edits: tuple[Edit, ...]
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]
    suppressed: Suppressed = ()


def accepting_none(_text: str, _findings: Sequence[Finding]) -> Sequence[Finding]:
    return ()


def fix(
    text: str,
    check: Callable[[str], Sequence[Finding]],
    level: Applicability = Applicability.SAFE,
    keeps_facts: Callable[[str, Sequence[Edit]], bool] = lambda _text, _edits: True,
    accepted: Accepting = accepting_none,
) -> Fixed:
    """Apply the fixes of at least this level, pass by pass, until none is left.

    Each fix was held against the facts when it was offered; `keeps_facts` is asked about all fixes of a pass together.
    Where they do no good to each other, only the first is made in this pass.
    `accepted` is asked once, about the original text, which of its findings are to stay; they are known again by their
    places, since a fix in the same sentence changes all that they could be told by.
    Raises UnsettledError when ten passes don't settle the text.
    """
    now = text
    edits: tuple[Edit, ...] = ()
    made: list[Finding] = []
    findings = check(now)
    accepted_at_first = tuple(accepted(now, findings))
    for _ in range(PASSES):
        suppressed, left = set_apart(accepted_at_first, edits, findings)
        chosen = compatible(left, level)
        if not chosen:
            return Fixed(now, edits, tuple(made), left, suppressed)
        if not keeps_facts(now, _edits_of(chosen)):
            chosen = chosen[:1]
        step = closed_up(now, _edits_of(chosen))
        edits = composed(len(text), edits, step)
        now = applied(now, step)
        made += chosen
        if len(now) > _GROWTH * len(text) + _PAGE:
            raise UnsettledError(finding.rule for finding in chosen)
        findings = check(now)
    suppressed, left = set_apart(accepted_at_first, edits, findings)
    chosen = compatible(left, level)
    if chosen:
        raise UnsettledError(finding.rule for finding in chosen)
    return Fixed(now, edits, tuple(made), left, suppressed)


def set_apart(
    accepted: Sequence[Finding], edits: Sequence[Edit], findings: Sequence[Finding]
) -> tuple[Suppressed, tuple[Finding, ...]]:
    """The accepted findings with what has become of them after these edits, and the other findings."""
    if not accepted:
        return (), tuple(findings)
    rest = list(findings)
    suppressed = tuple((finding, _found_again(finding, edits, rest)) for finding in accepted)
    return suppressed, tuple(rest)


def _found_again(finding: Finding, edits: Sequence[Edit], rest: list[Finding]) -> Finding | None:
    """Take out of the rest what its rule says now of the finding's place; a fix beside it can shift an end."""
    place = moved(finding.span, edits)
    here = [i for i, f in enumerate(rest) if f.rule == finding.rule and f.span.overlaps(place)]
    best = next((i for i in here if rest[i].span == place), here[0] if here else None)
    return None if best is None else rest.pop(best)


def _edits_of(findings: Iterable[Finding]) -> list[Edit]:
    return sorted(edit for finding in findings for edit in finding.edits)


def compatible(findings: Iterable[Finding], level: Applicability) -> list[Finding]:
    """The findings whose fixes can be made together, in reading order.

    The graver comes first, then the earlier, then the rule's name. A fix goes in whole or not at all; it is put off
    to the next pass when an edit of it overlaps or touches one that is in.
    """
    wanted = [f for f in findings if f.edits and f.level >= level]
    wanted.sort(key=lambda f: (-f.severity, f.span, f.rule))
    taken: list[Edit] = []
    chosen = []
    for finding in wanted:
        if all(is_clear(edit, taken) for edit in finding.edits):
            for edit in finding.edits:
                insort(taken, edit)
            chosen.append(finding)
    return sorted(chosen, key=lambda f: (f.span, f.rule))
