"""The JSON Schemas of rule packs and of the configuration, made from the types that their decoders fill."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin

from cleanmt import checks, reports
from cleanmt.checks import Example
from cleanmt.config.keys import Config, Format, Glob, Phrases
from cleanmt.fields import After, Before, CategoryName, Language, Phrase, RegexText, Words
from cleanmt.findings import Applicability, Severity
from cleanmt.packs import categories
from cleanmt.packs.decoder import EXAMPLE, FILLED_IN, HEADER, is_required, key_of
from cleanmt.packs.rule import Rule
from cleanmt.tables import Table
from cleanmt.text.languages import CODES

_TEXT = {"$ref": "#/$defs/text"}  # what counts as one differs between packs and configuration
_FILLED = {**_TEXT, "minLength": 1}
_LEVEL = {"enum": [str(level) for level in Applicability]}


_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Of a rule pack."""
    return {
        "$schema": _DRAFT,
        "$defs": {"text": {"type": ["string", "number", "boolean"]}},  # a pack needs no quotation marks
        "title": "cleanmt rule pack",
        "type": "object",
        "additionalProperties": False,
        "required": ["pack", "summary", "rules"],
        "properties": {
            **dict.fromkeys(HEADER, _TEXT),
            "let": {"type": "object", "additionalProperties": {"anyOf": [_list_of(_TEXT), _TEXT]}},
            "rules": {
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "required": ["check"],
                    "properties": {"check": {"enum": checks.kind_names()}},
                    "allOf": [_if_check_is(name) for name in checks.kind_names()],
                },
            },
        },
    }


def config_schema() -> dict[str, Any]:
    """Of cleanmt.toml, and of the table [tool.cleanmt]."""
    keys = {key_of(f): {**_type(hint), "description": f.metadata["help"]} for f, hint in _hinted(Config)}
    return {
        "$schema": _DRAFT,
        "$defs": {"text": {"type": "string", "pattern": r"\S"}},
        "title": "cleanmt configuration",
        "type": "object",
        "additionalProperties": False,
        "properties": keys,
    }


def _if_check_is(kind_name: str) -> dict[str, Any]:
    return {"if": {"properties": {"check": {"const": kind_name}}}, "then": _rule(kind_name)}


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
    if hint in (Words, Phrases, Before, After) or origin is tuple:
        item = _type(arguments[0]) if arguments else _TEXT
        one = _FILLED if item == _TEXT else item
        return _list_of(item) if item.get("type") == "object" else {"anyOf": [_list_of(item), one]}
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if hint is Example:
        return {
            "type": "object",
            "properties": dict.fromkeys(EXAMPLE, _TEXT),
            "additionalProperties": False,
        }
    if hint is Language:
        return {"enum": sorted(CODES)}
    if hint is CategoryName:
        return {"anyOf": [{"enum": list(categories.KNOWN)}, {"type": "string", "pattern": f"^{categories.OWN}/."}]}
    if hint is Format:
        return {"enum": list(reports.FORMATS)}
    if hint is Glob:
        return _TEXT
    if hint in (Table, RegexText, Phrase):
        return _FILLED
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
