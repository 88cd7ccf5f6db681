"""Document x rules -> findings, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanmt.checks import Match
from cleanmt.engine import facts, fixer
from cleanmt.engine.fixer import Accepting, Fixed, accepting_none
from cleanmt.engine.scan.scanner import Scanner, best_scanner
from cleanmt.findings import Applicability, Edit, Finding, Fix, Span
from cleanmt.packs.ruleset import Rule, RuleSet
from cleanmt.text import matching
from cleanmt.text.document import Document
from cleanmt.text.matching import SlowPatternError


class SlowRuleError(Exception):
    """A rule's pattern took too long; the message names the rule."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one match: a finding, or the reason why the rule kept quiet."""

    rule: Rule
    match: Match
    silenced: str | None


class Engine:
    """Rules made ready to check any number of documents."""

    def __init__(self, rules: RuleSet, scanner: Scanner | None = None) -> None:
        self.rules = rules
        self._scanner = scanner or best_scanner([rule.check for rule in rules])

    def check(self, document: Document) -> list[Finding]:
        """All findings in the document, by position, then by rule name.

        Raises SlowRuleError when a rule's pattern needs too long for one paragraph.
        """
        found = [
            as_finding(document, verdict.rule, verdict.match)
            for verdict in self.verdicts(document)
            if verdict.silenced is None
        ]
        found.sort(key=lambda f: (f.span, f.rule))
        return list(_without_repeats(found))

    def verdicts(self, document: Document) -> Iterator[Verdict]:
        """Every match of every rule, with the reason where the rule keeps quiet about it."""
        for index, spots in self._scanner.scan(document).items():
            rule = self.rules.rules[index]
            try:
                for match in rule.check.find(document, spots):
                    yield Verdict(rule, match, rule.silenced_by(document, match))
            except SlowPatternError as error:
                raise SlowRuleError(f"{rule.name} ({rule.path}:{rule.line}) is too slow: {error}") from None

    def fix(
        self,
        text: str,
        level: Applicability = Applicability.SAFE,
        accepted: Accepting = accepting_none,
    ) -> Fixed:
        """The text with its fixes of at least this level made, and its facts as they were.

        `accepted` says which of the text's findings are to stay.
        Raises SlowRuleError, and UnsettledError when fixes undo each other.
        """

        def check(now: str) -> list[Finding]:
            return self.check(Document(now))

        def keeps_facts(now: str, edits: Sequence[Edit]) -> bool:
            return facts.broken_by(Document(now), edits) is None

        return fixer.fix(text, check, level, keeps_facts, accepted)

    def looks_at(self, document: Document, paragraph: Span) -> set[str]:
        """The names of the rules whose signs stand in the paragraph."""
        scanned = self._scanner.scan(document)
        return {
            self.rules.rules[index].name
            for index, spots in scanned.items()
            if any(spot.paragraph == paragraph for spot in spots)
        }


def as_finding(document: Document, rule: Rule, match: Match) -> Finding:
    """The finding of a match, its fix at the level that this place and the facts allow."""
    text = document.text[match.span.start : match.span.end]
    edits = tuple(sorted(match.edits))
    replacement = edits[0].text if len(edits) == 1 else ""
    words = {"match": text, "replacement": replacement, "suggestion": next(iter(match.suggestions), "")}
    message = matching.fill(rule.message, {**words, **match.words})
    level = rule.level(match)
    if edits and level > Applicability.SUGGESTION:
        if not rule.touches_spelling_only and any(_is_quoted(document, edit) for edit in edits):
            level = Applicability.SUGGESTION
        elif broken := facts.broken_by(document, edits):
            level, message = Applicability.SUGGESTION, f"{message} (mend by hand: the fix would change {broken})"
    span = _around(match.span, edits)  # a finding shows all that its fix would change
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
    )


def _around(span: Span, edits: Sequence[Edit]) -> Span:
    return Span(min([span.start, *(e.start for e in edits)]), max([span.end, *(e.end for e in edits)]))


def _is_quoted(document: Document, edit: Edit) -> bool:
    return document.quotation_at(Span(edit.start, max(edit.end, edit.start + 1))) is not None


def _without_repeats(found: Sequence[Finding]) -> Iterator[Finding]:
    """Where two rules say the same of the same place, the surer fix is kept."""
    best: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        key = (finding.span, finding.fix.edits if finding.fix else None)
        known = best.get(key)
        if known is None or _level(finding) > _level(known):
            best[key] = finding
    return iter(best.values())


def _level(finding: Finding) -> int:
    return finding.fix.applicability if finding.fix else -1
