"""Each format, read by what its consumers read it with."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import click
import jsonschema
import pytest
from lxml import etree
from lxml import html as lxml_html

import cleanmt
from cleanmt import reports
from cleanmt.edits import applied
from cleanmt.engine.fixer import compatible
from cleanmt.engine.result import Result
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span
from cleanmt.reports import FORMATS
from cleanmt.text.document import Document
from tests.conftest import Write
from tests.test_cli import run

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "tests" / "schemas"
RULES = cleanmt.load_rules().by_name
SEEDS = [
    Result(f"seeds/{path.name}", text, tuple(cleanmt.check(text)))
    for path in sorted((ROOT / "seeds").glob("*.txt"))
    for text in [path.read_bytes().decode("utf-8")]
]
CLEAN = Result("clean.txt", "All is well.\n", ())
NASTY = "a😀\u202eb ]]> </script> <b>&amp; %0A::error::\x0b\x00 é “x”\r\nsecond, line: é😀 here"
HOSTILE = Result(
    "odd name%,:é&<.txt",
    NASTY,
    (
        Finding("acceptance/unused", Span(0, 3), NASTY[0:3], f"one\n{NASTY}\r", Severity.NEUTRAL, "custom/acceptance"),
        Finding(
            "quotes/mixed", Span(5, 9), NASTY[5:9], NASTY, Severity.CRITICAL, "style/x",
            Fix((Edit(5, 7, "<i>"), Edit(8, 8, "“")), Applicability.SAFE),
        ),
        Finding(
            "names/places", Span(len(NASTY) - 7, len(NASTY) - 5), NASTY[-7:-5], "two", Severity.MAJOR, "accuracy/x",
            None, ("]]>", "😀"), Span(len(NASTY) - 6, len(NASTY) - 5),
        ),
    ),
)  # fmt: skip
ALL = [*SEEDS, CLEAN, HOSTILE]
FOUND = sum(len(result.findings) for result in ALL)


def written(name: str, results: list[Result] = ALL, pages: str = "") -> str:
    out = io.StringIO()
    report = reports.report(name, out, reports.Rules(RULES.get, pages))
    for result in results:
        report.add(result)
    report.close()
    return out.getvalue()


def validated(name: str) -> Any:
    data = json.loads(written(name))
    jsonschema.Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))).validate(data)
    return data


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found(name: str) -> None:
    text = written(name, [CLEAN])
    if name in {"full", "concise", "grouped", "jsonl", "github"}:
        assert text == ""
    elif name in {"json", "sarif", "gitlab", "rdjson"}:
        json.loads(text)
    elif name == "html":
        root = lxml_html.fromstring(text.encode())
        assert root.find(".//article") is None
        assert root.find_class("lead")[0].text_content().startswith("0 findings in 1 text of 3 words:")
    else:
        root = etree.fromstring(text.encode())
        assert root.tag == {"junit": "testsuites", "checkstyle": "checkstyle"}[name]
        assert root.findall(".//failure") == root.findall(".//error") == []


def test_grouped() -> None:
    text = written("grouped", [Result("a.txt", "kyiv\n" * 9 + "  kyiv", tuple(cleanmt.check("kyiv\n" * 9 + "  kyiv")))])
    lines = text.splitlines()
    assert lines[0] == "a.txt"
    assert lines[1].startswith("  1:1   casing/place-names ")
    assert lines[10].startswith("  10:3  casing/place-names ")


def test_json_has_the_objects_of_jsonl() -> None:
    document = json.loads(written("json"))
    assert document["version"] == cleanmt.__version__
    assert document["findings"] == [json.loads(line) for line in written("jsonl").split("\n") if line]
    assert len(document["findings"]) == FOUND


def test_sarif() -> None:
    (log,) = validated("sarif")["runs"]
    assert len(log["results"]) == FOUND
    rules = log["tool"]["driver"]["rules"]
    texts = {result.path: result.text for result in ALL}
    for result in log["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        text = texts[unquote(place["artifactLocation"]["uri"])]
        region = place["region"]
        assert stretch(text, region) == text[region["charOffset"] :][: region["charLength"]]
    fingerprints = [result["partialFingerprints"]["cleanmt/v1"] for result in log["results"]]
    assert len(set(fingerprints)) == FOUND


def stretch(text: str, region: dict[str, int]) -> str:
    """What a viewer marks that goes by lines and columns; only a newline ends a line."""
    lines = text.split("\n")
    start, end = (
        sum(len(line) + 1 for line in lines[: region[f"{which}Line"] - 1]) + region[f"{which}Column"] - 1
        for which in ("start", "end")
    )
    return text[start:end]


@pytest.mark.parametrize("result", SEEDS, ids=lambda result: result.path)
def test_the_fixes_of_sarif_mend_as_we_do(result: Result) -> None:
    rows = json.loads(written("sarif", [result]))["runs"][0]["results"]
    chosen = compatible(result.findings, Applicability.UNSAFE)
    wanted = applied(result.text, (e for f in chosen if f.fix for e in f.fix.edits))
    edits = []
    for finding, row in zip(result.findings, rows, strict=True):
        if any(finding is one for one in chosen):
            (fix,) = row["fixes"]
            for replacement in fix["artifactChanges"][0]["replacements"]:
                region = replacement["deletedRegion"]
                start = region["charOffset"]
                text = replacement.get("insertedContent", {"text": ""})["text"]
                edits.append(Edit(start, start + region["charLength"], text))
    assert applied(result.text, edits) == wanted != result.text


@pytest.mark.parametrize("result", [*SEEDS, HOSTILE], ids=lambda result: result.path)
def test_the_suggestions_of_rdjson_mend_the_bytes_as_we_do(result: Result) -> None:
    rows = json.loads(written("rdjson", [result]))["diagnostics"]
    raw = result.text.encode()
    starts = [0, *(m.end() for m in re.finditer(b"\n", raw))]
    for finding, row in zip(result.findings, rows, strict=True):
        if not finding.fix or not finding.fix.applicability:
            continue
        (suggestion,) = row["suggestions"]
        at = [starts[p["line"] - 1] + p["column"] - 1 for p in (suggestion["range"][k] for k in ("start", "end"))]
        mended = raw[: at[0]] + suggestion["text"].encode() + raw[at[1] :]
        assert mended.decode() == applied(result.text, finding.fix.edits)


def test_rdjson() -> None:
    rows = validated("rdjson")["diagnostics"]
    assert len(rows) == FOUND
    assert [s["text"] for s in rows[-1]["suggestions"]] == ["]]>", "😀"]


def test_gitlab() -> None:
    rows = validated("gitlab")
    assert len({row["fingerprint"] for row in rows}) == len(rows) == FOUND


def test_a_fingerprint_survives_changes_elsewhere() -> None:
    text = SEEDS[0].text
    longer = "A new first paragraph.\n\n" + text
    old = {row["fingerprint"] for row in json.loads(written("gitlab", [SEEDS[0]]))}
    new = json.loads(written("gitlab", [Result(SEEDS[0].path, longer, tuple(cleanmt.check(longer)))]))
    assert {row["fingerprint"] for row in new} == old


def test_github() -> None:
    lines = written("github").split("\n")[:-1]
    command = re.compile(r"::(?:notice|warning|error) ([^:\n]*)::([^\n\r]*)")
    found = [command.fullmatch(line) for line in lines]
    assert len(found) == FOUND
    assert all(found)
    last = dict(pair.split("=") for pair in found[-2][1].split(","))  # type: ignore[index, misc]
    path = last["file"].replace("%2C", ",").replace("%3A", ":").replace("%25", "%")
    assert (path, last["line"], last["col"], last["endColumn"]) == (HOSTILE.path, "1", "6", "9")
    assert "one%0A" in found[-3][2]  # type: ignore[index]


def test_checkstyle() -> None:
    root = ET.fromstring(written("checkstyle").encode())  # noqa: S314
    assert root.tag == "checkstyle"
    assert [file.get("name") for file in root] == [result.path for result in ALL if result.findings]
    errors = root.findall("file/error")
    assert len(errors) == FOUND
    assert {error.get("severity") for error in errors} == {"info", "warning", "error"}
    assert errors[-1].attrib.keys() == {"line", "column", "severity", "message", "source"}
    line, column = Document(NASTY).position(len(NASTY) - 7)
    assert (errors[-1].get("line"), errors[-1].get("column")) == (str(line), str(column))


def test_junit() -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd"))
    root = etree.fromstring(written("junit").encode())
    schema.assertValid(root)
    assert len(root.findall("testsuite")) == len(ALL)
    assert len(root.findall("testsuite/testcase/failure")) == FOUND
    assert sum(int(suite.get("failures")) for suite in root) == FOUND


class TestCommand:
    def test_several_formats_in_one_run(self, write: Write) -> None:
        write("a.txt", "The mayor of kyiv.\n")
        arguments = (
            "check",
            "--isolated",
            "--format",
            "sarif:out.sarif",
            "--format",
            "concise",
            "--format",
            "html:a.html",
        )
        result = run(*arguments, "a.txt")
        assert result.return_value == 1
        assert result.stdout.startswith("a.txt:1:14: casing/place-names")
        assert len(json.loads(Path("out.sarif").read_text("utf-8"))["runs"][0]["results"]) == 1
        assert "<mark" in Path("a.html").read_text("utf-8")
        assert "Found 1 issue" in result.stderr

    @pytest.mark.parametrize("name", FORMATS)
    def test_output_file(self, write: Write, name: str) -> None:
        write("a.txt", "The mayor of kyiv.\n")
        on_screen = run("check", "--isolated", "--format", name, "a.txt").stdout
        result = run("check", "--isolated", "--format", name, "--output-file", "out", "a.txt")
        assert (result.stdout, result.return_value) == ("", 1)
        assert Path("out").read_text("utf-8") == on_screen != ""
        assert [path.name for path in Path().iterdir() if path.name.startswith(".")] == []

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--format", "sarf"), "'sarf' is none; the formats are full, concise"),
            (("--format", "json", "--format", "sarif"), "only one can go to standard output; give the others files"),
            (("--format", "json:a", "--format", "sarif:a"), "only one can go to a"),
            (("--format", "json:a", "-o", "b"), "--output-file is for the format that names no file"),
            (("--format", "json:no/such/folder"), "no/such/folder: can't be written: No such file or directory"),
        ],
    )
    def test_what_can_not_be(self, write: Write, arguments: tuple[str, ...], said: str) -> None:
        write("a.txt", "The mayor of kyiv.\n")
        with pytest.raises(click.ClickException, match=re.escape(said)):
            run("check", "--isolated", *arguments, "a.txt")

    @pytest.mark.parametrize("paths", [("a.txt",), (".",), ("b.txt", "../texts/a.txt"), ()], ids=" ".join)
    @pytest.mark.parametrize("output", [("-o", "a.txt"), ("--format", "html:link.txt", "--format", "concise")])
    def test_no_report_takes_the_place_of_a_text(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: tuple[str, ...], output: tuple[str, ...]
    ) -> None:
        (tmp_path / "texts").mkdir()
        monkeypatch.chdir(tmp_path / "texts")
        for name in ("a.txt", "b.txt"):
            Path(name).write_text("The mayor of kyiv.\n", "utf-8")
        Path("link.txt").symlink_to("a.txt")
        with pytest.raises(click.UsageError, match="is one of the texts"):
            run("check", "--isolated", *output, *paths)
        assert Path("a.txt").read_text("utf-8") == "The mayor of kyiv.\n"

    def test_an_old_report_stays_when_a_run_breaks_off(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        write("a.txt", "The mayor of kyiv.\n")
        write("out.json", "old")

        def fail(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("cleanmt.reports.json.Report.add", fail)
        done = run("check", "--isolated", "--format", "json:out.json", "a.txt")
        assert done.return_value == 130
        assert "Interrupted: 1 of 1 text looked at.\n" in done.stderr
        assert Path("out.json").read_text("utf-8") == "old"
        assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "out.json"]


class TestRulePages:
    """Reports for machines link to the pages of the rules, where somebody has published them."""

    pages = "https://house.example/rules/"

    def test_sarif(self) -> None:
        rules = json.loads(written("sarif", SEEDS, self.pages))["runs"][0]["tool"]["driver"]["rules"]
        assert all(rule["helpUri"] == f"{self.pages}{rule['id']}.html" for rule in rules)
        assert all("helpUri" not in rule for rule in json.loads(written("sarif"))["runs"][0]["tool"]["driver"]["rules"])

    def test_rdjson(self) -> None:
        rows = json.loads(written("rdjson", SEEDS, self.pages))["diagnostics"]
        assert all(row["code"]["url"] == f"{self.pages}{row['code']['value']}.html" for row in rows)

    def test_a_rule_of_ones_own_has_none(self) -> None:
        (run_,) = json.loads(written("sarif", [HOSTILE], self.pages))["runs"]
        assert "helpUri" not in next(r for r in run_["tool"]["driver"]["rules"] if r["id"] == "acceptance/unused")

    def test_the_configuration_says_where_they_are(self, write: Write) -> None:
        write("a.txt", "The mayor of kyiv.\n")
        write("cleanmt.toml", 'rule-pages = "https://house.example/rules"\n')
        rules = json.loads(run("check", "--format", "sarif", "a.txt").stdout)["runs"][0]["tool"]["driver"]["rules"]
        assert [rule["helpUri"] for rule in rules] == ["https://house.example/rules/casing/place-names.html"]


class TestThresholds:
    """What is too light is not reported, what can't be mended surely enough is no failure."""

    @pytest.fixture(autouse=True)
    def texts(self, write: Write) -> None:
        write("safe.txt", "The mayor of kyiv.\n")  # minor
        write("unsafe.txt", "They bought Russian gold. to convert it into hard currency.\n")  # major
        write("suggestion.txt", "The balance sheet rose to 12 dead.\n")  # major

    @pytest.mark.parametrize(
        ("level", "failing"),
        [("safe", ["safe"]), ("unsafe", ["safe", "unsafe"]), ("suggestion", ["safe", "unsafe", "suggestion"])],
    )
    def test_only_some_fail(self, level: str, failing: list[str]) -> None:
        for name in ("safe", "unsafe", "suggestion"):
            done = run("check", "--fail-on", level, f"{name}.txt")
            assert done.stdout.count("\n") == 1
            assert done.return_value == (name in failing)

    def test_only_the_grave_is_reported(self) -> None:
        done = run("check", "--min-severity", "major", ".")
        assert [line.partition(":")[0] for line in done.stdout.splitlines()] == ["suggestion.txt", "unsafe.txt"]
        assert "Found 2 issues in 3 texts" in done.stderr

    def test_the_configuration_says_so_too(self, write: Write) -> None:
        write("cleanmt.toml", 'fail-on = "safe"\nmin-severity = "major"\n')
        done = run("check", ".")
        assert (done.return_value, done.stdout.count("\n")) == (0, 2)
        assert run("check", "--fail-on", "suggestion", ".").return_value == 1

    def test_what_is_accepted_in_vain_is_light(self) -> None:
        run("accept", "safe.txt:1")
        Path("safe.txt").write_text("The mayor of Kyiv.\n", "utf-8")
        assert "acceptance/unused" in run("check", ".").stdout
        assert "acceptance/unused" not in run("check", "--min-severity", "minor", ".").stdout

    def test_an_unknown_level_is_an_error_of_the_file(self, write: Write) -> None:
        write("cleanmt.toml", 'fail-on = "unsave"\n')
        with pytest.raises(
            click.ClickException, match=r"cleanmt\.toml:1:1: fail-on: 'unsave' is not one of .*'unsafe'"
        ):
            run("check", ".")
