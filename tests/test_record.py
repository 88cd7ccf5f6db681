"""The track record: what each figure counts, and that every level is earned."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cleanmt
from cleanmt.cli import cli
from cleanmt.errors import CleanmtError
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span
from cleanmt.measure import judging, record, samples, tally
from cleanmt.measure.firings import Firing, fired
from cleanmt.measure.judging import Judgement, Verdict
from cleanmt.measure.record import Record
from cleanmt.packs.rule import Evidence
from cleanmt.tables import read as read_table
from tools import record as tool

SAFE, UNSAFE, SUGGESTION = Applicability.SAFE, Applicability.UNSAFE, Applicability.SUGGESTION
NEARER, LEVEL, FARTHER = Verdict.NEARER, Verdict.LEVEL, Verdict.FARTHER


def finding(*edits: Edit, suggestions: tuple[str, ...] = (), wrong: Span | None = None) -> Finding:
    fix = Fix(edits, SAFE) if edits else None
    return Finding("p/r", Span(0, 0), "", "", Severity.MINOR, "", fix, suggestions, wrong)


def replaced(text: str, old: str, new: str) -> Finding:
    start = text.index(old)
    return finding(Edit(start, start + len(old), new))


class TestJudging:
    @pytest.mark.parametrize(
        ("text", "old", "new", "reference", "verdict"),
        [
            ("He came , saw.", " ,", ",", "They came, they went.", NEARER),
            ("He came , saw.", " ,", ",", "They came , they went.", FARTHER),
            ("He came , saw.", " ,", ",", "They went, they came.", LEVEL),
            ("One day.Two days.", ".T", ". T", "It was day. Two came.", NEARER),
            ("He said“yes”.", "said“", "said “", 'He said "yes" again.', NEARER),
            ('He said “yes".', "“", '"', 'He said "yes".', LEVEL),
            ("In Kiew it rained.", "Kiew", "Kyiv", "Rain fell on Kyiv.", NEARER),
            ("In Kiew it rained.", "Kiew", "Kyiv", "Rain fell on Kiew.", FARTHER),
            ("In Kiew it rained.", "Kiew", "Kyiv", "Rain fell.", LEVEL),
            ("In Kiew it rained.", "Kiew", "Kyiv", "Kyivans got wet.", LEVEL),
            ("About 6,8 metres.", "6,8", "6.8", "It is 6.8 metres.", NEARER),
            ("End of the the war.", "the the", "the", "An end of the war.", NEARER),
            ("End of the the war.", "the the", "the", "An end to war.", LEVEL),
            ("He knew that that was so.", "that that", "that", "He knew that that was all.", FARTHER),
            ("“It was over.", "over.", "over.”", "“All was over.”", NEARER),
            ("“It was over.", "over.", "over.”", "“All was over.” She left.", LEVEL),
            ("He met with the the president.", "the the", "the", "Met with the the president.", FARTHER),
            ("He left home.", "home", "his home", "She left his home.", NEARER),
            ("Israelis came.", "Israelis", "Israel is", "Many Israelis came.", FARTHER),
        ],
    )  # fmt: skip
    def test_spaces_marks_and_single_words_are_judged_by_the_words_around_them(
        self, text: str, old: str, new: str, reference: str, verdict: Verdict
    ) -> None:
        judgement = judging.judged(text, replaced(text, old, new), reference)
        assert judgement is not None
        assert judgement.verdict == verdict

    def test_more_is_judged_by_chrf(self) -> None:
        text = "The talks the talks failed."
        better = judging.judged(text, replaced(text, "the talks ", ""), "The talks failed.")
        worse = judging.judged(text, replaced(text, "the talks failed", "was"), "The talks failed.")
        assert better == Judgement(NEARER, NEARER)
        assert worse == Judgement(FARTHER, FARTHER)

    def test_chrf_says_what_it_would_say_alone(self) -> None:
        text = "He came , saw."
        assert judging.judged(text, replaced(text, " ,", ","), "They came, they went.") != Judgement(NEARER, NEARER)

    def test_what_some_edits_mend_and_others_spoil_is_level(self) -> None:
        text = "He came , saw , won."
        both = finding(Edit(7, 8, ""), Edit(13, 14, ""))
        assert judging.judged(text, both, "He came, saw , won.") == Judgement(LEVEL, LEVEL)

    def test_the_best_suggestion_counts(self) -> None:
        shown = finding(suggestions=("floor", "soil"), wrong=Span(4, 10))
        judgement = judging.judged("The ground froze.", shown, "The soil was frozen.")
        assert judgement is not None
        assert judgement.verdict == NEARER

    def test_where_nothing_is_proposed_nothing_is_judged(self) -> None:
        assert judging.judged("The ground froze.", finding(), "The soil froze.") is None


TEXTS = {
    "native/news-uk/a.txt": "In kyiv the the talks went on.\n",
    "native/poetry/b.txt": "All is well.\n",
    "lines/news-wire.txt": "They met in kyiv.\nThey met.\n",
    "translations/set.tsv": "A day in kyiv .\tIn Kyiv.\tone\tpl\t2020\nI am in kyiv.\tIn kyiv I am.\ttwo\tcs\t2020\n",
    "translations/other.tsv": "He said: “I am in kyiv.”\tHe said: “I am in Kyiv.”\n",
    "articles/site/c.txt": "Pleas from kyiv.\n\nAnd from kyiv again.\n",
    "articles/another.txt": "Nothing.\n",
}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


class TestSamples:
    def test_every_text_knows_where_it_comes_from(self, texts: Path) -> None:
        read = [(s.corpus, s.place, s.system, s.language, s.is_press) for s in samples.read(texts)]
        assert read == [
            ("native", "news-uk", "", "", True),
            ("native", "poetry", "", "", False),
            ("native", "news-wire", "", "", True),
            ("native", "news-wire", "", "", True),
            ("translations", "other", "other", "", False),
            ("translations", "2020", "one", "pl", False),
            ("translations", "2020", "two", "cs", False),
            ("articles", "another", "", "", False),
            ("articles", "site", "", "", False),
        ]

    def test_a_folder_without_texts_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(CleanmtError, match="translations"):
            list(samples.read(tmp_path))

    def test_they_are_read_one_by_one(self, texts: Path) -> None:
        some = samples.read(texts)
        next(some)
        (texts / "articles" / "site" / "c.txt").write_text("Later.\n", "utf-8")
        assert "Later.\n" in [sample.text for sample in some]

    def test_only_a_line_feed_ends_a_line(self, texts: Path) -> None:
        (texts / "lines" / "news-wire.txt").write_bytes("One\u2028line.\r\nTwo.\r\n".encode())
        lines = [sample.text for sample in samples.read(texts) if sample.place == "news-wire"]
        assert lines == ["One\u2028line.", "Two."]

    def test_a_part_may_be_missing(self, tmp_path: Path) -> None:
        (tmp_path / "lines").mkdir()
        (tmp_path / "lines" / "one.txt").write_text("One.\n", "utf-8")
        assert [s.text for s in samples.read(tmp_path)] == ["One."]


SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
NAME = "casing/place-names"


def measured(texts: Path, rule: str = NAME) -> tuple[list[samples.Sample], list[Firing]]:
    read = list(samples.read(texts))
    workspace = cleanmt.Workspace({"select": [rule]}, isolated=True)
    found = [f for _, firings in fired(read, workspace.check_many, cleanmt.load_rules()) for f in firings]
    return read, found


def records(texts: Path, readings: dict[str, str] | None = None, rule: str = NAME) -> list[Record]:
    chosen = [r for r in cleanmt.load_rules() if r.name == rule]
    return list(tally.tallied(chosen, *measured(texts, rule), readings or {}))


class TestTally:
    def test_the_figures_of_a_rule(self, texts: Path) -> None:
        (one,) = records(texts)
        assert one == Record(
            NAME, words=16, native=2, press=2, genres=2, native_made=2, segments=3, translated=3, sets=2, systems=3,
            languages=2, translated_made=3, nearer=2, farther=1, chrf_nearer=2, chrf_farther=1, articles=1, sites=1,
            article_findings=2, article_made=2, places=6,
        )  # fmt: skip

    def test_each_fix_is_made_alone(self, texts: Path) -> None:
        """The space before the stop, which another rule mends, is still there."""
        _, found = measured(texts)
        assert "[[kyiv → Kyiv]] ." in [f.shown.removeprefix("A day in ") for f in found]

    def test_shapes_have_figures_of_their_own(self, texts: Path) -> None:
        whole, *shapes = records(texts, rule="spacing/before-punctuation")
        assert [shape.shape for shape in shapes] == ["comma", "stop"]
        assert (whole.translated, *(shape.translated for shape in shapes)) == (1, 0, 1)

    def test_what_a_quotation_lowers_is_found_and_not_made(self, texts: Path) -> None:
        (texts / "lines" / "news-wire.txt").write_text("He said: “He opened the summit of the NATO.”\n", "utf-8")
        whole, *_ = records(texts, rule="articles/never-with")
        assert (whole.native, whole.native_made, whole.places) == (1, 0, 0)

    def test_what_was_read_counts_while_the_rule_does_the_same(self, texts: Path) -> None:
        _, found = measured(texts)
        readings = {found[0].digest: tally.RIGHT, found[1].digest: tally.WRONG, "gone": tally.WRONG}
        (one,) = records(texts, readings)
        assert (one.read, one.wrong) == (2, 1)

    def test_another_repair_at_the_place_was_not_read(self, texts: Path) -> None:
        first = measured(texts)[1][0]
        other = replace(first, finding=replace(first.finding, fix=Fix((Edit(3, 7, "Kiev"),), SAFE)))
        assert other.digest != first.digest


EARNED_SAFE = Record("p/r", words=1, native_made=10, translated_made=6, article_made=4, places=5, read=20)


class TestPolicy:
    @pytest.mark.parametrize(
        ("change", "evidence", "level"),
        [
            ({}, "sentences", SAFE),
            ({"native_made": 9}, "sentences", SUGGESTION),
            ({"places": 4}, "sentences", SUGGESTION),
            ({"read": 19}, "sentences", SUGGESTION),
            ({"wrong": 1}, "sentences", SUGGESTION),
            ({"wrong": 1, "nearer": 3}, "sentences", UNSAFE),
            ({"wrong": 1, "nearer": 3, "farther": 1}, "sentences", UNSAFE),
            ({"wrong": 1, "nearer": 2}, "sentences", SUGGESTION),
            ({"wrong": 1, "nearer": 5, "farther": 2}, "sentences", SUGGESTION),
            ({"words": 0}, "sentences", SUGGESTION),
            ({"places": 1}, "pages", SAFE),
            ({"native_made": 0, "read": 10}, "pages", SAFE),
            ({"native_made": 0, "read": 9}, "pages", SUGGESTION),
            ({"wrong": 5}, "pages", UNSAFE),
            ({"wrong": 6}, "pages", SUGGESTION),
            ({"words": 0}, "pages", SUGGESTION),
        ],
    )
    def test_the_level_that_is_earned(self, change: dict[str, Any], evidence: Evidence, level: Applicability) -> None:
        assert record.earned(replace(EARNED_SAFE, **change), evidence) == level

    def test_what_was_never_measured_earns_nothing(self) -> None:
        rules = cleanmt.load_rules()
        (one,) = record.unearned([rules.by_name["casing/countries"]], {})
        assert (one.level, one.earned, one.wanting) == (
            UNSAFE,
            SUGGESTION,
            ("not measured", "less than 3 nearer for each farther"),
        )

    def test_each_shape_with_a_level_earns_its_own(self) -> None:
        rule = cleanmt.load_rules().by_name["quotes/spaced"]
        assert record.keys(rule) == [(rule.name, "sure"), (rule.name, "guess")]


class TestWhatIsShipped:
    def test_every_level_is_earned(self) -> None:
        """Lower the level, or measure and read what it does: `make record`."""
        assert list(record.unearned(cleanmt.load_rules(), record.of_shipped())) == []

    def test_what_was_seen_in_one_place_at_most_is_damage_of_pages(self) -> None:
        """Else make the rule more general, a part of another, or take it out. Each seed is of another site."""
        of_seeds = Counter(name for seed in SEEDS for name in {f.rule for f in cleanmt.check(seed.read_text("utf-8"))})
        records = record.of_shipped()
        seldom = [rule for rule in record.seldom(cleanmt.load_rules(), records) if rule.evidence != "pages"]
        assert [r.name for r in seldom if of_seeds[r.name] + records.get((r.name, ""), Record(r.name)).seen < 2] == []

    def test_the_table_is_figures_in_order(self) -> None:
        rows = read_table(tool.RECORD)
        assert [(row["rule"], row["shape"]) for row in rows] == sorted((row["rule"], row["shape"]) for row in rows)
        assert all(cell.isdigit() for row in rows for cell in [*row.values()][2:])

    def test_a_table_with_other_columns_is_an_error(self, tmp_path: Path) -> None:
        (tmp_path / "record.tsv").write_text("rule\tshape\np/r\t\n", "utf-8")
        with pytest.raises(CleanmtError, match=r"record\.tsv: 'words'; its columns are rule, shape, words"):
            record.read(tmp_path / "record.tsv")


class TestTelling:
    def test_in_a_sentence(self) -> None:
        one = Record(
            "p/r", words=4_179_018, native=3, segments=500, translated=412, nearer=398, farther=2, as_far=12,
            articles=1, article_findings=2, read=20,
        )  # fmt: skip
        assert str(one) == (
            "In 4.2 million words of good English 3 findings; in 500 translated segments 412, of 412 repairs 398 "
            "nearer to a person's own, 2 farther; 2 in 1 whole article; of 20 read 0 wrong."
        )

    def test_rules_show(self) -> None:
        shown = CliRunner().invoke(cli, ["rules", "show", NAME]).output
        assert f"Track record. {record.of_rule(NAME)[0]}" in shown

    def test_rules_show_for_programs(self) -> None:
        rows = json.loads(
            CliRunner().invoke(cli, ["rules", "show", "quotes/spaced", "acceptance/unused", "--format", "json"]).output
        )
        assert [row["name"] for row in rows] == ["acceptance/unused", "quotes/spaced"]
        assert [row["shape"] for row in rows[1]["record"]] == ["", "guess", "sure"]
        assert rows[1]["fix"] == {"sure": "safe", "guess": "unsafe"}

    def test_the_json_report(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("In kyiv.\n", "utf-8")
        told = json.loads(CliRunner().invoke(cli, ["check", "--format", "json", str(tmp_path)]).output)
        assert told["records"][NAME]["words"] == record.of_rule(NAME)[0].words


class TestTool:
    @pytest.fixture(autouse=True)
    def _elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("RECORD", "READINGS", "FIRINGS"):
            monkeypatch.setattr(tool, name, tmp_path / "made" / f"{name.lower()}.tsv")
        (tmp_path / "made").mkdir()

    def run(self, *arguments: object) -> str:
        ran = CliRunner().invoke(tool.main, ["--jobs", "1", *map(str, arguments)])
        assert ran.exit_code == 0, ran.output
        return ran.output

    def test_measuring_reading_and_measuring_again(self, texts: Path) -> None:
        told = self.run(texts)
        assert "In 10,000 of 16 words of good English: 1875.00 findings, 1875.00 safe fixes" in told
        assert (
            f"{NAME} : is safe, bears suggestion (made 7 times, 0 read; 2 in good English; 2 nearer, 1 farther)" in told
        )
        assert record.read(tool.RECORD)[NAME, ""] == records(texts)[0]
        listed = tool.FIRINGS.read_text("utf-8")
        tool.FIRINGS.write_text(listed.replace("\n\t", "\nright\t", 1).replace("\n\t", "\nwrong\t", 1), "utf-8")
        assert f"{NAME} : is safe, bears suggestion (made 7 times, 2 read, 1 of 2 read wrong; " in self.run(
            texts, "--keep", tool.FIRINGS
        )
        assert tool.FIRINGS.read_text("utf-8").count("\nright\t") == 1
        assert {row["verdict"] for row in read_table(tool.READINGS)} == {"right", "wrong"}

    def test_a_verdict_that_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "list.tsv").write_text("verdict\tdigest\trule\nmaybe\tabc\tp/r\n", "utf-8")
        ran = CliRunner().invoke(tool.main, ["--keep", str(tmp_path / "list.tsv")])
        assert ran.exit_code == 1
        assert "a verdict is right or wrong, not maybe" in ran.output
