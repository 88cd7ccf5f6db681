from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleanmt.checks import Example
from cleanmt.cli import CLEAN, FOUND
from cleanmt.cli.options import NamedPath, pack_options, rule_options, selectors_argument
from cleanmt.cli.places import parsed
from cleanmt.cli.texts import echo_json
from cleanmt.engine.plain import Verdict
from cleanmt.errors import FileError
from cleanmt.files import discovery, reading
from cleanmt.findings import UNUSED
from cleanmt.packs import own_names
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet, is_selected
from cleanmt.reports import fix_label
from cleanmt.text.document import Document
from cleanmt.text.words import plural
from cleanmt.workspace.workspace import Workspace

if TYPE_CHECKING:
    from cleanmt.measure.record import Record


@click.group()
def rules() -> None:
    """The rules: what they find, why, and whether they hold."""


# What is reported under a name that no pack has.
_IN_NO_PACK = {
    UNUSED: "An accepted finding, or a comment in Markdown or HTML that silences a rule, matches nothing any more. "
    "`cleanmt accept --prune` drops such acceptances.",
    own_names.NAME: "A spelling that your own names (`--names`, `names` in the configuration) call wrong.",
}


def _chosen(workspace: Workspace, selectors: tuple[str, ...]) -> RuleSet:
    """Of all rules those that are named; the packs of the current folder's configuration are among them."""
    return workspace.all_rules().selected(selectors)


@rules.command("list")
@selectors_argument()
@pack_options
def list_(selectors: tuple[str, ...], workspace: Workspace) -> int:
    """All rules, one a line: name, check kind, fix level, and `off` where a rule has to be selected."""
    chosen = _chosen(workspace, selectors or ("all",))
    width = max((len(rule.name) for rule in chosen), default=0)
    kinds = max((len(rule.kind) for rule in chosen), default=0)
    for rule in chosen:
        off = "" if rule.default else "  (off)"
        click.echo(f"{rule.name:<{width}}  {rule.kind:<{kinds}}  {'/'.join(map(str, rule.possible_levels))}{off}")
    return CLEAN


@rules.command()
@selectors_argument(required=True)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pack_options
def show(selectors: tuple[str, ...], format_: str, workspace: Workspace) -> int:
    """One rule (or more) explained: message, reason, fix safety, track record, examples."""
    from cleanmt.measure import record

    extra = {name: reason for name, reason in _IN_NO_PACK.items() if is_selected(name, selectors, ())}
    named = tuple(s for s in selectors if s not in _IN_NO_PACK)
    records = [(rule, record.of_rule(rule.name)) for rule in (_chosen(workspace, named) if named else ())]
    if format_ == "json":
        rows = [{"name": name, "reason": reason} for name, reason in extra.items()]
        rows += [_row(rule, figures) for rule, figures in records]
        echo_json(rows)
        return CLEAN
    for name, reason in extra.items():
        click.echo(f"{click.style(name, bold=True)}\n  {reason}\n")
    for rule, figures in records:
        click.echo("\n".join(_described(rule, figures)) + "\n")
    return CLEAN


def _row(rule: Rule, figures: Sequence[Record]) -> dict[str, Any]:
    """A rule for programs; `record` has its figures, those of the whole rule first, then those of each shape."""
    shapes = rule.check.shapes()
    return {
        "name": rule.name,
        "message": rule.message,
        "category": rule.category,
        "severity": str(rule.severity),
        "fix": {shape: str(rule.level(shape)) for shape in shapes} if shapes else str(rule.fix),
        "check": rule.kind,
        "source": rule.source,
        "default": rule.default,
        "evidence": rule.evidence,
        "path": rule.path,
        "line": rule.line,
        "reason": rule.reason,
        "fix_safety": rule.fix_safety,
        "record": [asdict(record) for record in figures],
        "examples": [{"bad": e.bad, "good": e.good} if e.bad else {"ok": e.ok} for e in rule.examples if not e.todo],
        "references": rule.references,
    }


def _described(rule: Rule, figures: Sequence[Record]) -> Iterator[str]:
    yield click.style(rule.name, bold=True)
    yield f"  {rule.message}"
    yield ""
    yield f"  Category    {rule.category}"
    yield f"  Severity    {rule.severity}"
    yield f"  Fix         {_levels(rule)}"
    yield f"  Check       {rule.kind}"
    if rule.source:
        yield f"  Source      {', '.join(rule.source)}"
    if not rule.default:
        yield f"  Off by default: select it with --select {rule.name}"
    yield f"  Defined in  {rule.path}:{rule.line}"
    for sought in rule.check.looks_for():
        yield f"  Looks for   {sought}"
    yield ""
    yield f"  Why it happens. {rule.reason}"
    if rule.fix_safety:
        yield f"  Fix safety. {rule.fix_safety}"
    if figures:
        yield f"  Track record. {figures[0]}"
    yield ""
    yield "  Examples"
    for example in rule.examples:
        yield from _example_lines(example)
    for reference in rule.references:
        yield f"  See {reference}"


