"""The options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from cleanmt.config.keys import Config, Glob, Graveness, House, Layer, Level
from cleanmt.errors import GitError
from cleanmt.files import discovery
from cleanmt.text.formats import Format
from cleanmt.text.languages import CODES
from cleanmt.workspace.workspace import BASELINE, Workspace

if TYPE_CHECKING:
    from cleanmt.files.git import Changes

_F = TypeVar("_F", bound=Callable[..., object])


class NamedPath(click.Path):
    """A path that names something: an empty one would be the current folder to pathlib."""

    def __init__(self, **asked: bool) -> None:
        super().__init__(path_type=Path, **asked)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("it is empty; the current folder is `.`", param, ctx)
        return super().convert(value, param, ctx)


def _option(*names: str, **kwargs: Any) -> Callable[[_F], _F]:
    return click.option(*names, **kwargs)


def list_option(*names: str, **kwargs: Any) -> Callable[[_F], _F]:
    """An option that lists things: comma separated, or given again."""
    return _option(*names, multiple=True, callback=_split, **kwargs)


def _split(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """What is comma separated, in parts. Raises BadParameter where something is given that has none."""
    parts = tuple(part.strip() for value in values for part in value.split(",") if part.strip())
    if values and not parts:
        raise click.BadParameter("it names nothing; leave it out, or name something", context, parameter)
    return parts


def complete_rules(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Packs, then the rules of the one that is typed; the packs of the configuration are among them."""
    known = Workspace().all_rules()
    names = [rule.name for rule in known] if "/" in typed else sorted({rule.pack for rule in known})
    before, comma, last = typed.rpartition(",")
    return [f"{before}{comma}{name}" for name in names if name.startswith(last)]


