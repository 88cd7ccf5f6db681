"""The left column: a line as it came, with what was found in it marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cleanmt.findings import Finding, Span
from cleanmt.reports.html.reasons import Reasons
from cleanmt.reports.html.stretches import Stretch, stretches
from cleanmt.reports.html.words import kind, names, safe


def marked(text: str, line: Span, findings: Iterable[Finding], reasons: Reasons) -> str:
    """The line; `findings` are those that lie in it, or reach over its ends."""
    shown = Span(line.start, line.start + len(text[line.start : line.end].rstrip()))
    placed = ((_inside(shown, finding.span), finding) for finding in findings)
    return "".join(_pieces(text, stretches(shown, placed), reasons))


def _inside(line: Span, span: Span) -> Span:
    start = min(max(span.start, line.start), line.end)
    return Span(start, max(start, min(span.end, line.end)))


def _pieces(text: str, pieces: Iterable[Stretch[Finding]], reasons: Reasons) -> Iterator[str]:
    for piece in pieces:
        shown = safe(text[piece.span.start : piece.span.end])
        yield _mark(shown or "‸", piece.items, piece.more, reasons) if piece.items else shown


def _mark(shown: str, findings: Sequence[Finding], more: int, reasons: Reasons) -> str:
    worst = max(findings, key=lambda finding: finding.severity)
    tips = "".join(f"<span>{reasons.tip(finding)}</span>" for finding in findings)
    tips += f"<span>{more:,} more in the list below</span>" if more else ""
    kinds = [kind(finding) for finding in findings]
    return (
        f'<mark class="{safe(kind(worst).dimension)} {worst.severity}" data-is="{names(kinds)}" tabindex="0">{shown}'
        f'<span class="tip" role="note">{tips}</span></mark>'
    )
