from __future__ import annotations

import pytest

from cleanmt.checks.encoding import Encoding
from tests.checks.looking import found, matches, mended

CHECK = Encoding()


@pytest.mark.parametrize(
    "text",
    [
        "Łukasz, Zoë, Erdoğan, naïve façade – “quoted” … €5 & co.",
        "AT&T; R&D; Q&A",
        "ｆｕｌｌ widths are somebody else's",
        "Ångström and São Paulo",
    ],
)
def test_letters_that_are_right(text: str) -> None:
    assert found(CHECK, text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The cafÃ© is open.", "The café is open."),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Good.\n\nthe &#8220;so&#8221; word", "Good.\n\nthe “so” word"),
        ("itâ€™s", "it’s"),
    ],
)
def test_letters_that_were_garbled(text: str, right: str) -> None:
    assert mended(CHECK, text) == right


def test_it_says_what_happened() -> None:
    assert [m.words["reason"] for m in matches(CHECK, "Tom &amp; Jerry\n\nThe cafÃ©")] == [
        "HTML left in the text", "text in a wrong encoding",
    ]  # fmt: skip
