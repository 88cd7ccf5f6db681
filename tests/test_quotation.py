from __future__ import annotations

import pytest

from cleanmt.findings import Span
from cleanmt.text.quotation import Reading, read


def reading(text: str) -> Reading:
    return read(text, Span(0, len(text)))


def quoted(text: str) -> list[str]:
    return [text[q.open.at + 1 : q.close.at if q.close else None] for q in reading(text).quotations]


@pytest.mark.parametrize(
    "text",
    [
        "“One,” he said. “Two.”",
        '"One," he said. "Two."',
        "He’s the players’ man of the ’90s, rock ’n’ roll.",
        'It is 7" wide, 6\' 2" tall and 13” across.',
        "“He called it “a gift” and went,” she said.",
        "(“never”) and—“for good”—left",
        "„So“ is German, «so» is French.",
        "No marks at all.",
        "",
    ],
)
def test_good_marks_have_no_flaws(text: str) -> None:
    assert reading(text).is_plain


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("” Big mistake “", [" Big mistake "]),
        ("a ”turning point“ here", ["turning point"]),
        ("adding that ” those who wait are wrong”.", [" those who wait are wrong"]),
        ('time, " said his wife', []),
        ('"time, " said his wife', ["time, "]),
        ('called for"careful" action', ["careful"]),
        ("“ a first step ” towards", [" a first step "]),
        ('„so“ and “so“ and "so“', ["so", "so", "so"]),
        ("“He called it “a gift” and went,” she said.", ["He called it “a gift” and went,", "a gift"]),
        ("never “closed again", ["closed again"]),
    ],
)
def test_what_is_quoted(text: str, parts: list[str]) -> None:
    assert quoted(text) == parts


def test_a_second_opener() -> None:
    text = "“In the street! “The world must stop.”"
    assert [mark.at for mark in reading(text).second_openers] == [text.rindex("“")]


@pytest.mark.parametrize(("text", "at"), [("no fault” and closed", 8), ("life!” “, he said", 7), ("life” here", 4)])
def test_strays(text: str, at: int) -> None:
    assert at in [mark.at for mark in reading(text).strays]


def test_an_open_quotation_is_not_plain() -> None:
    assert not reading("“open").is_plain
