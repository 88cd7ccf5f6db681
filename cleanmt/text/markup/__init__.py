"""Markdown and HTML: what a reader sees of them is checked as any text, and mended between the markup, never in it.

Left out are code, front matter, templates' tags, navigation, text in another language or not to be translated, and what
stands in attributes and in the head of a page: alternative texts, titles, descriptions.
"""

from __future__ import annotations

from cleanmt.text.formats import Format
from cleanmt.text.markup.builder import Builder
from cleanmt.text.markup.prose import Prose


def read(source: str, format: Format) -> Prose:
    """The prose of a text; only the parser of its format is imported."""
    builder = Builder(source)
    if format == "html":
        from cleanmt.text.markup import html

        html.feed(builder, source)
    else:
        from cleanmt.text.markup import markdown

        markdown.feed(builder, source)
    return builder.prose()
