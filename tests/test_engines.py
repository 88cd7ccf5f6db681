"""The recipes for engines, run as they are printed, each where its engine is installed; `make engines` has them all."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import cleanmt
from tests.golden import ROOT

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install pyarrow")
from pyarrow import parquet  # noqa: E402

PAGE = (ROOT / "docs" / "howto" / "engines.md").read_text("utf-8")
GOOD, LOW = "In Lviv and in kyiv.", "the the the kyiv kyiv and Selenskyj. said he"


def recipe(heading: str) -> str:
    """The program under a heading of the page."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    program: str = re.findall(r"^```python\n(.*?)^```", section, re.MULTILINE | re.DOTALL)[0]
    return program


def needs(library: str) -> None:
    if not find_spec(library):
        pytest.skip(f"{library} is not installed: pip install {library}")


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """Two files of rows in a folder `crawl`."""
    (tmp_path / "crawl").mkdir()
    for file in range(2):
        texts = [f"{GOOD} {'It is. ' * file}{n}" if n % 5 else None for n in range(20)]
        rows = pa.table({"id": range(20 * file, 20 * file + 20), "text": texts})
        parquet.write_table(rows, tmp_path / "crawl" / f"{file}.parquet")
    return tmp_path


def ran(program: str, folder: Path) -> None:
    (folder / "recipe.py").write_text(program, "utf-8")
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    ours = {"PYTHONPATH": path, "HF_HOME": str(folder / "hf"), "HF_HUB_OFFLINE": "1", "PYSPARK_PYTHON": sys.executable}
    command = [sys.executable, "recipe.py"]
    done = subprocess.run(command, cwd=folder, env={**os.environ, **ours}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def rows(folder: Path) -> list[dict[str, Any]]:
    """All rows of the files in a folder, by id."""
    found = [row for path in folder.rglob("*.parquet") for row in parquet.ParquetFile(path).read().to_pylist()]
    return sorted(found, key=lambda row: str(row["id"]))


def expected(crawl: Path) -> list[dict[str, Any]]:
    given = rows(crawl / "crawl")
    mended = [row["text"] and cleanmt.fix(row["text"]).text for row in given]
    changed = [new != row["text"] for row, new in zip(given, mended, strict=True)]
    assert sum(changed) == 32
    return [{**row, "text": new, "cleanmt_changed": c} for row, new, c in zip(given, mended, changed, strict=True)]


@pytest.mark.parametrize(
    ("heading", "library"),
    [("Ray Data", "ray"), ("Hugging Face datasets", "datasets"), ("Polars", "polars")],
)
def test_an_engine_gives_what_a_single_text_does(crawl: Path, heading: str, library: str) -> None:
    needs(library)
    (crawl / "clean").mkdir()
    ran(recipe(heading), crawl)
    assert rows(crawl / "clean") == expected(crawl)


def test_spark_gives_what_a_single_text_does(crawl: Path) -> None:
    needs("pyspark")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java, which is not installed")
    ran(recipe("Spark"), crawl)
    assert rows(crawl / "clean") == expected(crawl)


def test_datatrove_gives_what_a_single_text_does_and_says_what_it_dropped(crawl: Path) -> None:
    needs("datatrove")
    parquet.write_table(pa.table({"id": ["low"], "text": [LOW]}), crawl / "crawl" / "low.parquet")
    for path in (crawl / "crawl").glob("[01].parquet"):
        table = parquet.read_table(path)
        parquet.write_table(table.set_column(0, "id", table["id"].cast(pa.string())), path)
    ran(recipe("datatrove"), crawl)
    texts = {row["id"]: row["text"] for row in rows(crawl / "clean")}
    given = {row["id"]: row["text"] for row in rows(crawl / "crawl") if row["text"]}
    dropped = given.keys() - texts.keys()
    assert dropped == {"low"}
    assert texts == {id_: cleanmt.fix(text).text for id_, text in given.items() if id_ not in dropped}
    packed = [*(crawl / "low").rglob("*.jsonl.gz")]
    low = [
        json.loads(line) for path in packed for line in pa.input_stream(path, compression="gzip").read().splitlines()
    ]
    assert [(one["id"], one["metadata"]["filter_reason"]) for one in low] == [("low", "cleanmt_score")]
    assert low[0]["metadata"]["cleanmt_score"] < 50


def test_the_filter_of_lines_is_the_one_on_the_page() -> None:
    filter_ = json.loads(re.findall(r"^```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0])
    command = filter_["command"].replace("cleanmt", f"{sys.executable} -m cleanmt", 1)
    level = filter_["parameters"]["LEVEL"]["default"]
    asked = ["sh", "-c", command]
    given = f"{GOOD}\n\n{GOOD}\n".encode()
    done = subprocess.run(asked, env={**os.environ, "LEVEL": level}, input=given, capture_output=True, check=True)
    assert done.stdout.decode() == f"{cleanmt.fix(GOOD).text}\n\n{cleanmt.fix(GOOD).text}\n"
