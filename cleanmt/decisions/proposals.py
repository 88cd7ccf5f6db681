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
from cleanmt.files import reading
from cleanmt.findings import Applicability, Edit, Finding, Span, apply_edits
from cleanmt.reports.jsonl import dumped
from cleanmt.text.document import Document

_CONTEXT = 40  # characters
_NEEDED = {"path": (str, "a text"), "old": (str, "a text"), "new": (str, "a text"), "start": (int, "a number"),
           "hash": (str, "a text")}  # fmt: skip


class EditsFileError(Exception):
    """Lines that can't be used; the message names the file and the number of each."""


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
class Order:
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
    for finding in sorted(findings, key=lambda f: (-_level(f), -f.severity, f.span, f.rule)):
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
    new, *others = (_read(text, place, option.edits) for option in options)
    return Proposal(
        path=path,
        line=document.position(place.start)[0],
        rule=finding.rule,
        level=str(_level(finding)),
        message=finding.message,
        before=text[max(paragraph.start, place.start - _CONTEXT) : place.start],
        old=text[place.start : place.end],
        new=new,
        after=text[place.end : max(place.end, min(paragraph.end, place.end + _CONTEXT))],
        others=tuple(others),
        start=place.start,
        hash=hash_,
    )


def _read(text: str, place: Span, edits: Iterable[Edit]) -> str:
    """The words of the place as the edits would have them."""
    inside = [Edit(e.start - place.start, e.end - place.start, e.text) for e in edits]
    return apply_edits(text[place.start : place.end], inside)


def _level(finding: Finding) -> Applicability:
    return finding.fix.applicability if finding.fix else Applicability.SUGGESTION


def dump(proposal: Proposal) -> str:
    row = asdict(proposal)
    if not proposal.others:
        del row["others"]
    return dumped(row)


def load(text: str, name: str) -> list[Order]:
    """What the lines order. Raises EditsFileError naming every line that is malformed."""
    orders, faults = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            fault, row = _parsed(line)
            if fault:
                faults.append(f"{name}:{number}: {fault}")
            else:
                orders.append(Order(number, *(row[key] for key in ("path", "old", "new", "start", "hash"))))
    if faults:
        raise EditsFileError("\n".join(faults))
    return orders


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


def edits(orders: Sequence[Order], text: str, raw: bytes, name: str) -> tuple[Edit, ...]:
    """The edits that these orders, all of one text, come to; none for a line whose `new` is its `old`.

    Raises EditsFileError when the text is another than when the file was made, and naming every line that does not fit
    the text or changes the same words as another.
    """
    _refuse(_stale(orders, raw, name))
    _refuse(_misplaced(orders, text, name))
    placed = sorted(
        (Edit(order.start, order.start + len(order.old), order.new).trimmed(text), order.number)
        for order in orders
        if order.new != order.old
    )
    _refuse(
        f"{name}:{max(a, b)}: changes the same words as line {min(a, b)}; delete one of them"
        for a, b in _overlapping(placed)
    )
    return tuple(edit for edit, _ in placed)


def _refuse(faults: Iterable[str]) -> None:
    if found := list(faults):
        raise EditsFileError("\n".join(found))


def _stale(orders: Iterable[Order], raw: bytes, name: str) -> Iterator[str]:
    old = [order for order in orders if order.hash != fingerprint(raw)]
    if old:
        yield (
            f"{old[0].path}: is not as it was when {name} was made: it has changed since, or these edits are made "
            f"already; delete its lines ({_ranges([order.number for order in old])}), or make the file anew"
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


def _misplaced(orders: Iterable[Order], text: str, name: str) -> Iterator[str]:
    for order in orders:
        if order.start < 0 or text[order.start : order.start + len(order.old)] != order.old:
            yield (
                f"{name}:{order.number}: “{order.old}” is not what stands at {order.start} in {order.path}; "
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
