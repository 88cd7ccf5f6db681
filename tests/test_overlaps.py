"""One place, one finding."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleanmt
from cleanmt.checks.pattern import Pattern, Shape
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.engine.overlaps import one_a_place
from cleanmt.fields import CategoryName, RegexText, Template
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet
from cleanmt.workspace.workspace import Workspace
from tests.golden import SEEDS

SAFE, UNSAFE, SUGGESTION = Applicability.SAFE, Applicability.UNSAFE, Applicability.SUGGESTION
TEXT = "Ramzan Kadyrów met 64th. place of the NATO. NATO again"


def finding(
    words: str,
    *edits: tuple[str, str],
    level: Applicability = SUGGESTION,
    severity: Severity = Severity.MINOR,
    category: str = "",
    rule: str = "pack/rule",
) -> Finding:
    """About these words of TEXT; each edit replaces others."""
    at = TEXT.index(words)
    made = tuple(Edit(TEXT.index(old), TEXT.index(old) + len(old), new) for old, new in edits)
    return Finding(rule, Span(at, at + len(words)), words, "", severity, category, Fix(made, level) if made else None)


def heard(*findings: Finding) -> list[Finding]:
    return one_a_place(sorted(findings, key=lambda f: (f.span, f.rule)))


SURE = finding("Kadyrów", ("ów", "ov"), level=SAFE)


@pytest.mark.parametrize(
    ("kept", "dropped"),
    [
        (SURE, finding("Ramzan Kadyrów", ("Kadyrów", "Kadyrau"), severity=Severity.CRITICAL)),  # surer
        (SURE, finding("Kadyrów", ("ów", "ov"), level=UNSAFE)),
        (
            finding("NATO. NATO", ("NATO. ", ""), level=SAFE, severity=Severity.MAJOR),
            finding("the NATO. NATO again", ("O. N", " N"), level=SAFE),
        ),  # graver
        (finding("NATO. NATO", ("NATO. ", ""), level=SAFE), finding("NATO", ("NATO", "Nato"), level=SAFE)),  # longer
        (finding("64th.", (".", ""), level=SAFE), finding("64th. place")),  # what is between its words is mended
        (finding("64th", ("64th", "64."), level=SAFE), finding("4th")),
        (finding("64th. place", severity=Severity.MAJOR), finding("th. place of")),
        (
            finding("Ramzan Kadyrów met", category="accuracy/untranslated"),
            finding("Kadyrów", ("ów", "ov"), level=SAFE, severity=Severity.CRITICAL),
        ),
        (finding("64th. ", ("64th. ", ""), level=SAFE), finding("th. ", (".", ""), level=SAFE)),  # it goes as a whole
        (
            finding("NATO. NATO", (". NATO", ""), level=SAFE),
            finding("the NATO. NATO", (" NATO. NATO", "")),
        ),  # one of two
    ],
)
def test_of_two_findings_that_mean_the_same_one_is_heard(kept: Finding, dropped: Finding) -> None:
    assert heard(kept, dropped) == [kept]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SURE, finding("Kadyrów met", ("met", "saw"), level=SAFE)),  # beside each other
        (finding("64th", ("64th", "64"), level=SAFE), finding("64th. place")),  # at the edge of what is told
        (SURE, finding("Ramzan Kadyrów met 64th", ("Ramzan", "“Ramzan"), ("64th", "64th”"), level=UNSAFE)),  # inside it
        (finding("Ramzan Kadyrów met ", ("Ramzan Kadyrów met ", ""), level=UNSAFE), SURE),  # it may go, and may stay
    ],
)
def test_what_is_not_the_same_is_told_beside_each_other(one: Finding, other: Finding) -> None:
    assert len(heard(one, other)) == 2


def test_what_another_inserts_is_not_told_again() -> None:
    space = Finding("pack/space", Span(3, 5), "", "", Severity.MINOR, "", Fix((Edit(4, 4, " "),), SAFE))
    comma = Finding("pack/comma", Span(2, 4), "", "", Severity.MAJOR, "", Fix((Edit(2, 4, ",” "),), SAFE))
    mark = Finding("pack/mark", Span(3, 4), "", "", Severity.MAJOR, "", Fix((Edit(3, 4, "”"),), SAFE))
    assert one_a_place([comma, space]) == [comma]
    assert one_a_place([mark, space]) == [mark, space]


def test_whoever_is_overruled_overrules_nobody() -> None:
    first, second = finding("Ramzan Kadyrów", ("Ramzan", "R."), ("ów", "ov")), finding("Ramzan", ("Ramzan", "Ram"))
    assert heard(SURE, first, second) == [second, SURE]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Wolodymyr Selenskyj spoke.", ["names/people"]),
        ("I donâ€™t know.", ["encoding/mojibake"]),
        ("He said &quot;no&quot;.", ["encoding/mojibake"] * 2),
        ('"Owww oww oww oww oww oww oww oww oww oww oww!" she cried.', ["repetition/word"]),
        ("Pickles pickles pickles pickles pickles hopefully pickles.", ["repetition/loop"]),
        ("It fell in the the the house.", ["repetition/function-word"]),
        ("Der Bundeskanzler hat gestern „eine neue“ Regierung vorgestellt.", ["language/untranslated-line"]),
    ],
)
def test_one_place_has_one_finding(text: str, rules: list[str]) -> None:
    assert [found.rule for found in cleanmt.check(text)] == rules


def test_why_names_the_rule_that_is_heard_instead() -> None:
    text = "They are members of the NATO. NATO – Poland, for one."
    explained = checking.explain(Workspace(isolated=True).engine(), text, Span(0, len(text)))
    assert explained
    told = {verdict.rule.name: verdict.suppressed for verdict in explained.verdicts}
    assert told == {
        "broken-sentences/repeated-head": None,
        "articles/never-with": "broken-sentences/repeated-head speaks of this place",
    }


def test_a_rule_may_be_heard_in_its_own_place() -> None:
    shapes = (Shape(RegexText("cat"), replace=Template("dog")), Shape(RegexText("cat"), replace=Template("cow")))
    rule = Rule("my/cats", Pattern(any=shapes), "", CategoryName("style"), Severity.MINOR, "")
    explained = checking.explain(Engine(RuleSet([rule])), "a cat", Span(0, 5))
    assert explained
    assert [v.suppressed for v in explained.verdicts] == [None, "my/cats speaks of this place"]


@pytest.mark.parametrize("level", [SAFE, UNSAFE])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_fix_mends_as_many_as_check_says(path: Path, level: Applicability) -> None:
    text = path.read_text("utf-8")
    can_be_fixed = [f for f in cleanmt.check(text) if f.edits and f.level >= level]
    assert list(cleanmt.fix(text, unsafe=level == UNSAFE).mended) == can_be_fixed
