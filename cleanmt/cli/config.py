from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from cleanmt.cli import CLEAN
from cleanmt.cli.options import NamedPath, fix_options
from cleanmt.cli.texts import STDIN, echo_json
from cleanmt.config.keys import Config, Glob, Layer, saying
from cleanmt.packs.decoder import key_of
from cleanmt.workspace.engines import all_rules
from cleanmt.workspace.workspace import Workspace

_WIDTH = 60  # of key and value, before the place where it is said
_Row = dict[str, Any]


@click.command()
@click.argument("path", default=Path(), type=NamedPath())
@fix_options
@click.option("--format", "format_", type=click.Choice(["toml", "json"]), default="toml", show_default=True)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the configuration instead, for editors.")
def config(path: Path, workspace: Workspace, format_: str, schema: bool) -> int:
    """Print what applies to a text (or to the texts of a folder; by default the current one), and who says so.

    The nearest of .cleanmt.toml, cleanmt.toml and pyproject.toml (with [tool.cleanmt]) in the folder of a text and
    those above it counts; several are not mixed, unless one says `extend`. What the command line gives is laid over it.

    \b
    cleanmt config articles/sport/match.txt
    cleanmt config --format json --select quotes
    cleanmt config --schema > cleanmt.schema.json
    """
    if schema:
        from cleanmt.config.schema import config_schema

        echo_json(config_schema())
        return CLEAN
    text = path / STDIN if path.is_dir() else path
    rows = {key_of(f): _row(f.name, workspace, text) for f in fields(Config)}
    if format_ == "json":
        echo_json(_described(path, text, workspace, rows))
    else:
        _print(path, text, workspace, rows)
    return CLEAN


def _row(name: str, workspace: Workspace, text: Path) -> _Row:
    """The value of a key, and the places that say it; none where it is the default."""
    value = getattr(workspace.config_in(text.parent), name)
    layers = saying(workspace.layers_in(text.parent), name)
    return {"value": _plain(value), "from": [_place(layer, name) for layer in layers]}


def _plain(value: Any) -> Any:
    if isinstance(value, Glob):
        return value.pattern
    if isinstance(value, dict):
        return {_plain(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Path) else value


def _place(layer: Layer, name: str) -> str:
    if layer.path is None:
        return "command line"
    from cleanmt.config import reading

    line, column = reading.place_of(layer, name.replace("_", "-")) or (1, 1)
    return f"{reading.shown(layer.path)}:{line}:{column}"


def _described(path: Path, text: Path, workspace: Workspace, rows: dict[str, _Row]) -> _Row:
    return {
        "path": path.as_posix(),
        "files": [str(file) for file in _files(workspace.layers_in(text.parent))],
        "keys": rows,
        "ignored": list(workspace.config_in(text.parent).ignored_in(text)),
        "excluded": _is_left_out(text, workspace),
        "rules": [rule.name for rule in workspace.rules(text)],
    }


def _print(path: Path, text: Path, workspace: Workspace, rows: dict[str, _Row]) -> None:
    files = ", laid over ".join(str(file) for file in reversed(_files(workspace.layers_in(text.parent))))
    click.echo(f"# {path}: {files or 'no configuration file'}")
    for key, row in rows.items():
        for line in _lines(key, row["value"], ", ".join(row["from"]) or "default"):
            click.echo(line)
    settings = workspace.settings_for(text)
    if ignored := workspace.config_in(text.parent).ignored_in(text):
        click.echo(f"# per-path-ignores adds to ignore here: {', '.join(ignored)}")
    if _is_left_out(text, workspace):
        click.echo("# This text is left out when its folder is checked.")
    click.echo(f"# {len(workspace.rules(text))} of {len(all_rules(settings.rules))} rules are on.")


def _lines(key: str, value: Any, origin: str) -> Iterator[str]:
    """TOML that would say the same; what is not set is a comment, as TOML has no word for it."""
    if value is None:
        yield f"{f'# {key} is not set':<{_WIDTH}}  # {origin}"
    elif isinstance(value, dict):
        inside = ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items())
        yield f"{f'{key} = {{{inside}}}':<{_WIDTH}}  # {origin}"
    else:
        yield f"{f'{key} = {_toml(value)}':<{_WIDTH}}  # {origin}"


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _files(layers: Sequence[Layer]) -> list[Path]:
    return [layer.path for layer in layers if layer.path]


def _is_left_out(text: Path, workspace: Workspace) -> bool:
    scope = workspace.config_in(text.parent)
    return text.name != STDIN.name and (scope.excludes(text) or not scope.includes(text))
