from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleanmt.cli import CLEAN, ERROR, FOUND, code_of, heed_interrupts
from cleanmt.cli.options import (
    NamedPath,
    baseline_options,
    changes_since,
    diff_base_option,
    fix_options,
    format_option,
    jobs_option,
    paths_argument,
)
from cleanmt.cli.texts import STDIN, Texts, at_level, is_piped, tell_of, write_bytes, write_diff
from cleanmt.decisions.sieve import Sieve
from cleanmt.engine.fixer import Fixed
from cleanmt.engine.result import Result
from cleanmt.errors import FileError, RuleError
from cleanmt.files import writing
from cleanmt.files.reading import Source
from cleanmt.files.undo import Journal
from cleanmt.findings import Applicability, Finding
from cleanmt.text.document import Document
from cleanmt.text.formats import Format
from cleanmt.text.words import plural
from cleanmt.workspace.batch import Order
from cleanmt.workspace.workspace import Workspace

if TYPE_CHECKING:
    from cleanmt.files.git import Changes


@click.command()
@paths_argument
@fix_options
@click.option("--diff", is_flag=True, help="Print a unified diff and write nothing; exit with 1 if it is not empty.")
@click.option(
    "--review-file", metavar="FILE", type=NamedPath(dir_okay=False),
    help="Write what could be changed, at every level, to this file as JSON lines, and nothing to the texts; "
    "a person deletes lines or changes “new”, and `cleanmt apply FILE` makes what is left.",
)  # fmt: skip
@click.option("--backup", is_flag=True, help="Lay each text that is changed as it was beside it, as NAME.bak.")
@baseline_options
@diff_base_option
@jobs_option
@format_option
@click.option("--stdin-filename", default="-", metavar="NAME",
    help="What to call standard input in a diff; as .md or .html it is read so.",
)  # fmt: skip
def fix(
    paths: tuple[Path, ...],
    workspace: Workspace,
    diff: bool,
    review_file: Path | None,
    backup: bool,
    baseline: Path | None,
    no_baseline: bool,
    diff_base: str | None,
    jobs: int,
    given: Format | None,
    stdin_filename: str,
) -> int:
    """Repair the texts that are named: files and folders (*.txt) in place, - from standard input to standard output.

    Without --unsafe-fixes only what is right in every reading is changed. Numbers, dates, negations and the words of
    quotations stay, and so does what was accepted. In Markdown and HTML nothing but text is changed. A file is
    replaced whole or not at all; `cleanmt undo` takes the last run back.

    \b
    Exit code: 0; with --diff 1 if anything would change; 2 error; 130 interrupted.

    \b
    cleanmt fix --diff article.txt
    cleanmt fix --unsafe-fixes article.txt
    cleanmt fix .                                  all texts below this folder
    cleanmt fix - < article.txt > mended.txt
    cleanmt fix --diff-base origin/main articles/  only what this branch wrote
    cleanmt fix --review-file edits.jsonl articles/
    """
    paths = paths or _piped()
    sieve = Sieve(None if no_baseline else workspace.baseline(baseline))
    if review_file:
        if diff or backup or diff_base or STDIN in paths:
            raise click.UsageError("--review-file goes with files, and without --diff, --backup and --diff-base")
        return _propose(Texts(paths, workspace, given=given), workspace, sieve, review_file)
    if STDIN in paths and (backup or diff_base):
        raise click.UsageError("--backup and --diff-base go with files: name some")
    if diff and backup:
        raise click.UsageError("--diff writes nothing, so there is nothing to back up")
    changes = changes_since(diff_base)
    texts = Texts(paths, workspace, stdin_filename, given=given, only=changes.touch if changes else lambda _: True)
    texts.sweep()
    run = _Run(texts, workspace, sieve, changes, diff=diff, backup=backup, to_stdout=STDIN in paths)
    try:
        with sieve.saved(run.journal.keep):
            run.through(jobs)
    except KeyboardInterrupt as interrupt:
        changed = run.changed if diff else run.begun
        undo = "; `cleanmt undo` takes that back" if changed and not diff else ""
        texts.say_interrupted(f", {changed:,} {'would change' if diff else 'changed'}{undo}")
        return code_of(interrupt)
    if run.to_stdout and not diff and texts.errors:
        write_bytes(texts.stdin)  # a pipe must not swallow the text
    run.print_summary()
    if texts.errors:
        return ERROR
    return FOUND if diff and run.changed else CLEAN


def _piped() -> tuple[Path, ...]:
    """What to mend where nothing is named: no folder is ever rewritten by mistake. Raises UsageError."""
    if is_piped():
        return (STDIN,)
    raise click.UsageError(
        "say what to repair: files, folders (. is this one, with all texts below it), or - for standard input; "
        "with --diff nothing is written"
    )


