"""cleanmt finds and repairs what machine translation leaves behind in English news.

>>> import cleanmt
>>> [finding.text for finding in cleanmt.check("Repeated pleas from kyiv to defend the sky.")]
['kyiv']
>>> cleanmt.fix("Repeated pleas from kyiv to defend the sky.").text
'Repeated pleas from Kyiv to defend the sky.'
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleanmt.engine.fixer import Fixed
    from cleanmt.engine.plain import Engine
    from cleanmt.files.reading import Kind
    from cleanmt.findings import Finding
    from cleanmt.packs.ruleset import RuleSet

__version__ = "0.1.0"
__all__ = ["check", "fix", "load_rules"]


def load_rules(*paths: str | Path) -> RuleSet:
    """All rules that cleanmt ships, and those of further packs. Raises InvalidPackError naming file, line and key."""
    from cleanmt.packs import decoder

    return decoder.load([Path(path) for path in paths])


def check(text: str, rules: RuleSet | None = None, *, kind: Kind = "text") -> list[Finding]:
    """The findings in a text, in reading order. Without `rules`, the default rules look at it.

    Of Markdown and HTML (`kind` "markdown", "html") only what a reader sees is checked.
    """
    from cleanmt.engine import checking
    from cleanmt.text.document import Document

    return checking.check(_engine(rules), Document(text), kind)


def fix(text: str, *, unsafe: bool = False, rules: RuleSet | None = None, kind: Kind = "text") -> Fixed:
    """The text with its safe fixes made, and with `unsafe` the unsafe ones too; markup stays as it is.

    Raises UnsettledError when fixes undo each other.
    """
    from cleanmt.engine import checking
    from cleanmt.findings import Applicability

    return checking.fix(_engine(rules), text, kind, Applicability.UNSAFE if unsafe else Applicability.SAFE)


@lru_cache(maxsize=8)
def _engine(rules: RuleSet | None) -> Engine:
    """The engine of a rule set, made once."""
    from cleanmt.engine.plain import Engine

    return Engine(load_rules().selected() if rules is None else rules)
