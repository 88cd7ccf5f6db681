from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from cleanmt.findings import Span
from cleanmt.text import matching, templates


@given(st.text())
def test_folding_keeps_every_character_at_its_offset(text: str) -> None:
    folded = matching.fold(text)
    assert len(folded) == len(text)
    assert all(matching.fold(c) == f for c, f in zip(text, folded, strict=True) if c != "Σ")


@pytest.mark.parametrize(
    ("template", "result"),
    [
        ("{n|ordinal}", "71st"),
        ("{n|ordinal} and {w|upper}", "71st and WORD"),
        ("{w|capitalize} {w|uncapitalize} {w|title} {w|lower}", "Word word Word word"),
        ("{gone}", ""),
        ("{unknown}", "{unknown}"),
    ],
)
def test_templates(template: str, result: str) -> None:
    assert templates.fill(template, {"n": "71.", "w": "word", "gone": None}) == result


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("ordinal", "11", "11th"),
        ("ordinal", "112", "112th"),
        ("ordinal", "22", "22nd"),
        ("ordinal", "3", "3rd"),
        ("thousands", "86.5", "86,500"),
        ("thousands", "640", "640,000"),
        ("grouped", "20000", "20,000"),
        ("dots-to-commas", "1.272.000", "1,272,000"),
        ("comma-to-dot", "3,6", "3.6"),
        ("no-spaces", "a b c", "abc"),
        ("title", "the president’s EU office", "The President’s EU Office"),
        ("title", "‘the rock'n'roll’ 3rd well-known", "‘The Rock'n'roll’ 3rd Well-Known"),
    ],
)
def test_filters(name: str, before: str, after: str) -> None:
    assert templates.FILTERS[name](before) == after


def test_lists_are_tried_longest_first() -> None:
    assert matching.with_lists("<x>!", {"x": ["a", "a b", "a.b"]}) == r"(?:a b|a\.b|a)!"


@pytest.mark.parametrize("pattern", ["(?P<name>a)", "(?<name>a)", "(?<=a)b", "(?<!a)b"])
def test_groups_are_no_lists(pattern: str) -> None:
    assert matching.lists_in(pattern) == []


def test_a_list_after_an_optional_group() -> None:
    assert matching.lists_in("(?:the )?<whose> floor") == ["whose"]


def test_a_pattern_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "TIME_LIMIT", 0.05)
    text = "a" * 40 + "b"
    with pytest.raises(matching.SlowPatternError, match="41 characters"):
        list(matching.matches(regex.compile(r"(a|aa)+$"), text, Span(0, 41)))


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("a b # c", "a b # c"),
        ("(?x) a  b  # c [ ( |\n d", "abd"),
        (r"(?x) a [ ] b\ c [ \] #] [^]# ] \# \\\\ d", r"a b c[ \] #][^]# ]\#\\\\d"),
        ("(?x) (?<a> <b> | c ) {2,3} ?", "(?<a><b>|c){2,3}?"),
        ("(?x) [a ( b", "[a(b"),
        ("(?x) a \\", "a\\"),
    ],
)
def test_an_expression_over_several_lines(pattern: str, line: str) -> None:
    assert matching.on_one_line(pattern) == line
