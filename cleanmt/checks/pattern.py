"""A phrase or a regular expression, with small edits on its groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot, matches_of
from cleanmt.fields import After, Before, Phrase, Phrases, RegexText, Template
from cleanmt.findings import Applicability, Edit, Span
from cleanmt.text import matching, templates
from cleanmt.text.document import Document
from cleanmt.text.phrase import beside

_OPENS = " \n(“‘"  # before a word


@dataclass(frozen=True, slots=True)
class Damage:
    """What is looked for, a phrase or a regular expression, what stands beside it, and how it is mended."""

    pattern: RegexText = RegexText("")  # what is looked for, as an expression
    phrase: Phrase = Phrase(Phrases())  # or in words
    before: Before = Before(Phrases())  # one of these must stand before it
    after: After = After(Phrases())  # one of these must stand after it
    not_before: Before = Before(Phrases())  # none of these may stand before it
    not_after: After = After(Phrases())  # none of these may stand after it
    delete: tuple[str, ...] = ()  # groups that are taken out
    replace: Template | Mapping[str, Template] = field(default_factory=dict)  # for the whole match, or for each group
    suggest: tuple[Template, ...] = ()  # each for the group `wrong`, or where there is none, for the whole match

    @property
    def expression(self) -> str:
        return beside(
            self.phrase.expression or self.pattern,
            before=self.before.expression,
            not_before=self.not_before.expression,
            after=self.after.expression,
            not_after=self.not_after.expression,
        )


@dataclass(frozen=True, slots=True)
class Shape(Damage):
    """One form that the damage takes, with its own edit and its own fix level."""

    name: str = ""  # of the shape
    fix: Applicability | None = None  # how far a repair of this shape may go, if not as far as the rule says


@dataclass(frozen=True, slots=True)
class Pattern(Damage, Check):
    """Finds each match of `phrase` or `pattern`, or of any of the shapes in `any`, inside one paragraph."""

    any: tuple[Shape, ...] = ()  # or several shapes of it
    ignore_case: bool = False  # capitals and small letters are the same

    def problems(self) -> Iterator[str]:
        if sum(map(bool, (self.any, self.phrase, self.pattern))) != 1:
            yield "give one of 'phrase', 'pattern' and 'any'"
        if self.any and (self.delete or self.replace or self.suggest):
            yield "'delete', 'replace' and 'suggest' belong to the shapes in 'any'"
        if self.any and (self.before or self.after or self.not_before or self.not_after):
            yield "'before', 'after', 'not-before' and 'not-after' belong to the shapes in 'any'"
        for shape in self._all_shapes():
            where = f"shape '{shape.name}': " if isinstance(shape, Shape) and shape.name else ""
            for problem in _problems(shape, ignore_case=self.ignore_case):
                yield f"{where}{problem}"

    def signs(self) -> Signs:
        return Signs(tuple(matching.in_any_case(shape.expression, self.ignore_case) for shape in self._all_shapes()))

    def shapes(self) -> Shapes:
        found: dict[str, Applicability | None] = {}
        for shape in self.any:
            if shape.fix is not None or shape.name not in found:
                found[shape.name] = shape.fix
        return found

    def looks_for(self) -> Iterator[str]:
        for shape in self._all_shapes():
            if shape.phrase:
                yield f"{shape.phrase}{_beside_it(shape)}"

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for number, shape in enumerate(self._all_shapes()):
            for match in matches_of(number, shape.expression, document, spots, ignore_case=self.ignore_case):
                if match.end() > match.start():
                    yield _as_match(shape, match, document.text)

    def _all_shapes(self) -> tuple[Damage, ...]:
        return self.any or (self,)


def _beside_it(shape: Damage) -> str:
    sides = {
        "before it": shape.before,
        "not before it": shape.not_before,
        "after it": shape.after,
        "not after it": shape.not_after,
    }
    return "".join(f"; {side}: {phrases}" for side, phrases in sides.items() if phrases)


def _as_match(shape: Damage, match: regex.Match[str], text: str) -> Match:
    groups = match.groupdict()
    edits = [_cut(Span(*match.span(name)), text) for name in shape.delete if match[name] is not None]
    if isinstance(shape.replace, str):
        edits.append(Edit(*match.span(), templates.fill(shape.replace, groups)))
    else:
        edits += [
            _put(templates.fill(t, groups), Span(*match.span(name)), text)
            for name, t in shape.replace.items()
            if match[name] is not None
        ]
    trimmed = _apart(edit.trimmed(text) for edit in edits)
    wrong = Span(*match.span("wrong" if groups.get("wrong") else 0))
    return Match(
        span=Span(*match.span()),
        edits=tuple(sorted(e for e in trimmed if e.text or e.start < e.end)),
        words={name: value or "" for name, value in groups.items()},
        shape=shape.name if isinstance(shape, Shape) else "",
        suggestions=tuple(templates.cased(templates.fill(t, groups), text, wrong.start) for t in shape.suggest),
        wrong=wrong,
    )


def _put(new: str, span: Span, text: str) -> Edit:
    """In the place of a group; where that goes on at the end of what is new (`the {noun}`), the rest goes before it."""
    kept = text[span.start : span.end]
    if kept and new.endswith(kept):
        return Edit(span.start, span.start, new.removesuffix(kept))
    return Edit(span.start, span.end, new)


def _cut(span: Span, text: str) -> Edit:
    """Whole words go together with the blank after them, or if there is none, with the one before."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    if not (text[span.start : span.start + 1].isalnum() and text[span.end - 1].isalnum()):
        return Edit(span.start, span.end, "")
    if after == " " and (before in _OPENS or not before):
        return Edit(span.start, span.end + 1, "")
    return Edit(span.start - (before == " " and not after.isalnum()), span.end, "")


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Without those inside others: a group that goes takes the groups in it along."""
    found: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if not found or edit.start >= found[-1].end:
            found.append(edit)
    return found


def _problems(shape: Damage, *, ignore_case: bool) -> Iterator[str]:
    if isinstance(shape, Shape) and bool(shape.phrase) == bool(shape.pattern):
        yield "give either 'phrase' or 'pattern'"
        return
    try:
        groups = set(matching.compiled(shape.expression, ignore_case).groupindex)
    except regex.error as error:
        yield f"pattern: {error}"
        return
    texts = [shape.replace] if isinstance(shape.replace, str) else list(shape.replace.values())
    named = [*shape.delete, *([] if isinstance(shape.replace, str) else shape.replace)]
    for template in (*texts, *shape.suggest):
        named += [name for name, _ in templates.fields(template)]
        for _, filter_name in templates.fields(template):
            if filter_name and filter_name not in templates.FILTERS:
                yield f"unknown filter '{filter_name}'; known: {', '.join(sorted(templates.FILTERS))}"
    for name in dict.fromkeys(named):
        if name not in groups:
            yield f"the {'phrase' if shape.phrase else 'pattern'} has no group '{name}'"
