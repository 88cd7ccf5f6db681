"""Corpora: rows in, rows out, none lost, whatever happens on the way."""

from __future__ import annotations

import csv
import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

import cleanmt
from cleanmt.corpus import inputs, lines, outcome, packing, parquet, store
from cleanmt.corpus import run as runs
from cleanmt.corpus.cleaning import Order
from cleanmt.corpus.inputs import Input
from cleanmt.corpus.outcome import Tally
from cleanmt.errors import InputError, SlowRuleError
from cleanmt.measure.planting import OPERATORS, planted
from cleanmt.workspace import processes
from cleanmt.workspace.settings import Settings
from tests.conftest import Write
from tests.golden import SEEDS
from tests.test_cli import process, run
from tests.test_planting import NEWS

CASING = ("--isolated", "--select", "casing/place-names", "--jobs", "1")
SETTINGS = Settings(select=("casing/place-names",))
pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install pyarrow")
from pyarrow import parquet as pq  # noqa: E402


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many parts of little text, and processes from the first on."""
    monkeypatch.setattr(lines, "PART", 200)
    monkeypatch.setattr(parquet, "PART", 200)
    monkeypatch.setattr(parquet, "_READ", 4)
    monkeypatch.setattr(processes, "_ALONE", 1)
    monkeypatch.setattr(processes, "_BATCH", 1)


def cleaned(source: Path, *options: str | Path) -> Path:
    """The file that became of it."""
    out = source.parent / f"out-{source.name}"
    result = run("corpus", source, "-o", out, *CASING, *options)
    assert result.exit_code == 0, result.output
    return out / source.name


def rejected(made: Path) -> list[dict[str, Any]]:
    path = made.parent / store.REJECTED
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


# JSON lines ----------------------------------------------------------------------------------------------------------

ODD = [
    '{"id": 1.50e3, "text": "In kyiv.", "z":{"b" : [1, 2.0,"\\u00e9"] }, "a":null}',
    ' {"text":"In kyiv\\u2014as \\"they\\" say.","n":12345678901234567890123, "text2": "kyiv"} \r',
    '{"text": null, "é": "kyiv"}',
    '{"é": 1, "text" : "Im Ka\\u0066fee in kyiv – gern." , "b":true}',
    '{"text": "All is \\/ well."}',
    '{"text": "not this kyiv", "text": "In kyiv."}',
]
RIGHT = [
    '{"id": 1.50e3, "text": "In Kyiv.", "z":{"b" : [1, 2.0,"\\u00e9"] }, "a":null}',
    ' {"text":"In Kyiv\\u2014as \\"they\\" say.","n":12345678901234567890123, "text2": "kyiv"} \r',
    '{"text": null, "é": "kyiv"}',
    '{"é": 1, "text" : "Im Kaffee in Kyiv – gern." , "b":true}',
    '{"text": "All is \\/ well."}',
    '{"text": "not this kyiv", "text": "In Kyiv."}',
]


@pytest.mark.parametrize("end", ["\n", ""])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_of_json_nothing_changes_but_the_text(write: Write, end: str, bom: str) -> None:
    source = write("a.jsonl", bom + "\n".join([*ODD[:3], "", *ODD[3:]]) + end)
    assert cleaned(source).read_bytes() == (bom + "\n".join([*RIGHT[:3], "", *RIGHT[3:]]) + end).encode()


def test_members_are_added_behind_the_last(write: Write) -> None:
    made = cleaned(write("a.jsonl", "\n".join(ODD)), "--add", "changed,score")
    first, second, third, *_ = made.read_bytes().decode().split("\n")
    assert first == RIGHT[0][:-1] + ', "cleanmt_score": 100.0, "cleanmt_changed": true}'
    assert second.endswith('"text2": "kyiv", "cleanmt_score": 100.0, "cleanmt_changed": true} \r')
    assert third == '{"text": null, "é": "kyiv", "cleanmt_score": null, "cleanmt_changed": false}'


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_what_is_packed_is_packed_again(tmp_path: Path, suffix: str) -> None:
    def packed(data: bytes) -> bytes:
        return gzip.compress(data) if suffix == "gz" else packing.packed(data, "zst")

    source = tmp_path / f"a.jsonl.{suffix}"
    data = "\n".join(ODD).encode()
    source.write_bytes(packed(data[:100]) + packed(data[100:]))  # as several that were joined
    opened = pyarrow.input_stream(cleaned(source), compression={"gz": "gzip", "zst": "zstd"}[suffix])
    assert opened.read() == "\n".join(RIGHT).encode()


def test_a_packed_file_that_breaks_off_gives_what_can_be_read(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl.gz"
    rows = "".join(f'{{"text": "In kyiv, {n * 7919 % 5000} and {n * n % 4999}."}}\n' for n in range(5000))
    source.write_bytes(gzip.compress(rows.encode())[:-1000])
    made = cleaned(source)
    kept = gzip.decompress(made.read_bytes()).decode().splitlines()
    assert kept == rows.replace("kyiv", "Kyiv").splitlines()[: len(kept)]
    assert len(kept) > 1000
    assert rejected(made)[-1]["reason"].startswith("the file can't be read from here on: ")


BROKEN = [
    ('{"text": "In kyiv', "broken JSON: Unterminated string starting at: column 10"),
    ('["text"]', "JSON, and no object"),
    ('{"body": "kyiv"}', "it has no “text”"),
    ('{"text": 12}', "its “text” is not text"),
    ('{"text": "kyiv"} {"text": "kyiv"}', "broken JSON: Extra data: column 18"),
    (f'{{"text": "{"long " * 50}"}}', "its text has 250 characters, more than 200"),
    ("[" * 200_000, "JSON that can't be read: maximum recursion depth exceeded"),
]


def test_broken_rows_go_to_a_file_of_their_own_with_the_reason(write: Write) -> None:
    text = "".join(f'{{"id": "n{n}", "text": "In kyiv."}}\n{bad}\n' for n, (bad, _) in enumerate(BROKEN))
    made = cleaned(write("a.jsonl", text), "--max-length", "200", "--id", "id")
    assert [json.loads(line)["id"] for line in made.open()] == [f"n{n}" for n in range(len(BROKEN))]
    told = rejected(made)
    assert [(row["line"], row["row"]) for row in told] == [(2 * n + 2, bad) for n, (bad, _) in enumerate(BROKEN)]
    for row, (_, said) in zip(told, BROKEN, strict=True):
        assert row["reason"].startswith(said)
    assert {row["file"] for row in told} == {"a.jsonl"}


def test_bytes_that_are_no_text_and_lines_that_are_too_long_are_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 64)
    source = tmp_path / "a.jsonl"
    source.write_bytes(b'{"text": "In kyiv."}\n{"text": "caf\xe9"}\n' + b"x" * 1000 + b'\n{"text": "In kyiv."}\n')
    made = cleaned(source)
    assert made.read_text("utf-8") == '{"text": "In Kyiv."}\n' * 2
    assert [(row["line"], row["reason"], row["row"]) for row in rejected(made)] == [
        (2, "byte 14 is not UTF-8", '{"text": "caf\\xe9"}'),
        (3, "its line has more than 64 bytes", ""),
    ]


def test_of_a_hundred_rows_with_one_broken_none_is_lost(write: Write) -> None:
    random = Random(7)  # noqa: S311
    rows = [json.dumps({"id": n, "text": f"Row {n} in kyiv."}) for n in range(1000)]
    bad = set(random.sample(range(1000), 10))
    broken = [row[: random.randrange(1, len(row))] if n in bad else row for n, row in enumerate(rows)]
    source = write("a.jsonl", "\n".join(broken) + "\n")
    result = run("corpus", source, "-o", "out", *CASING)
    assert "1,000 rows: 990 written (990 changed), 10 rejected." in result.stderr
    out = [json.loads(line) for line in Path("out/a.jsonl").read_text("utf-8").splitlines()]
    assert out == [{"id": n, "text": f"Row {n} in Kyiv."} for n in range(1000) if n not in bad]
    told = rejected(Path("out/a.jsonl"))
    assert {row["line"]: row["row"] for row in told} == {n + 1: broken[n] for n in bad}


# Cells ---------------------------------------------------------------------------------------------------------------

CELLS = """\
"id",text,more\r
1,In kyiv.,"a ""b"" c"\r
2,"In kyiv,
they say ""so""."  ,x\r
3,In kyiv 5" deep,007\r
4,"In kyiv,
they say.",1.50\r
5,,""\r
"""


def test_of_cells_nothing_changes_but_the_text(write: Write) -> None:
    source = write("a.csv", "")
    source.write_bytes(CELLS.encode())
    made = cleaned(source)
    good = CELLS.replace('2,"In kyiv,\nthey say ""so""."  ,x\r\n', "").replace("kyiv", "Kyiv")
    assert made.read_bytes() == good.replace('In Kyiv 5" deep', '"In Kyiv 5"" deep"').encode()
    [*told] = rejected(made)
    assert [row["line"] for row in told] == [3, 4]  # the quoted cell goes on behind its quotation mark


def test_cells_are_added_at_the_end(write: Write) -> None:
    made = cleaned(write("a.csv", "text,n\nIn kyiv.,1\n,2\n"), "--add", "findings,score,changed")
    with made.open(newline="") as file:
        rows = [*csv.DictReader(file)]
    added = [[row[f"cleanmt_{name}"] for name in ("findings", "score", "changed")] for row in rows]
    assert added == [["[]", "100.0", "true"], ["[]", "", "false"]]
    assert [row["text"] for row in rows] == ["In Kyiv.", ""]


def test_between_tabs_quotation_marks_are_text(write: Write) -> None:
    made = cleaned(write("a.tsv", 'n\ttext\n1\t"kyiv\n2\tin kyiv"\n3\n4\tkyiv\tkyiv\n'))
    assert made.read_text("utf-8") == 'n\ttext\n1\t"Kyiv\n2\tin Kyiv"\n'
    assert [(row["line"], row["reason"]) for row in rejected(made)] == [
        (4, "it has 1 cells, and the head 2"),
        (5, "it has 3 cells, and the head 2"),
    ]


def test_a_mark_that_nobody_closes_takes_no_other_row_with_it(write: Write) -> None:
    rows = [f'{n},"In kyiv, row {n}."\n' for n in range(50)]
    rows[10] = '10,"In kyiv, row 10\n'
    rows[30] = '30,"In kyiv"x, row 30."\n'
    made = cleaned(write("a.csv", "id,text\n" + "".join(rows)))
    with made.open(newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [str(n) for n in range(50) if n not in {10, 30}]
    assert [row["line"] for row in rejected(made)] == [12, 32]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "id,body\n1,x\n", "a.csv: has no column “text” (id, body)"),
        ("a.csv", "", "a.csv: has no column “text” ()"),
        ("a.csv", 'id,"text\n1,x\n', "a.csv: its head can't be read: a quotation mark is not closed"),
        ("a.csv", "text,cleanmt_changed\n", "a.csv: has a column “cleanmt_changed” already"),
        ("a.parquet", "text", "a.parquet: is no Parquet that can be read"),
        ("a.json", "{}", "a.json: its name does not say what it is"),
        ("a.jsonl.gz", "text", "a.jsonl.gz: can't be unpacked"),
        ("a.jsonl.zst", "text", "a.jsonl.zst: can't be unpacked"),
    ],
)
def test_files_that_can_not_be_cleaned_are_said_before_anything_begins(
    write: Write, name: str, text: str, said: str
) -> None:
    write(name, text)
    done = process("corpus", name, "-o", "out", "--add", "changed", *CASING)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert not Path("out").exists()


# Parquet -------------------------------------------------------------------------------------------------------------


def table() -> Any:
    texts = [f"Row {n} in kyiv." if n % 3 else None for n in range(100)]
    return pyarrow.table(
        {
            "text": pyarrow.array(texts, pyarrow.large_string()),
            "at": pyarrow.array(range(100), pyarrow.timestamp("ns", "Europe/Kyiv")),
            "tag": pyarrow.array(["a", None] * 50).dictionary_encode(),
            "all": pyarrow.array([{"n": [n], "d": None} for n in range(100)]),
            "small": pyarrow.array(range(100), pyarrow.int8()),
        }
    ).replace_schema_metadata({"by": "us"})


@pytest.mark.usefixtures("small_parts")
def test_parquet_keeps_types_and_metadata_and_all_other_columns(tmp_path: Path) -> None:
    source = tmp_path / "a.parquet"
    pq.write_table(table(), source, compression="gzip", row_group_size=30)
    plain, more = cleaned(source), tmp_path / "more"
    assert pq.read_schema(plain).equals(pq.read_schema(source), check_metadata=True)
    given, made = pq.read_table(source), pq.read_table(plain)
    assert made["text"].to_pylist() == [text and text.replace("kyiv", "Kyiv") for text in given["text"].to_pylist()]
    assert made.drop_columns(["text"]) == given.drop_columns(["text"])
    assert pq.ParquetFile(plain).metadata.row_group(0).column(0).compression == "GZIP"
    assert run("corpus", source, "-o", more, *CASING, "--add", "findings,changed").exit_code == 0
    schema = pq.read_schema(more / "a.parquet")
    assert schema.names == [*given.schema.names, "cleanmt_findings", "cleanmt_changed"]
    assert schema.remove(6).remove(5).equals(given.schema, check_metadata=True)


@pytest.mark.usefixtures("small_parts")
def test_rows_of_parquet_that_can_not_be_used_are_told(tmp_path: Path) -> None:
    source = tmp_path / "a.parquet"
    texts = pyarrow.array([b"In kyiv.", b"caf\xe9", b"long " * 50, b"In kyiv."]).cast(pyarrow.string(), safe=False)
    pq.write_table(pyarrow.table({"id": [7, 8, 9, 10], "text": texts}), source)
    made = cleaned(source, "--id", "id", "--max-length", "100")
    assert pq.read_table(made).to_pylist() == [{"id": 7, "text": "In Kyiv."}, {"id": 10, "text": "In Kyiv."}]
    assert [(row["line"], row["id"], row["reason"]) for row in rejected(made)] == [
        (2, 8, "byte 4 of its text is not UTF-8"),
        (3, 9, "its text has 250 characters, more than 100"),
    ]


# Inputs and outputs --------------------------------------------------------------------------------------------------


def test_files_folders_and_globs_are_found_in_order(write: Write) -> None:
    for name in ("in/b.csv", "in/a/c.jsonl.gz", "in/.hidden.csv", "in/note.txt", "in/d.PARQUET", "e.tsv"):
        write(name, "x")
    found = inputs.find([Path("in"), Path("*.tsv"), Path("in/*.csv")])
    assert [(one.name, one.kind, one.packing) for one in found[:4]] == [
        ("b.csv", "csv", ""), ("d.PARQUET", "parquet", ""), ("a/c.jsonl.gz", "jsonl", "gz"), ("e.tsv", "tsv", ""),
    ]  # fmt: skip
    assert len(found) == 4


def test_two_files_of_one_name_are_an_error(write: Write) -> None:
    paths = [write("a/x.csv", ""), write("b/x.csv", "")]
    with pytest.raises(InputError, match=r"a/x\.csv and b/x\.csv would both become x\.csv"):
        inputs.find(paths)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a.jsonl",), "say where the files go"),
        (("gone.jsonl", "-o", "out"), "gone.jsonl: no such file or folder"),
        (("*.csv", "-o", "out"), "*.csv: no such file or folder"),
        (("empty", "-o", "out"), "empty: no corpus in it"),
        (("a.jsonl", "-o", "."), ".: holds a.jsonl, which is to be cleaned"),
        (("a.jsonl", "-o", "full"), "full: holds files that are not of such a run"),
        (("a.jsonl", "-o", "out", "--add", "scores"), "did you mean 'score'?"),
        (("a.jsonl", "-o", "out", "--reject", "a.jsonl"), "a.jsonl: is to be cleaned"),
        (("a.jsonl", "-o", "out", "--check"), "--check writes nothing"),
        (("-", "-o", "out"), "- (standard input) goes with --lines"),
        (("a.jsonl", "--lines", "-o", "out", "--add", "score"), "a line answers a line"),
        (("a.jsonl", "-o", "out", "--select", "kasing"), "kasing"),
    ],
)
def test_what_does_not_go_is_said(write: Write, arguments: tuple[str, ...], said: str) -> None:
    write("a.jsonl", '{"text": "x"}\n')
    write("full/note.txt", "x")
    write("empty/note.txt", "x")
    done = process("corpus", *arguments, "--isolated", "--jobs", "1")
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert Path("a.jsonl").read_text("utf-8") == '{"text": "x"}\n'


def test_a_check_writes_nothing_and_exits_as_check_does(write: Write) -> None:
    write("clean.jsonl", '{"text": "In Kyiv."}\n')
    write("bad.jsonl", '{"text": "In kyiv."}\n')
    write("broken.jsonl", '{"text": "In kyiv."}\nx\n')
    codes = {}
    for name in ("clean", "bad", "broken"):
        result = run("corpus", "--check", f"{name}.jsonl", *CASING)
        codes[name] = result.return_value
    assert codes == {"clean": 0, "bad": 1, "broken": 2}
    assert "broken.jsonl:2: broken JSON: Expecting value: column 1" in result.stderr
    assert "Found 1 issue in 1 of 1 row.\n1 can be fixed safely" in result.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["bad.jsonl", "broken.jsonl", "clean.jsonl"]


def test_rows_below_a_score_are_left_out_and_kept_aside(write: Write) -> None:
    seed = SEEDS[0].read_text("utf-8")
    source = write("a.jsonl", "".join(json.dumps({"text": text}) + "\n" for text in (seed, "In kyiv.", None)))
    result = run("corpus", source, "-o", "out", "--isolated", "--min-score", "99", "--jobs", "1")
    assert "3 rows: 2 written (1 changed, 1 without text), 1 below 99, 0 rejected." in result.stderr
    [low] = rejected(Path("out/a.jsonl"))
    assert low["line"] == 1
    assert low["reason"].endswith("is below 99")


def test_lines_answer_lines(write: Write) -> None:
    given = "In kyiv.\n\nLong long long kyiv.\r\n  kyiv\x0b and kyiv  \nIn kyiv."
    source = write("a.txt", "")
    source.write_bytes(given.encode() + b"\nkyiv caf\xe9\n")
    good = given.replace("kyiv", "Kyiv").replace("Long long long Kyiv", "Long long long kyiv")
    done = process("corpus", "--lines", "-", "--max-length", "19", *CASING, text=source.read_bytes())
    assert done.stdout == good.encode() + b"\nkyiv caf\xe9\n"
    assert done.stderr.decode().splitlines() == [
        "-:3: its text has 20 characters, more than 19",
        "-:6: byte 9 is not UTF-8",
    ]
    assert cleaned(source, "--lines", "--max-length", "19").read_bytes() == done.stdout


def test_the_level_is_the_one_asked_for_or_the_configuration_s(write: Write) -> None:
    text = SEEDS[0].read_text("utf-8")
    source = write("a.jsonl", json.dumps({"text": text}) + "\n")
    made = {}
    for level in ("safe", "unsafe"):
        assert run("corpus", source, "-o", level, "--isolated", "--level", level, "--jobs", "1").exit_code == 0
        made[level] = json.loads(Path(level, "a.jsonl").read_text("utf-8"))["text"]
    assert made == {"safe": cleanmt.fix(text).text, "unsafe": cleanmt.fix(text, unsafe=True).text}
    write("cleanmt.toml", "unsafe-fixes = true\n")
    assert run("corpus", source, "-o", "told", "--jobs", "1").exit_code == 0
    assert Path("told/a.jsonl").read_bytes() == Path("unsafe/a.jsonl").read_bytes()


def test_a_rule_that_fails_rejects_its_row_alone(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    from cleanmt.engine import checking

    real = checking.fix

    def fail(engine: Any, text: str, level: Any) -> Any:
        if "2" in text:
            raise SlowRuleError("a rule is too slow")
        return real(engine, text, level)

    monkeypatch.setattr(checking, "fix", fail)
    made = cleaned(write("a.jsonl", "".join(f'{{"text": "In kyiv, {n}."}}\n' for n in range(4))))
    assert [json.loads(line)["text"][-2] for line in made.open()] == ["0", "1", "3"]
    assert [(row["line"], row["reason"]) for row in rejected(made)] == [(3, "a rule is too slow")]


# Killed and begun again ----------------------------------------------------------------------------------------------


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """One file of each kind, with broken rows."""
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    rows = [f"Row {n} in kyiv, and more of it." for n in range(40)]
    objects = "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(rows)) + "broken\n"
    (folder / "a.jsonl").write_text(objects, "utf-8")
    (folder / "deep" / "b.jsonl.gz").write_bytes(gzip.compress(objects.encode()))
    (folder / "c.csv").write_text("text,n\n" + "".join(f'"{text}",1\n' for text in rows) + "1\n", "utf-8")
    (folder / "d.jsonl").write_text("", "utf-8")
    pq.write_table(pyarrow.table({"text": rows}), folder / "e.parquet")
    return folder


def asked(corpus: Path, jobs: int = 1, **order: Any) -> runs.Run:
    return runs.Run(inputs.find([corpus]), "text", None, Order(SETTINGS, add=("changed",), **order), jobs)


def kept_in(folder: Path) -> store.Store:
    return store.Store(folder, folder / store.REJECTED)


def ignore(*_: object) -> None:
    pass


def content(folder: Path) -> dict[str, bytes]:
    """The files under their final names."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: data for name, data in found.items() if store.WORK not in name and not name.endswith(".tmp")}


