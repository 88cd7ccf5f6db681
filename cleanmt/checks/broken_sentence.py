"""Sentences that a link, a line break or a spinner cut in two.

Pages whose links were translated apart leave a full stop where the link began, and often the words around it twice.
Each way of breaking has its own signs, and its own repair: what only a person can settle is shown, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

from cleanmt.checks import Match, Signs, Spot
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document, is_abbreviation

_STOP = regex.compile(r"\.[ \xa0]+(?=\p{L})")
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*")
_LAST_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*$")
_TAIL_END = regex.compile(r"[.!?](?=\s|[”\"»’')\]]|$)")
_DETERMINERS = frozenset("a an the this that these those his her its their our my your no each every some any".split())
# Words that show a clause to have its verb. A list of the commonest is enough: it only decides between two levels.
_NOUN_FOLLOWS = _DETERMINERS | frozenset("it them him us me you".split())  # after “to”: a noun, not a verb
_VERBS = regex.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|does|did|do|will|would|can|could|may|might|must|shall|should|says?|said"
    r"|told|made|makes|went|goes|came|comes|took|takes|gave|gives|became|becomes|won|wins|met|meets|left|saw|sees"
    r"|plans?|wants?|visits?|\p{Ll}{2,}ed|\p{Ll}+n[’']t)\b"
)
_NAME = r"\s+\p{Lu}[\p{L}’'-]+"
_RELATIVE = r"\s+(?:which|who|whose|whom)\b"
_DASH = r"\s+[–—-]\s+"
_AND_WHO = r"\p{Lu}[\p{L}-]+(?: [\p{L}-]+){0,4} and (?:who|which|whose|whom)\b"
_PLAIN_WORDS = regex.compile(r"[\p{Ll} -]*")
_INFINITIVE = regex.compile(r"to \p{Ll}+")
_LOWER_STYLE = 3  # so many sentences in lower case are an author's way of writing


@dataclass(frozen=True, slots=True)
class Break:
    """A full stop inside a paragraph, with the sentence before it and the one after it."""

    stop: int
    head: Span
    tail: Span
    paragraph: Span


@dataclass(frozen=True, slots=True)
class BrokenSentence:
    """One way of breaking.

    `repeated-head`: the last words before the stop come again after it. Shapes: `lower` (his term. current term),
    `relative` (China. China which), `article-dash` (the NATO. NATO –), `dash`, `title` (Prime Minister. Minister Kaja).
    `continuation`: the sentence goes on in lower case. Shapes: `join`, `displaced`.
    `stranded-tail`: a bare expression of time stands alone after a verb of saying.
    `displaced-phrase`: a noun phrase without a verb opens the sentence and goes on with “and who”.
    """

    find_: Literal["repeated-head", "continuation", "stranded-tail", "displaced-phrase"]
    titles: Words = Words(())  # after which a name follows: Minister, President
    joins: Words = Words(())  # words that go on with a sentence: and, because, which
    prepositions: Words = Words(())
    lower_names: Words = Words(())  # names and words that begin a sentence in lower case: iPhone, bell hooks
    speech: Words = Words(())  # verbs of saying: said, added
    times: Words = Words(())  # Thursday, on Monday evening

    def signs(self) -> Signs | None:
        stop = r"\.[ \xa0]+"
        lower = rf"[^.]{stop}\p{{Ll}}"
        capital = rf"{stop}\p{{Lu}}[\p{{L}}\p{{M}}\p{{N}}’'-]*"
        if self.find_ == "repeated-head":
            title = matching.alternatives(self.titles)
            return Signs((lower, capital + _RELATIVE, capital + _DASH, rf"{title}{stop}{title}{_NAME}"))
        if self.find_ == "stranded-tail":
            return Signs((rf"{matching.alternatives(self.speech)}{stop}(?:{self._tail()})",))
        return Signs((lower if self.find_ == "continuation" else stop + _AND_WHO,))

    def shapes(self) -> tuple[str, ...]:
        return {
            "repeated-head": ("lower", "relative", "article-dash", "dash", "title"),
            "continuation": ("join", "displaced"),
        }.get(self.find_, ())

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        finder = {
            "repeated-head": self._repeated_head,
            "continuation": self._continuation,
            "stranded-tail": self._stranded_tail,
            "displaced-phrase": self._displaced_phrase,
        }[self.find_]
        if self.find_ == "continuation" and _writes_in_lower_case(document):
            return
        for spot in spots:
            for broken in breaks(document, spot.paragraph):
                match = finder(document.text, broken)
                if match is not None:
                    yield match

    # Repeated head -----------------------------------------------------------------------------------------------

    def _repeated_head(self, text: str, at: Break) -> Match | None:
        last = _LAST_WORD.search(text, at.head.start, at.head.end)
        first = _WORD.match(text, at.tail.start, at.tail.end)
        if last is None or first is None:
            return None
        if text[at.tail.start].islower():
            return self._repeated_in_lower_case(text, at, last)
        if first[0] != last[0]:
            return None
        shape = self._capital_shape(text, at, last, first)
        if shape is None:
            return None
        span = Span(last.start(), first.end())
        repeat = Edit(at.stop, first.end(), "," if shape == "relative" else "")
        edits = [repeat]
        if shape == "article-dash":
            article = text.rfind("the", 0, last.start())
            edits.append(Edit(article, last.start(), ""))
            span = Span(article, first.end())
        return Match(span, tuple(sorted(edits)), {"head": last[0]}, shape)

    def _repeated_in_lower_case(self, text: str, at: Break, last: regex.Match[str]) -> Match | None:
        """`his term. current term`, `the lab. lab tests`: what is broken ends at the stop."""
        head = last[0].lower()
        if len(head) < 3 or not last[0].islower() or self._is_lower_name(text, at):
            return None
        words = list(_WORD.finditer(text, at.tail.start, at.tail.end))[:4]
        for word in words:
            if word[0].lower() == head:
                between = text[at.tail.start : word.start()]
                if {"and", "or"} & set(between.split()) or not _PLAIN_WORDS.fullmatch(between):
                    return None
                return Match(
                    Span(last.start(), word.end()), (Edit(last.start(), at.tail.start, ""),), {"head": last[0]}, "lower"
                )
        return None

    def _capital_shape(self, text: str, at: Break, last: regex.Match[str], first: regex.Match[str]) -> str | None:
        rest = Span(first.end(), at.tail.end)
        if not last[0][0].isupper():
            return None
        if matching.compiled(_RELATIVE).match(text, rest.start, rest.end):
            return "relative"
        if matching.compiled(_DASH).match(text, rest.start, rest.end):
            after = text[rest.start : rest.end]
            if len(matching.compiled(_DASH).findall(after)) != 1 or _VERBS.search(after):
                return None
            with_article = last[0].isupper() and text[: last.start()].endswith(("the ", "The "))
            return "article-dash" if with_article else "dash"
        if last[0] in self.titles and matching.compiled(_NAME).match(text, rest.start, rest.end):
            return "title" if self._is_bare_title(text, at, last) else None
        return None

    def _is_bare_title(self, text: str, at: Break, last: regex.Match[str]) -> bool:
        """`and Estonian Prime Minister.`: capitals up to the stop, no article before them, so a name must follow.

        “She is the new Foreign Minister. Minister Baerbock …” has an article and is whole.
        """
        words = [m[0] for m in _WORD.finditer(text, at.head.start, last.start())]
        while words and words[-1][0].isupper():
            words.pop()
        return not words or words[-1].lower() in self.prepositions or words[-1] in {"and", "or", "with"}

    # Continuation ------------------------------------------------------------------------------------------------

    def _continuation(self, text: str, at: Break) -> Match | None:
        first = _WORD.match(text, at.tail.start, at.tail.end)
        if first is None or not first[0].islower() or self._is_lower_name(text, at):
            return None
        if self._repeated_head(text, at) or len(text[at.head.start : at.head.end].split()) < 3:
            return None
        words = {"first": first[0], "last": text[at.head.start : at.head.end].rsplit(maxsplit=1)[-1]}
        span = Span(at.head.end - len(words["last"]), first.end())
        if self._goes_on(text, at, first[0]):
            return Match(span, (Edit(at.stop, at.stop + 1, ""),), words, "join")
        return Match(span, (), words, "displaced")

    def _goes_on(self, text: str, at: Break, first: str) -> bool:
        """Whether the halves fit: the tail begins with a word that goes on, and the head is not already complete."""
        if _INFINITIVE.match(text, at.tail.start, at.tail.end):
            following = _WORD.findall(text, at.tail.start, at.tail.end)[1]
            if following not in _DETERMINERS:
                return True
        if first in self.prepositions:
            return not self._ends_in_prepositional_phrase(text, at)
        return first in self.joins

    def _ends_in_prepositional_phrase(self, text: str, at: Break) -> bool:
        words = [m[0] for m in _WORD.finditer(text, at.head.start, at.head.end)][-4:]
        return any(
            word in self.prepositions and (word != "to" or following in _NOUN_FOLLOWS or following[0].isupper())
            for word, following in pairwise(words)
        )

    def _is_lower_name(self, text: str, at: Break) -> bool:
        tail = text[at.tail.start : at.tail.end]
        return any(tail.startswith(name) and not tail[len(name) : len(name) + 1].isalpha() for name in self.lower_names)

    # Stranded tail, displaced phrase -----------------------------------------------------------------------------

    def _stranded_tail(self, text: str, at: Break) -> Match | None:
        last = _LAST_WORD.search(text, at.head.start, at.head.end)
        if last is None or last[0] not in self.speech:
            return None
        tail = text[at.tail.start : at.tail.end].rstrip(".").strip()
        if not matching.compiled(self._tail()).fullmatch(tail):
            return None
        edits = [Edit(at.stop, at.stop + 1, "")]
        if tail.startswith(("On ", "In ")):
            edits.append(Edit(at.tail.start, at.tail.start + 1, tail[0].lower()))
        return Match(Span(last.start(), at.tail.end), tuple(edits), {"last": last[0], "tail": tail})

    def _tail(self) -> str:
        return f"(?:[Oo]n |[Ii]n the )?(?:{matching.alternatives(self.times)} ?)+"

    def _displaced_phrase(self, text: str, at: Break) -> Match | None:
        found = matching.compiled(_AND_WHO).match(text, at.tail.start, at.tail.end)
        if found is None or _VERBS.search(found[0]) or found[0].split()[0].lower() in _QUESTION_WORDS:
            return None
        return Match(Span(at.stop, found.end()), (), {"phrase": found[0]})


_QUESTION_WORDS = frozenset("who what when where why how which those all everyone anyone people men women".split())


def breaks(document: Document, paragraph: Span) -> Iterator[Break]:
    """The full stops in a paragraph after which letters follow, save abbreviations, initials and ellipses."""
    text = document.text
    head_start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        at = stop.start()
        if is_abbreviation(text, at) or at == paragraph.start or text[at - 1] in " \xa0":
            continue
        end = _TAIL_END.search(text, stop.end(), paragraph.end)
        while end and end[0] == "." and is_abbreviation(text, end.start()):
            end = _TAIL_END.search(text, end.end(), paragraph.end)
        tail_end = end.end() if end else paragraph.end
        yield Break(at, Span(head_start, at), Span(stop.end(), tail_end), paragraph)
        head_start = stop.end()


def _writes_in_lower_case(document: Document) -> bool:
    """A poet, a chat, a lower-case house style: most sentences begin so, and none of them is broken."""
    lower = total = 0
    for paragraph in document.paragraphs:
        for broken in breaks(document, paragraph):
            total += 1
            lower += document.text[broken.tail.start].islower()
    return lower > _LOWER_STYLE and lower * 2 > total
