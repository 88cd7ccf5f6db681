from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from cleanmt.cli import CLEAN, ERROR, FOUND, crashes
from cleanmt.cli.options import NamedPath
from cleanmt.cli.texts import tell_of, write_diff
from cleanmt.decisions import proposals
from cleanmt.decisions.proposals import Change
from cleanmt.decisions.sieve import Sieve
from cleanmt.edits import applied, closed_up
from cleanmt.engine.fixer import Suppressed, set_apart
from cleanmt.errors import FileError, ProposalsError, RuleError
from cleanmt.files import reading, writing
from cleanmt.files.reading import Source
from cleanmt.files.undo import Journal
from cleanmt.findings import Edit
from cleanmt.text.words import plural
from cleanmt.workspace.workspace import Workspace

_NOTHING = "Nothing was written."


@click.command()
@click.argument("edits", type=NamedPath(exists=True, dir_okay=False))
@click.option("--diff", is_flag=True, help="Print a unified diff and write nothing; exit with 1 if it is not empty.")
def apply(edits: Path, diff: bool) -> int:
    """Make the edits of a file that `cleanmt fix --review-file EDITS` wrote and a person has gone through.

    Delete the lines that you don't want; where you want other words, change “new” (and nothing else). Some lines list
    “others” that could stand there too. The paths in the file count from the current folder.

    All lines and all texts are checked before any text is written. Is a line malformed, has a text changed since, or
    do two lines change the same words, then nothing is written. Applying the same file twice is such an error.

    \b
    Exit code: 0; with --diff 1 if anything would change; 2 error.

    \b
    cleanmt fix --review-file edits.jsonl articles/
    cleanmt apply --diff edits.jsonl
    cleanmt apply edits.jsonl
    """
    checked = _checked(edits)
    workspace = Workspace()
    sieve, journal = Sieve(workspace.baseline()), Journal("apply")
    made = written = failed = 0
    with sieve.saved(journal.keep):
        for source, edits_ in checked:
            step = closed_up(source.text, edits_)
            try:
                if diff:
                    write_diff(source, step)
                else:
                    after = applied(source.text, step)
                    suppressed = _suppressed(source, step, after, workspace, sieve)
                    with sieve.carrying(source.path, source.text, after, suppressed, journal.keep):
                        writing.write(source, after, journal.keep)
            except (FileError, RuleError) as error:
                click.echo(f"Error: {crashes.told(error)}", err=True)
                failed += 1
                continue
            made += len(edits_)
            written += bool(edits_)
    verb = "Would make" if diff else "Made"
    click.echo(f"{verb} {plural(made, 'change')} in {plural(written, 'text')}.", err=True)
    tell_of(journal)
    if failed:
        return ERROR
    return FOUND if diff and made else CLEAN


def _suppressed(source: Source, step: Sequence[Edit], after: str, workspace: Workspace, sieve: Sieve) -> Suppressed:
    """What is accepted in a text, and what becomes of it by the step."""
    if not sieve.knows(source.path):
        return ()
    before, now = (workspace.check(text, name=str(source.path), format=source.format) for text in (source.text, after))
    accepted = sieve.accepting(source.path)(source.text, before)
    suppressed, _ = set_apart(accepted, step, now)
    return suppressed


def _checked(path: Path) -> list[tuple[Source, tuple[Edit, ...]]]:
    """The texts with their edits; whatever is wrong with any of them becomes the command's error."""
    try:
        changes = proposals.load(reading.read_certain(path).text, str(path))
    except (FileError, ProposalsError) as error:
        raise ProposalsError(f"{error}\n{_NOTHING}") from None
    texts: dict[Path, list[Change]] = {}
    for change in changes:
        texts.setdefault(Path(change.path).resolve(), []).append(change)
    checked, faults = [], []
    for of_text in texts.values():
        try:
            source = reading.read(Path(of_text[0].path))
            writing.ensure_writable(source)
            checked.append((source, proposals.edits(of_text, source.text, source.raw, str(path))))
        except (FileError, ProposalsError) as error:
            faults.append(str(error))
    if faults:
        raise ProposalsError("\n".join([*faults, _NOTHING]))
    return checked
