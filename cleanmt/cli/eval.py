from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from cleanmt.cli import CLEAN
from cleanmt.cli.options import NamedPath, rule_options
from cleanmt.cli.texts import echo_json
from cleanmt.errors import FileError
from cleanmt.files import discovery, reading
from cleanmt.findings import Applicability, Finding, Span
from cleanmt.measure import evaluation, planting
from cleanmt.measure.evaluation import Evaluated, Gold, Score
from cleanmt.measure.planting import Harvest
from cleanmt.measure.references import Move, moves, read_pairs
from cleanmt.text import formats
from cleanmt.workspace.workspace import Workspace

_LEVELS = {"safe": Applicability.SAFE, "safe and unsafe": Applicability.UNSAFE}
_AROUND = 40  # characters of context on each side
_Row = dict[str, Any]


@click.command("eval")
@click.argument("gold", required=False, type=NamedPath(exists=True, dir_okay=False))
@click.option(
    "--texts",
    type=NamedPath(exists=True, file_okay=False),
    help="The folder that the annotations' file names start from; by default the one GOLD lies in.",
)
@click.option(
    "--native",
    multiple=True,
    type=NamedPath(exists=True),
    help="Texts written in English: whatever is found there is a false alarm.",
)
@click.option(
    "--reference",
    "references",
    multiple=True,
    type=NamedPath(exists=True, dir_okay=False),
    help="Translations with a person's own, a pair a line with a tab between: does fixing bring them nearer?",
)
@click.option(
    "--planted",
    type=NamedPath(exists=True, file_okay=False),
    metavar="DIR",
    help="A folder of good English: damage is planted in it, a place at a time; is it found there, and mended?",
)
@click.option("--show", is_flag=True, help="List every miss, false alarm and inexact fix in its context.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@rule_options
def evaluate(
    gold: Path | None,
    texts: Path | None,
    native: tuple[Path, ...],
    references: tuple[Path, ...],
    planted: Path | None,
    show: bool,
    format_: str,
    workspace: Workspace,
) -> int:
    """Measure the rules: on annotated texts, on good English, on translations with references, on planted damage.

    GOLD has a JSON object a line: file, start, end (code points, half-open), text, category, fix (the right text, or
    null), confidence (clear or judgement).

    \b
    cleanmt eval gold.jsonl --show
    cleanmt eval --native articles-in-english/ --select quotes
    cleanmt eval --reference outputs-and-references.tsv
    cleanmt eval --planted articles-in-english/
    """
    if not (gold or native or references or planted):
        raise click.UsageError("nothing to measure on: give GOLD.jsonl, --native, --reference or --planted")
    parts: list[_Row] = []
    if gold:
        parts += _gold_parts(list(_results(gold, texts or gold.parent, workspace)), show=show)
    if native:
        parts.append(_native_part(native, workspace, show=show))
    for level_name, level in _LEVELS.items() if references else ():
        parts.append(_reference_part(references, workspace, level_name, level, show=show))
    if planted:
        parts.append(_planted_part(planted, workspace, show=show))
    if format_ == "json":
        echo_json(parts)
    else:
        for part in parts:
            _print(part)
    return CLEAN


# Annotated texts -----------------------------------------------------------------------------------------------------


def _results(gold: Path, folder: Path, workspace: Workspace) -> Iterator[Evaluated]:
    for file, rows in sorted(evaluation.read_gold(gold).items()):
        source = reading.read(folder / file)
        findings = workspace.check(source.text, name=str(source.path), format=source.format)
        yield evaluation.evaluate(file, source.text, rows, findings)


def _gold_parts(results: list[Evaluated], *, show: bool) -> Iterator[_Row]:
    kinds: dict[str, Callable[[Gold], bool]] = {
        "all": lambda _: True,
        "clear mechanical": lambda g: g.is_clear and g.is_mechanical,
        "mechanical": lambda g: g.is_mechanical,
        "other": lambda g: not g.is_mechanical,
    }
    categories = sorted({g.category for r in results for g in r.gold})
    yield _part("Detection", "what", [("findings", _score_row(evaluation.detection(results)))])
    rows = []
    for name, wants in (*kinds.items(), *((c, _is_of(c)) for c in categories)):
        found = evaluation.detection(results, wants)
        mended = {label: evaluation.correction(results, level, wants) for label, level in _LEVELS.items()}
        row = {"gold": found.wanted, "caught": found.reached, "recall": found.recall}
        row |= {"fixable": mended["safe"].wanted}
        rows.append((name, row | {f"{label}": score.reached for label, score in mended.items()}))
    yield _part("Artifacts, and how many fixes mend exactly", "category", rows)
    yield _part(
        "Correction", "fixes", [(n, _score_row(evaluation.correction(results, lv))) for n, lv in _LEVELS.items()]
    )
    yield _part("Beyond one article", "what", [("findings", _general_row(results))])
    yield _part(
        "Rules",
        "rule",
        [
            (rule, {"findings": s.found, "false alarms": s.found - s.right, "precision": s.precision})
            for rule, s in evaluation.by_rule(results).items()
        ],
    )
    if show:
        yield _part("In context", "", [], list(_gold_places(results)))


def _general_row(results: list[Evaluated]) -> _Row:
    """How much of it rules do that were not made for one article: those that find something in two or more."""
    found, general = (evaluation.detection(r) for r in (results, evaluation.leaving_one_out(results)))
    return {
        "found": found.found,
        "by rules of two articles or more": general.found / found.found if found.found else None,
        "recall": found.recall,
        "recall by rules of another article": general.recall,
    }


def _is_of(category: str) -> Callable[[Gold], bool]:
    return lambda gold: gold.category == category


def _gold_places(results: Iterable[Evaluated]) -> Iterator[str]:
    for result in results:
        for gold in result.missed:
            sure = "" if gold.is_clear else ", judgement"
            right = "a person must decide" if gold.fix is None else f"“{gold.fix}”"
            yield f"miss         {result.file} ({gold.category}{sure}): {_context(result.text, gold.span)} → {right}"
        for finding in result.false_alarms:
            yield f"false alarm  {result.file} ({finding.rule}): {_context(result.text, finding.span)}"
        for finding in result.inexact(Applicability.UNSAFE):
            wanted = [g.fix for g in result.gold if g.span.overlaps(finding.span)]
            yield (
                f"inexact fix  {result.file} ({finding.rule}, {_level(finding)}): "
                f"{_context(result.text, finding.span)} → {_texts(finding)}, annotated {wanted}"
            )


# Good English, and references ----------------------------------------------------------------------------------------


def _native_part(paths: Iterable[Path], workspace: Workspace, *, show: bool) -> _Row:
    words, found = 0, []
    for path in discovery.find(paths):
        source = reading.read(path)
        words += len(formats.shown(source.text, source.format).split())
        here = workspace.check(source.text, name=str(path), format=source.format)
        found += [(path, source.text, finding) for finding in here]
    safe = sum(1 for _, _, f in found if f.level == Applicability.SAFE)
    per = {"false alarms": len(found), "in 10,000 words": len(found) * 10_000 / max(1, words), "safe fixes": safe}
    places = [f"false alarm  {path} ({f.rule}): {_context(text, f.span)} → {_texts(f)}" for path, text, f in found]
    return _part("Good English", "", [(f"{words:,} words", per)], places if show else [])


def _reference_part(
    paths: Iterable[Path], workspace: Workspace, name: str, level: Applicability, *, show: bool
) -> _Row:
    pairs = [pair for path in paths for pair in read_pairs(path)]
    moved = [move for move in moves(pairs, lambda text: workspace.fix(text, level)) if move]
    rules = sorted({rule for move in moved for rule in move.rules})
    rows = [("all", _moves_row(moved, len(pairs)))]
    rows += [(rule, _moves_row([m for m in moved if rule in m.rules], len(pairs))) for rule in rules]
    places = [
        f"farther  {', '.join(m.rules)} ({m.points:+.2f})\n    {m.before}\n  → {m.after}\n  = {m.reference}"
        for m in moved
        if m.is_farther
    ]
    return _part(f"Translations with references, {name} fixes", "rule", rows, places if show else [])


def _moves_row(moved: list[Move], segments: int) -> _Row:
    counts = Counter("nearer" if m.is_nearer else "farther" if m.is_farther else "as far" for m in moved)
    nearer, farther = counts["nearer"], counts["farther"]
    return {
        "changed": len(moved),
        "of segments": len(moved) / max(1, segments),
        "nearer": nearer,
        "farther": farther,
        "nearer for one farther": nearer / farther if farther else None,
    }


# Planted damage ------------------------------------------------------------------------------------------------------


def _planted_part(folder: Path, workspace: Workspace, *, show: bool) -> _Row:
    texts = [reading.read(path).text for path in discovery.find([folder])]
    if not texts:
        raise FileError(f"{folder}: no texts in this folder ({', '.join(formats.SUFFIXES)})")
    harvests = list(planting.harvests(texts, workspace.check))
    every = planting.Harvest("all", *(sum(column) for column in zip(*map(_counts, harvests), strict=True)))
    means = {
        name: planting.macro_average(getattr(h, name) for h in harvests) for name in ("found_share", "mended_share")
    }
    rows = [(h.operator, _harvest_row(h, h.found_share, h.mended_share)) for h in harvests]
    rows.append(("macro-average", _harvest_row(every, means["found_share"], means["mended_share"])))
    places = [f"missed  {h.operator}: {_context(p.damaged, p.span)}" for h in harvests for p in h.missed]
    return _part(f"Planted damage, in {len(texts):,} texts", "operator", rows, places if show else [])


def _counts(harvest: Harvest) -> tuple[int, int, int]:
    return harvest.plants, harvest.found, harvest.mended


def _harvest_row(harvest: Harvest, found: float | None, mended: float | None) -> _Row:
    plants, hits, exact = _counts(harvest)
    return {"plants": plants, "found": hits, "mended": exact, "share found": found, "share mended": mended}


# Tables --------------------------------------------------------------------------------------------------------------


def _part(title: str, first: str, rows: list[tuple[str, _Row]], places: list[str] | None = None) -> _Row:
    return {"title": title, "rows": [{first or "texts": name, **row} for name, row in rows], "places": places or []}


def _score_row(score: Score) -> _Row:
    return {
        "found": score.found,
        "right": score.right,
        "precision": score.precision,
        "recall": score.recall,
        "F0.5": score.f05,
    }


def _print(part: _Row) -> None:
    click.secho(part["title"], bold=True)
    rows = part["rows"]
    if rows:
        cells = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        for line in cells:
            shown = [line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))]
            click.echo("  " + "  ".join(shown).rstrip())
    for place in part["places"]:
        click.echo(f"  {place}")
    click.echo()


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def _context(text: str, span: Span) -> str:
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    return f"{before}[[{text[span.start : span.end]}]]{after}".replace("\n", "⏎")


def _texts(finding: Finding) -> str:
    return " | ".join(f"“{edit.text}”" for edit in finding.fix.edits) if finding.fix else "no fix"


def _level(finding: Finding) -> str:
    return str(finding.level) if finding.fix else "no fix"
