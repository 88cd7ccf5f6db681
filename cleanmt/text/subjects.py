"""What a text is about: a subject is one of its own as soon as enough different words of that subject stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, get_args

from cleanmt import tables
from cleanmt.text import matching

Subject = Literal[
    "football",  # and other games with goals
    "sport",  # all of it
    "court",  # trials, and the crimes and investigations before them
    "war",  # battles, attacks and armies
    "school",  # pupils, teachers and exams
    "accident",  # crashes, and who comes to help
    "epidemic",  # infections and what is done against them
]
SUBJECTS: Sequence[str] = get_args(Subject)
_FILE = "data/subjects.tsv"
_FEWEST = 5  # different words of a subject, in the shortest text
_MOST = 8  # that are asked for, however long it is
_WORDS_FOR_ONE = 300  # words of the text for each that is asked for besides
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def of(text: str) -> frozenset[str]:
    """The subjects of the text; short ones may have none, long ones several."""
    folded = matching.fold(text)
    words = [word.removesuffix("’s").removesuffix("'s") for word in _WORD.findall(folded)]
    asked = min(_FEWEST + len(words) // _WORDS_FOR_ONE, _MOST)
    known = sorted(set(words))
    return frozenset(
        subject for subject, cues in _cues().items() if sum(_stands(cue, known, folded) for cue in cues) >= asked
    )


@cache
def _cues() -> Mapping[str, Sequence[str]]:
    """The words of each subject, as the table that is shipped has them."""
    return {row["subject"]: tables.cells(row["words"]) for row in tables.read(tables.shipped() / _FILE)}


def _stands(cue: str, known: Sequence[str], folded: str) -> bool:
    """Whether the cue stands in a text of these words, in order; `word*` takes any ending."""
    if " " in cue:
        return re.search(rf"\b{re.escape(cue)}\b", folded) is not None
    start = cue.removesuffix("*")
    at = bisect_left(known, start)
    return at < len(known) and (known[at].startswith(start) if cue.endswith("*") else known[at] == start)
