"""Regular expressions made wider and simpler, so that one automaton can look for all of them at once.

A relaxed expression matches wherever the original does, and in some places more. RE2 takes it: no back-references, and
only such look-around as can be spelt out. Letters are told apart in ASCII alone; any other letter is a letter of every
kind, which keeps the automaton a tenth of the size that Unicode's classes would need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

from cleanmt.engine.scan.literals import parsed

_PROPERTY = re.compile(r"\\(?P<sign>[pP])\{(?P<name>[^}]*)\}")
_NAMED = re.compile(r"\(\?P<(?P<name>\w+)>")
_PRIVATE = 0xE000  # stands for a property while Python's parser reads the expression
_ASCII = {"L": "A-Za-z", "Lu": "A-Z", "Ll": "a-z", "Latin": "A-Za-z", "N": "0-9", "Nd": "0-9", "M": ""}
# Letters, marks and numbers beyond ASCII, and hardly anything else: no quotation mark, dash or space.
_BEYOND = (
    r"\x{aa}-\x{1fff}\x{200c}\x{200d}\x{203f}\x{2040}\x{2054}\x{2070}-\x{209f}\x{20d0}-\x{218f}\x{2460}-\x{24ff}"
    r"\x{2776}-\x{2793}\x{2c00}-\x{2dff}\x{2e2f}\x{3005}-\x{fdff}\x{fe00}-\x{fe0f}\x{fe20}-\x{10ffff}"
)
_SPACES = r"\s\v\x{1c}-\x{1f}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
# Each category: what it holds at most, and what it holds at least (for classes that exclude it).
_CATEGORIES = {
    op.CATEGORY_WORD: ("A-Za-z0-9_" + _BEYOND, "A-Za-z0-9_"),
    op.CATEGORY_DIGIT: ("0-9" + _BEYOND, "0-9"),
    op.CATEGORY_SPACE: (_SPACES, r"\s\v"),
    op.CATEGORY_NOT_WORD: (r"\x{0}-/:-@\[-^`{-\x{10ffff}", r"\x{0}-/:-@\[-^`{-\x{7f}"),
    op.CATEGORY_NOT_DIGIT: (r"\x{0}-/:-\x{10ffff}", r"\x{0}-/:-\x{7f}"),
    op.CATEGORY_NOT_SPACE: (r"\x{0}-\x{8}\x{e}-\x{1f}!-\x{10ffff}", r"\x{0}-\x{8}\x{e}-\x{1b}!-\x{7f}"),
}
_EDGES = {"before": "(?m:^)|", "after": r"(?m:\r?$)|"}
_ASCII_WORD, _WORD = 2, 1
_NO_WORD = "[^A-Za-z0-9_]"
_LEAST = 0.6  # letters; an expression that fixes fewer tells nothing
_MOST = 6  # a count above it is none: the automaton would need a state for each
_SAME = ("iIİı", "sSſ", "kK\u212a")  # letters that `regex` takes for one where case does not count, and RE2 not
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_ASSERTIONS = (op.AT, op.ASSERT, op.ASSERT_NOT)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the relaxed expression, and how much it tells: about the count of letters that it fixes.

    `begins` and `ends` say with what, as far as it is sure: _ASCII_WORD, _WORD (a character of any script), or nothing.
    """

    text: str
    weight: float = 0.0
    begins: int = 0
    ends: int = 0


_GAP = _Piece("", -1.0)  # anything may stand here; the expression is cut in two


@cache
def relaxed(pattern: str) -> str | None:
    """The most telling stretch of the pattern, relaxed; None where none tells anything, or it can't be read."""
    reader = _Reader()
    tree = parsed(_PROPERTY.sub(reader.hidden, _with_names_once(pattern)))
    if tree is None:
        return None
    best = max(_stretches(reader.whole(tree)), key=_weight)
    return _joined(best).text if _weight(best) >= _LEAST else None


def _with_names_once(pattern: str) -> str:
    """Two branches may give their groups one name; Python's parser takes it once."""
    seen: set[str] = set()

    def first(match: re.Match[str]) -> str:
        is_new = match["name"] not in seen
        seen.add(match["name"])
        return match[0] if is_new else "(?:"

    return _NAMED.sub(first, pattern)


