from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from cleanmt.cli import CLEAN, ERROR, FOUND, code_of
from cleanmt.cli.options import (
    baseline_options,
    format_option,
    output_option,
    paths_argument,
    stdin_option,
    text_options,
    work_options,
)
from cleanmt.cli.texts import Texts
from cleanmt.decisions.sieve import Sieve
from cleanmt.files import writing
from cleanmt.json_lines import dumped
from cleanmt.measure.score import (
    BINS,
    DIMENSIONS,
    LEVELS,
    Readability,
    Score,
    distribution,
    total,
    worst_first,
)
from cleanmt.reports import excerpt
from cleanmt.text import formats
from cleanmt.text.visible import visible
from cleanmt.text.words import plural
from cleanmt.workspace.workspace import Workspace

if TYPE_CHECKING:
    from cleanmt.text.formats import Format

_HEAD = ("Text", "Words", "Safe", "Uns.", "Sug.", "Hand", "/1,000", "Quality", "ARI", "From", "MT %")
_MENDED_BY = {
    "safe": "with a safe fix", "unsafe": "with an unsafe one", "suggestion": "with a suggestion", "by_hand": "by hand",
}  # fmt: skip
_NARROWEST = 12  # columns for the name of a text
_MANY = 10  # texts, from which on their distribution is shown
_BAR = 40  # columns of the longest bar
_NONE = "–"


@click.command()
@paths_argument
@text_options
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "json", "jsonl"]), default="table", show_default=True
)
@output_option
@click.option("--sort", type=click.Choice(["given", "worst"]), default="given", show_default=True,
    help="worst: the text of the lowest quality first.",
)  # fmt: skip
@click.option("--min-score", metavar="N", type=click.FloatRange(0, 100),
    help="Exit with 1 if the quality of a text is below N (0 to 100), and name it.",
)  # fmt: skip
@click.option("--prior", metavar="P", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=0.5,
    show_default=True, help="The share of texts that you expect to be machine-translated, before you look.",
)  # fmt: skip
@baseline_options
@work_options
@format_option
@stdin_option
def score(
    paths: tuple[Path, ...],
    workspace: Workspace,
    format_: str,
    output_file: Path | None,
    sort: str,
    min_score: float | None,
    prior: float,
    baseline: Path | None,
    no_baseline: bool,
    jobs: int,
    no_cache: bool,
    given: Format | None,
    stdin_filename: str,
) -> int:
    """Weigh texts: quality by MQM, readability, language, what they were translated from, and whether by a machine.

    Of the table: Safe, Uns., Sug., Hand are issues by what mends them (a safe fix, an unsafe one, a suggestion, a
    person alone); /1,000 is MQM's penalty in 1,000 words; ARI the automated readability index, in years of school;
    From the languages that issues betray; MT % how likely the text is machine-translated, where that can be told, or
    the language, where it is not English.

    \b
    Exit code: 0, 1 if a text is below --min-score, 2 error, 130 interrupted.

    \b
    cleanmt score articles/
    cleanmt score --sort worst --format csv -o scores.csv articles/
    cleanmt score --min-score 98 articles/
    """
    texts = Texts(paths, workspace, stdin_filename, given=given)
    texts.spare([output_file])
    sieve = Sieve(None if no_baseline else workspace.baseline(baseline))
    try:
        with closing(texts.results(jobs, use_cache=not no_cache)) as found:
            kept = (replace(result, findings=tuple(sieve.kept(result))) for result in found)
            scores = [workspace.scored(result, given or formats.of(Path(result.path)), prior) for result in kept]
    except KeyboardInterrupt as interrupt:
        texts.say_interrupted()
        return code_of(interrupt)
    if texts.errors and not scores:
        return ERROR
    with writing.replacing(output_file) if output_file else nullcontext(sys.stdout) as out:
        _WRITERS[format_](worst_first(scores) if sort == "worst" else scores, out)
    low = [s for s in scores if min_score is not None and s.quality is not None and s.quality < min_score]
    for one in low:
        click.echo(f"{_name(one)}: its quality, {one.quality:.2f}, is below {min_score:g}", err=True)
    if texts.errors:
        return ERROR
    return FOUND if low else CLEAN


# For people ----------------------------------------------------------------------------------------------------------


