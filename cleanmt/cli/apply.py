from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from cleanmt.cli import CLEAN, ERROR, FOUND
from cleanmt.cli.options import plural, write_bytes
from cleanmt.decisions import proposals
from cleanmt.decisions.proposals import EditsFileError, Order
from cleanmt.decisions.sieve import Sieve, find
from cleanmt.engine import checking
from cleanmt.engine.fixer import closed_up, set_apart
from cleanmt.engine.plain import SlowRuleError
from cleanmt.files import diff as diffs
from cleanmt.files import reading
from cleanmt.files.reading import FileError, Source
from cleanmt.findings import Edit, apply_edits
from cleanmt.text.document import Document
from cleanmt.workspace.workspace import Choice


@click.command()
@click.argument("edits", type=click.Path(path_type=Path, exists=True, dir_okay=False))
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
    choice, sieve = Choice(), Sieve(find(None))
    made = written = failed = 0
    with sieve.saved():
        for source, changes in checked:
            step = closed_up(source.text, changes)
            try:
                if diff:
                    write_bytes(diffs.of_file(source, step))
                else:
                    reading.write(source, apply_edits(source.text, step))
                    if sieve.knows(source.path):
                        _carry(source, step, choice, sieve)
            except (FileError, SlowRuleError) as error:
                click.echo(f"Error: {error}", err=True)
                failed += 1
                continue
            made += len(changes)
            written += bool(changes)
    verb = "Would make" if diff else "Made"
    click.echo(f"{verb} {plural(made, 'change')} in {plural(written, 'text')}.", err=True)
    if failed:
        return ERROR
    return FOUND if diff and made else CLEAN


def _carry(source: Source, step: Sequence[Edit], choice: Choice, sieve: Sieve) -> None:
    """Let acceptances go along with their findings."""
    engine, after = choice.engine(source.path), apply_edits(source.text, step)
    before, now = (checking.check(engine, Document(text), source.kind) for text in (source.text, after))
    accepted = sieve.accepted_in(source.path)(source.text, before)
    spared, _ = set_apart(accepted, step, now)
    sieve.carry(source.path, source.text, after, spared)


def _checked(path: Path) -> list[tuple[Source, tuple[Edit, ...]]]:
    """The texts with their edits; whatever is wrong with any of them becomes the command's error."""
    try:
        orders = proposals.load(reading.read_certain(path).text, str(path))
    except (FileError, EditsFileError) as error:
        raise _nothing_written([str(error)]) from None
    texts: dict[Path, list[Order]] = {}
    for order in orders:
        texts.setdefault(Path(order.path).resolve(), []).append(order)
    checked, faults = [], []
    for of_text in texts.values():
        try:
            source = reading.read(Path(of_text[0].path))
            reading.ensure_writable(source)
            checked.append((source, proposals.edits(of_text, source.text, source.raw, str(path))))
        except (FileError, EditsFileError) as error:
            faults.append(str(error))
    if faults:
        raise _nothing_written(faults)
    return checked


def _nothing_written(faults: list[str]) -> click.ClickException:
    return click.ClickException("\n".join([*faults, "Nothing was written."]))
