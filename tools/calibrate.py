"""Fits how likely a text is machine-translated to texts of which that is known, and says how far it can be trusted.

Run by `make calibrate TEXTS=folder`; the folder is laid out as for `make record` (`cleanmt/measure/samples.py`). It
rewrites the weights in rules/data/score.tsv and the plot in docs/reference/score.svg, and prints the figures for
docs/reference/score.md. Segments have no documents: SEGMENTS of one system and set in a row stand for one, and so do
those of the references, which people translated: what tells both from native text is no sign of a machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

import cleanmt
from cleanmt.errors import CleanmtError
from cleanmt.measure import samples, translated
from cleanmt.measure.samples import Sample
from cleanmt.measure.translated import Model
from cleanmt.text.document import Document

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "rules" / "data" / "score.tsv"
PLOT = ROOT / "docs" / "reference" / "score.svg"

SEGMENTS = 28  # of a pseudo-document
SHARES = {"articles": 0.5, "outputs": 0.5, "press": 0.5, "other native": 0.25, "references": 0.25}  # of their class
TRANSLATED = frozenset({"articles", "outputs"})
LENGTHS = (200, 300, 400, 600)  # words: in each of these classes both kinds of text weigh the same
FOLDS = 5
BINS = 10  # of the reliability table
_RIDGE = 1.0  # a weak pull of weights towards 0, in documents
_LEAST = 20  # documents of a system or set that is told apart

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Strings = NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Text:
    """A document or pseudo-document; `group` is its site, set or genre, which is left out as a whole."""

    text: str
    corpus: str
    group: str
    system: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """Texts as figures, a row a text; every column has the same length."""

    corpus: Strings
    group: Strings
    system: Strings
    words: Floats
    values: Floats  # of the model's features

    @property
    def translated(self) -> Floats:
        """1 where it is machine-translated, else 0."""
        return np.isin(self.corpus, sorted(TRANSLATED)).astype(float)

    def of(self, *corpora: str) -> Bools:
        return np.isin(self.corpus, corpora)

    def only(self, rows: Bools) -> Data:
        return Data(self.corpus[rows], self.group[rows], self.system[rows], self.words[rows], self.values[rows])


# Texts ---------------------------------------------------------------------------------------------------------------


def texts(read: Iterable[Sample]) -> Iterator[Text]:
    """Native texts and articles as they are, then what segments are put together to."""
    outputs: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    references: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)  # each stands once, however many systems
    for sample in read:
        if sample.reference is None:
            corpus = "press" if sample.is_press else "other native" if sample.corpus == "native" else "articles"
            yield Text(sample.text, corpus, f"{sample.corpus}/{sample.place}")
            continue
        outputs[sample.place, sample.system, sample.language].append(sample.text)
        references[sample.place, sample.language][sample.reference] = None
    for (of, system, _), segments in outputs.items():
        yield from (Text(text, "outputs", f"translations/{of}", system) for text in joined(segments))
    for (of, _), kept in references.items():
        yield from (Text(text, "references", f"translations/{of}") for text in joined(list(kept)))


def joined(segments: Sequence[str]) -> Iterator[str]:
    """Pseudo-documents of SEGMENTS paragraphs each; what is left at the end is none."""
    for start in range(0, len(segments) - SEGMENTS + 1, SEGMENTS):
        yield "\n\n".join(segments[start : start + SEGMENTS])


def measured(given: Sequence[Text], model: Model, jobs: int) -> Data:
    """The texts that are long enough to tell something, in order."""
    workspace = cleanmt.Workspace(isolated=True)
    kept, words, values = [], [], []
    with click.progressbar(given, label="Texts") as bar:
        for text, result in zip(given, workspace.check_many((one.text for one in bar), jobs=jobs), strict=True):
            count = Document(text.text).word_counts.total()
            if count >= translated.FEWEST_WORDS and not result.error:
                kept.append(text)
                words.append(count)
                values.append(model.values(result.findings, count))
    corpus, group, system = (np.array([getattr(one, name) for one in kept]) for name in ("corpus", "group", "system"))
    return Data(corpus, group, system, np.array(words, float), np.array(values, float))


# Fitting -------------------------------------------------------------------------------------------------------------


def weights(data: Data) -> Floats:
    """What each text counts, on average 1.

    The corpora weigh as SHARES says, in them each group as the square root of its texts, and of every length machine
    translation as much as the rest: so neither a large site nor length decides.
    """
    found = np.zeros(len(data.words))
    for corpus, share in SHARES.items():
        rows = data.of(corpus)
        _, place, counts = np.unique(data.group[rows], return_inverse=True, return_counts=True)
        found[rows] = share * (counts**-0.5 / max(1.0, (counts**0.5).sum()))[place]
    return len(found) * _balanced(found, data)


def _balanced(found: Floats, data: Data) -> Floats:
    lengths = np.digitize(data.words, LENGTHS)
    parts = [(lengths == length, found[lengths == length].sum() / 2) for length in np.unique(lengths)]
    for rows, half in parts:
        for kind in (0.0, 1.0):
            mine = rows & (data.translated == kind)
            if mine.any():
                found[mine] *= half / found[mine].sum()
    whole: float = found.sum()
    return found / whole


def fitted(values: Floats, is_true: Floats, weight: Floats) -> Floats:
    """The bias and the weights of a logistic regression, by Newton's method on the penalized likelihood."""
    rows = np.column_stack([np.ones(len(values)), values])
    pull = np.diag([0.0] + [_RIDGE] * values.shape[1])
    found = np.zeros(rows.shape[1])
    for _ in range(100):
        expected = logistic(rows @ found)
        slope = rows.T @ (weight * (is_true - expected)) - pull @ found
        curve = (rows * (weight * expected * (1 - expected))[:, None]).T @ rows + pull
        step = np.linalg.solve(curve, slope)
        found += step
        if abs(step).max() < 1e-9:
            break
    return found


