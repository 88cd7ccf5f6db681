"""The packs that cleanmt ships."""

from __future__ import annotations

from pathlib import Path

from cleanmt import tables

PACKAGE = Path(__file__).parent.parent


def folder() -> Path:
    """Where they lie, with their data."""
    return tables.shipped()


def packs() -> list[Path]:
    """Their files, sorted. Raises FileNotFoundError where the folder is missing."""
    return sorted(path for path in folder().iterdir() if path.suffix == ".yaml")


def holds(pack: str) -> bool:
    """Whether the pack at this path is one of them."""
    return Path(pack).parent == folder()
