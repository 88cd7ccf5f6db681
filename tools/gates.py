"""Lists what the gates of rules (`when`, `except`, the guard of code and foreign text) kept quiet on real translations.

Run by `make gates TEXTS=folder`, for some rules by `make gates TEXTS=folder RULES="quotes names/people"`; what lies
where in the folder: `cleanmt/measure/samples.py`. Where the repairs that a gate withheld would have brought
translations nearer to a person's own, and good English has few such places, the gate is too wide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

import cleanmt
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.engine.plain import Verdict
from cleanmt.errors import CleanmtError
from cleanmt.findings import Applicability, Finding, Fix, Span
from cleanmt.measure import judging, samples
from cleanmt.measure.samples import Sample

AROUND = 30  # characters on either side of what is shown
SHOWN = 2  # places of a gate
HEARD = "speaks of this place"  # another finding does: nothing is lost


@dataclass(slots=True)
class Withheld:
    """What a gate of a rule kept quiet: how often in which corpus, and what its repairs would have done."""

    places: Counter[str] = field(default_factory=Counter)
    judged: Counter[judging.Verdict] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)


def withheld(engine: Engine, read: Iterable[Sample]) -> dict[tuple[str, str], Withheld]:
    """By rule and reason. Raises SlowRuleError."""
    gates: dict[tuple[str, str], Withheld] = defaultdict(Withheld)
    for sample in read:
        explained = checking.explain(engine, sample.text, Span(0, len(sample.text)))
        for verdict in explained.verdicts if explained else ():
            if verdict.suppressed and not verdict.suppressed.endswith(HEARD):
                _count(gates[verdict.rule.name, verdict.suppressed], sample, verdict)
    return gates


def _count(gate: Withheld, sample: Sample, verdict: Verdict) -> None:
    gate.places[sample.corpus] += 1
    span, text = verdict.match.span, sample.text
    if len(gate.shown) < SHOWN and sample.corpus != "native":
        before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
        gate.shown.append(f"{before}[[{verdict.text}]]{after}".replace("\n", " "))
    if sample.reference is not None and verdict.match.edits:
        repair = Finding(
            verdict.rule.name, span, verdict.text, "", verdict.rule.severity, "",
            Fix(tuple(verdict.match.edits), Applicability.SUGGESTION),
        )  # fmt: skip
        judgement = judging.judged(text, repair, sample.reference)
        if judgement:
            gate.judged[judgement.verdict] += 1


def told(gates: dict[tuple[str, str], Withheld]) -> Iterator[str]:
    """The gates that withheld most on translations first."""
    for (rule, reason), gate in sorted(gates.items(), key=lambda item: -_abroad(item[1])):
        if not _abroad(gate):
            continue
        yield f"{_abroad(gate):>5} in translations, {gate.places['native']:>5} in good English  {rule}: {reason}"
        if gate.judged:
            nearer, farther = gate.judged[judging.Verdict.NEARER], gate.judged[judging.Verdict.FARTHER]
            yield f"      its repairs: {nearer} nearer to a person's own, {farther} farther"
        yield from (f"      {place}" for place in gate.shown)


def _abroad(gate: Withheld) -> int:
    return gate.places["translations"] + gate.places["articles"]


@click.command()
@click.argument("texts", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("rules", nargs=-1)
def main(texts: Path, rules: tuple[str, ...]) -> None:
    """List what the gates of RULES kept quiet on TEXTS."""
    try:
        engine = Engine(cleanmt.load_rules().selected(rules))
        for line in told(withheld(engine, samples.read(texts))):
            click.echo(line)
    except CleanmtError as error:
        raise click.ClickException(str(error)) from None


if __name__ == "__main__":
    main()
