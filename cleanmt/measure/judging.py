"""Does a repair bring a translation nearer to what a person wrote?

Sentence chrF++ (Popović 2017), as sacrebleu computes it, is deaf to spaces and takes “ and " for different words. So
what changes only spaces, marks or a single word is judged by the words around it: do they stand in the reference once
they are mended, and did not before, or the other way round?
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any

from cleanmt.edits import applied, closed_up
from cleanmt.errors import MissingLibraryError
from cleanmt.findings import Edit, Finding

_SAME = 1e-9
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+(?:[^\w\s]\w+)*|[^\w\s]")  # a word with what stands inside it (6,8; year-old), or a mark
_END = "\x02"  # a mark at both ends of a text, so that there is one on either side of every edit
_STRAIGHT = str.maketrans("“”„«»‘’‚ʼ", '"""""\'\'\'\'')


class Verdict(IntEnum):
    FARTHER = -1
    LEVEL = 0
    NEARER = 1


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """`verdict` is that of the words around the edits where these are small, and else of chrF++."""

    verdict: Verdict
    by_chrf: Verdict


def judged(text: str, finding: Finding, reference: str) -> Judgement | None:
    """What becomes of the text by the finding's fix alone, or by the best of its suggestions; None: it has neither.

    Raises MissingLibraryError.
    """
    tries = [finding.edits] if finding.fix else [(edit,) for edit in finding.alternatives]
    return max((_judged(text, edits, reference) for edits in tries), default=None)


def _judged(text: str, edits: Sequence[Edit], reference: str) -> Judgement:
    points = chrf(applied(text, closed_up(text, edits)), reference) - chrf(text, reference)
    by_chrf = verdict(points)
    small = [edit.trimmed(text) for edit in edits]
    if not all(_is_small(text, edit) for edit in small):
        return Judgement(by_chrf, by_chrf)
    return Judgement(_summed(_by_words(text, edit, reference) for edit in small), by_chrf)


def verdict(points: float) -> Verdict:
    return Verdict((points > _SAME) - (points < -_SAME))


@lru_cache(maxsize=4096)
def chrf(text: str, reference: str) -> float:
    """Points of sentence chrF++, 0 to 100. Raises MissingLibraryError."""
    return float(_metric().sentence_score(text, [reference]).score)


@cache
def _metric() -> Any:
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ImportError:
        raise MissingLibraryError("chrF++ needs sacrebleu: pip install sacrebleu") from None
    return CHRF(word_order=2)


def _summed(verdicts: Iterable[Verdict]) -> Verdict:
    """That of several edits: what some bring nearer and others farther is level."""
    sides = {*verdicts} - {Verdict.LEVEL}
    return sides.pop() if len(sides) == 1 else Verdict.LEVEL


# The words around an edit --------------------------------------------------------------------------------------------


def _is_small(text: str, edit: Edit) -> bool:
    return all(len(_WORD.findall(part)) <= 1 for part in (text[edit.start : edit.end], edit.text))


def _by_words(text: str, edit: Edit, reference: str) -> Verdict:
    text, reference = (_END + part.translate(_STRAIGHT) + _END for part in (text, reference.strip()))
    edit = Edit(edit.start + 1, edit.end + 1, edit.text.translate(_STRAIGHT))
    start, end = _around(text, edit)
    broken, mended = text[start:end], _mended(text, edit, start, end)
    was, is_now = _stands(broken, reference), _stands(mended, reference)
    if was and is_now:  # of “that that was” and “that was” the one is in the other: the longer counts
        return Verdict((broken in mended) - (mended in broken))
    return Verdict(is_now - was)


def _around(text: str, edit: Edit) -> tuple[int, int]:
    """From the word in which the edit begins to the one in which it ends; where no word becomes another, as when a
    comma goes, from the word or mark before it to the one after it, and back to a word where both are marks.
    """
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    inside = [(start, end) for start, end in tokens if start < edit.end and edit.start < end]
    start = min([edit.start, *(start for start, _ in inside)])
    end = max([edit.end, *(end for _, end in inside)])
    if _WORD.search(text[start:end]) and _WORD.search(_mended(text, edit, start, end)):
        return start, end
    before = [at for at, until in tokens if until <= start]
    after = min(until for at, until in tokens if end <= at)
    return next((at for at in reversed(before) if _WORD.search(text[at:after])), before[-1]), after


def _mended(text: str, edit: Edit, start: int, end: int) -> str:
    return text[start : edit.start] + edit.text + text[edit.end : end]


def _stands(words: str, reference: str) -> bool:
    """Whether the words stand in the reference whole: no letter goes on before or behind them."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.search(before + re.escape(words) + after, reference) is not None
