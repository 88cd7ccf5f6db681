"""Formats of text: plain, Markdown, HTML; what a reader sees of each. What reads markup is imported for markup only."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Format = Literal["text", "markdown", "html"]

# What is taken from folders. Markdown and HTML are read when they are named: beside articles they are a repository's
# own pages and templates (README.md, layout.html), which nobody wants to see rewritten.
SUFFIXES = (".txt", ".text")
MARKUP: Mapping[str, Format] = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}


NAMES: Mapping[Format, str] = {"text": "plain text", "markdown": "Markdown", "html": "HTML"}


def of(path: Path) -> Format:
    """The format of a file, by its name."""
    return MARKUP.get(path.suffix.lower(), "text")


def shown(text: str, format: Format = "text") -> str:
    """What a reader sees of the text, and the rules do."""
    if format == "text":
        return text
    from cleanmt.text import markup

    return markup.read(text, format).text
