"""Common nouns with a capital in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanmt.checks import Check, Match, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching, vocabulary
from cleanmt.text.document import Document

_AFTER = r"(?=[.,;:!?)”\"]| (?!of |and |for |in |& )\p{Ll})(?!\.\p{L})"
_SENTENCE_END = (".", "!", "?", "”", '"', "’", "'", ")")


@dataclass(frozen=True, slots=True)
class StrayNoun(Check):
    """A plural with a capital after one of `quantities` (many Goats), or after a lower-case word and “of” (a lot of
    Goats), that the text writes without elsewhere, or its singular.
    """

    quantities: Words

    def signs(self) -> Signs:
        return Signs((self._pattern(),))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for spot in spots:
            if not document.text[spot.paragraph.start : spot.paragraph.end].rstrip().endswith(_SENTENCE_END):
                continue  # a heading, which gives capitals to all words
            for match in matching.matches(matching.compiled(self._pattern()), document.text, spot.paragraph):
                span = Span(*match.span("noun"))
                if _is_common(document, match["noun"]):
                    right = match["noun"].lower()
                    yield Match(span, (Edit(span.start, span.start + 1, right[0]),), {"replacement": right})

    def _pattern(self) -> str:
        before = rf"(?<=\p{{Ll}},? )(?:{matching.alternatives(self.quantities)}|\p{{Ll}}+ of)"
        return rf"{before} (?P<noun>\p{{Lu}}\p{{Ll}}{{2,}}(?!ss)\p{{Ll}}s){_AFTER}"


def _is_common(document: Document, noun: str) -> bool:
    """Whether it has its capital in this one place only, and stands without in another."""
    word, counts = noun.lower(), document.word_counts
    if counts[noun] > 1 or counts[noun.removesuffix("s")] or not vocabulary.is_everyday(word):
        return False
    return counts[word] > 0 or counts[word.removesuffix("s")] > 0
