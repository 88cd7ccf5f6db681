"""The packs that cleanmt ships."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def folder() -> Path:
    """Where they lie: in the package where it is installed, beside it in a checkout.

    Nothing is imported to find out: from inside a checkout that would be the rules of another cleanmt, or none.
    """
    installed = PACKAGE / "rules"
    return installed if installed.is_dir() else PACKAGE.parent / "rules"


def packs() -> list[Path]:
    """Their files, sorted. Raises FileNotFoundError where the folder is missing."""
    return sorted(path for path in folder().iterdir() if path.suffix == ".yaml")
