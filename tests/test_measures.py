"""The figures that the rules are held to, on texts that lie beside the project where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleanmt
from cleanmt.evaluation import Gold, Result, evaluate, read_gold
from cleanmt.findings import Applicability, Finding
from tests.golden import ROOT

EVAL = ROOT.parent / "shared" / "eval"
needs_texts = pytest.mark.skipif(not EVAL.is_dir(), reason="the annotated texts are not beside this checkout")


def read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def results(level: Applicability = Applicability.UNSAFE) -> list[Result]:
    gold = read_gold(EVAL / "seeds_gold.jsonl")
    return [evaluate(n, read(ROOT / "seeds" / n), rows, cleanmt.check, level) for n, rows in sorted(gold.items())]


@needs_texts
class TestTheSeeds:
    def caught(self) -> list[Gold]:
        return [gold for result in results() for gold in result.caught]

    def test_every_clear_mechanical_artifact_is_caught(self) -> None:
        missed = [g for r in results() for g in r.missed if g.is_mechanical and g.is_clear]
        assert missed == []

    def test_mechanical_artifacts(self) -> None:
        assert sum(g.is_mechanical for g in self.caught()) >= 78

    def test_wrong_senses_and_grammar(self) -> None:
        assert sum(not g.is_mechanical for g in self.caught()) >= 20

    def test_false_alarms(self) -> None:
        assert sum(len(r.false_alarms) for r in results()) <= 8

    def test_exact_corrections(self) -> None:
        assert sum(g.is_mechanical for r in results() for g in r.corrected) >= 58


@needs_texts
def test_native_english_is_left_alone() -> None:
    texts = [read(path) for path in sorted((EVAL / "native").glob("*.txt"))]
    findings: list[Finding] = [f for text in texts for f in cleanmt.check(text)]
    assert len(findings) * 10_000 / sum(len(text.split()) for text in texts) <= 6


class TestOfTheseMeasures:
    TEXT = "In kyiv and the the end."
    GOLD = (
        Gold(cleanmt.check("In kyiv.")[0].span, "kyiv", "casing", "Kyiv", is_clear=True),
        Gold(cleanmt.check(TEXT)[1].span, "the the", "repetition", "a", is_clear=True),
    )

    def test_a_correction_must_be_exact(self) -> None:
        result = evaluate("x", self.TEXT, self.GOLD, cleanmt.check)
        assert (len(result.caught), len(result.corrected), result.missed) == (2, 1, ())

    def test_what_touches_no_gold_is_a_false_alarm(self) -> None:
        result = evaluate("x", self.TEXT, self.GOLD[:1], cleanmt.check)
        assert [f.text for f in result.false_alarms] == ["the the"]

    def test_what_is_not_found_is_missed(self) -> None:
        result = evaluate("x", self.TEXT, self.GOLD, lambda _: [])
        assert result.missed == self.GOLD
