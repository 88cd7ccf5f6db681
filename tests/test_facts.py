from __future__ import annotations

from fractions import Fraction

import pytest

import cleanmt
from cleanmt.engine import facts
from cleanmt.findings import Edit
from cleanmt.text.document import Document


def broken(before: str, old: str, new: str) -> str | None:
    at = before.index(old)
    return facts.broken_by(Document(before), [Edit(at, at + len(old), new)])


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("at least 20.000 tanks", "20.000", "20,000"),
        ("3,6 million people", "3,6", "3.6"),
        ("640 thousand people", "640 thousand", "640,000"),
        ("86.5 thousand people", "86.5 thousand", "86,500"),
        ("5000 people", "5000", "5,000"),
        ("140, 000 people", "140, 000", "140,000"),
        ("the 71. minute", "71.", "71st"),
        ("15 % of them", "15 %", "15%"),
        ("in kyiv on Monday", "kyiv", "Kyiv"),
        ("He did not go. Go away.", ". Go", ", go"),
        ("“in kyiv now”", "kyiv", "Kyiv"),
        ("“inMariupol now”", "inM", "in M"),
        ("“Kouleba said so”", "Kouleba", "Kuleba"),
        ("“Meet! “The world must stop.”", " “The", " The"),
        ("The “2” 140, 000 of them", "140, 000", "140,000"),
        ("Text.\n\nSource: site 39, not today", "Source: site 39, not today", ""),
    ],
)
def test_edits_that_keep_the_facts(text: str, old: str, new: str) -> None:
    assert broken(text, old, new) is None


@pytest.mark.parametrize(
    ("text", "old", "new", "fact"),
    [
        ("1.500 men", "1.500", "15.00", "a number"),
        ("20 tanks", "20", "200", "a number"),
        ("5 and 5 men", " and 5", "", "a number"),
        ("on Monday morning", "Monday", "Tuesday", "a date"),
        ("in May and May", " and May", "", "a date"),
        ("did not go", " not", "", "a negation"),
        ("couldn’t go", "n’t", "", "a negation"),
        ("“He will really go now”", " really", "", "the words of a quotation"),
        ("“He went” she said", "He went", "He really went", "the words of a quotation"),
        ("3 million", "million", "billion", "a number"),
    ],
)
def test_edits_that_do_not(text: str, old: str, new: str, fact: str) -> None:
    assert broken(text, old, new) == fact


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12", [{12}]),
        ("20.000", [{20, 20000}]),
        ("1,272,000", [{1272000}]),
        ("3,6 million", [{3_600_000}]),
        ("1.2.3", [{Fraction(12, 10)}, {3}]),
        ("no figure", []),
    ],
)
def test_the_values_of_numbers(text: str, values: list[set[int | Fraction]]) -> None:
    assert facts.numbers(text) == [frozenset(map(Fraction, v)) for v in values]


def test_a_figure_too_long_for_a_number_stays_as_it_is() -> None:
    text = f"The attack on kyiv hit {'9' * 5000} people."
    assert cleanmt.fix(text).text == text.replace("kyiv", "Kyiv")
