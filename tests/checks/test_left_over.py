"""What a fix leaves broken stays reported."""

from __future__ import annotations

import pytest

import cleanmt

SPEECHES = (
    "- We mined the road in spring, and the men had to come back at noon - said the director of the site.- Now we go "
    'on - reported his deputy.- I asked her what to say.She leaned close and said: "Nothing," she added.'
)


def test_a_speech_that_stands_beside_mended_ones() -> None:
    before = [f for f in cleanmt.check(SPEECHES) if f.rule == "quotes/dialogue"]
    fixed = cleanmt.fix(SPEECHES, unsafe=True)
    left = [f for f in cleanmt.check(fixed.text) if f.rule == "quotes/dialogue"]
    assert (len(before), len(left)) == (3, 1)
    assert left[0].text.startswith("- I asked her")


@pytest.mark.parametrize(
    "text",
    [
        'He is known for his “How dare you?”- speech. "It was late," he said.',
        '"It was late," he said. KYIV, Feb. 24 - The talks failed.',
        '"It was late," he said.-',
        "It was late, he said.- Then it rained.",  # no other speech stands between marks
    ],
)
def test_a_dash_that_opens_no_speech(text: str) -> None:
    assert "quotes/dialogue" not in {f.rule for f in cleanmt.check(text)}


def test_two_words_whose_compound_was_mended() -> None:
    text = "He will haveLong -term influence."
    assert "spacing/fused-words" in {f.rule for f in cleanmt.check(cleanmt.fix(text).text)}