def _table(scores: Sequence[Score], out: TextIO) -> None:
    rows = [_HEAD, *map(_row, scores)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = shutil.get_terminal_size().columns - sum(widths[1:]) - len(widths[1:])
    name_width = min(widths[0], max(room, _NARROWEST))
    for name, *cells in rows:
        aligned = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        click.echo(" ".join((_shortened(name, name_width), *aligned)), file=out)
    for line in _totals(scores):
        click.echo("\n".join(("", *excerpt.plain(line, excerpt.width()))), file=out)
    for line in _histogram(scores) if len(scores) >= _MANY else ():
        click.echo(line, file=out)


def _row(score: Score) -> tuple[str, ...]:
    return (
        _name(score),
        f"{score.words:,}",
        *(f"{score.issues[level]:,}" for level in LEVELS),
        f"{score.penalty:.1f}",
        _shown(score.quality, ".2f"),
        _shown(score.readability and score.readability.automated_readability_index, ".1f"),
        _languages([one.language for one in score.sources]),
        _odds(score),
    )


def _name(score: Score) -> str:
    return visible(score.path)


def _odds(score: Score) -> str:
    """In per cent, and never sure; of a text in another language which it is."""
    if score.language and score.language.code != "en":
        return score.language.code
    likely = score.machine_translated
    return _NONE if likely is None else f"{min(99, max(1, round(100 * likely)))}"


def _shown(value: float | None, how: str) -> str:
    return _NONE if value is None else format(value, how)


def _languages(codes: Sequence[str]) -> str:
    """The heaviest, and how many others there are."""
    others = f"+{len(codes) - 1}" if len(codes) > 1 else ""
    return f"{codes[0]}{others}" if codes else _NONE


def _shortened(name: str, width: int) -> str:
    """The end of a path, which tells more than its beginning."""
    return (name if len(name) <= width else f"…{name[1 - width :]}").ljust(width)


def _totals(scores: Sequence[Score]) -> Iterator[str]:
    whole = total(scores)
    levels = ", ".join(f"{whole.issues[level]:,} {said}" for level, said in _MENDED_BY.items())
    yield f"{plural(whole.texts, 'text')}, {plural(whole.words, 'word')}; issues: {levels}."
    yield f"Penalty {whole.penalty:.1f} in 1,000 words, quality {_shown(whole.quality, '.2f')}."
    if whole.issues:
        counts = sorted(whole.categories.items(), key=lambda item: (-item[1], item[0]))
        yield f"By category: {', '.join(f'{count:,} {name}' for name, count in counts)}."


def _histogram(scores: Sequence[Score]) -> Iterator[str]:
    counts = distribution(scores)
    yield "\nTexts by quality"
    for (low, high), count in zip(pairwise(BINS), counts, strict=True):
        bar = "█" * -(-_BAR * count // max(1, *counts))
        yield f"{low:>5g} to {high:<5g}{count:>7,}  {bar}".rstrip()


# For programs --------------------------------------------------------------------------------------------------------


def _csv(scores: Iterable[Score], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_cells(score.to_dict()) for score in scores)


_COLUMNS = (
    *("path", "words", *LEVELS, *DIMENSIONS, "penalty", "quality", *Readability._fields),
    *("language", "confidence", "sources", "machine_translated"),
)


def _cells(told: dict[str, Any]) -> Iterator[Any]:
    """In the order of the columns; what can't be told is empty."""
    yield from (told["path"], told["words"], *told["issues"].values(), *told["categories"].values())
    yield from (told["penalty"], told["quality"])
    yield from (told["readability"] or dict.fromkeys(Readability._fields)).values()
    yield from (told["language"] or {"code": None, "confidence": None}).values()
    yield " ".join(source["language"] for source in told["sources"])
    yield told["machine_translated"]


def _json(scores: Sequence[Score], out: TextIO) -> None:
    told = {"texts": [score.to_dict() for score in scores], "total": total(scores).to_dict()}
    click.echo(json.dumps(told, indent=2, ensure_ascii=False), file=out)


def _jsonl(scores: Iterable[Score], out: TextIO) -> None:
    for score in scores:
        click.echo(dumped(score.to_dict()), file=out)


_WRITERS = {"table": _table, "csv": _csv, "json": _json, "jsonl": _jsonl}
