"""What the foreign spelling of a place can be besides: part of a longer name, a surname, a name that is spoken of."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cleanmt.checks.names import NO_GIVEN_NAMES
from cleanmt.findings import Span
from cleanmt.text import lazy
from cleanmt.text.document import Document

# Capitals that stand before a place and make no longer name of it.
_BEFORE_A_PLACE = NO_GIVEN_NAMES - {"Mr", "Mrs", "Ms"}
# Those that stand behind it: its region, who holds an office there, and when.
_AFTER_A_PLACE = frozenset(
    """Oblast Region Province District Governorate Voivodeship Prefecture County City Mayor Governor President Premier
    Prime Vice Deputy Foreign I January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday""".split()
)
_CAPITAL_BEFORE = lazy.compile(r"(?P<word>\p{Lu}[\p{L}\p{M}’'.&-]*)[ \xa0]$")
_CAPITAL_AFTER = lazy.compile(r"[ \xa0](?P<word>\p{Lu}[\p{L}\p{M}’'-]*)")
_POSSESSIVE = ("’s", "'s", "’", "'")
# l'Irlanda, 1080 Bruxelles, Banco do Brasil, Piazza di Spagna
_FOREIGN_BEFORE = lazy.compile(
    r"""(?xi)
    (?: \p{L}['’] | (?<! \d ) (?! (?: 1[5-9] | 20 ) \d\d [ ] ) \d{4,5} [ ]
      | (?-i:\p{Lu}) \p{L}* [ ] (?: am | an | den | der | do | van )[ ]
      | \b (?: aus | da | das | de | del | della | des | di | dos | du | e | el | em | et | i | il | im | la | las | le
             | les | los | na | nach | nel | och | og | und | v | ve | vom | von | w | y | z | zu | zum | zur )[ ]
    )$"""
)
_OPENING, _CLOSING = ("“", '"', "‘", "«", "„"), ("”", '"', "’", "»", "“")
_NAME_AND_BRACKET = lazy.compile(r"\p{Lu}[\p{L}\p{M}’'-]*[ \xa0]\($")
_SENTENCE_END = (".", "!", "?", "”", '"', "»", "’", "'", ")")
_FAR = 60  # characters


def is_other(document: Document, span: Span, rights: Collection[str]) -> bool:
    """Whether the word can't be read as a place, or one of that place's right names (`rights`) stands beside it."""
    before, after = _rest_of_sentence(document, span)
    return (
        _is_in_longer_name(before, after)
        or _FOREIGN_BEFORE.search(before[-_FAR:]) is not None
        or _is_spoken_of(before, after)
        or any(stands_in(name, part) for name in rights for part in (before, after))
    )


def is_short_for_another(document: Document, name: str) -> bool:
    """Whether the text has it in a longer name, which it may be short for: Wilhelm Wien, Sevilla FC."""

    def stands_in_longer(text: str) -> bool:
        return any(
            _is_prose(document, span) and _is_in_longer_name(*_rest_of_sentence(document, span))
            for span in _spans(text, name)
        )

    return document.once(("longer name", name), stands_in_longer)


def stands_in(name: str, text: str) -> bool:
    return next(_spans(text, name), None) is not None


def _is_in_longer_name(before: str, after: str) -> bool:
    """Bombay Stock Exchange, Paul Moskau, J. Moskau."""
    previous, following = _CAPITAL_BEFORE.search(before[-_FAR:]), _CAPITAL_AFTER.match(after)
    if previous and previous["word"] not in _BEFORE_A_PLACE and not previous["word"].endswith(_POSSESSIVE):
        return True
    return following is not None and following["word"] not in _AFTER_A_PLACE


def _is_spoken_of(before: str, after: str) -> bool:
    """“Kiew”; Bratislava (Pressburg)."""
    if before.endswith(_OPENING) and after.startswith(_CLOSING):
        return True
    return after.startswith(")") and _NAME_AND_BRACKET.search(before[-_FAR:]) is not None


def _is_prose(document: Document, span: Span) -> bool:
    """Not in a heading, which gives capitals to all words."""
    paragraph = document.paragraph_at(span.start) or span
    return document.text[paragraph.start : paragraph.end].rstrip().endswith(_SENTENCE_END)


def _rest_of_sentence(document: Document, span: Span) -> tuple[str, str]:
    sentence = document.sentence_at(span.start)
    return document.text[sentence.start : span.start], document.text[span.end : sentence.end]


def _spans(text: str, name: str) -> Iterator[Span]:
    """Where the name stands as a whole word."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield Span(at, end)
        at = text.find(name, end)
