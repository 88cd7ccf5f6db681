"""The last words before a full stop that come again after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from cleanmt.checks import Match, Shapes, Signs
from cleanmt.checks.broken_sentence import (
    DETERMINERS,
    LAST_WORD,
    LOWER,
    STOP,
    VERBS,
    WORD,
    Break,
    OfBreaks,
    begins_with,
)
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching, vocabulary

_NAME = r"\s+\p{Lu}[\p{L}’'-]+"
_RELATIVE = r"\s+(?:which|who|whose|whom)\b"
_DASH = r"\s+[–—-]\s+"
_CAPITAL = rf"{STOP}\p{{Lu}}[\p{{L}}\p{{M}}\p{{N}}’'-]*"
_PLAIN_WORDS = lazy.compile(r"[\p{Ll} -]*")
_ARTICLES = ("a ", "an ", "the ")  # the words before the stop may lack what these begin
_PRONOUNS = frozenset("you him her them they she this that these those all one".split())
_DETERMINER = lazy.compile(
    rf"(?i)(?:\b(?:{matching.alternatives(DETERMINERS)}|\p{{L}}+[’']s|hundred|thousand|million|billion)|\d)"
    r"(?: (?!(?:called|named|titled|by|with|from|to|in|on|of|for|as|and|or)\b)[\p{L}\p{N}’'-]+){0,3} $"
)
_CLAUSE_GOES_ON = lazy.compile(
    r"\s*(?:[.,;:!?)–—]|$)|\s(?:and|or|of|to|in|for|with|by|from|on|at|between|during|per|as)\b"
)


@dataclass(frozen=True, slots=True)
class RepeatedHead(OfBreaks):
    """The last words before the stop come again after it.

    Shapes: `lower` (his term. current term), `lower-doubtful` where the repeat may be the subject of a sentence of its
    own (the moon. moon landed), has an article, or is followed by nothing, not even a stop, `relative` (China. China
    which), `article-dash` (the NATO. NATO –), `dash`, `title` (Prime Minister. Minister Kaja). After `titles` a name
    follows; a title after one of the `prepositions` is bare.
    `lower-names` are names and words that begin a sentence in lower case: iPhone, bell hooks.
    """

    titles: Words = Words(())
    prepositions: Words = Words(())
    lower_names: Words = Words(())

    def signs(self) -> Signs:
        title = matching.alternatives(self.titles)
        return Signs((LOWER, _CAPITAL + _RELATIVE, _CAPITAL + _DASH, rf"{title}{STOP}{title}{_NAME}"))

    def shapes(self) -> Shapes:
        return dict.fromkeys(("lower", "lower-doubtful", "relative", "article-dash", "dash", "title"))

    def at(self, text: str, broken: Break) -> Match | None:
        if text[broken.tail.start].islower():
            return again_in_lower_case(text, broken, self.lower_names)
        last = LAST_WORD.search(text, broken.head.start, broken.head.end)
        first = WORD.match(text, broken.tail.start, broken.tail.end)
        if last is None or first is None or first[0] != last[0]:
            return None
        shape = self._shape(text, broken, last, first)
        return _again(broken, last, first, shape) if shape else None

    def _shape(self, text: str, broken: Break, last: regex.Match[str], first: regex.Match[str]) -> str:
        """Empty where the word may stand twice by right."""
        rest = Span(first.end(), broken.tail.end)
        if not last[0][0].isupper():
            return ""
        if matching.compiled(_RELATIVE).match(text, rest.start, rest.end):
            return "relative"
        if matching.compiled(_DASH).match(text, rest.start, rest.end):
            after = text[rest.start : rest.end]
            if len(matching.compiled(_DASH).findall(after)) != 1 or VERBS.search(after):
                return ""
            with_article = last[0].isupper() and text.endswith(("the ", "The "), 0, last.start())
            return "article-dash" if with_article else "dash"
        if last[0] in self.titles and matching.compiled(_NAME).match(text, rest.start, rest.end):
            return "title" if self._is_bare_title(text, broken, last) else ""
        return ""

    def _is_bare_title(self, text: str, broken: Break, last: regex.Match[str]) -> bool:
        """`and Estonian Prime Minister.`: capitals up to the stop, no article before them, so a name must follow.

        “She is the new Foreign Minister. Minister Baerbock …” has an article and is whole.
        """
        words = [m[0] for m in WORD.finditer(text, broken.head.start, last.start())]
        while words and words[-1][0].isupper():
            words.pop()
        return not words or words[-1].lower() in self.prepositions or words[-1] in {"and", "or", "with"}


def _again(broken: Break, last: regex.Match[str], first: regex.Match[str], shape: str) -> Match:
    repeat = Edit(broken.stop, first.end(), "," if shape == "relative" else "")
    if shape != "article-dash":
        return Match(Span(last.start(), first.end()), (repeat,), {"head": last[0]}, shape)
    article = last.start() - len("the ")
    return Match(Span(article, first.end()), (Edit(article, last.start(), ""), repeat), {"head": last[0]}, shape)


def again_in_lower_case(text: str, broken: Break, lower_names: Sequence[str]) -> Match | None:
    """`his term. current term`, `the lab. lab tests`: what is broken ends at the stop."""
    last = LAST_WORD.search(text, broken.head.start, broken.head.end)
    if last is None or not _can_be_torn(last[0]) or begins_with(lower_names, text, broken):
        return None
    for word in list(WORD.finditer(text, broken.tail.start, broken.tail.end))[:4]:
        if word[0].lower() == last[0]:
            between = text[broken.tail.start : word.start()]
            if {"and", "or"} & set(between.split()) or not _PLAIN_WORDS.fullmatch(between):
                return None
            is_subject = _verb_follows(text, Span(word.end(), broken.tail.end))
            if begins_with_name_again(text, broken) or (is_subject and between):
                return None
            start = last.start()
            if between and text.endswith(between, broken.head.start, start):  # assisted suicide. assisted suicide
                start -= len(between)
            is_doubtful = is_subject or between.startswith(_ARTICLES) or word.end() == broken.tail.end
            edit = Edit(start, broken.tail.start, "")
            return Match(
                Span(start, word.end()), (edit,), {"head": last[0]}, "lower-doubtful" if is_doubtful else "lower"
            )
    return None


def _can_be_torn(word: str) -> bool:
    return len(word) >= 3 and word.islower() and word not in _PRONOUNS


def begins_with_name_again(text: str, broken: Break) -> bool:
    """`a library called lolcat. lolcat is`, `by bell hooks. hooks wrote`: a second sentence about a thing whose name is
    in lower case. Such names are no everyday words, or they take no article and a verb follows.
    """
    last = LAST_WORD.search(text, broken.head.start, broken.head.end)
    first = WORD.match(text, broken.tail.start, broken.tail.end)
    if last is None or first is None or first[0] != last[0]:
        return False
    if not vocabulary.is_everyday(first[0]):
        return True
    has_determiner = _DETERMINER.search(text, broken.head.start, last.start()) is not None
    return not has_determiner and not _CLAUSE_GOES_ON.match(text, first.end(), broken.tail.end)


def _verb_follows(text: str, rest: Span) -> bool:
    return matching.compiled(rf"\s{VERBS.pattern}").match(text, rest.start, rest.end) is not None
