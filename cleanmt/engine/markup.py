"""Findings and fixes of the prose, brought home to the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from cleanmt.edits import apart, applied, applied_in, around, closed_up
from cleanmt.engine import comments, facts, fixer, plain
from cleanmt.engine.engine import Engine
from cleanmt.engine.fixer import Accepting, Fixed, accepting_none
from cleanmt.engine.plain import Explanation, Verdict
from cleanmt.findings import Applicability, Edit, Finding, Fix, Span
from cleanmt.text import markup
from cleanmt.text.document import Document, overlapping
from cleanmt.text.formats import Format
from cleanmt.text.markup.prose import Prose, Reading

_BY_HAND = "mend by hand, the fix would touch the markup"
_TRIES = 20  # fixes that would harm the markup


@dataclass(frozen=True, slots=True)
class _Placed:
    """A finding at its place in the source, as it was found in the prose, and what its fix does there."""

    finding: Finding
    prose: Finding
    prose_edits: tuple[Edit, ...]

    @property
    def edits(self) -> tuple[Edit, ...]:
        return self.finding.edits


def check(engine: Engine, source: str, format: Format) -> list[Finding]:
    """The findings in the prose of a Markdown or HTML text, at their places in the source.

    A fix that can't be made between the markup is only described. Raises as checking.check does.
    """
    return _in_order(*_checked(engine, markup.read(source, format), format))


def fix(
    engine: Engine,
    source: str,
    format: Format,
    level: Applicability = Applicability.SAFE,
    accepted: Accepting = accepting_none,
    only: Sequence[Span] | None = None,
) -> Fixed:
    """The source with the fixes of at least this level made in its prose. Raises as checking.fix does."""
    prose = markup.read(source, format)
    placed: list[_Placed] = []

    def check_pass(now: str) -> list[Finding]:
        nonlocal prose, placed
        prose = markup.read(now, format)
        placed, unused = _checked(engine, prose, format)
        return _in_order(placed, unused)

    def keeps(_now: str, findings: Sequence[Finding]) -> bool:
        chosen = set(map(id, findings))  # others may make the same edits of the source
        made = [p for p in placed if id(p.finding) in chosen]
        broken = facts.broken_by(Document(prose.text), _once(p.prose_edits for p in made))
        return broken is None and _difference(prose, format, made) is None

    return fixer.fix(source, check_pass, level, keeps, accepted, only)


def explain(engine: Engine, source: str, span: Span, format: Format) -> Explanation | None:
    """What became of every match at a place of the source; None where a reader sees nothing of it."""
    prose = markup.read(source, format)
    place = prose.prose_span(span)
    if place is None:
        return None
    found = plain.explain(engine, Document(prose.text), place)
    silences = comments.silences(prose)
    final = {(finding.rule, finding.span): finding for finding in check(engine, source, format)}

    def brought_home(verdict: Verdict) -> Verdict:
        if verdict.finding is None:
            return verdict
        if _is_set_apart(prose, verdict.finding):
            return replace(verdict, finding=None, suppressed="it is a heading, an item or a cell of the page")
        home = _placed(engine, prose, format, verdict.finding).finding
        silence = next((silence for silence in silences if silence.covers(home)), None)
        if silence:
            line = source.count("\n", 0, silence.comment.source.start) + 1
            return replace(verdict, finding=None, suppressed=f"the comment in line {line} silences it")
        return replace(verdict, finding=final.get((home.rule, home.span), home))

    return Explanation(tuple(map(brought_home, found.verdicts)), found.looked)


def _in_order(placed: Iterable[_Placed], unused: Iterable[Finding]) -> list[Finding]:
    return sorted([*(p.finding for p in placed), *unused], key=lambda f: f.order)


def _once(edits: Iterable[Iterable[Edit]]) -> list[Edit]:
    """All edits in order; what several fixes do alike is done once."""
    return sorted({edit for group in edits for edit in group})


def _checked(engine: Engine, prose: Prose, format: Format) -> tuple[list[_Placed], list[Finding]]:
    """What is found and not silenced, with the fixes that leave the markup as it is; and what comments do in vain."""
    found = [finding for finding in plain.check(engine, Document(prose.text)) if not _is_set_apart(prose, finding)]
    placed = [_placed(engine, prose, format, finding) for finding in found]
    silences = comments.silences(prose)
    unused = list(comments.unused(prose, silences, [p.finding for p in placed], engine.rules))
    placed = [p for p in placed if p.finding.text and not any(silence.covers(p.finding) for silence in silences)]
    sound = set(map(id, _sound(prose, format, [p for p in placed if p.edits])))
    return [p if id(p) in sound or not p.prose_edits else _described(prose, p) for p in placed], unused


def _is_set_apart(prose: Prose, finding: Finding) -> bool:
    """Whether the finding wants a whole heading, item or cell away: those are the page's own, not left over in it."""
    return any(not block.is_line for edit in finding.edits if not edit.text for block in prose.deleted_blocks(edit))


