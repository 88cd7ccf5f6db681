"""Marks on the fields of a rule that tell the pack decoder how to read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

RegexText = NewType("RegexText", str)  # a regular expression; `<name>` stands for a list of the pack
Template = NewType("Template", str)  # text with {group} and {group|filter}
Words = NewType("Words", tuple[str, ...])  # words or phrases; "<name>" stands for all words of a list


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The rows of a TSV file beside the pack; equal only to itself, so that what is made of it can be kept."""

    path: str
    rows: tuple[Mapping[str, str], ...]
