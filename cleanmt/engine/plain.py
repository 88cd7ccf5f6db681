"""Document x rules -> findings, in reading order. Whoever has a text goes through `checking`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cleanmt.checks import Match
from cleanmt.edits import around
from cleanmt.engine import overlaps
from cleanmt.engine.engine import Engine
from cleanmt.engine.suppression import suppressed
from cleanmt.errors import SlowRuleError
from cleanmt.findings import Applicability, Edit, Finding, Fix, Span
from cleanmt.packs.rule import Rule
from cleanmt.text import templates
from cleanmt.text.document import Document
from cleanmt.text.matching import SlowPatternError
from cleanmt.text.visible import visible


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one match: its finding, or the reason why it is suppressed."""

    rule: Rule
    match: Match
    text: str  # what was matched
    suppressed: str | None
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the rules say of a place, and why no more: `looked` are those whose signs stand in its paragraph."""

    verdicts: tuple[Verdict, ...]
    looked: frozenset[str]


def check(engine: Engine, document: Document) -> list[Finding]:
    """All findings in the document, by position, then by rule name.

    Raises SlowRuleError when a rule's pattern needs too long for one paragraph.
    """
    found = [v.finding for v in verdicts(engine, document) if v.finding]
    found.sort(key=lambda f: f.order)
    return overlaps.one_a_place(found)


def verdicts(engine: Engine, document: Document) -> Iterator[Verdict]:
    """Every match of every rule: its finding, or the reason why the rule keeps quiet about it."""
    for index, spots in engine.scanner.scan(document).items():
        rule = engine.rules.rules[index]
        try:
            for match in rule.check.find(document, spots):
                reason = suppressed(rule, document, match)
                text = document.text[match.span.start : match.span.end]
                yield Verdict(rule, match, text, reason, None if reason else _finding(document, rule, match))
        except SlowPatternError as error:
            raise SlowRuleError(f"{rule.name} ({rule.path}:{rule.line}) is too slow: {error}") from None


def explain(engine: Engine, document: Document, span: Span) -> Explanation:
    """What the rules say of the matches that overlap the span or meet it. Raises SlowRuleError."""
    found = _heard([*verdicts(engine, document)])
    here = [v for v in found if v.match.span.start <= span.end and span.start <= v.match.span.end]
    paragraph = document.paragraph_at(span.start) or span
    scanned = engine.scanner.scan(document).items()
    looked = {i for i, spots in scanned if any(spot.paragraph == paragraph for spot in spots)}
    return Explanation(tuple(here), frozenset(engine.rules.rules[i].name for i in looked))


def _heard(every: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts; where another finding is heard in the place of one, that is the reason why it keeps quiet."""
    spoken = [(v.finding, v) for v in every if v.finding]
    spoken.sort(key=lambda pair: pair[0].order)
    silent = overlaps.overruled([finding for finding, _ in spoken])
    heard = {id(spoken[index][1]): finding.rule for index, finding in silent.items()}
    for verdict in every:
        rule = heard.get(id(verdict))
        yield replace(verdict, suppressed=f"{rule} speaks of this place", finding=None) if rule else verdict


def _finding(document: Document, rule: Rule, match: Match) -> Finding:
    """The finding of a match, its fix at the level that this place and the facts allow."""
    text = document.text[match.span.start : match.span.end]
    edits = tuple(sorted(match.edits))
    replacement = edits[0].text if len(edits) == 1 else ""
    words = {"match": text, "replacement": replacement, "suggestion": next(iter(match.suggestions), "")}
    message = visible(templates.fill(rule.message, {**words, **match.words}))
    level = rule.level(match.shape)
    if edits and level > Applicability.SUGGESTION:
        if not rule.may_touch_quotations and any(document.quotation_at(edit.touched) for edit in edits):
            level = Applicability.SUGGESTION
        elif broken := _broken_by(document, edits):
            level, message = Applicability.SUGGESTION, f"{message} (mend by hand: the fix would change {broken})"
    span = around(match.span, edits)  # a finding shows all that its fix would change
    return Finding(
        rule=rule.name,
        span=span,
        text=document.text[span.start : span.end],
        message=message,
        severity=rule.severity,
        category=rule.category,
        fix=Fix(edits, level) if edits else None,
        suggestions=match.suggestions,
        wrong=match.wrong or match.span,
        source=match.source or rule.source,
        shape=match.shape,
    )


def _broken_by(document: Document, edits: Sequence[Edit]) -> str | None:
    from cleanmt.engine import facts  # a text in which nothing is found need not load what facts are

    return facts.broken_by(document, edits)