def _placed(engine: Engine, prose: Prose, format: Format, finding: Finding) -> _Placed:
    span = prose.source_span(finding.span)
    fix = None
    prose_edits = tuple(prose.at_home(edit) for edit in finding.fix.edits) if finding.fix else ()
    if finding.fix and (edits := _source_edits(prose, format, prose_edits)):
        span = around(span, edits)
        fix = Fix(edits, _level(engine, prose, finding, finding.fix))
    text = prose.source[span.start : span.end]
    home = replace(finding, span=span, text=text, fix=fix, wrong=None)
    if finding.suggestions:
        home = _with_suggestions(prose, format, home, finding)
    return _Placed(home, finding, prose_edits)


def _with_suggestions(prose: Prose, format: Format, home: Finding, found: Finding) -> Finding:
    """The finding with its suggestions where they can replace the words; else with a message that has them."""
    place = found.wrong or found.span
    old = prose.text[place.start : place.end]
    stretches = prose.stretches(place)
    if len(stretches) == 1 and all(_ends_alike(old, new) for new in found.suggestions):
        written = tuple(markup.reader(format).written(new, prose.source) for new in found.suggestions)
        return replace(home, suggestions=written, wrong=stretches[0])
    return replace(home, suggestions=(), message=f"{found.message} ({_BY_HAND}: {_listed(found.suggestions)})")


def _ends_alike(old: str, new: str) -> bool:
    """Whether the markup beside the words means the same beside the others."""
    return bool(old and new) and all(
        (a.isalnum(), a.isspace()) == (b.isalnum(), b.isspace()) for a, b in ((old[0], new[0]), (old[-1], new[-1]))
    )


def _listed(words: Iterable[str]) -> str:
    return " or ".join(f"“{word}”" for word in words)


def _source_edits(prose: Prose, format: Format, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits of the source that make all of these; none if one of them can't be made, or stands in another's way."""
    made: list[Edit] = []
    for edit in edits:
        found = prose.source_edits(edit)
        if found is None:
            return ()
        made += [e._replace(text=markup.reader(format).written(e.text, prose.source)) for e in found]
    made.sort()
    return tuple(made) if all(a.end <= b.start for a, b in pairwise(made)) else ()


def _level(engine: Engine, prose: Prose, finding: Finding, fix: Fix) -> Applicability:
    """What the markup sets as a quotation is evidence, as between quotation marks: no words of it are touched."""
    rule = engine.rules.by_name.get(finding.rule)
    if rule and not rule.may_touch_quotations and any(overlapping(prose.quoted, e.touched) for e in fix.edits):
        return Applicability.SUGGESTION
    return fix.applicability


def _described(prose: Prose, placed: _Placed) -> _Placed:
    """The finding without a fix, but with what the words would be."""
    found = placed.prose
    mended = applied_in(prose.text, found.span, found.edits).strip()
    options = found.suggestions or ((mended,) if mended else ())
    span = prose.source_span(found.span)
    finding = replace(
        found,
        span=span,
        text=prose.source[span.start : span.end],
        message=f"{found.message} ({_BY_HAND}{': ' if options else ''}{_listed(options)})",
        fix=None,
        suggestions=(),
        wrong=None,
    )
    return _Placed(finding, found, ())


def _sound(prose: Prose, format: Format, placed: Sequence[_Placed]) -> Iterator[_Placed]:
    """Those whose fixes leave the markup as it is.

    All that don't touch are tried together; where that goes wrong, the nearest is set aside, and tried alone. Each try
    reads the whole text: where many go wrong, those after the last that was tried are not made.
    """
    rest = list(placed)
    while rest:
        together, rest = apart(rest)
        alone: list[_Placed] = []
        while together and (at := _difference(prose, format, together)) is not None:
            before = [p for p in together if p.finding.span.start < at]
            if len(alone) == _TRIES:
                together, rest = before[:-1], []
                together = together if _difference(prose, format, together) is None else []
                break
            alone.append(before[-1] if before else together[0])
            together.remove(alone[-1])
        yield from together
        yield from (p for p in alone if _difference(prose, format, [p]) is None)


def _difference(prose: Prose, format: Format, placed: Sequence[_Placed]) -> int | None:
    """Where the source with these fixes first shows anything but the mended prose between the same markup."""
    made = closed_up(prose.source, _once(p.edits for p in placed))
    deleted = [edit for edit in made if _takes_element(prose, edit)]
    wanted = prose.reading(_once(p.prose_edits for p in placed), deleted)
    found = markup.read(applied(prose.source, made), format).reading()
    places = (_first_difference(*pair) for pair in zip(wanted, found, strict=True))
    return min((at for at in places if at is not None), default=None)


def _first_difference(wanted: Reading, found: Reading) -> int | None:
    for (text, at), (other, _) in zip_longest(wanted, found, fillvalue=("\n", -1)):
        if text != other:
            return at if at >= 0 else wanted[-1][1] if wanted else 0
    return None


def _takes_element(prose: Prose, edit: Edit) -> bool:
    element = overlapping(prose.removable, edit.span)
    return not edit.text and element is not None and edit.span.contains(element)
