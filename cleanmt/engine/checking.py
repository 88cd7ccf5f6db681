"""Plain text, Markdown and HTML, checked and fixed alike. What reads markup is imported when there is some."""

from __future__ import annotations

from cleanmt.engine.fixer import Accepting, Fixed, accepting_none
from cleanmt.engine.plain import Engine
from cleanmt.files.reading import Kind
from cleanmt.findings import Applicability, Finding, Span
from cleanmt.text.document import Document


def check(engine: Engine, document: Document, kind: Kind = "text") -> list[Finding]:
    """The findings in a text of this kind, at their places in it. Raises as Engine.check does."""
    if kind == "text":
        return engine.check(document)
    from cleanmt.engine import markup

    return markup.check(engine, document.text, kind)


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
    from cleanmt.engine import markup

    return markup.fix(engine, text, kind, level, accepted)


def shown(text: str, kind: Kind = "text") -> str:
    """What a reader sees of the text, and the rules do."""
    if kind == "text":
        return text
    from cleanmt.text import markup

    return markup.read(text, kind).text


def shown_at(text: str, kind: Kind, span: Span) -> Span | None:
    """Where a stretch of the text stands in what a reader sees; None if nothing of it does."""
    if kind == "text":
        return span
    from cleanmt.text import markup

    return markup.read(text, kind).prose_span(span)
