"""Where a key or a text of a list stands in a TOML file; tomllib keeps no positions.

The place is found by trial: one occurrence of the word is renamed and the file is read again. Only if the new name
then stands where the old one stood, the place is right. So comments, strings, dotted keys, inline tables and tables in
any order need no grammar here, and no wrong place is ever named. It is asked for only when somebody has to be shown it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any

_NEW_NAME = "is-this-the-place"
_PLACE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL)


def place_of(text: str, path: Sequence[str | int]) -> tuple[int, int] | None:
    """Line and column, counted from 1, of the key or (where the path ends with an index) of the text in a list.

    None where the word is written with escapes, or is no text.
    """
    *table, last = path
    word = last if isinstance(last, str) else _value(tomllib.loads(text), path)
    if not isinstance(word, str) or not word:
        return None
    for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
        try:
            renamed = tomllib.loads(text[: match.start()] + _NEW_NAME + text[match.end() :])
        except tomllib.TOMLDecodeError:
            continue
        is_key = isinstance(last, str) and _value(renamed, [*table, _NEW_NAME]) is not None
        if is_key or _value(renamed, path) == _NEW_NAME:
            return position(text, match.start())
    return None


def _value(data: Any, path: Sequence[str | int]) -> Any:
    """What stands under the path; None if nothing does."""
    for step in path:
        if isinstance(step, str) and isinstance(data, dict):
            data = data.get(step)
        elif isinstance(step, int) and isinstance(data, list) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def place_of_error(text: str, error: tomllib.TOMLDecodeError) -> tuple[int, int, str]:
    """Line, column and what is wrong, from the message of the parser."""
    found = _PLACE.fullmatch(str(error))
    if found is None:
        return 1, 1, str(error)
    if found["line"] is None:
        return *position(text, len(text.rstrip())), found["what"]
    return int(found["line"]), int(found["column"]), found["what"]
