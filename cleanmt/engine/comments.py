"""Comments that silence rules: `<!-- cleanmt: ignore[rule] reason -->`, and `<!-- cleanmt: off -->` until `on`.

`ignore` speaks for the next block; beside text, for its line. A comment that does nothing is a finding itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanmt.findings import UNUSED, Finding, Severity, Span
from cleanmt.packs.ruleset import RuleSet
from cleanmt.text.markup.prose import Comment, Prose
from cleanmt.text.visible import visible

_OURS = re.compile(r"cleanmt\s*:\s*(?P<says>.*)", re.DOTALL)
_IGNORE = re.compile(r"ignore\[(?P<names>[^\[\]]+)\]")
_SWITCH = re.compile(r"(?:off|on)\b")


@dataclass(frozen=True, slots=True)
class Silence:
    """Rules, by the beginnings of their names ("" for all), that say nothing of what begins in this stretch."""

    comment: Comment
    name: str
    where: Span

    def covers(self, finding: Finding) -> bool:
        return finding.rule.startswith(self.name) and self.where.start <= finding.span.start < self.where.end


def silences(prose: Prose) -> list[Silence]:
    return [*_ignored(prose), *_switched_off(prose)]


def _says(prose: Prose) -> list[tuple[Comment, str]]:
    """The comments that speak to cleanmt, with what they say."""
    return [(comment, m["says"].strip()) for comment in prose.comments if (m := _OURS.match(comment.text))]


def _ignored(prose: Prose) -> Iterator[Silence]:
    for comment, says in _says(prose):
        if found := _IGNORE.match(says):
            for name in filter(None, map(str.strip, found["names"].split(","))):
                yield Silence(comment, name, _stretch(prose, comment))


def _stretch(prose: Prose, comment: Comment) -> Span:
    """What a comment speaks for: its line if text goes before it there, the rest of its block, or the next block."""
    start = prose.source.rfind("\n", 0, comment.source.start) + 1
    end = prose.source.find("\n", comment.source.end)
    end = end if end >= 0 else len(prose.source)
    before, after = Span(start, comment.source.start), Span(comment.source.end, end)
    if _shows_text(prose, before) and (comment.inside or not _shows_text(prose, after)):
        return Span(start, end)
    following = bisect_right(prose.blocks, comment.source.end, key=lambda b: b.source.end)
    block = prose.blocks[following] if following < len(prose.blocks) else None
    return Span(comment.source.end, block.source.end) if block else comment.source


def _shows_text(prose: Prose, span: Span) -> bool:
    shown = prose.prose_span(span)
    return shown is not None and not prose.text[shown.start : shown.end].isspace()


def _switched_off(prose: Prose) -> Iterator[Silence]:
    off: Comment | None = None
    for comment, says in _says(prose):
        switch = _SWITCH.match(says)
        if switch and switch[0] == "off" and off is None:
            off = comment
        elif switch and switch[0] == "on" and off:
            yield Silence(off, "", Span(off.source.end, comment.source.start))
            off = None
    if off:
        yield Silence(off, "", Span(off.source.end, len(prose.source)))


def unused(prose: Prose, silences: Sequence[Silence], findings: Sequence[Finding], rules: RuleSet) -> Iterator[Finding]:
    """A finding for each comment that says nothing cleanmt understands, or silences none of these findings."""
    for comment, message in _misread(prose):
        yield _about(prose, comment, message)
    for silence in silences:
        if not any(silence.covers(finding) for finding in findings) and (message := _idle(silence.name, rules)):
            yield _about(prose, silence.comment, message)


def _misread(prose: Prose) -> Iterator[tuple[Comment, str]]:
    state = "on"
    for comment, says in _says(prose):
        if switch := _SWITCH.match(says):
            if switch[0] == state:
                yield comment, f"The rules are {state} here already: take this comment out"
            state = switch[0]
        elif not _IGNORE.match(says):
            yield comment, f"“{says}” says nothing to cleanmt: write ignore[rule], off or on"


def _idle(name: str, rules: RuleSet) -> str:
    """What to say of a silence that is not needed; "" where the rules of this run can't tell."""
    named = [rule for rule in rules.known.values() if rule.name.startswith(name)]
    if not named:
        return f"No rule or pack is called “{name}”: the comment silences nothing"
    if any(rule.name not in rules.by_name for rule in named if name or rule.default):
        return ""
    return f"“{name}” finds nothing here: take it out of the comment" if name else "No rule finds anything up to “on”"


def _about(prose: Prose, comment: Comment, message: str) -> Finding:
    span = comment.source
    return Finding(
        rule=UNUSED,
        span=span,
        text=prose.source[span.start : span.end],
        message=visible(message),
        severity=Severity.NEUTRAL,
        category="custom/acceptance",
    )
