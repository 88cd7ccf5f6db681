"""The configuration: its keys, and how what several files and the command line say is laid over one another.

A key is a field of Config. What a file or the command line says is a layer; the value of a key comes from the last
layer that says it, or, where the key adds, from all of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NewType

from cleanmt.fields import Language
from cleanmt.files import discovery
from cleanmt.text import formats

PYPROJECT = "pyproject.toml"
NAMES = (".cleanmt.toml", "cleanmt.toml", PYPROJECT)  # the first of a folder counts
House = Literal["ap", "reuters", "bbc", "guardian"]
Level = Literal["safe", "unsafe", "suggestion"]
Graveness = Literal["neutral", "minor", "major", "critical"]
Selector = NewType("Selector", str)  # a rule, a pack, or the beginning of either's name
Format = NewType("Format", str)  # of a report
Phrases = NewType("Phrases", tuple[str, ...])  # a list, or the path of a file with one a line


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern as in .gitignore, and the folder that it starts from."""

    folder: str
    pattern: str


_TEXTS = tuple(Glob(os.sep, f"*{suffix}") for suffix in formats.SUFFIXES)


def _key(default: Any, help_: str, *, adds: bool = False) -> Any:
    """A key with its help text; `adds`: further layers add to its value, else they replace it."""
    given: Any = {"default_factory": dict} if default == {} else {"default": default}
    return field(**given, metadata={"help": help_, "adds": adds})


@dataclass(frozen=True, slots=True, eq=False)
class Config:
    """What applies to the texts of a folder. Paths and patterns start from the folder of the file that says them."""

    extend: Path | None = _key(None, "Another file of this kind; what stands in this one is laid over it.")
    select: tuple[Selector, ...] = _key(
        (),
        "Only these rules: rules, packs or beginnings of their names; `all` is every rule. "
        "What an extended file selects and ignores no longer counts then. By default every rule that is on by itself.",
    )
    extend_select: tuple[Selector, ...] = _key((), "These rules too, such as those that are off by default.", adds=True)
    ignore: tuple[Selector, ...] = _key((), "Not these rules.", adds=True)
    per_path_ignores: Mapping[Glob, tuple[Selector, ...]] = _key(
        {},
        "Not these rules in the texts that a pattern takes; after an ! in those that it does not take.",
        adds=True,
    )
    rules: tuple[Path, ...] = _key((), "Packs of your own (YAML), or folders of packs.", adds=True)
    names: Path | None = _key(
        None, "Your own names: wrong and right spellings (TSV or YAML); they win over every rule."
    )
    style: House | None = _key(
        None, "The house whose spelling of names counts; by default a text's own majority decides."
    )
    accept: Phrases = _key(
        Phrases(()), "Words and phrases that are right: a list, or a file with one a line.", adds=True
    )
    source: tuple[Language, ...] = _key(
        (),
        "The languages that the texts were translated from, such as `it`: rules for words and grammar that betray only "
        "others are off. Spelling, punctuation, numbers and names are looked at whatever the source.",
    )
    include: tuple[Glob, ...] = _key(_TEXTS, "The texts to take from folders, by patterns as in .gitignore.")
    exclude: tuple[Glob, ...] = _key(
        (),
        "What to leave out of folders, besides hidden ones, node_modules and the like. A file that is named on the "
        "command line is looked at all the same.",
    )
    extend_exclude: tuple[Glob, ...] = _key(
        (), "To be left out too: adds to what an extended file excludes.", adds=True
    )
    force_exclude: bool = _key(
        False, "Leave out what is excluded even when it is named on the command line, as pre-commit does."
    )
    respect_gitignore: bool = _key(True, "Leave out of folders what .gitignore names.")
    unsafe_fixes: bool = _key(False, "`cleanmt fix` makes the unsafe fixes too.")
    extend_safe_fixes: tuple[Selector, ...] = _key((), "The fixes of these rules are safe.", adds=True)
    extend_unsafe_fixes: tuple[Selector, ...] = _key((), "The fixes of these rules are unsafe.", adds=True)
    unfixable: tuple[Selector, ...] = _key((), "The fixes of these rules are shown and never made.", adds=True)
    min_severity: Graveness = _key(
        "neutral", "`cleanmt check` reports what is at least so grave; what is less is neither shown nor counted."
    )
    fail_on: Level = _key(
        "suggestion",
        "`cleanmt check` exits with 1 only for what has a fix of this level or a surer one; `suggestion` is for all "
        "that is reported, also what only a person can mend.",
    )
    rule_pages: str | None = _key(
        None,
        "Where the folder `rules` of the site that `make docs` builds is published, such as "
        "`https://house.example/cleanmt/rules`; reports for machines link each rule to its page there.",
    )
    format: Format | None = _key(
        None, "How `cleanmt check` reports; taken from the configuration of the current folder."
    )

    def includes(self, path: Path) -> bool:
        """Whether the file is one to take from a folder."""
        if self.include is _TEXTS:
            return path.name.lower().endswith(formats.SUFFIXES)  # the same, without the library for patterns
        return taken_by(self.include, path)

    def excludes(self, path: Path, *, is_folder: bool = False) -> bool:
        return taken_by((*self.exclude, *self.extend_exclude), path, is_folder=is_folder)

    def ignored_in(self, path: Path) -> tuple[Selector, ...]:
        """The rules that `per-path-ignores` switches off in this text."""
        return tuple(s for glob, selectors in self.per_path_ignores.items() if _takes(glob, path) for s in selectors)


