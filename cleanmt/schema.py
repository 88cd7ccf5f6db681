"""The JSON Schema of rule packs, made from the types that the decoder fills; editors complete packs with it."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin

from cleanmt import checks
from cleanmt.findings import Applicability, Severity
from cleanmt.packs import FILLED_IN, HEADER, is_required, key_of
from cleanmt.ruleset import Example, Rule
from cleanmt.types import Table, Words

_TEXT = {"type": "string"}
_LEVEL = {"enum": [str(level) for level in Applicability]}


def schema() -> dict[str, Any]:
    """Draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cleanmt rule pack",
        "type": "object",
        "additionalProperties": False,
        "required": ["pack", "summary", "rules"],
        "properties": {
            **dict.fromkeys(HEADER, _TEXT),
            "authors": _list_of(_TEXT),
            "let": {"type": "object", "additionalProperties": {"anyOf": [_list_of(_TEXT), _TEXT]}},
            "rules": {
                "type": "object",
                "additionalProperties": {"oneOf": [_rule(name) for name in checks.kind_names()]},
            },
        },
    }


def _rule(kind_name: str) -> dict[str, Any]:
    """A rule of one check kind: the keys of every rule and the fields of the kind."""
    kind = typing.cast("Any", checks.kind(kind_name))
    header = {key_of(f): _type(hint) for f, hint in _hinted(Rule) if f.name not in FILLED_IN}
    own = {key_of(f): _type(hint) for f, hint in _hinted(kind)}
    needed = [key_of(f) for cls in (Rule, kind) for f in fields(cls) if is_required(f) and f.name not in FILLED_IN]
    return {
        "title": kind_name,
        "description": (kind.__doc__ or "").strip(),
        "type": "object",
        "additionalProperties": False,
        "required": ["check", *needed],
        "properties": {
            "check": {"const": kind_name},
            **header,
            "fix": {"anyOf": [_LEVEL, {"type": "object", "additionalProperties": _LEVEL}]},
            **own,
        },
    }


def _type(hint: Any) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (typing.Union, types.UnionType):
        options = [_type(a) for a in arguments if a is not type(None)]
        return options[0] if len(options) == 1 else {"anyOf": options}
    if hint is Words or origin is tuple:
        item = _TEXT if hint is Words else _type(arguments[0])
        return {"anyOf": [_list_of(item), item]}
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if hint is Example:
        return {
            "type": "object",
            "properties": dict.fromkeys(("bad", "good", "ok", "todo-bad", "todo-ok"), _TEXT),
            "additionalProperties": False,
        }
    if hint is Table:
        return _TEXT
    if isinstance(hint, type) and is_dataclass(hint):
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {key_of(f): _type(h) for f, h in _hinted(hint)},
        }
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _type(arguments[1])}
    if isinstance(hint, type) and issubclass(hint, (Applicability, Severity)):
        return {"enum": [str(member) for member in hint]}
    return {bool: {"type": "boolean"}, int: {"type": "integer"}}.get(hint, _TEXT)


def _hinted(cls: type[Any]) -> list[tuple[Any, Any]]:
    hints = typing.get_type_hints(cls)
    return [(field, hints[field.name]) for field in fields(cls)]


def _list_of(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}
