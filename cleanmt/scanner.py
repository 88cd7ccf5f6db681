"""Which rules could have a match in which paragraphs: one pass over the text for all rules together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Protocol

from cleanmt.checks import Check
from cleanmt.document import Document
from cleanmt.findings import Span
from cleanmt.patterns import fold


class Scanner(Protocol):
    def scan(self, document: Document) -> Mapping[int, Sequence[Span]]:
        """For each check (by its place in the list) the paragraphs to look at; a check without any is left out."""
        ...


class AnchorScanner:
    """Finds the anchors of all checks with one Aho-Corasick automaton over the folded text.

    Words and structure (`. a`, `”,`) are literals alike. A paragraph is looked at only where an anchor stands.
    """

    def __init__(self, checks: Sequence[Check]) -> None:
        self._everywhere = [i for i, check in enumerate(checks) if check.anchors() is None]
        self._owners: dict[str, list[int]] = {}
        for i, check in enumerate(checks):
            for literal in sorted(check.anchors() or ()):
                self._owners.setdefault(literal, []).append(i)

    @cached_property
    def _literals(self) -> list[str]:
        return list(self._owners)

    @cached_property
    def _automaton(self) -> object:
        from ahocorasick_rs import AhoCorasick, Implementation  # not needed by commands that only list

        return AhoCorasick(self._literals, implementation=Implementation.ContiguousNFA)

    def scan(self, document: Document) -> Mapping[int, Sequence[Span]]:
        paragraphs = document.paragraphs
        found: dict[int, Sequence[Span]] = dict.fromkeys(self._everywhere, paragraphs)
        if not self._owners or not paragraphs:
            return found
        starts = [paragraph.start for paragraph in paragraphs]
        near: dict[int, dict[int, None]] = {}
        hits = self._automaton.find_matches_as_indexes(fold(document.text), overlapping=True)  # type: ignore[attr-defined]
        for literal, start, _ in hits:
            near.setdefault(literal, {})[max(0, bisect_right(starts, start) - 1)] = None
        places: dict[int, set[int]] = {}
        for literal, indexes in near.items():
            for owner in self._owners[self._literals[literal]]:
                places.setdefault(owner, set()).update(indexes)
        found.update((owner, [paragraphs[i] for i in sorted(indexes)]) for owner, indexes in places.items())
        return found


class PlainScanner:
    """Looks at every paragraph with every check: slow, and plainly complete. The other scanner must agree with it."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._count = len(checks)

    def scan(self, document: Document) -> Mapping[int, Sequence[Span]]:
        return dict.fromkeys(range(self._count), document.paragraphs)


def best_scanner(checks: Sequence[Check]) -> Scanner:
    """The fast scanner, or the plain one where its wheel is missing."""
    try:
        import ahocorasick_rs  # noqa: F401
    except ImportError:
        return PlainScanner(checks)
    return AnchorScanner(checks)
