"""Measuring: each figure can be wrong, and says so when the annotations are."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result as Ran

import cleanmt
from cleanmt.cli import cli
from cleanmt.errors import GoldError
from cleanmt.findings import Applicability, Span
from cleanmt.measure import evaluation, judging, references
from cleanmt.measure.evaluation import Evaluated, Gold, Score, evaluate

TEXT = "In kyiv and the the end, 20.000 tanks."
KYIV = Gold(Span(3, 7), "kyiv", "casing", "Kyiv", is_clear=True)
THE = Gold(Span(12, 19), "the the", "repetition", "a", is_clear=True)
TANKS = Gold(Span(32, 37), "tanks", "false-friend", None, is_clear=False)


def measured(*gold: Gold) -> list[Evaluated]:
    return [evaluate("x", TEXT, gold, cleanmt.check(TEXT))]


class TestDetection:
    def test_what_overlaps_an_artifact_is_right_and_the_artifact_caught(self) -> None:
        assert evaluation.detection(measured(KYIV, THE)) == Score(found=3, right=2, wanted=2, reached=2)

    def test_what_is_not_found_is_missed(self) -> None:
        (result,) = measured(TANKS)
        assert (result.caught, result.missed) == ([], [TANKS])
        assert [f.text for f in result.false_alarms] == ["kyiv", "the the", "20.000"]

    def test_a_part_of_the_artifacts_can_be_asked_for(self) -> None:
        score = evaluation.detection(measured(KYIV, TANKS), lambda gold: gold.is_mechanical)
        assert (score.wanted, score.reached) == (1, 1)


class TestCorrection:
    def test_a_fix_must_be_exactly_the_annotated_change(self) -> None:
        (result,) = measured(KYIV, THE)
        assert result.corrected(Applicability.SAFE) == [KYIV]
        assert [f.text for f in result.inexact(Applicability.SAFE)] == ["the the", "20.000"]

    def test_where_a_person_must_decide_no_fix_is_right(self) -> None:
        score = evaluation.correction(
            measured(Gold(KYIV.span, "kyiv", "casing", None, is_clear=True)), Applicability.SAFE
        )
        assert (score.right, score.wanted) == (0, 0)


class TestBeyondOneArticle:
    def results(self) -> list[Evaluated]:
        other = "In kyiv."
        return [*measured(KYIV, THE), evaluate("y", other, [KYIV], cleanmt.check(other))]

    def test_rules_of_two_articles(self) -> None:
        assert evaluation.widespread(self.results()) == {"casing/place-names"}
        assert evaluation.widespread(measured(KYIV)) == frozenset()

    def test_what_a_rule_finds_in_its_only_article_is_left_out(self) -> None:
        left = evaluation.leaving_one_out(self.results())
        assert [f.rule for r in left for f in r.findings] == ["casing/place-names"] * 2
        assert evaluation.detection(self.results()).recall == 1
        assert evaluation.detection(left).recall == pytest.approx(2 / 3)

    def test_the_report(self, gold_file: Path) -> None:
        (gold_file.parent / "b.txt").write_text("In kyiv.", "utf-8")
        gold_file.write_text(row() + row(start=12, end=19, text="the the", fix="the") + row(file="b.txt"), "utf-8")
        parts = {part["title"]: part["rows"] for part in json.loads(run(gold_file, "--format", "json").output)}
        assert parts["Beyond one article"] == [
            {
                "what": "findings",
                "found": 4,
                "by rules of two articles or more": 0.5,
                "recall": 1.0,
                "recall by rules of another article": pytest.approx(2 / 3),
            }
        ]


class TestScore:
    def test_f05_weighs_precision_twice(self) -> None:
        precise, complete = Score(10, 10, 20, 10), Score(20, 10, 10, 10)
        assert precise.f05 == pytest.approx(5 / 6)
        assert complete.f05 == pytest.approx(5 / 9)

    def test_nothing_found_has_no_precision(self) -> None:
        assert (Score(wanted=3).precision, Score(wanted=3).recall, Score(wanted=3).f05) == (None, 0, None)
        assert Score(1, 0, 1, 0).f05 == 0


def row(**changes: object) -> str:
    gold: dict[str, Any] = {"file": "a.txt", "start": 3, "end": 7, "text": "kyiv", "category": "casing"}
    gold |= {"fix": "Kyiv", "confidence": "clear"} | changes
    return json.dumps(gold) + "\n"


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "gold.jsonl").write_text(row() + "\n", "utf-8")
    return tmp_path / "gold.jsonl"


class TestWrongAnnotations:
    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ("{", "gold.jsonl:1: not JSON"),
            ("[]", "gold.jsonl:1: key 'file' is missing"),
            (row(start="3"), "gold.jsonl:1: 'start' is str"),
            (row(text="Kyiv"), "the annotation quotes 'Kyiv', the text has 'kyiv'"),
            (row(file="b.txt"), "b.txt"),
        ],
    )
    def test_the_error_names_file_and_line(self, gold_file: Path, line: str, says: str) -> None:
        gold_file.write_text(line, "utf-8")
        ran = run(gold_file)
        assert ran.exit_code == 1
        assert says in ran.output

    def test_only_a_line_feed_ends_a_line(self, gold_file: Path) -> None:
        gold_file.write_text(row(text="in\u2028kyiv").replace("\\u2028", "\u2028") + "{", "utf-8")
        with pytest.raises(GoldError, match="jsonl:2: not JSON"):
            evaluation.read_gold(gold_file)

    def test_a_file_that_is_no_text(self, gold_file: Path) -> None:
        gold_file.write_bytes(b"\xff\x00")
        with pytest.raises(GoldError, match="can't be read"):
            evaluation.read_gold(gold_file)
        with pytest.raises(GoldError, match="can't be read"):
            list(references.read_pairs(gold_file))


def run(*arguments: object) -> Ran:
    return CliRunner().invoke(cli, ["eval", *map(str, arguments)])


class TestTheCommand:
    def test_the_table(self, gold_file: Path) -> None:
        ran = run(gold_file)
        assert ran.exit_code == 0
        rows = [line.split() for line in ran.output.splitlines()]
        assert ["findings", "3", "1", "0.333", "1.000", "0.385"] in rows
        assert ["casing", "1", "1", "1.000", "1", "1", "1"] in rows
        assert ["casing/place-names", "1", "0", "1.000"] in rows

    def test_places_in_context(self, gold_file: Path) -> None:
        gold_file.write_text(row() + row(start=32, end=37, text="tanks", fix=None), "utf-8")
        shown = run(gold_file, "--show").output
        assert "miss         a.txt (casing): In kyiv and the the end, 20.000 [[tanks]]. → a person must decide" in shown
        assert "false alarm  a.txt (repetition/function-word): In kyiv and [[the the]] end" in shown
        assert "inexact fix  a.txt (numbers/dot-thousands, safe)" in shown

    def test_json_for_programs(self, gold_file: Path) -> None:
        parts = json.loads(run(gold_file, "--format", "json", "--native", gold_file.parent / "a.txt").output)
        assert parts[0]["rows"][0]["precision"] == pytest.approx(1 / 3)
        assert parts[-1]["rows"] == [
            {"texts": "8 words", "false alarms": 3, "in 10,000 words": pytest.approx(3750), "safe fixes": 3}
        ]

    def test_it_needs_something_to_measure_on(self) -> None:
        ran = run()
        assert ran.exit_code == 2
        assert "give GOLD.jsonl, --native, --reference or --planted" in ran.output


class TestReferences:
    PAIRS = "In kyiv.\tIn Kyiv.\nThe the end.\tThe the end.\nFine.\tFine, too.\n\n"

    def test_fixing_moves_a_translation(self, tmp_path: Path) -> None:
        file = tmp_path / "pairs.tsv"
        file.write_text(self.PAIRS, "utf-8")
        nearer, farther, same = references.moves(references.read_pairs(file), cleanmt.fix)
        assert nearer is not None
        assert farther is not None
        assert same is None
        assert (nearer.is_nearer, nearer.is_farther, nearer.rules) == (True, False, ("casing/place-names",))
        assert farther.is_farther

    def test_the_table(self, tmp_path: Path) -> None:
        file = tmp_path / "pairs.tsv"
        file.write_text(self.PAIRS, "utf-8")
        shown = run("--reference", file, "--show").output
        assert ["all", "2", "0.667", "1", "1", "1.000"] in [line.split() for line in shown.splitlines()]
        assert "farther  repetition/function-word" in shown

    def test_a_line_without_a_tab(self, tmp_path: Path) -> None:
        file = tmp_path / "pairs.tsv"
        file.write_text("In kyiv.\n", "utf-8")
        ran = run("--reference", file)
        assert ran.exit_code == 1
        assert "pairs.tsv:1: no tab" in ran.output

    def test_without_the_library_the_way_out_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = tmp_path / "pairs.tsv"
        file.write_text(self.PAIRS, "utf-8")
        judging._metric.cache_clear()
        judging.chrf.cache_clear()
        monkeypatch.setitem(sys.modules, "sacrebleu.metrics.chrf", None)
        assert "pip install sacrebleu" in run("--reference", file).output
