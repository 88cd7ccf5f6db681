"""Configuration files: found, read, and every error told with file, line and column, all of a file's at once."""

from __future__ import annotations

import os
import tomllib
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from cleanmt import packs, reports
from cleanmt.config import places
from cleanmt.config.keys import (
    PYPROJECT,
    Config,
    Format,
    Glob,
    Layer,
    Phrases,
    merged,
    selectors,
)
from cleanmt.errors import InvalidConfigError, InvalidPackError, Problem, UnknownRuleError, nearest
from cleanmt.fields import Language
from cleanmt.files import discovery
from cleanmt.packs.decoder import key_of
from cleanmt.text.languages import CODES

_Key = tuple[str | int, ...]  # keys below the table of the configuration; at the end, perhaps, the index in a list


@dataclass(frozen=True, slots=True)
class _KeyProblem:
    """What is wrong with a key, or with a text in a list; its place is sought only when it has to be shown."""

    key: _Key
    message: str


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    text: str
    table: tuple[str, ...]  # what the keys stand under
    data: Mapping[str, Any]


def has_table(pyproject: Path) -> bool:
    """Whether there is a table [tool.cleanmt]; also where that can't be told, so that somebody complains."""
    try:
        tool = tomllib.loads(pyproject.read_bytes().decode("utf-8-sig")).get("tool")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return True
    return isinstance(tool, dict) and "cleanmt" in tool


def read(path: Path, known_packs: Sequence[Path] = ()) -> list[Layer]:
    """The layers of a file: what it extends, the most general first, and itself.

    Raises InvalidConfigError with all that is wrong with the first file that is not in order.
    """
    layers: list[Layer] = []
    seen: set[Path] = set()
    following: Path | None = path
    while following is not None:
        file = _opened(following)
        seen.add(following.resolve())
        decoder = _Decoder(file)
        layer = Layer(decoder.values(), following)
        layers.insert(0, layer)
        following = layer.values.get("extend")
        if following is not None and following.resolve() in seen:
            decoder.problem(("extend",), f"extend: {shown(following)} leads back to this file")
        if decoder.problems:
            if "extend" not in layer.values:  # else it may speak of packs that were not seen yet
                decoder.problems += _unknown_rules(layer, [*known_packs, *merged(layers).rules])
            raise InvalidConfigError(_located(file, decoder.problems))
    return layers


def decoded(given: Mapping[str, Any]) -> Layer:
    """Keys of a configuration that come from a program; paths and patterns start from the current folder.

    Raises InvalidConfigError with all that is wrong with them.
    """
    file = _File(Path("configuration"), "", (), {key.replace("_", "-"): _plain(value) for key, value in given.items()})
    decoder = _Decoder(file)
    values = decoder.values()
    if decoder.problems:
        raise InvalidConfigError(_located(file, decoder.problems))
    return Layer(values)


