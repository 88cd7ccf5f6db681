"""Rules written as JSON, and read again one by one when they are asked for.

They are made by their own constructors, so that a file which somebody else wrote can hold wrong rules but runs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import IntEnum
from functools import cache
from importlib import import_module
from typing import Any, overload

from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet
from cleanmt.tables import Table

_MAPPING, _TABLE, _SHARED = "mapping", "table", "shared"  # what a tag may be besides the name of a class


@dataclass(frozen=True, slots=True)
class Written:
    """Rules in the order of their names, each in JSON, and the tables and lists that several of them have."""

    names: Sequence[str]
    rules: Sequence[str]
    shared: Sequence[str]


def written(rules: RuleSet) -> Written:
    writer = _Writer()
    return Written([rule.name for rule in rules], [json.dumps(writer.plain(rule)) for rule in rules], writer.shared)


class KeptRuleSet(RuleSet):
    """A rule set whose rules are made when they are asked for; `known` tells all rules, should somebody want them."""

    def __init__(self, kept: Written, known: Callable[[], Mapping[str, Rule]]) -> None:
        self.rules = _Rules(kept)
        self.by_name = _ByName(kept.names, self.rules)
        self._all = known

    @property
    def known(self) -> Mapping[str, Rule]:
        return self._all()


class _Rules(Sequence[Rule]):
    def __init__(self, kept: Written) -> None:
        self._kept = kept
        self._reader = _Reader(kept.shared)
        self._made: dict[int, Rule] = {}

    def __len__(self) -> int:
        return len(self._kept.rules)

    @overload
    def __getitem__(self, index: int) -> Rule: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Rule]: ...
    def __getitem__(self, index: int | slice) -> Rule | Sequence[Rule]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if index not in self._made:
            self._made[index] = self._reader.value(json.loads(self._kept.rules[index]))
        return self._made[index]


class _ByName(Mapping[str, Rule]):
    def __init__(self, names: Iterable[str], rules: Sequence[Rule]) -> None:
        self._places = {name: place for place, name in enumerate(names)}
        self._rules = rules

    def __getitem__(self, name: str) -> Rule:
        return self._rules[self._places[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _Writer:
    """Makes values of JSON: a tuple is a list, and all else but text and numbers an object with one key, its tag."""

    def __init__(self) -> None:
        self.shared: list[str] = []
        self._places: dict[int, int] = {}

    def plain(self, value: Any) -> Any:
        if value is None or type(value) in (str, int, bool):
            return value
        if type(value) is tuple:
            return [self.plain(item) for item in value]
        if isinstance(value, Table):
            return {_SHARED: self._place(value, lambda: self._table(value))}
        if isinstance(value, Mapping):
            return {_MAPPING: {key: self.plain(item) for key, item in value.items()}}
        return {f"{type(value).__module__}:{type(value).__qualname__}": self._content(value)}

    def _content(self, value: Any) -> Any:
        """What its class makes it of; what it has by default is left out."""
        if isinstance(value, IntEnum):
            return int(value)
        if isinstance(value, tuple):
            return [self.plain(item) for item in value]
        named = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: self.plain(item) for field, item in named if item != field.default}

    def _place(self, value: object, made: Callable[[], Any]) -> int:
        if id(value) not in self._places:
            self._places[id(value)] = place = len(self.shared)
            self.shared.append("")
            self.shared[place] = json.dumps(made())
        return self._places[id(value)]

    def _table(self, table: Table) -> Any:
        columns = list(table.rows[0]) if table.rows else []
        lists = self._place(table.lists, lambda: self.plain(table.lists))
        return {_TABLE: [table.path, columns, [[*row.values()] for row in table.rows], table.lines, lists]}


class _Reader:
    """Makes them what they were."""

    def __init__(self, shared: Sequence[str]) -> None:
        self._shared = shared
        self._made: dict[int, Any] = {}

    def value(self, plain: Any) -> Any:
        if isinstance(plain, list):
            return tuple([self.value(item) for item in plain])
        if not isinstance(plain, dict):
            return plain
        ((tag, content),) = plain.items()
        if tag == _SHARED:
            return self._at(content)
        if tag == _MAPPING:
            return {key: self.value(item) for key, item in content.items()}
        if tag == _TABLE:
            path, columns, rows, lines, lists = content
            return Table(
                path, tuple([dict(zip(columns, row, strict=True)) for row in rows]), tuple(lines), self._at(lists)
            )
        return self._instance(_class(tag), content)

    def _instance(self, made_by: Any, content: Any) -> Any:
        if isinstance(content, dict):
            return made_by(**{name: self.value(item) for name, item in content.items()})
        return made_by(*self.value(content)) if isinstance(content, list) else made_by(content)

    def _at(self, place: int) -> Any:
        if place not in self._made:
            self._made[place] = self.value(json.loads(self._shared[place]))
        return self._made[place]


@cache
def _class(name: str) -> Any:
    """The class of this name; ValueError for what is none of our plain ones."""
    module, _, attribute = name.partition(":")
    found = getattr(import_module(module), attribute, None) if module.startswith("cleanmt.") else None
    if not (isinstance(found, type) and (is_dataclass(found) or issubclass(found, (IntEnum, tuple)))):
        raise ValueError(f"{name} is no value of a rule")
    return found
