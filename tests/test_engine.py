from __future__ import annotations

from pathlib import Path

import pytest

import cleanmt
from cleanmt.checks import Spot
from cleanmt.engine import checking, plain
from cleanmt.engine.engine import Engine
from cleanmt.engine.scan.scanner import PlainScanner, best_scanner
from cleanmt.errors import InputError, SlowRuleError, UnknownRuleError
from cleanmt.findings import Applicability, Finding
from cleanmt.packs import decoder
from cleanmt.packs.ruleset import RuleSet
from cleanmt.text import matching
from cleanmt.text.document import Document
from cleanmt.text.formats import Format

HEADER = """
pack: mine
summary: Rules of a test
rules:
  one:
    message: "Found {match}"
    category: linguistic-conventions/grammar
    severity: minor
    reason: "A test."
"""


def rules(tmp_path: Path, body: str) -> RuleSet:
    """One rule `mine/one` with these further keys."""
    pack = tmp_path / "mine.yaml"
    pack.write_text(HEADER + "\n".join("    " + line for line in body.strip().split("\n")), encoding="utf-8")
    return decoder.load([pack]).selected(["mine"])


def found(made: RuleSet, text: str) -> list[str]:
    return [finding.text for finding in checking.check(Engine(made), text)]


@pytest.mark.parametrize(
    ("exemption", "quiet", "loud"),
    [
        ("{before: no}", "No cat", "piano cat"),
        ("{before: [a, all the]}", "all the cat", "the cat"),
        ("{after: [food, ',', ’s]}", "cat food, cat, cat's food", "cat foods"),
        ("{before-pattern: 'no *$'}", "no  cat", "cat no"),
        ("{after-pattern: ' ?food'}", "cat food, catfood", "cat"),
        ("{phrase: cat and dog}", "Cat and dog", "cat and dogs"),
        ("{pattern: 'cat and dog'}", "cat and dog", "cat and mouse"),
        ("{words: [cat], sentence: {any: [dog*]}}", "The cat and dogs", "The cat"),
        ("{place: quote}", "“the cat”", "the cat"),
        ("{place: brackets}", "see (the cat)", "(see) the cat"),
        ("{place: heading}", "The cat sat", "The cat sat."),
        ("{place: protected}", "`cat`", "cat"),
        ("{all-caps: true}", "CAT", "cat"),
        ("{paragraph: {all: [a, b]}}", "a cat b", "a cat"),
        ("{document: {none: [dog]}}", "cat", "cat\n\ndog"),
        ("{sentence: {any: [dog], within: 2}}", "dog or cat", "dog one two three cat"),
        ("{document: {any: [Dog]}}", "cat Dog", "cat dog"),
        ("{document: {any: [dog], at-least: 2}}", "cat dog dog", "cat dog"),
    ],
)
def test_what_keeps_a_rule_quiet(tmp_path: Path, exemption: str, quiet: str, loud: str) -> None:
    made = rules(tmp_path, f"check: pattern\npattern: '(?i)cat'\nexcept: [{exemption}]")
    assert found(made, quiet) == []
    assert [text.lower() for text in found(made, loud)] == ["cat"]


@pytest.mark.parametrize("pattern", ["cat", "cat ", " cat", " cat(?= )"])
def test_what_stands_beside_a_match_does_not_hang_on_its_blanks(tmp_path: Path, pattern: str) -> None:
    for exemption in ("after: [with tails]", "before: [the]", "after-pattern: ' with t'", "before-pattern: 'the $'"):
        made = rules(tmp_path, f"check: pattern\npattern: '{pattern}'\nexcept: [{{{exemption}}}]")
        assert found(made, "the cat with tails") == []
        assert len(found(made, "a cat without tails")) == 1


