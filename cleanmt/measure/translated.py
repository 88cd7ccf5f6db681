"""How likely a text was machine-translated: a logistic model of the kinds of issues in it.

What it counts and what each feature weighs is in `rules/data/score.tsv`; `make calibrate` fits the weights.
Boilerplate, encodings and unpaired marks don't count: they tell how a text was collected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log, log1p
from pathlib import Path

from cleanmt import tables
from cleanmt.findings import Finding

FEWEST_WORDS = 100  # below, findings are too few to tell anything
PRIOR = 0.5  # the share of machine translation that the weights were fitted to
_SMOOTHING = 200  # words that are added, so that one finding in a short text says no more than several in a long one
_BIAS = "(bias)"  # the row of the table that is no feature


@dataclass(frozen=True, slots=True)
class Feature:
    """Rules, packs or beginnings of their names, that are counted together, and those of them that are not."""

    name: str
    rules: tuple[str, ...]
    without: tuple[str, ...]
    betraying: bool  # only the findings that betray languages
    weight: float = 0.0

    def value(self, findings: Iterable[Finding], words: int) -> float:
        """The logarithm of 1 + how many of the rules found something, in 1,000 words: a house's one habit is one."""
        kinds = {finding.rule for finding in findings if self._counts(finding)}
        return log1p(1000 * len(kinds) / (words + _SMOOTHING))

    def _counts(self, finding: Finding) -> bool:
        if self.betraying and not finding.source:
            return False
        return _begins(finding.rule, self.rules) and not _begins(finding.rule, self.without)


@dataclass(frozen=True, slots=True)
class Model:
    """The log-odds of machine translation: the bias, and of each feature its value times its weight."""

    bias: float
    features: tuple[Feature, ...]

    def values(self, findings: Sequence[Finding], words: int) -> list[float]:
        """Those of the features, in their order."""
        return [feature.value(findings, words) for feature in self.features]

    def probability(self, findings: Sequence[Finding], words: int, prior: float = PRIOR) -> float:
        """Where the share `prior` of texts (0 to 1, both excluded) is machine-translated, before one has looked."""
        weighted = (f.weight * value for f, value in zip(self.features, self.values(findings, words), strict=True))
        return 1 / (1 + exp(-(self.bias + sum(weighted) + log(prior / (1 - prior)))))


@cache
def shipped() -> Model:
    """The model that cleanmt ships."""
    return read(tables.shipped() / "data" / "score.tsv")


def read(path: Path) -> Model:
    """A model in a table of tab-separated values. Raises as `tables.read` does, and KeyError without a bias."""
    rows = {row["feature"]: row for row in tables.read(path)}
    bias = float(rows.pop(_BIAS)["weight"])
    return Model(bias, tuple(_feature(row) for row in rows.values()))


def _feature(row: dict[str, str]) -> Feature:
    rules, without = (tuple(tables.cells(row[name])) for name in ("rules", "without"))
    return Feature(row["feature"], rules, without, row["betraying"] == "yes", float(row["weight"]))


def written(model: Model, notes: Iterable[str]) -> str:
    """The table of a model, with notes above it."""
    lines = [f"# {note}" for note in notes]
    lines.append("feature\trules\twithout\tbetraying\tweight")
    lines.append(f"{_BIAS}\t\t\t\t{model.bias:.2f}")
    for feature in model.features:
        cells = ("|".join(feature.rules), "|".join(feature.without), "yes" if feature.betraying else "")
        lines.append("\t".join((feature.name, *cells, f"{feature.weight:.2f}")))
    return "\n".join(lines) + "\n"


def _begins(rule: str, names: Iterable[str]) -> bool:
    return any(rule == name or rule.startswith(f"{name}/") for name in names)
