"""Reads phrases: words, and signs that say more of them.

    a b             words, a blank between them; what touches is one word: site(s)?
    (a | b)         one of these
    (a)?            perhaps; also after ], > and _
    <name>          one of the words of a list
    a*              a word that begins so
    _   A_   #      any word, a word with a capital, a figure
    [a]   [n: a]    what is wrong (the group `wrong`); a group with a name

Words are whole, and a small letter at the beginning of one is read in either case. docs/reference/phrases.md has all of
it, with examples.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple, NoReturn

from cleanmt.text.phrase import BLANK, EDGE, Lists, PhraseError

_TOKEN = re.compile(
    r"""
      (?P<words> [^\W_]+ (?: [ ’'-] [^\W_]+ )* (?! [*\w] ) )
    | (?P<blank> \s+ )
    | (?P<open> \( | \[ (?: (?P<name> [A-Za-z]\w* ) : )? )
    | (?P<close> [])|] )
    | (?P<mark> (?: (?<! . ) | (?<= [(|] ) | (?<= [(|][ ] ) ) \? (?= [\s|)”"] | $ ) )
    | < (?P<list> [a-z][a-z0-9-]* ) >
    | (?P<any> A_ | _ | \# )
    | (?P<other> (?: (?! \b A_ ) [^\s()\[\]|?<>_\#*\\^{}+=~] )+ \*? )
    | (?P<odd> . )
    """,
    re.VERBOSE,
)
# What most brackets hold: words and nothing else. To read them at one go makes a phrase three times as fast.
_PLAIN = re.compile(r"\s*([^\W_]+(?:(?:[ ’'-]|\s*\|\s*)[^\W_]+)*)\s*(?=[)\]])")
_DIVIDER = re.compile(r"\s*\|\s*")
_ANY = {"_": r"\p{L}[\w’'-]*", "A_": r"\p{Lu}[\w’'-]*", "#": r"\d+(?:[.,]\d+){0,4}"}
_SPECIAL = re.compile(r"[.$*+?^]")
_QUOTATION_MARK = re.compile("[’'”“\"]")
_AS_TYPED = {"’": "[’']", "'": "[’']", "”": '[”"]', "“": '[“"]'}  # and as typewriters have them
_SIGN = re.compile(r"[][()<>|_#]")
_BEGINNING = re.compile(r"(?<![\w’'-])[^\W\d_]")
_IN_EITHER_CASE = {letter: f"[{letter.upper()}{letter}]" for letter in map(chr, range(0x61, 0x250)) if letter.islower()}

# What a piece begins or ends with: a word, so that its edge is a word's; a mark, which has no edge; or a mark that
# clings to the word beside it as in print: a comma to the word before, an opening quotation mark to the one after.
# Where it may be one or the other, there can be no blank beside it.
_WORD, _MARK, _CLINGING, _MIXED = range(4)
_CLOSING, _OPENING = ",.;:!?%…”’'»", "“‘„«"
_NOTHING = ""

_WAY_OUT = {
    "?": "“?” follows a bracket, a list or a sign: (…)? is what may be missing",
    "*": "“*” follows the beginning of a word: launch*",
    "<": "a list is written <name>, in small letters",
    ">": "a list is written <name>, in small letters",
}

_ONE_BY_ONE = "words and punctuation marks can both stand here: write the alternatives one by one"


class _Piece(NamedTuple):
    """An expression, and with what it begins and ends. What does so in several ways has a branch for each instead."""

    text: str
    begins: int = _WORD
    ends: int = _WORD
    branches: tuple[_Piece, ...] = ()
    options: tuple[str, ...] = ()  # the texts, where it is one of several that begin and end alike
    may_be_missing: bool = False


def read(phrases: Sequence[str], lists: Lists, left: str, right: str) -> str:
    """The expression of one of the phrases, between these sides. Only between the edges of words do they mark groups.

    Raises PhraseError.
    """
    return _rendered(_one_of([_piece(text, lists, left, right) for text in phrases]), left, right)


def _piece(text: str, lists: Lists, left: str, right: str) -> _Piece:
    piece = _Reader(text, lists, may_mark=left == right).phrase()
    if left != right and _MIXED in _begins(piece) | _ends(piece):
        raise PhraseError(text, 0, _ONE_BY_ONE)
    return piece


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, text: str, lists: Lists, *, may_mark: bool = True, inside: frozenset[str] = frozenset()) -> None:
        self._text = text
        self._lists = lists
        self._may_mark = may_mark
        self._inside = inside  # the lists whose phrase this is, from the outermost on
        self._at = 0
        self._token: re.Match[str] | None = _TOKEN.match(text)
        self._names: set[str] = set()  # of the groups on the way to this place

    def _advance(self, at: int) -> None:
        self._at = at
        self._token = _TOKEN.match(self._text, at)

    def phrase(self, *, at_start: bool = True) -> _Piece:
        piece = self._sequence(at_start=at_start)
        if self._token:
            self._fail(self._at, f"“{self._token[0]}” stands outside brackets")
        return piece

    def _sequence(self, *, at_start: bool) -> _Piece:
        """Up to the end, a | or a closing bracket. `at_start`: its first letter begins a word."""
        start, units = self._at, list[_Piece]()
        while self._token and self._token.lastgroup != "close":
            if self._token.lastgroup == "blank":
                self._advance(self._token.end())
            else:
                units.append(self._unit(at_start=at_start or bool(units)))
        if not units:
            self._fail(start, "words are missing here; what may be missing is written (…)?")
        if all(unit.may_be_missing for unit in units):
            self._fail(start, "all of this may be missing, so nothing is left to look for")
        return units[0] if len(units) == 1 else self._put_together(_joined, units, start)

    def _unit(self, *, at_start: bool) -> _Piece:
        """Up to the next blank: what touches is one word."""
        start, parts = self._at, list[_Piece]()
        while self._token and self._token.lastgroup not in {"blank", "close"}:
            parts.append(self._part(self._token, at_start=at_start and all(map(_leaves_the_start, parts))))
        if len(parts) == 1:
            return parts[0]
        if all(part.may_be_missing for part in parts):
            self._fail(start, "all of this word may be missing: put brackets around the whole of it")
        return self._put_together(_touching, parts, start)

    def _part(self, token: re.Match[str], *, at_start: bool) -> _Piece:
        kind = token.lastgroup
        self._advance(token.end())
        if kind == "words":
            piece = _Piece(_plain(token[0], at_start=at_start))
        elif kind in {"other", "mark"}:
            piece = _word(token[0], at_start=at_start)
        elif kind == "any":
            piece = _Piece(_ANY[token[0]])
        elif kind == "list":
            piece = self._list(token, at_start=at_start)
        elif kind == "odd":
            self._fail(token.start(), _WAY_OUT.get(token[0], f"“{token[0]}” is no sign of phrases, only of patterns"))
        else:
            piece = self._choice(token, at_start=at_start)
        if not self._token or self._token[0] != "?":
            return piece
        if kind in {"words", "other"}:
            word = token[0].split(" ")[-1]
            self._fail(
                self._at,
                f"“?” follows a bracket: ({word})?, or where only its end may be missing, {word[:-1]}({word[-1]})?",
            )
        self._advance(self._token.end())
        return piece._replace(may_be_missing=True)

    def _list(self, token: re.Match[str], *, at_start: bool) -> _Piece:
        """One of the words of a list, which may be phrases in turn."""
        name = token["list"]
        if name not in self._lists:
            self._fail(token.start(), f"unknown list <{name}>")
        words = tuple(self._lists[name])
        if not any(map(_SIGN.search, words)):
            return _words(words, at_start)
        if name in self._inside:
            self._fail(token.start(), f"<{name}> stands in itself")
        readers = [_Reader(w, self._lists, may_mark=False, inside=self._inside | {name}) for w in words]
        try:
            return _one_of([reader.phrase(at_start=at_start) for reader in readers])
        except PhraseError as error:
            self._fail(token.start(), f"in <{name}>: {error}")

    def _choice(self, opening: re.Match[str], *, at_start: bool) -> _Piece:
        """What stands in brackets, after the opening one."""
        name = "" if opening[0] == "(" else opening["name"] or "wrong"
        if name and not self._may_mark:
            self._fail(opening.start(), f"“{opening[0]}” marks a part of the match, and this stands beside it")
        if name in self._names:
            self._fail(opening.start(), f"the group '{name}' stands here already; another name is given by [name: …]")
        before = self._names | ({name} if name else set())
        met, pieces, sign = before, list[_Piece](), "|"
        while sign == "|":
            self._names = before
            pieces.append(self._plain_choice(at_start=at_start) or self._sequence(at_start=at_start))
            met, sign = met | self._names, self._sign(opening)
        self._names = met
        return _one_of(pieces, name)

    def _plain_choice(self, *, at_start: bool) -> _Piece | None:
        """What stands before the closing bracket, if it is plain words."""
        found = _PLAIN.match(self._text, self._at)
        if not found:
            return None
        self._advance(found.end())
        if at_start:
            return _options(_DIVIDER.split(_plain(found[1], at_start=True)))
        return _options([_plain(text, at_start=False) for text in _DIVIDER.split(found[1])])

    def _sign(self, opening: re.Match[str]) -> str:
        closing = ")" if opening[0] == "(" else "]"
        if self._token is None:
            self._fail(opening.start(), f"“{opening[0]}” is not closed")
        sign = self._token[0]
        if sign not in {"|", closing}:
            self._fail(self._at, f"“{sign}” where “{closing}” is expected")
        self._advance(self._token.end())
        return sign

    def _put_together(self, how: Callable[[Sequence[_Piece]], _Piece], pieces: Sequence[_Piece], start: int) -> _Piece:
        try:
            return how(pieces)
        except ValueError as error:
            self._fail(start, str(error))

    def _fail(self, at: int, message: str) -> NoReturn:
        raise PhraseError(self._text, at, message)


def _leaves_the_start(piece: _Piece) -> bool:
    """Whether a letter that follows this may be the first of its word."""
    return piece.may_be_missing or (_WORD not in (piece.begins, piece.ends) and not piece.branches)


# Words ---------------------------------------------------------------------------------------------------------------


def _plain(text: str, *, at_start: bool) -> str:
    """Letters, figures, blanks, hyphens and apostrophes."""
    first = "" if at_start else text[:1]
    rest = _BEGINNING.sub(_either_case, text if at_start else f"_{text[1:]}")
    return _QUOTATION_MARK.sub(_as_typed, rest if at_start else first + rest[1:])


def _either_case(letter: re.Match[str]) -> str:
    return _IN_EITHER_CASE.get(letter[0], letter[0])


def _as_typed(mark: re.Match[str]) -> str:
    return _AS_TYPED.get(mark[0], mark[0])


@cache
def _words(words: tuple[str, ...], at_start: bool) -> _Piece:
    """One of the words of a list; some are several, with a blank between."""
    return _one_of([_listed(word.split(), at_start=at_start) for word in words])


def _listed(words: Sequence[str], *, at_start: bool) -> _Piece:
    return _joined([_word(word, at_start=at_start or index > 0) for index, word in enumerate(words)])


def _word(word: str, *, at_start: bool) -> _Piece:
    stem = word.removesuffix("*")
    text = _plain(_SPECIAL.sub(r"\\\g<0>", stem), at_start=at_start)
    begins = _kind(stem[0], _CLOSING)
    return _Piece(text, begins, _kind(stem[-1], _OPENING)) if stem == word else _Piece(text + r"\w*", begins)


def _kind(character: str, clinging: str) -> int:
    return _WORD if character.isalnum() else _CLINGING if character in clinging else _MARK


# Putting together ----------------------------------------------------------------------------------------------------


def _one_of(pieces: Sequence[_Piece], name: str = "") -> _Piece:
    """Alternatives, in a group that may have a name."""
    every = [branch for piece in pieces for branch in piece.branches or (piece,)]
    begins, left = _common([{piece.begins for piece in every}])
    ends, right = _common([{piece.ends for piece in every}])
    if (left or right) and not name:
        return _Piece("", branches=tuple(every))
    if left or right:
        return _Piece(f"(?P<{name}>{_branched(every, left, right)})", begins, ends)
    texts = tuple(text for piece in every for text in piece.options or (piece.text,))
    if name:
        return _Piece(f"(?P<{name}>{_alternatives(texts)})", begins, ends)
    return _options(texts, begins, ends)


def _options(texts: Sequence[str], begins: int = _WORD, ends: int = _WORD) -> _Piece:
    return _Piece(_either(texts), begins, ends, options=tuple(texts) if len(texts) > 1 else ())


def _touching(parts: Sequence[_Piece]) -> _Piece:
    """Parts of one word. Raises ValueError where it can begin or end in ways that don't go together."""
    return _in_a_row(parts, lambda _one, _other: _NOTHING)


def _joined(units: Sequence[_Piece]) -> _Piece:
    """Units with blanks between, those that may be missing together with their blank. Raises ValueError as above."""
    if not any(u.may_be_missing or u.branches or u.begins > _MARK or u.ends > _MARK for u in units):
        return _Piece(BLANK.join(unit.text for unit in units), units[0].begins, units[-1].ends)
    return _in_a_row(units, _between)


def _between(one: _Piece, other: _Piece) -> str:
    """The blank between two units; what clings to its neighbour has none."""
    return _NOTHING if _ends(one) == {_CLINGING} or _begins(other) == {_CLINGING} else BLANK


def _begins(piece: _Piece) -> set[int]:
    return {branch.begins for branch in piece.branches or (piece,)}


def _ends(piece: _Piece) -> set[int]:
    return {branch.ends for branch in piece.branches or (piece,)}


def _in_a_row(pieces: Sequence[_Piece], between: Callable[[_Piece, _Piece], str]) -> _Piece:
    sure = [index for index, piece in enumerate(pieces) if not piece.may_be_missing]
    first, last = sure[0], sure[-1]
    begins, left = _common([_begins(piece) for piece in pieces[: first + 1]])
    ends, right = _common([_ends(piece) for piece in pieces[last:]])
    text = ""
    for index, piece in enumerate(pieces):
        before = left if index <= first else between(pieces[index - 1], piece)
        after = between(piece, pieces[index + 1]) if index < first else right if index >= last else _NOTHING
        text += _rendered(piece, before, after)
    return _Piece(text, begins, ends)


def _common(kinds: Sequence[set[int]]) -> tuple[int, str]:
    """With what a place begins or ends where several pieces can, and what marks the edges of those that are words."""
    every = set().union(*kinds)
    if len(every) == 1:
        return every.pop(), _NOTHING
    return _MARK if every == {_WORD, _MARK} else _MIXED, EDGE


def _rendered(piece: _Piece, left: str, right: str) -> str:
    """The expression of a piece, with what stands at its sides: nothing, a blank, or the edge of a word."""
    text = _branched(piece.branches or (piece,), left, right)
    return f"(?:{text})?" if piece.may_be_missing else text


def _branched(branches: Sequence[_Piece], left: str, right: str) -> str:
    """Alternatives, those with the same sides together."""
    sides: dict[tuple[str, str], list[str]] = {}
    for branch in branches:
        sides.setdefault((_side(left, branch.begins), _side(right, branch.ends)), []).append(branch.text)
    return _either([f"{before}{_either(some)}{after}" for (before, after), some in sides.items()])


def _side(side: str, kind: int) -> str:
    if side == EDGE:
        return EDGE if kind == _WORD else _NOTHING
    if side == BLANK and kind == _MIXED:
        raise ValueError(_ONE_BY_ONE)
    return _NOTHING if kind == _CLINGING else side


def _either(texts: Sequence[str]) -> str:
    return f"(?:{_alternatives(texts)})" if len(texts) > 1 else texts[0]


def _alternatives(texts: Sequence[str]) -> str:
    """The longest first, so that it is tried before what it begins with."""
    return "|".join(sorted(dict.fromkeys(texts), key=len, reverse=True))
