"""Any text as Markdown that shows it as it stands."""

from __future__ import annotations

import re


def prose(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~$])", r"\\\1", text)


def cell(text: str) -> str:
    """The whole of a cell in a table."""
    return part_of_cell(text).strip() or "(nothing)"


def part_of_cell(text: str) -> str:
    return prose(text).replace("\n", " ⏎ ").replace("://", ":&#47;/")
