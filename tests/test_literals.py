from __future__ import annotations

import pytest

from cleanmt.engine.scan.literals import gate, literals, telling


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("kyiv", {"kyiv"}),
        (r"\bKyiv\b", {"kyiv"}),
        (r"\b[Tt]he [Tt]oll\b", {"the toll"}),
        ("ΟΔΟΣ.", {"οδοσ"}),
        ("colou?r", {"color", "colour"}),
        ("(?:red|blue) sky", {"red sky", "blue sky"}),
        (r"\p{Lu}\p{Ll}+ said", {" said"}),
        (r"[.,]”[ab]", {".”a", ".”b", ",”a", ",”b"}),
        ("(?=kyiv).", {"kyiv"}),
        ("(?!kyiv)x", {"x"}),
        ("(?:ab)+c", {"ab"}),
        ("a*", None),
        (r"\w+", None),
        ("(?:a|)", None),
        ("(?:kyiv|a*)", None),
        ("(?i:kyiv)", None),
        ("(?xi)kyiv", None),
        ("(?x)kyiv  # a town", {"kyiv"}),
        ("(", None),
    ],
)
def test_texts_of_which_one_stands_in_every_match(pattern: str, found: set[str] | None) -> None:
    assert literals(pattern) == (None if found is None else frozenset(found))


def test_small_words_tell_nothing() -> None:
    assert telling(["of the president"]) == len("president")
    assert telling(["of the "]) == 0
    assert telling(["avalanche", "toll"]) == len("toll")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("(?i:Kyiv|Lviv)", {"kyiv", "lviv"}),
        ("(?i)straße", {"straße"}),
        ("[¿¡]", {"¿", "¡"}),
        ("\\bМинск", {"минск"}),
        ("(?i)минск", set()),  # в has a third form, ᲀ
        ("(?i)\u00b5m", set()),
        ("(?i)a*", set()),
        ("(", set()),
    ],
)
def test_a_gate_is_common_too_and_open_in_any_case(pattern: str, found: set[str]) -> None:
    assert gate(pattern) == found
