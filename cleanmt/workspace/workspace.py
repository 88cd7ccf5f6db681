"""What applies to a text: the nearest configuration upwards from it, with what is given laid over it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanmt.config.keys import NAMES, PYPROJECT, Config, Layer, merged
from cleanmt.errors import FileError, InvalidConfigError, RuleError, UnknownRuleError, about
from cleanmt.findings import UNUSED, Applicability
from cleanmt.workspace.settings import Settings, settings_of

if TYPE_CHECKING:
    from cleanmt.decisions.baseline import Baseline
    from cleanmt.engine.engine import Engine
    from cleanmt.engine.fixer import Accepting, Fixed
    from cleanmt.engine.plain import Explanation
    from cleanmt.engine.result import Result
    from cleanmt.files.reading import Source
    from cleanmt.findings import Finding, Span
    from cleanmt.measure.score import Score
    from cleanmt.packs.rule import Rule
    from cleanmt.packs.ruleset import RuleSet
    from cleanmt.text.formats import Format
    from cleanmt.workspace.batch import Order
    from cleanmt.workspace.cache import Cache

BASELINE = "cleanmt-accepted.jsonl"  # its usual name


class Workspace:
    """Configuration, rules, engines and the baseline of texts, each read or made once.

    `given` are keys of the configuration that win over its files, as `{"select": ["quotes"]}`; paths in it start from
    the current folder. `file` stands for all other files; with `isolated` there are none. A text's name decides which
    files apply to it, as if it lay there. Asking raises InvalidConfigError, InvalidPackError, UnknownRuleError and
    OwnNamesError.

    >>> from cleanmt import Workspace
    >>> workspace = Workspace({"select": ["casing"]}, isolated=True)
    >>> [finding.rule for finding in workspace.check("Pleas from kyiv to the the UN.")]
    ['casing/place-names']
    """

    def __init__(
        self, given: Mapping[str, Any] | Layer | None = None, file: Path | None = None, *, isolated: bool = False
    ) -> None:
        self._given = given if isinstance(given, Layer) else _layer(given or {})
        self._file = file
        self._isolated = isolated
        self._nearest: dict[Path, Path | None] = {}
        self._layers: dict[Path | None, tuple[Layer, ...]] = {}
        self._configs: dict[Path | None, Config] = {}
        self._settings: dict[tuple[Config, tuple[str, ...]], Settings] = {}

    def check(self, text: str, *, name: str = "-", format: Format = "text") -> list[Finding]:
        """The findings in a text, in reading order. Raises SlowRuleError."""
        from cleanmt.engine import checking

        with about(name):
            return checking.check(self.engine(Path(name)), text, format)

    def check_many(
        self, texts: Iterable[str | tuple[str, str]], *, jobs: int = 1, format: Format = "text"
    ) -> Iterator[Result]:
        """What comes of each text, or name and text, in order; `jobs` processes share the work, 0 is one a processor.

        Only a few texts are held at once. A text that can't be checked has an `error` in the place of findings.
        """
        from cleanmt.files.reading import Source
        from cleanmt.workspace.cache import Cache

        pairs = (("-", text) if isinstance(text, str) else text for text in texts)
        return self.results((Source.of(Path(name), text, format) for name, text in pairs), Cache(None), jobs)

    def results(self, sources: Iterable[Source], cache: Cache, jobs: int = 1) -> Iterator[Result]:
        """The same for texts that were read, with what the cache remembers of them."""
        from cleanmt.workspace import batch

        with self._placing_names():
            yield from batch.check(sources, self.settings_for, cache, jobs)

    def fix(
        self,
        text: str,
        level: Applicability | None = None,
        *,
        name: str = "-",
        format: Format = "text",
        accepted: Accepting | None = None,
    ) -> Fixed:
        """The text with its fixes of at least this level made; by default the safe ones, or as the configuration says.

        `accepted` says which of the findings are to stay. Raises SlowRuleError and UnsettledError.
        """
        from cleanmt.engine import checking, fixer

        wanted = self.level_for(Path(name)) if level is None else level
        with about(name):
            return checking.fix(self.engine(Path(name)), text, wanted, format, accepted or fixer.accepting_none)

    def score(self, text: str, *, name: str = "-", format: Format = "text", prior: float = 0.5) -> Score:
        """What the findings in a text weigh, how it reads, and how likely it is machine-translated.

        `prior` is the share of such texts that one expects, between 0 and 1. Raises InputError and SlowRuleError.
        """
        from cleanmt.engine.result import Result

        return self.scored(Result(name, text, tuple(self.check(text, name=name, format=format))), format, prior)

    def scored(self, result: Result, format: Format, prior: float = 0.5) -> Score:
        """The same for what was found in a text of that format."""
        from cleanmt.measure import score
        from cleanmt.text import formats

        whole = not self.settings_for(Path(result.path)).select
        shown = formats.shown(result.text, format)
        return score.scored(result.path, shown, result.findings, whole=whole, prior=prior)

    def explain(self, text: str, span: Span, *, name: str = "-", format: Format = "text") -> Explanation | None:
        """What became of every match at a place of a text; None where a reader sees nothing of it."""
        from cleanmt.engine import checking

        with about(name):
            return checking.explain(self.engine(Path(name)), text, span, format)

    def fix_many(self, orders: Iterable[Order], jobs: int = 1) -> Iterator[tuple[Source, Fixed | RuleError]]:
        """Each text with what came of it, in order; where a rule does not do on it, with the error."""
        from cleanmt.workspace import batch

        with self._placing_names():
            yield from batch.fix(orders, self.settings_for, jobs)

    def level_for(self, path: Path) -> Applicability:
        """What `fix` makes in this text: the safe fixes, or the unsafe ones too, as the configuration says."""
        return Applicability.UNSAFE if self.config_in(path.parent).unsafe_fixes else Applicability.SAFE

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
        """The engine for a text; without a path, that of the current folder."""
        from cleanmt.workspace.engines import engine_for  # a tenth of a second that texts seen before don't need

        with self._placing_names():
            return engine_for(self.settings_for(path))

    def rules(self, path: Path = Path()) -> RuleSet:
        """The rules for a text."""
        from cleanmt.workspace.engines import rules_for

        with self._placing_names():
            return rules_for(self.settings_for(path))

    def rule(self, name: str) -> Rule | None:
        """The rule of this name in the packs of the current folder, or of any text that was asked about."""
        from cleanmt.workspace.engines import all_rules

        packs = dict.fromkeys([self.here.rules, *(settings.rules for settings in self._settings.values())])
        return next((rule for paths in packs if (rule := all_rules(paths).by_name.get(name))), None)

    def all_rules(self) -> RuleSet:
        """Every rule of cleanmt and of the packs of the current folder, on or off."""
        from cleanmt.workspace.engines import all_rules

        return all_rules(self.here.rules)

    def rules_of(self, path: Path) -> Collection[str]:
        """The names of the rules that are on for a text."""
        return self.rules(path).by_name

    def watched(self, path: Path) -> Collection[str]:
        """The rules of a text whose unused baseline entries are findings; none where that is off."""
        from cleanmt.packs.ruleset import is_selected

        told = self.settings_for(path)
        is_on = is_selected(UNUSED, told.select, told.ignore, told.extend_select)
        return self.rules_of(path) if is_on else ()

    def baseline(self, file: Path | None = None) -> Baseline | None:
        """The file of accepted findings: the one named, or that of the usual name here or above; None: there is none.

        Raises FileError for a file that can't be used.
        """
        if file and not file.exists():
            raise FileError(f"{file}: no such file; `cleanmt check --write-baseline` with it begins one")
        path = file or next((at / BASELINE for at in _upwards() if (at / BASELINE).is_file()), None)
        if path is None:
            return None
        from cleanmt.decisions import baseline

        return baseline.read(path)

    def baseline_to_write(self, file: Path | None = None) -> Baseline:
        """The same; where there is none it begins where it was named, or at the root of the repository."""
        from cleanmt.decisions.baseline import Baseline

        if file and not file.exists():
            return Baseline(file)
        root = next((at for at in _upwards() if (at / ".git").exists()), Path())
        return self.baseline(file) or Baseline(root / BASELINE)

    @contextmanager
    def _placing_names(self) -> Iterator[None]:
        """An unknown rule that a configuration file names is that file's error, with its place."""
        try:
            yield
        except UnknownRuleError as error:
            from cleanmt.config import reading

            layers = [layer for layers in self._layers.values() for layer in layers]
            if problems := reading.naming(layers, error):
                raise InvalidConfigError(problems) from None
            raise

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


def _layer(given: Mapping[str, Any]) -> Layer:
    if not given:
        return Layer({})
    from cleanmt.config import reading

    return reading.decoded(given)


def _upwards() -> Iterator[Path]:
    """The current folder and those above it up to the repository's root, told from here so that reports stay short."""
    here = Path()
    while True:
        yield here
        resolved = here.resolve()
        if (here / ".git").exists() or resolved == resolved.parent:
            return
        here /= ".."


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
    except OSError as error:
        raise FileError(f"{pyproject}: can't be read: {error.strerror}") from None
    from cleanmt.config import reading

    return reading.has_table(pyproject)
