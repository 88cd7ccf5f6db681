"""Hundreds of expressions of RE2 looked for in one text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

_MEMORY = 12 << 20  # bytes that one automaton may take before it starts afresh
# An expression, whose sign it is, and its gate: folded texts of which one stands wherever it matches; perhaps none.
Owner = tuple[int, int]
Expression = tuple[str, Sequence[Owner], Sequence[str]]


class Automata:
    """Expressions that are looked for together, so many in one automaton.

    To make them all takes longer than to look through some pages: in the first characters, as many as `pages`, only
    those are made, each for itself, whose gates stand there.
    """

    def __init__(self, expressions: Sequence[Expression], together: int, pages: int, *, anchored: bool = False) -> None:
        self._expressions = expressions
        self._pages = pages
        self._together = together
        self._anchored = anchored
        self._made: dict[int, Automaton] = {}
        self._looked_through = 0

    def of_text(self, size: int, stands: Callable[[Sequence[str]], bool]) -> Sequence[Automaton]:
        """Those that can match in a text of so many characters; `stands` tells whether one of some texts does there."""
        self._looked_through += size
        return self._all if self._looked_through > self._pages else list(self._behind_gates(stands))

    def _behind_gates(self, stands: Callable[[Sequence[str]], bool]) -> Iterator[Automaton]:
        for number, (_, _, gate) in enumerate(self._expressions):
            if not gate or stands(gate):
                if number not in self._made:
                    self._made[number] = Automaton(self._expressions[number : number + 1], anchored=self._anchored)
                yield self._made[number]

    @cached_property
    def _all(self) -> Sequence[Automaton]:
        starts = range(0, len(self._expressions), self._together)
        batches = (self._expressions[start : start + self._together] for start in starts)
        return [Automaton(batch, anchored=self._anchored) for batch in batches]


class Automaton:
    """RE2 over some expressions, made when it is first asked."""

    def __init__(self, expressions: Sequence[Expression], *, anchored: bool) -> None:
        self._expressions = expressions
        self._anchored = anchored

    def owners(self, text: bytes) -> list[Sequence[Owner]]:
        """Whose expressions match; all, where they can't be looked for."""
        if self._set is None:
            return [owners for _, owners, _ in self._expressions]
        return [self._expressions[number][1] for number in self._set.Match(text) or ()]

    @cached_property
    def _set(self) -> Any:
        """None where the expressions are too much for RE2."""
        import re2

        options = re2.Options()
        options.max_mem = _MEMORY
        options.log_errors = False
        made = re2.Set.MatchSet(options) if self._anchored else re2.Set.SearchSet(options)
        try:
            for expression, _, _ in self._expressions:
                made.Add(expression)
            made.Compile()
        except re2.error:
            return None
        return made
