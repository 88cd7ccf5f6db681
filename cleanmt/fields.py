"""Marks on the fields of a rule that tell the pack decoder how to read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

CategoryName = NewType("CategoryName", str)  # a category; one of the table below, or `custom/` and a name of your own
RegexText = NewType("RegexText", str)  # a regular expression; of the module `regex`, `<name>` for a list of the pack
Template = NewType("Template", str)  # a template; text with `{group}` and `{group|filter}`
Language = NewType("Language", str)  # the code of a language; ISO 639-1: it, uk
Words = NewType("Words", tuple[str, ...])  # words or phrases; `word*` with any ending, `<name>` for the words of a list


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases as they are written, and the regular expression that they stand for together."""

    written: tuple[str, ...] = ()
    expression: str = ""

    def __bool__(self) -> bool:
        return bool(self.written)

    def __str__(self) -> str:
        return " / ".join(self.written)


Phrase = NewType("Phrase", Phrases)  # a phrase; whole words, as [Phrases](phrases.md) has it
Before = NewType("Before", Phrases)  # phrases; a blank divides them from what follows, if both are words
After = NewType("After", Phrases)  # phrases; a blank divides them from what goes before, if both are words
