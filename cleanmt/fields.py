"""Marks on the fields of a rule that tell the pack decoder how to read them."""

from __future__ import annotations

from typing import NewType

CategoryName = NewType("CategoryName", str)  # one of MQM's, or `custom/…`
RegexText = NewType("RegexText", str)  # a regular expression; `<name>` stands for a list of the pack
Template = NewType("Template", str)  # text with {group} and {group|filter}
Language = NewType("Language", str)  # its code: it, uk
Words = NewType("Words", tuple[str, ...])  # words or phrases; "<name>" stands for all words of a list
