"""Comments in Markdown and HTML that silence rules."""

from __future__ import annotations

import pytest

import cleanmt
from cleanmt.text.formats import Format

CASING = "casing/place-names"
UNUSED = "acceptance/unused"


def found(source: str, format: Format) -> list[tuple[str, str]]:
    return [(f.rule, f.text if f.rule == CASING else f.message) for f in cleanmt.check(source, format=format)]


@pytest.mark.parametrize(
    ("source", "format", "left"),
    [
        ("<!-- cleanmt: ignore[casing] the band -->\nin kyiv\nin kyiv\n\nin kyiv", "markdown", 1),
        ("<!-- cleanmt: ignore[casing] -->\n\nin kyiv\n\nin kyiv", "markdown", 1),
        ("in kyiv <!-- cleanmt: ignore[casing/place-names] -->\n\nin kyiv", "markdown", 1),
        ("from kyiv\nto kyiv <!-- cleanmt: ignore[casing] -->\nand in kyiv", "markdown", 2),
        ("in kyiv\n<!-- cleanmt: ignore[casing] -->\nin kyiv", "html", 1),
        ("<!-- cleanmt: ignore[casing] -->\n- in kyiv\n- in kyiv", "markdown", 1),
        ("- in kyiv <!-- cleanmt: ignore[casing] -->\n- in kyiv", "markdown", 1),
        ("<!--cleanmt:ignore[numbers, casing]-->\nin kyiv 20.000 tanks", "markdown", 0),
        ("in kyiv\n\n<!-- cleanmt: off -->\nin kyiv\n\nthe the\n\n<!-- cleanmt: on -->\n\nin kyiv", "markdown", 2),
        ("from kyiv <!-- cleanmt: off -->to kyiv<!-- cleanmt: on --> in kyiv", "markdown", 2),
        ("in kyiv\n\n<!-- cleanmt: off until the end -->\n\nin kyiv\n\nin kyiv", "markdown", 1),
        ("<p>in kyiv</p><!-- cleanmt: ignore[casing] --><p>in kyiv</p><p>in kyiv</p>", "html", 2),
        ("<p>in kyiv</p> <!-- cleanmt: ignore[casing] -->\n<p>in kyiv</p>", "html", 1),
        ("<p><!-- cleanmt: ignore[casing] -->in\nkyiv</p><p>in kyiv</p>", "html", 1),
        ("<div><!-- cleanmt: off --><p>in kyiv<p>in kyiv<!-- cleanmt: on --></div>in kyiv", "html", 1),
        ("`<!-- cleanmt: off -->` in kyiv\n\n    <!-- cleanmt: off -->\n\nin kyiv", "markdown", 2),
        ("<script><!-- cleanmt: off --></script>in kyiv", "html", 1),
    ],
)
def test_what_a_comment_silences(source: str, format: Format, left: int) -> None:
    assert found(source, format) == [(CASING, "kyiv")] * left


def test_what_is_silenced_is_not_fixed() -> None:
    source = "in kyiv\n\n<!-- cleanmt: ignore[casing] -->\nin kyiv"
    assert cleanmt.fix(source, format="markdown").text == source.replace("kyiv", "Kyiv", 1)


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("ignore[casing]", "“casing” finds nothing here: take it out of the comment"),
        ("ignore[casing, kasing]", "“casing” finds nothing here: take it out of the comment"),
        ("ignore[kasing]", "No rule or pack is called “kasing”: the comment silences nothing"),
        ("off", "No rule finds anything up to “on”"),
        ("on", "The rules are on here already: take this comment out"),
        ("ingore[casing]", "“ingore[casing]” says nothing to cleanmt: write ignore[rule], off or on"),
        ("ignore", "“ignore” says nothing to cleanmt: write ignore[rule], off or on"),
    ],
)
def test_a_comment_that_does_nothing_is_a_finding(comment: str, message: str) -> None:
    source = f"<!-- cleanmt: {comment} -->\nNothing is wrong here."
    first = cleanmt.check(source, format="markdown")[0]
    assert (first.rule, first.message, first.fix) == (UNUSED, message, None)
    assert first.text == f"<!-- cleanmt: {comment} -->"


@pytest.mark.parametrize("comment", ["ignore[casing]", "ignore[casing/place-names]", "off"])
def test_a_run_without_the_rule_does_not_judge_the_comment(comment: str) -> None:
    rules = cleanmt.load_rules().selected(["quotes"])
    assert cleanmt.check(f"<!-- cleanmt: {comment} -->\nNothing is wrong here.", rules, format="markdown") == []


def test_a_rule_that_is_off_may_be_named() -> None:
    source = "<!-- cleanmt: ignore[boilerplate/credits] -->\nNothing is wrong here."
    assert cleanmt.check(source, format="markdown") == []


def test_other_comments_are_left_alone() -> None:
    assert cleanmt.check("<!-- more -->\n<!-- vale off -->\nNothing is wrong here.", format="markdown") == []
