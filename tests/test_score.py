"""What a text is worth: each figure, the command that shows them, and how the probability is fitted."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

import cleanmt
from cleanmt.cli import cli
from cleanmt.errors import InputError
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span
from cleanmt.measure import score as measured
from cleanmt.measure import translated
from cleanmt.measure.samples import Sample
from cleanmt.measure.score import Score, betrayed, scored
from cleanmt.packs import categories
from tests.conftest import Write
from tools import calibrate

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
NATIVE = """\
Council puts off decision on riverside flats

Plans for 140 flats beside the old brewery were put off last night after residents filled the public gallery and spoke
for almost two hours against them.

Members of the planning committee voted by seven to four to send the scheme back to officers. They asked for a new study
of the traffic on Mill Lane and for more detail on the number of homes that local families could afford.

The developer had promised a footbridge, a small park and a cafe. Its agent told the meeting that work could begin in
the spring, and that the site had stood empty for eleven years while the town waited for houses.

Neighbours were not persuaded. One of them, a retired teacher who has lived on the street since she was a child, said
that the lane flooded every winter and that nobody had explained where the water would go once the yard was paved.

Others worried about the school. It has places for thirty more pupils this year, but a head teacher who wrote to the
council warned that two classrooms were due to close for repairs and would not open again before the summer.

The chairman said that the committee wanted to see homes built there and that few other sites in the town were as close
to the station. He added that he would rather wait a month for a better plan than live with a poor one for fifty years.

Shopkeepers in the market square had supported the scheme. Their letter, which was read out, said that trade had fallen
since the brewery closed its gates and that the new families would keep the bakery, the butcher and the bookshop alive.

