from __future__ import annotations

import pytest

from cleanmt.checks.pattern import Pattern, Shape
from cleanmt.fields import After, Phrase, Phrases, RegexText, Template
from cleanmt.findings import Applicability, Edit
from tests.checks.looking import found, matches, mended, shapes

THE_THE = RegexText(r"\b(?P<one>[Tt]he)(?P<two> the)\b")


@pytest.mark.parametrize("text", ["the cat", "the\n\nthe", "THE THE", "bathe the cat"])
def test_near_misses(text: str) -> None:
    assert found(Pattern(THE_THE), text) == []


def test_what_it_does_with_a_match() -> None:
    text = "Yes.\n\nThe the end"
    assert found(Pattern(THE_THE), text) == ["The the"]
    assert mended(Pattern(THE_THE, delete=("two",)), text) == "Yes.\n\nThe end"
    assert mended(Pattern(THE_THE, replace={"one": Template("{one|upper}")}), text) == "Yes.\n\nTHE the end"
    assert mended(Pattern(THE_THE, replace=Template("{one}")), text) == "Yes.\n\nThe end"
    assert [m.suggestions for m in matches(Pattern(THE_THE, suggest=(Template("a"),)), text)] == [("A",)]


def test_any_case() -> None:
    assert found(Pattern(THE_THE, ignore_case=True), "THE THE end") == ["THE THE"]


def test_shapes_with_their_own_level() -> None:
    check = Pattern(
        any=(Shape(RegexText("cat"), name="animal", fix=Applicability.SAFE), Shape(RegexText("tree"), name="plant"))
    )
    assert check.shapes() == {"animal": Applicability.SAFE, "plant": None}
    assert shapes(check, "A tree.\n\nA cat.") == ["animal", "plant"]


def test_a_shape_may_have_several_patterns() -> None:
    check = Pattern(
        any=(Shape(RegexText("cat"), name="animal", fix=Applicability.SAFE), Shape(RegexText("dog"), name="animal"))
    )
    assert check.shapes() == {"animal": Applicability.SAFE}


def test_what_it_looks_for_in_words() -> None:
    law, after = (
        Phrase(Phrases(("the [law]",), r"\bthe (?P<wrong>law)\b")),
        After(Phrases(("of", "is"), r" (?:of|is)\b")),
    )
    check = Pattern(any=(Shape(phrase=law, after=after), Shape(RegexText("laws")), Shape(phrase=law)))
    assert [*check.looks_for()] == ["the [law]; after it: of / is", "the [law]"]
    assert found(check, "the law of; the law, the laws") == ["the law", "laws", "the law", "the law"]


def test_a_replacement_that_ends_with_what_it_replaces_is_an_insertion() -> None:
    check = Pattern(RegexText("(?P<noun>law) of"), replace={"noun": Template("the {noun}")})
    assert [m.edits for m in matches(check, "By law of man.")] == [(Edit(3, 3, "the "),)]
