"""What becomes of a text: which fixes are made, what is left for a person, and how each line reads afterwards."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from cleanmt.edits import applied, applied_in, around, closed_up, moving
from cleanmt.engine.fixer import compatible, edits_of
from cleanmt.findings import Applicability, Edit, Finding, Span
from cleanmt.text.words import whole_words

_BLANKS = regex.compile(r"\s+")
_NEAR = 40  # characters: further on no word is looked for
_LONG = 40  # characters: of a longer place a proposal shows what is changed alone
_PROPOSALS = 3


def place(finding: Finding) -> Span:
    """What has to be mended."""
    return finding.wrong or finding.span


def mend(text: str, findings: Sequence[Finding]) -> tuple[tuple[Edit, ...], list[Finding]]:
    """The edits of all safe and unsafe fixes that go together, and the findings that wait for a person after them."""
    chosen = compatible(findings, Applicability.UNSAFE)
    edits = closed_up(text, edits_of(chosen))
    made = {id(finding) for finding in chosen}
    is_gone = _Gone(text, chosen, edits)
    return edits, [f for f in findings if id(f) not in made and not is_gone(place(f))]


class _Gone:
    """Tells whether the fixes that were made mended a place that another finding speaks of, too."""

    def __init__(self, text: str, chosen: Iterable[Finding], edits: Sequence[Edit]) -> None:
        self._text = text
        reached = sorted((edit, around(f.span, f.edits)) for f in chosen for edit in f.edits)
        self._made = [edit for edit, _ in reached]
        self._reaches = [reach for _, reach in reached]
        self._edits = edits

    def __call__(self, wrong: Span) -> bool:
        reaches = self._reaches[_touched(self._made, wrong)]
        return any(reach.contains(wrong) for reach in reaches) or self._is_replaced(wrong)

    def _is_replaced(self, wrong: Span) -> bool:
        """Whether nothing that it shows stays, but for letters of words that were changed."""
        at, touched = wrong.start, self._edits[_touched(self._edits, wrong)]
        for edit in touched:
            changed = whole_words(self._text, edit.span)
            if self._text[at : max(at, changed.start)].strip():
                return False
            at = max(at, changed.end)
        return bool(touched) and not self._text[at : wrong.end].strip()


def _touched(edits: Sequence[Edit], wrong: Span) -> slice:
    """Which of the edits (in order, apart) change the place; one beside it does so only where the place is empty."""
    reach = 0 if wrong.start < wrong.end else 1
    first = bisect_right(edits, wrong.start - reach, key=lambda edit: edit.end)
    return slice(first, bisect_right(edits, wrong.end - 1 + reach, lo=first, key=lambda edit: edit.start))


@dataclass(frozen=True, slots=True)
class Mended:
    """A line after its edits: what in it is new, in order and apart, and where something was deleted, by its words."""

    text: str
    changed: tuple[Span, ...]
    cuts: tuple[tuple[int, str], ...]


def mended(line: str, edits: Sequence[Edit]) -> Mended:
    """What the edits of a line (in its own offsets, in order, apart) make of it; a changed word is new whole."""
    text = applied(line, edits)
    changed: list[Span] = []
    cuts: list[tuple[int, str]] = []
    growth = 0
    for edit in edits:
        new = Span(edit.start + growth, edit.start + growth + len(edit.text))
        whole = new if edit.text.isspace() else whole_words(text, new)
        growth += len(edit.text) - (edit.end - edit.start)
        if whole.start == whole.end and edit.end == len(line) and line[edit.start :].isspace():
            continue  # the newline of a line before one that is deleted
        if whole.start == whole.end:
            cuts.append((whole.start, line[edit.start : edit.end]))
        elif changed and whole.start < changed[-1].end:
            changed[-1] = Span(changed[-1].start, max(changed[-1].end, whole.end))
        else:
            changed.append(whole)
    return Mended(text, tuple(changed), tuple(cuts))


def places_after(edits: Sequence[Edit], places: Iterable[Span]) -> Iterator[Span]:
    """Where the places of a line lie when its edits are made."""
    moved = moving(edits)
    return (moved(one) for one in places)


def proposals(text: str, finding: Finding) -> tuple[str, ...]:
    """What could stand there instead, at most three. Of a fix that only deletes what goes, of others the words around
    what is changed.
    """
    if finding.suggestions:
        return finding.suggestions[:_PROPOSALS]
    if not finding.edits:
        return ()
    if not any(edit.text for edit in finding.edits):
        return (_deletion(text, finding),)
    whole, changed = around(finding.span, finding.edits), around(finding.edits[0].span, finding.edits)
    window = whole_words(text, whole if whole.end - whole.start <= _LONG else changed)
    return (applied_in(text, _with_neighbours(text, window, finding.edits), finding.edits).strip(),)


def _deletion(text: str, finding: Finding) -> str:
    gone = [text[edit.start : edit.end].strip() for edit in finding.edits]
    is_whole = gone == [text[slice(*place(finding))].strip()]
    return "delete" if is_whole or not any(gone) else f"delete “{' … '.join(gone)}”"


def _with_neighbours(text: str, window: Span, edits: Sequence[Edit]) -> Span:
    """The window, grown up to the next blanks near by, where an end of it becomes a mark or a blank."""
    start, end = window
    if edits[0].start == start and not edits[0].text[:1].isalnum():
        before = text[max(0, start - _NEAR) : start]
        start += max((match.end() for match in _BLANKS.finditer(before)), default=0) - len(before)
    if edits[-1].end == end and not edits[-1].text[-1:].isalnum():
        after = text[end : end + _NEAR]
        blank = _BLANKS.search(after)
        end += blank.start() if blank else len(after)
    return Span(start, end)
