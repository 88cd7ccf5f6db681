"""Markdown and HTML: what a reader sees of them is checked as any text, and mended between the markup, never in it."""

from __future__ import annotations

from cleanmt.markup.builder import Builder
from cleanmt.markup.prose import Kind, Prose


def read(source: str, kind: Kind) -> Prose:
    """The prose of a text; only the parser of its kind is imported."""
    builder = Builder(source)
    if kind == "html":
        from cleanmt.markup import html

        html.feed(builder, source)
    else:
        from cleanmt.markup import markdown

        markdown.feed(builder, source)
    return builder.prose()
