"""Firings into records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cleanmt.measure.firings import Firing
from cleanmt.measure.judging import Verdict
from cleanmt.measure.record import Key, Record
from cleanmt.measure.samples import Sample
from cleanmt.packs.rule import Rule

RIGHT, WRONG = "right", "wrong"  # what a person says of a firing


def tallied(
    rules: Iterable[Rule], samples: Sequence[Sample], firings: Iterable[Firing], readings: Mapping[str, str]
) -> Iterator[Record]:
    """The records of these rules; `readings` has by their digests what a person said of firings."""
    words = sum(sample.words for sample in samples if sample.corpus == "native")
    segments = sum(sample.corpus == "translations" for sample in samples)
    by_key: dict[Key, list[Firing]] = defaultdict(list)
    for firing in firings:
        for shape in {"", firing.finding.shape}:
            by_key[firing.finding.rule, shape].append(firing)
    for rule in rules:
        for shape in dict.fromkeys(("", *rule.check.shapes(), *rule.levels)):
            yield _tally((rule.name, shape), words, segments, by_key[rule.name, shape], readings)


def _tally(key: Key, words: int, segments: int, found: Sequence[Firing], readings: Mapping[str, str]) -> Record:
    native, translated, articles = (
        [firing for firing in found if firing.sample.corpus == corpus]
        for corpus in ("native", "translations", "articles")
    )
    made = [firing for firing in found if firing.is_offered]
    judgements = [f.judgement for f in translated if f.is_offered and f.judgement]
    read = [readings[firing.digest] for firing in made if firing.digest in readings]
    return Record(
        *key,
        words=words,
        native=len(native),
        press=sum(firing.sample.is_press for firing in native),
        genres=len({firing.sample.place for firing in native}),
        native_made=sum(firing.is_offered for firing in native),
        segments=segments,
        translated=len(translated),
        sets=len({firing.sample.place for firing in translated}),
        systems=len({firing.sample.system for firing in translated}),
        languages=len({firing.sample.language for firing in translated} - {""}),
        translated_made=sum(firing.is_offered for firing in translated),
        nearer=sum(j.verdict == Verdict.NEARER for j in judgements),
        farther=sum(j.verdict == Verdict.FARTHER for j in judgements),
        as_far=sum(j.verdict == Verdict.LEVEL for j in judgements),
        chrf_nearer=sum(j.by_chrf == Verdict.NEARER for j in judgements),
        chrf_farther=sum(j.by_chrf == Verdict.FARTHER for j in judgements),
        articles=len({firing.sample.name for firing in articles}),
        sites=len({firing.sample.place for firing in articles}),
        article_findings=len(articles),
        article_made=sum(firing.is_offered for firing in articles),
        places=len({(f.sample.corpus, f.sample.system or f.sample.place) for f in made}),
        read=len(read),
        wrong=read.count(WRONG),
    )
