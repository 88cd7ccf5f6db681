"""An engine as text: the rules, and what to look for in a text so that only few of them have to look at it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from zlib import crc32

from cleanmt.engine.engine import Engine
from cleanmt.engine.scan.scanner import Plan, SignScanner
from cleanmt.packs.kept import KeptRuleSet, Written
from cleanmt.packs.kept import written as rules_written
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet


def written(rules: RuleSet, plan: Plan) -> str:
    """Lines of JSON behind their checksum: contents, the words of each head, each rule, and what the rules share."""
    kept = rules_written(rules)
    everywhere = [[check, sorted(signs)] for check, signs in plan.everywhere.items()]
    contents = json.dumps([everywhere, plan.lines, plan.inside, [*plan.words], kept.names])
    text = "\n".join([contents, *plan.words.values(), *kept.rules, *kept.shared])
    return f"{crc32(text.encode())}\n{text}"


def read(image: str, known: Callable[[], Mapping[str, Rule]]) -> Engine | None:
    """The engine; None where the text is not as it was written. `known` are all rules, should somebody ask for them."""
    checksum, _, text = image.partition("\n")
    if checksum != str(crc32(text.encode())):
        return None
    contents, *lines = text.split("\n")
    everywhere, begin, inside, heads, names = json.loads(contents)
    words, rest = dict(zip(heads, lines, strict=False)), lines[len(heads) :]
    rules = KeptRuleSet(Written(names, rest[: len(names)], rest[len(names) :]), known)
    signs = {check: frozenset(some) for check, some in everywhere}
    return Engine(rules, SignScanner(Plan(signs, words, begin, inside)))