def is_killed(job: Callable[[], object], moment: int) -> bool:
    """Do the job in a process that dies at its n-th renaming or removal, by turns before and after it."""
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        return os.WIFSIGNALED(status)
    left = moment
    code = 1
    try:
        replace, remove = Path.replace, shutil.rmtree

        def deadly(real: Callable[..., Any]) -> Callable[..., Any]:
            def called(*arguments: Any, **named: Any) -> Any:
                nonlocal left
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                done = real(*arguments, **named)
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return done

            return called

        Path.replace = deadly(replace)  # type: ignore[method-assign]
        shutil.rmtree = deadly(remove)  # type: ignore[assignment]
        job()
        code = 0
    finally:
        os._exit(code)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize(("jobs", "step"), [(1, 1), (2, 7)])
def test_a_run_killed_at_any_moment_gives_the_same_bytes(corpus: Path, tmp_path: Path, jobs: int, step: int) -> None:
    whole = tmp_path / "whole"
    tally = runs.write(asked(corpus), kept_in(whole), ignore)
    assert (tally.rows, tally.written, tally.rejected) == (163, 160, 3)
    right = content(whole)
    assert {*right} >= {"a.jsonl", "deep/b.jsonl.gz", "c.csv", "d.jsonl", "e.parquet", store.REJECTED, store.MANIFEST}
    moment = kills = 0
    out = tmp_path / "killed"
    while True:  # each run is killed a moment later than the last one, so that every moment comes
        moment = moment % 9 + step
        if not is_killed(lambda: runs.write(asked(corpus, jobs), kept_in(out), ignore), moment):
            break
        kills += 1
        for name, data in content(out).items():
            assert name == store.MANIFEST or data == right[name]
    assert kills >= 30 / step
    assert content(out) == right
    assert not (out / store.WORK).exists()
    assert runs.write(asked(corpus), kept_in(out), ignore) == tally  # nothing is left to do
    assert content(out) == right


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.usefixtures("small_parts")
def test_what_was_done_is_not_done_again(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    assert is_killed(lambda: runs.write(asked(corpus), kept_in(out), ignore), 21)
    done = len([*(out / store.WORK).rglob("*/*.json")])
    assert done >= 4
    every = sum(1 for file in range(5) for step in runs._steps_of(asked(corpus), file, None) if step.part)
    worked: list[runs._Step] = []
    real = runs._Step.__call__

    def counted(step: runs._Step) -> runs._Done:
        worked.extend([step] if step.part else [])
        return real(step)

    monkeypatch.setattr(runs._Step, "__call__", counted)
    runs.write(asked(corpus), kept_in(out), ignore)
    assert len(worked) == every - done


def test_a_process_that_is_really_killed_goes_on(corpus: Path, tmp_path: Path) -> None:
    code = "from cleanmt.corpus import lines; lines.PART = 50; from cleanmt.cli import main; main()"
    command = [sys.executable, "-c", code, "corpus", str(corpus), "-o", str(tmp_path / "out"), *CASING]
    begun = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while not [*(tmp_path / "out").rglob("00000003.json")] and begun.poll() is None:
        time.sleep(0.01)
    begun.kill()
    assert begun.wait() == -signal.SIGKILL
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    assert run("corpus", corpus, "-o", tmp_path / "whole", *CASING).exit_code == 0
    assert content(tmp_path / "out").keys() == content(tmp_path / "whole").keys()
    assert (tmp_path / "out" / "a.jsonl").read_bytes() == (tmp_path / "whole" / "a.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (("--field", "id"), 'with another field ("text", not "id")'),
        (("--level", "unsafe"), 'with another level ("safe", not "unsafe")'),
        (("--ignore", "casing/place-names/x"), ""),
        (("--accept", "kyiv"), "with other rules"),
        (("--add", "changed"), 'with another columns ([], not ["changed"])'),
        (("--min-score", "50"), "with another min-score (null, not 50.0)"),
    ],
)
def test_something_else_is_not_mixed_into_what_was_begun(write: Write, other: tuple[str, ...], said: str) -> None:
    source = write("a.jsonl", '{"text": "In kyiv.", "id": "x"}\n')
    assert run("corpus", source, "-o", "out", *CASING).exit_code == 0
    done = process("corpus", source, "-o", "out", *CASING, *other)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert Path("out/a.jsonl").read_text("utf-8") == '{"text": "In Kyiv.", "id": "x"}\n'


