"""Words as a reader sees them: stretches of text in whole ones, counts with their nouns."""

from __future__ import annotations

from unicodedata import category

from cleanmt.findings import Span

_NEAR = 40  # characters: further on no end of a word is looked for


def whole_words(text: str, span: Span) -> Span:
    """The span, grown over the words that its ends lie inside of; a figure such as 20.000 is one."""
    start, end = span
    first, last = max(0, start - _NEAR), min(len(text), end + _NEAR)
    if start < last and _is_of_a_word(text, start):
        while start > first and _is_of_a_word(text, start - 1):
            start -= 1
    if end > first and _is_of_a_word(text, end - 1):
        while end < last and _is_of_a_word(text, end):
            end += 1
    return Span(start, end)


def plural(count: int, what: str, many: str = "") -> str:
    """So many of them, in words: 1 text, 2 texts, 2 entries."""
    return f"{count:,} {what if count == 1 else many or what + 's'}"


def _is_of_a_word(text: str, at: int) -> bool:
    character = text[at]
    if character in ".,:":
        return text[max(0, at - 1) : at].isdigit() and text[at + 1 : at + 2].isdigit()
    return character.isalnum() or character == "_" or category(character).startswith("M")
