from __future__ import annotations

import pytest

from cleanmt.checks.indefinite_article import IndefiniteArticle
from cleanmt.fields import RegexText, Words
from tests.checks.looking import found, mended, shapes

CHECK = IndefiniteArticle(
    (RegexText("[Ee]u"), RegexText("[Uu]ni(?!m[^o])")),
    (RegexText("[Hh]our"), RegexText("FBI\\b")),
    Words(("in", "is")),
    (RegexText("[Hh]erb"),),
)


@pytest.mark.parametrize(
    "text",
    [
        "a car, an apple, an hour, a union, a European",
        "Vitamin A is in class a in the hall.",  # a letter
        "a xlurb, a oxlurb",  # English does not know it
        "an herb, a herb",
        "Tom an' a man; Xi ' an railway",
        "a 80:20 split, a 11:30 train, a 18 to 20 week wait",
        "an Nova, an MP",  # perhaps read letter by letter
    ],
)
def test_near_misses(text: str) -> None:
    assert found(CHECK, text) == []


def test_the_sound_decides() -> None:
    assert (
        mended(CHECK, "A old FBI man met a FBI man in a hour. An union of an car and a 18-year-old.")
        == "An old FBI man met an FBI man in an hour. A union of a car and an 18-year-old."
    )


def test_shapes() -> None:
    assert shapes(CHECK, "A egg, an car, a 8.5 km race.") == ["vowel", "consonant", "figure"]


def test_without_words_of_its_own() -> None:
    assert found(IndefiniteArticle((), ()), "a hour, a egg") == ["a egg"]
