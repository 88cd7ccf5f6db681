"""Tables of tab-separated values beside a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The rows of a TSV file beside the pack; equal only to itself, so that what is made of it can be kept."""

    path: str
    rows: tuple[Mapping[str, str], ...]


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a table whose first line names the columns; lines that start with # are notes.

    Raises OSError, and ValueError naming the line that has too many or too few fields.
    """
    header: list[str] | None = None
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if header is None:
            header = cells
        elif len(cells) != len(header):
            raise ValueError(f"{path}:{number}: {len(cells)} fields where the header names {len(header)}")
        else:
            rows.append(dict(zip(header, cells, strict=True)))
    return rows
