"""Reads the quotation marks of a paragraph: which open, which close, and which can be neither.

A mark is judged by its shape (“ opens, ” closes, " says nothing) and by its place (what stands before and after it).
Where the two agree, the reading is plain; where they don't, the state decides: inside a quotation a mark is expected
to close it, outside to open one. What is left over is a flaw with a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from cleanmt.findings import Span

OPENING, CLOSING, NEUTRAL = "“„«‟", "”»", '"'
DOUBLE_MARKS = OPENING + CLOSING + NEUTRAL
_MARK = regex.compile(f"[{DOUBLE_MARKS}]")
_OPENS_AFTER = " \t\n\xa0\u202f([{–—-/‘'|"
_STOPS = ".,;:!?…"
_NEVER_FIRST = " \t\n\xa0\u202f,;:!?)]}"
_ENDS_BEFORE = " \t\n\xa0\u202f.,;:!?)]}–—-/’'…*"
_CODE_BEFORE, _CODE_AFTER = tuple("=\\{<"), tuple(">}\\=")
_SPACE = " \t\n\xa0\u202f"
_PLURAL = regex.compile(r"\p{L}{3}s$")  # their customers" data: an apostrophe
# 7" and 6' 2" are inches, 40°26'46" seconds of arc: a mark after a figure, where no quotation is open.
_MEASURE = regex.compile(r"(?:\d|['’′])$")


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

    @property
    def may_open(self) -> bool:
        return (not self.before or self.before in _OPENS_AFTER) and bool(self.after) and self.after not in _NEVER_FIRST

    @property
    def may_close(self) -> bool:
        return bool(self.before) and self.before not in _SPACE and (not self.after or self.after in _ENDS_BEFORE)

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


@dataclass(slots=True)
class Reading:
    """What the marks of one paragraph mean.

    `second_openers` open what is open already; `strays` neither open nor close anything.
    """

    quotations: list[Quotation] = field(default_factory=list)
    second_openers: list[Mark] = field(default_factory=list)
    strays: list[Mark] = field(default_factory=list)
    is_guess: bool = False  # nothing but the order of the marks tells which open

    @property
    def is_plain(self) -> bool:
        """Whether every mark has its partner, so that even straight marks are sure to open or to close."""
        is_sound = not self.second_openers and not self.strays and all(q.close for q in self.quotations)
        return is_sound and not self.is_guess


def marks(text: str, paragraph: Span) -> Iterator[Mark]:
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        at = match.start()
        before = text[at - 1] if at > paragraph.start else ""
        after = text[at + 1] if at + 1 < paragraph.end else ""
        yield Mark(at, match[0], before, after)


def read(text: str, paragraph: Span) -> Reading:
    """The quotations and the flaws of one paragraph."""
    found = list(marks(text, paragraph))
    if any(mark.before in _CODE_BEFORE or mark.after in _CODE_AFTER for mark in found):
        return Reading()  # markup or code: its marks follow other laws
    reading = _read(text, found)
    return reading if reading.is_plain else _turned(found) or _alternating(text, found) or reading


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
    nests = sum(m.char in OPENING for m in found) == sum(m.char in CLOSING for m in found)
    opened: list[Mark] = []
    for index, mark in enumerate(found):
        if not opened:
            if _opens(mark, is_last=index == len(found) - 1):
                opened.append(mark)
            elif not _is_measure(mark, text):
                reading.strays.append(mark)
        elif mark.may_open and not _closes(mark, opened[-1]):
            if nests and mark.char in OPENING:
                opened.append(mark)
            else:
                reading.second_openers.append(mark)
        elif _closes(mark, opened[-1]) or not _is_measure(mark, text):
            reading.quotations.append(Quotation(opened.pop(), mark))
    reading.quotations += [Quotation(mark, None) for mark in opened]
    reading.quotations.sort(key=lambda quotation: quotation.open.at)
    return reading


def _opens(mark: Mark, *, is_last: bool) -> bool:
    if mark.may_open:
        return True
    if mark.is_loose and mark.after:  # `adding that ” those`: it opens if something closes after it
        return not is_last
    if mark.char in NEUTRAL:  # `for"careful`: only the state can tell
        glued = mark.after.isalpha() or (mark.before.isalpha() and mark.after.isdigit())
        return glued and not mark.may_close
    return mark.char in OPENING and bool(mark.after) and mark.after not in _ENDS_BEFORE


def _closes(mark: Mark, opened: Mark) -> bool:
    if mark.char in CLOSING:
        return not (mark.may_open and not mark.may_close and mark.char == opened.char)
    if mark.char in NEUTRAL:
        return mark.may_close or mark.is_loose or not mark.may_open
    # An opening shape closes in German („so“), or where it was turned round (”so“, “so“).
    return (mark.may_close and not mark.may_open) or (mark.is_loose and not _opens_clause(mark))


def _opens_clause(mark: Mark) -> bool:
    return mark.char == "„" and bool(mark.after)


def _is_measure(mark: Mark, text: str) -> bool:
    return mark.char in NEUTRAL + "”" and bool(_MEASURE.search(text[max(0, mark.at - 1) : mark.at]))
