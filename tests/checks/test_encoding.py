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
        "“MAÇÃ” and AMANHÃ, GUARANÃ is Portuguese",  # capitals end so
        "the letter “Å”, 20 Å², Ä and Å",
        "#8220; &c; R&D;",
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
        ("â€œSo,â€ he said of the â€œoldâ€ plan.", "“So,” he said of the “old” plan."),
        ("GdaÅ„sk, ÅÃ³dÅº and PoznaÅ„", "Gdańsk, Åódź and Poznań"),  # one byte of Ł is lost
        ("HÃ¥kan in Ã…land, MÃ¼nster and SÃ£o Paulo", "Håkan in Åland, Münster and São Paulo"),
        ("AMANHÃ in a cafÃ©", "AMANHÃ in a café"),
        ("the ﬁrst oﬃce", "the first office"),
    ],
)
def test_letters_that_were_garbled(text: str, right: str) -> None:
    assert mended(CHECK, text) == right


def test_it_says_what_happened() -> None:
    assert [m.words["reason"] for m in matches(CHECK, "Tom &amp; Jerry\n\nThe cafÃ©")] == [
        "HTML left in the text", "text in a wrong encoding",
    ]  # fmt: skip
