from __future__ import annotations

import tomllib
from pathlib import Path

import click

from cleanmt.cli import CLEAN, crashes
from cleanmt.cli.options import NamedPath
from cleanmt.cli.texts import progress
from cleanmt.config import starter
from cleanmt.config.keys import PYPROJECT, Config, Glob
from cleanmt.config.starter import Survey
from cleanmt.errors import FileError, RuleError
from cleanmt.files import diff as diffs
from cleanmt.files import discovery, reading, writing
from cleanmt.findings import Edit
from cleanmt.text import formats
from cleanmt.workspace.workspace import Workspace, file_in

_STDOUT = Path("-")


@click.command()
@click.argument("folder", default=Path(), type=NamedPath(exists=True, file_okay=False))
@click.option("--pyproject", is_flag=True, help="Add the table [tool.cleanmt] to the pyproject.toml of the folder.")
@click.option(
    "--output", "-o", type=NamedPath(dir_okay=False), metavar="FILE",
    help="Write this file instead of FOLDER/cleanmt.toml; - is standard output.",
)  # fmt: skip
@click.option("--diff", is_flag=True, help="Print a diff of what would be written, and write nothing.")
def init(folder: Path, pyproject: bool, output: Path | None, diff: bool) -> int:
    """Write a first configuration for the texts of a folder (by default the current one).

    The texts are looked at, 200 of them if there are more: where they lie, whose spelling of names they use, what they
    may have been translated from, which rules find most. What was seen stands there in comments, for you to decide.
    Nothing that exists is overwritten.

    \b
    cleanmt init -o -
    cleanmt init articles/
    cleanmt init --pyproject --diff
    """
    if pyproject and output not in (None, _STDOUT):
        raise click.UsageError("--pyproject says where to write: it goes with no other --output than -")
    target = output or folder / (PYPROJECT if pyproject else "cleanmt.toml")
    before = _before(target, folder, pyproject=pyproject) if target != _STDOUT else ""
    text = _joined(before, _start_file(folder), pyproject=pyproject)
    if target == _STDOUT:
        click.echo(text, nl=False)
    elif diff:
        click.echo(_diff(target, before, text), nl=False)
    else:
        _write(target, text, exists=pyproject)
    return CLEAN


def _before(target: Path, folder: Path, *, pyproject: bool) -> str:
    """What the file says now. Raises FileError where there is a configuration already."""
    there = file_in(folder) if target.parent == folder else None
    if there or (target.exists() and not pyproject):
        raise FileError(f"{there or target}: is there already, and stays; `-o -` prints what would be written")
    return reading.read(target).text if pyproject else ""


def _start_file(folder: Path) -> str:
    patterns = (f"*{suffix}" for suffix in (*formats.SUFFIXES, *formats.MARKUP))
    scope = Config(include=tuple(Glob(str(folder.absolute()), pattern) for pattern in patterns))
    texts, markup = starter.divided(discovery.find([folder], lambda _: scope))
    survey = Survey()
    engine = Workspace(isolated=True).engine()
    with progress(starter.sample(texts or markup)) as chosen:
        for path in chosen:
            try:
                survey.look_at(reading.read(path), engine)
            except (FileError, RuleError) as error:
                click.echo(f"Warning: {crashes.told(error)}", err=True)
    return starter.written(folder, texts, markup, survey)


def _joined(before: str, text: str, *, pyproject: bool) -> str:
    """The whole file. Raises FileError where the table can't stand behind what is there."""
    if not pyproject:
        return text
    gap = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
    table = f"{gap}[tool.cleanmt]\n{text}"
    joined = before + (table.replace("\n", "\r\n") if "\r\n" in before else table)
    try:
        tomllib.loads(joined)
    except tomllib.TOMLDecodeError as error:
        raise FileError(f"{PYPROJECT}: a table can't be added to it: {error}") from None
    return joined


def _diff(target: Path, before: str, text: str) -> str:
    made = diffs.unified(target.as_posix(), before, [Edit(len(before), len(before), text[len(before) :])])
    return made if before else made.replace(f"--- a/{target.as_posix()}", "--- /dev/null", 1)


def _write(target: Path, text: str, *, exists: bool) -> None:
    if exists:
        writing.write(reading.read(target), text)
    else:
        writing.create(target, text)
    click.echo(f"Wrote {target}.", err=True)
