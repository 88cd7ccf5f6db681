"""Plain text, Markdown and HTML, checked and fixed alike. What reads markup is imported when there is some."""

from __future__ import annotations

from cleanmt.document import Document
from cleanmt.engine import Engine
from cleanmt.files import Kind
from cleanmt.findings import Applicability, Finding, Span
from cleanmt.fixer import Accepting, Fixed, accepting_none


def check(engine: Engine, document: Document, kind: Kind = "text") -> list[Finding]:
    """The findings in a text of this kind, at their places in it. Raises as Engine.check does."""
    if kind == "text":
        return engine.check(document)
    from cleanmt.markup import checking

    return checking.check(engine, document.text, kind)


def fix(
    engine: Engine,
    text: str,
    kind: Kind = "text",
    level: Applicability = Applicability.SAFE,
    accepted: Accepting = accepting_none,
) -> Fixed:
    """A text of this kind with its fixes made, as Engine.fix does, and raising as it does."""
    if kind == "text":
        return engine.fix(text, level, accepted)
    from cleanmt.markup import checking

    return checking.fix(engine, text, kind, level, accepted)


def shown(text: str, kind: Kind = "text") -> str:
    """What a reader sees of the text, and the rules do."""
    if kind == "text":
        return text
    from cleanmt import markup

    return markup.read(text, kind).text


def shown_at(text: str, kind: Kind, span: Span) -> Span | None:
    """Where a stretch of the text stands in what a reader sees; None if nothing of it does."""
    if kind == "text":
        return span
    from cleanmt import markup

    return markup.read(text, kind).prose_span(span)
