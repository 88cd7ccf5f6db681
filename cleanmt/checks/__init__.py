"""Check kinds: each finds one sort of damage and knows nothing of the rule that asks for it.

A kind is a frozen dataclass; its fields are the keys that a rule may give. To add one, write a module here and one
line in KINDS. Other packages add theirs through the entry point group `cleanmt.checks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol, runtime_checkable

from cleanmt.findings import Edit, Span
from cleanmt.text.document import Document

KINDS = {
    "broken_sentence": "cleanmt.checks.broken_sentence:BrokenSentence",
    "consistency": "cleanmt.checks.consistency:Consistency",
    "dialogue": "cleanmt.checks.dialogue:Dialogue",
    "encoding": "cleanmt.checks.encoding:Encoding",
    "fused_words": "cleanmt.checks.fused_words:FusedWords",
    "language": "cleanmt.checks.language:Language",
    "lines": "cleanmt.checks.lines:Lines",
    "names": "cleanmt.checks.names:Names",
    "numbers": "cleanmt.checks.numbers:Numbers",
    "odd_article": "cleanmt.checks.odd_article:OddArticle",
    "pattern": "cleanmt.checks.pattern:Pattern",
    "quotes": "cleanmt.checks.quotes:Quotes",
    "readability": "cleanmt.checks.readability:Readability",
    "repetition": "cleanmt.checks.repetition:Repetition",
    "romanized": "cleanmt.checks.romanized:Romanized",
    "senses": "cleanmt.checks.senses:Senses",
    "terms": "cleanmt.checks.terms:Terms",
    "untranslated": "cleanmt.checks.untranslated:Untranslated",
}


@dataclass(frozen=True, slots=True)
class Match:
    """What a check yields: where, which shape of the damage, how to mend it, and words for the message.

    Each of the suggestions could stand in the place of `wrong`, or where that is None, of the whole span.
    `source` are the languages that it betrays, where the check knows them better than its rule.
    """

    span: Span
    edits: tuple[Edit, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    shape: str = ""
    suggestions: tuple[str, ...] = ()
    wrong: Span | None = None
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """What a paragraph shows that has a match: one of the patterns, or one of the words, as they are written.

    The scanner looks for the signs of all checks at once, so they may be many; the rarer they are, the faster. It
    relaxes the patterns, unless they are plain: in RE2's own syntax, and meant as they stand.
    """

    patterns: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph to look at, and which of the check's sign patterns stand there (all, where nobody looked)."""

    paragraph: Span
    signs: frozenset[int]


@runtime_checkable
class Check(Protocol):
    """A pure function of a document: no I/O, no state."""

    def signs(self) -> Signs | None:
        """What stands in every paragraph that has a match; None: any paragraph may have one."""
        ...

    def shapes(self) -> tuple[str, ...]:
        """The shapes of damage that its matches name; rules may give each its own fix level."""
        ...

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        """The matches in these paragraphs of the document."""
        ...


def kind(name: str) -> type[Check] | None:
    """The class of a check kind; plug-ins are looked up only when the table has no such name."""
    target = KINDS.get(name) or _plugins().get(name)
    if target is None:
        return None
    module, _, attribute = target.partition(":")
    found: type[Check] = getattr(import_module(module), attribute)
    return found


def kind_names() -> list[str]:
    return sorted({*KINDS, *_plugins()})


def _plugins() -> dict[str, str]:
    from importlib.metadata import entry_points  # 30 ms that a start without plug-ins need not pay

    return {point.name: point.value for point in entry_points(group="cleanmt.checks")}