@dataclass(slots=True)
class _Run:
    """One run through the texts, and what has come of it so far."""

    texts: Texts
    workspace: Workspace
    sieve: Sieve
    changes: Changes | None
    diff: bool
    backup: bool
    to_stdout: bool
    journal: Journal = field(default_factory=lambda: Journal("fix"))
    begun: int = 0  # texts that were written, or just are
    mended: int = 0
    uncovered: int = 0
    changed: int = 0
    accepted: int = 0
    left: list[Finding] = field(default_factory=list)

    def through(self, jobs: int) -> None:
        for source, fixed in self.workspace.fix_many(self._orders(), jobs):
            heed_interrupts()
            self.texts.done += 1
            if isinstance(fixed, RuleError):
                fixed.name = "" if source.path == STDIN else str(source.path)
                self.texts.say(fixed)
                continue
            try:
                if fixed.edits:
                    writing.ensure_writable(source)
                    self.texts.ensure_inside(source.path)
                self._put(source, fixed)
            except FileError as error:
                self.texts.say(error)
                continue
            self._count(fixed)

    def _orders(self) -> Iterator[Order]:
        for source in self.texts:
            only = self.changes.stretches(source.path, Document(source.text)) if self.changes else None
            yield Order(source, self.workspace.level_for(source.path), self.sieve.accepting(source.path), only)

    def _put(self, source: Source, fixed: Fixed) -> None:
        """Raises FileError."""
        if self.diff:
            write_diff(source, fixed.edits)
        elif self.to_stdout:
            write_bytes(source.encoded(fixed.text) if fixed.edits else source.raw)
        elif fixed.edits:
            with self.sieve.carrying(source.path, source.text, fixed.text, fixed.suppressed, self.journal.keep):
                writing.write(source, fixed.text, self._keep)

    def _keep(self, path: Path, before: bytes | None, after: bytes) -> None:
        if self.backup:
            writing.back_up(path, before, after)
        self.journal.keep(path, before, after)
        self.begun += 1

    def _count(self, fixed: Fixed) -> None:
        self.changed += bool(fixed.edits)
        self.mended += len(fixed.mended)
        self.uncovered += fixed.uncovered
        self.accepted += len(fixed.suppressed)
        self.left += fixed.left

    def print_summary(self) -> None:
        unsafe = at_level(self.left, Applicability.UNSAFE)
        notes = [plural(len(self.left), "issue") + " left"] if self.left else []
        notes += [f"{unsafe:,} of them fixable with `--unsafe-fixes`"] if unsafe else []
        notes += [f"{self.accepted:,} accepted"] if self.accepted else []
        aside = f" ({'; '.join(notes)})" if notes else ""
        if self.changed:
            more = f" and {self.uncovered:,} more that came to light" if self.uncovered else ""
            said = f"{'Would fix' if self.diff else 'Fixed'} {plural(self.mended, 'issue')}{more} in "
            click.echo(f"{said}{plural(self.changed, 'text')}{aside}.", err=True)
        elif self.texts.seen > self.texts.errors:
            click.echo(f"Nothing to fix in {plural(self.texts.seen, 'text')}{aside}.", err=True)
        tell_of(self.journal)


def _propose(texts: Texts, workspace: Workspace, sieve: Sieve, review_file: Path) -> int:
    from cleanmt.decisions import proposals

    if review_file == STDIN:
        raise click.UsageError("--review-file takes the name of a file: `apply` has to find it")
    if review_file.exists():
        raise FileError(
            f"{review_file}: is there already and may hold somebody's decisions; delete it or name another file"
        )
    found: list[proposals.Proposal] = []
    waiting = 0
    for source in texts:
        try:
            found_here = workspace.check(source.text, name=str(source.path), format=source.format)
            result = Result(source.path.as_posix(), source.text, tuple(found_here))
            findings = sieve.kept(result)
            if findings:
                writing.ensure_writable(source)
        except (FileError, RuleError) as error:
            texts.say(error)
            continue
        chosen, others = proposals.proposals(result.path, source.raw, result.document, findings)
        found += chosen
        waiting += others
    writing.create(review_file, "".join(f"{proposals.dump(proposal)}\n" for proposal in found))
    more = f"; left out: {waiting:,} that overlap{'s' * (waiting == 1)} with these; ask again when they are made"
    click.echo(
        f"Proposed {plural(len(found), 'edit')} in {plural(texts.seen, 'text')}{more if waiting else ''}.", err=True
    )
    return ERROR if texts.errors else CLEAN