@pytest.mark.parametrize(
    ("exemption", "told"),
    [
        ("{before: [a, the], all-caps: true}", "before ‘a / the’, all-caps"),
        ("{words: [cat, CAT], place: brackets}", "words ‘cat’/‘CAT’, place ‘brackets’"),
        ("{words: [CAT, a, b, c, d, e, f, g, h]}", "words ‘CAT’/‘a’/‘b’/‘c’/‘d’/‘e’/‘f’/‘g’/…"),
        (
            "{sentence: {any: [the, dog*], at-least: 2, within: 1, none: [mouse]}}",
            "sentence any ‘the’/‘dog*’; none ‘mouse’; at-least 2; within 1",
        ),
    ],
)
def test_why_a_rule_keeps_quiet(tmp_path: Path, exemption: str, told: str) -> None:
    made = rules(tmp_path, f"check: pattern\npattern: 'CAT'\nexcept: [{exemption}]")
    (verdict,) = plain.verdicts(Engine(made), Document("(the CAT the"))
    assert verdict.suppressed == f"except 1: {told}"


def test_words_that_are_deleted_take_a_blank_along(tmp_path: Path) -> None:
    made = rules(tmp_path, "check: pattern\nphrase: 'the cat [end: at all]?'\ndelete: end\nfix: safe")
    text = "On the cat at all on the cat at all, the cat (at all) the cat"
    assert checking.fix(Engine(made), text).text == "On the cat on the cat, the cat (at all) the cat"


def test_when_says_what_must_stand_there(tmp_path: Path) -> None:
    made = rules(tmp_path, "check: pattern\npattern: cat\nwhen: {sentence: {any: [mouse]}, document: {none: [dog]}}")
    assert found(made, "A cat. A mouse.") == []
    assert found(made, "A cat, a mouse, a dog.") == []
    assert found(made, "A cat, a mouse.") == ["cat"]


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


@pytest.mark.parametrize(
    ("category", "level"),
    [
        ("linguistic-conventions/grammar", Applicability.SUGGESTION),
        ("linguistic-conventions/spelling", Applicability.SAFE),
        ("terminology/inconsistent-use", Applicability.SAFE),
        ("custom/boilerplate", Applicability.SAFE),
        ("custom/house-style", Applicability.SUGGESTION),
    ],
)
def test_the_words_of_a_quotation_are_evidence(tmp_path: Path, category: str, level: Applicability) -> None:
    made = rules(tmp_path, "check: pattern\npattern: colour\nreplace: color\nfix: safe")
    pack = tmp_path / "mine.yaml"
    pack.write_text(pack.read_text("utf-8").replace("linguistic-conventions/grammar", category), "utf-8")
    made = decoder.load([pack]).selected(["mine"])
    fix = only(checking.check(Engine(made), "a “colour” here")).fix
    assert fix is not None
    assert fix.applicability == level


def test_a_fix_that_would_change_a_fact_is_only_shown(tmp_path: Path) -> None:
    made = rules(tmp_path, "check: pattern\npattern: '(?P<n> not)'\ndelete: n\nfix: safe")
    finding = only(checking.check(Engine(made), "He did not go."))
    assert finding.fix is not None
    assert finding.fix.applicability == Applicability.SUGGESTION
    assert "a negation" in finding.message


def test_two_rules_that_say_the_same_are_one_finding_with_the_surer_fix(tmp_path: Path) -> None:
    pack = tmp_path / "two.yaml"
    rule = (
        "    check: pattern\n    pattern: cat\n    replace: dog\n    message: m\n    category: style"
        "\n    severity: minor\n    reason: r\n"
    )
    pack.write_text(
        f"pack: two\nsummary: s\nrules:\n  a:\n{rule}    fix: unsafe\n  b:\n{rule}    fix: safe\n", encoding="utf-8"
    )
    finding = only(checking.check(Engine(decoder.load([pack]).selected(["two"])), "a cat"))
    assert finding.rule == "two/b"


def test_a_slow_rule_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = rules(tmp_path, "check: pattern\npattern: '(a|aa)+$'")
    monkeypatch.setattr(matching, "TIME_LIMIT", 0.05)
    with pytest.raises(SlowRuleError, match=r"mine/one \(.*mine.yaml:5\) is too slow"):
        found(made, "a" * 40 + "b")


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_half_a_character_stays_where_it_is(format: Format) -> None:
    text = "From kyiv \ud800 to kyiv."
    assert [finding.span.start for finding in cleanmt.check(text, format=format)] == [5, 15]
    assert cleanmt.fix(text, format=format).text == text.replace("kyiv", "Kyiv")


