from __future__ import annotations

from fractions import Fraction

import pytest

import cleanmt
from cleanmt.engine import facts
from cleanmt.engine.facts.numbers import numbers
from cleanmt.findings import Edit
from cleanmt.text.document import Document


def broken(before: str, old: str, new: str) -> str | None:
    at = before.index(old)
    return facts.broken_by(Document(before), [Edit(at, at + len(old), new)])


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("at least 20.000 tanks", "20.000", "20,000"),
        ("some 4.464 soldiers", "4.464", "4,464"),
        ("3,6 million people", "3,6", "3.6"),
        ("640 thousand people", "640 thousand", "640,000"),
        ("86.5 thousand people", "86.5 thousand", "86,500"),
        ("$4,464 million", "4,464 million", "4.464 billion"),
        ("5000 people", "5000", "5,000"),
        ("140, 000 people", "140, 000", "140,000"),
        ("40 000 and 1 500 000 people", "40 000 and 1 500 000", "40,000 and 1,500,000"),
        ("25'000 people", "25'000", "25,000"),
        ("the 71. minute", "71.", "71st"),
        ("the 1. and the second", "1.", "first"),
        ("3 thousand men", "3 thousand", "three thousand"),
        ("2 millions of them", "2 millions", "two million"),
        ("5 mln. euros", "mln.", "million"),
        ("two times as many", "two times", "twice"),
        ("５ men and ٣ boys", "５ men and ٣", "5 men and 3"),
        ("1/2 of them", "1/2", "½"),
        ("from 2014 -15 on", " -15", "-15"),
        ("minus 5 degrees", "minus 5", "-5"),
        ("15 % of them", "15 %", "15%"),
        ("80％ of them", "％", "%"),
        ("15 percent of them", "percent", "per cent"),
        ("15 per cent of them", " per cent", "%"),
        ("5 euros and 3 dollars", "5 euros and 3 dollars", "€5 and $3"),
        ("It costs â‚¬5.", "â‚¬", "€"),
        ("It costs &#163;5.", "&#163;", "£"),
        ("â€œWe stay,â€ he said", "â€œ", "“"),
        ("â€œWe stay,â€ he said", "â€ ", "” "),
        ("“We stay,â€ said the mayor; â€œno.â€", "â€œ", "“"),
        ("The plan â€” the big one", "â€”", "—"),
        ("5 roubles", "roubles", "rubles"),
        ("in kyiv on Monday", "kyiv", "Kyiv"),
        ("on 5 Sept. 2014", "Sept.", "September"),
        ("at 5 pm on Monday", "pm", "p.m."),
        ("He did not go. Go away.", ". Go", ", go"),
        ("I donâ€™t know", "â€™", "’"),
        ("they do n't know", " n", "n"),
        ("it isn ’ t here", " ’ t", "’t"),
        ("it isnt here", "nt", "n't"),
        ('they don"t know', '"', "’"),
        ("after that he left", "after that he", "then he"),
        ("he can not go", "can not", "cannot"),
        ("less people came", "less", "fewer"),
        ("the minister denied to comment", "denied", "refused"),
        ("she overlooked the van", "overlooked", "failed to see"),
        ("in the fall of the plane", "fall", "crash"),
        ("she lost her life", "lost her life", "died"),
        ("one one of them", " one", ""),
        ("one of the one of the men", "one of the ", ""),
        ("they were not stolen, not stolen", ", not stolen", ""),
        ("only only only five", " only only", ""),
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
        ("5.000 men", "5.000", "5,000.0", "a number"),
        ("20 tanks", "20", "200", "a number"),
        ("5 and 5 men", " and 5", "", "a number"),
        ("5 5 men", " 5", "", "a number"),
        ("one and one men", " and one", "", "a number"),
        ("3 million", "million", "billion", "a number"),
        ("3 million men", " million", "", "a number"),
        ("millions of men", "millions", "thousands", "a number"),
        ("4.464 million people", "4.464", "4,464", "a number"),
        ("4,464 million people", "4,464", "4.464", "a number"),
        ("2.345 billion euros", "2.345", "2,345", "a number"),
        ("1.375 thousand houses", "1.375", "1,375", "a number"),
        ("five men", "five", "six", "a number"),
        ("five men", "five ", "", "a number"),
        ("a hundred men", "hundred", "thousand", "a number"),
        ("the third man", "third", "fourth", "a number"),
        ("twice as many", "twice", "thrice", "a number"),
        ("half of them", "half", "a quarter", "a number"),
        ("a dozen eggs", "dozen", "score", "a number"),
        ("½ of them", "½", "¼", "a number"),
        ("3/4 of them", "3/4", "3.4", "a number"),
        ("it was -5 degrees", "-5", "5", "a number"),
        ("it was (−5)", "−", "", "a number"),
        ("World War II", "II", "III", "a number"),
        ("５ men", "５", "6", "a number"),
        ("5% of them", "%", "", "a share"),
        ("5% of them", "%", " percentage points", "a share"),
        ("$5", "$", "€", "an amount of money"),
        ("5 euros", "euros", "dollars", "an amount of money"),
        ("on Monday morning", "Monday", "Tuesday", "a date"),
        ("on Monday morning", "morning", "evening", "a date"),
        ("in May and May", " and May", "", "a date"),
        ("last week", "last", "next", "a date"),
        ("in the last few weeks", "last few", "coming", "a date"),
        ("a year ago", " ago", "", "a date"),
        ("he comes tomorrow", "tomorrow", "today", "a date"),
        ("at 5 a.m.", "a.m.", "p.m.", "a date"),
        ("on 5 Sept.", "Sept.", "Oct.", "a date"),
        ("did not go", " not", "", "a negation"),
        ("couldn’t go", "n’t", "", "a negation"),
        ("he is notable", "notable", "not able", "a negation"),
        ("he hardly slept", "hardly ", "", "a limit"),
        ("hardly any came", "hardly", "almost", "a limit"),
        ("barely alive", "barely", "nearly", "a limit"),
        ("only men came", "only ", "", "a limit"),
        ("at least two men", "at least", "at most", "a limit"),
        ("more than two men", "more", "less", "a limit"),
        ("he allegedly went", "allegedly ", "", "a limit"),
        ("she refused to go", "refused", "agreed", "a verb that turns the sense"),
        ("she refused to go", "refused", "wanted", "a verb that turns the sense"),
        ("she wanted to go", "wanted", "wanted and agreed", "a verb that turns the sense"),
        ("he denied it", "denied", "confirmed", "a verb that turns the sense"),
        ("dogs are banned", "banned", "allowed", "a verb that turns the sense"),
        ("prices rose", "rose", "fell", "a verb that turns the sense"),
        ("she won the vote", "won", "lost", "a verb that turns the sense"),
        ("he was killed", "killed", "wounded", "a verb that turns the sense"),
        ("oil was imported", "imported", "exported", "a verb that turns the sense"),
        ("before the vote", "before", "after", "a date"),
        ("he did it without help", "without", "with", "a negation"),
        ("he rarely came", "rarely", "often", "a limit"),
        ("it is illegal", "illegal", "legal", "the sense"),
        ("in the north", "north", "south", "the sense"),
        ("he was acquitted", "acquitted", "convicted", "a verb that turns the sense"),
        ("“He will really go now”", " really", "", "the words of a quotation"),
        ("“He went” she said", "He went", "He really went", "the words of a quotation"),
    ],
)
def test_edits_that_do_not(text: str, old: str, new: str, fact: str) -> None:
    assert broken(text, old, new) == fact


