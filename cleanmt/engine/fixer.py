"""Findings -> new text. It knows edits, not rules: conflicts are settled by severity and position alone."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cleanmt.findings import Applicability, Edit, Finding, Span, apply_edits

PASSES = 10
_GROWTH, _PAGE = 2, 10_000  # no repair makes a text so many times as long, and characters longer
_BLANK = " \t\r\n"
# Accepted findings, each as it was found in the original and as it is found now; None where it is gone.
Spared = tuple[tuple[Finding, Finding | None], ...]
# Which findings of a text are to stay.
Accepting = Callable[[str, Sequence[Finding]], Sequence[Finding]]


class UnsettledError(Exception):
    """The fixes undo each other; nothing was changed."""

    def __init__(self, rules: Iterable[str]) -> None:
        self.rules = tuple(sorted(set(rules)))
        super().__init__(
            f"the fixes of {', '.join(self.rules)} undo each other: the text is left as it was; "
            "switch one of them off with --ignore, and please report it"
        )


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after fixing.

    `edits` turn the original into `text`; `applied` are the findings that were mended, as they were found in their
    pass; `left` are the findings in `text`, those that a fix uncovered included; `spared` are the accepted findings,
    as they were found in the original and as they are found in `text`.
    """

    text: str
    edits: tuple[Edit, ...]
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]
    spared: Spared = ()


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
    applied: list[Finding] = []
    findings = check(now)
    accepted_at_first = tuple(accepted(now, findings))
    for _ in range(PASSES):
        spared, left = set_apart(accepted_at_first, edits, findings)
        chosen = compatible(left, level)
        if not chosen:
            return Fixed(now, edits, tuple(applied), left, spared)
        if not keeps_facts(now, _edits_of(chosen)):
            chosen = chosen[:1]
        step = closed_up(now, _edits_of(chosen))
        edits = compose(len(text), edits, step)
        now = apply_edits(now, step)
        applied += chosen
        if len(now) > _GROWTH * len(text) + _PAGE:
            raise UnsettledError(finding.rule for finding in chosen)
        findings = check(now)
    spared, left = set_apart(accepted_at_first, edits, findings)
    chosen = compatible(left, level)
    if chosen:
        raise UnsettledError(finding.rule for finding in chosen)
    return Fixed(now, edits, tuple(applied), left, spared)


def set_apart(
    accepted: Sequence[Finding], edits: Sequence[Edit], findings: Sequence[Finding]
) -> tuple[Spared, tuple[Finding, ...]]:
    """The accepted findings with what has become of them after these edits, and the other findings."""
    if not accepted:
        return (), tuple(findings)
    rest = list(findings)
    spared = tuple((finding, _found_again(finding, edits, rest)) for finding in accepted)
    return spared, tuple(rest)


def _found_again(finding: Finding, edits: Sequence[Edit], rest: list[Finding]) -> Finding | None:
    """Take out of the rest what its rule says now of the finding's place; a fix beside it can shift an end."""
    place = moved(finding.span, edits)
    here = [i for i, f in enumerate(rest) if f.rule == finding.rule and f.span.overlaps(place)]
    best = next((i for i in here if rest[i].span == place), here[0] if here else None)
    return None if best is None else rest.pop(best)


def moved(span: Span, edits: Iterable[Edit]) -> Span:
    """Where a stretch lies after the edits; what they insert at its ends stays outside."""
    start, end = span.start, span.end
    for edit in edits:
        growth = len(edit.text) - (edit.end - edit.start)
        start += growth if edit.end <= span.start else 0
        end += growth if edit.start < span.end else 0
    return Span(start, max(start, end))


def _edits_of(findings: Iterable[Finding]) -> list[Edit]:
    return [edit for finding in findings if finding.fix for edit in finding.fix.edits]


