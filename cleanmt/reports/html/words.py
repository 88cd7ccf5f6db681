"""What strangers wrote, made fit for a page, and the page's own small words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import regex

from cleanmt.findings import Finding
from cleanmt.packs import categories

# Controls, overrides of direction, private and unassigned characters; joiners hold emoji and Indic letters together.
HIDDEN = regex.compile(r"[[\p{C}\p{Zl}\p{Zp}]--[\t\n\xad\u200c\u200d]]", regex.V1)
_SHOWN = 80  # characters


class Kind(NamedTuple):
    """What the filters tell findings apart by."""

    level: str
    dimension: str


def kind(finding: Finding) -> Kind:
    return Kind(finding.mended_by, categories.of(finding.category).dimension)


def names(kinds: Sequence[Kind]) -> str:
    """The kinds as an attribute that the filters ask for; each name is one word."""
    return safe(" ".join(dict.fromkeys(slug(name) for one in kinds for name in one)))


def slug(name: str) -> str:
    return name.replace(" ", "-")


def safe(text: str) -> str:
    """Escaped, with newlines as HTML has them; what can't be seen, or would turn the direction of what follows, is
    replaced.
    """
    return escape(HIDDEN.sub("\ufffd", text.replace("\r\n", "\n")))


def short(text: str, most: int = _SHOWN) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
