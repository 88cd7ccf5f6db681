"""Every example of every rule is a test; every `ok` and every `good` is read by all rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

import cleanmt
from cleanmt.checks import Example
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.findings import Span
from cleanmt.measure import examples
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet
from cleanmt.text.document import Document

RULES = cleanmt.load_rules()


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.name)
def test_the_examples_of_a_rule_hold(rule: Rule) -> None:
    assert [str(failure) for failure in examples.run(RuleSet([rule]), RULES)] == []


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.name)
def test_a_suggestion_fits_between_its_neighbours(rule: Rule) -> None:
    engine = Engine(RuleSet([rule]))
    for document in (Document(example.bad) for example in rule.examples if example.bad):
        for finding in checking.check(engine, document.text):
            for edit in finding.alternatives:
                before, after = document.text[: edit.start].split(), document.text[edit.end :].split()
                words = edit.text.lower().split()
                assert words[:1] != [word.lower() for word in before[-1:]], document.text
                assert words[-1:] != [word.lower() for word in after[:1]], document.text


def failures(rule: Rule) -> set[str]:
    return {failure.kind for failure in examples.run(RuleSet([rule]), RULES)}


def rule_with(name: str, *examples: Example) -> Rule:
    return replace(RULES.by_name[name], examples=examples)


GOOD_PAIR = (Example(bad="In kyiv.", good="In Kyiv."), Example(bad="To lviv.", good="To Lviv."))
OK_PAIR = (Example(ok="In Kyiv."), Example(ok="To Lviv."))


class TestOfTheseTests:
    """The tests of examples can fail, each in its own way."""

    def test_examples_that_hold(self) -> None:
        assert failures(rule_with("casing/place-names", *GOOD_PAIR, *OK_PAIR)) == set()

    def test_too_few_examples(self) -> None:
        assert failures(rule_with("casing/place-names", *GOOD_PAIR)) == {"untested"}

    def test_damage_that_is_not_found(self) -> None:
        assert failures(rule_with("casing/place-names", *GOOD_PAIR, *OK_PAIR, Example(bad="In Kyiv."))) == {"missing"}

    def test_a_repair_that_is_another(self) -> None:
        other = Example(bad="In kyiv.", good="In KYIV.")
        assert failures(rule_with("casing/place-names", *GOOD_PAIR, *OK_PAIR, other)) == {"wrong fix"}

    def test_a_finding_in_another_place(self) -> None:
        here, there = Example(bad="In kyiv.", marked=Span(3, 7)), Example(bad="In kyiv.", marked=Span(0, 2))
        assert failures(rule_with("casing/place-names", *GOOD_PAIR, *OK_PAIR, here)) == set()
        assert failures(rule_with("casing/place-names", *GOOD_PAIR, *OK_PAIR, there)) == {"wrong place"}

    def test_a_finding_in_good_text_by_any_rule(self) -> None:
        noisy = Example(ok="The court of the the king.")
        assert failures(rule_with("casing/place-names", *GOOD_PAIR, *OK_PAIR, noisy)) == {"noisy"}

    def test_a_known_gap_that_is_closed(self) -> None:
        closed = Example(bad="In kyiv.", good="In Kyiv.", todo=True)
        assert failures(rule_with("casing/place-names", *GOOD_PAIR, *OK_PAIR, closed)) == {"passes now"}

    def test_a_known_gap_that_is_open(self) -> None:
        gap = Example(bad="In ky1v.", todo=True)
        assert failures(rule_with("casing/place-names", *GOOD_PAIR, *OK_PAIR, gap)) == set()

    def test_a_shape_without_an_example(self) -> None:
        rule = RULES.by_name["broken-sentences/continuation"]
        without = tuple(e for e in rule.examples if "extraordinary" not in e.bad and "country" not in e.bad)
        more = Example(bad="They train every day in order. to win the cup.")
        assert "untested" in failures(replace(rule, examples=(*without, more)))
