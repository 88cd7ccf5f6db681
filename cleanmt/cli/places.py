"""Places in texts, as reports name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import click

from cleanmt.errors import FileError
from cleanmt.findings import Span
from cleanmt.text.document import Document
from cleanmt.text.words import plural

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>[0-9]{1,9})(?::(?P<column>[0-9]{1,9}))?:?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, or a character of it; column 0 is the whole line."""

    path: Path
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}{f':{self.column}' if self.column else ''}"

    def line_of(self, document: Document) -> Span:
        """Raises FileError where the text has no such line."""
        if not 1 <= self.line <= len(document.lines):
            raise FileError(f"{self.path} has {plural(len(document.lines), 'line')}; there is no line {self.line}")
        return document.lines[self.line - 1]

    def span_of(self, document: Document) -> Span:
        """The character, or the line. Raises FileError where the text has no such line."""
        line = self.line_of(document)
        return Span(line.start + self.column - 1, line.start + self.column) if self.column else line


def parsed(said: str) -> Place:
    """Raises UsageError for what is no place."""
    found = _PLACE.fullmatch(said)
    if not found:
        raise click.UsageError(f"'{said}' is not FILE:LINE or FILE:LINE:COLUMN, such as article.txt:12:5")
    return Place(Path(found["path"]), int(found["line"]), int(found["column"] or 0))