A second public meeting will be held at the town hall in March. Officers expect to publish their report a week before
it, and the committee will vote again at the end of that month.
"""
GERMAN = "Die Polizei hat am Abend mitgeteilt, dass die Verdächtigen morgen verlegt werden. " * 20
DAMAGED = NATIVE.replace("The developer", "In kyiv the the developer").replace("Neighbours", "Neighbours ,")


def finding(
    rule: str = "names/people", *source: str, text: str = "x", severity: Severity = Severity.MINOR,
    category: str = "style", level: Applicability | None = None, suggestions: tuple[str, ...] = (),
) -> Finding:  # fmt: skip
    fix = None if level is None else Fix((Edit(0, 1, "y"),), level)
    return Finding(rule, Span(0, 1), text, "m", severity, category, fix, suggestions, source=source)


def score_of(text: str, *findings: Finding, **more: Any) -> Score:
    return scored("a.txt", text, findings, **more)


@pytest.fixture(scope="module")
def workspace() -> cleanmt.Workspace:
    return cleanmt.Workspace(isolated=True)


class TestQuality:
    def test_penalty_points_are_of_1000_words_and_quality_of_100(self) -> None:
        score = score_of("one two three four " * 25, finding(severity=Severity.MAJOR), finding())
        assert (score.words, score.penalty) == (100, 60)
        assert score.quality == pytest.approx(94)

    def test_quality_is_never_below_0(self) -> None:
        assert score_of("one two", finding(severity=Severity.CRITICAL)).quality == 0

    def test_a_text_without_words_has_none(self) -> None:
        score = score_of("1 + 1 = 2\n")
        assert (score.words, score.penalty, score.quality, score.language) == (0, 0, None, None)

    def test_issues_are_counted_by_what_mends_them(self) -> None:
        score = score_of(
            "Words.",
            finding(level=Applicability.SAFE),
            finding(level=Applicability.UNSAFE),
            finding(level=Applicability.SUGGESTION),
            finding(suggestions=("y",)),
            finding(),
        )
        assert score.issues == {"safe": 1, "unsafe": 1, "suggestion": 2, "by_hand": 1}

    def test_and_by_dimension(self) -> None:
        score = score_of("Words.", finding(category="style/awkward"), finding(), finding(category="custom/boilerplate"))
        assert score.categories == {"style": 2, "custom": 1}
        assert set(score.categories) < set(measured.DIMENSIONS) == {c.name for c in categories.dimensions()}

    def test_the_seeds_are_worse_than_a_clean_text(self, workspace: cleanmt.Workspace) -> None:
        clean = workspace.score(NATIVE)
        assert (clean.quality, clean.penalty, clean.issues.total()) == (100, 0, 0)
        for seed in SEEDS:
            bad = workspace.score(seed.read_text("utf-8"))
            assert bad.quality is not None
            assert bad.quality < 98
            assert bad.machine_translated is not None
            assert clean.machine_translated is not None
            assert bad.machine_translated > 0.9
            assert clean.machine_translated < 0.4

    def test_a_total_is_that_of_one_long_text(self) -> None:
        one, other = score_of("one two three four", finding()), score_of("five " * 16)
        total = measured.total([one, other])
        assert (total.texts, total.words, total.penalty) == (2, 20, 50)
        assert total.quality == pytest.approx(95)
        assert measured.total([]).quality is None

    def test_the_worst_come_first_and_what_has_no_words_last(self) -> None:
        texts = {"clean": "one two", "worst": "three", "empty": "1", "bad": "four five six"}
        of = {
            name: replace(score_of(text, *[finding()] * (name in ("worst", "bad"))), path=name)
            for name, text in texts.items()
        }
        assert [score.path for score in measured.worst_first(of.values())] == ["worst", "bad", "clean", "empty"]

    def test_a_distribution_counts_each_text_once(self) -> None:
        qualities = [0, 79.9, 80, 99.4, 99.5, 100, None]
        scores = [replace(score_of("one"), quality=quality) for quality in qualities]
        assert measured.distribution(scores) == [2, 1, 0, 0, 0, 1, 2]


class TestReading:
    def test_readability_from_100_words_on(self) -> None:
        assert score_of("word " * 99).readability is None
        assert score_of(f"{'The cat sat on the mat. ' * 20}").readability is not None

    def test_long_words_and_sentences_are_harder(self) -> None:
        easy = score_of("The cat sat on the mat. " * 20).readability
        hard = score_of(
            "Notwithstanding considerable international condemnation negotiations continued " * 20
        ).readability
        assert easy
        assert hard
        assert all(one < other for one, other in zip(easy, hard, strict=True))

    def test_the_automated_readability_index_is_that_of_its_formula(self) -> None:
        found = score_of("Four words make this. " * 30).readability
        assert found is not None
        assert found.automated_readability_index == pytest.approx(4.71 * 18 / 4 + 0.5 * 4 - 21.43)

    @pytest.mark.parametrize(("text", "code"), [(NATIVE, "en"), (GERMAN, "de")])
    def test_the_language(self, text: str, code: str) -> None:
        found = score_of(text).language
        assert found is not None
        assert found.code == code
        assert found.confidence > 0.9

    def test_of_a_few_words_no_language_is_said(self) -> None:
        assert score_of("Nine words are too few to tell the language.").language is None


class TestSources:
    def test_languages_that_explain_two_signs_and_half_of_all(self) -> None:
        found = betrayed(
            [finding("a/a", "pl", "cs", text="x"), finding("a/b", "pl", text="y"), finding("a/c", "fr", text="z")]
        )
        assert [(one.language, one.signs, one.weight, one.rules) for one in found] == [("pl", 2, 1.5, ("a/a", "a/b"))]
        assert found[0].share == pytest.approx(2 / 3)

    def test_neighbours_with_the_same_signs_are_all_named(self) -> None:
        signs = [finding("a/a", "uk", "ru", text=text) for text in "xyz"]
        assert [(one.language, one.share) for one in betrayed(signs)] == [("ru", 1), ("uk", 1)]

    def test_what_betrays_one_more_narrowly_comes_first(self) -> None:
        signs = [finding("a/a", "it", "es", "fr", text="x"), finding("a/a", "it", text="y"), finding("a/b", "es", "fr")]
        assert [one.language for one in betrayed(signs)] == ["it", "es", "fr"]

    def test_the_same_words_again_say_no_more(self) -> None:
        assert betrayed([finding("a/a", "pl", text="Kijow"), finding("a/a", "pl", text="KIJOW")]) == []

    def test_what_betrays_nothing(self) -> None:
        assert betrayed([finding(), finding()]) == []


class TestProbability:
    def test_every_further_rule_raises_it(self) -> None:
        rules = ["names/people", "spacing/hyphen", "grammar/would-if", "casing/place-names", "numbers/date"]
        model = translated.shipped()
        said = [model.probability([finding(rule) for rule in rules[:n]], 300) for n in range(len(rules) + 1)]
        assert said == sorted(set(said))
        assert 0 < said[0] < 0.5 < said[-1] < 1

    def test_it_falls_with_the_length_in_which_the_same_is_found(self) -> None:
        said = [translated.shipped().probability([finding()], words) for words in (100, 300, 900, 5000)]
        assert said == sorted(set(said), reverse=True)

    def test_what_betrays_a_language_says_more(self) -> None:
        model = translated.shipped()
        assert model.probability([finding("names/people", "pl")], 300) > model.probability([finding()], 300)

    @pytest.mark.parametrize(
        "rule", ["boilerplate/advertising", "encoding/mojibake", "quotes/unclosed", "spacing/after-stop", "mine/own"]
    )
    def test_what_tells_how_a_text_was_collected_does_not_count(self, rule: str) -> None:
        model = translated.shipped()
        assert model.probability([finding(rule, "pl")] * 5, 300) == model.probability([], 300)

    def test_one_rule_counts_once(self) -> None:
        model = translated.shipped()
        assert model.probability([finding()] * 9, 300) == model.probability([finding()], 300)

    def test_no_weight_turns_a_finding_into_a_sign_of_native_text(self) -> None:
        assert all(feature.weight > 0 for feature in translated.shipped().features)

    def test_the_prior_multiplies_the_odds(self) -> None:
        model = translated.shipped()
        even, rare = (model.probability([finding()], 300, prior) for prior in (0.5, 0.2))
        assert rare / (1 - rare) == pytest.approx(even / (1 - even) / 4)

    def test_none_where_it_cannot_be_told(self) -> None:
        assert score_of("The cat sat on the mat again. " * 14).machine_translated is None  # 98 words
        assert score_of("The cat sat on the mat again. " * 15).machine_translated is not None
        assert score_of(GERMAN).machine_translated is None
        assert score_of(NATIVE, whole=False).machine_translated is None

    def test_the_features_name_rules_that_there_are(self) -> None:
        rules = cleanmt.load_rules()
        known = {*(rule.name for rule in rules), *(rule.pack for rule in rules), "names/own"}
        for feature in translated.shipped().features:
            assert {*feature.rules, *feature.without} <= known

    def test_rules_that_are_off_do_not_count(self) -> None:
        model = translated.shipped()
        for rule in cleanmt.load_rules():
            if not rule.default:
                assert model.values([finding(rule.name, "pl")], 300) == [0, 0, 0, 0], rule.name

    def test_a_table_is_read_as_it_is_written(self, tmp_path: Path) -> None:
        (tmp_path / "score.tsv").write_text(translated.written(translated.shipped(), ["a note"]), "utf-8")
        assert translated.read(tmp_path / "score.tsv") == translated.shipped()


class TestWorkspace:
    def test_the_same_text_has_the_same_score(self, workspace: cleanmt.Workspace) -> None:
        text = SEEDS[0].read_text("utf-8")
        assert workspace.score(text) == workspace.score(text) == cleanmt.Workspace(isolated=True).score(text)

    def test_of_markup_only_what_is_shown_counts(self, workspace: cleanmt.Workspace) -> None:
        assert workspace.score("<p class='a b'>Two words</p>", name="a.html", format="html").words == 2

    def test_narrowed_rules_tell_nothing_of_translation(self) -> None:
        assert cleanmt.Workspace({"select": ["quotes"]}, isolated=True).score(NATIVE).machine_translated is None

    @pytest.mark.parametrize("prior", [0.0, 1.0, -1.0, 2.0])
    def test_a_prior_that_is_none(self, workspace: cleanmt.Workspace, prior: float) -> None:
        with pytest.raises(InputError, match="a prior lies between 0 and 1"):
            workspace.score(NATIVE, prior=prior)


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["score", *arguments], input=text, standalone_mode=False)


class TestCommand:
    @pytest.fixture(autouse=True)
    def _texts(self, write: Write) -> None:
        write("texts/clean.txt", NATIVE)
        write("texts/bad.txt", DAMAGED)

    def test_a_table_with_a_total(self) -> None:
        ran = run("texts")
        lines = ran.stdout.splitlines()
        assert ran.return_value == 0
        assert lines[0].split()[:2] == ["Text", "Words"]
        assert [line.split()[0] for line in lines[1:3]] == ["texts/bad.txt", "texts/clean.txt"]
        assert "\n2 texts, " in ran.stdout
        assert "Texts by quality" not in ran.stdout

    def test_it_fits_a_terminal(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "80")
        write(f"texts/{'long' * 30}.txt", DAMAGED)
        rows = run("texts").stdout.split("\n\n")[0].splitlines()
        assert max(map(len, rows)) <= 80
        assert rows[-1].startswith("…")

    def test_many_texts_have_a_distribution(self, write: Write) -> None:
        for number in range(8):
            write(f"texts/{number}.txt", NATIVE)
        told = run("texts").stdout
        counts = [int(line.split()[3]) for line in told.partition("Texts by quality\n")[2].splitlines()]
        assert sum(counts) == 10
        assert counts[-1] == 9

    def test_texts_without_words_are_in_no_distribution(self, write: Write) -> None:
        for number in range(10):
            write(f"none/{number}.txt", "1 2 3\n")
        assert " 0\n" in run("none").stdout.partition("Texts by quality\n")[2]

    def test_the_worst_first(self) -> None:
        rows = [
            json.loads(line)
            for line in run("--format", "jsonl", "texts/clean.txt", "texts/bad.txt").stdout.splitlines()
        ]
        worst = run("--format", "jsonl", "--sort", "worst", "texts/clean.txt", "texts/bad.txt").stdout.splitlines()
        assert [row["path"] for row in rows] == ["texts/clean.txt", "texts/bad.txt"]
        assert [json.loads(line)["path"] for line in worst] == ["texts/bad.txt", "texts/clean.txt"]

    def test_json_has_what_the_page_documents(self) -> None:
        told = json.loads(run("--format", "json", "texts").stdout)
        page = (ROOT / "docs" / "reference" / "score.md").read_text("utf-8")
        documented = re.findall(r"^\| `(\w+)` \|", page.partition("## What each figure means")[2], re.MULTILINE)
        assert list(told["texts"][0]) == documented
        assert set(told["total"]) == {"texts", "words", "issues", "categories", "penalty", "quality"}
        assert told["total"]["issues"]["safe"] == sum(text["issues"]["safe"] for text in told["texts"]) == 3
        assert list(told["texts"][0]["readability"]) == re.findall(r"^- `(\w+)`:", page, re.MULTILINE)

    def test_csv_has_a_column_for_each_figure(self, write: Write) -> None:
        write("texts/empty.txt", "")
        rows = list(csv.DictReader(io.StringIO(run("--format", "csv", "texts").stdout)))
        assert [row["path"] for row in rows] == ["texts/bad.txt", "texts/clean.txt", "texts/empty.txt"]
        assert {"safe", "accuracy", "lix", "confidence", "sources"} < set(rows[0])
        assert (rows[1]["quality"], rows[1]["language"], rows[1]["style"]) == ("100.0", "en", "0")
        assert {rows[2][name] for name in ("quality", "lix", "language", "sources", "machine_translated")} == {""}
        assert all(None not in row and None not in row.values() for row in rows)

    def test_csv_of_no_texts_is_its_head(self, write: Write) -> None:
        write("none/readme.md", "Nothing.")
        assert len(run("--format", "csv", "none").stdout.splitlines()) == 1

    def test_a_text_below_the_score_is_named(self) -> None:
        ran = run("--min-score", "99.9", "texts")
        assert ran.return_value == 1
        assert re.search(r"texts/bad\.txt: its quality, 9\d\.\d\d, is below 99\.9\n", ran.stderr)
        assert "clean.txt" not in ran.stderr
        assert run("--min-score", "50", "texts").return_value == 0

    def test_errors_are_said_and_the_others_weighed(self) -> None:
        Path("texts/broken.txt").write_bytes(b"\x00\x01")
        ran = run("--min-score", "99.9", "texts", "nowhere.txt")
        assert ran.return_value == 2
        assert "texts/broken.txt" in ran.stderr
        assert "nowhere.txt" in ran.stderr
        assert "\n2 texts, " in ran.stdout

    def test_standard_input(self) -> None:
        (row,) = [json.loads(line) for line in run("--format", "jsonl", "-", text=DAMAGED).stdout.splitlines()]
        assert row["path"] == "-"
        assert row["issues"]["safe"] == 3

    def test_standard_input_by_another_name_is_read_so(self) -> None:
        ran = run("--format", "jsonl", "--stdin-filename", "a.html", "-", text="<p title='of three words'>One word</p>")
        assert json.loads(ran.stdout)["words"] == 2

    def test_to_a_file(self) -> None:
        ran = run("--format", "json", "--output-file", "scores.json", "texts")
        assert ran.stdout == ""
        assert len(json.loads(Path("scores.json").read_text("utf-8"))["texts"]) == 2

    def test_no_report_takes_the_place_of_a_text(self) -> None:
        ran = CliRunner().invoke(cli, ["score", "-o", "texts/bad.txt", "texts"])
        assert ran.exit_code == 2
        assert "is one of the texts" in ran.output
        assert Path("texts/bad.txt").read_text("utf-8") == DAMAGED

    def test_what_is_accepted_weighs_nothing(self) -> None:
        CliRunner().invoke(cli, ["check", "--write-baseline", "texts"])
        assert json.loads(run("--format", "json", "texts").stdout)["total"]["penalty"] == 0
        assert json.loads(run("--format", "json", "--no-baseline", "texts").stdout)["total"]["penalty"] > 0

    def test_jobs_and_the_cache_change_nothing(self) -> None:
        first = run("--format", "json", "texts").stdout
        assert run("--format", "json", "--jobs", "2", "--no-cache", "texts").stdout == first
        assert run("--format", "json", "texts").stdout == first

    def test_the_prior(self) -> None:
        even, rare = (
            json.loads(run("--format", "jsonl", "--prior", prior, "texts/bad.txt").stdout)["machine_translated"]
            for prior in ("0.5", "0.1")
        )
        assert rare < even

    def test_of_another_language_the_table_says_which(self, write: Write) -> None:
        write("de.txt", GERMAN)
        assert run("de.txt").stdout.splitlines()[1].split()[-1] == "de"


RANDOM = np.random.default_rng(0)


def data(corpus: list[str], group: list[str], words: list[float], values: list[list[float]]) -> calibrate.Data:
    names = np.array(corpus), np.array(group), np.array([""] * len(corpus))
    return calibrate.Data(*names, np.array(words, float), np.array(values, float))


class TestCalibrating:
    def test_a_known_model_is_found_again(self) -> None:
        values = RANDOM.normal(size=(20_000, 2))
        is_true = (RANDOM.random(20_000) < calibrate.logistic(-1 + values @ np.array([2.0, 0.5]))).astype(float)
        assert calibrate.fitted(values, is_true, np.ones(20_000)) == pytest.approx([-1, 2, 0.5], abs=0.1)

    def test_what_is_separable_has_finite_weights(self) -> None:
        found = calibrate.fitted(np.array([[0.0], [1.0]]), np.array([0.0, 1.0]), np.ones(2))
        assert np.isfinite(found).all()
        assert found[1] > 0

    def test_a_text_that_weighs_twice_is_two_texts(self) -> None:
        values, is_true = np.array([[0.0], [1.0], [1.0], [2.0]]), np.array([0.0, 0.0, 1.0, 1.0])
        twice = calibrate.fitted(np.vstack([values, values[:1]]), np.append(is_true, is_true[0]), np.ones(5))
        assert calibrate.fitted(values, is_true, np.array([2.0, 1, 1, 1])) == pytest.approx(twice)

    @pytest.mark.parametrize(
        ("said", "area"),
        [([0.1, 0.2, 0.8, 0.9], 1.0), ([0.9, 0.8, 0.2, 0.1], 0.0), ([0.5] * 4, 0.5), ([0.1, 0.6, 0.5, 0.9], 0.75)],
    )
    def test_the_area_under_the_curve(self, said: list[float], area: float) -> None:
        assert calibrate.auc(np.array(said), np.array([0.0, 0, 1, 1])) == pytest.approx(area)

    def test_the_brier_score(self) -> None:
        said, is_true = np.array([1.0, 0.5]), np.array([1.0, 0.0])
        assert calibrate.brier(said, is_true, np.array([3.0, 1.0])) == pytest.approx(0.0625)

    def test_reliability_says_what_was_said_and_what_was_so(self) -> None:
        said, is_true = np.array([0.04, 0.06, 0.95, 1.0]), np.array([0.0, 1, 1, 1])
        low, high = calibrate.reliability(said, is_true, np.array([1.0, 1, 1, 3]))
        assert (low.texts, low.true, high.texts, high.true) == (2, 0.5, 2, 1)
        assert (low.said, high.weight) == pytest.approx((0.05, 2 / 3))

    def test_neither_class_weighs_more_at_any_length(self) -> None:
        corpora = ["articles"] * 3 + ["outputs"] * 2 + ["press"] * 5 + ["other native"] * 2 + ["references"] * 2
        words = [150.0, 250, 250, 250, 700, 150, 150, 150, 250, 700, 250, 700, 250, 700]
        given = data(corpora, corpora, words, [[0.0]] * 14)
        weight = calibrate.weights(given)
        assert weight.mean() == pytest.approx(1)
        for length in (150, 250, 700):
            rows = given.words == length
            assert weight[rows & (given.translated == 1)].sum() == pytest.approx(
                weight[rows & (given.translated == 0)].sum()
            )

    def test_a_site_weighs_as_the_root_of_its_texts(self) -> None:
        given = data(["articles"] * 5 + ["press"], ["a/big"] * 4 + ["a/small", "n/x"], [150.0] * 6, [[0.0]] * 6)
        weight = calibrate.weights(given)
        assert weight[:4].sum() == pytest.approx(2 * weight[4])

    def test_a_group_is_in_one_fold_and_outputs_go_with_their_references(self) -> None:
        groups = [f"{kind}/{name}" for kind in ("articles", "native", "translations") for name in "abcdefg"] * 2
        fold = calibrate.folds(data(["press"] * len(groups), groups, [150.0] * len(groups), [[0.0]] * len(groups)))
        assert (fold[: len(groups) // 2] == fold[len(groups) // 2 :]).all()
        assert set(fold) == set(range(calibrate.FOLDS))

    def test_a_text_is_judged_by_a_model_that_did_not_see_it(self) -> None:
        """Each fold has the opposite of all others: who sees it says the opposite of what is true there."""
        given = data(
            ["articles", "press"] * 2,
            ["articles/a", "native/a", "articles/b", "native/b"],
            [150.0] * 4,
            [[9], [0], [0], [9]],
        )
        said = calibrate.held_out(given, np.array([0, 0, 1, 1]))
        assert ((said > 0.5) != (given.translated == 1)).all()

    def test_segments_become_documents_and_references_stand_once(self) -> None:
        read = [
            Sample(f"{system} {n}.", "n", "translations", "2020", f"Person {n}.", system, "pl")
            for system in ("one", "two")
            for n in range(2 * calibrate.SEGMENTS + 3)
        ]
        made = list(
            calibrate.texts([*read, Sample("Native.", "n", "native", "news"), Sample("A.", "a", "articles", "s")])
        )
        assert [(one.corpus, one.system) for one in made] == [
            ("press", ""), ("articles", ""),
            *[("outputs", "one")] * 2, *[("outputs", "two")] * 2, *[("references", "")] * 2,
        ]  # fmt: skip
        assert made[2].text.count("\n\n") == calibrate.SEGMENTS - 1
        assert {one.group for one in made[2:]} == {"translations/2020"}

    def test_the_plot_has_a_dot_a_bin(self) -> None:
        drawn = ET.fromstring(calibrate.plot([calibrate.Bin(3, 0.5, 0.25, 0.2), calibrate.Bin(3, 0.5, 0.9, 1.0)]))  # noqa: S314
        dots = drawn.findall("{http://www.w3.org/2000/svg}circle")
        assert [float(dot.attrib["cy"]) for dot in dots] == [204, 12]

    def test_the_tool_writes_table_and_plot(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("TABLE", "PLOT"):
            monkeypatch.setattr(calibrate, name, tmp_path / name)
        (tmp_path / "TABLE").write_text(translated.written(translated.shipped(), []), "utf-8")
        texts = tmp_path / "texts"
        for name, text in {"native/news": NATIVE, "native/poetry": NATIVE, "articles/site": DAMAGED}.items():
            (texts / name).mkdir(parents=True)
            (texts / name / "a.txt").write_text(text, "utf-8")
        (texts / "translations").mkdir()
        segments = enumerate(NATIVE.replace("\n", " ").split(". ") * 3)
        pairs = "".join(f"{n} {said} in kyiv.\t{n} {said}.\n" for n, said in segments)
        (texts / "translations" / "set.tsv").write_text(pairs, "utf-8")
        ran = CliRunner().invoke(calibrate.main, ["--jobs", "1", str(texts)])
        assert ran.exit_code == 0, ran.output
        assert "| articles | press | 1 / 1 | " in ran.output
        assert [f.name for f in translated.read(tmp_path / "TABLE").features] == [
            f.name for f in translated.shipped().features
        ]
        assert (tmp_path / "PLOT").read_text("utf-8").startswith("<svg")

    def test_a_folder_that_lacks_a_corpus(self, tmp_path: Path) -> None:
        (tmp_path / "native" / "news").mkdir(parents=True)
        (tmp_path / "native" / "news" / "a.txt").write_text(NATIVE, "utf-8")
        ran = CliRunner().invoke(calibrate.main, ["--jobs", "1", str(tmp_path)])
        assert ran.exit_code == 1
        assert "no texts of articles, outputs, other native, references, of 100 words or more" in ran.output
