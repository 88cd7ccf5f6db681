"""Pages that are made of the code and the packs when the site is built: commands, configuration, and each rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, cast, get_args, get_origin, get_type_hints

import click
from babel import Locale

import cleanmt
from cleanmt.checks import Example, Match, Spot
from cleanmt.checks.senses import Senses
from cleanmt.cli import cli
from cleanmt.config.keys import Config
from cleanmt.measure import record
from cleanmt.measure.record import Record
from cleanmt.packs import categories
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet
from cleanmt.reports import FORMATS
from cleanmt.tables import Table
from cleanmt.text.document import Document
from tools import rule_language
from tools.markdown_text import cell, part_of_cell, prose

ROOT = Path(__file__).parent.parent


def on_files(files: Any, config: Any) -> Any:
    """MkDocs asks this for the files of the site."""
    from mkdocs.structure.files import File  # only the site needs it

    for name, text in pages().items():
        files.append(File.generated(config, name, content=text))
    return files


@cache
def pages() -> dict[str, str]:
    """The text of each generated page by its name."""
    rules = cleanmt.load_rules()
    return {
        "reference/commands.md": "\n".join(_commands()),
        "reference/configuration.md": "\n".join(_configuration()),
        "reference/formats.md": "\n".join(_formats()),
        "reference/rules.md": "\n".join(rule_language.page(rules)),
        "reference/senses.md": "\n".join(_senses(rules.by_name[_SENSES])),
        "rules/index.md": "\n".join(_index(rules)),
        "contributing.md": (ROOT / "CONTRIBUTING.md").read_text("utf-8"),
        "changelog.md": (ROOT / "CHANGELOG.md").read_text("utf-8"),
        **{f"rules/{rule.name}.md": "\n".join(_rule(rule)) for rule in rules},
    }


# Rules ---------------------------------------------------------------------------------------------------------------


def _index(rules: RuleSet) -> Iterator[str]:
    yield "# Rules\n"
    yield f"{len(rules)} rules in {len({rule.pack for rule in rules})} packs. What a fix may do: see"
    yield "[how far a repair goes](../index.md#how-far-a-repair-goes).\n"
    for pack, members in groupby(rules, key=lambda rule: rule.pack):
        yield f"## {pack}\n"
        yield "| rule | says | fix |\n|---|---|---|"
        for rule in members:
            off = "" if rule.default else " (off by default)"
            yield f"| [{rule.name}]({rule.name}.md) | {cell(_said(rule))} | {_levels(rule)}{off} |"
        yield ""


def _rule(rule: Rule) -> Iterator[str]:
    yield f"# {rule.name}\n\n{prose(_said(rule))}\n"
    yield "| what | value |\n|---|---|"
    yield f"| category | `{rule.category}` ({categories.of(rule.category).label}) |"
    yield f"| severity | {rule.severity} |"
    yield f"| fix | {_levels(rule)} |"
    if rule.source:
        yield f"| translated from | {', '.join(rule.source)} |"
    if not rule.default:
        yield f"| off by default | `--extend-select {rule.name}` |"
    yield f"\n## Why it happens\n\n{prose(rule.reason)}\n"
    if rule.fix_safety:
        yield f"## How safe the fix is\n\n{prose(rule.fix_safety)}\n"
    yield from _figures(rule)
    if sought := [*rule.check.looks_for()]:
        yield "## What it looks for\n\nIn [phrases](../../reference/phrases.md):\n"
        yield "\n".join(["```text", *sought, "```\n"])
    yield "## Examples\n"
    yield from _examples(rule.examples)
    yield "\n## How to silence it\n"
    yield "In one place: `cleanmt accept FILE:LINE`. In a text, a folder or everywhere, in `cleanmt.toml`:\n"
    yield f'```toml\nignore = ["{rule.name}"]\nper-path-ignores."sport/" = ["{rule.name}"]\n```\n'
    yield f"In Markdown and HTML also `<!-- cleanmt: ignore[{rule.name}] why -->`. Words that are right: `accept`.\n"
    if rule.references:
        yield "## See also\n"
        yield from (f"- {prose(reference)}" for reference in rule.references)


def _figures(rule: Rule) -> Iterator[str]:
    """The track record: of the whole rule in a sentence, of its shapes in a table."""
    records = record.of_rule(rule.name)
    yield from (f"## What it did on real texts\n\n{prose(str(whole))}\n" for whole in records[:1])
    if shapes := records[1:]:
        yield "| form of the damage | fix | in good English | in translations | nearer | farther | in articles |"
        yield "|---|---|---|---|---|---|---|"
        for one in shapes:
            figures = one.native, one.translated, one.nearer, one.farther, one.article_findings
            yield f"| {cell(one.shape)} | {rule.level(one.shape)} | {' | '.join(f'{f:,}' for f in figures)} |"
        yield ""


def _examples(examples: Iterable[Example]) -> Iterator[str]:
    shown = [example for example in examples if not example.todo]
    found = [example for example in shown if example.bad][:_MOST]
    left = [example for example in shown if example.ok][:_MOST]
    if found:
        yield "| found | mended |\n|---|---|"
        yield from (f"| {_marked(e)} | {cell(e.good or 'a person decides')} |" for e in found)
    if left:
        yield "\nLeft alone:\n"
        yield from (f"- {cell(example.ok)}" for example in left)


_MOST = 12  # examples of a kind


def _marked(example: Example) -> str:
    span = example.marked
    if span is None:
        return cell(example.bad)
    before, inside, after = example.bad[: span.start], example.bad[span.start : span.end], example.bad[span.end :]
    return f"{part_of_cell(before)}<mark>{part_of_cell(inside)}</mark>{part_of_cell(after)}"


def _said(rule: Rule) -> str:
    return re.sub(r"\{([\w-]+)(?:\|[\w-]+)?\}", r"…", rule.message)


def _levels(rule: Rule) -> str:
    return ", ".join(map(str, rule.possible_levels))


# Wrong senses --------------------------------------------------------------------------------------------------------

_SENSES = "false-friends/senses"


def _senses(rule: Rule) -> Iterator[str]:
    data = cast("Senses", rule.check).data
    rows = [(row, _found_in(replace(data, rows=(row,)))) for row in data.rows]
    languages = sorted({code for row, _ in rows for code in row["languages"].split("|")}, key=_language)
    yield "# Wrong senses by language\n"
    yield f"{len(rows)} words and formulas that are taken for the English that looks alike,"
    yield f"or rendered part by part. [{rule.name}](../rules/{rule.name}.md) finds them where the words near them leave"
    yield "that reading. What stands under several languages is one entry, which betrays any of them.\n"
    for code in languages:
        yield f"## {_language(code)}\n\n`--source {code}` looks for these.\n"
        yield "| word | wrong English | right |\n|---|---|---|"
        mine = [entry for entry in rows if code in entry[0]["languages"].split("|")]
        for row, match in sorted(mine, key=lambda entry: entry[0]["word"].casefold()):
            shown = _marked(Example(bad=row["bad"], marked=match.span))
            yield f"| {cell(row['word'])} | {shown} | {cell(match.words['right'])} |"
        yield ""


def _found_in(data: Table) -> Match:
    """What the one row of a table finds in its own example."""
    document = Document(data.rows[0]["bad"])
    spots = [Spot(paragraph, frozenset({0})) for paragraph in document.paragraphs]
    return next(Senses(data).find(document, spots))


def _language(code: str) -> str:
    return str(Locale("en").languages[code])


# Commands and configuration ------------------------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    yield from _command(cli, click.Context(cli, info_name="cleanmt"))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    context.terminal_width = context.max_content_width = 84
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            member = command.get_command(context, name)
            if member:
                yield from _command(member, click.Context(member, info_name=name, parent=context))


def _configuration() -> Iterator[str]:
    yield "# Configuration\n"
    yield "`cleanmt.toml`, `.cleanmt.toml`, or `[tool.cleanmt]` in `pyproject.toml`: the nearest one upwards of a text"
    yield "counts. `cleanmt init` writes one, `cleanmt config PATH` prints what applies to a path and who says so, and"
    yield "`cleanmt config --schema` a JSON Schema for editors. An option of the command line wins over all files.\n"
    hints = get_type_hints(Config)
    for field in fields(Config):
        more = " Adds to what an extended file says." if field.metadata["adds"] else ""
        yield f"## {field.name.replace('_', '-')}\n\n{field.metadata['help']}{more}\n"
        yield f"Type: {_kind(hints[field.name])}.\n"


def _kind(hint: Any) -> str:
    options = [a for a in get_args(hint) if a is not type(None)]
    if hint is bool:
        return "true or false"
    if "Mapping" in str(hint):
        return "a table of patterns, each with a list of names"
    if get_origin(hint) is tuple or (hint.__class__.__name__ == "NewType" and hint.__name__ == "Phrases"):
        return "a list of texts"
    if options and all(isinstance(o, str) for o in get_args(options[0])) and get_args(options[0]):
        return "one of " + ", ".join(f"`{o}`" for o in get_args(options[0]))
    return "text"


def _formats() -> Iterator[str]:
    yield "# Formats of reports\n"
    yield "`cleanmt check --format FORMAT[:FILE]`, several times if need be; `--output-file FILE` for one alone.\n"
    yield "| format | what it is |\n|---|---|"
    yield from (f"| `{name}` | {said} |" for name, said in FORMATS.items())
    yield "\n## The objects of json and jsonl\n\n| key | value |\n|---|---|"
    yield from (f"| {key} | {said} |" for key, said in _JSON_KEYS.items())
    yield "\nOffsets count code points of the decoded text, half-open; a byte order mark is not counted, and newlines"
    yield "stand as in the file. Lines and columns count from 1.\n"
    yield "`json` ends with `records`: of each rule that found something what it did on real texts, in figures:"
    yield f"{_RECORD_KEYS}. [What they count](../contributing.md#the-track-record).\n\n## Exit codes\n"
    yield "`check`: 0 nothing found, 1 something found, 2 error. `fix` and `apply`: 0, with `--diff` 1 if anything"
    yield "would change, 2 error."


_JSON_KEYS = {
    "`path`, `rule`, `severity`, `category`, `message`": "where, which rule, MQM's severity and kind, why",
    "`text`, `span`": "the words, and where they stand: `start`, `end`",
    "`line`, `column`, `end_line`, `end_column`": "the same for people",
    "`fix`": "`applicability` (safe, unsafe, suggestion) and `edits`, each with `start`, `end`, `text`; or null",
    "`suggestions`, `replaces`": "words of which a person may choose, and the span that they stand for",
}
_RECORD_KEYS = ", ".join(f"`{field.name}`" for field in fields(Record)[2:])
