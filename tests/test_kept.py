"""Engines that were kept: the same rules and findings, without a pack being read."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import cleanmt
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.engine.scan.scanner import SignScanner, planned
from cleanmt.packs.kept import KeptRuleSet, _class, written
from cleanmt.packs.ruleset import RuleSet
from cleanmt.tables import Table
from cleanmt.workspace import engine_image, engines
from cleanmt.workspace.settings import Settings

RULES = cleanmt.load_rules()
SEEDS = [path.read_text("utf-8") for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))]


def plain(value: Any) -> Any:
    """What two values have to have in common: a table is equal only to itself."""
    if isinstance(value, Table):
        return value.path, value.rows, value.lines, {**value.lists}
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), [plain(getattr(value, field.name)) for field in fields(value)]
    return [plain(item) for item in value] if type(value) is tuple else value


@pytest.fixture(scope="module")
def image() -> str:
    return engine_image.written(RULES, planned([rule.check for rule in RULES], {}))


def kept_engine(image: str) -> Engine:
    engine = engine_image.read(image, lambda: RULES.by_name)
    assert engine
    return engine


def test_every_rule_comes_back_as_it_was(image: str) -> None:
    kept = kept_engine(image).rules
    assert isinstance(kept, KeptRuleSet)
    assert [plain(rule) for rule in kept] == [plain(rule) for rule in RULES]
    assert list(kept.by_name) == list(RULES.by_name)
    assert len(kept.by_name) == len(kept) == len(RULES)
    assert kept.by_name["casing/place-names"] is next(rule for rule in kept if rule.name == "casing/place-names")
    assert [rule.name for rule in kept.rules[:2]] == [rule.name for rule in RULES.rules[:2]]
    assert kept.known is RULES.by_name


def test_rules_share_their_tables_as_before(image: str) -> None:
    def tables(rules: RuleSet) -> list[int]:
        values = (getattr(rule.check, field.name) for rule in rules for field in fields(rule.check))  # type: ignore[arg-type]
        found = [id(value) for value in values if isinstance(value, Table)]
        return [found.index(one) for one in found]

    assert tables(kept_engine(image).rules) == tables(RULES)


@pytest.mark.parametrize("text", SEEDS, ids=range(len(SEEDS)))
def test_a_kept_engine_finds_the_same(image: str, text: str) -> None:
    engine = Engine(RULES, SignScanner(planned([rule.check for rule in RULES], {}), pages=0))
    assert checking.check(kept_engine(image), text) == checking.check(engine, text)


def test_what_is_not_as_it_was_written_is_not_used(image: str) -> None:
    for broken in ("", "x", image[:-1], image.replace("kyiv", "kiev", 1), f"1\n{image}"):
        assert engine_image.read(broken, lambda: RULES.by_name) is None


@pytest.mark.parametrize(
    "name",
    ["os:system", "cleanmt.files.undo:forget", "cleanmt.tables:read", "cleanmt.packs.kept:x"],
)
def test_nothing_but_a_value_of_a_rule_is_made(name: str) -> None:
    with pytest.raises(ValueError, match="no value of a rule"):
        _class(name)


def test_defaults_are_left_out() -> None:
    one = RuleSet([RULES.by_name["casing/place-names"]])
    (rule,) = (json.loads(line)["cleanmt.packs.rule:Rule"] for line in written(one).rules)
    assert "default" not in rule
    assert rule["name"] == "casing/place-names"


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEANMT_CACHE_DIR", str(tmp_path))
    return tmp_path


def made(settings: Settings) -> Engine:
    return engines.engine_for.__wrapped__(settings)


@pytest.mark.usefixtures("own_cache")
def test_the_second_engine_of_the_same_settings_is_the_kept_one() -> None:
    first, second, other = made(Settings()), made(Settings()), made(Settings(select=("quotes",)))
    assert [isinstance(engine.rules, KeptRuleSet) for engine in (first, second, other)] == [False, True, False]
    assert len(second.rules) == len(first.rules) > len(other.rules)
    assert second.rules.known.keys() == RULES.by_name.keys()


@pytest.mark.usefixtures("own_cache")
def test_rules_of_others_are_never_kept(tmp_path: Path) -> None:
    pack = tmp_path / "mine.yaml"
    pack.write_text("pack: mine\nsummary: None\nrules: {}\n", "utf-8")
    for _ in range(2):
        assert not isinstance(made(Settings(rules=(pack,))).rules, KeptRuleSet)
