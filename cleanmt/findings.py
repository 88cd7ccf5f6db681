"""The vocabulary: where something is wrong, what it is, and how it could be repaired.

Offsets are code points into the decoded text, half-open. This module imports nothing of ours.

Spans and edits are tuples, which are made, compared and hashed several times as fast as other classes: an article
takes thousands of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

MENDED_BY = ("safe", "unsafe", "suggestion", "by hand")  # a fix of this level, a choice of words, a person alone
UNUSED = "acceptance/unused"  # the rule that acceptances break when they match nothing


class Applicability(IntEnum):
    """What a user may conclude from a fix; ordered, so that `>=` is the whole policy."""

    SUGGESTION = 0  # shown, never applied
    UNSAFE = 1  # right most of the time; applied on request
    SAFE = 2  # right in every reading

    def __str__(self) -> str:
        return self.name.lower()


class Severity(IntEnum):
    """MQM's severity levels with their default penalty multipliers (0-1-5-25)."""

    NEUTRAL = 0  # worth a look, and no error
    MINOR = 1  # a reader stumbles, and understands
    MAJOR = 5  # a reader is misled, or does not understand
    CRITICAL = 25  # the text can't be published so

    def __str__(self) -> str:
        return self.name.lower()


class Span(NamedTuple):
    """A stretch of a text: code points, half-open."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Edit(NamedTuple):
    """Replace `start:end` by `text`; "" deletes, an empty range inserts."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """What it replaces."""
        return Span(self.start, self.end)

    @property
    def touched(self) -> Span:
        """The same; of an insertion the character that it goes before."""
        return Span(self.start, max(self.end, self.start + 1))

    def trimmed(self, source: str) -> Edit:
        """The same change in its minimal form: without the common prefix, then without the common suffix."""
        start, end, text = self.start, self.end, self.text
        while start < end and text and source[start] == text[0]:
            start, text = start + 1, text[1:]
        while start < end and text and source[end - 1] == text[-1]:
            end, text = end - 1, text[:-1]
        return Edit(start, end, text)


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together: all of them are made, or none."""

    edits: tuple[Edit, ...]
    applicability: Applicability


@dataclass(frozen=True, slots=True)
class Finding:
    """One issue in one text, complete: a report needs nothing else but the document's line numbers."""

    rule: str
    span: Span
    text: str
    message: str
    severity: Severity
    category: str
    fix: Fix | None = None
    suggestions: tuple[str, ...] = ()
    wrong: Span | None = None  # the words that a suggestion replaces; None: the whole span
    source: tuple[str, ...] = ()  # the languages that it betrays, by their codes; () where it may be any
    shape: str = ""  # the form of the damage, where its rule tells several apart

    @property
    def order(self) -> tuple[Span, str]:
        """By position, then by rule name: what findings are sorted by."""
        return self.span, self.rule

    @property
    def level(self) -> Applicability:
        """How far its fix may go; a suggestion where there is none."""
        return self.fix.applicability if self.fix else Applicability.SUGGESTION

    @property
    def mended_by(self) -> str:
        """What mends it, one of MENDED_BY."""
        return str(self.level) if self.fix or self.suggestions else "by hand"

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Those of its fix, in order; none where it has no fix."""
        return self.fix.edits if self.fix else ()

    @property
    def alternatives(self) -> tuple[Edit, ...]:
        """The suggestions as edits, of which a person may choose one."""
        place = self.wrong or self.span
        return tuple(Edit(place.start, place.end, text) for text in self.suggestions)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; `replaces` is what each of the suggestions stands for. Offsets are code points."""
        place = self.wrong or self.span
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "category": self.category,
            "message": self.message,
            "text": self.text,
            "span": self.span._asdict(),
            "fix": self.fix
            and {"applicability": str(self.fix.applicability), "edits": [edit._asdict() for edit in self.fix.edits]},
            "suggestions": list(self.suggestions),
            "replaces": place._asdict() if self.suggestions else None,
        }


def penalty(findings: Iterable[Finding], words: int) -> float:
    """MQM's penalty points in 1,000 words of text: each finding counts as its severity; 0 where there are no words."""
    return 1000 * sum(finding.severity for finding in findings) / words if words else 0.0
