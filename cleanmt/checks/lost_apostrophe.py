"""Words that lost their apostrophe: dont, Norways fleet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot, matches_of
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching, vocabulary
from cleanmt.text.document import Document

_BEFORE, _BEHIND = r"(?<![\p{L}\p{N}_@#/.’'-])", r"(?![\p{L}\p{N}_@/’'(-]|\.\p{L})"
_OWNER = rf"{_BEFORE}(?P<owner>\p{{Lu}}\p{{Ll}}{{2,}}[^\P{{Ll}}s])s(?= (?P<owned>\p{{Ll}}{{3,}}))"
_COMMONER = 30  # times, at least: a name than the word that it seems to be the plural of
_PLURAL_BEFORE = lazy.compile(
    r"\b(?:the|these|those|all|both|many|most|two|three|some|few|other|we|you|us"
    r"|\p{Ll}+(?:ly|al|ic|ous|ful|ern)) $"
)
_VERB = lazy.compile(r"(?:ed|ly|ing|self)$")
_NEAR = 20  # characters, in which the word before stands


@dataclass(frozen=True, slots=True)
class Contraction(Check):
    """dont, theyre: one of `words`, contractions as they are written right, without its apostrophe.

    Those in `doubtful` are words without it, too (cant, wont), and count only after a pronoun: the shape `doubtful`;
    the others are `plain`.
    """

    words: Words
    doubtful: Words = Words(())

    def signs(self) -> Signs:
        return Signs(self._patterns())

    def shapes(self) -> Shapes:
        return dict.fromkeys(("plain", "doubtful"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        right = {word.replace("'", ""): word for word in (*self.words, *self.doubtful)}
        for number, (shape, pattern) in enumerate(zip(self.shapes(), self._patterns(), strict=True)):
            for match in matches_of(number, pattern, document, spots):
                if match[0].islower() or document.starts_sentence(match.start()):  # else the town of Theres
                    yield _mended(document, match, right[match[0].lower()].index("'"), shape)

    def _patterns(self) -> tuple[str, str]:
        plain, doubtful = (
            matching.alternatives(word.replace("'", "") for word in words) for words in (self.words, self.doubtful)
        )
        return (
            rf"{_BEFORE}(?i:{plain})(?<!\p{{Lu}}{{2}}){_BEHIND}",
            rf"(?<=\b(?i:I|you|he|she|it|we|they|who|that) ){doubtful}{_BEHIND}(?! to\b)",
        )


@dataclass(frozen=True, slots=True)
class Possessive(Check):
    """Norways fleet: a name that English knows, and its plural hardly, before a word in lower case.

    The name is one of `names`, or stands in the text alone or with its apostrophe, and never in lower case.
    `not-before` are words that follow no possessive.
    """

    not_before: Words
    names: Words = Words(())

    def signs(self) -> Signs:
        return Signs((_OWNER,))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for spot in spots:
            for match in matching.matches(matching.compiled(_OWNER), document.text, spot.paragraph):
                if self._is_owner(document, match):
                    yield _mended(document, match, match.end() - match.start() - 1)

    def _is_owner(self, document: Document, match: regex.Match[str]) -> bool:
        owned, name = match["owned"], match["owner"]
        before = document.text[max(0, match.start() - _NEAR) : match.start()]
        return (
            owned not in self.not_before
            and not _VERB.search(owned)
            and vocabulary.is_everyday(owned)
            and not _PLURAL_BEFORE.search(before)
            and (vocabulary.frequency(name) > 0 or not document.starts_sentence(match.start()))
            and (name in self.names or document.word_counts[name] > 0 or document.word_counts[f"{name}'s"] > 0)
            and document.word_counts[match[0]] == 1
            and document.word_counts[name.lower()] == 0
            and vocabulary.frequency(name) >= _COMMONER * vocabulary.frequency(match[0])
        )


def _mended(document: Document, match: regex.Match[str], place: int, shape: str = "") -> Match:
    at = match.start() + place
    apostrophe = "’" if document.once("curly apostrophes", lambda text: "’" in text) else "'"
    right = f"{match[0][:place]}{apostrophe}{match[0][place:]}"
    return Match(Span(*match.span()), (Edit(at, at, apostrophe),), {"right": right}, shape)
