"""What several commands share: options, rules, texts to look at, the summary."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from cleanmt.config.keys import LANGUAGE, Config, Glob, House, Layer
from cleanmt.errors import InputError
from cleanmt.files import reading
from cleanmt.files.reading import FileError, Source
from cleanmt.findings import Applicability, Finding
from cleanmt.workspace.workspace import Choice

STDIN = Path("-")
_PROGRESS_FROM = 50  # files
_F = TypeVar("_F", bound=Callable[..., object])


def _option(*names: str, **kwargs: Any) -> Callable[[_F], _F]:
    return click.option(*names, **kwargs)


def complete_rules(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Packs, then the rules of the one that is typed; the packs of the configuration are among them."""
    from cleanmt.workspace.engines import all_rules

    known = all_rules(Choice().here.rules)
    names = [rule.name for rule in known] if "/" in typed else sorted({rule.pack for rule in known})
    before, comma, last = typed.rpartition(",")
    return [f"{before}{comma}{name}" for name in names if name.startswith(last)]


_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_CONFIG = (
    _option("--config", metavar="FILE", type=_FILE, help="Use this configuration, whatever lies beside the texts."),
    _option("--isolated", is_flag=True, help="Use no configuration file."),
)
_PACKS = (
    _option(
        "--rules", metavar="PATH", multiple=True, type=_PATH,
        help="Add rules from a pack (YAML) or a folder of packs; may be given again.",
    ),
)  # fmt: skip
_RULES = (
    _option(
        "--select", metavar="RULES", multiple=True, shell_complete=complete_rules,
        help="Only these: rules, packs or beginnings of their names, comma separated; or `all`. "
        "What the configuration selects and ignores does not count then.",
    ),
    _option(
        "--extend-select", metavar="RULES", multiple=True, shell_complete=complete_rules,
        help="These too, such as what is off by default.",
    ),
    _option(
        "--ignore", metavar="RULES", multiple=True, shell_complete=complete_rules,
        help="Leave these out: rules, packs or beginnings of names.",
    ),
    *_PACKS,
    _option(
        "--names", metavar="FILE", type=_FILE,
        help="Your own names: wrong and right spellings (TSV or YAML); they win over every rule.",
    ),
    _option("--accept", metavar="WORDS", multiple=True, help="Words and phrases that are right, comma separated."),
    _option(
        "--style", type=click.Choice(get_args(House)),
        help="Spell names as this house does; by default a text's own majority decides.",
    ),
    _option(
        "--source", metavar="LANGUAGES", multiple=True,
        help="What the texts were translated from (it,uk): leave out the rules for words and grammar of others.",
    ),
)  # fmt: skip
_FILES = (
    _option(
        "--exclude", metavar="PATTERNS", multiple=True,
        help="Leave these out of folders, instead of what the configuration excludes; patterns as in .gitignore.",
    ),
    _option("--extend-exclude", metavar="PATTERNS", multiple=True, help="Leave these out of folders too."),
    _option("--force-exclude", is_flag=True, default=None, help="Leave them out even if they are named, as hooks do."),
    _option(
        "--respect-gitignore/--no-respect-gitignore", default=None,
        help="Leave out of folders what .gitignore names (default), or don't.",
    ),
)  # fmt: skip
_FIXES = (
    _option(
        "--unsafe-fixes/--no-unsafe-fixes", default=None, help="Make the unsafe fixes too: right most of the time."
    ),
)
_LISTS = {"select", "extend_select", "ignore", "accept", "source", "exclude", "extend_exclude"}  # comma separated
_GLOBS = {"exclude", "extend_exclude"}
_IS_LANGUAGE = re.compile(LANGUAGE).fullmatch


