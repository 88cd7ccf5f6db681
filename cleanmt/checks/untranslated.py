"""Words of the source language that were left standing, judged by the vocabularies of languages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.checks.names import NO_GIVEN_NAMES
from cleanmt.fields import RegexText, Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching, vocabulary
from cleanmt.text.document import Document

_WORD = lazy.compile(r"(?<![\p{L}\p{N}@#_/.&-])[\p{L}\p{M}]+(?:[’'-][\p{L}\p{M}]+)*(?![\p{L}\p{N}@_/-])")
_LATIN = lazy.compile(r"[\p{Latin}\p{M}’'-]+")
_FOREIGN_LETTER = lazy.compile(r"[^\W\d_a-zA-Z]")
_BEYOND_ASCII = r"[\x{aa}\x{b5}\x{ba}-\x{1fff}\x{2071}-\x{209c}\x{2100}-\x{218f}\x{2c00}-\x{10ffff}]"
_LOWER = lazy.compile(r"(?<![\p{L}\p{M}])\p{Ll}[\p{L}\p{M}]+")  # parts of words: all known, all well
_PART = lazy.compile(r"[\p{L}\p{M}]+")
_WORD_BEFORE = lazy.compile(r"(?P<word>[\p{L}\p{M}]+) $")
_WORD_AFTER = lazy.compile(r" (?P<word>\p{Ll}[\p{L}\p{M}]+)")
# Peoples, and what else has a capital before a common noun.
_ADJECTIVE = lazy.compile(r"(?:an|ese|ic|ish|ch)$")
_TORN = lazy.compile(r"[\[\](){}€™œ†‡]")  # beside a word that is cut, or whose letters are
_SHORTEST = 4
_NEAR = 80  # characters, in which two words stand
_STEM = 5  # letters at least, by which the plural of a word is known
_CITED = 4  # words of a quotation that is a term or a title


@dataclass(frozen=True, slots=True)
class Untranslated(Check):
    """Lower-case words that English does not know: with a letter that it does not use, or, in a text that has such
    letters, common in one of `languages` (ISO codes).

    `allowed` are words that English borrows. Left alone is what is quoted in a few words, what begins a paragraph (its
    first letters are lost), what stands twice in the text (a term of it), and what stands inside a name (Gesellschaft
    für bedrohte Völker). Shapes: `name` where the text has the word with a capital, or where `names` matches it and a
    name (Marika volfová) or one of the words `leading` (in valeč) stands before it; `word` elsewhere.
    """

    languages: Words
    names: RegexText = RegexText("")
    leading: Words = Words(())
    allowed: Words = Words(())

    def signs(self) -> Signs:
        # Without such a letter a text is hardly a translation, and no word needs to be looked up.
        return Signs((_BEYOND_ASCII,), is_plain=True)

    def shapes(self) -> Shapes:
        return dict.fromkeys(("name", "word"))

    def problems(self) -> Iterator[str]:
        return vocabulary.lacking(self.languages)

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        if not any(_FOREIGN_LETTER.search(document.text, s.paragraph.start, s.paragraph.end) for s in spots):
            return
        for paragraph in document.paragraphs:
            text = document.text[paragraph.start : paragraph.end]
            if not all(map(vocabulary.frequency, {*_LOWER.findall(text)})):
                for match in _WORD.finditer(document.text, paragraph.start, paragraph.end):
                    if match[0].islower() and match[0] not in self.allowed:
                        yield from self._judged(document, paragraph, match)

    def _judged(self, document: Document, paragraph: Span, match: regex.Match[str]) -> Iterator[Match]:
        word, span, text = match[0], Span(*match.span()), document.text
        if not _LATIN.fullmatch(word) or _is_cited(document, span) or _is_inside_name(text, span):
            return
        if span.start == paragraph.start or _is_torn(text, span) or _is_term(document, word):
            return
        language = self._language(word)
        if language is None:
            return
        words = {"word": word, "language": language}
        if self._is_name(document, paragraph, match):
            yield Match(span, (Edit(span.start, span.start + 1, word[0].upper()),), words, "name")
        else:
            yield Match(span, (), words, "word")

    def _is_name(self, document: Document, paragraph: Span, match: regex.Match[str]) -> bool:
        word, text = match[0], document.text
        if word[0].upper() == word[0]:  # º has none
            return False
        if document.word_counts[word[0].upper() + word[1:]]:
            return True
        before = _WORD_BEFORE.search(text, paragraph.start, match.start())
        if not before or not self.names or not matching.compiled(self.names).search(word):
            return False
        if before["word"][0].isupper():
            return before["word"] not in NO_GIVEN_NAMES and not _ADJECTIVE.search(before["word"])
        after = _WORD_AFTER.match(text, match.end(), paragraph.end)
        return before["word"] in self.leading and (not after or vocabulary.frequency(after["word"]) > 0)

    def _language(self, word: str) -> str | None:
        """The language that the word is taken for, "" where none is known; None for English."""
        parts = _PART.findall(word.casefold().replace("æ", "ae").replace("œ", "oe"))
        unknown = [part for part in parts if len(part) > 1 and not vocabulary.frequency(part)]
        if not unknown:
            return None
        part = max(unknown, key=len)
        best = max(self.languages, key=lambda language: vocabulary.frequency(part, language))
        if _FOREIGN_LETTER.search(part):
            return best if vocabulary.frequency(part, best) else ""
        return best if vocabulary.is_everyday(part, best) and len(part) >= _SHORTEST else None


def _is_term(document: Document, word: str) -> bool:
    """Whether it stands twice in the text, or with an ending: linguiça, linguiças."""
    stem = word[: max(_STEM, len(word) - 1)]
    words = document.once(_is_term, lambda _: sorted(document.word_counts.elements()))
    second = bisect_left(words, stem) + 1
    return second < len(words) and words[second].startswith(stem)


def _is_torn(text: str, span: Span) -> bool:
    return _TORN.search(text, max(0, span.start - 1), span.end + 1) is not None


def _is_cited(document: Document, span: Span) -> bool:
    """A word or a title in quotation marks; longer quotations are speech, and were translated with the rest."""
    quotation = document.quotation_at(span, inner=True) or document.quotation_at(span)
    return quotation is not None and len(document.text[quotation.start : quotation.end].split()) <= _CITED


def _is_inside_name(text: str, span: Span) -> bool:
    """Between two capitals, or before one and after a foreign word: `Gesellschaft für bedrohte Völker`."""
    before = text[max(0, span.start - _NEAR) : span.start].rsplit(maxsplit=2)[-2:]
    after = text[span.end : span.end + _NEAR].split(maxsplit=2)[:2]
    return any(word[:1].isupper() for word in before) and any(word[:1].isupper() for word in after)
