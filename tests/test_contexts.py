"""What a rule finds in one of its examples it finds wherever the example stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

import cleanmt
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet

ENDS = (".", "!", "?", "”", '"')  # else it is a heading, a list or a line of a page
AROUND: dict[str, Callable[[str], str]] = {
    "a sentence before": lambda text: f"It was late. {text}",
    "paragraphs before": lambda text: f"A night on the river\n\nIt was late on Sunday.\n\n{text}",
    "text behind": lambda text: f"{text} Nobody spoke.\n\nIt was late on Sunday, and all were tired.",
}
WHOLE_LINES = {"language/untranslated-line"}  # English before it hides the line, and has to


def examples(rule: Rule) -> Iterator[str]:
    for example in (*rule.examples, *rule.check.examples()):
        text = example.bad.replace("[[", "").replace("]]", "")
        if text.endswith(ENDS) and not example.todo:
            yield text


@pytest.mark.parametrize(
    "rule", [r for r in cleanmt.load_rules() if r.evidence == "sentences"], ids=lambda rule: rule.name
)
def test_context_hides_nothing(rule: Rule) -> None:
    alone = Engine(RuleSet([rule]))
    found = {text: len(checking.check(alone, text)) for text in examples(rule)}
    hidden = [
        (name, text)
        for text, times in found.items()
        for name, put in AROUND.items()
        if len(checking.check(alone, put(text))) < times
        if rule.name not in WHOLE_LINES or name == "text behind"
    ]
    assert (hidden, any(found.values())) == ([], True)
