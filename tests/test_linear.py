"""Texts made to be slow: what a rule costs may grow with the text, not with its square."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from itertools import product

import pytest

import cleanmt
from cleanmt.checks.pattern import Pattern
from cleanmt.edits import closed_up
from cleanmt.engine import checking, comments, facts, fixer
from cleanmt.engine.engine import Engine
from cleanmt.engine.plain import _finding
from cleanmt.engine.suppression import suppressed
from cleanmt.fields import CategoryName, RegexText, Template
from cleanmt.findings import Applicability, Edit, Finding, Severity, Span
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet
from cleanmt.text import markup
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


@pytest.fixture(autouse=True)
def uncollected() -> Iterator[None]:
    """To look for garbage takes longer than the work does, and falls where it will."""
    gc.disable()
    yield
    gc.enable()


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


def grows_with_its_size(work: Callable[[int], object], size: int) -> bool:
    """Whether work that is four times as large takes no more than nine times as long, in one of some tries."""
    before = after = float("inf")
    for _ in range(TRIES):
        before, after = min(before, seconds(work, size)), min(after, seconds(work, TIMES * size))
        if after < MOST * before:
            return True
    return False


def seconds(work: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    work(size)
    return time.process_time() - start


def test_markup_that_fixes_would_harm_is_no_worse() -> None:
    advert = Pattern(pattern=RegexText("Advert: (?=#)"), replace=Template(""))
    rule = Rule("my/advert", advert, "", CategoryName("custom/boilerplate"), Severity.MINOR, "", Applicability.SAFE)
    engine = Engine(RuleSet([rule]))

    def check(many: int) -> None:
        found = checking.check(engine, "Advert: # the mayor came.\n\n" * many, "markdown")
        assert len(found) == many
        assert all(not finding.fix for finding in found)

    assert grows_with_its_size(check, 100)


def test_what_stands_before_them_is_mended() -> None:
    advert = Pattern(pattern=RegexText("Advert: (?=#)|the (?=the )"), replace=Template(""))
    rule = Rule("my/advert", advert, "", CategoryName("custom/boilerplate"), Severity.MINOR, "", Applicability.SAFE)
    text = "It is the the end.\n\n" + "Advert: # the mayor came.\n\n" * 50
    fixed = checking.fix(Engine(RuleSet([rule])), text, Applicability.SAFE, "markdown")
    assert fixed.text == text.replace("the the", "the")


def test_fixing_is_no_worse() -> None:
    def fix(many: int) -> None:
        text = "\n\n".join(f"The the end of kyiv came in {number}." for number in range(many))
        fixed = checking.fix(ENGINE, text, Applicability.UNSAFE)
        assert fixed.text.startswith("The end of Kyiv came in 0.\n\nThe end of Kyiv came in 1.")

    assert grows_with_its_size(fix, 500)


def test_facts_of_many_fixes_are_no_worse() -> None:
    def hold(many: int) -> None:
        unit = "He went to kyiv.\n\n"
        edits = [Edit(at, at + 1, "K") for at in range(11, many * len(unit), len(unit))]
        assert facts.broken_by(Document(unit * many), edits) is None

    assert grows_with_its_size(hold, 500)


def test_copies_side_by_side_go_in_one_pass() -> None:
    line = "The president said that the war would go on for a long time yet, as he had said before.\n\n"
    fixed = checking.fix(ENGINE, line * 400, Applicability.SAFE)
    assert (fixed.text, len(fixed.applied)) == (line, 1)


def test_lines_that_are_emptied_are_no_worse() -> None:
    def close_up(many: int) -> None:
        unit = "Share\n\nText.\n\n"
        closed_up(unit * many, [Edit(at, at + 5, "") for at in range(0, many * len(unit), len(unit))])

    assert grows_with_its_size(close_up, 20_000)


def test_accepted_findings_are_no_worse() -> None:
    def set_apart(many: int) -> None:
        found = [Finding(f"my/{n}", Span(n, n + 1), "", "", Severity.MINOR, "") for n in range(many)]
        fixer.set_apart(found, [Edit(n, n, "") for n in range(many)], found)

    assert grows_with_its_size(set_apart, 2_000)


def test_stanzas_are_no_worse() -> None:
    assert grows_with_its_size(lambda many: Document("“So he said\n\n" * many).carried_marks, 20_000)


def test_comments_are_no_worse() -> None:
    def read(many: int) -> None:
        comments.silences(markup.read("<p>one</p><!-- cleanmt: ignore[my] -->\n" * many, "html"))

    assert grows_with_its_size(read, 2_000)
