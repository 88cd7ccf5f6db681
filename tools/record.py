"""Measures what every rule does on a folder of texts, writes rules/record.tsv, and says which levels it does not bear.

Run by `make record TEXTS=folder`; without texts it says what the figures that are there bear. What lies where in the
folder: `cleanmt/measure/samples.py`. What was found there is listed in build/firings.tsv, to be read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import click

import cleanmt
from cleanmt.errors import CleanmtError
from cleanmt.findings import Applicability
from cleanmt.measure import record, samples, tally
from cleanmt.measure.firings import Firing, fired
from cleanmt.measure.record import Key, Record
from cleanmt.measure.samples import Sample
from cleanmt.packs.ruleset import RuleSet
from cleanmt.tables import read as read_table

ROOT = Path(__file__).parent.parent
RECORD = ROOT / "rules" / "record.tsv"
READINGS = ROOT / "rules" / "readings.tsv"  # what a person said of firings
FIRINGS = ROOT / "build" / "firings.tsv"
_COLUMNS = ("verdict", "digest", "rule", "shape", "level", "reference", "place", "text")
_NOISIEST = 30  # rules


@click.command()
@click.argument("texts", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--keep", type=click.Path(path_type=Path, exists=True), metavar="FILE",
    help="First keep what is written in the first column of such a list: right, or wrong.",
)  # fmt: skip
@click.option("--most", default=40, show_default=True, help="List so many firings of a rule and shape.")
@click.option("--jobs", default=2, show_default=True, help="Processes; 0 is one a processor.")
def main(texts: Path | None, keep: Path | None, most: int, jobs: int) -> None:
    """Measure every rule on TEXTS and rewrite its track record; without TEXTS say what the record bears."""
    try:
        _run(texts, keep, most, jobs)
    except CleanmtError as error:
        raise click.ClickException(str(error)) from None


def _run(texts: Path | None, keep: Path | None, most: int, jobs: int) -> None:
    rules = cleanmt.load_rules()
    if keep:
        _write_table(READINGS, ("rule", "digest", "verdict"), sorted({**_read(READINGS), **_read(keep)}.values()))
    if texts:
        verdicts = {digest: row[-1] for digest, row in _read(READINGS).items()}
        read = list(samples.read(texts))
        firings = list(_measured(read, rules, jobs))
        RECORD.write_text(record.written(tally.tallied(rules, read, firings, verdicts), _notes(read)), "utf-8")
        FIRINGS.parent.mkdir(exist_ok=True)
        _write_table(FIRINGS, _COLUMNS, _listed(firings, verdicts, most))
        _echo_all(_summary(read, [firing for firing in firings if rules.by_name[firing.finding.rule].default]))
    records = record.read(RECORD)
    _echo_all(_told(rules, records))


def _measured(read: Sequence[Sample], rules: RuleSet, jobs: int) -> Iterator[Firing]:
    """Those of the rules that are on, as everybody sees them; then those of the others."""
    off = [rule.name for rule in rules if not rule.default]
    for label, select in (("Rules", []), ("Rules that are off", off)):
        workspace = cleanmt.Workspace({"select": select}, isolated=True)
        with click.progressbar(length=sum(len(sample.text) for sample in read), label=label) as bar:
            for sample, found in fired(read, lambda texts: workspace.check_many(texts, jobs=jobs), rules):  # noqa: B023
                bar.update(len(sample.text))
                yield from found


# What a person reads -------------------------------------------------------------------------------------------------


def _listed(firings: Iterable[Firing], verdicts: Mapping[str, str], most: int) -> Iterator[Sequence[str]]:
    """Of each rule and shape some repairs, drawn at random by their digests, so that the next list has the same."""
    by_key: dict[Key, dict[str, Firing]] = defaultdict(dict)
    for firing in firings:
        if firing.is_offered:
            by_key[firing.finding.rule, firing.finding.shape][firing.digest] = firing
    for (rule, shape), found in sorted(by_key.items()):
        for digest, firing in islice(sorted(found.items()), most):
            judged = firing.judgement.verdict.name.lower() if firing.judgement else ""
            place = f"{firing.sample.corpus}: {firing.sample.name}"
            level = str(firing.finding.level)
            yield verdicts.get(digest, ""), digest, rule, shape, level, judged, place, firing.shown


def _read(path: Path) -> dict[str, tuple[str, str, str]]:
    """Rule, digest and verdict of what a person said in a list, by the digests."""
    rows = [row for row in read_table(path) if row["verdict"]] if path.exists() else []
    if unknown := {row["verdict"] for row in rows} - {tally.RIGHT, tally.WRONG}:
        raise click.ClickException(f"{path}: a verdict is right or wrong, not {', '.join(sorted(unknown))}")
    return {row["digest"]: (row["rule"], row["digest"], row["verdict"]) for row in rows}


def _write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    path.write_text("".join("\t".join(row) + "\n" for row in (columns, *rows)), "utf-8")


# What is said --------------------------------------------------------------------------------------------------------


def _notes(read: Iterable[Sample]) -> Iterator[str]:
    by_corpus: dict[str, list[Sample]] = defaultdict(list)
    for sample in read:
        by_corpus[sample.corpus].append(sample)
    native, pairs, articles = (by_corpus[corpus] for corpus in ("native", "translations", "articles"))
    yield "What each rule did on real texts; `make record` writes this, CONTRIBUTING.md explains the columns."
    yield f"{_words(native):,} words written in English, of {_count(native, 'place')} genres"
    sources = ", ".join(f"{_count(pairs, name)} {name}s" for name in ("system", "language"))
    yield (
        f"{len(pairs):,} translated segments ({_words(pairs):,} words) with a person's own, "
        f"of {sources}, {_count(pairs, 'place')} sets"
    )
    yield f"{len(articles):,} translated articles ({_words(articles):,} words), of {_count(articles, 'place')} sites"


def _words(read: Iterable[Sample]) -> int:
    return sum(sample.words for sample in read)


def _count(read: Iterable[Sample], name: str) -> int:
    return len({getattr(sample, name) for sample in read} - {""})


def _summary(read: Iterable[Sample], firings: Iterable[Firing]) -> Iterator[str]:
    """How much these rules find in good English, and which of them most."""
    native = [sample for sample in read if sample.corpus == "native"]
    found = [firing for firing in firings if firing.sample.corpus == "native"]
    yield _density("good English", native, found)
    yield _density("press", [s for s in native if s.is_press], [f for f in found if f.sample.is_press])
    yield "\nMost findings there:"
    genres: dict[str, Counter[str]] = defaultdict(Counter)
    for firing in found:
        genres[firing.finding.rule][firing.sample.place] += 1
    for rule, counts in sorted(genres.items(), key=lambda item: -item[1].total())[:_NOISIEST]:
        most = ", ".join(f"{genre} {count}" for genre, count in counts.most_common(3))
        yield f"  {counts.total():>6,}  {rule} ({most})"


def _density(what: str, read: Iterable[Sample], found: Sequence[Firing]) -> str:
    per = 10_000 / max(1, words := _words(read))
    safe = sum(firing.finding.level == Applicability.SAFE for firing in found)
    return f"In 10,000 of {words:,} words of {what}: {len(found) * per:.2f} findings, {safe * per:.2f} safe fixes"


def _told(rules: RuleSet, records: Mapping[Key, Record]) -> Iterator[str]:
    seldom = [rule.name for rule in record.seldom(rules, records)]
    yield f"\nFound in one place at most ({len(seldom)}): {', '.join(seldom)}"
    unearned = list(record.unearned(rules, records))
    yield f"\nLevels that the record does not bear ({len(unearned)}):"
    for one in unearned:
        known = records.get(one.key, Record(*one.key))
        figures = f"{known.native} in good English; {known.nearer} nearer, {known.farther} farther"
        yield f"  {' '.join(one.key)}: is {one.level}, bears {one.earned} ({', '.join(one.wanting)}; {figures})"


def _echo_all(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


if __name__ == "__main__":
    main()
