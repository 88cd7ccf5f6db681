"""Excerpts at a terminal of any width."""

from __future__ import annotations

import io
from itertools import pairwise

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanmt import reports
from cleanmt.engine.result import Result
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span
from cleanmt.reports import excerpt
from tests.test_reports import SEEDS


def full(result: Result) -> list[str]:
    out = io.StringIO()
    reports.write("full", [result], out)
    return out.getvalue().splitlines()


def finding(span: Span, text: str, *edits: Edit, message: str = "m", suggestions: tuple[str, ...] = ()) -> Finding:
    fix = Fix(edits, Applicability.SAFE) if edits else None
    return Finding("p/r", span, text, message, Severity.MINOR, "style", fix, suggestions)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_nothing_is_wider_than_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for result in SEEDS:
        for line in full(result):
            assert excerpt.columns(line) < columns or " " not in line, line  # a path is not cut


@pytest.mark.parametrize("columns", [40, 80])
def test_carets_stand_below_what_is_marked(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for result in SEEDS:
        for found in result.findings:
            lines = full(Result(result.path, result.text, (found,)))
            marked = [
                text[start : start + under.count("^")]
                for text, under in pairwise(lines)
                if under.strip(" │^") == "" and "^" in under
                for start in [under.index("^")]
            ]
            said = " ".join("".join(f"{part} " for part in marked).split())
            assert said in " ".join(excerpt.flat(found.text).split()) or " … " in said or "¶" in said


def test_a_long_place_shows_its_two_ends() -> None:
    text = "word " * 200 + "end."
    lines = full(Result("a.txt", text, (finding(Span(0, len(text)), text),)))
    assert len(lines) < 12
    assert any("word … word" in line for line in lines)


def test_a_place_at_the_edge_gets_the_room_of_the_other_side() -> None:
    text = f"{'The first words of it go on and on. ' * 3}In kyiv."
    (line,) = [line for line in full(Result("a.txt", text, (finding(Span(111, 115), "kyiv"),))) if "In kyiv." in line]
    assert 60 < len(line) < 80


@given(st.text(max_size=120), st.integers(1, 30))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    spans = [*excerpt.wrapped(excerpt.flat(text), width)]
    assert "".join(excerpt.flat(text)[s.start : s.end] for s in spans) == excerpt.flat(text)


class TestRemedy:
    """What to write instead, in a line."""

    @pytest.mark.parametrize(
        ("text", "edits", "message", "said"),
        [
            ("In kyiv.", [Edit(3, 4, "K")], "m", "safe fix: “Kyiv”"),
            ("In kyiv.", [Edit(3, 4, "K")], "write “Kyiv”", "safe fix"),
            ("In the the end.", [Edit(7, 11, "")], "m", "safe fix: delete “the”"),
            ("Share", [Edit(0, 5, "")], "“Share” belongs to the page", "safe fix: delete"),
            ("He went ,and", [Edit(7, 8, ""), Edit(9, 9, " ")], "m", "safe fix: “went, and”"),
            ("Kouleba came.", [Edit(1, 2, "")], "m", "safe fix: “Kuleba”"),
            ("Big  gap", [Edit(4, 5, "")], "m", "safe fix: “Big gap”"),
            ("a " * 60, [Edit(0, 119, "b " * 60)], "m", f"safe fix: “{'b ' * 14}b … {'b ' * 14}b”"),
            ("In kyiv.", [], "m", "by hand"),
        ],
    )
    def test_of_fixes(self, text: str, edits: list[Edit], message: str, said: str) -> None:
        found = finding(Span(0, len(text)), text, *edits, message=message)
        assert reports.remedy(Result("a.txt", text, (found,)), found) == said

    def test_of_suggestions(self) -> None:
        found = finding(Span(3, 8), "floor", suggestions=("soil", "land"))
        assert reports.remedy(Result("a.txt", "of floor", (found,)), found) == "suggestion: “soil” or “land”"


def test_a_file_gets_no_colours() -> None:
    lines = [*excerpt.plain("word", 20, fg="red")]
    assert lines != [click.unstyle(line) for line in lines]
    assert full(SEEDS[0]) == [click.unstyle(line) for line in full(SEEDS[0])]
