"""What applies to a text: the nearest configuration upwards from it, with the command line laid over it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cleanmt.config.keys import NAMES, PYPROJECT, Config, Layer, merged
from cleanmt.workspace.settings import Settings, settings_of

if TYPE_CHECKING:
    from cleanmt.engine.plain import Engine
    from cleanmt.packs.ruleset import Rule, RuleSet


class Choice:
    """What the command line says, and the configuration files under it, each read once.

    `file` stands for all others; with `isolated` there are none. Asking raises InvalidConfigError.
    """

    def __init__(self, given: Layer | None = None, file: Path | None = None, *, isolated: bool = False) -> None:
        self._given = given or Layer({})
        self._file = file
        self._isolated = isolated
        self._nearest: dict[Path, Path | None] = {}
        self._layers: dict[Path | None, tuple[Layer, ...]] = {}
        self._configs: dict[Path | None, Config] = {}
        self._settings: dict[tuple[Config, tuple[str, ...]], Settings] = {}

    @property
    def here(self) -> Config:
        """The configuration of the current folder: for what belongs to the run and not to a text."""
        return self.config_in(Path())

    def config_in(self, folder: Path) -> Config:
        """The configuration of the texts in a folder."""
        file = self._file_for(folder)
        if file not in self._configs:
            self._configs[file] = merged(self.layers_in(folder))
        return self._configs[file]

    def layers_in(self, folder: Path) -> tuple[Layer, ...]:
        """Who says something about the texts in a folder, the most general first, the command line last."""
        file = self._file_for(folder)
        if file not in self._layers:
            self._layers[file] = (*self._read(file), self._given)
        return self._layers[file]

    def settings_for(self, path: Path) -> Settings:
        """What decides the findings in this text."""
        config = self.config_in(path.parent)
        ignored = config.ignored_in(path)
        if (config, ignored) not in self._settings:
            self._settings[config, ignored] = settings_of(config, ignored)
        return self._settings[config, ignored]

    def engine(self, path: Path = Path()) -> Engine:
        """The engine for a text; without a path, that of the current folder. Raises as engine_for does, too."""
        from cleanmt.workspace.engines import engine_for  # a tenth of a second that texts seen before don't need

        return engine_for(self.settings_for(path))

    def rules(self, path: Path = Path()) -> RuleSet:
        """The rules for a text. Raises as rules_for does, too."""
        from cleanmt.workspace.engines import rules_for

        return rules_for(self.settings_for(path))

    def rule(self, name: str) -> Rule | None:
        """The rule of this name in the packs of the current folder, or of any text that was asked about."""
        from cleanmt.workspace.engines import all_rules

        packs = dict.fromkeys([self.here.rules, *(settings.rules for settings in self._settings.values())])
        return next((rule for paths in packs if (rule := all_rules(paths).by_name.get(name))), None)

    def all_layers(self) -> list[Layer]:
        """Those of all files that were asked for so far."""
        return [layer for layers in self._layers.values() for layer in layers]

    def _file_for(self, folder: Path) -> Path | None:
        if self._file or self._isolated:
            return self._file
        return self._nearest_to(Path(os.path.abspath(folder)))

    def _nearest_to(self, folder: Path) -> Path | None:
        if folder not in self._nearest:
            above = folder.parent
            self._nearest[folder] = file_in(folder) or (self._nearest_to(above) if above != folder else None)
        return self._nearest[folder]

    def _read(self, file: Path | None) -> Sequence[Layer]:
        if file is None:
            return ()
        from cleanmt.config import reading  # only where there is one

        return reading.read(file, self._given.values.get("rules", ()))


def file_in(folder: Path) -> Path | None:
    """The configuration file in this folder; a pyproject.toml without [tool.cleanmt] is none."""
    for name in NAMES:
        path = folder / name
        if path.is_file() and (name != PYPROJECT or _has_table(path)):
            return path
    return None


def _has_table(pyproject: Path) -> bool:
    try:
        if b"cleanmt" not in pyproject.read_bytes():
            return False  # somebody else's, as most are: nothing needs to be imported to read it
    except OSError:
        return False
    from cleanmt.config import reading

    return reading.has_table(pyproject)
