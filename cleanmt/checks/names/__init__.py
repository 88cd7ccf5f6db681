"""Names of people and places in another language's spelling, surnames in lower case, first names used as surnames.

The tables are looked up word by word; nothing is compiled from them, so their length costs no time.
"""

from __future__ import annotations

import regex

NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{M}]*)*")
NO_GIVEN_NAMES = frozenset(
    """The A An In On At But And For As When While After Before With By From To Of If So Yet Both Also Then Now Mr Mrs
    Ms Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Ukrainian Russian Chechen Belarusian Ukraine Russia Lao Thai Czech Swiss French
    Dutch Irish Scottish Welsh English Greek Turkish Polish German Italian Spanish Chinese Japanese Korean American
    British Canadian Australian Indian Israeli Arab African Asian European Latin North South East West New""".split()
)


def cells(cell: str) -> list[str]:
    """The parts of a cell, divided by |."""
    return [part for part in cell.split("|") if part]
