"""Paragraphs in another language than English, by their script and their commonest words.

Which language it is, only a detector can say (`cleanmt.checks.language`); this is what costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from cleanmt.text import lazy, vocabulary

WORD = lazy.compile(r"\p{L}[\p{L}’']*")
# Common in English and rare or unknown in the others (which excludes a, in, on, he, so, no, me).
_ENGLISH = frozenset(
    """the of and to that for it with was by this are from at which but have had has they you were their been would
    will who its his her not said there more when what into than about after my your our""".split()
)
# Function words of other languages, in Latin letters. A line without two of them is a list, a label or code.
_FOREIGN = frozenset(
    """al au aux avec che con da das de dei del della den der des di die dla do du e een ein eine el elle en est et für
    gli han het il im ist je jej jest kde která který la las le les lo los med met mit na nad não nel nie niet och od
    om op os para pas per po pod por pour pro przez qu que qui ro se si się son sono sont su sul sur también te til um
    un una und une van ve vel ver von voor w y z za ze zu że è är även și în că pe nu ale bu bir için""".split()
)
_LATIN = lazy.compile(r"\p{Latin}")
_OTHER = lazy.compile(r"[\p{L}--\p{Latin}]", regex.V1)
_FEWEST = 2  # function words that tell a language
_SHORTEST = 3  # letters of a word that languages don't share by chance
_LETTERS = 8  # of another script, from which a paragraph is in it


def is_foreign(text: str, min_words: int = 5) -> bool:
    """Whether a paragraph of so many words is in another language; one that has a common English word never is."""
    other = sum(1 for _ in _OTHER.finditer(text))
    if other >= _LETTERS and other > sum(1 for _ in _LATIN.finditer(text)):
        return True
    if " the " in text or " of " in text:  # nearly every English paragraph; what follows is slow
        return False
    words = WORD.findall(text)
    lower = [word.lower() for word in words]
    if len(words) < min_words or not _ENGLISH.isdisjoint(lower) or _are_names(words):
        return False
    return sum(word in _FOREIGN for word in lower) >= _FEWEST and not _reads_as_english(words)


def _are_names(words: Sequence[str]) -> bool:
    return sum(word[0].isupper() for word in words) * 2 > len(words)


def _reads_as_english(words: Sequence[str]) -> bool:
    """Whether more than half of what is no name is everyday English: a few foreign words make no foreign line."""
    plain = [w.replace("’", "'") for w in words if w[0].islower() and (len(w) >= _SHORTEST or w in _FOREIGN)]
    return sum(w not in _FOREIGN and vocabulary.is_everyday(w) for w in plain) * 2 > len(plain)
