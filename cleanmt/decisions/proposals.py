"""Proposed edits as JSON lines: written for a person to delete or change, read back, and held against the texts.

A line proposes to put `new` in the place of `old`, which stands at code point `start` of the text at `path`; `hash` is
that of the file. All else is there for the person. Nothing is read from disk or written to it here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from cleanmt.decisions import review
from cleanmt.edits import applied_in
from cleanmt.errors import ProposalsError
from cleanmt.files import reading
from cleanmt.findings import Edit, Finding, Span
from cleanmt.json_lines import dumped
from cleanmt.text.document import Document

_CONTEXT = 40  # characters
_NEEDED = {"path": (str, "a text"), "old": (str, "a text"), "new": (str, "a text"), "start": (int, "a number"),
           "hash": (str, "a text")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line, in the order in which a person reads it: what is wrong, and the change in its context."""

    path: str
    line: int
    rule: str
    level: str
    message: str
    before: str
    old: str
    new: str
    after: str
    others: tuple[str, ...]  # what could stand there instead of `new`
    start: int
    hash: str

    @property
    def edit(self) -> Edit:
        return Edit(self.start, self.start + len(self.old), self.new)


@dataclass(frozen=True, slots=True)
class Change:
    """What is needed of a line that a person left in the file; `number` counts the lines from 1."""

    number: int
    path: str
    old: str
    new: str
    start: int
    hash: str


def fingerprint(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:16]


def proposals(path: str, raw: bytes, document: Document, findings: Iterable[Finding]) -> tuple[list[Proposal], int]:
    """The proposals for a text that can be made together, in reading order, and how many others overlap with them.

    The surer come first, then the graver, then the earlier. A finding that nothing is proposed for is passed over.
    """
    chosen: list[Proposal] = []
    taken: list[Span] = []
    waiting = 0
    for finding in sorted(findings, key=lambda f: (-f.level, -f.severity, f.span, f.rule)):
        proposal = _proposal(path, fingerprint(raw), document, finding)
        if proposal is None:
            continue
        edit = proposal.edit.trimmed(document.text)
        if any(edit.start <= span.end and span.start <= edit.end for span in taken):
            waiting += 1
        else:
            taken.append(Span(edit.start, edit.end))
            chosen.append(proposal)
    return sorted(chosen, key=lambda p: (p.start, p.rule)), waiting


def _proposal(path: str, hash_: str, document: Document, finding: Finding) -> Proposal | None:
    options = review.options(document, finding)
    if not options:
        return None
    text, place = document.text, finding.span if finding.fix else finding.wrong or finding.span
    paragraph = document.paragraph_at(place.start) or place
    new, *others = (applied_in(text, place, option.edits) for option in options)
    return Proposal(
        path=path,
        line=document.position(place.start)[0],
        rule=finding.rule,
        level=str(finding.level),
        message=finding.message,
        before=text[max(paragraph.start, place.start - _CONTEXT) : place.start],
        old=text[place.start : place.end],
        new=new,
        after=text[place.end : max(place.end, min(paragraph.end, place.end + _CONTEXT))],
        others=tuple(others),
        start=place.start,
        hash=hash_,
    )


def dump(proposal: Proposal) -> str:
    row = asdict(proposal)
    if not proposal.others:
        del row["others"]
    return dumped(row)


def load(text: str, name: str) -> list[Change]:
    """What the lines change. Raises ProposalsError naming every line that is malformed."""
    changes, faults = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            fault, row = _parsed(line)
            if fault:
                faults.append(f"{name}:{number}: {fault}")
            else:
                changes.append(Change(number, *(row[key] for key in ("path", "old", "new", "start", "hash"))))
    if faults:
        raise ProposalsError("\n".join(faults))
    return changes


def _parsed(line: str) -> tuple[str, dict[str, Any]]:
    """What is wrong with the line, or "" and its keys."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return f"is not JSON: {error.msg} at column {error.colno}", {}
    except (ValueError, RecursionError) as error:  # a number that is too long, brackets that are too deep
        return f"is not JSON: {error}", {}
    if not isinstance(row, dict):
        return "is not an object in braces", {}
    for key, (kind, words) in _NEEDED.items():
        if key not in row:
            return f"“{key}” is missing", {}
        if not isinstance(row[key], kind) or isinstance(row[key], bool):
            return f"“{key}” is not {words}", {}
    if any("\ud800" <= c <= "\udfff" for c in row["new"]):
        return "“new” holds half a character", {}
    if not reading.is_path(row["path"]):
        return "“path” can't be one", {}
    return "", row


def edits(changes: Sequence[Change], text: str, raw: bytes, name: str) -> tuple[Edit, ...]:
    """The edits that these changes, all of one text, come to; none for a line whose `new` is its `old`.

    Raises ProposalsError when the text is another than when the file was made, and naming every line that does not fit
    the text or changes the same words as another.
    """
    _refuse(_stale(changes, raw, name))
    _refuse(_misplaced(changes, text, name))
    placed = sorted(
        (Edit(change.start, change.start + len(change.old), change.new).trimmed(text), change.number)
        for change in changes
        if change.new != change.old
    )
    _refuse(
        f"{name}:{max(a, b)}: changes the same words as line {min(a, b)}; delete one of them"
        for a, b in _overlapping(placed)
    )
    return tuple(edit for edit, _ in placed)


def _refuse(faults: Iterable[str]) -> None:
    if found := list(faults):
        raise ProposalsError("\n".join(found))


def _stale(changes: Iterable[Change], raw: bytes, name: str) -> Iterator[str]:
    old = [change for change in changes if change.hash != fingerprint(raw)]
    if old:
        yield (
            f"{old[0].path}: is not as it was when {name} was made: it has changed since, or these edits are made "
            f"already; delete its lines ({_ranges([change.number for change in old])}), or make the file anew"
        )


def _ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 as 1-3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _misplaced(changes: Iterable[Change], text: str, name: str) -> Iterator[str]:
    for change in changes:
        if change.start < 0 or text[change.start : change.start + len(change.old)] != change.old:
            yield (
                f"{name}:{change.number}: “{change.old}” is not what stands at {change.start} in {change.path}; "
                "only “new” may be changed"
            )


def _overlapping(placed: Iterable[tuple[Edit, int]]) -> Iterator[tuple[int, int]]:
    """The numbers of each edit that reaches into one before it, and of that one."""
    reach: tuple[Edit, int] | None = None
    for edit, number in placed:
        if reach and (edit.start < reach[0].end or edit.start == edit.end == reach[0].start == reach[0].end):
            yield reach[1], number
        if reach is None or edit.end >= reach[0].end:
            reach = edit, number
