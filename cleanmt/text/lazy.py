"""Regular expressions that are compiled when they are first used: of hundreds, a text needs a few dozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import regex


class _Expression:
    def __init__(self, pattern: str, flags: int, lists: Mapping[str, Any]) -> None:
        self._arguments = pattern, flags, lists

    def __getattr__(self, name: str) -> Any:
        """What the compiled expression has under this name, kept, so that nobody asks here again."""
        import regex

        pattern, flags, lists = self._arguments
        found = getattr(regex.compile(pattern, flags, **lists), name)
        setattr(self, name, found)
        return found


def compile(pattern: str, flags: int = 0, **lists: Sequence[str]) -> regex.Pattern[str]:  # noqa: A001 -- as `regex` has it
    """The same as regex.compile; what is wrong with the expression comes to light with its first use."""
    return cast("regex.Pattern[str]", _Expression(pattern, flags, lists))
