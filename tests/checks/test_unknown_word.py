from __future__ import annotations

import pytest

from cleanmt.checks.unknown_word import Misspelt, Strange, meant, nearest
from cleanmt.fields import Words
from tests.checks.looking import found, matches, mended, shapes

AFFIXES = Words(("un", "re")), Words(("s", "ed", "ing", "ness", "y"))
MISSPELT = Misspelt(*AFFIXES, naming=Words(("called",)))
STRANGE = Strange(Words(("it", "nl")), *AFFIXES, learned=Words(("umab",)), naming=Words(("called",)))


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("The goverment left.", "The government left."),  # a slip that the vocabulary has, too
        ("She saw the exhibitoin of the year.", "She saw the exhibition of the year."),
        ("It was in the ckicken, and it was good.", "It was in the chicken, and it was good."),
        ("At noon the mayor’s goverment left.", "At noon the mayor’s government left."),
        ("They had left the exhibitoin.", "They had left the exhibition."),
    ],
)
def test_slips(text: str, good: str) -> None:
    assert mended(MISSPELT, text) == good
    assert found(STRANGE, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "They saw the exhibitoin. An exhibitoin is rare.",  # a term of the text
        "They saw the exhibitoin. The Exhibitoin is rare.",
        "They saw a thing called exhibitoin there.",
        "They saw the exhibitoin, a kind of fair.",
        "They saw the exhibitoin (a fair).",
        "They saw the “exhibitoin” of it.",
        "They saw “the exhibitoin” then.",
        "They saw Anna exhibitoin there.",
        "They saw the exhibitoin Anna loved.",
        "exhibitoin of the year",
        "They saw the exhibitoin.py of it, and the re-exhibitoin.",
        "They liked cremating and the unhappyness of it.",
        "They met in the gutterhouse.",
        "Il museo della città ha la mostra più bella per il exhibitoin del pubblico.",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert matches(MISSPELT, text) == []
    assert matches(STRANGE, text) == []


def test_strange_words() -> None:
    assert found(STRANGE, "The keeper saved the strafstoss, and the vergadering was long.") == [
        "strafstoss",
        "vergadering",
    ]
    assert found(STRANGE, "They took the prolixumab with them.") == []
    assert found(MISSPELT, "The keeper saved the strafstoss in the last minute.") == []


def test_of_many_strange_words_those_of_a_language_are_shown() -> None:
    text = "The keeper saved the strafstoss, and the kroptelak of the zimblerok was at the vergadering of the town."
    assert list(zip(found(STRANGE, text), shapes(STRANGE, text), strict=True)) == [("vergadering", "foreign")]


def test_nearest() -> None:
    assert nearest("exhibitoin") == "exhibition"
    assert nearest("strafstoss") == ""
    assert meant("goverment") == "government"
    assert nearest("abysms") == ""  # a short one has to be very common
    assert meant("strafstoss") == ""
