from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from cleanmt import kinds, reports
from cleanmt.cli import CLEAN, ERROR, FOUND
from cleanmt.cli.common import Choice, Texts, at_level, paths_argument, plural, rule_options
from cleanmt.document import Document
from cleanmt.engine import Engine, SlowRuleError
from cleanmt.findings import Applicability, Finding
from cleanmt.reports import Result


@click.command()
@paths_argument
@rule_options
@click.option(
    "--format", "format_", type=click.Choice(list(reports.FORMATS)), help="Default: full at a terminal, else concise."
)
@click.option("--statistics", is_flag=True, help="Count the findings by rule instead of listing them.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something was found.")
@click.option("--stdin-filename", default="-", metavar="NAME",
    help="What to call standard input in the report; as .md or .html it is read so.",
)  # fmt: skip
def check(
    paths: tuple[Path, ...],
    choice: Choice,
    format_: str | None,
    statistics: bool,
    exit_zero: bool,
    stdin_filename: str,
) -> int:
    """Report the damage in texts: files, folders (*.txt), or - for standard input; the current folder by default.

    Of Markdown and HTML (*.md, *.html, when they are named) only what a reader sees is read.

    \b
    Exit code: 0 nothing found, 1 something found, 2 error.

    \b
    cleanmt check articles/
    cleanmt check --select quotes,names article.txt
    cleanmt check --format jsonl articles/ > findings.jsonl
    """
    texts = Texts(paths, stdin_filename)
    made = choice.engine()
    tally: list[Finding] = []
    results = _results(texts, made, tally)
    format_ = format_ or ("full" if sys.stdout.isatty() else "concise")
    if statistics:
        for _ in results:
            pass
        _print_statistics(tally)
    else:
        reports.writer(format_)(results, sys.stdout)
    sys.stdout.flush()
    if format_ != "jsonl":
        _print_summary(tally, texts)
    if texts.errors:
        return ERROR
    return FOUND if tally and not exit_zero else CLEAN


def _results(texts: Texts, made: Engine, tally: list[Finding]) -> Iterator[Result]:
    for source in texts:
        document = Document(source.text)
        try:
            findings = kinds.check(made, document, source.kind)
        except SlowRuleError as error:
            texts.say(error)
            continue
        tally += findings
        yield Result(source.path.as_posix(), document, tuple(findings))


def _print_statistics(tally: list[Finding]) -> None:
    counts = Counter(f.rule for f in tally)
    fixable = Counter(f.rule for f in tally if f.fix and f.fix.applicability >= Applicability.UNSAFE)
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:>7,}  {rule}{f'  ({fixable[rule]:,} fixable)' if fixable[rule] else ''}")


def _print_summary(tally: list[Finding], texts: Texts) -> None:
    where = f"in {plural(texts.seen, 'text')}"
    if not tally:
        click.echo(f"No issues {where}.", err=True)
        return
    click.echo(f"Found {plural(len(tally), 'issue')} {where}.", err=True)
    safe, unsafe = at_level(tally, Applicability.SAFE), at_level(tally, Applicability.UNSAFE)
    if safe or unsafe:
        more = f"{', ' if safe else ''}{unsafe:,} more with `--unsafe-fixes`" if unsafe else ""
        click.echo(f"{f'{safe:,} can be fixed with `cleanmt fix`' if safe else ''}{more}.", err=True)
