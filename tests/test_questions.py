"""What a question of `cleanmt review` shows."""

from __future__ import annotations

import click
import pytest

from cleanmt.cli.review import questions
from cleanmt.decisions import review
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span
from cleanmt.reports import excerpt
from cleanmt.text.document import Document

UNSAFE = Applicability.UNSAFE


def shown(text: str, *edits: Edit, width: int = 60) -> list[str]:
    span = Span(edits[0].start, edits[-1].end)
    fix = Fix(edits, UNSAFE)
    finding = Finding("p/r", span, text[span.start : span.end], "Message.", Severity.MINOR, "", fix)
    walk = review.begin(Document(text), [finding])
    assert walk.question
    return [click.unstyle(line) for line in questions.lines("a.txt", walk, walk.question, "", width)]


def test_a_short_one() -> None:
    assert shown("In kyiv.", Edit(3, 4, "K")) == [
        "a.txt:1:4" + " " * 45 + "1 of 1",
        "p/r (minor, unsafe fix)",
        "Message.",
        "",
        "    In kyiv.",
        "       ^",
        " y  In Kyiv.",
        "       ^",
    ]


def test_a_long_paragraph_is_cut_between_words_around_the_place() -> None:
    words = "word " * 100
    lines = shown(f"First. {words}kyiv {words}Last.", Edit(507, 511, "Kyiv"))
    assert lines[4].startswith("    … word word")
    assert any(line.endswith("word …") for line in lines[5:])
    assert lines[-2].startswith(" y  … word")
    assert lines[-2].endswith("word …")
    assert lines[-2][lines[-1].index("^") :].startswith("Kyiv")
    assert max(map(excerpt.columns, lines)) <= 60


def test_characters_that_fill_two_columns() -> None:
    lines = shown("日本語 and kyiv", Edit(8, 12, "Kyiv"))
    assert lines[5] == "    " + " " * 11 + "^^^^"


def test_what_is_deleted() -> None:
    assert shown("In the the end.", Edit(7, 11, ""))[-2:] == [" y  In the end.", "           ^"]
    assert shown("One.\n\nShare\n", Edit(6, 11, ""))[-1] == " y  (nothing: the line goes)"


def test_what_would_move_the_cursor_is_not_printed() -> None:
    assert shown("In \x1b[2J kyiv\u202e and", Edit(8, 12, "Kyiv"))[4] == "    In  [2J kyiv  and"


def test_the_end_of_a_line_is_seen() -> None:
    wrapped = "A line that is long enough to be wrapped, so that\nit goes on here, in kyiv."
    start = wrapped.index("kyiv")
    assert shown(wrapped, Edit(start, start + 4, "Kyiv"), width=90)[4] == f"    {wrapped.replace(chr(10), '¶')}"


@pytest.mark.parametrize("width", [20, 21, 33, 80])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    text = "https://example.org/" + "x" * 100 + " and 日本語日本語日本語日本語日本語日本語 in kyiv."
    start = text.index("kyiv")
    lines = shown(text, Edit(start, start + 4, "Kyiv"), width=width)
    assert max(map(excerpt.columns, lines)) <= width


def test_changes_that_were_taken_are_shown_as_made() -> None:
    text = "A cat and a dog."
    found = [
        Finding(
            "p/r", Span(at, at + 3), text[at : at + 3], "", Severity.MINOR, "", Fix((Edit(at, at + 3, new),), UNSAFE)
        )
        for at, new in ((2, "buffalo"), (12, "hen"))
    ]
    walk = review.begin(Document(text), found)
    assert walk.question
    walk = walk.take(walk.question.options[0].edits)
    assert walk.question
    lines = [click.unstyle(line) for line in questions.lines("a.txt", walk, walk.question, "", 60)]
    assert lines[-4:] == [
        "    A buffalo and a dog.",
        "                    ^^^",
        " y  A buffalo and a hen.",
        "                    ^^^",
    ]
