"""Texts of which one stands in every match of a regular expression: the cheapest thing to look for."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from cleanmt.text.matching import fold

_SMALL_WORDS = frozenset("a an and as at by for from he his her in is it of on or that the to was were with".split())
_MOST = 300  # texts of one expression
_ENOUGH = 10  # letters; a text that is rarer costs more to look for than it spares
_ANY_CASE = re.compile(r"\(\?[a-z]*i")
_PROPERTY = re.compile(r"\\[pP]\{[^}]*\}")
# What `regex` reads otherwise than Python's parser: classes of POSIX, and fuzzy counts such as {e<=1}.
_OTHERWISE = re.compile(r"\[\[:|\{[\d<=,+ ]*[eids][\deids<=,+ ]*(?::[^}]*)?\}")
_Literals = frozenset[str]


@cache
def literals(pattern: str) -> frozenset[str] | None:
    """The texts, folded; None where the pattern promises none, takes any case, or can't be read.

    They are looked for in the folded text: phrases read the beginning of each word in either case, and to tell the
    cases apart would double the texts with every word. Character properties are read as `\\w`: whatever is wider than
    the truth between the texts changes nothing. Python's own parser does the reading.
    """
    tree = parsed(_PROPERTY.sub(r"\\w", pattern))
    return None if tree is None or _ANY_CASE.search(pattern) else _best(_candidates(tree))


@cache
def gate(pattern: str) -> frozenset[str]:
    """Texts, folded and however common, of which one stands wherever the pattern matches; none where it promises none.

    Beyond the Latin alphabet some letters have three forms that are one in any case: such texts promise nothing.
    """
    tree = parsed(_PROPERTY.sub(r"\\w", pattern))
    best = None if tree is None else _best(_candidates(tree))
    is_sure = not _ANY_CASE.search(pattern) or all(c < "\u0180" and c != "µ" for text in best or () for c in text)
    return best if best and is_sure else frozenset()


def parsed(pattern: str) -> Any:
    """The syntax tree of a pattern without character properties; None where Python's parser reads it wrongly."""
    if _OTHERWISE.search(pattern):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return parser.parse(pattern)
    except (re.error, OverflowError):
        return None


def _best(candidates: Iterable[_Literals]) -> _Literals | None:
    """Of the candidates that tell enough, or else most, the smallest set."""
    usable = [c for c in candidates if c and "" not in c and len(c) <= _MOST]
    return max(usable, key=lambda c: (min(telling(c), _ENOUGH), -len(c), sorted(c)), default=None)


def telling(texts: Iterable[str]) -> int:
    """How rare the commonest of the texts is in English: the letters of it that no small word takes."""
    return min(sum(len(word) for word in text.split() if word.lower() not in _SMALL_WORDS) for text in texts)


def _candidates(tree: Any) -> list[_Literals]:
    """Sets of literals that a match of this sequence must hold one of."""
    found: list[_Literals] = []
    stretch: list[_Literals] = []  # what can stand next to each other, as far as it is a finite set
    for code, argument in _flat(tree):
        if code in (op.AT, op.ASSERT_NOT):
            continue
        if code is op.ASSERT:
            found += _candidates(argument[1]) if argument[0] > 0 else _behind(argument[1])
            continue
        exact = _exact(code, argument)
        if exact is not None:
            stretch.append(exact)
            continue
        found += [*_runs(stretch), *_inner(code, argument)]
        stretch = []
    return [*found, *_runs(stretch)]


def _flat(tree: Any) -> Iterator[Any]:
    """The nodes of a sequence, and those of its groups in their places."""
    for code, argument in tree:
        if code is op.SUBPATTERN:
            yield from _flat(argument[3])
        else:
            yield code, argument


def _runs(stretch: Sequence[_Literals]) -> Iterator[_Literals]:
    """The texts that the pieces can be together, from each of them on until they tell enough."""
    for start, first in enumerate(stretch):
        if start and len(first) == len(stretch[start - 1]) == 1:
            continue  # what begins before it tells more
        run = frozenset({""})
        for piece in stretch[start:]:
            if len(run) > 1 and len(piece) > 1 and ("" not in run and telling(run) >= _ENOUGH):
                break
            if len(run) * len(piece) > _MOST:
                break
            run = frozenset(before + after for before in run for after in piece)
            yield run


def _behind(tree: Any) -> list[_Literals]:
    """Look-behind sees the paragraph before, where nobody looks for this one: only what is all in one line counts."""
    exact = _exact_sequence(tree)
    return [exact] if exact and not any("\n" in text for text in exact) else []


def _inner(code: Any, argument: Any) -> list[_Literals]:
    if code is op.ATOMIC_GROUP:
        return _candidates(argument)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and argument[0] > 0:
        return _candidates(argument[2])
    if code is op.BRANCH:
        each = [_best(_candidates(branch)) for branch in argument[1]]
        if all(best is not None for best in each):
            return [frozenset().union(*(best for best in each if best is not None))]
    return []


def _exact(code: Any, argument: Any) -> _Literals | None:
    """All texts that this piece can match, folded, where they are few; else None."""
    if code is op.LITERAL:
        return frozenset({fold(chr(argument))})
    if code is op.IN:
        return _exact_class(argument)
    if code is op.SUBPATTERN:
        return _exact_sequence(argument[3])
    if code is op.BRANCH:
        return _union(_exact_sequence(branch) for branch in argument[1])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT) and argument[:2] == (0, 1):
        return _union([frozenset({""}), _exact_sequence(argument[2])])
    return None


def _exact_sequence(tree: Any) -> _Literals | None:
    run: _Literals = frozenset({""})
    for code, argument in tree:
        if code is op.AT:
            continue
        exact = _exact(code, argument)
        if exact is None or len(run) * len(exact) > _MOST:
            return None
        run = frozenset(a + b for a in run for b in exact)
    return run


def _exact_class(items: Any) -> _Literals | None:
    found: set[str] = set()
    for code, argument in items:
        if code is op.LITERAL:
            found.add(fold(chr(argument)))
        elif code is op.RANGE and argument[1] - argument[0] < 30:
            found.update(fold(chr(c)) for c in range(argument[0], argument[1] + 1))
        else:
            return None
    return frozenset(found)


def _union(sets: Iterable[_Literals | None]) -> _Literals | None:
    every = list(sets)
    if any(s is None for s in every):
        return None
    union = frozenset().union(*(s for s in every if s is not None))
    return union if len(union) <= _MOST else None
