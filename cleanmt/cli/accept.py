from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import click

from cleanmt import reports
from cleanmt.cli import CLEAN, ERROR
from cleanmt.cli.options import baseline_option, complete_rules, list_option, text_options
from cleanmt.cli.places import Place, parsed
from cleanmt.cli.texts import Texts
from cleanmt.decisions.baseline import Baseline, Sifted, by_name, entry_for, sift, signed, with_more, without
from cleanmt.decisions.sieve import Sieve
from cleanmt.engine.result import Result
from cleanmt.errors import FileError, InputError
from cleanmt.files import git, reading
from cleanmt.findings import Finding
from cleanmt.packs import own_names
from cleanmt.packs.ruleset import RuleSet, is_selected
from cleanmt.text.document import Document
from cleanmt.text.visible import visible
from cleanmt.text.words import plural
from cleanmt.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which of the issues at a place to accept, and how to sign for them."""

    rules: tuple[str, ...]
    everything: bool
    reason: str
    author: str


@click.command()
@click.argument("places", nargs=-1, metavar="[FILE:LINE[:COLUMN]]...")
@text_options
@list_option(
    "--rule", metavar="RULES", shell_complete=complete_rules,
    help="What these rules find there, comma separated; a pack will do too.",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="All that is found there.")
@click.option("--reason", default="", metavar="TEXT", help="Why this is right.")
@click.option("--author", metavar="NAME", help="Who says so; default: git's user.name.")
@click.option("--list", "show", is_flag=True, help="Show what is accepted: all, or in the texts named.")
@click.option("--prune", is_flag=True, help="Drop what matches nothing any more: in all texts, or in those named.")
@baseline_option
def accept(
    places: tuple[str, ...],
    workspace: Workspace,
    rule: tuple[str, ...],
    everything: bool,
    reason: str,
    author: str | None,
    show: bool,
    prune: bool,
    baseline: Path | None,
) -> int:
    """Accept findings: `check` no longer reports them, and `fix` leaves them alone.

    They are kept beside the texts, in cleanmt-accepted.jsonl, one a line; to take one back, delete its line. An entry
    holds as long as its sentence stays as it is; what else changes in the text does not matter. Commit the file; with
    “cleanmt-accepted.jsonl merge=union” in .gitattributes it merges without conflicts.

    \b
    cleanmt accept article.txt:12:5 --reason "the club's own name"
    cleanmt accept article.txt:12 --rule names/places
    cleanmt accept --list
    cleanmt accept --prune
    cleanmt check --write-baseline articles/     accept all there is, to begin with
    """
    if show and prune:
        raise click.UsageError("--list and --prune exclude each other")
    if not all(places):
        raise click.UsageError("a text without a name; the current folder is `.`")
    if not (show or prune or places):
        raise click.UsageError("say what to accept: FILE:LINE or FILE:LINE:COLUMN, as `cleanmt check` prints it")
    if show:
        return _list(workspace.baseline(baseline), [Path(place) for place in places])
    if prune:
        return _prune(workspace.baseline(baseline), [Path(place) for place in places], workspace)
    wanted = _Wanted(rule, everything or bool(rule), reason, git.user_name() if author is None else author)
    return _accept([parsed(place) for place in places], wanted, workspace.baseline_to_write(baseline), workspace)


def _accept(places: Sequence[Place], wanted: _Wanted, file: Baseline, workspace: Workspace) -> int:
    entries, results = file.entries, []
    for place in places:
        source = reading.read(place.path)
        name, document = file.name_of(place.path), Document(source.text)
        findings = workspace.check(source.text, name=str(place.path), format=source.format)
        sifted = sift(by_name(entries).get(name, ()), document, findings)
        _require(wanted.rules, workspace.rules(place.path))
        chosen = _chosen(place, document, sifted, wanted)
        new = [entry_for(name, document, finding) for finding in chosen]
        entries = with_more(entries, signed(new, wanted.reason, wanted.author))
        results.append(Result(place.path.as_posix(), document.text, tuple(chosen)))
    file.write(entries)
    reports.write("concise", results, sys.stdout)
    click.echo(f"Accepted {plural(sum(len(r.findings) for r in results), 'issue')}: {file.path}", err=True)
    return CLEAN


def _require(wanted: Iterable[str], rules: RuleSet) -> None:
    """Raises UnknownRuleError for selectors that name no rule, on or off."""
    RuleSet(rules.known.values()).require(name for name in wanted if name != own_names.NAME)


def _chosen(place: Place, document: Document, sifted: Sifted, wanted: _Wanted) -> Sequence[Finding]:
    """The findings to accept at the place; none if they are accepted already.

    Raises InputError where it can't tell, FileError where nothing is found.
    """
    found, already = (
        _at(place, document, [f for f in findings if is_selected(f.rule, wanted.rules, ())])
        for findings in (sifted.kept, sifted.accepted)
    )
    if not found and not already:
        who = ", ".join(wanted.rules) or "the rules of this run"
        verb = "finds" if len(wanted.rules) == 1 else "find"
        raise FileError(f"{place}: {who} {verb} nothing there; `cleanmt check {place.path}` says where")
    if not found:
        click.echo(f"{place}: accepted already", err=True)
    if len(found) > 1 and not wanted.everything:
        listed = StringIO()
        reports.write("concise", [Result(place.path.as_posix(), document.text, tuple(found))], listed)
        raise InputError(
            f"{place}: {len(found)} issues; say which by FILE:LINE:COLUMN or --rule, or --all of them\n"
            + listed.getvalue().rstrip()
        )
    return found


def _at(place: Place, document: Document, findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings that begin at the place, as reports print it; failing those, the ones that reach over it."""
    named = (place.line, place.column) if place.column else (place.line,)
    beginning = [f for f in findings if document.position(f.span.start)[: len(named)] == named]
    here = place.span_of(document)
    return beginning or [f for f in findings if f.span.overlaps(here)]


def _list(file: Baseline | None, texts: Sequence[Path]) -> int:
    if file is None:
        return _nothing()
    names = {file.name_of(path) for path in texts}
    for number, _, entry in file.lines():
        if not names or entry.path in names:
            times = f" × {entry.count}" if entry.count > 1 else ""
            who = ", ".join(filter(None, (entry.author, entry.date)))
            what = f"{entry.path}: {entry.rule} “{entry.text}”{times}"
            why = f"{entry.reason or 'no reason given'}{f' ({who})' if who else ''}"
            click.echo(visible(f"{file.path}:{number}: {what}: {why}"))
    return CLEAN


def _prune(file: Baseline | None, paths: Sequence[Path], workspace: Workspace) -> int:
    """Look at the texts again, and write the file without what they don't need."""
    if file is None:
        return _nothing()
    named = [path for name in file.by_name if (path := file.path_of(name)).exists()]
    texts, sieve = Texts(paths or named, workspace), Sieve(file, workspace.rules_of)
    for source in texts if paths or named else ():
        findings = workspace.check(source.text, name=str(source.path), format=source.format)
        sieve.kept(Result(source.path.as_posix(), source.text, tuple(findings)))
    unused = sieve.unused(paths or [Path(file.path.resolve().anchor)])
    for one in unused:
        click.echo(visible(f"{one.entry.path}: {one.entry.rule} “{one.entry.text}”"))
    file.write(without(file.entries, unused))
    click.echo(f"Dropped {plural(len(unused), 'entry', 'entries')}: {file.path}", err=True)
    return ERROR if texts.errors else CLEAN


def _nothing() -> int:
    click.echo("Nothing is accepted: there is no cleanmt-accepted.jsonl here or above.", err=True)
    return CLEAN
