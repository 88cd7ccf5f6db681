from __future__ import annotations

from functools import partial

import pytest

import cleanmt
from cleanmt.checks.untranslated import Untranslated
from cleanmt.fields import RegexText, Words
from tests.checks import looking
from tests.checks.looking import matches, shapes

RULES = cleanmt.load_rules().selected(["untranslated/word"])
found = partial(looking.found_by, RULES)


def test_long_quotations_are_looked_into_and_short_ones_are_titles() -> None:
    speech = "“I hope to get into the byrjunarliðið in spring,” he said."
    assert found(speech) == ["byrjunarliðið"]
    assert found("The word “byrjunarliðið” is long.") == []
    assert found("“I hope to get into the “byrjunarliðið” again in spring,” he said.") == []


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


CHECK = Untranslated(
    Words(("pl", "cs")), RegexText("(?:ová|č)$"), leading=Words(("in", "said")), allowed=Words(("gmina",))
)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("In Łódź he met the powiat council.", "word"),
        ("In Brno Jana volfová spoke.", "name"),
        ("In Brno John volfová spoke.", "name"),
        ("In Brno he lives in valeč.", "name"),
        ("“No,” said volfová.", "name"),
        ("The volfová spoke in May.", "word"),  # no article stands before a name
        ("The American volfová spoke.", "word"),
        ("In Brno the big volfová spoke.", "word"),
        ("In Brno he lives in valeč domečku.", "word"),  # a phrase is left, no name
        ("In Brno Jana přehled spoke.", "word"),  # it looks like no name
        ("In Brno the big přehled spoke. Přehled left.", "name"),  # the text says what it is
    ],
)
def test_the_kind_alone(text: str, shape: str) -> None:
    assert shapes(CHECK, text)[0] == shape


@pytest.mark.parametrize(
    "text",
    [
        "In Łódź he met the gmina council.",  # English borrows it
        "It is the crab’s long antennæ.",
        "přehled of the week",  # its first letters may be lost
        "In Brno the cut[přehled]s, the přehled€ and the přehled™ stood.",
        "In Brno the přehled came. The přehled left.",  # a term of the text
        "In Brno the přehled came. The přehledy left.",
    ],
)
def test_other_words(text: str) -> None:
    assert matches(CHECK, text) == []
