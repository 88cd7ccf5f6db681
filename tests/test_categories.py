"""The table of categories is whole, and it is the only place where they are told apart."""

from __future__ import annotations

import re

import pytest

import cleanmt
from cleanmt.packs import categories
from tests.golden import ROOT

RULES = list(cleanmt.load_rules())


def test_each_stands_once_below_its_parent_in_order() -> None:
    names = [category.name for category in categories._TABLE]
    assert names == sorted(set(names))
    assert {name.rpartition("/")[0] for name in names if "/" in name} <= set(names)


def test_every_one_has_a_label_and_none_repeats_another() -> None:
    labels = [category.label for category in categories.KNOWN.values()]
    assert len(set(labels)) == len(labels)
    assert all(label and not label.endswith(".") for label in labels)


def test_what_may_be_mended_in_a_part_may_be_mended_in_the_whole() -> None:
    for category in categories.KNOWN.values():
        parent = categories.KNOWN.get(category.name.rpartition("/")[0])
        if parent and parent.may_touch_quotations:
            assert category.may_touch_quotations, category


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("style", True),
        ("locale-conventions/quote-mark-type", True),
        ("custom/anything/at all", True),
        ("custom", True),
        ("custom/", False),
        ("customs/anything", False),
        ("linguistic-conventions/speling", False),
        ("style/", False),
        ("", False),
    ],
)
def test_which_names_are_known(name: str, known: bool) -> None:
    assert categories.is_known(name) is known


def test_a_name_of_ones_own_never_touches_quotations() -> None:
    assert not categories.of("custom/boilerplates").may_touch_quotations
    assert categories.of("custom/boilerplate").may_touch_quotations
    assert categories.of("custom/x/y").dimension == "custom"


def test_what_cleanmt_itself_says_is_in_the_table() -> None:
    said = {rule.category for rule in RULES}
    for path in (ROOT / "cleanmt").rglob("*.py"):
        said |= {*re.findall(r'category=(?:CategoryName\()?"([^"]+)"', path.read_text("utf-8"))}
    assert "custom/acceptance" in said
    assert "terminology/inconsistent-with-terminology-resource" in said
    assert said <= set(categories.KNOWN)


def test_one_thing_has_one_name() -> None:
    last = {rule.category: rule.category.rpartition("/")[2] for rule in RULES}
    assert len(set(last.values())) == len(last)


def test_every_dimension_has_a_colour() -> None:
    css = (ROOT / "cleanmt" / "reports" / "html" / "page.css").read_text("utf-8")
    for dimension in categories.dimensions():
        assert css.count(f"--{dimension.name}: #") == 2  # by day and by night
        assert f".{dimension.name} {{ --hue: var(--{dimension.name})" in css
