"""Phrases that stand alone: a time after a verb of saying, a noun before “and who”."""

from __future__ import annotations

from dataclasses import dataclass

from cleanmt.checks import Match, Signs
from cleanmt.checks.broken_sentence import LAST_WORD, STOP, VERBS, Break, OfBreaks
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching

_AND_WHO = r"\p{Lu}[\p{L}-]+(?: [\p{L}-]+){0,4} and (?:who|which|whose|whom)\b"
_ASKED = lazy.compile(r"\?|\b(?i:what|which|when|day|date)\b")  # the bare day answers
_QUESTION_WORDS = frozenset("who what when where why how which those all everyone anyone people men women".split())


@dataclass(frozen=True, slots=True)
class StrandedTail(OfBreaks):
    """A bare time stands alone after a verb of saying, and answers no question: she said. On Monday evening.

    `speech` are verbs of saying (said, added), `times` the words of the expression (Monday, evening).
    """

    speech: Words
    times: Words

    def signs(self) -> Signs:
        return Signs((rf"{matching.alternatives(self.speech)}{STOP}(?:{self._tail()})",))

    def at(self, text: str, broken: Break) -> Match | None:
        last = LAST_WORD.search(text, broken.head.start, broken.head.end)
        if last is None or last[0] not in self.speech or _ASKED.search(text, broken.head.start, broken.head.end):
            return None
        tail = text[broken.tail.start : broken.tail.end].rstrip(".").strip()
        if not matching.compiled(self._tail()).fullmatch(tail):
            return None
        edits = [Edit(broken.stop, broken.stop + 1, "")]
        if tail.startswith(("On ", "In ")):
            edits.append(Edit(broken.tail.start, broken.tail.start + 1, tail[0].lower()))
        return Match(Span(last.start(), broken.tail.end), tuple(edits), {"last": last[0], "tail": tail})

    def _tail(self) -> str:
        return f"(?:[Oo]n |[Ii]n the )?(?:{matching.alternatives(self.times)} ?)+"


@dataclass(frozen=True, slots=True)
class DisplacedPhrase(OfBreaks):
    """A noun phrase without a verb opens the sentence and goes on with “and who”."""

    def signs(self) -> Signs:
        return Signs((STOP + _AND_WHO,))

    def at(self, text: str, broken: Break) -> Match | None:
        found = matching.compiled(_AND_WHO).match(text, broken.tail.start, broken.tail.end)
        if found is None or VERBS.search(found[0]) or found[0].split()[0].lower() in _QUESTION_WORDS:
            return None
        return Match(Span(broken.stop, found.end()), (), {"phrase": found[0]})
