"""Which rules could have a match in which paragraphs: one pass over the text for all rules together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Protocol

from cleanmt.checks import Check, Signs, Spot
from cleanmt.engine.scan.automata import Automata, Expression, Owner
from cleanmt.engine.scan.words import Heads, WordFinder, by_head, standing
from cleanmt.findings import Span
from cleanmt.text.document import Document
from cleanmt.text.matching import fold

_TELLING = 7  # letters: a text as rare is looked for as it is
_ENOUGH = 10  # characters: longer words are looked for by so many, which halves the automaton
_BEHIND = 100  # characters
_PAGES = 100_000  # characters: to look through them by the first letters takes as long as to make the automata
_LINE = 100  # characters: what it costs to begin a line
_TOGETHER = 20  # patterns of one automaton: its states multiply with them, and a text that is new makes new ones
_LINE_START = ("(?m:^)", "(?i:(?m:^))")
_WORD = -1  # the number of a sign that is one of the check's words


# Of patterns: rare words, of which each match holds one, or an expression of RE2 that matches wherever they do, and its
# gate; neither where any paragraph may have a match. To work it out takes longer than to check a text.
Sought = tuple[Sequence[str], str | None, Sequence[str]]
Known = dict[str, Sought]


class Scanner(Protocol):
    def scan(self, document: Document) -> Mapping[int, Sequence[Spot]]:
        """For each check (by its place in the list) the paragraphs to look at; a check without any is left out."""
        ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be looked for in a text for some checks, in plain values that can be kept.

    A check is known by its place among them, a sign by its number; _WORD is that of the check's words.
    """

    everywhere: Mapping[int, frozenset[int]]  # checks that any paragraph may concern, with the signs that it may show
    words: Heads
    lines: Sequence[Expression]  # those that begin a line
    inside: Sequence[Expression]  # and those that stand anywhere


def planned(checks: Sequence[Check], known: Known) -> Plan:
    """How the signs of these checks are looked for; `known` is added to."""
    plan = _Planning(known)
    for index, check in enumerate(checks):
        plan.add(index, check.signs())
    return Plan(plan.everywhere, by_head(plan.words), plan.expressions(plan.lines), plan.expressions(plan.inside))


class _Planning:
    def __init__(self, known: Known) -> None:
        self._known = known
        self._gates: dict[str, set[str]] = {}
        self._open: set[str] = set()  # expressions of which one sign at least has no gate
        self.everywhere: dict[int, frozenset[int]] = {}
        self.words: dict[str, list[tuple[str, Owner]]] = {}
        self.lines: dict[str, list[Owner]] = {}
        self.inside: dict[str, list[Owner]] = {}

    def add(self, check: int, signs: Signs | None) -> None:
        if signs is None:
            self.everywhere[check] = frozenset()
            return
        for beginning in sorted({word[:_ENOUGH] for word in signs.words}):
            self.words.setdefault(fold(beginning), []).append((beginning, (check, _WORD)))
        for number, pattern in enumerate(signs.patterns):
            self._add(pattern, (check, number), is_plain=signs.is_plain)

    def _add(self, pattern: str, owner: Owner, *, is_plain: bool) -> None:
        words, wide, gate = sought(pattern, self._known)
        if is_plain:
            words, wide = (), pattern
        for word in words:
            self.words.setdefault(word, []).append(("", owner))
        if wide is not None:
            begins_line = wide.startswith(_LINE_START) and not is_plain
            (self.lines if begins_line else self.inside).setdefault(wide, []).append(owner)
            self._gates.setdefault(wide, set()).update(gate)
            self._open |= set() if gate else {wide}
        elif not words:
            check, number = owner
            self.everywhere[check] = self.everywhere.get(check, frozenset()) | {number}

    def expressions(self, owners: Mapping[str, Sequence[Owner]]) -> Sequence[Expression]:
        return [
            (wide, owners[wide], [] if wide in self._open else sorted(self._gates[wide])) for wide in sorted(owners)
        ]


