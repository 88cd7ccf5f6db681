"""JSON that any program can read back."""

from __future__ import annotations

import json


def dumped(value: object) -> str:
    """JSON in one line; a lone surrogate, which no encoding can hold, is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() or _is_sound(text) else json.dumps(value)


def _is_sound(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
