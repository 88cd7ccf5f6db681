"""One article: its lines in two columns, as they came and as they read when mended, and the findings as a list."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from cleanmt.engine.result import Result
from cleanmt.findings import MENDED_BY, Edit, Finding, Span
from cleanmt.reports.html import after, before
from cleanmt.reports.html.mending import mend, place
from cleanmt.reports.html.reasons import Reasons
from cleanmt.reports.html.words import HIDDEN, kind, safe
from cleanmt.text.words import plural

_HEADS = (
    '<div class="pair heads"><p>As translated</p><p>Mended <button type="button" class="copy">Copy</button></p></div>\n'
)


def written(result: Result, number: int, kinds: str, reasons: Reasons, *, is_open: bool) -> Iterator[str]:
    """The article in pieces; `number` is its place in the report, `kinds` what the filters know it by."""
    name = safe(result.path)
    yield f'<article data-is="{kinds}" aria-label="{name}">\n<details{" open" * is_open}>\n'
    yield f'<summary><h2>{name}</h2> <span class="counts">{_counts(result.findings)}</span></summary>\n'
    yield f'<div class="text" id="text-{number}">\n{_note(result.text)}{_HEADS}'
    yield from _lines(result, reasons)
    yield "<details>\n<summary>The findings as a list</summary>\n<ol>\n"
    yield from reasons.listed(result)
    yield "</ol>\n</details>\n</div>\n</details>\n</article>\n"


def _counts(findings: Iterable[Finding]) -> str:
    counts = Counter(kind(finding).level for finding in findings)
    return ", ".join(_level(level, counts[level]) for level in MENDED_BY if counts[level])


def _level(level: str, count: int) -> str:
    return plural(count, level) if level == "suggestion" else f"{count:,} {level}"


def _note(text: str) -> str:
    hidden = sum(1 for _ in HIDDEN.finditer(text.replace("\r\n", "\n")))
    stand = "stands" if hidden == 1 else "stand"
    return f'<p class="note">� {stand} for {plural(hidden, "character")} that can’t be shown.</p>\n' if hidden else ""


def _lines(result: Result, reasons: Reasons) -> Iterator[str]:
    edits, waiting = mend(result.text, result.findings)
    every = rows(result.text, result.document.lines)
    found = _by_row(every, ((finding.span, finding) for finding in result.findings))
    left = _by_row(every, ((place(finding), finding) for finding in waiting))
    for index, row in enumerate(every):
        yield _pair(
            result.text, row, found.get(index, ()), edits_in(edits, row, len(result.text)), left.get(index, ()), reasons
        )


def _pair(
    text: str, row: Span, found: Sequence[Finding], edits: Sequence[Edit], left: Sequence[Finding], reasons: Reasons
) -> str:
    same = "" if found or edits else " same"
    old = before.marked(text, row, found, reasons)
    return f'<div class="pair{same}"><div class="before">{old}</div>{after.written(text, row, edits, left)}</div>\n'


def rows(text: str, lines: Iterable[Span]) -> list[Span]:
    """The text in pieces: each begins with a line that is not blank, and has the blank lines after it."""
    starts = [line.start for line in lines if text[line.start : line.end].strip()]
    return [Span(*bounds) for bounds in pairwise([0, *starts[1:], len(text)])]


def edits_in(edits: Sequence[Edit], row: Span, size: int) -> tuple[Edit, ...]:
    """What the edits (in order, apart) do to a row of a text of this size, in the row's own offsets.

    Words go in where their edit begins: between two rows into the second.
    """
    first = bisect_right(edits, row.start, key=lambda edit: edit.end)
    first -= first > 0 and edits[first - 1].start == row.start  # inserted at the start
    until = row.end + (row.end == size)
    last = bisect_left(edits, until, lo=first, key=lambda edit: edit.start)
    return tuple(_within(edit, row) for edit in edits[first:last])


def _within(edit: Edit, row: Span) -> Edit:
    start = max(edit.start, row.start)
    words = edit.text if start == edit.start else ""
    return Edit(start - row.start, min(edit.end, row.end) - row.start, words)


def _by_row(rows: Sequence[Span], placed: Iterable[tuple[Span, Finding]]) -> Mapping[int, list[Finding]]:
    """The findings by the rows that they lie in, or reach into."""
    starts = [row.start for row in rows]
    found = defaultdict[int, list[Finding]](list)
    for span, finding in placed:
        first = bisect_right(starts, span.start) - 1
        for index in range(first, max(first + 1, bisect_left(starts, span.end))):
            found[index].append(finding)
    return found
