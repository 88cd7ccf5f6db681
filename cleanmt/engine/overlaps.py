"""One place, one finding: where several rules speak of the same words, one of them is heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cleanmt.findings import Edit, Finding, Span
from cleanmt.text import lazy

_DUPLICATION = "linguistic-conventions/duplication"
_WORD = lazy.compile(r"[\p{L}\p{M}\p{N}]+")


def one_a_place(findings: Sequence[Finding]) -> list[Finding]:
    """Of findings in order those that are heard."""
    silent = overruled(findings)
    return [finding for index, finding in enumerate(findings) if index not in silent]


def overruled(findings: Sequence[Finding]) -> Mapping[int, Finding]:
    """Of findings in order the index of each that is not heard, and the finding that is heard in its place.

    The surest fix is heard, then the graver finding, then the longer. Inside a paragraph that is no English nothing
    else is: no other rule can judge it.
    """
    rivals: dict[int, list[int]] = defaultdict(list)
    for one, other in _overlapping(findings):
        if _are_of_one_matter(findings[one], findings[other]):
            rivals[one].append(other)
            rivals[other].append(one)
    heard: set[int] = set()
    silent: dict[int, Finding] = {}
    for index in sorted(rivals, key=lambda i: _rank(findings[i])):
        winner = next((rival for rival in rivals[index] if rival in heard), None)
        if winner is None:
            heard.add(index)
        else:
            silent[index] = findings[winner]
    return silent


def _rank(finding: Finding) -> tuple[object, ...]:
    length = finding.span.end - finding.span.start
    return (not _is_foreign(finding), -finding.level, -finding.severity, -length, finding.order)


def _overlapping(findings: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    around: list[int] = []
    for index, finding in enumerate(findings):
        around = [i for i in around if findings[i].span.end > finding.span.start or findings[i].span == finding.span]
        yield from ((i, index) for i in around)
        around.append(index)


def _are_of_one_matter(one: Finding, other: Finding) -> bool:
    """Whether two findings that overlap speak of the same words, and not only beside each other."""
    ours, theirs = _changes(one), _changes(other)
    if _is_foreign(one) or _is_foreign(other) or not (ours or theirs):
        return True
    if not ours or not theirs:
        told = _told(one if theirs else other)
        return any(told.overlaps(e.span) for e in ours or theirs)
    is_repeated = one.category == other.category == _DUPLICATION
    if not is_repeated and (_deletes(one, other) or _deletes(other, one)):  # boilerplate that may stay is mended, too
        return (one if _deletes(one, other) else other).level == max(one.level, other.level)
    return _rewrites(one, other) or _rewrites(other, one) or any(_meet(a, b) for a in ours for b in theirs)


def _is_foreign(finding: Finding) -> bool:
    """Whether it says of more than a word that it is no English."""
    return not _changes(finding) and finding.category == "accuracy/untranslated" and " " in finding.text


def _changes(finding: Finding) -> tuple[Edit, ...]:
    return finding.edits or finding.alternatives


def _told(statement: Finding) -> Span:
    """What a finding without a fix is about: between its first word and its last one, which only show the place."""
    words = [*_WORD.finditer(statement.text)]
    start = statement.span.start
    return Span(start + words[0].end(), start + words[-1].start()) if len(words) > 1 else statement.span


def _deletes(one: Finding, other: Finding) -> bool:
    """Whether the one wants all that it marks away, and the other's place with it."""
    return any(not e.text and e.span == one.span for e in one.edits) and one.span.contains(other.span)


def _rewrites(one: Finding, other: Finding) -> bool:
    return any(e.text and e.span.contains(other.span) for e in _changes(one))


def _meet(one: Edit, other: Edit) -> bool:
    """Whether both change the same characters, or the one inserts what the other does too."""
    if one.span == other.span or one.span.overlaps(other.span):
        return True
    return _has_inserted(one, other) or _has_inserted(other, one)


def _has_inserted(one: Edit, insertion: Edit) -> bool:
    if insertion.start < insertion.end or one.start == one.end:
        return False
    ends = insertion.start == one.end and one.text.endswith(insertion.text)
    return ends or (insertion.start == one.start and one.text.startswith(insertion.text))
