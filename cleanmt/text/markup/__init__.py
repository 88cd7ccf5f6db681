"""Markdown and HTML: what a reader sees of them is checked as any text, and mended between the markup, never in it.

Left out are code, front matter, templates' tags, navigation, text in another language or not to be translated, and what
stands in attributes and in the head of a page: alternative texts, titles, descriptions.
"""

from __future__ import annotations

from cleanmt.text.markup.builder import Builder
from cleanmt.text.markup.prose import Kind, Prose


def read(source: str, kind: Kind) -> Prose:
    """The prose of a text; only the parser of its kind is imported."""
    builder = Builder(source)
    if kind == "html":
        from cleanmt.text.markup import html

        html.feed(builder, source)
    else:
        from cleanmt.text.markup import markdown

        markdown.feed(builder, source)
    return builder.prose()
