"""One word, one spelling: a text that mixes two is mended to what it writes most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanmt import patterns
from cleanmt.checks import Match
from cleanmt.document import Document
from cleanmt.findings import Edit, Span


@dataclass(frozen=True, slots=True)
class Consistency:
    """Each set holds spellings of one word. The text's majority decides; at equal numbers nobody does.

    `ratio` is how many times the majority must outnumber the rest before the rest is a finding.
    """

    sets: tuple[tuple[str, ...], ...]
    ratio: int = 2

    def anchors(self) -> frozenset[str] | None:
        return frozenset(patterns.fold(word) for words in self.sets for word in words)

    def shapes(self) -> tuple[str, ...]:
        return ()

    def find(self, document: Document, paragraphs: Sequence[Span]) -> Iterator[Match]:
        found = []
        for words in self.sets:
            found += self._find_set(document, paragraphs, words)
        yield from sorted(found, key=lambda match: match.span)

    def _find_set(self, document: Document, paragraphs: Sequence[Span], words: tuple[str, ...]) -> Iterator[Match]:
        expression = patterns.compiled(
            rf"(?<![\p{{L}}\p{{N}}]){patterns.alternatives(words)}(?![\p{{Ll}}\p{{N}}])", ignore_case=words[0].islower()
        )
        hits = [m for p in paragraphs for m in patterns.matches(expression, document.text, p)]
        counts = Counter(m[0].lower() for m in hits)
        if len(counts) < 2:  # noqa: PLR2004
            return
        (major, most), *rest = counts.most_common()
        if most < self.ratio * sum(count for _, count in rest):
            return
        right = next(word for word in words if word.lower() == major)
        for match in hits:
            if match[0].lower() != major:
                text = right[0].upper() + right[1:] if match[0][0].isupper() else right
                edit = Edit(*match.span(), text).trimmed(document.text)
                yield Match(Span(*match.span()), (edit,), {"other": text, "count": str(most)})
