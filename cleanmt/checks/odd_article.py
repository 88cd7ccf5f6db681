"""A name with an article that it has nowhere else in the text: `joined the Haugesund`, where he lives in Haugesund."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanmt import patterns
from cleanmt.checks import Match, Signs, Spot
from cleanmt.document import Document
from cleanmt.findings import Edit, Span
from cleanmt.types import Words

_WITH = (
    r"\b(?:{before}) (?P<the>the )(?P<name>\p{{Lu}}\p{{Ll}}{{3,}})"
    r"(?=[.,;]| (?:in|at|from|on|and|after|before|when|where|for|with|to|since|by|as|but)\b)"
)


@dataclass(frozen=True, slots=True)
class OddArticle:
    """Names that stand with “the” once, and at least once right after a preposition without it.

    `before` are the words (verbs, prepositions) after which a name with “the” is looked at.
    """

    before: Words

    def signs(self) -> Signs | None:
        return Signs((self._pattern(),))

    def shapes(self) -> tuple[str, ...]:
        return ()

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        expression = patterns.compiled(self._pattern())
        for spot in spots:
            for match in patterns.matches(expression, document.text, spot.paragraph):
                if _is_odd(document, match["name"]):
                    edit = Edit(*match.span("the"), "")
                    yield Match(Span(edit.start, match.end()), (edit,), {"name": match["name"]})

    def _pattern(self) -> str:
        return _WITH.format(before="|".join(self.before))


def _is_odd(document: Document, name: str) -> bool:
    if document.text.count(name) < 2 or document.word_counts[name] < 2:
        return False
    with_article = patterns.compiled(rf"\b[Tt]he {name}\b")
    # Not before a noun or another name, where the article would belong to that.
    without = patterns.compiled(
        rf"\b(?:in|to|from|at|of|with|for|against|by|near) {name}\b(?!['’]|-| \p{{Lu}}| \p{{Ll}}+s\b)"
    )
    return len(with_article.findall(document.text)) == 1 and without.search(document.text) is not None
