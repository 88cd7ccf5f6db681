from __future__ import annotations

from pathlib import Path

import click

from cleanmt.cli import CLEAN, ERROR, crashes
from cleanmt.errors import FileError
from cleanmt.files import undo as journal
from cleanmt.files.undo import Run
from cleanmt.text.words import plural


@click.command()
@click.option("--list", "show", is_flag=True, help="Show what can be taken back, in all folders, and change nothing.")
def undo(show: bool) -> int:
    """Take back what the last `fix`, `apply` or `review` that was started in this folder wrote.

    Given again, it takes the run before that back. Runs are kept for a month, in the folder for the state of programs
    (Linux: ~/.local/state/cleanmt): of each 256 MB of texts, of all a gigabyte. A text that was changed since stays as
    it is, and what it was is laid beside it, as NAME.before.

    \b
    Exit code: 0; 2 error, also when there is nothing to take back.

    \b
    cleanmt undo
    cleanmt undo --list
    """
    known = journal.runs()
    if show:
        for one in known:
            click.echo(f"{one.time}  {one.command:<6}  {plural(len(one.texts), 'text')} from {one.folder}")
        if not known:
            click.echo("No run is kept.", err=True)
        return CLEAN
    run = next((one for one in known if one.folder == Path.cwd()), None)
    if run is None:
        elsewhere = f"; the last one was started in {known[0].folder}" if known else ""
        raise FileError(f"nothing to take back: no run that was started in this folder is kept{elsewhere}")
    return _taken_back(run)


def _taken_back(run: Run) -> int:
    failed: list[FileError] = []
    restored = run.take_back(failed.append)
    for error in failed:
        click.echo(f"Error: {crashes.told(error)}", err=True)
    click.echo(f"Took back {plural(restored, 'text')} that `cleanmt {run.command}` changed ({run.time}).", err=True)
    return ERROR if failed else CLEAN
