"""The one door to the engine: texts of any format are checked, fixed and explained here.

What reads markup is imported when there is some, and what mends when there is something to mend.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from cleanmt.engine import plain
from cleanmt.engine.engine import Engine
from cleanmt.engine.plain import Explanation
from cleanmt.errors import told_as_bugs
from cleanmt.findings import Applicability, Finding, Span
from cleanmt.text.document import Document
from cleanmt.text.formats import Format

if TYPE_CHECKING:
    from cleanmt.engine.fixer import Accepting, Fixed


@told_as_bugs()
def check(engine: Engine, text: str, format: Format = "text") -> list[Finding]:
    """The findings in a text, at their places in it, by position, then by rule name.

    Raises SlowRuleError when a rule's pattern needs too long for one paragraph; BugError, as all of these do.
    """
    if format == "text":
        return plain.check(engine, Document(text))
    from cleanmt.engine import markup

    return markup.check(engine, text, format)


@told_as_bugs()
def fix(
    engine: Engine,
    text: str,
    level: Applicability = Applicability.SAFE,
    format: Format = "text",
    accepted: Accepting | None = None,
    only: Sequence[Span] | None = None,
) -> Fixed:
    """The text with its fixes of at least this level made, and its facts as they were; markup stays as it is.

    `accepted` says which of the text's findings are to stay, if any; with `only` no more than what touches these
    stretches of the text is mended.
    Raises SlowRuleError, and UnsettledError when fixes undo each other.
    """
    from cleanmt.engine import facts, fixer

    accepted = accepted or fixer.accepting_none
    if format != "text":
        from cleanmt.engine import markup

        return markup.fix(engine, text, format, level, accepted, only)

    document = lru_cache(maxsize=1)(Document)  # each pass asks for its text twice

    def keeps_facts(now: str, findings: Sequence[Finding]) -> bool:
        return facts.broken_by(document(now), fixer.edits_of(findings)) is None

    return fixer.fix(text, lambda now: plain.check(engine, document(now)), level, keeps_facts, accepted, only)


@told_as_bugs()
def explain(engine: Engine, text: str, span: Span, format: Format = "text") -> Explanation | None:
    """What became of every match at a place, and which rules looked there in vain; None where a reader sees nothing.

    Raises SlowRuleError.
    """
    if format == "text":
        return plain.explain(engine, Document(text), span)
    from cleanmt.engine import markup

    return markup.explain(engine, text, span, format)