def logistic(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def folds(data: Data) -> NDArray[np.int_]:
    """The fold of each text: whole groups of a kind (sites, sets, genres) are dealt out, the largest first."""
    dealt: dict[str, int] = {}
    names, counts = np.unique(data.group, return_counts=True)
    for kind in sorted({name.partition("/")[0] for name in names}):
        mine = [(-count, name) for name, count in zip(names, counts, strict=True) if name.partition("/")[0] == kind]
        dealt |= {name: place % FOLDS for place, (_, name) in enumerate(sorted(mine))}
    return np.array([dealt[name] for name in data.group])


def held_out(data: Data, fold: NDArray[np.int_]) -> Floats:
    """The probability of each text by a model that saw no text of its fold."""
    found = np.zeros(len(fold))
    for one in np.unique(fold):
        seen = data.only(fold != one)
        bias, *of = fitted(seen.values, seen.translated, weights(seen))
        found[fold == one] = logistic(bias + data.values[fold == one] @ np.array(of))
    return found


# Figures -------------------------------------------------------------------------------------------------------------


def auc(probability: Floats, is_true: Floats) -> float:
    """The area under the ROC curve: how often a true one is the likelier of two; equal ones count half."""
    _, place = np.unique(probability, return_inverse=True)
    right, wrong = np.bincount(place, is_true), np.bincount(place, 1 - is_true)
    below = np.cumsum(wrong) - wrong / 2
    return float((right * below).sum() / (right.sum() * wrong.sum()))


def auc_in_folds(probability: Floats, data: Data, fold: NDArray[np.int_], rows: Bools) -> float:
    """The mean over folds by their machine translations: only what one model said is compared."""
    parts = [rows & (fold == one) for one in np.unique(fold[rows])]
    parts = [part for part in parts if 0 < data.translated[part].mean() < 1]
    areas = [auc(probability[part], data.translated[part]) for part in parts]
    return float(np.average(areas, weights=[data.translated[part].sum() for part in parts])) if parts else float("nan")


def brier(probability: Floats, is_true: Floats, weight: Floats) -> float:
    """The mean squared error of the probabilities: 0 is perfect, 0.25 what saying ½ of everything gets."""
    return float(np.average((probability - is_true) ** 2, weights=weight))


@dataclass(frozen=True, slots=True)
class Bin:
    """The texts with probabilities in a tenth: how many, what was said on average, and what was so."""

    texts: int
    weight: float  # of all
    said: float
    true: float


def reliability(probability: Floats, is_true: Floats, weight: Floats) -> list[Bin]:
    """The bins that have texts, the lowest probability first."""
    place = np.minimum((probability * BINS).astype(int), BINS - 1)
    parts = [place == one for one in np.unique(place)]
    return [
        Bin(
            int(part.sum()),
            float(weight[part].sum() / weight.sum()),
            float(np.average(probability[part], weights=weight[part])),
            float(np.average(is_true[part], weights=weight[part])),
        )
        for part in parts
    ]


def report(data: Data, probability: Floats, fold: NDArray[np.int_]) -> Iterator[str]:
    """The figures, as tables in Markdown."""
    weight = weights(data)
    yield f"Brier score {brier(probability, data.translated, weight):.3f}"
    yield from _areas(data, lambda rows: f"{auc_in_folds(probability, data, fold, rows):.3f}")
    yield from _reliabilities(reliability(probability, data.translated, weight))
    yield "\n| corpus | texts | none of the counted issues | ≥ 50 % | ≥ 90 % |\n|---|---|---|---|---|"
    for corpus in SHARES:
        rows = data.of(corpus)
        shares = ((data.values[rows].sum(axis=1) == 0).mean(), *((probability[rows] >= p).mean() for p in (0.5, 0.9)))
        yield f"| {corpus} | {rows.sum():,} | {' | '.join(f'{share:.1%}' for share in shares)} |"


def _areas(data: Data, area: Callable[[Bools], str]) -> Iterator[str]:
    yield "\n| machine-translated | beside | texts | AUC |\n|---|---|---|---|"
    for kind, *others in _PAIRS:
        rows, beside = data.of(kind), data.of(*others)
        yield f"| {kind} | {' and '.join(others)} | {rows.sum():,} / {beside.sum():,} | {area(rows | beside)} |"
    yield "\n| site, set or system | texts | AUC beside references | beside press |\n|---|---|---|---|"
    references, press = data.of("references"), data.of("press")
    known = _told_apart(data.group, data.of(*TRANSLATED)), _told_apart(data.system, data.of("outputs"))
    for name, rows in chain.from_iterable(known):
        yield f"| {name} | {rows.sum():,} | {area(rows | references)} | {area(rows | press)} |"


def _reliabilities(bins: Iterable[Bin]) -> Iterator[str]:
    yield "\n| probability | texts | share of all | said on average | machine-translated |\n|---|---|---|---|---|"
    for one in bins:
        low = int(one.said * BINS) * 100 // BINS
        yield f"| {low}–{low + 100 // BINS} % | {one.texts:,} | {one.weight:.0%} | {one.said:.0%} | {one.true:.0%} |"


_PAIRS = (
    ("articles", "press"), ("articles", "press", "other native"), ("articles", "references"),
    ("outputs", "references"), ("outputs", "press"),
)  # fmt: skip


def _told_apart(names: Strings, rows: Bools) -> Iterator[tuple[str, Bools]]:
    for name in np.unique(names[rows]):
        mine = rows & (names == name)
        if mine.sum() >= _LEAST:
            yield str(name).rpartition("/")[2], mine


# The plot ------------------------------------------------------------------------------------------------------------

_SIDE, _LEFT, _TOP = 240, 46, 12  # of the square, and where it stands


def plot(bins: Iterable[Bin]) -> str:
    """The reliability as an SVG whose colours stand out on light and dark ground; a dot's area is its part of all."""
    ticks = "".join(map(_tick, (0, 25, 50, 75, 100)))
    dots = "".join(_dot(one) for one in bins)
    x, y = _at(0.5, 0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE + _LEFT + 16} {_SIDE + 58}" width="420" '
        'role="img" font-family="sans-serif" font-size="11" fill="#808080">\n'
        "<title>Reliability: probability said, and share that was machine-translated</title>\n"
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#808080"/>\n'
        f'<path d="M{_LEFT} {_TOP + _SIDE}l{_SIDE} -{_SIDE}" stroke="#808080" stroke-dasharray="4 4"/>\n'
        f"{ticks}{dots}"
        f'<text x="{x:.0f}" y="{y + 34:.0f}" text-anchor="middle">probability said (%)</text>\n'
        f'<text x="12" y="{_TOP + _SIDE / 2:.0f}" text-anchor="middle" '
        f'transform="rotate(-90 12 {_TOP + _SIDE / 2:.0f})">machine-translated (%)</text>\n</svg>\n'
    )


