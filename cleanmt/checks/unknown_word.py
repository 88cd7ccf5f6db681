"""Lower-case words that no English reader knows, though all their letters are English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from cleanmt.checks import Check, Match, Shapes, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, vocabulary
from cleanmt.text.document import Document

_LOWER = re.compile(r"\b[a-z]{6,30}\b")
_NEAR = 40  # characters, in which the word before stands
# Between a word of English and another, or the end of a sentence or a clause.
_BEFORE = lazy.compile(r"(?<![\p{L}\p{M}\p{N}@#_/.&’'\\-])(?P<before>\p{L}+(?:[’']s)?),? $")
_AFTER = lazy.compile(
    r"[,;]? (?P<after>\p{L}+(?:[’']s)?)(?![\p{L}\p{M}\p{N}@_/(\\-]|\.\p{L})|(?=[.!?](?:[”\"’')]*(?: \p{Lu}|$)))"
)
_KNOWN = 1e-6  # how common what stands beside it must be
_BEGINS = 1e-4  # and what has a capital only because it begins a sentence: The, In
_SELDOM, _LONG = 1e-6, 8  # a slip that many make: how common at most, and how long
_COMMON, _TIMES = 1e-5, 300  # what it stands for
_STEM = 1e-7  # and what it may be formed of
_SHORTEST_STEM, _SHORTEST_PART = 4, 3
_DEPTH = 2  # affixes on one another
_CITED = 4  # words of a quotation that is a term or a title
_FOREIGN = 20  # unknown words, from which a quarter of all make the text no English
_MANY = 3  # unknown words, from which the text is about something that has words of its own
Affixes = tuple[Words, Words]  # prefixes and suffixes
_GLOSS = lazy.compile(r"(?:,? (?:or|i\.e\.|meaning|which means|called|aka|as in)\b| [(\[–—=]|,? (?:an?|the) )")


@dataclass(frozen=True, slots=True)
class Misspelt(Check):
    """Words in lower case, of six English letters at least, that are one letter away from an everyday word, which is
    proposed. The 320,000 words of the vocabulary have not the word, or have it hundreds of times rarer, as a slip that
    many make; and it is not formed of them, by `prefixes`, `suffixes`, or of two words.

    Left alone is what the text has again (a term of it), what is explained or quoted in a few words, what stands after
    one of `naming` (a dish called), and what stands beside a capital or a word that is rare itself.
    """

    prefixes: Words
    suffixes: Words
    naming: Words = Words(())

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        affixes = (self.prefixes, self.suffixes)
        for word, span in _rare_words(document, spots, self.naming):
            if right := _right(word, affixes):
                edit = Edit(span.start, span.end, right).trimmed(document.text)
                yield Match(span, (edit,), {"replacement": right})


@dataclass(frozen=True, slots=True)
class Strange(Check):
    """Words in lower case, of six English letters at least, that the vocabulary has not, nor any word near them; they
    are not formed by `prefixes` and `suffixes` either. What is left alone is what `unknown-word/misspelt` leaves alone,
    `naming` words among it.

    Shapes: `unknown`, where the text has few of them, and it does not end as words of the sciences do (`learned`); else
    `foreign`, a word of one of `languages` (ISO codes).
    """

    languages: Words
    prefixes: Words
    suffixes: Words
    learned: Words = Words(())
    naming: Words = Words(())

    def shapes(self) -> Shapes:
        return dict.fromkeys(("foreign", "unknown"))

    def problems(self) -> Iterator[str]:
        return vocabulary.lacking(self.languages)

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        affixes = (self.prefixes, self.suffixes)
        for word, span in _rare_words(document, spots, self.naming):
            if not (vocabulary.frequency(word) or _is_word(word, affixes, 0) or _right(word, affixes)):
                if not word.endswith(tuple(self.learned)) and _strange(document, affixes) < _MANY:
                    yield Match(span, (), {"word": word}, "unknown")
                elif any(vocabulary.frequency(word, language) for language in self.languages):
                    yield Match(span, (), {"word": word}, "foreign")


def _rare_words(document: Document, spots: Sequence[Spot], naming: Words) -> Iterator[tuple[str, Span]]:
    paragraphs = {spot.paragraph for spot in spots}
    for span in document.once(_rare, _rare):
        paragraph = document.paragraph_at(span.start)
        if paragraph in paragraphs and _stands_alone(document, paragraph, span, naming):
            yield document.text[span.start : span.end], span


def _rare(text: str) -> Sequence[Span]:
    """Where words stand that English does not know, or hardly; nowhere in a text that is not English at all."""
    words = {*_LOWER.findall(text)}
    rare = set(filter(_is_rare, words))
    if not rare or (len(rare) > _FOREIGN and len(rare) * 4 > len(words)):
        return ()
    return [Span(*match.span()) for match in _LOWER.finditer(text) if match[0] in rare]


def _right(word: str, affixes: Affixes) -> str:
    """The word that it is a slip for, "" where it is none."""
    if vocabulary.frequency(word):
        return "" if _is_formed(word, affixes, _STEM) else meant(word)
    return "" if _is_word(word, affixes, _STEM) else nearest(word)


def _strange(document: Document, affixes: Affixes) -> int:
    """How many words of the text English does not know; no more than `_MANY` are counted."""

    def counted(text: str) -> int:
        unknown = (word for word in {*_LOWER.findall(text)} if not vocabulary.frequency(word))
        return sum(1 for _ in islice((word for word in unknown if not _is_word(word, affixes, _STEM)), _MANY))

    return document.once((_strange, affixes), counted)


def _is_word(word: str, affixes: Affixes, least: float) -> bool:
    """Whether English forms it of words that are so common, or of two that every reader knows."""
    return _is_compound(word) or _is_formed(word, affixes, least)


def _is_formed(word: str, affixes: Affixes, least: float, depth: int = _DEPTH) -> bool:
    prefixes, suffixes = affixes
    stems = [word.removeprefix(p) for p in prefixes if word.startswith(p)]
    stems += [stem for s in suffixes if word.endswith(s) for stem in _stems(word.removesuffix(s))]
    stems = [stem for stem in stems if len(stem) >= _SHORTEST_STEM]
    if any(vocabulary.frequency(stem) > least for stem in stems):
        return True
    return depth > 1 and any(_is_formed(stem, affixes, least, depth - 1) for stem in stems)


def _is_rare(word: str) -> bool:
    often = vocabulary.frequency(word)
    return not often or (often < _SELDOM and len(word) >= _LONG)


def _stands_alone(document: Document, paragraph: Span, span: Span, naming: Words) -> bool:
    """Whether words that are English stand beside it, and nothing explains or repeats it."""
    text = document.text
    before = _BEFORE.search(text, max(paragraph.start, span.start - _NEAR), span.start)
    after = _AFTER.match(text, span.end, paragraph.end)
    return (
        before is not None
        and after is not None
        and before["before"] not in naming
        and all(_is_english(side) for side in (before["before"], after["after"]) if side)
        and not _GLOSS.match(text, span.end)
        and not _is_term(document, text[span.start : span.end])
        and not _is_cited(document, span)
        and not document.is_foreign(span.start)
    )


def _is_english(word: str) -> bool:
    word = word.removesuffix("'s").removesuffix("’s")
    return vocabulary.frequency(word) >= (_KNOWN if word.islower() else _BEGINS)


def _stems(stem: str) -> Iterator[str]:
    """What a suffix may have been put to: (hop)ing, (hope)ing, (hopp)ing, (happi)ness."""
    yield stem
    yield stem + "e"
    yield stem + "y"
    if stem.endswith("i"):
        yield stem[:-1] + "y"
    if stem[-1:] == stem[-2:-1]:
        yield stem[:-1]


def _is_compound(word: str) -> bool:
    """Of two words that every reader knows, with or without a space that was lost."""
    return any(
        vocabulary.frequency(word[:at]) >= _KNOWN and vocabulary.frequency(word[at:]) >= _KNOWN
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )


@lru_cache(maxsize=4096)
def nearest(word: str) -> str:
    """The commonest everyday word that is one letter away and begins alike, a short one only if it is very common; ""
    where there is none.
    """
    return _commonest(_alike(word), vocabulary.EVERYDAY if len(word) >= _LONG else _COMMON)


@lru_cache(maxsize=4096)
def meant(word: str) -> str:
    """The same for a word that the vocabulary has: hundreds of times as common, and no other letter than its own."""
    found = (o for o in _alike(word) if o[-1] == word[-1] and (len(o) != len(word) or sorted(o) == sorted(word)))
    return _commonest(found, max(_COMMON, _TIMES * vocabulary.frequency(word)))


def _commonest(words: Iterable[str], least: float) -> str:
    return max((w for w in words if vocabulary.frequency(w) >= least), key=vocabulary.frequency, default="")


def _alike(word: str) -> Iterator[str]:
    """The everyday words with its first letter that are one letter away: one more or less, another, or two in turn."""
    from rapidfuzz.distance import OSA

    for other in vocabulary.everyday(word[0]):
        if OSA.distance(word, other, score_cutoff=1) == 1 and other.isalpha() and other.isascii():
            yield other


def _is_term(document: Document, word: str) -> bool:
    """Whether the text has it again, with a capital or with an ending."""
    counts = document.word_counts
    forms = (word.capitalize(), word + "s", word + "es", word.removesuffix("s"), word.upper())
    return counts[word] > 1 or any(counts[form] for form in forms if form != word)


def _is_cited(document: Document, span: Span) -> bool:
    quotation = document.quotation_at(span, inner=True) or document.quotation_at(span)
    return quotation is not None and len(document.text[quotation.start : quotation.end].split()) <= _CITED
