"""Text of strangers on its way to a terminal, a log or a report."""

from __future__ import annotations

import re

# Controls (escape codes, newlines), ends of lines, and what turns the direction of the text that follows.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    r"""The text with whatever acts on a screen shown by its code, as \x1b; letters, marks and blanks stay."""
    return _ACTING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def visible_lines(text: str) -> str:
    """The same for a message of several lines."""
    return "\n".join(map(visible, text.split("\n")))
