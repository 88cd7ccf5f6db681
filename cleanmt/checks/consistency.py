"""One word, one spelling: a text that mixes two is mended to what it writes most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from cleanmt import patterns
from cleanmt.checks import Match
from cleanmt.document import Document
from cleanmt.findings import Edit, Span


@dataclass(frozen=True, slots=True)
class Consistency:
    """`sets` hold spellings of one word each. `pairs` are the words of two varieties: all of them vote together.

    The text's majority decides, if it outnumbers the rest by `ratio`. Words are taken as they are written: a capital
    (Department of Defense) makes another word.
    """

    sets: tuple[tuple[str, ...], ...] = ()
    pairs: Mapping[str, str] = field(default_factory=dict)
    ratio: int = 2

    def problems(self) -> Iterator[str]:
        if bool(self.sets) == bool(self.pairs):
            yield "give either 'sets' or 'pairs'"

    def anchors(self) -> frozenset[str] | None:
        words = [word for spellings in self.sets for word in spellings]
        return frozenset(patterns.fold(word) for word in (*words, *self.pairs.keys(), *self.pairs.values()))

    def shapes(self) -> tuple[str, ...]:
        return ()

    def find(self, document: Document, paragraphs: Sequence[Span]) -> Iterator[Match]:
        found: list[Match] = []
        for spellings in self.sets:
            hits = _hits(document, paragraphs, spellings)
            counts = Counter(hit[0] for hit in hits)
            if counts:
                right, most = counts.most_common(1)[0]
                found += self._minority(document, hits, dict.fromkeys(spellings, right), most)
        found += self._other_variety(document, paragraphs)
        yield from sorted(found, key=lambda match: match.span)

    def _other_variety(self, document: Document, paragraphs: Sequence[Span]) -> Iterator[Match]:
        back = {second: first for first, second in self.pairs.items()}
        hits = _hits(document, paragraphs, (*self.pairs, *back)) if self.pairs else []
        firsts = sum(hit[0] in self.pairs for hit in hits)
        right = back if firsts * 2 > len(hits) else dict(self.pairs)
        yield from self._minority(document, hits, right, max(firsts, len(hits) - firsts))

    def _minority(
        self, document: Document, hits: Sequence[regex.Match[str]], right: Mapping[str, str], most: int
    ) -> Iterator[Match]:
        """The hits that are spelt otherwise than the majority, where it is large enough."""
        if most < self.ratio * (len(hits) - most):
            return
        for hit in hits:
            text = right.get(hit[0], hit[0])
            if text != hit[0]:
                edit = Edit(*hit.span(), text).trimmed(document.text)
                yield Match(Span(*hit.span()), (edit,), {"replacement": text, "count": str(most)})


def _hits(document: Document, paragraphs: Sequence[Span], words: Sequence[str]) -> list[regex.Match[str]]:
    expression = patterns.compiled(rf"(?<![\p{{L}}\p{{N}}]){patterns.alternatives(words)}(?![\p{{L}}\p{{N}}])")
    return [m for paragraph in paragraphs for m in patterns.matches(expression, document.text, paragraph)]
