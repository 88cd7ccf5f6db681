"""The page about the rule language has whatever the decoder knows, and says of everything what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, NewType, get_args

import pytest

import cleanmt
from cleanmt import checks
from cleanmt import fields as marks
from cleanmt.config.schema import schema
from cleanmt.findings import Applicability, Severity
from cleanmt.packs import categories, decoder, rule
from cleanmt.packs.decoder import key_of
from cleanmt.text import templates
from tools import comments, rule_language

PAGE = "\n".join(rule_language.page(cleanmt.load_rules()))
SECTIONS = dict(re.findall(r"^#+ ([^{\n]+?)(?: \{#.*?\})?\n(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL))
KINDS = {
    each["then"]["title"]: each["then"] for each in schema()["properties"]["rules"]["additionalProperties"]["allOf"]
}


def keys(section: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def nested(node: Any) -> Iterator[str]:
    """The keys in a JSON Schema, however deep."""
    if isinstance(node, Mapping):
        yield from node.get("properties", {})
        for value in node.values():
            yield from nested(value)
    elif isinstance(node, list):
        for value in node:
            yield from nested(value)


def test_the_keys_of_a_pack() -> None:
    assert keys(SECTIONS["A pack"]) == list(decoder.HEADER)


@pytest.mark.parametrize("name", sorted(checks.KINDS))
def test_the_keys_of_a_rule_of_this_kind(name: str) -> None:
    known = {*keys(SECTIONS["A rule"]), *keys(SECTIONS[name])}
    assert known == set(KINDS[name]["properties"])
    assert {*keys(PAGE)} >= {*nested(KINDS[name])}
    for key in KINDS[name]["required"]:
        assert re.search(rf"^\| `{key}` \| .*, required \|", SECTIONS["A rule"] + SECTIONS[name], re.MULTILINE), key


@pytest.mark.parametrize("cls", [rule.When, rule.Exemption, rule.Condition], ids=lambda cls: cls.__name__)
def test_what_else_has_keys(cls: type) -> None:
    section = next(part for part in PAGE.split("\n### ") if f"{{#{cls.__name__.lower()}}}" in part)
    assert {*keys(section)} == {key_of(field) for field in fields(cls)}


@pytest.mark.parametrize("name", sorted(checks.KINDS))
def test_every_kind_and_each_of_its_keys_is_explained(name: str) -> None:
    kind: Any = checks.kind(name)
    for cls in (kind, *rule_language.parts(kind)):
        said = comments.of_fields(cls)
        assert cls.__doc__
        assert not cls.__doc__.startswith(f"{cls.__name__}(")  # what dataclass writes where nobody did
        for field in fields(cls):
            assert field.name in said or f"`{key_of(field)}`" in cls.__doc__, field.name


def test_every_key_of_all_rules_is_explained() -> None:
    for cls in (rule.Rule, rule.When, rule.Exemption, rule.Condition):
        shown = {field.name for field in fields(cls)} - {*decoder.FILLED_IN, *decoder.OWN}
        assert shown <= set(comments.of_fields(cls))
    for name in ("HEADER", "OWN", "EXAMPLE"):
        assert list(comments.of_values(decoder.__name__, name)) == list(getattr(decoder, name))
    assert list(comments.of_values(rule.__name__, "Place")) == list(get_args(rule.Place))
    kinds = {name for name, value in vars(marks).items() if isinstance(value, NewType)}
    assert {*comments.of_names(marks.__name__)} == kinds


def test_every_filter_does_what_the_page_says() -> None:
    said = comments.of_values(templates.__name__, "FILTERS")
    assert keys(SECTIONS["Filters"]) == list(templates.FILTERS)
    for name, apply in templates.FILTERS.items():
        before, after = re.findall(r"`([^`]+)`", said[name])
        assert apply(before) == after


def test_levels_severities_categories() -> None:
    assert keys(SECTIONS["Fix levels"]) == [str(level) for level in Applicability]
    assert keys(SECTIONS["Severities"]) == [str(severity) for severity in Severity]
    assert keys(SECTIONS["Categories"]) == list(categories.KNOWN)
    quoted = re.findall(r"^\| `([^`]+)` \|.*\| mended \|$", SECTIONS["Categories"], re.MULTILINE)
    assert quoted == [category.name for category in categories.KNOWN.values() if category.may_touch_quotations]


def test_an_example_is_a_rule_as_it_stands_in_its_pack() -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)\n```", SECTIONS["senses"], re.DOTALL)
    assert shown.startswith("senses:\n  check: senses\n  data: data/senses.tsv\n")
    assert shown.endswith(
        '- {ok: "The appointment of the new minister was delayed; he is one of the Westerners who came for yoga."}'
    )
    assert "[false-friends/senses](../rules/false-friends/senses.md)" in SECTIONS["senses"]


def test_comments_are_those_beside_the_fields() -> None:
    assert comments.of_fields(rule.Condition)["within"] == "words before and after the match; 0 is the whole stretch"
