from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from cleanmt import reports
from cleanmt.cli import CLEAN, ERROR, FOUND, code_of
from cleanmt.cli.options import (
    baseline_options,
    changes_since,
    check_options,
    diff_base_option,
    format_option,
    output_option,
    paths_argument,
    stdin_option,
    work_options,
)
from cleanmt.cli.texts import STDIN, Texts, at_level
from cleanmt.decisions.sieve import Sieve
from cleanmt.engine.result import Result
from cleanmt.files import writing
from cleanmt.findings import Applicability, Finding, Severity
from cleanmt.text.words import plural
from cleanmt.workspace.workspace import Workspace

if TYPE_CHECKING:
    from cleanmt.config.keys import Config
    from cleanmt.decisions.baseline import Baseline
    from cleanmt.files.git import Changes
    from cleanmt.text.formats import Format


@click.command()
@paths_argument
@check_options
@click.option(
    "--format",
    "formats",
    metavar="FORMAT[:FILE]",
    multiple=True,
    shell_complete=lambda _context, _parameter, typed: [name for name in reports.FORMATS if name.startswith(typed)],
    help=f"One of {', '.join(reports.FORMATS)}; may be given again, with files for all but one. "
    "Default: full at a terminal, else concise.",
)
@output_option
@click.option(
    "--statistics", is_flag=True,
    help="Count the findings by rule instead of listing them; a report of its own, which takes no --format.",
)  # fmt: skip
@baseline_options
@click.option("--write-baseline", is_flag=True, help="Report nothing: accept all that is found, to begin with.")
@diff_base_option
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something was found.")
@work_options
@format_option
@stdin_option
def check(
    paths: tuple[Path, ...],
    workspace: Workspace,
    formats: tuple[str, ...],
    output_file: Path | None,
    statistics: bool,
    baseline: Path | None,
    no_baseline: bool,
    write_baseline: bool,
    diff_base: str | None,
    exit_zero: bool,
    jobs: int,
    no_cache: bool,
    given: Format | None,
    stdin_filename: str,
) -> int:
    """Report the damage in texts: files, folders (*.txt), or - for standard input; the current folder by default.

    Of Markdown and HTML (*.md, *.html, when they are named) only what a reader sees is read.

    \b
    Exit code: 0 nothing found, 1 something found, 2 error, 130 interrupted.

    \b
    cleanmt check articles/
    cleanmt check --select quotes,names article.txt
    cleanmt check --format jsonl articles/ > findings.jsonl
    cleanmt check --format html:report.html --format sarif:report.sarif articles/
    cleanmt check --write-baseline articles/           from now on only new damage is reported
    cleanmt check --diff-base origin/main articles/    only what this branch wrote
    """
    if write_baseline and (no_baseline or diff_base or STDIN in paths):
        raise click.UsageError("--write-baseline goes with files, and without --no-baseline and --diff-base")
    if write_baseline and (formats or output_file or statistics):
        raise click.UsageError(
            "--write-baseline makes no report: it goes without --format, --output-file, --statistics"
        )
    if statistics and formats:
        raise click.UsageError("--statistics is a report of its own: it goes with --output-file, and without --format")
    changes = changes_since(diff_base)
    texts = Texts(paths, workspace, stdin_filename, given=given, only=changes.touch if changes else lambda _: True)
    outputs = _outputs(formats, output_file, workspace)
    texts.spare(outputs)
    sieve = Sieve(None if no_baseline or write_baseline else workspace.baseline(baseline), workspace.watched)
    tally = _Tally()
    try:
        # However the run ends, what was found is kept and no process stays behind.
        with closing(texts.results(jobs, use_cache=not no_cache)) as found:
            if write_baseline:
                _accept_all(found, workspace.baseline_to_write(baseline), workspace)
                return ERROR if texts.errors else CLEAN
            results = _reported(found, sieve, changes, workspace, paths or (Path(),), tally)
            if statistics:
                _write_statistics(results, tally, output_file)
            else:
                _write(outputs, results, workspace)
    except KeyboardInterrupt as interrupt:
        texts.say_interrupted()
        return code_of(interrupt)
    sys.stdout.flush()
    if statistics or outputs.get(None, "concise") in reports.FOR_PEOPLE:
        _print_summary(tally, texts, sieve.accepted)
    if texts.errors:
        return ERROR
    return FOUND if tally.fails and not exit_zero else CLEAN


@dataclass(slots=True)
class _Tally:
    """What is reported so far: the findings, how many were too light, and whether one of them makes the run fail."""

    findings: list[Finding] = field(default_factory=list)
    lighter: int = 0
    fails: bool = False

    def add(self, found: Sequence[Finding], config: Config) -> list[Finding]:
        """Those of a text that are grave enough."""
        least, fails_from = Severity[config.min_severity.upper()], Applicability[config.fail_on.upper()]
        reported = [finding for finding in found if finding.severity >= least]
        self.findings += reported
        self.lighter += len(found) - len(reported)
        self.fails |= any(finding.level >= fails_from for finding in reported)
        return reported


