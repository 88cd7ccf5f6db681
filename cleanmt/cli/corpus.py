from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from cleanmt.cli import CLEAN, ERROR, FOUND, code_of, heed_interrupts
from cleanmt.cli.options import NamedPath, jobs_option, list_option, rule_options
from cleanmt.cli.texts import STDIN
from cleanmt.corpus.cleaning import ADDED, LONGEST, Order, wanted
from cleanmt.files import writing
from cleanmt.findings import Applicability
from cleanmt.json_lines import dumped
from cleanmt.text.words import plural
from cleanmt.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleanmt.corpus.outcome import Rejected, Tally
    from cleanmt.corpus.run import Run, Watch

_TOLD = 5  # rejected rows that are told where they go nowhere else


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=NamedPath())
@click.option("--output", "-o", metavar="FOLDER", type=NamedPath(file_okay=False),
    help="Where the files go, under the names that they have; a run that was ended goes on there.",
)  # fmt: skip
@click.option("--field", metavar="NAME", default="text", show_default=True, help="The column with the texts.")
@click.option("--id", "key", metavar="NAME", help="The column that rejected rows are told by.")
@click.option("--lines", is_flag=True, help="Each line of a file, or of standard input (-), is a text.")
@rule_options
@click.option("--level", type=click.Choice(["safe", "unsafe"]),
    help="Which fixes are made. Default: the safe ones, or as the configuration says.",
)  # fmt: skip
@list_option("--add", metavar="COLUMNS",
    help=f"Add columns called cleanmt_…: {', '.join(ADDED)}; the first two are about the text as it is written.",
)  # fmt: skip
@click.option("--check", is_flag=True, help="Write nothing: count what is found.")
@click.option("--min-score", metavar="N", type=click.FloatRange(0, 100),
    help="Leave out rows whose text, as it would be written, is of a quality below N (0 to 100).",
)  # fmt: skip
@click.option("--max-length", metavar="N", type=click.IntRange(1), default=LONGEST, show_default=True,
    help="Reject texts of more characters.",
)  # fmt: skip
@click.option("--reject", metavar="FILE", type=NamedPath(dir_okay=False),
    help="Where rows go that can't be used, as JSON lines with file, line and reason. "
    "Default: cleanmt-rejected.jsonl in the output folder.",
)  # fmt: skip
@jobs_option
def corpus(
    inputs: tuple[Path, ...],
    workspace: Workspace,
    output: Path | None,
    field: str,
    key: str | None,
    lines: bool,
    level: str | None,
    add: tuple[str, ...],
    check: bool,
    min_score: float | None,
    max_length: int,
    reject: Path | None,
    jobs: int,
) -> int:
    """Clean the texts in the rows of large files: JSON lines, CSV, TSV (plain, .gz or .zst) and Parquet.

    Files, folders and globs are read as streams and written as the same kind, in the same order; nothing changes in a
    row but its text. A row that can't be used goes to a file of its own, with the reason. A run that was killed goes
    on when the same command is given again, and gives the same bytes.

    \b
    Exit code: 0; with --check 1 if anything is found, 2 also if a row can't be used; 2 error; 130 interrupted.

    \b
    cleanmt corpus news.jsonl.gz -o clean/
    cleanmt corpus 'crawl/*.parquet' -o clean/ --field content --id url --level unsafe
    cleanmt corpus crawl/ -o clean/ --add findings,score,changed --min-score 90
    cleanmt corpus --check crawl/
    cleanmt corpus --lines - < lines.en > mended.en
    """
    from cleanmt.corpus import inputs as files
    from cleanmt.corpus.run import Run

    _ensure_sense(inputs, output, check=check, lines=lines, adds=bool(add), min_score=min_score)
    settings = workspace.settings_for(STDIN)
    wished = Applicability[level.upper()] if level else workspace.level_for(STDIN)
    order = Order(settings, None if check else wished, wanted(add), max_length, min_score)
    workspace.engine(STDIN)  # what is wrong with rules is said before anything begins
    if STDIN in inputs:
        return _filter(Run((), field, key, order, jobs), reject)
    run = Run(files.find(inputs, lines=lines), field, key, order, jobs)
    try:
        return _check(run, reject) if check else _clean(run, output or Path(), reject)
    except KeyboardInterrupt as interrupt:
        more = "" if check else "; the same command goes on from there"
        click.echo(f"\nInterrupted{more}.", err=True)
        return code_of(interrupt)