def _choosing(*options: Callable[..., Any]) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """These options, handed to the command as one `choice`; what is wrong with it becomes the command's error."""

    def decorate(command: Callable[..., object]) -> Callable[..., object]:
        @wraps(command)
        def with_choice(*, config: Path | None, isolated: bool, **arguments: Any) -> object:
            if config and isolated:
                raise click.UsageError("--isolated uses no configuration file: it does not go with --config")
            given = {f.name: arguments.pop(f.name) for f in fields(Config) if f.name in arguments}
            choice = Choice(Layer(dict(_said(given))), config, isolated=isolated)
            try:
                return command(choice=choice, **arguments)
            except InputError as error:
                raise _plainly(error, choice) from None

        decorated: Callable[..., object] = with_choice
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def _said(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Of the options those that were given, as a configuration file would say them."""
    for name, value in given.items():
        if value is not None and value != ():
            yield name, _decoded(name, _split(value) if name in _LISTS else value)


def _split(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _decoded(name: str, value: Any) -> Any:
    if name in _GLOBS:
        return tuple(Glob(str(Path.cwd()), _checked(part, "a pattern", reading.is_pattern)) for part in value)
    if name == "source":
        return tuple(_checked(part, "the code of a language, such as 'it'", _IS_LANGUAGE) for part in value)
    if name == "rules":
        return tuple(path.absolute() for path in value)
    return value.absolute() if isinstance(value, Path) else value


def _checked(value: str, what: str, is_it: Callable[[str], object]) -> str:
    if not is_it(value):
        raise click.UsageError(f"'{value}' is not {what}")
    return value


def _plainly(error: InputError, choice: Choice) -> click.ClickException:
    from cleanmt.config import reading
    from cleanmt.packs.decoder import InvalidPackError
    from cleanmt.packs.ruleset import UnknownRuleError

    if isinstance(error, InvalidPackError):
        return click.ClickException(f"{error}\nNothing was checked: mend the rules first.")
    if not isinstance(error, UnknownRuleError):
        return click.ClickException(str(error))
    if places := reading.naming(choice.all_layers(), error):
        return click.ClickException("\n".join(map(str, places)))
    return click.UsageError(f"{error}\n`cleanmt rules list` shows all.")


pack_options = _choosing(*_CONFIG, *_PACKS)
rule_options = _choosing(*_CONFIG, *_RULES)
file_options = _choosing(*_CONFIG, *_PACKS, *_FILES)
text_options = _choosing(*_CONFIG, *_RULES, *_FILES)
fix_options = _choosing(*_CONFIG, *_RULES, *_FILES, *_FIXES)


def paths_argument(command: _F) -> _F:
    return click.argument("paths", nargs=-1, type=click.Path(path_type=Path))(command)


class Texts:
    """The texts that the paths name, with a progress bar on long work; errors are said, counted, and not the end."""

    def __init__(
        self,
        paths: Sequence[Path],
        choice: Choice,
        stdin_name: str = "-",
        *,
        bar: bool = True,
        only: Callable[[Path], bool] = lambda _: True,
    ) -> None:
        self.errors = 0
        self._choice = choice
        self._bar = bar
        self._only = only
        self.seen = 0
        self.stdin = b""  # what came in
        self._paths = paths or (Path(),)
        self._stdin_name = stdin_name

    def __iter__(self) -> Iterator[Source]:
        if STDIN in self._paths:
            if len(self._paths) > 1:
                raise click.UsageError("- (standard input) can't be mixed with paths")
            if sys.stdin is None:
                raise click.ClickException("standard input is closed")
            self.stdin = sys.stdin.buffer.read()
            yield from self._read(lambda: reading.decode(self.stdin, Path(self._stdin_name)))
            return
        found = list(self._found())
        if not found and not self.errors and any(path.is_dir() for path in self._paths):
            suffixes = ", ".join(reading.SUFFIXES)
            click.echo(
                f"Warning: no text ({suffixes}) found in {', '.join(map(str, self._paths))}; "
                f"Markdown and HTML are read when they are named (articles/*.md)",
                err=True,
            )
        found = [path for path in found if self._only(path)]
        hidden = not self._bar or len(found) < _PROGRESS_FROM or not sys.stderr.isatty()
        with click.progressbar(found, label="Reading", file=sys.stderr, hidden=hidden) as bar:
            for path in bar:
                yield from self._read(lambda path=path: reading.read(path))  # type: ignore[misc]

    def _found(self) -> Iterator[Path]:
        for path in self._paths:
            try:
                yield from reading.find([path], self._choice.config_in, self.say)
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