class SignScanner:
    """Looks for the signs of all checks at once.

    Patterns that hold rare words are found by these, in the folded text; those that begin a line by its beginning, and
    all others in the text, with automata of RE2. A text that shows no sign costs nothing more; in one that does, each
    paragraph is asked for itself.
    """

    def __init__(self, plan: Plan, pages: int = _PAGES) -> None:
        """In the first characters, as many as `pages`, it does without all that takes long to make."""
        self._everywhere = plan.everywhere
        self._words = WordFinder(plan.words, pages)
        self._lines = Automata(plan.lines, max(1, len(plan.lines)), pages, anchored=True)
        self._inside = Automata(plan.inside, _TOGETHER, pages)

    def scan(self, document: Document) -> Mapping[int, Sequence[Spot]]:
        found: dict[int, dict[Span, set[int]]] = {}
        for paragraph, owners in self._shown(document):
            for check, sign in owners:
                found.setdefault(check, {}).setdefault(paragraph, set()).add(sign)
        nowhere = [Spot(paragraph, frozenset()) for paragraph in document.paragraphs]
        spots = {
            check: [Spot(paragraph, frozenset(where[paragraph])) for paragraph in sorted(where)]
            for check, where in found.items()
        }
        for check, signs in self._everywhere.items():
            where = found.get(check, {})
            some = (Spot(paragraph, signs.union(where.get(paragraph, ()))) for paragraph in document.paragraphs)
            spots[check] = list(some) if where or signs else nowhere
        return spots

    def _shown(self, document: Document) -> Iterator[tuple[Span, Sequence[Owner]]]:
        """The signs, with the paragraphs that show them."""
        text = document.text
        folded = _bytes(fold(text)).decode()
        stands = standing(folded)
        for start, end, owners in self._words.owners(text, folded):
            for paragraph in {_paragraph_around(document, start), _paragraph_around(document, end)}:
                yield paragraph, owners
        size = len(text) + _LINE * len(document.lines)
        lines = self._lines.of_text(size, stands)
        for paragraph, rest in _lines_with_rest(document) if lines else ():
            raw = _bytes(rest)
            for automaton in lines:
                for owners in automaton.owners(raw):
                    yield paragraph, owners
        whole = _bytes(text)
        shown = [automaton for automaton in self._inside.of_text(size, stands) if automaton.owners(whole)]
        for paragraph in document.paragraphs if shown else ():
            raw = _bytes(_with_edges(text, paragraph))
            for automaton in shown:
                for owners in automaton.owners(raw):
                    yield paragraph, owners


def sought(pattern: str, known: Known) -> Sought:
    """What to look for in the place of a pattern; `known` is added to."""
    if pattern not in known:
        from cleanmt.engine.scan.literals import gate, literals, telling  # seldom: not where the plan was kept
        from cleanmt.engine.scan.prefilter import relaxed

        words = literals(pattern)
        is_rare = words is not None and telling(words) >= _TELLING
        known[pattern] = (sorted(words or ()), None, ()) if is_rare else ((), relaxed(pattern), sorted(gate(pattern)))
    return known[pattern]


def _paragraph_around(document: Document, offset: int) -> Span:
    paragraphs = document.paragraphs
    return paragraphs[max(0, bisect_right(paragraphs, offset, key=_start) - 1)]


def _lines_with_rest(document: Document) -> Iterator[tuple[Span, str]]:
    """The text from the beginning of each line to the end of its paragraph."""
    for line in document.lines:
        if not document.text[line.start : line.end].isspace() and line.start < line.end:
            paragraph = _paragraph_around(document, line.start)
            yield paragraph, document.text[line.start : paragraph.end]


def _with_edges(text: str, paragraph: Span) -> str:
    """The paragraph with the newlines around it, which stand for its edges; where it was cut, with what look-behind
    can see.
    """
    start = paragraph.start if text[paragraph.start - 1 : paragraph.start] == "\n" else paragraph.start - _BEHIND
    return text[max(0, start - 1) : paragraph.end + (text[paragraph.end : paragraph.end + 1] in "\r\n")]


def _start(span: Span) -> int:
    return span.start


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")  # a lone surrogate can't be in any sign; it becomes one “?”


class PlainScanner:
    """Looks at every paragraph with every check: slow, and plainly complete. The other scanner must agree with it."""

    def __init__(self, checks: Sequence[Check]) -> None:
        every = (check.signs() for check in checks)
        self._signs = [frozenset(range(len(signs.patterns if signs else ()))) for signs in every]

    def scan(self, document: Document) -> Mapping[int, Sequence[Spot]]:
        return {
            check: [Spot(paragraph, signs) for paragraph in document.paragraphs]
            for check, signs in enumerate(self._signs)
        }


def best_scanner(checks: Sequence[Check], known: Known | None = None) -> Scanner:
    """The fast scanner, or the plain one where a wheel is missing.

    `known` is what was worked out about patterns before; it is added to.
    """
    if not can_be_fast():
        return PlainScanner(checks)
    return SignScanner(planned(checks, {} if known is None else known))


def can_be_fast() -> bool:
    """Whether the wheels of SignScanner are there; nothing of them is imported."""
    return all(find_spec(name) for name in ("ahocorasick_rs", "re2"))
