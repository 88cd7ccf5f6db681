"""The right column: a line as it reads when mended.

Its text is the mended text and nothing else, so that it can be copied as it stands: what was deleted and what is
proposed is written by the style sheet, out of attributes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanmt.findings import Edit, Finding, Span
from cleanmt.reports.html.mending import Mended, mended, place, places_after, proposals
from cleanmt.reports.html.stretches import Stretch, stretches
from cleanmt.reports.html.words import kind, names, safe, short

_PROPOSED = 60  # characters


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where something was deleted."""

    words: str


class _New:
    """What an edit put in."""


_Item = Finding | _Cut | _New


def written(text: str, line: Span, edits: Sequence[Edit], waiting: Sequence[Finding]) -> str:
    """The line with its edits (in its own offsets) made, and with what waits for a person underlined."""
    new = mended(text[line.start : line.end], edits)
    pieces = stretches(Span(0, len(new.text)), _placed(line, new, edits, waiting))
    shown = "".join(_piece(text, line, new.text, piece) for piece in pieces)
    return f'<div class="after{"" if new.text.strip() else " gone"}">{shown}</div>'


def _placed(line: Span, new: Mended, edits: Sequence[Edit], waiting: Sequence[Finding]) -> Iterator[tuple[Span, _Item]]:
    yield from ((span, _New()) for span in new.changed)
    yield from ((Span(at, at), _Cut(words)) for at, words in new.cuts)
    places = places_after(edits, (_in_line(line, place(finding)) for finding in waiting))
    yield from ((_shown(new.text, span), finding) for span, finding in zip(places, waiting, strict=True))


def _in_line(line: Span, span: Span) -> Span:
    start = max(span.start, line.start)
    return Span(start - line.start, max(start, min(span.end, line.end)) - line.start)


def _shown(text: str, span: Span) -> Span:
    """The place without the end of its line, so that a proposal stands beside its words."""
    return Span(span.start, span.start + len(text[span.start : span.end].rstrip("\r\n")))


def _piece(text: str, line: Span, new: str, piece: Stretch[_Item]) -> str:
    shown = safe(new[piece.span.start : piece.span.end])
    if any(isinstance(item, _New) for item in piece.items):
        shown = _inserted(shown)
    if waiting := [item for item in piece.items if isinstance(item, Finding)]:
        shown = _underlined(shown, waiting)
    cuts = "".join(_cut(item.words) for item in piece.items if isinstance(item, _Cut))
    ending = [f for f in piece.ending if isinstance(f, Finding) and place(f).end <= line.end]
    return shown + "".join(_proposed(text, finding) for finding in ending) + cuts


def _inserted(shown: str) -> str:
    if not shown.isspace():
        return f"<ins>{shown}</ins>"
    kind_of_blank = "break" if "\n" in shown else "blank"
    return f'<ins class="{kind_of_blank}">{shown}</ins>'


def _underlined(shown: str, findings: Sequence[Finding]) -> str:
    said = safe(" / ".join(finding.message for finding in findings))
    return f'<u data-is="{names([kind(finding) for finding in findings])}" title="{said}">{shown}</u>'


def _cut(words: str) -> str:
    said = f"deleted: “{safe(short(' '.join(words.split())))}”" if words.strip() else "deleted: blanks"
    return f'<span class="cut" role="img" title="{said}" aria-label="{said}"></span>'


def _proposed(text: str, finding: Finding) -> str:
    options = [short(option, _PROPOSED) for option in proposals(text, finding)]
    if not options:
        return ""
    said = safe(" / or ".join(options))
    attributes = f'data-is="{names([kind(finding)])}" data-says="→ {said}" aria-label="suggestion: {said}"'
    return f'<span class="says" role="note" {attributes}></span>'
