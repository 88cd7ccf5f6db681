"""What decides the findings in a text, taken out of its configuration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cleanmt.config.keys import Config, selectors


@dataclass(frozen=True, slots=True)
class Settings:
    """All that decides what is found in a text and at which level; texts with equal settings share an engine."""

    rules: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    names: Path | None = None
    style: str | None = None
    accept: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    extend_safe_fixes: tuple[str, ...] = ()
    extend_unsafe_fixes: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()  # every rule that the configuration names, so that none is misspelt unnoticed


def settings_of(config: Config, ignored: tuple[str, ...] = ()) -> Settings:
    """The settings of a text, with what is ignored in its path besides."""
    same = {name: getattr(config, name) for name in Settings.__slots__ if name not in {"ignore", "mentioned"}}
    values = {name: getattr(config, name) for name in Config.__slots__}
    mentioned = tuple(dict.fromkeys(selector for _, selector in selectors(values)))
    return Settings(ignore=(*config.ignore, *ignored), mentioned=mentioned, **same)
