"""A regular expression, with small edits on its groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot
from cleanmt.fields import RegexText, Template
from cleanmt.findings import Applicability, Edit, Span
from cleanmt.text import matching, templates
from cleanmt.text.document import Document


@dataclass(frozen=True, slots=True)
class Shape:
    """One form that the damage takes, with its own edit and its own fix level."""

    pattern: RegexText  # what is looked for
    name: str = ""  # of the shape
    delete: tuple[str, ...] = ()  # groups that are taken out
    replace: Template | Mapping[str, Template] = field(default_factory=dict)  # for the whole match, or for each group
    suggest: tuple[Template, ...] = ()  # each for the group `wrong`, or where there is none, for the whole match
    fix: Applicability | None = None  # how far a repair of this shape may go, if not as far as the rule says


@dataclass(frozen=True, slots=True)
class Pattern(Check):
    """Finds each match of `pattern`, or of any of the shapes in `any`, inside one paragraph."""

    pattern: RegexText = RegexText("")  # what is looked for
    any: tuple[Shape, ...] = ()  # or several shapes of it
    delete: tuple[str, ...] = ()  # groups that are taken out
    replace: Template | Mapping[str, Template] = field(default_factory=dict)  # for the whole match, or for each group
    suggest: tuple[Template, ...] = ()  # each for the group `wrong`, or where there is none, for the whole match
    ignore_case: bool = False  # capitals and small letters are the same

    def problems(self) -> Iterator[str]:
        if bool(self.pattern) == bool(self.any):
            yield "give either 'pattern' or 'any'"
        if self.any and (self.delete or self.replace or self.suggest):
            yield "'delete', 'replace' and 'suggest' belong to the shapes in 'any'"
        for shape in self._all_shapes():
            yield from _shape_problems(shape, ignore_case=self.ignore_case)

    def signs(self) -> Signs:
        return Signs(tuple(matching.in_any_case(shape.pattern, self.ignore_case) for shape in self._all_shapes()))

    def shapes(self) -> Shapes:
        found: dict[str, Applicability | None] = {}
        for shape in self.any:
            if shape.fix is not None or shape.name not in found:
                found[shape.name] = shape.fix
        return found

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for number, shape in enumerate(self._all_shapes()):
            for spot in spots:
                if number in spot.signs:
                    expression = matching.compiled(shape.pattern, self.ignore_case)
                    for match in matching.matches(expression, document.text, spot.paragraph):
                        if match.end() > match.start():
                            yield _as_match(shape, match, document.text)

    def _all_shapes(self) -> tuple[Shape, ...]:
        own = Shape(self.pattern, "", self.delete, self.replace, self.suggest)
        return self.any or (own,)


def _as_match(shape: Shape, match: regex.Match[str], text: str) -> Match:
    groups = match.groupdict()
    edits = [Edit(*match.span(name), "") for name in shape.delete if match[name] is not None]
    if isinstance(shape.replace, str):
        edits.append(Edit(*match.span(), templates.fill(shape.replace, groups)))
    else:
        edits += [
            Edit(*match.span(name), templates.fill(t, groups))
            for name, t in shape.replace.items()
            if match[name] is not None
        ]
    trimmed = _apart(edit.trimmed(text) for edit in edits)
    wrong = Span(*match.span("wrong" if groups.get("wrong") else 0))
    return Match(
        span=Span(*match.span()),
        edits=tuple(sorted(e for e in trimmed if e.text or e.start < e.end)),
        words={name: value or "" for name, value in groups.items()},
        shape=shape.name,
        suggestions=tuple(templates.cased(templates.fill(t, groups), text, wrong.start) for t in shape.suggest),
        wrong=wrong,
    )


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Without those inside others: a group that goes takes the groups in it along."""
    found: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if not found or edit.start >= found[-1].end:
            found.append(edit)
    return found


def _shape_problems(shape: Shape, *, ignore_case: bool) -> Iterator[str]:
    where = f"shape '{shape.name}': " if shape.name else ""
    try:
        groups = set(matching.compiled(shape.pattern, ignore_case).groupindex)
    except regex.error as error:
        yield f"{where}pattern: {error}"
        return
    texts = [shape.replace] if isinstance(shape.replace, str) else list(shape.replace.values())
    named = [*shape.delete, *([] if isinstance(shape.replace, str) else shape.replace)]
    for template in (*texts, *shape.suggest):
        named += [name for name, _ in templates.fields(template)]
        for _, filter_name in templates.fields(template):
            if filter_name and filter_name not in templates.FILTERS:
                yield f"{where}unknown filter '{filter_name}'; known: {', '.join(sorted(templates.FILTERS))}"
    for name in dict.fromkeys(named):
        if name not in groups:
            yield f"{where}the pattern has no group '{name}'"
