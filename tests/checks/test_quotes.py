from __future__ import annotations

import pytest

from cleanmt.checks import Check
from cleanmt.checks.quotes.pairs import German, Mixed, Reversed, Single, StopOutside
from cleanmt.checks.quotes.partners import SecondOpener, Stray, Unclosed
from cleanmt.checks.quotes.spaces import Glued, Spaced
from tests.checks.looking import found, mended, shapes

EVERY = (
    Reversed(), German(), Mixed(), Single(), StopOutside(), SecondOpener(), Stray(), Unclosed(), Glued(), Spaced(),
)  # fmt: skip


@pytest.mark.parametrize("check", EVERY, ids=lambda check: type(check).__name__)
@pytest.mark.parametrize(
    "text",
    [
        "It was a “turning point”, he said: “We know.” She left.",
        'It was a "turning point", he said: "We know." She left.',
        "“This is the first paragraph.\n\n“And this is the second,” she said.\n\nThen she left.",
        "The ’90s, rock ’n’ roll, Zelensky’s and the players’ shoes.",
        'A 7” single, a 13" screen, 6\' 2" tall.\n\nNext.',
        "'Who wrote \"To be\"?' he asked.\n\nNobody.",
    ],
)
def test_marks_that_are_right(check: Check, text: str) -> None:
    assert found(check, text) == []


@pytest.mark.parametrize(
    ("check", "text", "right", "shape"),
    [
        (Reversed(), "A ”turning point“ for us", "A “turning point” for us", ""),
        (Reversed(), "Yes.\n\nA ”turning point” for us", "Yes.\n\nA “turning point” for us", ""),
        (German(), "It was a „shame“ for us", "It was a “shame” for us", ""),
        (German(), "It was a »shame« for us", "It was a “shame” for us", ""),
        (German(), "It was a “shame“ for us", "It was a “shame” for us", ""),
        (German(), 'It was a "shame“ for us', 'It was a "shame" for us', ""),
        (Spaced(), "It was “ so ” bad", "It was “so” bad", "sure"),
        (Spaced(), 'He said" so "again.', 'He said "so" again.', "guess"),
        (Glued(), "in Okinawa,“act carefully”when", "in Okinawa, “act carefully” when", ""),
        (Mixed(), 'It was “so" bad', "It was “so” bad", "open"),
        (Mixed(), 'It was “so" bad.\n\nIt was “good”.', "It was “so” bad.\n\nIt was “good”.", "settled"),
        (Mixed(), 'It was "so” bad', "It was “so” bad", "open"),
        (Stray(), "“That is life!” “, he said.\n\nShe left.", "“That is life!” he said.\n\nShe left.", "doubled"),
        (Stray(), "He said so” and left.\n\nShe left.", "He said so” and left.\n\nShe left.", "orphan"),
        (SecondOpener(), "He said: “one “two three” four.", "He said: “one two three” four.", ""),
        (Unclosed(), "He left. “We lost the war.\n\nShe left.", "He left. “We lost the war.”\n\nShe left.", "sentence"),
        (Unclosed(), "He “lost the war.\n\nShe left.", "He “lost the war.\n\nShe left.", "other"),
        (StopOutside(), "He left. “We lost the last war”. She left.", "He left. “We lost the last war.” She left.", ""),
        (Single(), "It was “so”.\n\nIt was ‘so’ bad.", "It was “so”.\n\nIt was “so” bad.", ""),
    ],
)  # fmt: skip
def test_marks_that_are_wrong(check: Check, text: str, right: str, shape: str) -> None:
    assert mended(check, text) == right
    assert {*shapes(check, text)} == {shape}


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (Reversed(), "A “turning point“ for us"),  # the other kind's
        (German(), "A ”turning point“ for us"),
        (Spaced(), "A ” turning point “ for us"),
        (Glued(), 'the "A"s and "guard"ed'),
        (Glued(), 'a string r"text"'),
        (Mixed(), '“so"” bad'),
        (Stray(), "He said so” and left."),  # may be cut from a longer text
        (Stray(), 'their customers" data\n\nNext.'),  # an apostrophe
        (Stray(), "“We lost.\n\nWe won,” he said.\n\nNext."),  # closes the paragraph before
        (Unclosed(), "He left. “We lost the war."),
        (Unclosed(), "He left. “We lost the war.\n\n“We won.” He left."),
        (StopOutside(), "He said that “we lost the last war”. She left."),  # a part of a sentence
        (StopOutside(), "He left. “We lost”. She left."),
        (StopOutside(), "He left. “We lost the last war”... She left."),
        (Single(), "It was “so”.\n\nIt was ‘good’."),
        (Single(), "It was ‘so’."),
    ],
)
def test_near_misses(check: Check, text: str) -> None:
    assert found(check, text) == []