def test_facts_may_move_with_the_edits_of_one_fix() -> None:
    text = "only after a long and very tiresome march through the whole of the land did the men rest"
    moves = [Edit(0, 5, ""), Edit(text.index("the men"), text.index("the men"), "only ")]
    assert facts.broken_by(Document(text), moves) is None
    assert facts.broken_by(Document(text), moves[:1]) == "a limit"


def test_what_stands_far_from_each_other_is_not_read_together() -> None:
    text = "the 5" + ", then again and over again" * 6 + " million of them"
    spaces = [Edit(3, 4, "  "), Edit(len(text) - 3, len(text) - 2, "  ")]
    assert facts.broken_by(Document(text), spaces) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12", [{12}]),
        ("20.000", [{20, 20000}]),
        ("1,272,000", [{1272000}]),
        ("3,6 million", [{3_600_000}]),
        ("4.464 million", [{4_464_000}]),
        ("1.2.3", [{Fraction(12, 10)}, {3}]),
        ("two hundred thousand", [{200_000}]),
        ("hundreds of thousands", [{100}, {1000}]),
        ("-$5, $-5, 10 -5, 10-5", [{-5}, {-5}, {10}, {5}, {10}, {5}]),
        ("5 m and 5 men, 3/4/2020", [{5_000_000}, {5}, {3}, {4}, {2020}]),
        ("someone attended", []),
        ("no figure", []),
    ],
)
def test_the_values_of_numbers(text: str, values: list[set[int | Fraction]]) -> None:
    assert [set(number.readings) for number in numbers(text)] == [set(map(Fraction, v)) for v in values]


def test_a_figure_too_long_for_a_number_stays_as_it_is() -> None:
    text = f"The attack on kyiv hit {'9' * 5000} people."
    assert cleanmt.fix(text).text == text.replace("kyiv", "Kyiv")
