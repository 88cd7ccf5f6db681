"""What keeps a rule quiet about a match: the places, words and conditions of its `when` and `except`."""

from __future__ import annotations

from functools import cache

import regex

from cleanmt.checks import Match
from cleanmt.fields import Words
from cleanmt.findings import Span
from cleanmt.packs import categories
from cleanmt.packs.rule import Condition, Exemption, Place, Rule, When
from cleanmt.text import lazy, matching
from cleanmt.text.document import Document, overlapping, stripped

# What a writer puts behind words that stand so in the source; closing quotation marks may come before it.
_SIC = lazy.compile(r"[”\"’'»*_]*\s?[*_]*[\[(][*_]*sic[.!?]*[*_]*[\])]", regex.IGNORECASE)
_HEADING_LENGTH = 120
_LONGEST_SIC = 20  # characters; without an end each look would go through the rest of the text


def suppressed(rule: Rule, document: Document, match: Match) -> str | None:
    """Why the rule keeps quiet about this match, in words; None if it speaks. Raises SlowPatternError."""
    span = match.span
    if _SIC.match(document.text, span.end, span.end + _LONGEST_SIC):
        return "the writer vouches for it: [sic]"
    is_of_the_text = categories.of(rule.category).dimension != categories.OWN
    if is_of_the_text and overlapping(document.protected, span):
        return "it stands in an address, a handle, a file name or code"
    if is_of_the_text and rule.category != categories.UNTRANSLATED and document.is_foreign(span.start):
        return "its paragraph is not in English"
    if rule.when and not _hold(rule.when, document, span):
        return "'when' does not hold"
    for number, exemption in enumerate(rule.except_, 1):
        if _applies(exemption, document, span):
            return f"except {number}: {exemption}"
    return None


def _applies(exemption: Exemption, document: Document, span: Span) -> bool:
    e, text = exemption, document.text
    paragraph = document.paragraph_at(span.start) or span
    return (
        all(_overlaps(sought, document, paragraph, span) for sought in (e.phrase.expression, e.pattern) if sought)
        and _stands_beside(e, text, span, paragraph)
        and (not e.words or text[span.start : span.end].casefold() in _folded(e.words))
        and (not e.place or any(_is_in(place, document, span, paragraph) for place in e.place))
        and (not e.all_caps or text[span.start : span.end].isupper())
        and _hold(e, document, span)
    )


@cache
def _folded(words: Words) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def _stands_beside(exemption: Exemption, text: str, span: Span, paragraph: Span) -> bool:
    """Whether there is what the exemption asks for on both sides of what the span shows."""
    shown = stripped(text, span)
    before = Span(paragraph.start, shown.start)
    after = Span(shown.end if shown.start < shown.end else span.start, paragraph.end)
    sides = (
        (_stands_before, before, (exemption.before.expression, exemption.before_pattern)),
        (_stands_after, after, (exemption.after.expression, exemption.after_pattern)),
    )
    return all(stands(sought, text, side) for stands, side, asked in sides for sought in asked if sought)


def holds(condition: Condition, text: str) -> bool:
    """Whether the words stand in the text, or don't, as the condition says."""
    return (
        (not condition.any or matching.stands_in(condition.any, text, condition.at_least))
        and all(matching.stands_in(Words((word,)), text) for word in condition.all)
        and not matching.stands_in(condition.none, text)
    )


def _hold(owner: Exemption | When, document: Document, span: Span) -> bool:
    """Whether all conditions of the owner hold, each in its stretch of text."""
    sentence, paragraph, whole = owner.sentence, owner.paragraph, owner.document
    return (
        (not sentence or _holds(sentence, document, document.sentence_at(span.start), span))
        and (not paragraph or _holds(paragraph, document, document.paragraph_at(span.start) or span, span))
        and (not whole or _holds(whole, document, Span(0, len(document.text)), span))
    )


def _holds(condition: Condition, document: Document, stretch: Span, span: Span) -> bool:
    if stretch == (0, len(document.text)) and not condition.within:
        return document.once(condition, lambda text: holds(condition, text))
    return holds(condition, _around(document.text, stretch, span, condition.within))


def _around(text: str, stretch: Span, span: Span, within: int) -> str:
    if not within:
        return text[stretch.start : stretch.end]
    before = text[stretch.start : span.start].split()[-within:]
    after = text[span.end : stretch.end].split()[:within]
    return " ".join([*before, text[span.start : span.end], *after])


def _stands_before(pattern: str, text: str, span: Span) -> bool:
    return matching.found_at(matching.compiled(f"(?:{pattern})$"), text, span, anywhere=True)


def _stands_after(pattern: str, text: str, span: Span) -> bool:
    return matching.found_at(matching.compiled(pattern), text, span)


def _overlaps(pattern: str, document: Document, paragraph: Span, span: Span) -> bool:
    def places(text: str) -> tuple[Span, ...]:
        return tuple(Span(*m.span()) for m in matching.matches(matching.compiled(pattern), text, paragraph))

    return overlapping(document.once((pattern, paragraph), places), span) is not None


def _is_in(place: Place, document: Document, span: Span, paragraph: Span) -> bool:
    text = document.text
    if place == "quote":
        return document.quotation_at(span) is not None
    if place == "protected":
        return overlapping(document.protected, span) is not None
    if place == "heading":
        line = text[paragraph.start : paragraph.end].rstrip()
        return len(line) < _HEADING_LENGTH and not line.endswith((".", "!", "?", ":", "”", '"', ",", ";"))
    opening = text.rfind("(", paragraph.start, span.start)
    return opening >= 0 and ")" not in text[opening : span.start]
