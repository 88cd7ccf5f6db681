"""How hard a text is to read, by textstat. Off unless asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cleanmt.checks import Check, Match, Spot
from cleanmt.text.document import Document


@dataclass(frozen=True, slots=True)
class Readability(Check):
    """A whole text whose `measure` is above `most`.

    The measures need no syllables: textstat would fetch its word list for those at run time.
    """

    most: int
    measure: Literal["automated-readability-index", "coleman-liau-index", "lix"] = "automated-readability-index"
    min_words: int = 100  # in a text that is measured

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        if not document.paragraphs or document.word_counts.total() < self.min_words:
            return
        import textstat  # 0.4 s, only when the rule is selected

        value = float(getattr(textstat, self.measure.replace("-", "_"))(document.text))
        if value > self.most:
            title = document.paragraphs[0]
            yield Match(title, (), {"measure": self.measure.replace("-", " "), "value": f"{value:.1f}"})