def _outputs(formats: Sequence[str], file: Path | None, workspace: Workspace) -> dict[Path | None, str]:
    """The format of each file to write; None is standard output."""
    usual = workspace.here.format or ("full" if sys.stdout.isatty() and not file else "concise")
    found: dict[Path | None, str] = {}
    for said in formats or (usual,):
        name, _, target = said.partition(":")
        if name not in reports.FORMATS:
            known = f"the formats are {', '.join(reports.FORMATS)}"
            raise click.UsageError(f"--format: '{name}' is none; {known}")
        path = Path(target) if target else file
        if path in found:
            where = f"to {path}" if path else "to standard output"
            raise click.UsageError(f"--format: only one can go {where}; give the others files, such as {name}:FILE")
        found[path] = name
    if file and file not in found:
        raise click.UsageError("--output-file is for the format that names no file")
    return found


def _write(outputs: Mapping[Path | None, str], results: Iterable[Result], workspace: Workspace) -> None:
    """One report or several in one go over the results. Raises FileError for a file that can't be written."""
    rules = reports.Rules(workspace.rule, workspace.here.rule_pages or "")
    with ExitStack() as files:
        made = [
            reports.report(name, files.enter_context(writing.replacing(path)) if path else sys.stdout, rules)
            for path, name in outputs.items()
        ]
        for result in results:
            for report in made:
                report.add(result)
        for report in made:
            report.close()


def _accept_all(results: Iterable[Result], file: Baseline, workspace: Workspace) -> None:
    """Make all these findings the baseline, and drop its unused entries."""
    from cleanmt.decisions import baseline
    from cleanmt.files import git

    sieve = Sieve(file, workspace.rules_of)
    found = [
        baseline.entry_for(file.name_of(Path(result.path)), result.document, finding)
        for result in results
        for finding in sieve.kept(result)
    ]
    kept = baseline.without(file.entries, sieve.unused())
    file.write(baseline.with_more(kept, baseline.signed(found, "baseline", git.user_name())))
    if not found and not file.path.exists():
        click.echo("Nothing is accepted: nothing was found, and no file was made.", err=True)
        return
    notes = [f"{sieve.accepted:,} before"] if sieve.accepted else []
    notes += [f"{len(sieve.unused()):,} dropped that match nothing"] if sieve.unused() else []
    aside = f" ({'; '.join(notes)})" if notes else ""
    as_now = "as it is" if len(found) == 1 else "as they are"
    click.echo(f"Accepted {plural(len(found), 'issue')} {as_now}{aside}: {file.path}", err=True)


def _reported(
    results: Iterable[Result],
    sieve: Sieve,
    changes: Changes | None,
    workspace: Workspace,
    paths: Sequence[Path],
    tally: _Tally,
) -> Iterator[Result]:
    """The results without what is accepted, old or too light, and what is accepted in vain."""
    for result in results:
        findings = sieve.kept(result)
        if changes:
            findings = [finding for finding in findings if _is_new(finding, result, changes)]
        reported = tally.add(findings, workspace.config_in(Path(result.path).parent))
        yield replace(result, findings=tuple(reported))
    for result in sieve.report(paths):
        if reported := tally.add(result.findings, workspace.here):
            yield replace(result, findings=tuple(reported))


def _is_new(finding: Finding, result: Result, changes: Changes) -> bool:
    first, _ = result.document.position(finding.span.start)
    last, _ = result.document.position(max(finding.span.start, finding.span.end - 1))
    return changes.cover(Path(result.path), first, last)


def _write_statistics(results: Iterable[Result], tally: _Tally, file: Path | None) -> None:
    """Counts by rule, when all results have come in. Raises FileError for a file that can't be written."""
    with writing.replacing(file) if file else nullcontext(sys.stdout) as out:
        for _ in results:
            pass
        _print_counts(tally.findings, out)


def _print_counts(tally: Sequence[Finding], out: TextIO) -> None:
    counts = Counter(f.rule for f in tally)
    levels = Counter((f.rule, f.level) for f in tally if f.fix)
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        known = (Applicability.SAFE, Applicability.UNSAFE)
        fixes = ", ".join(f"{levels[rule, level]:,} {level}" for level in known if levels[rule, level])
        click.echo(f"{count:>7,}  {rule}{f'  ({fixes})' if fixes else ''}", file=out)


def _print_summary(counted: _Tally, texts: Texts, accepted: int) -> None:
    tally = counted.findings
    notes = [f"{accepted:,} accepted"] if accepted else []
    notes += [f"{counted.lighter:,} lighter than asked for"] if counted.lighter else []
    aside = f" ({'; '.join(notes)})" if notes else ""
    where = f"in {plural(texts.seen, 'text')}{aside}"
    if not tally and not texts.seen and texts.errors:
        return  # what went wrong is said
    if not tally:
        click.echo(f"No issues {where}.", err=True)
        return
    click.echo(f"Found {plural(len(tally), 'issue')} {where}.", err=True)
    safe, unsafe = at_level(tally, Applicability.SAFE), at_level(tally, Applicability.UNSAFE)
    if safe:
        more = f", {unsafe:,} more with `--unsafe-fixes`" if unsafe else ""
        click.echo(f"{safe:,} can be fixed with `cleanmt fix`{more}.", err=True)
    elif unsafe:
        click.echo(f"{unsafe:,} can be fixed with `cleanmt fix --unsafe-fixes`.", err=True)