_FILE = NamedPath(exists=True, dir_okay=False)
_CONFIG = (
    _option("--config", metavar="FILE", type=_FILE, help="Use this configuration, whatever lies beside the texts."),
    _option("--isolated", is_flag=True, help="Use no configuration file."),
)
_PACKS = (
    _option(
        "--rules", metavar="PATH", multiple=True, type=NamedPath(),
        help="Add rules from a pack (YAML) or a folder of packs; may be given again.",
    ),
)  # fmt: skip
_RULES = (
    list_option(
        "--select", metavar="RULES", shell_complete=complete_rules,
        help="Only these: rules, packs or beginnings of their names, comma separated; or `all`. "
        "What the configuration selects and ignores does not count then.",
    ),
    list_option(
        "--extend-select", metavar="RULES", shell_complete=complete_rules,
        help="These too, such as what is off by default.",
    ),
    list_option(
        "--ignore", metavar="RULES", shell_complete=complete_rules,
        help="Leave these out: rules, packs or beginnings of names.",
    ),
    *_PACKS,
    _option(
        "--names", metavar="FILE", type=_FILE,
        help="Your own names: wrong and right spellings (TSV or YAML); they win over every rule.",
    ),
    list_option("--accept", metavar="WORDS", help="Words and phrases that are right, comma separated."),
    _option(
        "--style", type=click.Choice(get_args(House)),
        help="Spell names as this house does; by default a text's own majority decides.",
    ),
    list_option(
        "--source", metavar="LANGUAGES",
        help="What the texts were translated from (it,uk): leave out the rules for words and grammar of others.",
    ),
)  # fmt: skip
_FILES = (
    list_option(
        "--exclude", metavar="PATTERNS",
        help="Leave these out of folders, instead of what the configuration excludes; patterns as in .gitignore.",
    ),
    list_option("--extend-exclude", metavar="PATTERNS", help="Leave these out of folders too."),
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
_REPORTED = (
    _option(
        "--min-severity", type=click.Choice(get_args(Graveness)),
        help="Report what is at least so grave; what is less is neither shown nor counted.",
    ),
    _option(
        "--fail-on", type=click.Choice(get_args(Level)),
        help="Exit with 1 only for what has a fix of this level or a surer one; suggestion, the default, is for all "
        "that is reported, also what only a person can mend.",
    ),
)  # fmt: skip
_GLOBS = {"exclude", "extend_exclude"}


def _with_workspace(*options: Callable[..., Any]) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """These options, handed to the command as one `workspace`."""

    def decorate(command: Callable[..., object]) -> Callable[..., object]:
        @wraps(command)
        def with_workspace(*, config: Path | None, isolated: bool, **arguments: Any) -> object:
            if config and isolated:
                raise click.UsageError("--isolated uses no configuration file: it does not go with --config")
            given = {f.name: arguments.pop(f.name) for f in fields(Config) if f.name in arguments}
            return command(workspace=Workspace(Layer(dict(_said(given))), config, isolated=isolated), **arguments)

        decorated: Callable[..., object] = with_workspace
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def _said(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Of the options those that were given, as a configuration file would say them."""
    for name, value in given.items():
        if value is not None and value != ():
            yield name, _decoded(name, value)


def _decoded(name: str, value: Any) -> Any:
    if name in _GLOBS:
        return tuple(Glob(str(Path.cwd()), _checked(part, "a pattern", discovery.is_pattern)) for part in value)
    if name == "source":
        return tuple(_checked(part, "the code of a language, such as 'it'", CODES.__contains__) for part in value)
    if name == "rules":
        return tuple(path.absolute() for path in value)
    return value.absolute() if isinstance(value, Path) else value


def _checked(value: str, what: str, is_it: Callable[[str], object]) -> str:
    if not is_it(value):
        raise click.UsageError(f"'{value}' is not {what}")
    return value


pack_options = _with_workspace(*_CONFIG, *_PACKS)
rule_options = _with_workspace(*_CONFIG, *_RULES)
file_options = _with_workspace(*_CONFIG, *_PACKS, *_FILES)
text_options = _with_workspace(*_CONFIG, *_RULES, *_FILES)
check_options = _with_workspace(*_CONFIG, *_RULES, *_FILES, *_REPORTED)
fix_options = _with_workspace(*_CONFIG, *_RULES, *_FILES, *_FIXES)


def paths_argument(command: _F) -> _F:
    return click.argument("paths", nargs=-1, type=NamedPath())(command)


def selectors_argument(*, required: bool = False) -> Callable[[_F], _F]:
    """Rules, packs or beginnings of their names, one by one or comma separated."""
    return click.argument("selectors", nargs=-1, required=required, shell_complete=complete_rules, callback=_split)


def format_option(command: _F) -> _F:
    """--as."""
    return click.option(
        "--as", "given", type=click.Choice(get_args(Format)),
        help="Read all texts so, whatever their names and shapes say.",
    )(command)  # fmt: skip


def stdin_option(command: _F) -> _F:
    """--stdin-filename."""
    return click.option(
        "--stdin-filename", default="-", metavar="NAME",
        help="What to call standard input in the report; as .md or .html it is read so.",
    )(command)  # fmt: skip


def output_option(command: _F) -> _F:
    """--output-file."""
    return click.option(
        "--output-file", "-o", metavar="FILE", type=NamedPath(dir_okay=False),
        help="Write the report there instead of to standard output.",
    )(command)  # fmt: skip


def jobs_option(command: _F) -> _F:
    """--jobs."""
    return click.option(
        "--jobs", "-j", metavar="N", type=click.IntRange(0), default=0, help="Processes. Default: one a processor."
    )(command)


def work_options(command: _F) -> _F:
    """--jobs and --no-cache."""
    command = click.option(
        "--no-cache", is_flag=True, help="Look at all texts, also at those that were looked at before."
    )(command)
    return jobs_option(command)


def diff_base_option(command: _F) -> _F:
    """--diff-base."""
    return click.option(
        "--diff-base", metavar="REV",
        help="Only what stands on lines that changed since this revision of git, say main.",
    )(command)  # fmt: skip


def changes_since(revision: str | None) -> Changes | None:
    """What --diff-base stands for. Raises UsageError and GitError."""
    if revision is None:
        return None
    if not revision.strip():
        raise click.UsageError("--diff-base needs a revision, such as main; here it is empty")
    from cleanmt.files import git

    try:
        return git.changes(revision)
    except GitError as error:
        raise GitError(f"--diff-base: {error}") from None


def baseline_option(command: _F) -> _F:
    """--baseline."""
    return click.option(
        "--baseline", metavar="FILE", type=NamedPath(dir_okay=False),
        help=f"The file of accepted findings. Default: {BASELINE} here, or in a folder above up to the "
        "repository's root.",
    )(command)  # fmt: skip


def baseline_options(command: _F) -> _F:
    """--baseline and --no-baseline."""
    command = click.option("--no-baseline", is_flag=True, help="Treat accepted findings like all others.")(command)
    return baseline_option(command)
