from __future__ import annotations

import doctest
import json
import pickle
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Any

import pytest

import cleanmt
from cleanmt.arrow import Level, added_to, check_batch, clean_batch
from cleanmt.engine import checking
from cleanmt.engine.fixer import Fixed
from cleanmt.errors import InputError, SlowRuleError
from cleanmt.findings import Applicability
from cleanmt.workspace import engines
from cleanmt.workspace.settings import Settings
from tests.golden import SEEDS

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install pyarrow")

CASING = {"select": ["casing/place-names"]}
TEXTS = ["Pleas from kyiv.", None, "", "Pleas from Kyiv."]
MENDED = ["Pleas from Kyiv.", None, "", "Pleas from Kyiv."]


def batch(type_: Any = None) -> Any:
    texts = pa.array(TEXTS, pa.string()).cast(type_ or pa.string())
    odd = pa.array([{"a": [1, None]}, None, {"a": []}, {"a": None}])
    stamps = pa.array([0, 1, None, 3], pa.timestamp("us", "Europe/Kyiv"))
    schema = pa.schema(
        [("odd", odd.type), pa.field("text", texts.type, metadata={"said": "by us"}), ("at", stamps.type)], {"k": "v"}
    )
    return pa.RecordBatch.from_arrays([odd, texts, stamps], schema=schema)


@pytest.mark.parametrize(
    "type_", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())], ids=str
)
def test_only_the_texts_change_and_no_type_does(type_: Any) -> None:
    given = batch(type_)
    made = clean_batch(given, workspace=CASING)
    assert made.schema.equals(given.schema, check_metadata=True)
    assert made["text"].to_pylist() == MENDED
    assert (made["odd"], made["at"]) == (given["odd"], given["at"])


def test_columns_are_added_where_they_are_asked_for() -> None:
    made = clean_batch(batch(), workspace=CASING, add=["changed", "findings"])
    assert made.schema.names == ["odd", "text", "at", "cleanmt_findings", "cleanmt_changed"]
    assert made.schema.equals(added_to(batch().schema, ["changed", "findings"]), check_metadata=True)
    assert made["cleanmt_changed"].to_pylist() == [True, False, False, False]
    assert made["cleanmt_findings"].to_pylist() == ["[]", None, "[]", "[]"]


def test_a_check_changes_nothing_and_says_what_is_there() -> None:
    made = check_batch(batch(), workspace=CASING)
    assert made["text"].to_pylist() == TEXTS
    assert made["cleanmt_score"].to_pylist() == [66.67, None, None, 100.0]
    found = json.loads(made["cleanmt_findings"][0].as_py())
    assert [(one["rule"], one["text"]) for one in found] == [("casing/place-names", "kyiv")]


def test_texts_fare_as_single_files_do() -> None:
    texts = [path.read_text("utf-8") for path in SEEDS]
    table = pa.table({"text": texts})
    levels: list[tuple[Level, bool]] = [("safe", False), ("unsafe", True)]
    for level, unsafe in levels:
        made = clean_batch(table, level=level, add=["findings", "score"])
        singly = [cleanmt.fix(text, unsafe=unsafe) for text in texts]
        assert made["text"].to_pylist() == [fixed.text for fixed in singly]
        left = [[finding.to_dict() for finding in fixed.left] for fixed in singly]
        assert [json.loads(found) for found in made["cleanmt_findings"].to_pylist()] == left
        scores = [cleanmt.Workspace(isolated=True).score(fixed.text).quality for fixed in singly]
        assert made["cleanmt_score"].to_pylist() == [round(score, 2) for score in scores if score is not None]


@pytest.mark.parametrize("batches", [[], [batch()], [batch(), batch().slice(1, 2)]], ids=len)
def test_tables_keep_their_rows(batches: list[Any]) -> None:
    table = pa.Table.from_batches(batches, batch().schema)
    made = clean_batch(table, workspace=CASING, add=["changed"])
    assert made.drop_columns(["cleanmt_changed"]).schema.equals(table.schema)
    expected = [MENDED, MENDED[1:3]][: len(batches)]
    assert made["text"].to_pylist() == [text for texts in expected for text in texts]


def test_another_process_can_be_handed_it() -> None:
    asked = partial(clean_batch, field="text", workspace=CASING, add=("changed",))
    assert pickle.loads(pickle.dumps(asked))(batch()) == asked(batch())  # noqa: S301
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        assert [*pool.map(asked, [batch(), batch()])] == [asked(batch())] * 2


def test_rules_are_read_once_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    clean_batch(batch(), workspace=CASING)
    monkeypatch.setattr(engines, "engine_of", lambda _: pytest.fail("the engine is made again"))
    clean_batch(batch(), workspace={"select": [*CASING["select"]]})


def test_a_text_that_can_not_be_mended_stays_and_nothing_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_engine: object, text: str, _level: Applicability) -> Fixed:
        if "kyiv" in text:
            raise SlowRuleError("too slow")
        return real(engines.engine_for(Settings()), text)

    real = checking.fix
    monkeypatch.setattr(checking, "fix", fail)
    made = clean_batch(batch(), add=["findings", "score", "changed"])
    assert made["text"].to_pylist() == TEXTS
    assert [made[name][0].as_py() for name in made.schema.names[3:]] == [None, None, False]
    assert made["cleanmt_findings"][3].as_py() is not None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"field": "txt"}, "no column “txt” (odd, text, at); did you mean 'text'?"),
        ({"field": "at"}, "the column “at” holds no text but timestamp[us, tz=Europe/Kyiv]"),
        ({"add": ["scores"]}, "'scores' can't be added; it is one of findings, score, changed; did you mean 'score'?"),
        ({"workspace": {"selekt": ["casing"]}}, "selekt"),
    ],
)
def test_what_can_not_be_done_is_said(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as caught:
        clean_batch(batch(), **asked)
    assert said in str(caught.value)


def test_the_example_of_the_module() -> None:
    from cleanmt import arrow

    assert doctest.testmod(arrow) == (0, 4)


def test_columns_are_not_added_twice() -> None:
    with pytest.raises(InputError, match="“cleanmt_changed” already"):
        clean_batch(clean_batch(batch(), add=["changed"]), add=["changed"])
