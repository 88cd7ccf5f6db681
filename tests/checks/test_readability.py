from __future__ import annotations

from cleanmt.checks.readability import Readability
from tests.checks.looking import found, matches

HARD = "Representatives acknowledged interdependencies characterizing administrative negotiations " * 20
EASY = "The cat sat on the mat. " * 40


def test_easy_and_short_texts() -> None:
    assert found(Readability(most=20), EASY) == []
    assert found(Readability(most=20), HARD[:500]) == []
    assert found(Readability(most=20, min_words=200), HARD) == []


def test_a_hard_text_is_shown_at_its_beginning() -> None:
    text = f"Title\n\n{HARD}"
    assert found(Readability(most=20), text) == ["Title"]


def test_the_measures() -> None:
    (match,) = matches(Readability(most=20, measure="coleman-liau-index"), HARD)
    assert match.words["measure"] == "coleman liau index"
    assert found(Readability(most=20, measure="lix"), EASY) == []
