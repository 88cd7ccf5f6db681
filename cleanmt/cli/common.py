"""What several commands share: options, rules, texts to look at, the summary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from cleanmt import files, packs
from cleanmt.engine import Engine
from cleanmt.files import FileError, Source
from cleanmt.findings import Applicability, Finding
from cleanmt.ruleset import RuleSet, UnknownRuleError

STDIN = Path("-")
_PROGRESS_FROM = 50  # files
_F = TypeVar("_F", bound=Callable[..., object])


def rule_options(command: Callable[..., object]) -> Callable[..., object]:
    """--select, --ignore, --rules, --names, --accept and --style, handed to the command as one `choice`."""

    @wraps(command)
    def with_choice(**arguments: Any) -> object:
        chosen = {field.name: arguments.pop(field.name) for field in fields(Choice)}
        return command(choice=Choice(**chosen), **arguments)

    chosen: Callable[..., object] = with_choice
    for option in (
        click.option(
            "--style", type=click.Choice(["ap", "reuters", "bbc", "guardian"]),
            help="Spell names as this house does; by default a text's own majority decides.",
        ),
        click.option(
            "--accept", metavar="WORDS", multiple=True, help="Words and phrases that are right, comma separated.",
        ),
        click.option(
            "--names", "names_", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help="Your own names: wrong and right spellings (TSV or YAML); they win over every rule.",
        ),
        click.option(
            "--rules", "packs_", metavar="PATH", multiple=True, type=click.Path(path_type=Path),
            help="Add rules from a pack (YAML) or a folder of packs; may be given again.",
        ),
        click.option(
            "--ignore", metavar="RULES", multiple=True, help="Leave these out: rules, packs or beginnings of names.",
        ),
        click.option(
            "--select", metavar="RULES", multiple=True,
            help="Only these: rules, packs or beginnings of their names, comma separated; or `all`.",
        ),
    ):  # fmt: skip
        chosen = option(chosen)
    return chosen


def paths_argument(command: _F) -> _F:
    return click.argument("paths", nargs=-1, type=click.Path(path_type=Path))(command)


def load_rules(packs_: Sequence[Path], select: Sequence[str], ignore: Sequence[str]) -> RuleSet:
    """The rules of this run; what is wrong with them becomes the command's error."""
    return _selected(load_all_rules(packs_), select, ignore)


def load_all_rules(packs_: Sequence[Path]) -> RuleSet:
    try:
        return packs.load(packs_)
    except packs.InvalidPackError as error:
        raise click.ClickException(f"{error}\nNothing was checked: mend the rules first.") from None


def _selected(rules: RuleSet, select: Sequence[str], ignore: Sequence[str]) -> RuleSet:
    try:
        return rules.selected(_split(select), _split(ignore))
    except UnknownRuleError as error:
        raise click.UsageError(f"{error}. `cleanmt rules list` shows all.") from None


def _split(values: Iterable[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a run was told about rules."""

    packs_: tuple[Path, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    names_: Path | None
    accept: tuple[str, ...]
    style: str | None

    def engine(self) -> Engine:
        rules = load_rules(self.packs_, self.select, self.ignore).accepting(_split(self.accept))
        if self.style:
            rules = rules.styled(self.style)
        if self.names_:
            from cleanmt import own_names

            try:
                rules = own_names.added(rules, own_names.read(self.names_), self.names_)
            except own_names.OwnNamesError as error:
                raise click.ClickException(str(error)) from None
        return Engine(rules)


class Texts:
    """The texts that the paths name, with a progress bar on long work; errors are said, counted, and not the end."""

    def __init__(self, paths: Sequence[Path], stdin_name: str = "-", *, bar: bool = True) -> None:
        self.errors = 0
        self._bar = bar
        self.seen = 0
        self._paths = paths or (Path(),)
        self._stdin_name = stdin_name

    def __iter__(self) -> Iterator[Source]:
        if STDIN in self._paths:
            if len(self._paths) > 1:
                raise click.UsageError("- (standard input) can't be mixed with paths")
            yield from self._read(lambda: files.decode(sys.stdin.buffer.read(), Path(self._stdin_name)))
            return
        found = list(self._found())
        if not found and not self.errors:
            suffixes = ", ".join(files.SUFFIXES)
            click.echo(
                f"Warning: no text ({suffixes}) found in {', '.join(map(str, self._paths))}; "
                f"Markdown and HTML are read when they are named (articles/*.md)",
                err=True,
            )
        hidden = not self._bar or len(found) < _PROGRESS_FROM or not sys.stderr.isatty()
        with click.progressbar(found, label="Reading", file=sys.stderr, hidden=hidden) as bar:
            for path in bar:
                yield from self._read(lambda path=path: files.read(path))  # type: ignore[misc]

    def _found(self) -> Iterator[Path]:
        for path in self._paths:
            try:
                yield from files.find([path])
            except FileError as error:
                self.say(error)

    def _read(self, read: Callable[[], Source]) -> Iterator[Source]:
        try:
            source = read()
        except FileError as error:
            self.say(error)
            return
        self.seen += 1
        yield source

    def say(self, error: Exception) -> None:
        self.errors += 1
        click.echo(f"Error: {error}", err=True)


def write_bytes(data: bytes) -> None:
    """To standard output, past the text layer, which would translate newlines."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def plural(count: int, what: str, many: str = "") -> str:
    return f"{count:,} {what if count == 1 else many or what + 's'}"


def at_level(findings: Iterable[Finding], level: Applicability) -> int:
    return sum(1 for f in findings if f.fix and f.fix.applicability == level)
