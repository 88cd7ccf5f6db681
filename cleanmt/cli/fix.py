from __future__ import annotations

from pathlib import Path

import click

from cleanmt.cli import CLEAN, ERROR, FOUND
from cleanmt.cli.options import NamedPath, baseline_options, fix_options, format_option, paths_argument
from cleanmt.cli.texts import STDIN, Texts, at_level, plural, write_bytes
from cleanmt.decisions.sieve import Sieve
from cleanmt.engine.fixer import Fixed
from cleanmt.engine.result import Result
from cleanmt.errors import FileError, RuleError
from cleanmt.files import diff as diffs
from cleanmt.files import writing
from cleanmt.files.reading import Source
from cleanmt.findings import Applicability, Finding
from cleanmt.text.formats import Format
from cleanmt.workspace.workspace import Workspace


@click.command()
@paths_argument
@fix_options
@click.option("--diff", is_flag=True, help="Print a unified diff and write nothing; exit with 1 if it is not empty.")
@click.option(
    "--review-file", metavar="FILE", type=NamedPath(dir_okay=False),
    help="Write what could be changed, at every level, to this file as JSON lines, and nothing to the texts; "
    "a person deletes lines or changes “new”, and `cleanmt apply FILE` makes what is left.",
)  # fmt: skip
@baseline_options
@format_option
@click.option("--stdin-filename", default="-", metavar="NAME",
    help="What to call standard input in a diff; as .md or .html it is read so.",
)  # fmt: skip
def fix(
    paths: tuple[Path, ...],
    workspace: Workspace,
    diff: bool,
    review_file: Path | None,
    baseline: Path | None,
    no_baseline: bool,
    given: Format | None,
    stdin_filename: str,
) -> int:
    """Repair texts: files and folders in place, - from standard input to standard output.

    Without --unsafe-fixes only what is right in every reading is changed. Numbers, dates, negations and the words of
    quotations stay, and so does what was accepted. In Markdown and HTML nothing but text is changed. A file is
    replaced whole or not at all.

    \b
    Exit code: 0; with --diff 1 if anything would change; 2 error.

    \b
    cleanmt fix --diff article.txt
    cleanmt fix --unsafe-fixes article.txt
    cleanmt fix - < article.txt > mended.txt
    cleanmt fix --review-file edits.jsonl articles/
    """
    if review_file:
        if diff or STDIN in paths:
            raise click.UsageError("--review-file goes with files, and without --diff")
        return _propose(
            Texts(paths, workspace, given=given),
            workspace,
            Sieve(None if no_baseline else workspace.baseline(baseline)),
            review_file,
        )
    texts = Texts(paths, workspace, stdin_filename, given=given)
    sieve = Sieve(None if no_baseline else workspace.baseline(baseline))
    from_stdin = STDIN in paths
    mended = uncovered = changed = 0
    left: list[Finding] = []
    with sieve.saved():
        for source in texts:
            fixed = _fixed(source, workspace, sieve, texts)
            if fixed is None:
                continue
            try:
                if fixed.edits:
                    writing.ensure_writable(source)
                if diff:
                    write_bytes(diffs.of_file(source, fixed.edits))
                elif from_stdin:
                    write_bytes(source.encoded(fixed.text) if fixed.edits else source.raw)
                elif fixed.edits:
                    writing.write(source, fixed.text)
                    sieve.carry(source.path, source.text, fixed.text, fixed.suppressed)
            except FileError as error:
                texts.say(error)
                continue
            changed += bool(fixed.edits)
            mended += len(fixed.mended)
            uncovered += fixed.uncovered
            left += fixed.left
    if from_stdin and not diff and texts.errors:
        write_bytes(texts.stdin)  # a pipe must not swallow the text
    _print_summary(mended, uncovered, changed, left, sieve.accepted, would=diff)
    if texts.errors:
        return ERROR
    return FOUND if diff and changed else CLEAN


def _fixed(source: Source, workspace: Workspace, sieve: Sieve, texts: Texts) -> Fixed | None:
    accepted = sieve.accepted_in(source.path)
    try:
        return workspace.fix(source.text, name=str(source.path), format=source.format, accepted=accepted)
    except RuleError as error:
        texts.say(error)
        return None


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


def _print_summary(
    mended: int, uncovered: int, changed: int, left: list[Finding], accepted: int, *, would: bool
) -> None:
    verb = "Would fix" if would else "Fixed"
    unsafe = at_level(left, Applicability.UNSAFE)
    notes = [plural(len(left), "issue") + " left"] if left else []
    notes += [f"{unsafe:,} of them fixable with `--unsafe-fixes`"] if unsafe else []
    notes += [f"{accepted:,} accepted"] if accepted else []
    aside = f" ({'; '.join(notes)})" if notes else ""
    more = f" and {uncovered:,} more that came to light" if uncovered else ""
    click.echo(f"{verb} {plural(mended, 'issue')}{more} in {plural(changed, 'text')}{aside}.", err=True)
