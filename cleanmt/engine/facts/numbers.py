"""The numbers of a text, in figures and in words; a figure and its scale (4.464 million) are one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from unicodedata import decimal, numeric

import regex

from cleanmt.text import lazy

_UP_TO_NINETEEN = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_WORDS = {
    **{word: Fraction(value) for value, word in enumerate(_UP_TO_NINETEEN)},
    **{word: Fraction(value * 10) for value, word in enumerate(_TENS, 2)},
    **{word: Fraction(value) for value, word in enumerate(_ORDINALS, 1)},
    **dict.fromkeys(("half", "halves"), Fraction(1, 2)),
    **dict.fromkeys(("quarter", "quarters"), Fraction(1, 4)),
    **dict.fromkeys(("twice", "double", "doubled", "doubling", "brace"), Fraction(2)),
    **dict.fromkeys(("thirds", "thrice", "triple", "tripled", "tripling", "hat-trick", "hat-tricks"), Fraction(3)),
}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES |= {"milliard": 10**9}
_SCALES |= {f"{word}s": value for word, value in _SCALES.items()}
_SHORT_SCALES = {"k": 1000, "m": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12}  # behind a figure only
_TELLING = frozenset((*_WORDS, *_SCALES, *_SHORT_SCALES))
_TOKEN = lazy.compile(
    r"(?<![\d/⁄])(?P<ratio>\d+[/⁄]\d+)(?![\d/⁄])"
    r"|(?P<figure>\d+(?:(?:[.,'’\xa0\u202f ]|, )\d{3}(?!\d))*(?:[.,]\d+)?)"
    r"|(?P<part>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<word>(?i:hat-tricks?)|\p{L}[\p{L}\p{M}]*)(?!\d)"
)
_GAP = lazy.compile(r"[\s\xa0-]*")  # between a number and its scale
# A dash is a minus only after a space or what opens, and not after a figure: 10 -5, 10-5 are a range.
_MINUS = lazy.compile(r"(?i)(?<![\d%] |[^\s(\[“\"‘'$€£])(?:[-−–]|minus\s+)[$€£]?$")
_NEAR = 8  # characters: a minus and what stands before it
_ENGLISH = lazy.compile(r"\d{1,3}(?:, ?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CONTINENTAL = lazy.compile(r"\d{1,3}(?:[.'’\xa0\u202f ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_NO_CONTINENTAL_FIGURE = lazy.compile(r"[^\d,]")
_LONGEST = 400  # characters of a number


@dataclass(frozen=True, slots=True)
class Number:
    """What a number may be worth: as English reads it, then, where that is another, as the Continent does.

    With a scale there is no second reading: 4.464 million is never 4,464 million. One too long to be a number stands
    for itself. `digits` are "" for words.
    """

    readings: tuple[Fraction | str, ...]
    digits: str = ""
    scale: int = 1

    def may_become(self, other: Number) -> bool:
        """Whether English may write the other one for this one."""
        if self.scale == other.scale and self.digits and other.digits and self.digits != other.digits:
            return False  # 5.000 may be 5,000, but not 5,000.0
        return other.readings[0] in self.readings

    def times(self, factor: int) -> Number:
        first = self.readings[0]
        return Number((first if isinstance(first, str) else first * factor,), self.digits, self.scale * factor)


@lru_cache(maxsize=64)  # the fixes of one paragraph are held against the same text
def numbers(text: str) -> Sequence[Number]:
    """In reading order."""
    found: list[Number] = []
    end = -1  # of the last number
    for token in _TOKEN.finditer(text):
        word = (token["word"] or "").lower()
        if word and word not in _TELLING:
            continue
        follows = end >= 0 and _GAP.fullmatch(text, end, token.start()) is not None
        factor = _SCALES.get(word)
        if word in _SHORT_SCALES:
            if not follows or not text[end - 1].isdecimal():
                continue
            factor = _SHORT_SCALES[word]
        if factor is None:
            found.append(_number(token, word))
        else:
            found.append(found.pop().times(factor) if follows else Number((Fraction(factor),), scale=factor))
        end = token.end()
    return found


def _number(token: regex.Match[str], word: str) -> Number:
    sign = -1 if _MINUS.search(token.string[max(0, token.start() - _NEAR) : token.start()]) else 1
    if figure := token["figure"]:
        readings = _readings(figure)
        digits = "".join(str(decimal(c)) for c in figure if c.isdecimal())
        return Number(tuple(r if isinstance(r, str) else sign * r for r in readings), digits)
    if ratio := token["ratio"]:
        over, under = map(int, ratio.replace("⁄", "/").split("/"))
        return Number((sign * Fraction(over, under) if under else ratio,))
    part = token["part"]
    return Number((sign * (Fraction(numeric(part)).limit_denominator(8) if part else _WORDS[word]),))


@lru_cache(maxsize=4096)
def _readings(figure: str) -> tuple[Fraction | str, ...]:
    if len(figure) > _LONGEST:
        return (figure,)
    found = []
    if _ENGLISH.fullmatch(figure):
        found.append(Fraction(figure.replace(",", "").replace(" ", "")))
    if _CONTINENTAL.fullmatch(figure):
        found.append(Fraction(_NO_CONTINENTAL_FIGURE.sub("", figure).replace(",", ".")))
    if not found:  # 1.2.3 is no number, only figures
        found.append(Fraction(int("".join(c for c in figure if c.isdecimal()))))
    return tuple(dict.fromkeys(found))
