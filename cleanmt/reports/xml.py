"""What the two XML formats share."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

# What XML 1.0 can't hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def attributes(**values: object) -> str:
    """` name="value"` for each, with characters that XML forbids replaced."""
    return "".join(f" {name}={quoteattr(plain(str(value)))}" for name, value in values.items())


def plain(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
