"""cleanmt finds and repairs what machine translation leaves behind in English news.

>>> import cleanmt
>>> [finding.text for finding in cleanmt.check("Repeated pleas from kyiv to defend the sky.")]
['kyiv']
>>> cleanmt.fix("Repeated pleas from kyiv to defend the sky.").text
'Repeated pleas from Kyiv to defend the sky.'

All errors that it raises on purpose are in `cleanmt.errors`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleanmt.engine.engine import Engine
    from cleanmt.engine.fixer import Fixed
    from cleanmt.engine.result import Result
    from cleanmt.findings import Finding
    from cleanmt.packs.ruleset import RuleSet
    from cleanmt.text.formats import Format
    from cleanmt.workspace.workspace import Workspace

__version__ = "0.1.0"
__all__ = ["Workspace", "check", "check_many", "fix", "load_rules"]


def load_rules(*paths: str | Path) -> RuleSet:
    """All rules that cleanmt ships, and those of further packs. Raises InvalidPackError naming file, line and key."""
    from cleanmt.packs import decoder

    return decoder.load([Path(path) for path in paths])


def check(text: str, rules: RuleSet | None = None, *, format: Format = "text") -> list[Finding]:
    """The findings in a text, in reading order. Without `rules`, the default rules look at it.

    Of Markdown and HTML (`format` "markdown", "html") only what a reader sees is checked. No configuration file counts;
    Workspace is for texts that have one. Raises SlowRuleError when a pattern of a rule takes too long.
    """
    from cleanmt.engine import checking

    return checking.check(_engine(rules), text, format)


def check_many(texts: Iterable[str | tuple[str, str]], *, jobs: int = 1, format: Format = "text") -> Iterator[Result]:
    """What the default rules find in each text, or name and text, in order; `jobs` processes, 0 is one a processor.

    Only a few texts are held at once. A text that can't be checked has an `error` in the place of findings.

    >>> [[finding.text for finding in result.findings] for result in check_many(["In kyiv.", "In Kyiv."])]
    [['kyiv'], []]
    """
    return _workspace().check_many(texts, jobs=jobs, format=format)


def fix(text: str, *, unsafe: bool = False, rules: RuleSet | None = None, format: Format = "text") -> Fixed:
    """The text with its safe fixes made, and with `unsafe` the unsafe ones too; markup stays as it is.

    Raises SlowRuleError, and UnsettledError when fixes undo each other.
    """
    from cleanmt.engine import checking
    from cleanmt.findings import Applicability

    level = Applicability.UNSAFE if unsafe else Applicability.SAFE
    return checking.fix(_engine(rules), text, level, format)


def __getattr__(name: str) -> object:
    if name == "Workspace":  # a start that only asks for the version need not load it
        from cleanmt.workspace.workspace import Workspace

        return Workspace
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _workspace() -> Workspace:
    from cleanmt.workspace.workspace import Workspace

    return Workspace(isolated=True)


def _engine(rules: RuleSet | None) -> Engine:
    """The engine of a rule set, made once."""
    if rules is None:
        return _workspace().engine()
    from cleanmt.workspace.engines import engine_of

    return engine_of(rules)
