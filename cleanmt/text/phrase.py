"""Phrases: what a rule looks for, said in words, and the regular expressions that they stand for.

The language is described in `phrase_reader` and in docs/reference/phrases.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

_LIST = re.compile(r"<([a-z][a-z0-9-]*)>")
BLANK, EDGE = " ", r"\b"  # what can stand at the sides of a phrase: a blank, or the edge of a word
Lists = Mapping[str, Sequence[str]]


class PhraseError(ValueError):
    """A phrase can't be read; the message names the word and where it stands in `phrase`."""

    def __init__(self, phrase: str, at: int, message: str) -> None:
        word = phrase[:at].rpartition(" ")[2] + phrase[at:].partition(" ")[0]
        where = f"“{word}” (character {at + 1})" if word else f"character {at + 1}"
        super().__init__(f"at {where}: {message}")
        self.phrase = phrase


# The expressions of phrases that were read before, in this run or an earlier one: to read them all takes as long as to
# load all packs.
known: dict[str, str] = {}


def expression(text: str, lists: Lists) -> str:
    """The regular expression of a phrase. Raises PhraseError."""
    return _read((text,), lists, EDGE, EDGE)


def standing_before(phrases: Iterable[str], lists: Lists) -> str:
    """An expression for text that ends with one of the phrases and what divides it from the next word.

    Raises PhraseError.
    """
    return _read(phrases, lists, EDGE, BLANK)


def standing_after(phrases: Iterable[str], lists: Lists) -> str:
    """An expression for text that begins with what divides it from the last word and one of the phrases.

    Raises PhraseError.
    """
    return _read(phrases, lists, BLANK, EDGE)


def _read(phrases: Iterable[str], lists: Lists, left: str, right: str) -> str:
    """One of the phrases, between these sides."""
    texts = tuple(phrases)
    key = _key(texts, lists, left, right)
    if key not in known:
        from cleanmt.text.phrase_reader import read  # seldom: not for phrases that were read in an earlier run

        known[key] = read(texts, lists, left, right)
    return known[key]


def _key(texts: Sequence[str], lists: Lists, left: str, right: str) -> str:
    """What an expression depends on: the phrases, and the lists in them."""
    written = "\n".join(texts)
    used: dict[str, str] = {}
    _gather(written, lists, used)
    digest = blake2b("\0".join(used.values()).encode(), digest_size=8).hexdigest() if used else ""
    return f"{left}{right}{digest}\n{written}"


def _gather(written: str, lists: Lists, used: dict[str, str]) -> None:
    for name in _LIST.findall(written):
        if name not in used:
            used[name] = "\n".join(lists.get(name, ()))
            _gather(used[name], lists, used)


def beside(expression: str, *, before: str = "", not_before: str = "", after: str = "", not_after: str = "") -> str:
    """The expression where it stands so; what is around it does not belong to the match."""
    looks_back = (f"(?<={before})" if before else "") + (f"(?<!{not_before})" if not_before else "")
    looks_on = (f"(?={after})" if after else "") + (f"(?!{not_after})" if not_after else "")
    return f"{looks_back}(?:{expression}){looks_on}" if looks_back or looks_on else expression
