"""Texts of which one stands in every match of a regular expression: the cheapest thing to look for."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_SMALL_WORDS = frozenset("a an and as at by for from he his her in is it of on or that the to was were with".split())
_MOST = 300  # texts of one expression
_ANY_CASE = re.compile(r"\(\?[a-z]*i")
_PROPERTY = re.compile(r"\\[pP]\{[^}]*\}")
# What `regex` reads otherwise than Python's parser: classes of POSIX, and fuzzy counts such as {e<=1}.
_OTHERWISE = re.compile(r"\[\[:|\{[\d<=,+ ]*[eids][\deids<=,+ ]*(?::[^}]*)?\}")
_Literals = frozenset[str]


@cache
def literals(pattern: str) -> frozenset[str] | None:
    """The texts; None where the pattern promises none, takes any case, or can't be read.

    Character properties are read as `\\w`: whatever is wider than the truth between the texts changes nothing.
    Python's own parser does the reading.
    """
    tree = parsed(_PROPERTY.sub(r"\\w", pattern))
    return None if tree is None or _ANY_CASE.search(pattern) else _best(_candidates(tree))


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
    """The candidate that tells most; then the smallest set."""
    usable = [c for c in candidates if c and "" not in c and len(c) <= _MOST]
    return max(usable, key=lambda c: (telling(c), -len(c), sorted(c)), default=None)


def telling(texts: Iterable[str]) -> int:
    """How rare the commonest of the texts is in English: the letters of it that no small word takes."""
    return min(sum(len(word) for word in text.split() if word.lower() not in _SMALL_WORDS) for text in texts)


def _candidates(tree: Any) -> list[_Literals]:
    """Every set of literals that a match of this sequence must hold one of."""
    found: list[_Literals] = []
    run: _Literals = frozenset({""})  # what can stand here, as far as it is a finite set
    for code, argument in tree:
        if code in (op.AT, op.ASSERT_NOT):
            continue
        if code is op.ASSERT:
            found += _candidates(argument[1]) if argument[0] > 0 else _behind(argument[1])
            continue
        exact = _exact(code, argument)
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = frozenset(a + b for a in run for b in exact)
            continue
        found.append(run)
        run = exact if exact is not None else frozenset({""})
        if exact is None:
            found += _inner(code, argument)
    return [*found, run]


def _behind(tree: Any) -> list[_Literals]:
    """Look-behind sees the paragraph before, where nobody looks for this one: only what is all in one line counts."""
    exact = _exact_sequence(tree)
    return [exact] if exact and not any("\n" in text for text in exact) else []


def _inner(code: Any, argument: Any) -> list[_Literals]:
    if code is op.SUBPATTERN:
        return _candidates(argument[3])
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
        return frozenset({chr(argument)})
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
            found.add(chr(argument))
        elif code is op.RANGE and argument[1] - argument[0] < 30:
            found.update(chr(c) for c in range(argument[0], argument[1] + 1))
        else:
            return None
    return frozenset(found)


def _union(sets: Iterable[_Literals | None]) -> _Literals | None:
    every = list(sets)
    if any(s is None for s in every):
        return None
    union = frozenset().union(*(s for s in every if s is not None))
    return union if len(union) <= _MOST else None
