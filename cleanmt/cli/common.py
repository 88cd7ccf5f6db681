"""What several commands share: options, rules, texts to look at, the summary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from cleanmt import files, packs
from cleanmt.engine import Engine
from cleanmt.files import FileError, Source
from cleanmt.findings import Applicability, Finding
from cleanmt.ruleset import RuleSet, UnknownRuleError

STDIN = Path("-")
_PROGRESS_FROM = 50  # files
_F = TypeVar("_F", bound=Callable[..., object])


def rule_options(command: _F) -> _F:
    """--select, --ignore and --rules."""
    for option in (
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
        command = option(command)
    return command


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


def engine(packs_: Sequence[Path], select: Sequence[str], ignore: Sequence[str]) -> Engine:
    return Engine(load_rules(packs_, select, ignore))


class Texts:
    """The texts that the paths name, with a progress bar on long work; errors are said, counted, and not the end."""

    def __init__(self, paths: Sequence[Path], stdin_name: str = "-") -> None:
        self.errors = 0
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
            kinds = ", ".join(files.SUFFIXES)
            click.echo(f"Warning: no text ({kinds}) found in {', '.join(map(str, self._paths))}", err=True)
        hidden = len(found) < _PROGRESS_FROM or not sys.stderr.isatty()
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


def plural(count: int, what: str, many: str = "") -> str:
    return f"{count:,} {what if count == 1 else many or what + 's'}"


def at_level(findings: Iterable[Finding], level: Applicability) -> int:
    return sum(1 for f in findings if f.fix and f.fix.applicability == level)
