"""A check alone, without a rule: what it finds in a text. Its signs must stand wherever it finds anything.

And, to compare, what rules find.
"""

from __future__ import annotations

import cleanmt
from cleanmt import edits
from cleanmt.checks import Check, Match
from cleanmt.engine.scan.scanner import PlainScanner, SignScanner, planned
from cleanmt.packs.ruleset import RuleSet
from cleanmt.text.document import Document


def matches(check: Check, text: str) -> list[Match]:
    document = Document(text)
    plan = planned([check], {})
    scanners = SignScanner(plan), SignScanner(plan, pages=0), PlainScanner([check])
    first, later, everywhere = (list(check.find(document, scanner.scan(document).get(0, ()))) for scanner in scanners)
    assert first == later == everywhere, "its signs must stand in every paragraph where it has a match"
    assert {match.shape for match in everywhere} <= {*check.shapes(), ""}
    return everywhere


def found(check: Check, text: str) -> list[str]:
    return [text[match.span.start : match.span.end] for match in matches(check, text)]


def found_by(rules: RuleSet, text: str) -> list[str]:
    return [finding.text for finding in cleanmt.check(text, rules)]


def shapes(check: Check, text: str) -> list[str]:
    return [match.shape for match in matches(check, text)]


def mended(check: Check, text: str) -> str:
    """The text with the edits of all matches."""
    return edits.applied(text, [edit for match in matches(check, text) for edit in match.edits])