def _example_lines(example: Example) -> Iterator[str]:
    known_gap = "  (known gap)" if example.todo else ""
    if example.ok:
        yield f"    right   {example.ok!r}{known_gap}"
        return
    yield f"    finds   {example.bad!r}{known_gap}"
    if example.good is not None:
        yield f"    mends   {example.good!r}"


def _levels(rule: Rule) -> str:
    if not rule.levels:
        return str(rule.fix)
    return ", ".join(f"{shape}: {level}" for shape, level in rule.levels.items())


@rules.command()
@selectors_argument()
@pack_options
@click.option(
    "--corpus", type=NamedPath(exists=True),
    help="Instead of the examples, count what each rule finds in these texts, with samples.",
)  # fmt: skip
def test(selectors: tuple[str, ...], workspace: Workspace, corpus: Path | None) -> int:
    """Run the examples of the rules; every `ok` and `good` is read by all rules.

    Exit code: 0 all hold, 1 some do not, 2 error.
    """
    from cleanmt.measure import examples

    every = workspace.all_rules()
    chosen = _chosen(workspace, selectors or ("all",))
    if corpus is not None:
        return _print_noise(chosen, corpus)
    failures = list(examples.run(chosen, every))
    for failure in failures:
        click.echo(str(failure))
    count = sum(len(rule.examples) for rule in chosen)
    click.echo(f"{plural(len(chosen), 'rule')}, {plural(count, 'example')}: {plural(len(failures), 'failure')}.")
    return FOUND if failures else CLEAN


def _print_noise(chosen: RuleSet, corpus: Path) -> int:
    from cleanmt.measure import examples

    texts = [reading.read(path) for path in discovery.find([corpus])]
    for row in examples.noise(chosen, texts):
        click.echo(f"{row.count:>6,}  {row.per_100k_words:>7.1f} in 100,000 words  {row.rule}")
        for sample in row.samples:
            click.echo(f"        {sample}")
    click.echo(f"{plural(len(texts), 'text')}, {plural(examples.words_in(texts), 'word')}.")
    return CLEAN


@rules.command()
def schema() -> int:
    """Print the JSON Schema of rule packs, for editors."""
    from cleanmt.config.schema import schema as made

    echo_json(made())
    return CLEAN


@rules.command()
@click.argument("place", metavar="FILE:LINE[:COLUMN]")
@click.option("--all", "show_all", is_flag=True, help="Name also the rules that never looked at the line.")
@rule_options
def why(place: str, show_all: bool, workspace: Workspace) -> int:
    """Which rules looked at a line, what they found, and what kept each of them quiet.

    What is found at the column, where one is given, stands first.
    """
    at = parsed(place)
    source = reading.read(at.path)
    document = Document(source.text)
    line, here = at.line_of(document), at.span_of(document)
    found = workspace.explain(source.text, line, name=str(at.path), format=source.format)
    if found is None:
        raise FileError(f"{at} shows no prose: rules don't look at it")
    click.echo(f"{at}: {source.text[line.start : line.end].strip()}\n")
    spoken = {verdict.rule.name for verdict in found.verdicts}
    for verdict in sorted(found.verdicts, key=lambda v: not (v.finding and v.finding.span.overlaps(here))):
        click.echo(_told(verdict))
    for name in sorted(found.looked - spoken):
        click.echo(f"  {name}: looked, and found nothing")
    others = sorted({rule.name for rule in workspace.rules(at.path)} - found.looked - spoken)
    if show_all:
        for name in others:
            click.echo(f"  {name}: did not look, for none of its signs stands here")
    else:
        click.echo(f"\n{plural(len(others), 'rule')} did not look: none of their signs stands here (--all names them).")
    return CLEAN


def _told(verdict: Verdict) -> str:
    shape = f" ({verdict.match.shape})" if verdict.match.shape else ""
    if not verdict.finding:
        return f"  {verdict.rule.name}{shape}: matches “{verdict.text}” and keeps quiet: {verdict.suppressed}"
    label = fix_label(verdict.finding)
    told = f"  {verdict.rule.name}{shape}: {verdict.finding.message} [{label}]"
    return click.style(told, bold=True)
