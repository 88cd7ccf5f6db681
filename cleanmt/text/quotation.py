"""Reads the quotation marks of a paragraph: which open, which close, and which can be neither.

A mark is judged by its shape (“ opens, ” closes, " says nothing) and by its place (what stands before and after it).
Where the two agree, the reading is plain; where they don't, the state decides: inside a quotation a mark is expected
to close it, outside to open one. What is left over is a flaw with a name.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise, takewhile

from cleanmt.findings import Span
from cleanmt.text import lazy

OPENING, CLOSING, NEUTRAL = "“„«‟", "”»", '"'
DOUBLE_MARKS = OPENING + CLOSING + NEUTRAL
_MARK = lazy.compile(f"[{DOUBLE_MARKS}]")
_OPENS_AFTER = " \t\n\xa0\u202f([{–—-/‘'|"
_STOPS = ".,;:!?…"
_NEVER_FIRST = " \t\n\xa0\u202f,;:!?)]}" + CLOSING
_ENDS_BEFORE = " \t\n\xa0\u202f.,;:!?)]}–—-/’'…*"
_CODE_BEFORE, _CODE_AFTER = tuple("=\\{<"), tuple(">}\\=")
_SPACE = " \t\n\xa0\u202f"
_TITLE = lazy.compile(r"\s+\p{Lu}\w*(?:\s+(?:\p{Lu}\w*|a|an|and|at|for|in|of|on|the|to))*\s+")
_STANZAS = 3  # that open a quotation without closing it are a way to write it
_INNER = 9  # marks inside a quotation that are looked at for the one that closes it
_PLURAL = lazy.compile(r"\p{L}{3}s$")  # their customers" data: an apostrophe
_ELISION = lazy.compile(
    r'(?:(?<=\p{L}{2}|\bI)"(?:s|t|st|re|ve|ll)|(?<=\b[dDlLO])"\p{L}\w*)(?![\w"])'
)  # Turkey"s, d"Ivoire
# 7" and 6' 2" are inches, 40°26'46" seconds of arc: a mark after a figure, where no quotation is open.
_MEASURE = lazy.compile(r"\p{N}['’′]?$")
_SPACED_MEASURE = lazy.compile(r"(?<![\p{L}\p{N}.,])(?:\d{1,3}|\p{No}|\d+/\d+) $")
# "?click", ";" and ".txt": a sign that is quoted, not one that goes with the words before it.
_QUOTED_SIGN = lazy.compile(r"[.,;:!?)\]}]{1,9}[\"”]|[?!;:]\w|\.(?:\p{Ll}|\d)")
# The second byte of a letter in text that was decoded wrongly (PoznaÅ„, Ã“lafur) or the third of a dash (â€“).
_STRAY_BYTE = lazy.compile(r"(?<=â€|\p{Ll}[ÂÃÄÅÆÎÏÐÑØ])[“”„«»]|(?<=[ÂÃÄÅÆÎÏÐÑØ])[“”„«»](?=\p{L})")


def _uneven() -> tuple[str, ...]:
    space = r"\t\n\r \x{a0}\x{202f}"
    opens, closes = rf"(?:^|[{space}(\[])", rf"(?:[{space}.,;:!?)\]…]|$)"  # the places of straight marks
    return tuple(
        f"(?m:{pattern})"
        for pattern in (
            "[„«»‟]",
            rf"[^{space}(\[{{–—/‘'|-]“",
            rf"“(?:[{space},;:!?)\]}}]|$)",
            rf"(?:^|[{space}])”",
            rf"”[^{space}.,;:!?)\]}}–—/’'…*-]",
            rf"[^{space}.,;:!?][”\"]\.",
            r"“[^”\n]*[“\"]",
            r"“[^”\n]*$",
            r"^[^“\n]*”",
            r"”[^“\n]*[”\"]",
            rf"[^{space}(\[]\"[^{space}.,;:!?)\]…]",  # a straight mark that could neither open nor close
            rf"{opens}\"{closes}",
            rf"{opens}\"[{{}}”“]",
            rf"{opens}\"[^\"\n]*{opens}\"",
            rf"{opens}\"[^\"\n]*$",
            rf"[^{space}(\[]\"{closes}[^\"\n]*[^{space}(\[]\"",
            rf"^[^\"\n]*[^{space}(\[]\"",
            r"\"\"",
        )
    )


# What no paragraph shows whose marks are in order: each “ opens after a space and before a word, each ” closes behind
# one, they take turns, and so do straight marks by their place. RE2's syntax.
UNEVEN = _uneven()


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark, with the characters beside it ("" at the ends of the paragraph)."""

    at: int
    char: str
    before: str
    after: str
    quotes_sign: bool = False

    @property
    def may_open(self) -> bool:
        is_first = self.before in _OPENS_AFTER + OPENING or (self.char in OPENING and self.before in NEUTRAL)
        return is_first and bool(self.after) and (self.after not in _NEVER_FIRST or self.quotes_sign)

    @property
    def may_close(self) -> bool:
        is_last = self.after in _ENDS_BEFORE + CLOSING or (self.char in CLOSING and self.after in NEUTRAL)
        return bool(self.before) and self.before not in _SPACE and is_last

    @property
    def is_loose(self) -> bool:
        """Space (or nothing) on both sides."""
        return (not self.before or self.before in _SPACE) and (not self.after or self.after in _SPACE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pair of marks; `close` is None where the paragraph ends first."""

    open: Mark
    close: Mark | None

    def inside(self, paragraph: Span) -> Span:
        return Span(self.open.at + 1, self.close.at if self.close else paragraph.end)

    def leaves_doubt(self, following: Quotation) -> bool:
        """Whether these are two quotations or `"One " inside " the other"`: straight marks, the inner ones loose."""
        if self.close is None or following.close is None:
            return False
        outer, inner = (self.open, following.close), (self.close, following.open)
        are_straight = all(mark.char in NEUTRAL for mark in (*outer, *inner))
        return are_straight and all(mark.is_loose for mark in inner) and not any(mark.is_loose for mark in outer)


@dataclass(slots=True)
class Reading:
    """What the marks of one paragraph mean.

    `second_openers` open what is open already; `strays` neither open nor close anything; `apostrophes` (Turkey"s) are
    no quotation marks at all.
    """

    quotations: list[Quotation] = field(default_factory=list)
    second_openers: list[Mark] = field(default_factory=list)
    strays: list[Mark] = field(default_factory=list)
    apostrophes: list[Mark] = field(default_factory=list)
    is_guess: bool = False  # nothing but the order of the marks tells which open

    @property
    def is_plain(self) -> bool:
        """Whether every mark has its partner, so that even straight marks are sure to open or to close."""
        is_sound = not self.second_openers and not self.strays and all(q.close for q in self.quotations)
        return is_sound and not self.is_guess


def marks(text: str, paragraph: Span) -> Iterator[Mark]:
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        at = match.start()
        if _STRAY_BYTE.match(text, at):
            continue
        before = text[at - 1] if at > paragraph.start else ""
        after = text[at + 1] if at + 1 < paragraph.end else ""
        yield Mark(at, match[0], before, after, _QUOTED_SIGN.match(text, at + 1, paragraph.end) is not None)


def read(text: str, paragraph: Span) -> Reading:
    """The quotations and the flaws of one paragraph."""
    found = _without_inches(list(marks(text, paragraph)), text)
    if any(mark.before in _CODE_BEFORE or mark.after in _CODE_AFTER for mark in found):
        return Reading()  # markup or code: its marks follow other laws
    reading = _read(text, found)
    reading.quotations = list(_with_titles_inside(text, reading.quotations))
    return reading if reading.is_plain else _turned(found) or _alternating(text, found) or reading


def carried(text: str, paragraphs: Iterable[tuple[Span, Reading]]) -> frozenset[int]:
    """Where the marks stand that have their partner in another paragraph.

    A quotation may go on over any number of paragraphs without marks until one closes it, and each stanza of it may
    open it again; or the very next paragraph opens again what may go on for long.
    """
    found: set[int] = set()
    waiting: list[Mark] = []  # what earlier paragraphs opened
    is_next = False
    for paragraph, reading in paragraphs:
        opened = next((q.open for q in reading.quotations if q.close is None), None)
        closer = next((mark for mark in reading.strays if mark.char not in OPENING), None)
        begins = any(not text[paragraph.start : q.open.at].strip() for q in reading.quotations[:1])
        if waiting and closer:
            found |= {closer.at, *(mark.at for mark in waiting)}
        elif len(waiting) >= _STANZAS and begins and not opened:
            found |= {mark.at for mark in waiting}  # the last stanza opens again, and closes
        elif waiting and begins and is_next:
            found.add(waiting[-1].at)
        if closer or reading.quotations:
            goes_on = begins and opened is reading.quotations[0].open and not closer
            if not goes_on:
                waiting = []
            waiting += [opened] if opened else []
        is_next = opened is not None
    return frozenset(found)


def _turned(found: list[Mark]) -> Reading | None:
    """`a”so“called`: opening and closing marks changed places all through, and hug the words on both sides."""
    opens, closes = found[::2], found[1::2]
    turned = [mark for mark in opens if mark.char == "”"]
    if (
        len(opens) == len(closes)
        and turned
        and all(mark.after.isalnum() for mark in turned)
        and all(mark.char in "”" + NEUTRAL for mark in opens)
        and all(mark.char in "“" + NEUTRAL for mark in closes)
    ):
        return Reading([Quotation(one, other) for one, other in zip(opens, closes, strict=True)])
    return None


def _alternating(text: str, found: list[Mark]) -> Reading | None:
    """`such as" this "or"that".`: straight marks with their spaces on the wrong sides, from the first one on."""
    opens, closes = found[::2], found[1::2]
    if (
        not found
        or len(opens) != len(closes)
        or any(mark.char not in NEUTRAL for mark in found)
        or not opens[0].before.isalpha()
        or _PLURAL.search(text, max(0, opens[0].at - 4), opens[0].at)
        or any(mark.before and mark.before in _STOPS for mark in opens)
        or any(mark.may_open and mark.after.isupper() for mark in closes)
    ):
        return None
    pairs = [Quotation(one, other) for one, other in zip(opens, closes, strict=True)]
    return Reading(pairs, is_guess=True)


def _read(text: str, found: list[Mark]) -> Reading:
    reading = Reading()
    nests = _is_balanced(found)
    last_doubled = max(
        (index for index, (one, other) in enumerate(pairwise(found)) if one.at + 1 == other.at), default=0
    )
    opened: list[Mark] = []
    for index, mark in enumerate(found):
        rest = found[index + 1 : index + 1 + _INNER]
        if not opened:
            if _is_elision(mark, text):
                reading.apostrophes.append(mark)
            elif _opens(mark, is_last=not rest) or (nests and _opens_by_shape(mark)):
                opened.append(mark)
            elif not _is_measure(mark, text):
                reading.strays.append(mark)
        elif _is_elision(mark, text) and _is_closed_by(opened[-1], rest):
            reading.apostrophes.append(mark)
        elif _is_doubled(mark, opened[-1]):
            (opened if index < last_doubled else reading.second_openers).append(mark)
        elif (nests and _opens_by_shape(mark)) or _opens_inside(mark, opened[-1], rest):
            opened.append(mark)
        elif mark.may_open and not _closes(mark, opened[-1]):
            reading.second_openers.append(mark)
        elif _closes(mark, opened[-1]) or not _is_measure(mark, text):
            reading.quotations.append(Quotation(opened.pop(), mark))
    reading.quotations += [Quotation(mark, None) for mark in opened]
    reading.quotations.sort(key=lambda quotation: quotation.open.at)
    return reading


def _with_titles_inside(text: str, quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """`"We saw " The Wall " today"`: a title inside a quotation rather than between two."""
    rest = deque(quotations)
    while rest:
        one = rest.popleft()
        other = rest[0] if rest else None
        is_around = other and one.close and one.leaves_doubt(other)
        if is_around and one.close and other and _TITLE.fullmatch(text, one.close.at + 1, other.open.at):
            rest.popleft()
            yield from (Quotation(one.open, other.close), Quotation(one.close, other.open))
        else:
            yield one


def _opens_by_shape(mark: Mark) -> bool:
    """Before a word, or with a space there."""
    return mark.char in OPENING and (mark.may_open or mark.after in _SPACE) and bool(mark.after)


def _is_balanced(found: Sequence[Mark]) -> bool:
    """Whether the shapes of the curly marks tell all: each of them that closes has one before it that opens."""
    depths = list(accumulate((mark.char in OPENING) - (mark.char in CLOSING) for mark in found))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _opens(mark: Mark, *, is_last: bool) -> bool:
    if mark.may_open:
        return True
    if mark.is_loose and mark.after:  # `adding that ” those`: it opens if something closes after it
        return not is_last
    if mark.char in NEUTRAL:  # `for"careful`: only the state can tell
        glued = mark.after.isalpha() or (mark.after.isdigit() and (mark.before.isalpha() or mark.before in ",:;"))
        return glued and not mark.may_close
    return mark.char in OPENING and bool(mark.after) and mark.after not in _ENDS_BEFORE


def _closes(mark: Mark, opened: Mark) -> bool:
    if mark.char in CLOSING:
        return not (mark.may_open and not mark.may_close and mark.char == opened.char)
    if mark.char in NEUTRAL:
        return mark.may_close or mark.is_loose or not mark.may_open
    # An opening shape closes in German („so“), or where it was turned round (”so“, “so“). Only „ with a space on both
    # sides opens in every language.
    return (mark.may_close and not mark.may_open) or (mark.is_loose and (mark.char != "„" or not mark.after))


def _opens_inside(mark: Mark, opened: Mark, rest: Sequence[Mark]) -> bool:
    """`“We saw " The Wall " today”`: marks of another kind that stand in pairs before the mark that closes."""
    is_opener = mark.is_loose or _opens_by_shape(mark)
    if not is_opener or _is_alike(mark, opened):
        return False
    inner = list(takewhile(lambda other: _is_alike(other, mark), rest))
    return len(inner) % 2 == 1 and _is_closed_by(opened, rest[len(inner) :])


def _is_closed_by(opened: Mark, rest: Sequence[Mark]) -> bool:
    return bool(rest) and _is_alike(rest[0], opened) and rest[0].may_close and not rest[0].may_open


def _is_alike(one: Mark, other: Mark) -> bool:
    """Both straight, or both not."""
    return (one.char in NEUTRAL) == (other.char in NEUTRAL)


def _is_doubled(mark: Mark, opened: Mark) -> bool:
    """““Huh?”” as a chorus says it, or one mark too many."""
    return mark.at == opened.at + 1 and mark.char == opened.char and mark.after.isalnum()


def _is_measure(mark: Mark, text: str) -> bool:
    return mark.char in NEUTRAL + "”" and bool(_MEASURE.search(text[max(0, mark.at - 2) : mark.at]))


def _without_inches(found: list[Mark], text: str) -> list[Mark]:
    """The marks without those of `a 5 " screen`, where the others can stand in pairs."""
    others = [mark for mark in found if not _is_spaced_inch(mark, text)]
    return others if len(others) % 2 == 0 else found


def _is_spaced_inch(mark: Mark, text: str) -> bool:
    is_loose = mark.is_loose and mark.char in NEUTRAL
    return is_loose and _SPACED_MEASURE.search(text, max(0, mark.at - 8), mark.at) is not None


def _is_elision(mark: Mark, text: str) -> bool:
    return mark.char in NEUTRAL and _ELISION.match(text, mark.at) is not None