def compatible(findings: Iterable[Finding], level: Applicability) -> list[Finding]:
    """The findings whose fixes can be made together, in reading order.

    The graver comes first, then the earlier, then the rule's name. A fix goes in whole or not at all; it is put off
    to the next pass when an edit of it overlaps or touches one that is in.
    """
    wanted = [f for f in findings if f.fix and f.fix.edits and f.fix.applicability >= level]
    wanted.sort(key=lambda f: (-f.severity, f.span, f.rule))
    taken: list[Edit] = []
    chosen = []
    for finding in wanted:
        edits = finding.fix.edits if finding.fix else ()
        if all(is_clear(edit, taken) for edit in edits):
            for edit in edits:
                insort(taken, edit)
            chosen.append(finding)
    return sorted(chosen, key=lambda f: (f.span, f.rule))


def is_clear(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Whether the edit neither overlaps nor touches one of these (sorted, apart from each other)."""
    after = bisect_left(taken, Edit(edit.start, edit.start, ""))
    return all(edit.end < other.start or other.end < edit.start for other in taken[max(0, after - 2) : after + 2])


def closed_up(text: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits, with each run of lines that they empty taken out together with the gap after it (at the end: before).

    A fix deletes the words of a line; whether blank lines would be left over depends on what goes beside it.
    """
    found: list[Edit] = []
    run: Edit | None = None
    for edit in sorted(edits):
        if run and not (_empties_line(text, edit) and not text[run.end : edit.start].strip()):
            found.append(_with_gap(text, run))
            run = None
        if not _empties_line(text, edit):
            found.append(edit)
        elif run:
            run = Edit(run.start, edit.end, "")
        else:
            run = edit
    return tuple([*found, _with_gap(text, run)] if run else found)


def _empties_line(text: str, edit: Edit) -> bool:
    """Whether the edit deletes all that its line (or lines) shows, and leaves the line ending."""
    if edit.text or not text[edit.start : edit.end].strip() or text[edit.end - 1] == "\n":
        return False
    line_start = text.rfind("\n", 0, edit.start) + 1
    newline = text.find("\n", edit.end)
    line_end = newline if newline >= 0 else len(text)
    return not text[line_start : edit.start].strip() and not text[edit.end : line_end].strip()


def _with_gap(text: str, run: Edit) -> Edit:
    start, end = text.rfind("\n", 0, run.start) + 1, run.end
    if text[end:].strip():
        end += len(text[end:]) - len(text[end:].lstrip(_BLANK))
        end = max(run.end, text.rfind("\n", run.end, end) + 1)
    else:
        newline = text.find("\n", end)
        end = newline if newline >= 0 else len(text)
        start = len(text[:start].rstrip(_BLANK))
        if start:  # the line before keeps its own white space
            start += len(text[start:]) - len(text[start:].lstrip(" \t"))
        end -= text[:end].endswith("\r")
    return Edit(start, end, "")


def compose(length: int, first: Iterable[Edit], second: Iterable[Edit]) -> tuple[Edit, ...]:
    """One list of edits of a text of this length that does what the two lists do one after the other."""
    pieces = _edited(_edited([Span(0, length)], first), second)
    edits = []
    done, text = 0, ""
    for piece in (*pieces, Span(length, length)):
        if isinstance(piece, str):
            text += piece
            continue
        if text or piece.start > done:
            edits.append(Edit(done, piece.start, text))
        done, text = piece.end, ""
    return tuple(edits)


def _edited(pieces: Iterable[Span | str], edits: Iterable[Edit]) -> list[Span | str]:
    """A text given as stretches of the original and inserted text, with further edits made to it."""
    rest, result, position = deque(pieces), list[Span | str](), 0
    for edit in sorted(edits):
        position = _move(rest, result, position, edit.start)
        position = _move(rest, [], position, edit.end)
        if edit.text:
            result.append(edit.text)
    return [*result, *rest]


def _move(source: deque[Span | str], target: list[Span | str], position: int, until: int) -> int:
    """Move pieces to the target up to an offset, splitting the last; the offset that was reached."""
    while source and position < until:
        piece = source.popleft()
        size = len(piece) if isinstance(piece, str) else piece.end - piece.start
        wanted = min(size, until - position)
        if wanted < size:
            source.appendleft(piece[wanted:] if isinstance(piece, str) else Span(piece.start + wanted, piece.end))
            piece = piece[:wanted] if isinstance(piece, str) else Span(piece.start, piece.start + wanted)
        target.append(piece)
        position += wanted
    return position
