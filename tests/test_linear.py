"""Texts made to be slow: what a rule costs may grow with the text, not with its square."""

from __future__ import annotations

import time
from itertools import product

import pytest

import cleanmt
from cleanmt.checks.pattern import Pattern
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.engine.plain import _finding
from cleanmt.engine.suppression import suppressed
from cleanmt.fields import CategoryName, RegexText, Template
from cleanmt.findings import Applicability, Severity
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet
from cleanmt.text.document import Document

pytestmark = pytest.mark.no_cover  # to count lines would take longer than the work on them

ENGINE = Engine(cleanmt.load_rules())
SIZE = 20_000  # characters: more than a paragraph may have
TIMES = 4
MOST = 9.0  # times the cost: linear is 4, quadratic 16
MATTERS = 0.1  # seconds
TRIES = 5

UNITS = (
    "“", "”", '"', "'", "A", " ", "\n", "\t", "\xa0", ".", ",", "-", " – ", "(", "1", "20.000 ", "a@", "http://",
    "e\u0301", "the ", "Kiev ", "kyiv ", "Minister. ", "Minister.\n", "Volodimir Zelenskiy ", "The the end.\n\n",
    "“Yes”, said he. ", "He said that it was so. ", "Related Posts\n", "â€œ", "&amp;", "Киев ",
    "the NATO. NATO – Poland ", "#tag ", "`", "* ",
    "The pact is signed. ", "He went to the Haugesund. ", "Biden and Johnson met. ",
)  # fmt: skip


def costs(text: str) -> dict[str, float]:
    """Seconds for each rule, and for finding out which of them have to look."""
    document = Document(text)
    start = time.process_time()
    scanned = ENGINE.scanner.scan(document)
    found = {"scan": time.process_time() - start}
    for index, spots in scanned.items():
        rule = ENGINE.rules.rules[index]
        start = time.process_time()
        for match in rule.check.find(document, spots):
            if suppressed(rule, document, match) is None:
                _finding(document, rule, match)
        found[rule.name] = time.process_time() - start
    return found


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.strip()[:10] or repr(unit))
def test_four_times_the_text_costs_no_more_than_nine_times(unit: str) -> None:
    stay_linear(*(unit * (size // len(unit)) for size in (SIZE, TIMES * SIZE)))


def test_words_that_are_all_different_are_no_worse() -> None:
    words = ["The man saw " + "".join(letters) + "ž there.\n\n" for letters in product("bcdgklmn", repeat=4)]
    stay_linear("".join(words[: len(words) // TIMES]), "".join(words))


def stay_linear(small: str, large: str) -> None:
    """The costs of a text and of one that is four times as large."""
    costs(small)  # expressions and tables are made when they are first needed
    before, after = costs(small), costs(large)
    for _ in range(TRIES):
        slow = {rule for rule, cost in after.items() if cost > MATTERS and cost > MOST * before.get(rule, 0.0)}
        if not slow:
            return
        before, after = least(before, costs(small)), least(after, costs(large))
    pytest.fail(f"too slow: { ({rule: (before.get(rule), after[rule]) for rule in sorted(slow)}) }")


def least(some: dict[str, float], others: dict[str, float]) -> dict[str, float]:
    """A busy machine makes a measurement larger, never smaller."""
    return {rule: min(cost, others.get(rule, cost)) for rule, cost in some.items()}


def test_markup_that_fixes_would_harm_is_no_worse() -> None:
    advert = Pattern(pattern=RegexText("Advert: (?=#)"), replace=Template(""))
    rule = Rule("my/advert", advert, "", CategoryName("custom/boilerplate"), Severity.MINOR, "", Applicability.SAFE)
    engine = Engine(RuleSet([rule]))
    seconds = []
    for size in (100, TIMES * 100):
        start = time.process_time()
        found = checking.check(engine, "Advert: # the mayor came.\n\n" * size, "markdown")
        seconds.append(time.process_time() - start)
        assert len(found) == size
        assert all(not finding.fix for finding in found)
    assert seconds[1] / seconds[0] < MOST


def test_what_stands_before_them_is_mended() -> None:
    advert = Pattern(pattern=RegexText("Advert: (?=#)|the (?=the )"), replace=Template(""))
    rule = Rule("my/advert", advert, "", CategoryName("custom/boilerplate"), Severity.MINOR, "", Applicability.SAFE)
    text = "It is the the end.\n\n" + "Advert: # the mayor came.\n\n" * 50
    fixed = checking.fix(Engine(RuleSet([rule])), text, Applicability.SAFE, "markdown")
    assert fixed.text == text.replace("the the", "the")


def test_fixing_is_no_worse() -> None:
    seconds = []
    for size in (500, TIMES * 500):
        text = "\n\n".join(f"The the end of kyiv came in {number}." for number in range(size))
        start = time.process_time()
        fixed = checking.fix(ENGINE, text, Applicability.UNSAFE)
        seconds.append(time.process_time() - start)
        assert fixed.text.startswith("The end of Kyiv came in 0.\n\nThe end of Kyiv came in 1.")
    assert seconds[1] / seconds[0] < MOST