def test_a_format_that_is_none() -> None:
    with pytest.raises(InputError, match=r"no format is called 'markdwn': .* html; did you mean 'markdown'\?"):
        cleanmt.check("kyiv", format="markdwn")  # type: ignore[arg-type]


class TestSelection:
    RULES = cleanmt.load_rules()

    def names(self, *select: str, ignore: tuple[str, ...] = ()) -> set[str]:
        return set(self.RULES.selected(select, ignore).by_name)

    def test_the_default_leaves_out_what_is_off(self) -> None:
        assert "readability/grade" not in self.names()
        assert "quotes/reversed" in self.names()

    def test_selecting_turns_on_what_is_off(self) -> None:
        assert self.names("readability") == {"readability/grade"}

    def test_a_beginning_selects_all_that_begin_so(self) -> None:
        assert self.names("quotes/s") == {
            "quotes/single",
            "quotes/spaced",
            "quotes/stray",
            "quotes/stop-outside",
            "quotes/second-opener",
        }

    def test_all_is_all(self) -> None:
        assert len(self.names("all")) == len(self.RULES)

    def test_ignoring_wins(self) -> None:
        assert self.names("quotes/reversed", ignore=("quotes",)) == set()

    def test_an_unknown_name_is_an_error_with_the_nearest(self) -> None:
        with pytest.raises(UnknownRuleError, match="did you mean 'quotes/reversed'"):
            self.names("quotes/revrsed")


class TestScanners:
    def test_a_paragraph_without_signs_is_not_looked_at(self) -> None:
        rule = cleanmt.load_rules().by_name["casing/place-names"]
        document = Document("Nothing here.\n\nIn kyiv.")
        first, second = document.paragraphs
        assert best_scanner([rule.check]).scan(document) == {0: [Spot(second, frozenset({0}))]}
        assert PlainScanner([rule.check]).scan(document) == {0: [Spot(p, frozenset({0})) for p in (first, second)]}

    def test_an_empty_text(self) -> None:
        assert checking.check(Engine(cleanmt.load_rules().selected()), "") == []

    @pytest.mark.parametrize("wheel", ["ahocorasick_rs", "re2"])
    def test_without_a_wheel_the_plain_scanner_serves(self, wheel: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, wheel, None)
        assert isinstance(best_scanner([]), PlainScanner)


def test_the_public_functions() -> None:
    assert [f.text for f in cleanmt.check("In kyiv.")] == ["kyiv"]
    assert cleanmt.fix("In kyiv.").text == "In Kyiv."
    assert cleanmt.fix("Near Varsovie.").text == "Near Varsovie."
    assert cleanmt.fix("Near Varsovie.", unsafe=True).text == "Near Warsaw."
    assert cleanmt.check("In kyiv.", cleanmt.load_rules().selected(["quotes"])) == []


class TestSic:
    @pytest.mark.parametrize(
        "text",
        [
            "A cat [sic] sat.",
            "A cat(sic!) sat.",
            "A cat [Sic] sat.",
            "“A cat” [sic] sat.",
            "A cat *[sic]* sat.",
            "A cat\n(_sic_) sat.",
        ],
    )
    def test_what_the_writer_vouches_for_is_no_finding(self, tmp_path: Path, text: str) -> None:
        made = rules(tmp_path, "check: pattern\npattern: 'cat'")
        assert found(made, text) == []
        (verdict,) = plain.verdicts(Engine(made), Document(text))
        assert verdict.suppressed == "the writer vouches for it: [sic]"

    @pytest.mark.parametrize(
        "text", ["A cat [sick].", "A cat sic.", "A cat sat [sic].", "A cat.\n\n[sic]", "[sic] cat"]
    )
    def test_anything_else_is(self, tmp_path: Path, text: str) -> None:
        assert found(rules(tmp_path, "check: pattern\npattern: 'cat'"), text) == ["cat"]

    def test_no_fix_touches_it(self) -> None:
        text = "He wrote of “kyiv” [sic], and of kyiv."
        assert cleanmt.fix(text, unsafe=True).text == "He wrote of “kyiv” [sic], and of Kyiv."
