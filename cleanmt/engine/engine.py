"""Rules made ready to look at any number of texts."""

from __future__ import annotations

from cleanmt.engine.scan.scanner import Scanner, best_scanner
from cleanmt.packs.ruleset import RuleSet


class Engine:
    """Rules, and the scanner that says which of them have to look where; `checking` is where texts are given to it."""

    def __init__(self, rules: RuleSet, scanner: Scanner | None = None) -> None:
        self.rules = rules
        self.scanner = scanner or best_scanner([rule.check for rule in rules])