def _takes(glob: Glob, path: Path) -> bool:
    if glob.pattern.startswith("!"):
        return not taken_by((Glob(glob.folder, glob.pattern[1:]),), path)
    return taken_by((glob,), path)


def taken_by(globs: tuple[Glob, ...], path: Path, *, is_folder: bool = False) -> bool:
    """Whether one of the patterns takes the path; a pattern that takes a folder takes all in it."""
    if not globs:
        return False
    ending = "/" if is_folder else ""
    return any(spec.match_file(discovery.relative(path, folder) + ending) for folder, spec in _specs(globs))


@lru_cache(maxsize=256)
def _specs(globs: tuple[Glob, ...]) -> tuple[tuple[str, Any], ...]:
    from pathspec import GitIgnoreSpec  # 25 ms that only patterns cost

    folders = dict.fromkeys(glob.folder for glob in globs)
    return tuple((f, GitIgnoreSpec.from_lines(g.pattern for g in globs if g.folder == f)) for f in folders)


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What one file says, by the names of the fields; without a path, the command line."""

    values: Mapping[str, Any]
    path: Path | None = None


def saying(layers: Sequence[Layer], name: str) -> list[Layer]:
    """The layers that the value of a key comes from; none where it is the default."""
    if name in {"extend_select", "ignore"}:
        start = max((i for i, layer in enumerate(layers) if layer.values.get("select")), default=0)
        layers = layers[start:]
    found = [layer for layer in layers if name in layer.values]
    return found if name in _ADDING else found[-1:]


_ADDING = {f.name for f in fields(Config) if f.metadata["adds"]}


def merged(layers: Sequence[Layer]) -> Config:
    """One configuration of layers, the most general first."""
    values: dict[str, Any] = {}
    for f in fields(Config):
        for layer in saying(layers, f.name):
            value = layer.values[f.name]
            before = values.get(f.name)
            values[f.name] = value if before is None else _sum(before, value)
    return Config(**values)


def _sum(before: Any, more: Any) -> Any:
    if isinstance(more, Mapping):
        return {**before, **{key: before.get(key, ()) + value for key, value in more.items()}}
    return before + more


def selectors(values: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Selector]]:
    """All names of rules among the values, each with its key and its index there."""
    for name in _SELECTING:
        value = values.get(name, ())
        named = {(glob.pattern,): v for glob, v in value.items()} if isinstance(value, Mapping) else {(): value}
        for key, chosen in named.items():
            yield from (((name.replace("_", "-"), *key, i), selector) for i, selector in enumerate(chosen))


_SELECTING = [f.name for f in fields(Config) if "Selector" in str(f.type)]  # types are still text here
