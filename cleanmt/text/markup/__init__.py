"""Markdown and HTML: what a reader sees of them is checked as any text, and mended between the markup, never in it.

Left out are code, front matter, templates' tags, navigation, text in another language or not to be translated, and what
stands in attributes and in the head of a page: alternative texts, titles, descriptions.

A module of this folder that is called as a format reads it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from cleanmt.errors import InputError, nearest
from cleanmt.text.formats import NAMES, Format
from cleanmt.text.markup.builder import Builder
from cleanmt.text.markup.prose import Prose


class Reader(Protocol):
    """What a module that reads a format has."""

    def feed(self, builder: Builder, source: str) -> None:
        """Tell the builder what stands in the source."""

    def written(self, text: str, source: str) -> str:
        """Text as this source has to write it, so that a reader sees it as it is."""


def reader(format: Format) -> Reader:
    """The module that reads a format; only that one is imported. Raises InputError for a format that is none."""
    if format not in NAMES:
        raise InputError(f"no format is called '{format}': there are {', '.join(NAMES)}{nearest(format, NAMES)}")
    return cast("Reader", import_module(f"cleanmt.text.markup.{format}"))


def read(source: str, format: Format) -> Prose:
    """The prose of a text."""
    builder = Builder(source)
    reader(format).feed(builder, source)
    return builder.prose()
