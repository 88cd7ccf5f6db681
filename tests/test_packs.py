from __future__ import annotations

import json
import re
import shutil
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from cleanmt import checks
from cleanmt.checks.senses import COLUMNS
from cleanmt.config.schema import schema
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.errors import InvalidPackError
from cleanmt.findings import Span
from cleanmt.packs import decoder, shipped
from cleanmt.packs.decoder import PackLoader, is_required, key_of
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet
from tests.conftest import GOOD

CATEGORY = "mine.yaml:11: mine/one: category: unknown category"


PACKS = shipped.packs()


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs are loaded without those that are shipped, which would take most of the time."""
    monkeypatch.setattr(shipped, "packs", list)


def loaded(tmp_path: Path, text: str) -> list[Rule]:
    pack = tmp_path / "mine.yaml"
    pack.write_text(text, encoding="utf-8")
    return list(decoder.load([pack]))


def errors(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(InvalidPackError) as caught:
        loaded(tmp_path, text)
    return [str(error).removeprefix(f"{tmp_path}/") for error in caught.value.problems]


def test_a_phrase_and_what_stands_beside_it(tmp_path: Path) -> None:
    phrase = "phrase: 'the [what: <animal>]'\n    after: [of, is]\n    not-before: [all]"
    (rule,) = loaded(tmp_path, GOOD.replace("pattern: '(?P<what><animal>)'", phrase))
    assert getattr(rule.check, "phrase").written == ("the [what: <animal>]",)  # noqa: B009
    assert found(rule, "the wild cat is; The Cat of; all the cat is; the cats of") == ["the wild cat", "The Cat"]


def test_lists_that_all_packs_share(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, GOOD.replace("<animal>", "<day>"))
    assert found(rule, "Monday, Cat") == ["Monday"]
    (rule,) = loaded(tmp_path, GOOD.replace("<animal>", "<day>").replace("animal: [cat", "day: [cat"))
    assert found(rule, "Monday, cat") == ["cat"]


def test_a_list_may_hold_another(tmp_path: Path) -> None:
    text = GOOD.replace("let:\n", "let:\n  day: [<day>, today]\n").replace("[cat", "[<day>, cat")
    (rule,) = loaded(tmp_path, text)
    assert found(rule, "Friday, today, cat, yesterday") == ["Friday", "today", "cat"]


def test_a_pattern_over_several_lines(tmp_path: Path) -> None:
    spread = """pattern: |
      (?x) (?P<what> <animal> )   # a list's words may have blanks
           (?= [ ] of\\ the [#] | , )
"""
    (rule,) = loaded(tmp_path, GOOD.replace("pattern: '(?P<what><animal>)'\n", spread))
    assert getattr(rule.check, "pattern") == "(?P<what>(?:wild cat|cat))(?= of the[#]|,)"  # noqa: B009
    assert found(rule, "wild cat of the#; wild cat, a cat") == ["wild cat", "wild cat"]


def found(rule: Rule, text: str) -> list[str]:
    return [finding.text.strip() for finding in checking.check(Engine(RuleSet([rule])), text)]


def test_a_good_pack(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, GOOD)
    assert rule.name == "mine/one"
    assert rule.line == 6
    assert getattr(rule.check, "pattern") == "(?P<what>(?:wild cat|cat))"  # noqa: B009


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("    reason: r\n", "", "mine.yaml:6: mine/one: key 'reason' is missing"),
        ("    reason: r\n", "    reasn: r\n", "mine.yaml:13: mine/one: unknown key 'reasn'; did you mean 'reason'?"),
        ("    reason: r\n", "    reason: r\n    reason: r\n", "mine.yaml:14: mine/one: key 'reason' stands twice"),
        ("category: style", "category: stile", f"{CATEGORY} 'stile'; did you mean 'style'?"),
        ("category: style", "category: style/akward", f"{CATEGORY} 'style/akward'; did you mean 'style/awkward'?"),
        ("category: style", "category: xyz", f"{CATEGORY} 'xyz'; names of your own begin with 'custom/'"),
        ("category: style", "category: custom/", f"{CATEGORY} 'custom/'; did you mean 'custom'?"),
        ("severity: minor", "severity: minr", "mine.yaml:12: mine/one: severity: 'minr' is not one of neutral, minor,"),
        ("    reason: r\n", "    reason: r\n    source: [uk, ua]\n", "mine.yaml:14: mine/one: source: 'ua' is no code"),
        ("check: pattern", "check: patern", "mine.yaml:7: mine/one: unknown check 'patern'; did you mean 'pattern'?"),
        ("    check: pattern\n", "", "mine.yaml:6: mine/one: key 'check' is missing"),
        ("<animal>", "<anmal>", "mine.yaml:8: mine/one: pattern: unknown list <anmal>; did you mean 'animal'?"),
        ("(?P<what>", "(?P<what", "mine.yaml:8: mine/one: pattern: "),
        ("delete: what", "delete: that", "mine.yaml:6: mine/one: the pattern has no group 'that'"),
        ("delete: what", "replace: '{what|upppper}'", "mine.yaml:6: mine/one: unknown filter 'upppper'"),
        ("delete: what", "suggest: ['{that}']", "mine.yaml:6: mine/one: the pattern has no group 'that'"),
        ("delete: what", "fix: {one: safe}", "mine.yaml:6: mine/one: fix: unknown shape 'one'"),
        ("delete: what", "fix: {}", None),
        ("delete: what", "any: [{pattern: a}]", "mine.yaml:6: mine/one: give one of 'phrase', 'pattern' and 'any'"),
        ("delete: what", "phrase: '[what]'", "mine.yaml:6: mine/one: give one of 'phrase', 'pattern'"),
        ("pattern: '(?P<what><animal>)'", "phrase: 'the [what: <animal>'",
         "mine.yaml:8: mine/one: phrase: at “[what:” (character 5): “[what:” is not closed"),
        ("pattern: '(?P<what><animal>)'", "phrase: '[what: <anmal>]'",
         "mine.yaml:8: mine/one: phrase: unknown list <anmal>; did you mean 'animal'?"),
        ("pattern: '(?P<what><animal>)'", "phrase: '[who: <animal>]'", "mine.yaml:6: mine/one: the phrase has no"),
        ("delete: what", "after:\n      - of\n      - the end?", "mine.yaml:11: mine/one: after: at “end?”"),
        ("pattern: '(?P<what><animal>)'", "phrase: the # cats",
         "mine.yaml:8: mine/one: phrase: put it in quotation marks, for to YAML “#” begins a comment"),
        ("delete: what", "not-before: ['[a] <day>']", "mine.yaml:9: mine/one: not-before: at “[a]” (character 1): “[”"),
        ("delete: what", "except: [{before: '\\b<day>'}]", "mine.yaml:9: mine/one: except: before: at “\\b<day>”"),
        ("delete: what", "except: [{phrase: <days>}]",
         "mine.yaml:9: mine/one: except: phrase: unknown list <days>; did you mean 'day'?"),
        ("message: m", "message:", "mine.yaml:10: mine/one: message: the value is missing"),
        ("'(?P<what><animal>)'", "''", "mine.yaml:8: mine/one: pattern: the value is missing"),
        ("message: m", "message: [m]", "mine.yaml:10: mine/one: message: text is expected"),
        ("message: m", "message: m\n    default: on", "mine.yaml:11: mine/one: default: true or false is expected"),
        ("message: m", "message: m\n    source: {a: b}", "mine.yaml:11: mine/one: source: a list is expected"),
        ("message: m", "message: m\n    when: 3", "mine.yaml:11: mine/one: when: a mapping is expected"),
        ("message: m",
         "message: m\n    when: {document: {at-least: two}}",
         "mine.yaml:11: mine/one: when: document: at-least: a whole"),
        ("message: m",
         "message: m\n    when: {document: {any: [<no>]}}",
         "mine.yaml:11: mine/one: when: document: any: unknown"),
        ("message: m", "message: m\n    examples: [{good: a}]", "mine.yaml:11: mine/one: examples: an example is"),
        ("message: m", "message: m\n    examples: [{bad: a, ok: b}]", "mine.yaml:11: mine/one: examples: an"),
        ("  one:\n", "  one: x\n  two:\n", "mine.yaml:6: mine/one: a rule is a mapping"),
        ("[cat, wild cat]", "data/gone.tsv#a", "mine.yaml:4: 'data/gone.tsv' can't be read"),
        ("pack: mine\n", "", "mine.yaml:1: key 'pack' is missing"),
        ("summary: A test\n", "", "mine.yaml:1: mine: key 'summary' is missing"),
        ("rules:", "rule:", "mine.yaml:5: pack: unknown key 'rule'; did you mean 'rules'?"),
        ("rules:", "rules: [", "mine.yaml:7: not YAML"),
        ("rules:", "version: 1\nrules:", "mine.yaml:5: pack: unknown key 'version'"),
        ("rules:", "license: MIT\nrules:", "mine.yaml:5: pack: unknown key 'license'"),
        ("rules:", "authors: [me]\nrules:", "mine.yaml:5: pack: unknown key 'authors'"),
        ("message: m", "message: m\n    scope: title", "mine.yaml:11: mine/one: unknown key 'scope'"),
        ("message: m", "message: m\n    status: preview", "mine.yaml:11: mine/one: unknown key 'status'"),
        ("message: m", "message: m\n    note: n", "mine.yaml:11: mine/one: unknown key 'note'"),
    ],
)  # fmt: skip
def test_every_error_names_file_line_and_key(tmp_path: Path, old: str, new: str, error: str | None) -> None:
    assert old in GOOD
    if error is None:
        assert loaded(tmp_path, GOOD.replace(old, new))
        return
    assert any(found.startswith(error) for found in errors(tmp_path, GOOD.replace(old, new)))


def test_brackets_pin_what_a_finding_shows(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, GOOD + '    examples: [{bad: "a [[wild cat]] here"}, {bad: "a cat ]] here"}]\n')
    assert [(e.bad, e.marked) for e in rule.examples] == [("a wild cat here", Span(2, 10)), ("a cat ]] here", None)]


def test_all_errors_of_all_files_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace("severity: minor", "severity: x").replace("reason: r", "reasn: r")
    other = tmp_path / "other.yaml"
    other.write_text("- a list", "utf-8")
    (tmp_path / "mine.yaml").write_text(broken, "utf-8")
    with pytest.raises(InvalidPackError) as caught:
        decoder.load([tmp_path])
    assert {(Path(e.path).name, e.line) for e in caught.value.problems} == {
        ("mine.yaml", 12), ("mine.yaml", 13), ("mine.yaml", 6), ("other.yaml", 1),
    }  # fmt: skip


def test_words_that_yaml_would_take_for_something_else(tmp_path: Path) -> None:
    text = GOOD.replace("[cat, wild cat]", "[on, no, off, yes, null, ~, 20.000, 20:30, 2022-03-24, 017, truely]")
    (rule,) = loaded(tmp_path, text)
    pattern: str = getattr(rule.check, "pattern")  # noqa: B009
    words = ("on", "no", "off", "yes", "null", "~", "20.000", "20:30", "2022-03-24", "017", "truely")
    assert set(pattern[len("(?P<what>(?:") : -2].replace("\\", "").split("|")) == set(words)


def test_only_true_false_and_integers_resolve() -> None:
    long = "1" * 5000  # more digits than Python makes a number of
    assert yaml.load(f"[on, true, false, 12, -3, 017, 1.5, null, {long}]", PackLoader) == [  # noqa: S506
        "on", True, False, 12, -3, "017", "1.5", "null", long,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "error"),
    [("a\tb\n1\n", ":2: 1 fields where the header names 2"), ("x\ty\n1\t2\n", "has no column 'a'")],
)
def test_a_table_that_is_wrong(tmp_path: Path, table: str, error: str) -> None:
    (tmp_path / "t.tsv").write_text(table, "utf-8")
    assert error in errors(tmp_path, GOOD.replace("[cat, wild cat]", "t.tsv#a"))[0]


def test_a_list_from_some_rows_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("a\tkind\n# a note\ncat\tx\ndog\ty\n\n", "utf-8")
    (rule,) = loaded(tmp_path, GOOD.replace("[cat, wild cat]", "t.tsv#a?kind=x"))
    assert "cat" in getattr(rule.check, "pattern")  # noqa: B009
    assert "dog" not in getattr(rule.check, "pattern")  # noqa: B009


def test_a_data_key_that_is_wrong(tmp_path: Path) -> None:
    text = GOOD.replace("check: pattern", "check: terms/swap").replace(
        "    pattern: '(?P<what><animal>)'\n    delete: what\n", "    data: gone.tsv\n"
    )
    assert "data: 'gone.tsv' can't be read" in errors(tmp_path, text)[0]
    (tmp_path / "gone.tsv").write_text("a\tb\n1\n", "utf-8")
    assert "1 fields where" in errors(tmp_path, text)[0]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ("check: terms/swap\n    data: ''", "data: the value is missing"),
        ("check: senses\n    data: ''", "data: the value is missing"),
        ("check: terms/swap", "give either 'swap' or 'data'"),
        ("check: terms/swap\n    swap: {a: a}", "'a' is swapped for itself"),
        ("check: terms/miscased\n    miscased: [A]\n    ignore-case: true", "unknown key 'ignore-case'"),
        ("check: names/people", "key 'data' is missing"),
        ("check: untranslated\n    languages: [cs, tlh]", "there is no vocabulary of tlh, only of cs, da, de"),
        (
            "check: unknown-word/strange\n    languages: [tlh]\n    prefixes: [un]\n    suffixes: [ly]",
            "there is no vocabulary of tlh, only of cs, da, de",
        ),
        ("check: names/places\n    data: p.tsv", "p.tsv has no column english, certain"),
        ("check: names/places\n    titles: [Mr]\n    data: p.tsv", "unknown key 'titles'"),
        ("check: consistency/names", "key 'styles' is missing"),
        ("check: consistency/names\n    styles: none.tsv", "none.tsv has no rows"),
        ("check: consistency/varieties\n    pairs: {a: b}\n    style: ap", "unknown key 'style'"),
        ("check: lines/boilerplate", "give 'terms', 'patterns' or 'headings'"),
        ("check: lines/headlines\n    terms: [a]", "unknown key 'terms'"),
        ("check: quotes/mixed\n    find: mixed", "unknown key 'find'"),
        ("check: quotes", "unknown check 'quotes'; there are quotes/apostrophe, quotes/attribution, "),
        ("check: quote/mixed", "unknown check 'quote/mixed'; did you mean 'quotes/mixed'?"),
        (
            "check: pattern\n    any: [{name: a, pattern: a, fix: safe}]\n    fix: {a: safe}",
            "has its own level already",
        ),
        ("check: pattern\n    any: [{pattern: a}]\n    delete: x", "belong to the shapes in 'any'"),
        ("check: pattern\n    any: [{phrase: a}]\n    after: [x]", "belong to the shapes in 'any'"),
        ("check: pattern\n    any: [{name: a, phrase: b, pattern: c}]", "shape 'a': give either 'phrase' or 'pattern'"),
        ("check: pattern\n    any: [{name: a, delete: b}]", "shape 'a': give either 'phrase' or 'pattern'"),
    ],
)
def test_what_a_kind_asks_of_its_keys(tmp_path: Path, fields: str, error: str) -> None:
    (tmp_path / "p.tsv").write_text("variants\nKiev\n", "utf-8")
    (tmp_path / "none.tsv").write_text("name\n", "utf-8")
    text = GOOD.replace("check: pattern\n    pattern: '(?P<what><animal>)'\n    delete: what", fields)
    assert any(error in found for found in errors(tmp_path, text))


def test_a_row_of_senses_that_is_wrong(tmp_path: Path) -> None:
    row = ["cs|cz", "pes", "hot dog", "", "", "", "dog", "", "", "page", "", "suggestion", "A hot dog barks.", "", ""]
    (tmp_path / "t.tsv").write_text("\n".join(["\t".join(COLUMNS), "# a note", "\t".join(row)]), "utf-8")
    given = "check: senses\n    data: t.tsv"
    text = GOOD.replace("check: pattern\n    pattern: '(?P<what><animal>)'\n    delete: what", given)
    assert errors(tmp_path, text) == [
        "mine.yaml:6: mine/one: t.tsv:3 (pes): languages: 'cz' is no code of a language (ISO 639-1: cs, uk, ja)",
        "mine.yaml:6: mine/one: t.tsv:3 (pes): within 'page' is not one of sentence, paragraph, document",
    ]


def test_the_shipped_packs_deserve_the_trust_that_they_get() -> None:
    assert len(decoder.load(PACKS)) > 100  # nothing is proven here: every expression and every row is looked at


def test_a_rule_may_stand_once(tmp_path: Path) -> None:
    (tmp_path / "again.yaml").write_text(GOOD, "utf-8")
    loaded(tmp_path, GOOD)
    with pytest.raises(InvalidPackError, match=r"mine/one: this rule is already in .*again.yaml:6"):
        decoder.load([tmp_path])


def test_a_pack_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(InvalidPackError, match=r"gone.yaml:1: can't be read"):
        decoder.load([tmp_path / "gone.yaml"])
    (tmp_path / "latin.yaml").write_bytes(b"pack: \xff")
    with pytest.raises(InvalidPackError, match=r"latin.yaml:1: is not UTF-8 \(byte 6\)"):
        decoder.load([tmp_path / "latin.yaml"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidPackError, match="no pack"):
        decoder.load([tmp_path / "empty"])


VALUES: list[Any] = ["x", "", True, 3, [], ["x"], [3], {}, {"x": "y"}, [{"x": "y"}], [["x"]]]
# What the decoder says of a value's form; of what it means, the schema knows nothing.
MISREAD = re.compile(r"is expected|is missing|unknown key|unknown category|an example is|^[\w-]+: '.*' is not one of")


@cache
def shipped_pack(path: Path) -> dict[str, Any]:
    pack: dict[str, Any] = yaml.load(path.read_text("utf-8"), PackLoader)  # noqa: S506
    return pack


@pytest.fixture(scope="module")
def validator() -> Any:
    made = schema()
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


class TestSchema:
    @pytest.mark.parametrize("path", PACKS, ids=lambda path: path.name)
    def test_it_takes_every_shipped_pack(self, validator: Any, path: Path) -> None:
        validator.validate(shipped_pack(path))

    def test_it_refuses_an_unknown_key(self, validator: Any) -> None:
        pack = yaml.load(GOOD, PackLoader)  # noqa: S506
        validator.validate(pack)
        pack["rules"]["one"]["unknown"] = "x"
        assert not validator.is_valid(pack)

    @pytest.mark.parametrize("category", ["linguistic-conventions/speling", "custom/", "customs/x"])
    def test_it_refuses_an_unknown_category(self, validator: Any, category: str) -> None:
        pack = yaml.load(GOOD, PackLoader)  # noqa: S506
        pack["rules"]["one"]["category"] = "custom/of-ours"
        validator.validate(pack)
        pack["rules"]["one"]["category"] = category
        assert not validator.is_valid(pack)

    @pytest.mark.parametrize("kind", checks.kind_names())
    def test_it_refuses_what_the_decoder_can_not_read(self, validator: Any, kind: str, tmp_path: Path) -> None:
        pack, variants = self.variants(kind)
        (tmp_path / "tried.yaml").write_text(json.dumps(pack, ensure_ascii=False), "utf-8")
        shutil.copytree(shipped.folder() / "data", tmp_path / "data")
        with pytest.raises(InvalidPackError) as caught:
            decoder.load([tmp_path])
        said = [problem.message.removeprefix("tried/").partition(": ") for problem in caught.value.problems]
        misread = {name for name, _, what in said if MISREAD.search(what)}
        header = {"pack": "tried", "summary": pack["summary"]}  # the lists are the same in all of them
        refused = {n for n, variant in variants.items() if not validator.is_valid({**header, "rules": {n: variant}})}
        assert misread <= refused <= {name for name, *_ in said}

    def variants(self, kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """A pack of one shipped rule of this kind over and over: each key gets values of every sort, or is left out."""
        packs = [shipped_pack(path) for path in PACKS]
        rules = [(pack, rule) for pack in packs for rule in pack["rules"].values() if rule["check"] == kind]
        pack, rule = min(rules, key=lambda each: len(str(each[1])))  # it is read hundreds of times
        own = checks.kind(kind)
        assert own
        keys = {key_of(field): is_required(field) for cls in (Rule, own) for field in fields(cls)}  # type: ignore[arg-type]
        variants = {f"{key}-{n}": {**rule, key: value} for key in keys for n, value in enumerate(VALUES)}
        variants |= {f"without-{key}": {k: v for k, v in rule.items() if k != key} for key in keys if keys[key]}
        return {**pack, "pack": "tried", "rules": variants}, variants
