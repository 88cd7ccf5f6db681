from __future__ import annotations

import pytest

from cleanmt.checks.casing import StrayNoun
from cleanmt.fields import Words
from tests.checks.looking import found, mended

CHECK = StrayNoun(Words(("many",)))


@pytest.mark.parametrize(
    "text",
    [
        "They saw many Goats.",  # the text never writes it otherwise
        "They saw many Goats and goats, Goats and more.",
        "A herd of Goats\n\nThe goats slept.",  # a heading
        "The Board of Directors met the directors.",
        "He met many Directors of the firm, directors all.",
        "They were many Grass eaters; grass is green.",
    ],
)
def test_names(text: str) -> None:
    assert found(CHECK, text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("They saw many Goats. The goats slept.", "They saw many goats. The goats slept."),
        ("They saw a lot of Goats. A goat slept.", "They saw a lot of goats. A goat slept."),
    ],
)
def test_a_common_noun(text: str, right: str) -> None:
    assert mended(CHECK, text) == right
