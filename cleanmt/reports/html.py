"""One page for a browser: each article with its damage marked, and beside it as it reads when mended.

It needs nothing else: no script, no font, no request. What is safe or unsafe to mend is mended on the right; the
reasons appear over the marks, and stand in a list below for paper and for screen readers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib import resources
from typing import TextIO, TypeVar

from cleanmt import __version__
from cleanmt.edits import closed_up
from cleanmt.engine.fixer import compatible
from cleanmt.engine.result import Result
from cleanmt.findings import Applicability, Edit, Finding, Span
from cleanmt.packs import categories
from cleanmt.reports import RuleOf, fix_label


class Report:
    def __init__(self, out: TextIO, rule_of: RuleOf) -> None:
        self._out = out
        self._rule_of = rule_of
        self._texts = 0
        self._findings = 0
        style = resources.files("cleanmt.reports").joinpath("html.css").read_text("utf-8")
        legend = "".join(
            f'<li class="{name}"><mark>{name.replace("-", " ")}: {label}</mark></li>'
            for name, label, _ in categories.dimensions()
        )
        out.write(
            '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>cleanmt report</title>\n'
            f"<style>\n{style}</style>\n<header>\n<h1>What the translation left behind</h1>\n"
            "<p>On the left what was found: point at it, or go there with the tab key, for the reason. On the right"
            " the text with the safe and the unsafe fixes made; what is underlined there waits for a person.</p>\n"
            f'<ul class="legend">{legend}</ul>\n</header>\n<main>\n'
        )

    def add(self, result: Result) -> None:
        self._texts += 1
        self._findings += len(result.findings)
        if result.findings:
            self._out.writelines(self._article(result))

    def close(self) -> None:
        found = f"{self._findings:,} {'finding' if self._findings == 1 else 'findings'}"
        texts = f"{self._texts:,} {'text' if self._texts == 1 else 'texts'}"
        said = f"{found} in {texts}, by cleanmt {escape(__version__)}."
        self._out.write(f"</main>\n<footer><p>{said}</p></footer>\n</html>\n")

    def _article(self, result: Result) -> Iterator[str]:
        labels = Counter(fix_label(finding) or "to be mended by hand" for finding in result.findings)
        counts = ", ".join(f"{count} {_plural(label, count)}" for label, count in labels.most_common())
        name = _safe(result.path)
        yield f'<article aria-label="{name}">\n<h2>{name}</h2>\n<p class="counts">{counts}</p>\n'
        chosen = compatible(result.findings, Applicability.UNSAFE)
        edits = closed_up(result.text, [e for f in chosen if f.fix for e in f.fix.edits])
        findings_on, edits_on = _by_line(result, result.findings), _by_line(result, edits)
        left = {id(f) for f in result.findings} - {id(f) for f in chosen}
        for line in result.document.shown_lines:
            here = [f for f in findings_on.get(line, ()) if _touches(f.span, line)]
            made = [e for e in edits_on.get(line, ()) if _touches(e.span, line)]
            yield self._row(result.text, line, here, made, [f.wrong or f.span for f in here if id(f) in left])
        yield "<details>\n<summary>The findings as a list</summary>\n<ol>\n"
        yield from self._list(result)
        yield "</ol>\n</details>\n</article>\n"

    def _row(
        self, text: str, line: Span, findings: Sequence[Finding], edits: Sequence[Edit], left: Sequence[Span]
    ) -> str:
        if not findings and not edits:
            return f'<p class="same">{_safe(text[line.start : line.end])}</p>\n'
        before = "".join(self._marked(text, line, findings))
        after = "".join(_mended(text, line, edits, left)) if edits else "<em>To be mended by hand.</em>"
        return (
            f'<div class="pair"><p>{before}</p><p>{after if after.strip() else "<em>Nothing is left.</em>"}</p></div>\n'
        )

    def _marked(self, text: str, line: Span, findings: Sequence[Finding]) -> Iterator[str]:
        """The line in stretches that the same findings cover."""
        bounds = {line.start, line.end}
        for finding in findings:
            bounds |= {max(line.start, finding.span.start), min(line.end, finding.span.end)}
        places = sorted(bounds)
        for start, end in zip(places, [*places[1:], line.end], strict=True):
            empty = [f for f in findings if f.span.start == f.span.end == start]
            if empty:
                yield self._mark("‸", empty)
            covering = [f for f in findings if f.span.start < end and f.span.end > start] if start < end else []
            stretch = text[start:end]
            yield self._mark(_safe(stretch), covering) if covering else _safe(stretch)

    def _mark(self, shown: str, findings: Sequence[Finding]) -> str:
        worst = max(findings, key=lambda f: f.severity)
        tips = "".join(f"<span>{self._reason(finding)}</span>" for finding in findings)
        kind = f"{categories.of(worst.category).dimension} {worst.severity}"
        return f'<mark class="{escape(kind)}" tabindex="0">{shown}<span class="tip" role="note">{tips}</span></mark>'

    def _reason(self, finding: Finding) -> str:
        rule = self._rule_of(finding.rule)
        why = f" {_safe(rule.reason)}" if rule else ""
        label = fix_label(finding)
        options = " or ".join(f"“{_safe(option)}”" for option in finding.suggestions)
        offered = f" Instead: {options}." if options else ""
        told = f"{finding.rule}, {label}" if label else finding.rule
        return f"<b>{_safe(finding.message)}</b>{why}{offered} <small>{told}</small>"

    def _list(self, result: Result) -> Iterator[str]:
        for finding in result.findings:
            line, column = result.document.position(finding.span.start)
            yield f"<li>{line}:{column} <q>{_safe(_short(finding.text))}</q> {self._reason(finding)}</li>\n"


_Item = TypeVar("_Item", Finding, Edit)


def _by_line(result: Result, items: Iterable[_Item]) -> dict[Span, list[_Item]]:
    """The items by the lines that they may touch."""
    lines = result.document.shown_lines
    found: dict[Span, list[_Item]] = {}
    for item in items:
        for index in range(max(0, bisect_right(lines, item.span) - 1), len(lines)):
            if lines[index].start > item.span.end:
                break
            found.setdefault(lines[index], []).append(item)
    return found


def _mended(text: str, line: Span, edits: Sequence[Edit], left: Sequence[Span]) -> Iterator[str]:
    """The line as it reads with the edits made; what a fix put in stands where its edit begins, what a person still has
    to mend is underlined.
    """
    at = line.start
    for edit in edits:
        start, end = max(edit.start, line.start), min(edit.end, line.end)
        yield from _underlined(text, Span(at, start), left)
        if edit.text.strip() and edit.start >= line.start:
            yield f"<ins>{_safe(edit.text)}</ins>"
        elif edit.start >= line.start:
            yield _safe(edit.text)
        at = max(at, end)
    yield from _underlined(text, Span(at, line.end), left)


def _underlined(text: str, stretch: Span, left: Sequence[Span]) -> Iterator[str]:
    at = stretch.start
    for span in left:
        start, end = max(at, span.start), min(span.end, stretch.end)
        if start < end:
            yield f"{_safe(text[at:start])}<u>{_safe(text[start:end])}</u>"
            at = end
    yield _safe(text[at : max(at, stretch.end)])


def _touches(span: Span, line: Span) -> bool:
    return span.start <= line.end and span.end >= line.start and (span.overlaps(line) or span.start == span.end)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def _plural(label: str, count: int) -> str:
    return label if count == 1 or label.startswith("to be") else f"{label}es" if label.endswith("x") else f"{label}s"


def _safe(text: str) -> str:
    """Escaped; what can't be seen, or would turn the direction of what follows, is replaced."""
    return escape("".join(c if c.isprintable() or c in "\t\n\xa0" else "\ufffd" for c in text))
