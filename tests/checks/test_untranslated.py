from __future__ import annotations

import pytest

import cleanmt
from cleanmt.checks.untranslated import Untranslated
from cleanmt.fields import RegexText, Words
from tests.checks.looking import matches, shapes

RULES = cleanmt.load_rules().selected(["untranslated/word"])


def found(text: str) -> list[str]:
    return [finding.text for finding in cleanmt.check(text, RULES)]


def test_long_quotations_are_looked_into_and_short_ones_are_titles() -> None:
    speech = "“I hope to get into the byrjunarliðið in spring,” he said."
    assert found(speech) == ["byrjunarliðið"]
    assert found("The word “byrjunarliðið” is long.") == []


def test_plain_words_are_judged_only_beside_foreign_letters() -> None:
    assert found("He met the powiat council.") == []
    assert found("In Łódź he met the powiat council.") == ["powiat"]


@pytest.mark.parametrize(
    "text",
    [
        "A crème brûlée à la carte at the café.",
        "The Gesellschaft für bedrohte Völker wrote.",
        "See https://example.org/přehled for more.",
        "The name in brackets (svobodný) is his.",
        "Ελλάδα and Кремль are in no Latin script: область.",
    ],
)
def test_borrowed_words_names_and_other_scripts(text: str) -> None:
    assert found(text) == []


CHECK = Untranslated(Words(("pl", "cs")), RegexText("ová$"), Words(("gmina",)))


@pytest.mark.parametrize(
    ("text", "shape"),
    [("In Łódź he met the powiat council.", "word"), ("In Brno Ms volfová spoke.", "name")],
)
def test_the_kind_alone(text: str, shape: str) -> None:
    assert shapes(CHECK, text) == [shape]


def test_words_that_english_borrows() -> None:
    assert matches(CHECK, "In Łódź he met the gmina council.") == []
