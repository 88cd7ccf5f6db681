from __future__ import annotations

from functools import partial

import pytest

import cleanmt
from tests.checks import looking

RULES = cleanmt.load_rules().selected(["articles/nowhere-else"])
found = partial(looking.found_by, RULES)


def test_a_name_that_has_no_article_elsewhere() -> None:
    assert found("He lives in Tromso. In May he joined the Tromso.") == ["the Tromso"]


@pytest.mark.parametrize(
    "text",
    [
        "In May he joined the Tromso.",  # stands once
        "He sat in the Senate and left the Senate in May; in Senate rules that is rare.",  # with an article twice
        "He works for the Lakers. She wrote to Lakers players.",  # elsewhere before a noun
        "He is at the Louvre. She wrote to Louvre Abu Dhabi.",  # elsewhere a part of a longer name
        "He joined the Tromso club. He lives in Tromso.",  # the article belongs to the club
        "He left the Tromso and Bodo clubs. He lives in Tromso.",
        "It was seen from the Tromso, Bodo and Alta roads. He lives in Tromso.",
        "The bill went to the Lords. In Lords it is read twice, and he wrote to Lords.",  # an everyday word
    ],
)
def test_names_that_may_have_one(text: str) -> None:
    assert found(text) == []
