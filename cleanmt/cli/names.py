from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from cleanmt.cli import CLEAN, ERROR
from cleanmt.cli.options import file_options, format_option, paths_argument
from cleanmt.cli.texts import Texts, echo_json
from cleanmt.measure.names import Name, collect, group
from cleanmt.text import formats
from cleanmt.text.formats import Format
from cleanmt.workspace.workspace import Workspace

_SHOWN = 5  # spellings of one name in the table


@click.command()
@paths_argument
@click.option("--all", "show_all", is_flag=True, help="Also the names that have one spelling, and that the right one.")
@click.option(
    "--least", type=click.IntRange(1), default=1, show_default=True, metavar="N",
    help="Only names that stand N times or more.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "json", "names"]), default="table", show_default=True,
    help="names: a file of wrong and right spellings, tab separated, to edit and to give to --names; of names that are "
    "not in the tables it asks.",
)  # fmt: skip
@format_option
@file_options
def names(
    paths: tuple[Path, ...], workspace: Workspace, show_all: bool, least: int, format_: str, given: Format | None
) -> int:
    """List the spellings of each name across texts: those that are mixed, and those that English writes otherwise.

    \b
    cleanmt names articles/
    cleanmt names --format names articles/ > our-names.tsv
    """
    texts = Texts(paths, workspace, given=given)
    spellings = collect((source.path.as_posix(), formats.shown(source.text, source.format)) for source in texts)
    found = [name for name in group(spellings, workspace.all_rules()) if name.count >= least]
    shown = [name for name in found if show_all or _is_mixed(name)]
    {"table": _table, "csv": _csv, "json": _json, "names": _names_file}[format_](shown)
    return ERROR if texts.errors else CLEAN


def _is_mixed(name: Name) -> bool:
    return len(name.spellings) > 1 or name.spellings[0].text != name.right


def _table(found: list[Name]) -> None:
    for name in found:
        click.secho(f"{name.right}{'' if name.english else '  (not in the tables)'}", bold=True)
        for spelling in name.spellings[:_SHOWN]:
            click.echo(f"{spelling.count:>7,}  in {spelling.files:>5,}  {spelling.text}  {spelling.where[0]}")
        if len(name.spellings) > _SHOWN:
            click.echo(f"         and {len(name.spellings) - _SHOWN} more")
    click.echo(f"{len(found):,} names.", err=True)


def _csv(found: list[Name]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["right", "known", "spelling", "count", "files", "example"])
    for name in found:
        for s in name.spellings:
            writer.writerow([name.right, "yes" if name.english else "no", s.text, s.count, s.files, s.where[0]])


def _json(found: list[Name]) -> None:
    rows = [
        {
            "right": name.right,
            "known": bool(name.english),
            "spellings": [
                {"text": s.text, "count": s.count, "files": s.files, "example": s.where[0]} for s in name.spellings
            ],
        }
        for name in found
    ]
    echo_json(rows)


def _names_file(found: list[Name]) -> None:
    """Only the tables know what English writes; the commonest spelling of another name may be any language's."""
    click.echo("wrong\tright")
    for name in found:
        others = [spelling for spelling in name.spellings if spelling.text != name.english]
        if name.english:
            for spelling in others:
                click.echo(f"{spelling.text}\t{name.english}")
        elif len(others) > 1:
            spellings = ", ".join(f"{spelling.text} ({spelling.count:,})" for spelling in others)
            click.echo(f"# not in the tables, which of them is right? {spellings}")