def _at(x: float, y: float) -> tuple[float, float]:
    return _LEFT + _SIDE * x, _TOP + _SIDE * (1 - y)


def _tick(percent: int) -> str:
    (x, foot), (left, y) = _at(percent / 100, 0), _at(0, percent / 100)
    return (
        f'<text x="{x:.0f}" y="{foot + 16:.0f}" text-anchor="middle">{percent}</text>\n'
        f'<text x="{left - 6:.0f}" y="{y + 4:.0f}" text-anchor="end">{percent}</text>\n'
    )


def _dot(one: Bin) -> str:
    x, y = _at(one.said, one.true)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + 20 * one.weight**0.5:.1f}" fill="#1e9e8f" fill-opacity="0.7"/>\n'


# The tool ------------------------------------------------------------------------------------------------------------


@click.command()
@click.argument("texts_in", metavar="TEXTS", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--jobs", default=2, show_default=True, help="Processes; 0 is one a processor.")
def main(texts_in: Path, jobs: int) -> None:
    """Fit the weights to TEXTS, rewrite their table and the plot, and print the figures."""
    try:
        _run(texts_in, jobs)
    except CleanmtError as error:
        raise click.ClickException(str(error)) from None


def _run(folder: Path, jobs: int) -> None:
    model = translated.read(TABLE)
    data = measured(list(texts(samples.read(folder))), model, jobs)
    if lacking := [corpus for corpus in SHARES if not data.of(corpus).any()]:
        raise click.ClickException(f"{folder}: no texts of {', '.join(lacking)}, of 100 words or more")
    fold = folds(data)
    probability = held_out(data, fold)
    bias, *of = fitted(data.values, data.translated, weights(data))
    features = (replace(feature, weight=float(weight)) for feature, weight in zip(model.features, of, strict=True))
    TABLE.write_text(translated.written(Model(float(bias), tuple(features)), _notes(data)), "utf-8")
    PLOT.write_text(plot(reliability(probability, data.translated, weights(data))), "utf-8")
    for line in report(data, probability, fold):
        click.echo(line)


def _notes(data: Data) -> Iterator[str]:
    yield "How much each feature of a text says for machine translation; `make calibrate` writes the weights."
    counts: Mapping[str, int] = {corpus: int(data.of(corpus).sum()) for corpus in SHARES}
    yield "Fitted to " + ", ".join(f"{count:,} {corpus}" for corpus, count in counts.items())
    yield "docs/reference/score.md says what they are, and how far the model can be trusted."


if __name__ == "__main__":
    main()