def _plain(value: Any) -> Any:
    """As a file would have it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, Path) else value


def naming(layers: Iterable[Layer], unknown: UnknownRuleError) -> list[Problem]:
    """The places where files name the rules that there are not."""
    errors: list[Problem] = []
    for layer in layers:
        if layer.path and (problems := list(_naming(layer, unknown))):
            errors += _located(_opened(layer.path), problems)
    return errors


def place_of(layer: Layer, key: str) -> tuple[int, int] | None:
    """Line and column where a file says a key."""
    file = _opened(layer.path) if layer.path else None
    return places.place_of(file.text, [*file.table, key]) if file else None


def shown(path: Path) -> str:
    """A path as a person at this place calls it."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _opened(path: Path) -> _File:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data: Any = tomllib.loads(text)
    except OSError as error:
        raise _invalid(path, 0, 0, f"can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        raise _invalid(path, *places.position(before, len(before)), "is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _invalid(path, *places.place_of_error(text, error)) from None
    except (ValueError, RecursionError) as error:  # a number that is too long, brackets that are too deep
        raise _invalid(path, 0, 0, f"can't be read: {error}") from None
    if path.name != PYPROJECT:
        return _File(path, text, (), data)
    table = ("tool", "cleanmt")
    for key in table:
        data = data.get(key) if isinstance(data, dict) else None
    file = _File(path, text, table, data)
    if not isinstance(data, dict):
        raise InvalidConfigError(_located(file, [_KeyProblem((), "a table [tool.cleanmt] is expected")]))
    return file


def _invalid(path: Path, line: int, column: int, message: str) -> InvalidConfigError:
    return InvalidConfigError([Problem(shown(path), line, column, message)])


def _located(file: _File, problems: Iterable[_KeyProblem]) -> list[Problem]:
    """The problems in the order of their places: that of the text or the key, else of the nearest key above it."""
    errors = []
    for problem in problems:
        path = [*file.table, *problem.key]
        place = None
        while path and place is None:
            place = places.place_of(file.text, path)
            path.pop()
        errors.append(Problem(shown(file.path), *(place or (0, 0)), problem.message))
    return sorted(errors, key=lambda error: (error.line, error.column))


def _naming(layer: Layer, error: UnknownRuleError) -> Iterator[_KeyProblem]:
    for key, selector in selectors(layer.values):
        if selector in error.unknown:
            yield _KeyProblem(key, f"{key[0]}: {error.unknown[selector]}")


def _unknown_rules(layer: Layer, pack_paths: Sequence[Path]) -> list[_KeyProblem]:
    """So that whatever is wrong with a file is told at once."""
    if not (named := [selector for _, selector in selectors(layer.values)]):
        return []
    try:
        packs.decoder.load(pack_paths).require(named)
    except InvalidPackError:
        return []
    except UnknownRuleError as error:
        return list(_naming(layer, error))
    return []


class _Decoder:
    """Reads the values of one file. Problems are collected; what can't be decoded is left out."""

    def __init__(self, file: _File) -> None:
        self.problems: list[_KeyProblem] = []
        self._file = file
        self._folder = Path(os.path.abspath(file.path)).parent

    def problem(self, key: _Key, message: str) -> Any:
        """Returns None, in the place of the value that there is not."""
        self.problems.append(_KeyProblem(key, message))

    def values(self) -> dict[str, Any]:
        """By the names of the fields."""
        known = {key_of(f): f.name for f in fields(Config)}
        hints = typing.get_type_hints(Config)
        found = {}
        for key, value in self._file.data.items():
            if key not in known:
                self.problem((key,), f"unknown key '{key}'{self._meant(key, known)}")
            elif (decoded := self._value(hints[known[key]], value, (key,))) is not None:
                found[known[key]] = decoded
        return found

    def _meant(self, key: str, known: Iterable[str]) -> str:
        if key == "tool" and not self._file.table:
            return f"; in {self._file.path.name} the keys stand by themselves, without [tool.cleanmt]"
        return nearest(key.replace("_", "-"), known)

    def _value(self, hint: Any, value: Any, key: _Key) -> Any:
        """The value as its field has it; None (and a problem) where it is none."""
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (typing.Union, types.UnionType):
            return self._value(arguments[0], value, key)  # of `… | None`
        if hint is Phrases:
            return self._phrases(value, key)
        if origin is tuple:
            return self._items(arguments[0], value, key)
        if origin is Mapping:
            return self._table(arguments, value, key)
        if hint is bool:
            return value if isinstance(value, bool) else self._expected("true or false", key)
        if not isinstance(value, str) or not value.strip():
            return self._expected("a text", key)
        return self._text(hint, value, key)

    def _text(self, hint: Any, value: str, key: _Key) -> Any:
        if hint is Path:
            return self._path(value, key)
        if hint is Glob:
            return self._glob(value, key)
        if hint is Format or get_origin(hint) is Literal:
            options = get_args(hint) or tuple(reports.FORMATS)
            if value in options:
                return value
            hints = nearest(value, options)
            return self.problem(key, f"{_said(key)}: '{value}' is not one of {', '.join(options)}{hints}")
        if hint is Language and value not in CODES:
            return self.problem(key, f"{_said(key)}: '{value}' is not the code of a language, such as 'it'")
        return value

    def _expected(self, what: str, key: _Key) -> Any:
        return self.problem(key, f"{_said(key)}: {what} is expected")

    def _items(self, hint: Any, value: Any, key: _Key) -> Any:
        if isinstance(value, str):  # one where a list may stand
            item = self._value(hint, value, key)
            return None if item is None else (item,)
        if not isinstance(value, list):
            return self._expected("a list", key)
        items = [self._value(hint, item, (*key, index)) for index, item in enumerate(value)]
        return tuple(item for item in items if item is not None)

    def _table(self, hints: Sequence[Any], value: Any, key: _Key) -> Any:
        if not isinstance(value, dict):
            return self._expected("a table", key)
        pairs = [(self._value(hints[0], k, (*key, k)), self._value(hints[1], v, (*key, k))) for k, v in value.items()]
        return {k: v for k, v in pairs if k is not None and v is not None}

    def _path(self, value: str, key: _Key) -> Any:
        path = Path(os.path.normpath(self._folder / os.path.expanduser(value)))
        if not path.exists():
            return self.problem(key, f"{_said(key)}: there is no {shown(path)}")
        if path.is_dir() and key[0] != "rules":
            return self.problem(key, f"{_said(key)}: {shown(path)} is a folder")
        return path

    def _glob(self, value: str, key: _Key) -> Any:
        if not discovery.is_pattern(value):
            return self.problem(key, f"{_said(key)}: '{value}' is not a pattern as .gitignore has them")
        return Glob(str(self._folder), value)

    def _phrases(self, value: Any, key: _Key) -> Any:
        if not isinstance(value, str):
            return self._items(str, value, key)
        path = self._value(Path, value, key)
        if path is None:
            return None
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            return self.problem(key, f"{_said(key)}: {shown(path)} can't be read: {error}")
        return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _said(key: _Key) -> str:
    """`select`, `accept, item 2`, `per-path-ignores, “sport/”`."""
    first, *rest = key
    return ", ".join([str(first), *(f"item {part + 1}" if isinstance(part, int) else f"“{part}”" for part in rest)])
