"""Templates of messages and repairs: text with {group} and {group|filter}."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from unicodedata import normalize

from cleanmt.text import lazy

_FIELD = re.compile(r"\{(?P<name>\w+)(?:\|(?P<filter>[\w-]+))?\}")
# Only ASCII digits are figures here: regex knows digits of scripts that Python's int does not. What is none stays.
_is_figure = re.compile(r"[0-9]{1,300}(?:\.[0-9]*)?").fullmatch


def _ordinal(figure: str) -> str:
    if not _is_figure(figure) or not figure.rstrip(".").isdigit():
        return figure
    number = int(figure.rstrip("."))
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _grouped(figure: str) -> str:
    return f"{int(figure):,}" if _is_figure(figure) and figure.isdigit() else figure


def _thousands(figure: str) -> str:
    """640 (thousand) as 640,000; 86.5 (thousand) as 86,500."""
    if not _is_figure(figure):
        return figure
    whole, _, part = figure.partition(".")
    return f"{int(whole + (part + '000')[:3]):,}"


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


# Not the s of “it’s”, and no small word further on.
_WORD_START = lazy.compile(r"(?<!\w|\w[’'])(?!(?<= )(?:and|for|of|the)\b)\w")


def _titled(text: str) -> str:
    return _WORD_START.sub(lambda match: match[0].title(), text)


_PLAIN = str.maketrans("。、", ".,")  # they have no narrow form in Unicode
FILTERS: Mapping[str, Callable[[str], str]] = {
    "capitalize": _capitalized,  # a capital first: `the EU` → `The EU`
    "comma-to-dot": lambda text: text.replace(",", "."),  # `3,5` → `3.5`
    "dots-to-commas": lambda text: text.replace(".", ","),  # `20.000` → `20,000`
    "grouped": _grouped,  # whole thousands apart: `20000` → `20,000`
    "halfwidth": lambda text: normalize("NFKC", text).translate(
        _PLAIN
    ),  # letters and figures as English has them: `５０％` → `50%`
    "lower": str.lower,  # no capitals: `The EU` → `the eu`
    "no-spaces": lambda text: "".join(text.split()),  # `20 000` → `20000`
    "ordinal": _ordinal,  # `21.` → `21st`
    "spaces-to-commas": lambda text: ",".join(text.split()),  # `20 000` → `20,000`
    "thousands": _thousands,  # so many thousand, written out: `86.5` → `86,500`
    "title": _titled,  # capitals, save of “and”, “for”, “of”, “the”: `the EU’s end` → `The EU’s End`
    "uncapitalize": lambda text: text[:1].lower() + text[1:],  # no capital first: `The EU` → `the EU`
    "upper": str.upper,  # capitals only: `The EU` → `THE EU`
}


def fields(template: str) -> Iterator[tuple[str, str | None]]:
    """The names (and filters) that a template asks for."""
    for match in _FIELD.finditer(template):
        yield match["name"], match["filter"]


def fill(template: str, values: Mapping[str, str | None]) -> str:
    """The template with `{name}` and `{name|filter}` replaced.

    A group that took no part in the match is empty; a name that is unknown stays as it is.
    """

    def value(match: re.Match[str]) -> str:
        if match["name"] not in values:
            return match[0]
        text = values[match["name"]] or ""
        return FILTERS[match["filter"]](text) if match["filter"] else text

    return _FIELD.sub(value, template)


_GAP = 40  # characters between two sentences, at most
_STARTS_SENTENCE = lazy.compile(r"(?:^|[.!?…:“\"‘(]|\n)\s*$")


def cased(replacement: str, text: str, at: int) -> str:
    """What replaces the words at this offset, with a capital if they begin a sentence with one."""
    if text[at].isupper() and _STARTS_SENTENCE.search(text, max(0, at - _GAP), at):
        return _capitalized(replacement)
    return replacement