def _stretches(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """What stands between the gaps."""
    stretch: list[_Piece] = []
    for piece in (*pieces, _GAP):
        if piece is _GAP:
            yield stretch
            stretch = []
        else:
            stretch.append(piece)


def _weight(pieces: Sequence[_Piece]) -> float:
    return sum(piece.weight for piece in pieces)


class _Reader:
    """Walks through the syntax tree of one expression."""

    def __init__(self) -> None:
        self._properties: list[tuple[str, str]] = []
        self._ignores_case = False

    def hidden(self, match: re.Match[str]) -> str:
        """A character of the private area in the place of a property, which Python's parser does not know."""
        self._properties.append((match["sign"], match["name"]))
        return chr(_PRIVATE + len(self._properties) - 1)

    def whole(self, tree: Any) -> list[_Piece]:
        """The whole expression: a group whose flags stand at its beginning."""
        return self._group(None, tree.state.flags, 0, tree, first=True, last=True)

    def sequence(self, nodes: Sequence[Any], *, first: bool, last: bool) -> list[_Piece]:
        """`first` and `last` say whether the sequence stands at that end of the whole expression: only there
        look-around can be spelt out.
        """
        head, rest = self._split_edge(nodes, first, -1)
        tail, rest = self._split_edge(rest[::-1], last, 1)
        rest = rest[::-1]
        pieces: list[_Piece] = []
        for index, (code, argument) in enumerate(rest):
            is_first = first and not head and index == 0
            is_last = last and not tail and index == len(rest) - 1
            pieces += self._node(code, argument, first=is_first, last=is_last)
        if head:
            pieces.insert(0, self._edge(head, "before", beside=pieces[0].begins if pieces else 0))
        if tail:
            pieces.append(self._edge(tail, "after", beside=pieces[-1].ends if pieces else 0))
        return pieces

    def _edge(self, node: Any, side: str, *, beside: int) -> _Piece:
        code, argument = node
        if code is op.AT:
            if argument is op.AT_BOUNDARY:
                return self._boundary(side, beside)
            if argument in {op.AT_BEGINNING, op.AT_BEGINNING_STRING} and side == "before":
                return _Piece("(?m:^)", 0.5)
            if argument in {op.AT_END, op.AT_END_STRING} and side == "after":
                return _Piece(r"(?m:\r?$)", 0.5)
            return _Piece("")
        if code is op.ASSERT_NOT:
            (only,) = argument[1]
            excluded = self._class(only, negated=True)
            if excluded == _NO_WORD and beside:
                return self._boundary(side, beside)
            return _Piece(f"(?:{_EDGES[side]}{excluded})", 0.1)
        inside = self.sequence(list(argument[1]), first=side == "before", last=side == "after")
        if _GAP in inside:  # what is next to the expression still counts
            return _joined(list(_stretches(inside))[-1 if side == "before" else 0])
        return _joined(inside)

    def _boundary(self, side: str, beside: int) -> _Piece:
        """RE2's own boundary, of which it makes the smallest automaton, knows only ASCII: it serves beside ASCII."""
        if not beside:
            return _Piece("")
        return _Piece(r"\b" if beside == _ASCII_WORD else f"(?:{_EDGES[side]}{_NO_WORD})", 0.3)

    def _node(self, code: Any, argument: Any, *, first: bool, last: bool) -> list[_Piece]:
        if code in (op.LITERAL, op.NOT_LITERAL, op.IN):
            return [self._character(code, argument)]
        if code is op.ANY:
            return [_Piece("(?s:.)")]
        if code is op.AT:
            return []
        if code is op.SUBPATTERN:
            return self._group(*argument, first=first, last=last)
        if code is op.ATOMIC_GROUP:
            return self.sequence(list(argument), first=first, last=last)
        if code is op.BRANCH:
            return self._branch(argument[1], first=first, last=last)
        if code in _REPEATS:
            return self._repeat(*argument)
        if code in _ASSERTIONS:
            return []
        return [_GAP]  # a back-reference, a condition

    def _group(self, _number: object, on: int, off: int, tree: Any, *, first: bool, last: bool) -> list[_Piece]:
        """A group, with the flag for any case that it may set."""
        before = self._ignores_case
        self._ignores_case = (before or bool(on & re.IGNORECASE)) and not off & re.IGNORECASE
        flag = "" if self._ignores_case == before else "i" if self._ignores_case else "-i"
        inside = self.sequence(list(tree), first=first, last=last)
        self._ignores_case = before
        if not flag:
            return inside
        return [piece if piece is _GAP else replace(piece, text=f"(?{flag}:{piece.text})") for piece in inside]

    def _branch(self, branches: Sequence[Any], *, first: bool, last: bool) -> list[_Piece]:
        each = [self.sequence(list(branch), first=first, last=last) for branch in branches]
        has_gap = any(_GAP in pieces for pieces in each)
        joined = [_joined(next(_stretches(pieces))) for pieces in each]  # what follows a gap can't be joined to them
        piece = _Piece(
            f"(?:{'|'.join(piece.text for piece in joined)})",
            min(piece.weight for piece in joined),
            min(piece.begins for piece in joined),
            min(piece.ends for piece in joined),
        )
        return [piece, _GAP] if has_gap else [piece]

    def _repeat(self, least: int, most: int, tree: Any) -> list[_Piece]:
        nodes = list(tree)
        inside = self.sequence(nodes, first=False, last=False)
        if _GAP in inside:
            return [_GAP]
        body = _joined(inside)
        if most <= _MOST:
            begins, ends = (body.begins, body.ends) if least else (0, 0)
            return [_Piece(f"(?:{body.text}){{{least},{most}}}", body.weight * least, begins, ends)]
        fixed = min(least, _MOST)
        start = [_Piece(f"(?:{body.text}){{{fixed}}}", body.weight * fixed, body.begins)] if fixed else []
        return [*start, _Piece(f"(?:{body.text})*")] if self._is_narrow(nodes) else [*start, _GAP]

    def _is_narrow(self, nodes: Sequence[Any]) -> bool:
        """One character of a class that runs over a word at most, not over a sentence."""
        if len(nodes) != 1 or nodes[0][0] not in (op.LITERAL, op.IN):
            return False
        expression = re.compile(_plain_class(nodes[0], self._properties))
        return not (expression.match(" ") and expression.match("a")) and not expression.match(".")

    def _character(self, code: Any, argument: Any) -> _Piece:
        if code is op.LITERAL and self._in_any_case(argument):
            return _Piece(self._class((code, argument)), 1.0, _WORD, _WORD)
        if code is op.LITERAL and not self._is_property(argument):
            character = chr(argument)
            is_word = character.isascii() and (character.isalnum() or character == "_")
            text = character if is_word else f"\\x{{{argument:x}}}"
            kind = _ASCII_WORD if is_word else 0
            return _Piece(text, 0.3 if character == " " else 1.0, kind, kind)
        text = self._class((code, argument))
        items = argument if code is op.IN else [(code, argument)]
        few = code is op.IN and all(kind is op.LITERAL and not self._is_property(a) for kind, a in argument)
        kind = 0 if code is op.NOT_LITERAL else min(self._kind(*item) for item in items)
        return _Piece(text, 0.7 if few else 0.2, kind, kind)

    def _class(self, node: Any, *, negated: bool = False) -> str:
        code, argument = node
        items = argument if code is op.IN else [(op.LITERAL, argument)]
        if (code is op.NOT_LITERAL) or (items and items[0][0] is op.NEGATE):
            negated = not negated
        inside = "".join(self._item(*item, narrow=negated) for item in items if item[0] is not op.NEGATE)
        if not inside:
            return r"(?s:.)" if negated else r"[\x{aa}-\x{10ffff}]"
        return f"[{'^' if negated else ''}{inside}]"

    def _item(self, code: Any, argument: Any, *, narrow: bool) -> str:
        if code is op.RANGE:
            more = "" if narrow else self._in_any_case(range(argument[0], argument[1] + 1))
            return f"\\x{{{argument[0]:x}}}-\\x{{{argument[1]:x}}}{more}"
        if code is op.CATEGORY:
            return _CATEGORIES[argument][narrow]
        if self._is_property(argument):
            sign, name = self._properties[argument - _PRIVATE]
            known = _ASCII.get("L" if self._ignores_case and name in {"Lu", "Ll"} else name)
            if sign == "P" or known is None:
                return "" if narrow else r"\x{0}-\x{10ffff}"
            return known if narrow else known + _BEYOND
        return f"\\x{{{argument:x}}}{'' if narrow else self._in_any_case(argument)}"

    def _in_any_case(self, numbers: int | range) -> str:
        """Where case does not count, the letters that are the same as one of these, but not to RE2."""
        if not self._ignores_case:
            return ""
        asked = range(numbers, numbers + 1) if isinstance(numbers, int) else numbers
        same = (letters for letters in _SAME if any(ord(letter) in asked for letter in letters))
        return "".join(f"\\x{{{ord(letter):x}}}" for letters in same for letter in letters)

    def _kind(self, code: Any, argument: Any) -> int:
        """What the items of a class are: _ASCII_WORD, _WORD, or 0 where they may be anything."""
        if code is op.LITERAL and self._is_property(argument):
            sign, name = self._properties[argument - _PRIVATE]
            return _WORD if sign == "p" and name in _ASCII else 0
        if code is op.LITERAL and self._in_any_case(argument):
            return _WORD
        if code is op.LITERAL and chr(argument).isascii():
            return _ASCII_WORD if chr(argument).isalnum() or argument == ord("_") else 0
        return _WORD if code is op.CATEGORY and argument in {op.CATEGORY_WORD, op.CATEGORY_DIGIT} else 0

    def _split_edge(self, nodes: Sequence[Any], is_edge: bool, direction: int) -> tuple[Any, list[Any]]:
        """The one assertion of those at the edge that can be spelt out, and the rest of the nodes.

        Several assertions at one place all speak of the same characters, so only one can be kept: one that demands
        something, else the last that excludes a single character.
        """
        count = 0
        while count < len(nodes) and nodes[count][0] in _ASSERTIONS:
            count += 1
        if not is_edge:
            return None, list(nodes)
        usable = [node for node in nodes[:count] if self._is_spelt_out(node, direction)]
        chosen = next((node for node in usable if node[0] is op.ASSERT), usable[-1] if usable else None)
        return chosen, list(nodes[count:])

    def _is_spelt_out(self, node: Any, direction: int) -> bool:
        code, argument = node
        if code is op.AT:
            return True
        if argument[0] != direction:
            return False
        if len(argument[1]) == 1 and argument[1][0][0] in (op.LITERAL, op.IN):
            return True
        # Of what is before the paragraph only one character is looked at.
        return code is op.ASSERT and (direction > 0 or not self._may_cross_lines(argument[1]))

    def _may_cross_lines(self, nodes: Iterable[Any]) -> bool:
        for code, argument in nodes:
            if code in (op.LITERAL, op.IN):
                if re.match(_plain_class((code, argument), self._properties), "\n"):
                    return True
            elif code is op.SUBPATTERN:
                if self._may_cross_lines(argument[3]):
                    return True
            elif code is op.BRANCH:
                if any(self._may_cross_lines(branch) for branch in argument[1]):
                    return True
            elif code in _REPEATS:
                if self._may_cross_lines(argument[2]):
                    return True
            elif code not in _ASSERTIONS:
                return True
        return False

    def _is_property(self, number: int) -> bool:
        return 0 <= number - _PRIVATE < len(self._properties)


def _joined(pieces: Sequence[_Piece]) -> _Piece:
    begins, ends = (pieces[0].begins, pieces[-1].ends) if pieces else (0, 0)
    return _Piece("".join(piece.text for piece in pieces), _weight(pieces), begins, ends)


def _plain_class(node: Any, properties: Sequence[tuple[str, str]]) -> str:
    """A class in Python's own syntax, in ASCII."""
    code, argument = node
    items = argument if code is op.IN else [(op.LITERAL, argument)]
    parts: list[str] = []
    for kind, value in items:
        if kind is op.NEGATE:
            parts.insert(0, "^")
        elif kind is op.RANGE:
            parts.append(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        elif kind is op.CATEGORY:
            name = str(value)
            sign = name.rsplit("_", 1)[1][0].lower()
            parts.append(f"\\{sign.upper() if 'NOT' in name else sign}")
        elif 0 <= value - _PRIVATE < len(properties):
            sign, name = properties[value - _PRIVATE]
            parts.append("\\x00-\\xff" if sign == "P" else _ASCII.get(name, "\\x00-\\xff"))
        else:
            parts.append(re.escape(chr(value)))
    return f"[{''.join(parts)}]" if parts and parts != ["^"] else r"[^\x00-\xff]"