def _ensure_sense(
    inputs: tuple[Path, ...], output: Path | None, *, check: bool, lines: bool, adds: bool, min_score: float | None
) -> None:
    """Raises UsageError for what does not go together."""
    if lines and (adds or min_score is not None):
        raise click.UsageError("with --lines a line answers a line: --add and --min-score don't go with it")
    if STDIN in inputs:
        if len(inputs) > 1 or output or check or not lines:
            raise click.UsageError(
                "- (standard input) goes with --lines, and without other input, --output and --check"
            )
    elif check and (output or adds):
        raise click.UsageError("--check writes nothing: --output and --add don't go with it")
    elif not check and not output:
        raise click.UsageError("say where the files go: --output FOLDER; or --check, which writes nothing")


def _clean(run: Run, output: Path, reject: Path | None) -> int:
    from cleanmt.corpus import store
    from cleanmt.corpus.run import write

    kept = store.Store(output, reject or output / store.REJECTED)
    with _progress(run) as watch:
        tally = write(run, kept, watch)
    told = [f"{tally.written:,} written ({_details(tally)})"]
    if run.order.min_score is not None:
        told += [f"{tally.below:,} below {run.order.min_score:g}"]
    told += [f"{tally.rejected:,} rejected"]
    click.echo(f"{plural(tally.rows, 'row')}: {', '.join(told)}.", err=True)
    if tally.rejected or tally.below:
        click.echo(f"What is not written stands in {kept.rejected}, with the reasons.", err=True)
    return CLEAN


def _details(tally: Tally) -> str:
    parts = [f"{tally.changed:,} changed"]
    parts += [f"{tally.without_text:,} without text"] if tally.without_text else []
    return ", ".join(parts)


def _check(run: Run, reject: Path | None) -> int:
    from cleanmt.corpus.run import look

    with _rejecting(reject) as told, _progress(run) as watch:
        tally = look(run, told, watch)
    used = tally.rows - tally.rejected
    click.echo(f"Found {plural(tally.issues, 'issue')} in {tally.flagged:,} of {plural(used, 'row')}.", err=True)
    if tally.safe or tally.unsafe:
        click.echo(f"{tally.safe:,} can be fixed safely, {tally.unsafe:,} more with `--level unsafe`.", err=True)
    if tally.below:
        click.echo(f"{plural(tally.below, 'row')} more below {run.order.min_score:g}.", err=True)
    if tally.rejected:
        click.echo(f"{plural(tally.rejected, 'row')} can't be used.", err=True)
        return ERROR
    return FOUND if tally.issues or tally.below else CLEAN


def _filter(run: Run, reject: Path | None) -> int:
    from cleanmt.corpus.packing import Stream
    from cleanmt.corpus.run import filtered

    if sys.stdin is None:
        raise click.ClickException("standard input is closed")
    stream = sys.stdin.buffer
    with _rejecting(reject) as told:
        for data in filtered(run, Stream(stream, stream), told):
            sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return CLEAN


@contextmanager
def _rejecting(file: Path | None) -> Iterator[Callable[[Rejected], object]]:
    """Where rejected rows go: to a file, or the first few to standard error."""
    with writing.replacing(file) if file else nullcontext() as out:
        yield _Rejecting(out)


@dataclass(slots=True)
class _Rejecting:
    out: TextIO | None
    told: int = 0

    def __call__(self, row: Rejected) -> None:
        if self.out:
            self.out.write(dumped(row.to_dict()) + "\n")
        elif self.told < _TOLD:
            self.told += 1
            click.echo(f"{row.file}:{row.line}: {row.reason}", err=True)


@contextmanager
def _progress(run: Run) -> Iterator[Watch]:
    """A bar at a terminal: how much is read, how fast rows go, how long it will take."""
    began, rows = time.monotonic(), 0
    size = sum(source.path.stat().st_size for source in run.inputs)
    hidden = not sys.stderr.isatty()
    with ExitStack() as stack:
        bar = stack.enter_context(
            click.progressbar(
                length=size, label="Cleaning", file=sys.stderr, hidden=hidden, item_show_func=lambda rate: rate or ""
            )
        )

        def watch(weight: int, new: int) -> None:
            nonlocal rows
            heed_interrupts()
            rows += new
            bar.update(weight, f"{rows / max(time.monotonic() - began, 0.1):,.0f} rows/s")

        yield watch
