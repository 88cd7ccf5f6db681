"""Findings -> new text. It knows edits, not rules: conflicts are settled by severity and position alone."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cleanmt.edits import apart, applied, closed_up, composed, moving
from cleanmt.errors import UnsettledError
from cleanmt.findings import Applicability, Edit, Finding, Span

PASSES = 10
_GROWTH, _PAGE = 2, 10_000  # no repair makes a text so many times as long, and characters longer
# Accepted findings, each as it was found in the original and as it is found now; None where it is gone.
Suppressed = tuple[tuple[Finding, Finding | None], ...]
# Which findings of a text are to stay.
Accepting = Callable[[str, Sequence[Finding]], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after fixing.

    `edits` turn the original into `text`; `applied` are the findings whose fixes were made, as they were found in their
    pass; `left` are the findings in `text`, those that a fix uncovered included; `suppressed` are the accepted
    findings, as they were found in the original and as they are found in `text`. `mended` are those of the original
    that could be fixed and are gone, by their own fix or with another's; `uncovered` counts the fixes of what only
    came to light on the way.
    """

    text: str
    edits: tuple[Edit, ...]
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]
    suppressed: Suppressed = ()
    mended: tuple[Finding, ...] = ()
    uncovered: int = 0


def accepting_none(_text: str, _findings: Sequence[Finding]) -> Sequence[Finding]:
    return ()


def fix(
    text: str,
    check: Callable[[str], Sequence[Finding]],
    level: Applicability = Applicability.SAFE,
    keeps_facts: Callable[[str, Sequence[Finding]], bool] = lambda _text, _findings: True,
    accepted: Accepting = accepting_none,
    only: Sequence[Span] | None = None,
) -> Fixed:
    """Apply the fixes of at least this level, pass by pass, until none is left.

    Each fix was held against the facts when it was offered; `keeps_facts` is asked about all fixes of a pass together.
    Where they do no good to each other, only the first half is made in this pass, or half of that, down to one.
    `accepted` is asked once, about the original text, which of its findings are to stay; they are known again by their
    places, since a fix in the same sentence changes all that they could be told by.
    With `only` no findings count but those that touch one of these stretches of the original.
    Raises UnsettledError when ten passes don't settle the text.
    """
    now = text
    edits: tuple[Edit, ...] = ()
    made: list[Finding] = []
    findings = check(now)
    accepted_at_first = tuple(accepted(now, findings))
    suppressed, left = _set_apart(accepted_at_first, edits, findings, only)
    tally = _Tally(f for f in left if _is_wanted(f, level))
    for _ in range(PASSES):
        chosen = compatible(left, level)
        if not chosen:
            break
        while len(chosen) > 1 and not keeps_facts(now, chosen):
            chosen = chosen[: len(chosen) // 2]
        step = closed_up(now, edits_of(chosen))
        edits = composed(len(text), edits, step)
        now = applied(now, step)
        made += chosen
        tally.count(chosen, step)
        if len(now) > _GROWTH * len(text) + _PAGE:
            raise UnsettledError(finding.rule for finding in chosen)
        suppressed, left = _set_apart(accepted_at_first, edits, check(now), only)
    if unsettled := compatible(left, level):
        raise UnsettledError(finding.rule for finding in unsettled)
    return Fixed(now, edits, tuple(made), left, suppressed, tally.mended(left), tally.uncovered)


class _Tally:
    """What has become of the findings that could be fixed at first."""

    def __init__(self, wanted: Iterable[Finding]) -> None:
        self.uncovered = 0
        self._waiting = {finding: finding.span for finding in wanted}  # where they lie now
        self._mended: list[Finding] = []

    def count(self, chosen: Iterable[Finding], step: Sequence[Edit]) -> None:
        """The fixes of one pass, and the edits that made them."""
        for finding in chosen:
            known = finding if finding in self._waiting else self._known(finding)
            if known is None:
                self.uncovered += 1
            else:
                self._mended.append(known)
                del self._waiting[known]
        moved = moving(step)
        self._waiting = {finding: moved(place) for finding, place in self._waiting.items()}

    def _known(self, finding: Finding) -> Finding | None:
        here = (f for f, place in self._waiting.items() if f.rule == finding.rule and place.overlaps(finding.span))
        return next(here, None)

    def mended(self, left: Iterable[Finding]) -> tuple[Finding, ...]:
        """Of all of them those that the mended text, where these are left, has no more."""
        stay = {self._known(finding) for finding in left} if self._waiting else set()
        gone = [finding for finding in self._waiting if finding not in stay]
        return tuple(sorted([*self._mended, *gone], key=lambda f: f.order))


def set_apart(
    accepted: Sequence[Finding], edits: Sequence[Edit], findings: Sequence[Finding]
) -> tuple[Suppressed, tuple[Finding, ...]]:
    """The accepted findings with what has become of them after these edits, and the other findings."""
    if not accepted:
        return (), tuple(findings)
    moved = moving(edits)
    of_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        of_rule[finding.rule].append(finding)
    suppressed = tuple((finding, _taken(of_rule[finding.rule], moved(finding.span))) for finding in accepted)
    taken = {id(now) for _, now in suppressed}
    return suppressed, tuple(finding for finding in findings if id(finding) not in taken)


def _set_apart(
    accepted: Sequence[Finding], edits: Sequence[Edit], findings: Sequence[Finding], only: Sequence[Span] | None
) -> tuple[Suppressed, tuple[Finding, ...]]:
    """The same; of the others no more than those that touch the stretches, wherever the edits have moved these."""
    suppressed, left = set_apart(accepted, edits, findings)
    if only is None:
        return suppressed, left
    places = [*map(moving(edits), only)]
    return suppressed, tuple(f for f in left if _touches_one(f.span, places))


def _touches_one(span: Span, places: Sequence[Span]) -> bool:
    """Whether the span begins, ends or goes through one of these, which are in order and apart."""
    at = bisect_left(places, span.start, key=lambda place: place.end)
    return at < len(places) and places[at].start <= max(span.start, span.end - 1)


def _taken(findings: list[Finding], place: Span) -> Finding | None:
    """What one rule says now of this place, taken out of its findings; a fix beside it can shift an end."""
    here = [i for i, f in enumerate(findings) if f.span.overlaps(place)]
    best = next((i for i in here if findings[i].span == place), here[0] if here else None)
    return None if best is None else findings.pop(best)


def edits_of(findings: Iterable[Finding]) -> list[Edit]:
    """The edits of all their fixes, in order."""
    return sorted(edit for finding in findings for edit in finding.edits)


def _is_wanted(finding: Finding, level: Applicability) -> bool:
    return bool(finding.edits) and finding.level >= level


def compatible(findings: Iterable[Finding], level: Applicability) -> list[Finding]:
    """The findings whose fixes can be made together, in reading order.

    The graver comes first, then the earlier, then the rule's name. A fix goes in whole or not at all; it is put off
    to the next pass when an edit of it overlaps or touches one that is in.
    """
    wanted = [f for f in findings if _is_wanted(f, level)]
    chosen, _ = apart(sorted(wanted, key=lambda f: (-f.severity, f.order)))
    return sorted(chosen, key=lambda f: f.order)
