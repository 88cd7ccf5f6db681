"""Two words that lost the space between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from cleanmt.checks import Match, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching, vocabulary
from cleanmt.text.document import Document

_TWO_WORDS = r"(?<![\p{L}\p{N}_.@/’'-])(?P<left>\p{Ll}{3,})(?P<right>\p{Lu}\p{Ll}{2,})(?![\p{L}\p{N}_(@/-])"
_CAPITALIZED = regex.compile(r"(?<![\p{L}\p{N}’'-])\p{Lu}\p{Ll}{5,}(?![\p{L}\p{N}])")


@dataclass(frozen=True, slots=True)
class FusedWords:
    """`name-verb`: Stoltenbergopened, where the name stands alone elsewhere in the text and a verb is left over.

    `word-name`: ofUkraine, where a small word is left over. Shapes: `known` (the name stands elsewhere), `unknown`.

    `word-word`: othersMovies, two words that every reader knows. It looks up no list.
    """

    find_: Literal["name-verb", "word-name", "word-word"]
    words: Words = Words(())  # the verbs, or the small words
    except_words: Words = Words(())

    def signs(self) -> Signs | None:
        if self.find_ == "name-verb":
            return Signs((rf"(?<![\p{{L}}\p{{N}}’'-])\p{{Lu}}\p{{Ll}}{{2,}}{self._ending()}",))
        return Signs((_TWO_WORDS if self.find_ == "word-word" else self._word_before_name(),))

    def shapes(self) -> tuple[str, ...]:
        return ("known", "unknown")

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        finders = {"name-verb": self._name_verb, "word-name": self._word_name, "word-word": self._word_word}
        finder = finders[self.find_]
        for spot in spots:
            yield from finder(document, spot.paragraph)

    def _name_verb(self, document: Document, paragraph: Span) -> Iterator[Match]:
        for match in matching.matches(_CAPITALIZED, document.text, paragraph):
            word = match[0]
            if not word.endswith(self.words) or document.word_counts[word] > 1 or word in self.except_words:
                continue
            for verb in matching.longest_first(self.words):
                name = word.removesuffix(verb)
                if name != word and document.word_counts[name] > 0 and len(name) > 2:
                    yield _split(match.start(), name, verb, "known")
                    break

    def _word_name(self, document: Document, paragraph: Span) -> Iterator[Match]:
        for match in matching.matches(matching.compiled(self._word_before_name()), document.text, paragraph):
            if match[0] in self.except_words:
                continue
            name = match["name"]
            shape = "known" if document.word_counts[name] else "unknown"
            yield _split(match.start(), match[0].removesuffix(name), name, shape)

    def _ending(self) -> str:
        return rf"{matching.alternatives(self.words)}(?![\p{{L}}\p{{N}}])"

    def _word_before_name(self) -> str:
        small = matching.alternatives(self.words)
        return rf"(?<![\p{{L}}\p{{N}}_’'-]){small}(?P<name>\p{{Lu}}\p{{Ll}}{{2,}})(?![\p{{L}}\p{{N}}_])"

    def _word_word(self, document: Document, paragraph: Span) -> Iterator[Match]:
        for match in matching.matches(matching.compiled(_TWO_WORDS), document.text, paragraph):
            left, right = match["left"], match["right"]
            is_new = not vocabulary.frequency(match[0]) and match[0] not in self.except_words
            if is_new and vocabulary.is_everyday(left) and vocabulary.is_everyday(right):
                yield _split(match.start(), left, right, "known")


def _split(start: int, left: str, right: str, shape: str) -> Match:
    at = start + len(left)
    return Match(Span(start, at + len(right)), (Edit(at, at, " "),), {"left": left, "right": right}, shape)
