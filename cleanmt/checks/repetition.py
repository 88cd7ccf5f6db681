"""Words and phrases that stand twice in a row, and translators' loops."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching, vocabulary
from cleanmt.text.document import Document

_STOPS = {"", ".", ",", ";", "\n"}
_WORD = lazy.compile(
    r"(?<![\p{L}\p{N}’'-])(?P<phrase>\p{L}[\p{L}’']*)(?P<again>(?: (?i:(?P=phrase)))+)(?![\p{L}\p{N}’'-])"
)
_PHRASE = lazy.compile(
    r"(?<![\p{L}\p{N}’'-])(?P<phrase>\p{L}[\p{L}’'-]*(?: [\p{L}\p{N}’'-]+){1,5})"
    r"(?P<again>(?:(?P<and>,? and)? (?P=phrase)|(?<= [\p{L}’'-]+ [\p{L}’'-]+)(?P<comma>,) (?P=phrase)))"
    r"(?![\p{L}\p{N}’'-])"
)
_LOOP = lazy.compile(
    r"(?<![\p{L}\p{N}’'-])(?P<phrase>\p{L}[\p{L}’'-]*(?: [\p{L}\p{N}’'-]+){0,5})(?P<again>(?:,? (?P=phrase)){2,})"
    r"(?![\p{L}\p{N}’'-])"
)
_TWIN = lazy.compile(
    r"(?<![\p{L}\p{N}’'-])(?P<phrase>\p{Ll}{3,})(?P<again>(?: and| or|, (?P=phrase) and) (?P=phrase))"
    r"(?![\p{L}\p{N}’'/-]|,? (?:and|or) (?P=phrase)\b)"
)
_JOINED = re.compile(r"(?: and| or|,) ([^\W\d_]{3,})")
_ITEM = lazy.compile(
    r"(?<![\p{L}\p{N}’'-])(?P<phrase>\p{Ll}{4,})(?P<again>, (?P=phrase))(?= and (?!(?P=phrase)\b)\p{Ll}{3,}\b)"
)
_WORD_BEFORE = lazy.compile(r"(?P<word>[\p{L}’'-]+)(?P<comma>,?) $")
_WORD_AFTER = lazy.compile(r" (?P<word>\p{L}+)")
_THERE_ARE = lazy.compile(r"\b[Tt]here (?:are|is|were|was) $")  # there are doctors and doctors
_COMPARED = lazy.compile(r"\p{Ll}+er")
_VERB = lazy.compile(r"\p{Ll}+(?:ing|ed)")
_QUALITY = lazy.compile(  # an adjective by its ending
    r"\p{Ll}{2,}(?:ous|ful|less|ical|ional|mental|ural|cial|tial|egal|omic|atic|istic|etic|ific|blic|sive|tive|ible)"
    r"|\p{Ll}{4,}able"
)
_NOUNS = frozenset(  # in spite of their ending
    """alternative arithmetic athletic bicentennial commercial constable credential detective executive fanatic handful
    individual initiative locomotive motive narrative native objective official operative perspective potential
    professional relative representative spoonful statistic vegetable incentive directive captive fugitive adjective
    additive derivative festival rational national tutorial trial""".split()
)
_BY_VERB = frozenset("is are was were be been being has have had will can may and".split())
_CAPITAL = lazy.compile(r" \p{Lu}")
_IN_CODE = lazy.compile(r"[:.]\p{L}")  # java java.util
_REDUPLICATED = 5  # letters, at most: piri piri, tuk tuk
_MANY = 5  # copies that nobody says for effect
_THRICE = 3
_PAIR = 2  # words
_FAR = 40  # characters: where the word before a phrase is looked for
_COPULAS = frozenset("is was are were be means".split())
_JOINS = frozenset("and or nor but an' i he she we they you it this that what".split())  # what speech says again
_PREPOSITION = lazy.compile(r" (?:in|on|at|for|with|by|from|to|during|after|before|along|of|as)\b")
_GOES_ON = lazy.compile(
    r" (?:in|on|at|for|with|by|from|to|into|through|about|over|during|after|before|between|of|as|per|since|and|or|but"
    r"|is|are|was|were|be|been|has|have|had|will|would|can|could)\b"
)
_ENDS = lazy.compile(r"[.!?…)”\"]|\s*$")


@dataclass(frozen=True, slots=True)
class RepeatedWord(Check):
    """The the. `only` limits it to these words; `allowed` are words that English doubles (had had).

    A doubled capital is a name (Bora Bora), save for the `titles` before one.

    Shapes: `doubled`, `capital` where the first copy begins its sentence and may be a name: Said said.
    """

    only: Words = Words(())
    allowed: Words = Words(())
    titles: Words = Words(())

    def signs(self) -> Signs | None:
        if not self.only:
            return None  # what comes again can't be named beforehand
        doubled = matching.alternatives(f"{word} {word}" for word in self.only)
        return Signs((rf"(?i:(?<![\p{{L}}\p{{N}}’'-]){doubled}(?![\p{{L}}\p{{N}}’'-]))",))

    def shapes(self) -> Shapes:
        return dict.fromkeys(("doubled",) if self.only else ("doubled", "capital"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for match in _again(document, spots, _WORD, self.allowed):
            if (self.only and match["phrase"].lower() not in self.only) or _is_name(match, self.titles):
                continue
            is_capital = match["phrase"][0].isupper() and match["phrase"] not in self.titles
            if is_capital and not document.starts_sentence(match.start()):
                continue  # a name before a word: Plan A a year later, US us
            if not _is_reduplicated(match) and not _IN_CODE.match(document.text, match.end()):
                yield _without_repeat(match, "capital" if is_capital and not self.only else "doubled")


@dataclass(frozen=True, slots=True)
class RepeatedPhrase(Check):
    """Of the court of the court. `allowed` are phrases that English doubles; `function-words` alone are no phrase.

    Shapes: `seam` (nothing between the copies: drunk driving drunk driving, of the town hall of the town hall in);
    `gap`, the same where a copy may stand for another word, as the phrase is not whole or the sentence does not go on
    as after one (the year of the year of the war); `list` (a comma) and `pair` (brought to justice and brought to
    justice), where one of the two should be another phrase. The clause must end after a list or a pair, or a pair's
    go on with a preposition: else what comes again may go on to something new (to the jury, and the jury wrote).
    Of `titles` a whole one may come twice before a name (Prime Minister Prime Minister Lee).
    """

    allowed: Words = Words(())
    function_words: Words = Words(())
    titles: Words = Words(())

    def shapes(self) -> Shapes:
        return dict.fromkeys(("seam", "gap", "list", "pair"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for match in _again(document, spots, _PHRASE, self.allowed):
            words = match["phrase"].lower().split()
            if _is_name(match, self.titles) or len(set(words)) == 1 or "--" in words or _is_chain(match):
                continue
            if not (match["and"] or match["comma"]):
                whole = self._is_whole(words, match)
                yield _without_repeat(match, "seam") if whole else _shown(match, "gap")
            elif not self._is_speech(words) and _closes(match):
                yield Match(Span(*match.span()), (), _words(match), "pair" if match["and"] else "list")

    def _is_whole(self, words: Sequence[str], match: regex.Match[str]) -> bool:
        """Whether the sentence is whole again without the second copy."""
        if words[-1] in self.function_words:
            return False
        if words[0] not in self.function_words:
            return True
        return len(words) > _PAIR and _GOES_ON.match(match.string, match.end()) is not None

    def _is_speech(self, words: Sequence[str]) -> bool:
        """Into the, into the; and faster, and faster; if I must, I must."""
        return words[0] in _JOINS or all(word in self.function_words for word in words)


@dataclass(frozen=True, slots=True)
class Twin(Check):
    """Skill and skill: one word where the source had two. `allowed` are words that English pairs (more and more).

    The clause must end after them or its verb follow, so that the second copy heads nothing (milk and milk products),
    save adjectives and adverbs that are known by their endings (racial and racial stereotypes);
    before one of `prepositions` the first must be bare (old mills and mills in the north), as it is behind a word of
    `bare-after`. Verbs are doubled for effect, save behind an auxiliary.

    Shapes: `pair`, `list` (lamps, lamps and candles).
    """

    allowed: Words
    bare_after: Words = Words(())
    prepositions: Words = Words(())

    def shapes(self) -> Shapes:
        return dict.fromkeys(("pair", "list"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for paragraph in (spot.paragraph for spot in spots if _has_twins(document.text, spot.paragraph)):
            for match in matching.matches(_TWIN, document.text, paragraph):
                if match["phrase"] not in self.allowed and self._is_pair(match):
                    yield _shown(match, "pair")
            for match in matching.matches(_ITEM, document.text, paragraph):
                if match["phrase"] not in self.allowed and not _VERB.fullmatch(match["phrase"]):
                    yield _shown(match, "list")

    def _is_pair(self, match: regex.Match[str]) -> bool:
        before = _WORD_BEFORE.search(match.string, max(0, match.start() - _FAR), match.start())
        after = _WORD_AFTER.match(match.string, match.end())
        leading, following = (found["word"].lower() if found else "" for found in (before, after))
        if _COMPARED.fullmatch(match["phrase"]) or leading in {*_JOINS, "between", "betwixt", "to"}:
            return False
        if _THERE_ARE.search(match.string, max(0, match.start() - _FAR), match.start()):
            return False
        if _VERB.fullmatch(match["phrase"]) and (leading not in _BY_VERB or match["phrase"].endswith("ing")):
            return False
        if _is_quality(match["phrase"]):  # slowly and slowly rose again
            return not match["phrase"].endswith("ly") or following in {"", *self.prepositions, *_BY_VERB}
        if following in self.prepositions:
            return leading in self.bare_after or leading.endswith("ed")
        return not following or following in _BY_VERB or (before is not None and before["comma"] == ",")


@dataclass(frozen=True, slots=True)
class Loop(Check):
    """A word or a phrase three times and more. `allowed` are words that English repeats (very, very, very).

    Shapes: `bare`; `commas`, where the loop ends a sentence that it did not begin; `list`, where it goes on or says
    all that there is, and so has to be translated anew. Two words and commas are a sound or for effect (tap, tap, tap),
    three capitals a title.
    """

    allowed: Words = Words(())

    def shapes(self) -> Shapes:
        return dict.fromkeys(("bare", "commas", "list"))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for match in _again(document, spots, _LOOP, self.allowed):
            if _is_for_effect(match):
                continue
            if "," not in match["again"]:
                yield _without_repeat(match, "bare")
            elif document.starts_sentence(match.start()) or not _ENDS.match(match.string, match.end()):
                yield _shown(match, "list")
            else:
                yield _without_repeat(match, "commas")


def _again(
    document: Document, spots: Sequence[Spot], expression: regex.Pattern[str], allowed: Words
) -> Iterator[regex.Match[str]]:
    for paragraph in (spot.paragraph for spot in spots if spot.paragraph in document.repetitive):
        for match in matching.matches(expression, document.text, paragraph):
            if match["phrase"].lower() not in allowed and not _is_loop_of_letters(match["phrase"]):
                yield match


def _without_repeat(match: regex.Match[str], shape: str) -> Match:
    return Match(Span(*match.span()), (Edit(*match.span("again"), ""),), _words(match), shape)


def _has_twins(text: str, paragraph: Span) -> bool:
    """Whether one word stands on both sides of an “and”, an “or” or a comma: much faster than to look for any word."""
    joined = _JOINED.finditer(text, paragraph.start, paragraph.end)
    return any(text.endswith(match[1], paragraph.start, match.start()) for match in joined)


def _shown(match: regex.Match[str], shape: str) -> Match:
    return Match(Span(match.start("phrase"), match.end("again")), (), _words(match), shape)


def _words(match: regex.Match[str]) -> dict[str, str]:
    phrase = match["phrase"]
    times = 1 + match["again"].lower().count(phrase.lower())
    return {"phrase": phrase, "times": "twice" if times == 2 else f"{times} times in a row"}


def _is_name(match: regex.Match[str], titles: Words = Words(())) -> bool:  # noqa: B008 -- it can't change
    """Bora Bora, the The Hague court: a doubled capital is a name until a third one proves it a loop.

    So is no title before a name.
    """
    words = match["again"][-len(match["phrase"]) :].split()
    if words[-1] in titles and _CAPITAL.match(match.string, match.end()):
        return False
    return all(word[0].isupper() for word in words)


def _is_reduplicated(match: regex.Match[str]) -> bool:
    """Piri piri, ylang ylang: short, of another language, and twice."""
    word = match["phrase"]
    return len(word) <= _REDUPLICATED and len(match["again"]) == len(word) + 1 and not vocabulary.is_everyday(word)


def _is_chain(match: regex.Match[str]) -> bool:
    """A deal is a deal is a deal, love is love is love."""
    words = match["phrase"].lower().split()
    if _COPULAS.isdisjoint(words):
        return False
    before = match.string[max(0, match.start() - _FAR) : match.start()].lower().split()
    return before[-1:] == words[-1:] or match.string.startswith(f" {words[0]}", match.end())


def _closes(match: regex.Match[str]) -> bool:
    """Whether the clause ends with the second copy; after “and” a preposition may follow."""
    if match.string[match.end() : match.end() + 1] in _STOPS:
        return True
    return match["and"] is not None and _PREPOSITION.match(match.string, match.end()) is not None


def _is_for_effect(match: regex.Match[str]) -> bool:
    """Tap, tap, tap; Girls Girls Girls; a rose is a rose is a rose."""
    words = match["phrase"].split()
    copies = len(match[0].replace(",", "").split()) // len(words)
    if copies >= _MANY:
        return False
    if "," in match["again"]:
        return len(words) <= 2
    return (copies == _THRICE and _is_name(match)) or not _COPULAS.isdisjoint(words)


def _is_quality(word: str) -> bool:
    """Racial, quickly: what no other word follows that it could belong to, as milk belongs to milk products."""
    if word.endswith("ly"):
        return any(vocabulary.is_everyday(stem) for stem in (word[:-2], word[:-3] + "y"))
    return _QUALITY.fullmatch(word) is not None and word not in _NOUNS


def _is_loop_of_letters(phrase: str) -> bool:
    return len(phrase) < 2 and phrase.lower() != "a"
