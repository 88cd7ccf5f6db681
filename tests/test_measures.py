"""The figures that the rules are held to, on annotated texts: those that CLEANMT_TEXTS names, or that lie at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import cleanmt
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.findings import Applicability, Finding
from cleanmt.measure import references
from cleanmt.measure.evaluation import Evaluated, correction, detection, evaluate, read_gold
from tests.golden import ROOT

NAMED = os.environ.get("CLEANMT_TEXTS")  # a folder that is named must be there
EVAL = Path(NAMED) if NAMED else ROOT.parent / "shared" / "eval"
needs_texts = pytest.mark.skipif(
    not NAMED and not EVAL.is_dir(), reason="no annotated texts beside this checkout, and CLEANMT_TEXTS names none"
)


def read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def results(gold: str, texts: Path) -> list[Evaluated]:
    found = read_gold(EVAL / gold)
    return [
        evaluate(name, text := read(texts / name), rows, cleanmt.check(text)) for name, rows in sorted(found.items())
    ]


@needs_texts
class TestTheSeeds:
    def results(self) -> list[Evaluated]:
        return results("seeds_gold.jsonl", ROOT / "seeds")

    def test_every_clear_mechanical_artifact_is_caught(self) -> None:
        missed = [g for r in self.results() for g in r.missed if g.is_mechanical and g.is_clear]
        assert missed == []

    def test_mechanical_artifacts(self) -> None:
        assert detection(self.results(), lambda gold: gold.is_mechanical).reached >= 72

    def test_wrong_senses_and_grammar(self) -> None:
        assert detection(self.results(), lambda gold: not gold.is_mechanical).reached >= 20

    def test_false_alarms(self) -> None:
        score = detection(self.results())
        assert score.found - score.right <= 8

    def test_exact_corrections(self) -> None:
        assert correction(self.results(), Applicability.UNSAFE, lambda gold: gold.is_mechanical).reached >= 40


@needs_texts
class TestOtherArticles:
    def results(self) -> list[Evaluated]:
        return results("translated_gold.jsonl", EVAL)

    def test_nine_tenths_of_what_is_clear_and_mechanical_are_caught(self) -> None:
        score = detection(self.results(), lambda gold: gold.is_mechanical and gold.is_clear)
        assert score.recall is not None
        assert score.recall >= 0.9

    def test_six_tenths_of_all_are_caught(self) -> None:
        score = detection(self.results())
        assert score.recall is not None
        assert score.precision is not None
        assert score.recall >= 0.6
        assert score.precision >= 0.85


@needs_texts
@pytest.mark.parametrize(("level", "at_least"), [(Applicability.SAFE, 5), (Applicability.UNSAFE, 3)])
def test_fixing_brings_translations_nearer_to_their_references(level: Applicability, at_least: int) -> None:
    made = Engine(cleanmt.load_rules().selected())
    pairs = [pair for file in sorted((EVAL / "wmt21").glob("*-en.tsv")) for pair in references.read_pairs(file)]
    assert pairs
    moved = [move for move in references.moves(pairs, lambda text: checking.fix(made, text, level)) if move]
    assert len(moved) >= 0.03 * len(pairs)
    assert sum(m.is_nearer for m in moved) >= at_least * sum(m.is_farther for m in moved)


@needs_texts
def test_native_english_is_left_alone() -> None:
    texts = [read(path) for path in sorted((EVAL / "native").glob("*.txt"))]
    texts += read(EVAL / "wmt21" / "native.txt").split("\n")
    findings: list[Finding] = [f for text in texts for f in cleanmt.check(text)]
    assert len(findings) * 10_000 / sum(len(text.split()) for text in texts) <= 2.5
