"""Planting: the damage stands where it says; what is found elsewhere or before, or mended by half, does not count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result as Ran

import cleanmt
from cleanmt.cli import cli
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span
from cleanmt.measure import planting
from cleanmt.measure.planting import OPERATORS, Operator, Plant, harvests, macro_average, planted

NEWS = """Ferry runs again after nine months

The well-known ferry will cross the Sound again on Monday, the British owner said in Dover. It took 4,250 passengers. \
In March the harbour (the old one) was shut by an engine that burned. Its owner John Harrow, who is ill, told of \
many problems on board.

“We have waited long enough and aren’t afraid,” Mary Harrow said in London, and thanked France’s sailors for \
patience and trust. “That was all.” The team won 3-1 on June 4 in the village of Kirkby, where Kirkby Lane \
ends. Sailors cheered.

“We are glad,” the mayor said. The fleet of Kirkby will go to Norway. The crew of the other boat held a vote, and \
five sailors who had come from Norway on foot, as Norway has so few boats, were the first to go on board that day.
"""


class TestOperators:
    @pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
    def test_each_damages_one_place(self, operator: Operator) -> None:
        plants = list(planted(operator, [NEWS]))
        for plant in plants:
            start, end = plant.span
            before, after = plant.damaged[:start].rstrip("\n"), plant.damaged[end:].lstrip("\n")
            assert plant.damaged != plant.original
            assert plant.original.startswith(before)
            assert plant.original.endswith(after)

    def test_all_find_a_place_in_a_short_article(self) -> None:
        assert len(OPERATORS) >= 32
        assert [o.name for o in OPERATORS if not list(planted(o, [NEWS]))] == []

    def test_their_names_tell_them_apart(self) -> None:
        assert len({operator.name for operator in OPERATORS}) == len(OPERATORS)

    def test_what_they_do(self) -> None:
        def all_of(name: str) -> set[str]:
            operator = next(o for o in OPERATORS if o.name == name)
            return {p.damaged[slice(*p.span)] for p in planted(operator, [NEWS])}

        assert all_of("weekday in lower case") == {"monday"}
        assert all_of("point in thousands") == {"4.250"}
        assert all_of("colon and space in a score") == {"3: 1"}
        assert all_of("article before a country") == {"the "}
        assert all_of("link line") <= set(planting._LINES)
        vowels = all_of("name with another vowel")
        assert vowels
        assert vowels.isdisjoint({"Norway", "Kirkby"})
        assert {len(name) for name in vowels} == {len("Norway")}


class TestPlanting:
    LETTERS = Operator("x", "[ab]", "x")

    def test_the_same_texts_give_the_same_plants(self) -> None:
        texts = ["a b a", "b b", "a"]
        assert list(planted(self.LETTERS, texts)) == list(planted(self.LETTERS, texts))

    def test_they_are_spread_over_the_texts_and_none_comes_twice(self) -> None:
        plants = list(planted(self.LETTERS, ["a b a b a b", "b"], 3))
        assert len(plants) == len({p.damaged for p in plants}) == 3
        assert {p.original for p in plants} == {"a b a b a b", "b"}

    def test_no_more_than_asked_for_and_no_more_than_there_are(self) -> None:
        assert len(list(planted(self.LETTERS, ["a b a b a b"], 2))) == 2
        assert len(list(planted(self.LETTERS, ["a b"], 60))) == 2
        assert list(planted(self.LETTERS, [], 60)) == []

    def test_what_stays_as_it_is_is_no_place(self) -> None:
        assert list(planted(Operator("x", "[ab]", "a"), ["a"])) == []


def finding(
    start: int, end: int, *edits: Edit, level: Applicability = Applicability.SAFE, rule: str = "a/b"
) -> Finding:
    fix = Fix(edits, level) if edits else None
    return Finding(rule, Span(start, end), "x" * (end - start), "", Severity.MINOR, "x", fix)


class TestWhatCounts:
    PLANT = Plant(Operator("x", "b", "x"), "aaaa b aaaa", "aaaa x aaaa", Span(5, 6))
    MENDS = Edit(5, 6, "b")

    def test_a_finding_far_away_is_not_at_the_place(self) -> None:
        here, beside, away = finding(5, 6), finding(7, 8), finding(0, 2)
        assert self.PLANT.at_place([here, beside, away], []) == [here, beside]

    def test_what_was_found_before_does_not_count(self) -> None:
        assert self.PLANT.at_place([finding(5, 6)], [finding(5, 6)]) == []
        assert self.PLANT.at_place([finding(5, 6)], [finding(5, 6, rule="other/rule")]) == [finding(5, 6)]

    def test_only_the_original_is_mended(self) -> None:
        assert self.PLANT.is_mended([finding(5, 6, self.MENDS)])
        assert self.PLANT.is_mended([finding(5, 6, self.MENDS, level=Applicability.UNSAFE)])
        assert not self.PLANT.is_mended([finding(5, 6, Edit(5, 6, "c"))])
        assert not self.PLANT.is_mended([finding(5, 6)])
        assert not self.PLANT.is_mended([])

    def test_a_suggestion_mends_nothing(self) -> None:
        assert not self.PLANT.is_mended([finding(5, 6, self.MENDS, level=Applicability.SUGGESTION)])

    def test_two_findings_may_mend_it_together(self) -> None:
        plant = Plant(Operator("x", "bc", "xy"), "aa bc aa", "aa xy aa", Span(3, 5))
        halves = [finding(3, 4, Edit(3, 4, "b")), finding(4, 5, Edit(4, 5, "c"))]
        assert plant.is_mended(halves)
        assert not plant.is_mended(halves[:1])
        assert not plant.is_mended([halves[0], finding(3, 5, Edit(3, 5, "cc"))])

    def test_a_line_that_goes_takes_its_gap_along(self) -> None:
        line = next(o for o in OPERATORS if o.name == "link line")
        for plant in planted(line, ["One.\n\nTwo.\n"]):
            assert plant.is_mended([finding(*plant.span, Edit(*plant.span, ""))])

    def test_the_sums(self) -> None:
        def check(text: str) -> list[Finding]:
            return [finding(i, i + 1, Edit(i, i + 1, "b")) for i, c in enumerate(text) if c == "x"]

        right, wrong, never = Operator("r", "b", "x"), Operator("w", "a", "x"), Operator("n", "q", "x")
        r, w, n = harvests(["a b"], check, [right, wrong, never])
        assert (r.plants, r.found, r.mended, r.missed) == (1, 1, 1, ())
        assert (w.plants, w.found, w.mended) == (1, 1, 0)
        assert (n.plants, n.found_share, n.mended_share) == (0, None, None)
        (blind,) = harvests(["a b"], lambda _: [], [right])
        assert (blind.found, [p.damaged for p in blind.missed]) == (0, ["a x"])

    def test_the_macro_average_leaves_out_what_had_no_place(self) -> None:
        assert macro_average([1.0, 0.5, None]) == pytest.approx(0.75)
        assert macro_average([None]) is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(NEWS, "utf-8")
    return tmp_path


def run(*arguments: object) -> Ran:
    return CliRunner().invoke(cli, ["eval", "--isolated", *map(str, arguments)])


class TestTheCommand:
    def test_the_table(self, folder: Path) -> None:
        ran = run("--planted", folder)
        assert ran.exit_code == 0
        assert "Planted damage, in 1 texts" in ran.output
        rows = [" ".join(line.split()) for line in ran.output.splitlines()]
        assert "weekday in lower case 1 1 1 1.000 1.000" in rows
        assert any(row.startswith("macro-average ") for row in rows)

    def test_json(self, folder: Path) -> None:
        (part,) = json.loads(run("--planted", folder, "--format", "json").output)
        rows = {row["operator"]: row for row in part["rows"]}
        assert set(rows) == {*(o.name for o in OPERATORS), "macro-average"}
        every = [row for name, row in rows.items() if name != "macro-average"]
        struck = [row for row in every if row["plants"]]
        assert rows["macro-average"]["plants"] == sum(row["plants"] for row in every)
        mean = sum(row["share found"] for row in struck) / len(struck)
        assert rows["macro-average"]["share found"] == pytest.approx(mean)
        assert all(row["mended"] <= row["found"] <= row["plants"] for row in every)

    def test_without_rules_nothing_is_found(self, folder: Path) -> None:
        (part,) = json.loads(run("--planted", folder, "--select", "readability", "--format", "json").output)
        assert part["rows"][-1]["found"] == 0

    def test_the_missed_in_context(self, folder: Path) -> None:
        shown = run("--planted", folder, "--select", "readability", "--show").output
        assert "missed  weekday in lower case: " in shown
        assert "[[monday]]" in shown

    def test_a_folder_without_texts(self, tmp_path: Path) -> None:
        ran = run("--planted", tmp_path)
        assert ran.exit_code != 0
        assert f"{tmp_path}: no texts in this folder" in ran.output


def test_the_rules_find_their_lines_of_the_page() -> None:
    wanted = {"credit glued", "link line", "remark of a language model"}
    found = list(harvests([NEWS], cleanmt.check, [o for o in OPERATORS if o.name in wanted]))
    assert all(harvest.plants for harvest in found)
    assert {harvest.operator: harvest.found_share for harvest in found} == dict.fromkeys(wanted, 1.0)