def test_another_file_is_something_else(write: Write) -> None:
    source = write("a.jsonl", '{"text": "In kyiv."}\n')
    assert run("corpus", source, "-o", "out", *CASING).exit_code == 0
    write("a.jsonl", '{"text": "In Lviv."}\n')
    done = process("corpus", source, "-o", "out", *CASING)
    assert done.returncode == 2
    assert "out: was begun with other files" in done.stderr.decode()


def test_who_interrupts_a_run_is_told_that_it_goes_on(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> Tally:
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "write", interrupt)
    result = run("corpus", write("a.jsonl", '{"text": "In kyiv."}\n'), "-o", "out", *CASING)
    assert result.return_value == 130
    assert "Interrupted; the same command goes on from there." in result.stderr


# Many rows -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small_parts")
def test_several_processes_write_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        runs.write(asked(corpus, jobs), kept_in(tmp_path / str(jobs)), ignore)
    assert content(tmp_path / "1") == content(tmp_path / "2")


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("jobs", [1, 2])
def test_few_parts_are_held_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"text": "All is well, and there is more of it."}\n' * 600, "utf-8")
    read = done = most = 0
    real = runs._parts

    def counted(run: runs.Run, source: Input) -> Iterator[runs.Part]:
        nonlocal read
        for part in real(run, source):
            read += 1
            yield part

    def watch(*_: object) -> None:
        nonlocal done, most
        done += 1
        most = max(most, read - done)

    monkeypatch.setattr(runs, "_parts", counted)
    runs.write(asked(source, jobs), kept_in(tmp_path / "out"), watch)
    assert read > 100
    assert most <= 2 * processes._WAITING * jobs


def test_counts_add_up() -> None:
    one = Tally(rows=3, written=1, below=1, rejected=1, changed=1)
    assert outcome.total([one, one]) == Tally(rows=6, written=2, below=2, rejected=2, changed=2)
    assert outcome.total([]) == Tally()


def test_damage_is_mended_at_the_rate_of_single_files(tmp_path: Path) -> None:
    plants = [plant for operator in OPERATORS for plant in planted(operator, [NEWS], 1)]
    assert len(plants) > 20
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps({"text": plant.damaged}) + "\n" for plant in plants), "utf-8")
    assert run("corpus", source, "-o", tmp_path / "out", "--isolated", "--level", "unsafe").return_value == 0
    made = [json.loads(line)["text"] for line in (tmp_path / "out" / "a.jsonl").open(encoding="utf-8")]
    assert made == [cleanmt.fix(plant.damaged, unsafe=True).text for plant in plants]
    clean = cleanmt.fix(NEWS, unsafe=True).text
    assert sum(text == clean for text in made) > len(plants) / 2
