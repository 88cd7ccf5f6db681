"""Messages say what the fix writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import cleanmt
from cleanmt.edits import applied_in
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.findings import Finding, Span
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet

# The rules whose messages say what to write.
SAYING = {
    "articles/known",
    "casing/place-names",
    "consistency/names",
    "names/countries",
    "names/people",
    "names/places",
    "names/towns",
    "numbers/dot-thousands",
    "numbers/space-thousands",
    "numbers/ungrouped",
}
_WRITTEN = re.compile(
    r"\bwrite “(?P<words>[^”]+)”|^“[^”]+” is (?P<words_>[^“”:]+) in English$|English writes (?P<name>[^“”]+)$"
)


def told(rule: Rule) -> Iterator[tuple[Finding, str]]:
    """The findings in the rule's examples that a fix mends, and what stands there then, with some words around."""
    engine = Engine(RuleSet([rule]))
    for text in (example.bad for example in rule.examples if example.bad):
        for found in checking.check(engine, text):
            if found.edits:
                around = Span(max(0, found.span.start - 60), min(len(text), found.span.end + 60))
                yield found, applied_in(text, around, found.edits)


def test_what_a_message_says_to_write_is_what_the_fix_writes() -> None:
    saying = set()
    for rule in cleanmt.load_rules():
        for found, after in told(rule):
            if says := _WRITTEN.search(found.message):
                saying.add(rule.name)
                words = says["words"] or says["words_"] or says["name"].split()[-1]  # a fix may write the last name
                assert words in after, found.message
    assert saying == SAYING


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Prime Minister Ivica Dacchić spoke.", "“Dacchić” is a foreign spelling: English writes Ivica Dačić"),
        (
            "Turkey and Turkey met Türkiye.",
            "“Türkiye”: write “Turkey”, as this text does 2 times",
        ),
        (
            "Serbia sold more to Russia, and trade between two countries grew.",
            "The text has named them: write “the two”",
        ),
        ("It fell in the the the house.", "“the” stands 3 times in a row"),
        ("It fell in the the house.", "“the” stands twice"),
    ],
)
def test_a_message(text: str, says: str) -> None:
    assert [found.message for found in cleanmt.check(text)] == [says]
