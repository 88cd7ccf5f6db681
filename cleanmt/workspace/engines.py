"""Settings -> rules and engines, each made once in a process."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleanmt.engine.engine import Engine
from cleanmt.engine.scan.scanner import Known, SignScanner, best_scanner, can_be_fast, planned
from cleanmt.findings import Applicability
from cleanmt.packs import shipped
from cleanmt.packs.ruleset import RuleSet
from cleanmt.workspace import cache, engine_image
from cleanmt.workspace.settings import Settings

_PATTERNS, _PHRASES = "patterns", "phrases"


@lru_cache(maxsize=16)
def engine_for(settings: Settings) -> Engine:
    """The engine of these settings, made once in a process. Raises as rules_for does.

    Of cleanmt's own rules it is made of what they were made into before: to read the packs and to plan what is looked
    for takes longer than to check a text.
    """
    if settings.rules or settings.names or not can_be_fast():
        return engine_of(rules_for(settings))
    with cache.opened() as kept:
        key = f"engine {shipped.folder()} {settings!r}"
        image = kept.get(key)
        engine = engine_image.read(image, lambda: all_rules().by_name) if image else None
        if engine is None:
            rules = rules_for(settings)
            plan = planned([rule.check for rule in rules], _known(kept.get(_PATTERNS)))
            kept.put(key, engine_image.written(rules, plan))
            engine = Engine(rules, SignScanner(plan))
    return engine


@lru_cache(maxsize=16)
def engine_of(rules: RuleSet) -> Engine:
    """The engine of these rules; what was worked out about their patterns before is not worked out again."""
    with cache.opened() as kept:
        known = _known(kept.get(_PATTERNS))
        count = len(known)
        engine = Engine(rules, best_scanner([rule.check for rule in rules], known))
        if len(known) > count:
            kept.put(_PATTERNS, json.dumps(known))
    return engine


def _known(kept: str | None) -> Known:
    """What is kept about patterns."""
    try:
        return {pattern: (words, wide, gate) for pattern, (words, wide, gate) in _read(kept).items()}
    except (ValueError, TypeError):
        return {}


def _read(kept: str | None) -> dict[str, Any]:
    """An object of JSON; an empty one if it can't be read."""
    try:
        found = json.loads(kept or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@lru_cache(maxsize=16)
def rules_for(settings: Settings) -> RuleSet:
    """The rules of these settings.

    Raises InvalidPackError, UnknownRuleError for all names that are wrong at once, and OwnNamesError.
    """
    from cleanmt.packs import own_names

    rules, further = all_rules(settings.rules), settings.extend_select
    if settings.names:
        rules = own_names.added(rules, own_names.read(settings.names), settings.names)
        if own_names.NAME in rules.by_name:
            further = (*further, own_names.NAME)
    rules.require(settings.mentioned)
    rules = rules.selected(settings.select, settings.ignore, further)
    rules = rules.translated_from(settings.source, keep=(*settings.select, *further)).accepting(settings.accept)
    if settings.style:
        rules = rules.styled(settings.style)
    return rules.leveled(
        {
            Applicability.SAFE: settings.extend_safe_fixes,
            Applicability.UNSAFE: settings.extend_unsafe_fixes,
            Applicability.SUGGESTION: settings.unfixable,
        }
    )


@lru_cache(maxsize=4)
def all_rules(pack_paths: tuple[Path, ...] = ()) -> RuleSet:
    """Every rule of cleanmt and of these packs. Raises InvalidPackError."""
    from cleanmt.packs import decoder  # and YAML; not where an engine was kept
    from cleanmt.text import phrase

    with cache.opened() as kept:
        phrase.known.update(_read(kept.get(_PHRASES)))
        count = len(phrase.known)
        rules = decoder.load(pack_paths)
        if len(phrase.known) > count:
            kept.put(_PHRASES, json.dumps(phrase.known))
    return rules
