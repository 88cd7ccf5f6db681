from __future__ import annotations

from functools import partial

import pytest

import cleanmt
from cleanmt.checks.dialogue import Dialogue
from cleanmt.fields import Words
from tests.checks import looking

RULES = cleanmt.load_rules().selected(["quotes/dialogue"])
found = partial(looking.found_by, RULES)


def mended(text: str) -> str:
    return cleanmt.fix(text, unsafe=True, rules=RULES).text


def test_speech_goes_on_after_the_speaker() -> None:
    text = "- We lost - said the coach.- We were tired. We will train."
    assert mended(text) == "“We lost,” said the coach. “We were tired. We will train.”"


def test_the_marks_are_those_of_the_text() -> None:
    text = 'He was "tired".\n\n- We lost - said the coach.'
    assert mended(text) == 'He was "tired".\n\n"We lost," said the coach.'


def test_a_long_speaker() -> None:
    text = "- We lost - the head of the board of the club said."
    assert mended(text) == "“We lost,” the head of the board of the club said."


def test_speech_without_a_speaker_before_more_of_it() -> None:
    assert mended("- Come in.- We lost - said the coach.") == "“Come in.” “We lost,” said the coach."


def test_a_question_keeps_its_mark() -> None:
    assert mended("– Who won? – asked she.") == "“Who won?” asked she."


@pytest.mark.parametrize(
    "text",
    [
        "- milk\n- bread, she said",
        "The plan - said to be cheap - failed.",
        "We lost - said the coach.",
        "- We lost the match and the cup, and nobody spoke.",
    ],
)
def test_other_dashes_are_left_alone(text: str) -> None:
    assert found(text) == []


CHECK = Dialogue(Words(("said", "asked")))


@pytest.mark.parametrize(
    ("text", "right", "shape"),
    [
        ("“Yes.”\n\n– Go – said he.", "“Yes.”\n\n“Go,” said he.", "plain"),
        ("- He is “tired” - said he.", "“He is “tired”,” said he.", "doubtful"),
    ],
)
def test_the_kind_alone(text: str, right: str, shape: str) -> None:
    assert (looking.mended(CHECK, text), looking.shapes(CHECK, text)) == (right, [shape])
