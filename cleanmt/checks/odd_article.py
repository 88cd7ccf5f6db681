"""A name with an article that it has nowhere else in the text: `joined the Haugesund`, where he lives in Haugesund."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanmt.checks import Check, Match, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching, vocabulary
from cleanmt.text.document import Document

_NAME = r"\p{Lu}\p{Ll}{3,}"
# Not before “and” or a list, where the article belongs to a noun further on: the Sydney and Melbourne airports.
_AFTER = r"(?=[.;]|, \p{Ll}| (?:in|at|from|on|after|before|when|where|for|with|to|since|by|as|but)\b)"
_WITH_ARTICLE = lazy.compile(rf"\b[Tt]he ({_NAME})\b")
# Not before a noun or another name, where the article would belong to that.
_WITHOUT = lazy.compile(
    rf"\b(?:in|to|from|at|of|with|for|against|by|near) ({_NAME})\b(?!['’]|-| \p{{Lu}}| \p{{Ll}}+s\b)"
)


@dataclass(frozen=True, slots=True)
class OddArticle(Check):
    """Names that stand with “the” once, and at least once right after a preposition without it.

    Everyday words (the Lords, the Treasury, the Gulf) have an article by right, and stand without one in other names.

    `before` are the words (verbs, prepositions) after which a name with “the” is looked at.
    """

    before: Words

    def signs(self) -> Signs:
        return Signs((self._pattern(),))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        expression = matching.compiled(self._pattern())
        for spot in spots:
            for match in matching.matches(expression, document.text, spot.paragraph):
                if _is_odd(document, match["name"]):
                    edit = Edit(*match.span("the"), "")
                    yield Match(Span(edit.start, match.end()), (edit,), {"name": match["name"]})

    def _pattern(self) -> str:
        return rf"\b(?:{'|'.join(self.before)}) (?P<the>the )(?P<name>{_NAME}){_AFTER}"


def _is_odd(document: Document, name: str) -> bool:
    with_article, without = document.once(__name__, _names)
    is_odd = with_article[name] == 1 and name in without and document.word_counts[name] > 1
    return is_odd and not vocabulary.is_everyday(name)


def _names(text: str) -> tuple[Counter[str], frozenset[str]]:
    """The names that stand with “the”, and those that stand after a preposition without it."""
    return Counter(_WITH_ARTICLE.findall(text)), frozenset(_WITHOUT.findall(text))
