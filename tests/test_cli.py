from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from cleanmt import cli as command_line
from cleanmt.cli import cli
from cleanmt.engine import plain
from cleanmt.engine.engine import Engine
from cleanmt.findings import Finding
from cleanmt.text.document import Document
from cleanmt.workspace import processes
from tests.conftest import GOOD, Write
from tests.golden import SEEDS

DAMAGED = "Repeated pleas from kyiv to defend the the sky near Lugansk.\n"
CLEAN = "Nothing is wrong with this text.\n"


def run(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    """The command as click runs it; what it returns is the exit code."""
    result = CliRunner().invoke(cli, [str(a) for a in arguments], input=text, standalone_mode=False)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def process(*arguments: str | Path, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cleanmt", *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, check=False)


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "damaged.txt"
    path.write_text(DAMAGED, "utf-8")
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.txt"
    path.write_text(CLEAN, "utf-8")
    return path


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["check"], ["fix", "--diff"], ["rules", "list"], ["--help"]])
def test_what_can_not_be_written_is_said(damaged: Path, arguments: list[str]) -> None:
    files_ = [str(damaged)] if arguments[0] in {"check", "fix"} else []
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "cleanmt", *arguments, *files_]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == b"Error: standard output: No space left on device"


FAILING = """
import cleanmt.cli, cleanmt.files.reading
read = cleanmt.files.reading.read
def fail(path):
    if path.name == "z.txt":
        raise OSError(5, "Input/output error", str(path))
    return read(path)
cleanmt.files.reading.read = fail
cleanmt.cli.main()
"""


def test_a_path_that_fails_leaves_what_was_found(damaged: Path, tmp_path: Path) -> None:
    (tmp_path / "z.txt").write_text(CLEAN, "utf-8")
    command = [sys.executable, "-c", FAILING, "check", "--isolated", str(tmp_path)]
    waiting = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(command, env=waiting, capture_output=True, check=False, text=True, encoding="utf-8")
    assert (done.returncode, len(done.stdout.splitlines())) == (2, 3)
    assert done.stderr.splitlines()[-1] == f"Error: {tmp_path / 'z.txt'}: Input/output error"
    assert str(damaged) in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_names_of_files_may_be_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/z\xff\n.txt"
    Path(os.fsdecode(path)).write_text(DAMAGED, "utf-8")
    for arguments in (["check"], ["check", "--format", "sarif"], ["check", "--format", "full"], ["fix", "--diff"]):
        done = subprocess.run([sys.executable, "-m", "cleanmt", *arguments, path], capture_output=True, check=False)
        assert (done.returncode, b"bug" in done.stderr) == (1, False)


def test_pipes_get_utf_8(damaged: Path) -> None:
    command = [sys.executable, "-m", "cleanmt", "check", "--format", "full", "--isolated", str(damaged)]
    habit = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(command, env=habit, capture_output=True, check=False)
    assert done.returncode == 1
    assert "│" in done.stdout.decode("utf-8")


class TestWhatIsEmpty:
    """To pathlib an empty path is the current folder, and any name begins with an empty one."""

    @pytest.mark.parametrize(
        "arguments",
        [
            ["fix", ""],
            ["check", "a.txt", ""],
            ["check", "-o", "", "a.txt"],
            ["check", "--rules", "", "a.txt"],
            ["review", ""],
            ["names", ""],
            ["config", ""],
            ["accept", "--prune", ""],
            ["accept", "--list", ""],
            ["accept", "a.txt:1", "--rule", ""],
            ["check", "--select", "", "a.txt"],
            ["check", "--select", " , ", "a.txt"],
            ["check", "--ignore", "", "a.txt"],
            ["check", "--exclude", "", "a.txt"],
            ["rules", "list", ""],
            ["rules", "show", ""],
            ["rules", "test", ""],
        ],
        ids=" ".join,
    )
    def test_it_is_refused(self, write: Write, arguments: list[str]) -> None:
        text = write("a.txt", DAMAGED)
        with pytest.raises(click.UsageError):
            run(*arguments)
        assert text.read_text("utf-8") == DAMAGED


class TestCheck:
    def test_a_clean_text(self, clean: Path) -> None:
        result = run("check", clean)
        assert (result.return_value, result.stdout, result.stderr) == (0, "", "No issues in 1 text.\n")

    def test_a_damaged_one(self, damaged: Path) -> None:
        result = run("check", damaged)
        assert result.return_value == 1
        assert result.stdout.splitlines()[0] == (
            f"{damaged.as_posix()}:1:21: casing/place-names “kyiv” is a name: write “Kyiv” [safe fix]"
        )
        assert result.stderr == (
            "Found 3 issues in 1 text.\n2 can be fixed with `cleanmt fix`, 1 more with `--unsafe-fixes`.\n"
        )

    def test_only_unsafe_fixes(self, damaged: Path) -> None:
        assert run("check", "--select", "names", damaged).stderr.endswith(
            "\n1 can be fixed with `cleanmt fix --unsafe-fixes`.\n"
        )

    def test_exit_zero(self, damaged: Path) -> None:
        assert run("check", "--exit-zero", damaged).return_value == 0

    def test_statistics(self, damaged: Path) -> None:
        lines = run("check", "--statistics", damaged).stdout.splitlines()
        assert lines[0].split() == ["1", "casing/place-names", "(1", "safe)"]
        assert len(lines) == 3

    def test_statistics_in_a_file(self, damaged: Path, tmp_path: Path) -> None:
        printed = run("check", "--statistics", damaged).stdout
        result = run("check", "--statistics", "-o", tmp_path / "out", damaged)
        assert (result.return_value, result.stdout, (tmp_path / "out").read_text("utf-8")) == (1, "", printed)

    def test_statistics_have_no_format(self, damaged: Path) -> None:
        with pytest.raises(click.UsageError, match="without --format"):
            run("check", "--statistics", "--format", "json", damaged)

    def test_the_full_report(self, damaged: Path) -> None:
        out = run("check", "--format", "full", damaged).stdout
        assert "    1 │ Repeated pleas from kyiv to defend the the sky near" in out
        assert "      │                     ^^^^" in out
        assert "safe fix: Repeated pleas from Kyiv to defend" in out

    def test_the_full_report_shows_suggestions_and_deletions(self, tmp_path: Path) -> None:
        text = tmp_path / "a.txt"
        prose = "The committee met for three hours on Thursday and agreed on the date of the next meeting."
        text.write_text(f"{prose}\n\nNATO rulers met.\n\nShare\n", "utf-8")
        out = run("check", "--format", "full", text).stdout
        assert "suggestion: “leaders”" in out
        assert "safe fix: (nothing: the line goes)" in out

    def test_json_lines(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes("😀 first\r\n\r\n😀 in kyiv\r\n".encode())
        (row,) = rows(run("check", "--format", "jsonl", path).stdout)
        assert row == {
            "path": path.as_posix(),
            "rule": "casing/place-names",
            "severity": "minor",
            "category": "linguistic-conventions/spelling/capitalization",
            "message": "“kyiv” is a name: write “Kyiv”",
            "text": "kyiv",
            "span": {"start": 16, "end": 20},
            "line": 3,
            "column": 6,
            "end_line": 3,
            "end_column": 10,
            "fix": {"applicability": "safe", "edits": [{"start": 16, "end": 17, "text": "K"}]},
            "suggestions": [],
            "replaces": None,
        }

    def test_json_lines_say_so_where_there_is_no_fix(self) -> None:
        (row,) = rows(
            run("check", "--format", "jsonl", "-", text="They cut reliance on the grid. to Finnish power.").stdout
        )
        assert row["fix"] is None

    def test_standard_input(self) -> None:
        result = run("check", "-", "--stdin-filename", "wire.txt", text=DAMAGED)
        assert result.return_value == 1
        assert result.stdout.startswith("wire.txt:1:21: ")

    def test_standard_input_stands_alone(self, clean: Path) -> None:
        assert process("check", "-", clean).returncode == 2

    def test_folders(self, damaged: Path, clean: Path) -> None:
        assert clean.parent == damaged.parent
        assert run("check", damaged.parent).stderr.startswith("Found 3 issues in 2 texts.")

    def test_a_folder_without_texts(self, tmp_path: Path) -> None:
        result = run("check", tmp_path)
        assert result.return_value == 0
        assert "no text (.txt, .text) found" in result.stderr

    def test_what_can_not_be_read_is_said_and_the_rest_is_checked(self, damaged: Path) -> None:
        (damaged.parent / "binary.txt").write_bytes(b"\0\0")
        result = run("check", damaged.parent, damaged.parent / "gone.txt")
        assert result.return_value == 2
        assert "gone.txt: no such file or folder" in result.stderr
        assert "binary.txt: is not a text" in result.stderr
        assert "casing/place-names" in result.stdout

    def test_an_empty_file(self, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").write_bytes(b"")
        assert run("check", tmp_path).return_value == 0


class TestSelection:
    @pytest.mark.parametrize(
        ("options", "found"),
        [
            (["--select", "casing"], ["casing/place-names"]),
            (["--select", "casing/place-names,repetition"], ["casing/place-names", "repetition/function-word"]),
            (["--select", "cas", "--select", "names/pl"], ["casing/place-names", "names/places"]),
            (["--ignore", "casing,repetition"], ["names/places"]),
            (["--select", "casing", "--ignore", "casing/place"], []),
        ],
    )
    def test_rules_packs_and_beginnings(self, damaged: Path, options: list[str], found: list[str]) -> None:
        assert [row["rule"] for row in rows(run("check", "--format", "jsonl", *options, damaged).stdout)] == found

    def test_an_unknown_name(self, clean: Path) -> None:
        done = process("check", "--select", "castig", clean)
        assert done.returncode == 2
        assert b"no rule or pack is called 'castig'; did you mean 'casing'?" in done.stderr

    def test_rules_of_ones_own(self, tmp_path: Path, clean: Path) -> None:
        pack = tmp_path / "mine.yaml"
        pack.write_text(GOOD, "utf-8")
        clean.write_text("A wild cat.\n", "utf-8")
        assert [row["rule"] for row in rows(run("check", "--format", "jsonl", "--rules", pack, clean).stdout)] == [
            "mine/one"
        ]

    def test_rules_that_are_wrong(self, tmp_path: Path, clean: Path) -> None:
        pack = tmp_path / "mine.yaml"
        pack.write_text(GOOD.replace("message", "mesage"), "utf-8")
        done = process("check", "--rules", pack, clean)
        assert done.returncode == 2
        assert b"mine.yaml:10: mine/one: unknown key 'mesage'; did you mean 'message'?" in done.stderr


class TestFix:
    def test_safe_fixes(self, damaged: Path) -> None:
        result = run("fix", damaged)
        assert result.return_value == 0
        assert damaged.read_text("utf-8") == "Repeated pleas from Kyiv to defend the sky near Lugansk.\n"
        assert result.stderr == "Fixed 2 issues in 1 text (1 issue left; 1 of them fixable with `--unsafe-fixes`).\n"

    def test_unsafe_fixes(self, damaged: Path) -> None:
        run("fix", "--unsafe-fixes", damaged)
        assert damaged.read_text("utf-8") == "Repeated pleas from Kyiv to defend the sky near Luhansk.\n"

    def test_a_diff_writes_nothing(self, damaged: Path) -> None:
        result = run("fix", "--diff", damaged)
        assert result.return_value == 1
        assert "-Repeated pleas from kyiv" in result.stdout
        assert "+Repeated pleas from Kyiv" in result.stdout
        assert damaged.read_text("utf-8") == DAMAGED

    def test_a_diff_of_a_clean_text(self, clean: Path) -> None:
        result = run("fix", "--diff", clean)
        assert (result.return_value, result.stdout) == (0, "")

    def test_a_clean_text_is_not_touched(self, clean: Path) -> None:
        before = clean.stat().st_mtime_ns
        assert run("fix", clean).return_value == 0
        assert clean.stat().st_mtime_ns == before

    @pytest.mark.parametrize(
        ("raw", "fixed"),
        [
            (b"In kyiv.\r\n", b"In Kyiv.\r\n"),
            (b"In kyiv.", b"In Kyiv."),
            (b"\xef\xbb\xbfIn kyiv.\n", b"\xef\xbb\xbfIn Kyiv.\n"),
        ],
    )
    def test_bytes_go_through_a_pipe_as_they_came(self, raw: bytes, fixed: bytes) -> None:
        done = process("fix", "-", text=raw)
        assert done.stdout == fixed

    @pytest.mark.parametrize("raw", ["In kyiv.".encode("utf-16-le"), b"kyiv\0\n", b"\xff\xfea", b"\x93kyiv\x94\n"])
    def test_what_is_no_utf_8_goes_through_as_it_is(self, raw: bytes) -> None:
        done = process("fix", "-", text=raw)
        assert (done.returncode, done.stdout) == (2, raw)
        assert b"bug" not in done.stderr

    def test_a_diff_through_a_pipe(self) -> None:
        done = process("fix", "--diff", "--stdin-filename", "wire.txt", "-", text=DAMAGED.encode())
        assert done.returncode == 1
        assert done.stdout.startswith(b"--- a/wire.txt\n+++ b/wire.txt\n")

    def test_a_file_in_an_older_encoding_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "old.txt"
        raw = "“Größe” in kyiv".encode("cp1252")
        path.write_bytes(raw)
        result = run("fix", path)
        assert result.return_value == 2
        assert "save it as UTF-8" in result.stderr
        assert path.read_bytes() == raw

    def test_fixes_that_undo_each_other(self, tmp_path: Path) -> None:
        pack = tmp_path / "mine.yaml"
        one = GOOD.replace("'(?P<what><animal>)'", "'cat'").replace("delete: what", "replace: dog\n    fix: safe")
        two = (
            one[one.index("  one:") :]
            .replace("one:", "two:")
            .replace("'cat'", "dog")
            .replace("replace: dog", "replace: cat")
        )
        pack.write_text(one + two, "utf-8")
        text = tmp_path / "a.txt"
        text.write_text("a cat", "utf-8")
        result = run("fix", "--rules", pack, text)
        assert result.return_value == 2
        assert "undo each other" in result.stderr
        assert text.read_text("utf-8") == "a cat"


class TestRules:
    def test_list(self) -> None:
        lines = run("rules", "list").stdout.splitlines()
        assert any(line.split() == ["casing/place-names", "terms/miscased", "safe"] for line in lines)
        assert any(line.split() == ["readability/grade", "readability", "suggestion", "(off)"] for line in lines)

    def test_show(self) -> None:
        out = run("rules", "show", "broken-sentences/repeated-head", "readability", "names/people").stdout
        for part in (
            "Fix safety.",
            "Why it happens.",
            "mends",
            "right",
            "lower: safe",
            "Off by default",
            "See https://",
        ):
            assert part in out

    def test_several_are_comma_separated(self) -> None:
        assert run("rules", "list", "casing,quotes").stdout == run("rules", "list", "casing", "quotes").stdout
        assert run("rules", "show", "casing,quotes").stdout == run("rules", "show", "casing", "quotes").stdout

    @pytest.mark.parametrize(
        ("selector", "shown"), [("acceptance", "acceptance/unused"), ("names/own", "names/own"), ("names", "names/own")]
    )
    def test_what_is_in_no_pack_is_shown(self, selector: str, shown: str) -> None:
        assert shown in run("rules", "show", selector).stdout.splitlines()

    def test_test(self) -> None:
        result = run("rules", "test", "casing/place-names")
        assert result.return_value == 0
        assert result.stdout == "1 rule, 11 examples: 0 failures.\n"

    def test_test_fails(self, tmp_path: Path) -> None:
        pack = tmp_path / "mine.yaml"
        pack.write_text(GOOD + '    examples: [{bad: "no such thing"}]\n', "utf-8")
        result = run("rules", "test", "mine", "--rules", pack)
        assert result.return_value == 1
        assert "mine/one: missing: nothing found in: no such thing" in result.stdout
        assert "mine/one: untested: 1 bad and 0 ok examples" in result.stdout

    def test_test_reports_noise_in_a_corpus(self, damaged: Path) -> None:
        result = run("rules", "test", "casing", "--corpus", damaged.parent)
        assert result.return_value == 0
        assert "casing/place-names" in result.stdout
        assert "pleas from [kyiv] to defend" in result.stdout

    def test_schema(self) -> None:
        assert json.loads(run("rules", "schema").stdout)["title"] == "cleanmt rule pack"

    def test_why(self, damaged: Path) -> None:
        damaged.write_text("He ate chicken kyiv in kyiv.\n", "utf-8")
        out = run("rules", "why", f"{damaged}:1").stdout
        assert "casing/place-names: matches “kyiv” and keeps quiet: except " in out
        assert "casing/place-names: “kyiv” is a name: write “Kyiv” [safe fix]" in out
        assert "repetition/word: looked, and found nothing" in out
        assert "rules did not look" in out

    def test_why_takes_the_place_that_a_report_prints(self, damaged: Path) -> None:
        report = run("check", "--select", "repetition", damaged).stdout
        place = report.partition(" ")[0]
        assert place == f"{damaged}:1:36:"
        line, column = (run("rules", "why", at).stdout.splitlines()[1:] for at in (f"{damaged}:1", place))
        assert sorted(line) == sorted(column)
        assert not line[1].startswith("  repetition/")
        assert column[1].startswith("  repetition/function-word")

    def test_why_all(self, damaged: Path) -> None:
        out = run("rules", "why", "--all", f"{damaged}:1").stdout
        assert "quotes/reversed: did not look" in out

    @pytest.mark.parametrize(
        ("place", "words"),
        [
            ("x", "is not FILE:LINE or FILE:LINE:COLUMN"),
            ("{}:9", "there is no line 9"),
            ("gone.txt:1", "can't be read"),
        ],
    )
    def test_why_of_a_place_that_is_none(self, damaged: Path, place: str, words: str) -> None:
        done = process("rules", "why", place.format(damaged))
        assert done.returncode == 2
        assert words in done.stderr.decode()


class TestMain:
    def main(self, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["cleanmt", *arguments])
        with pytest.raises(SystemExit) as caught:
            command_line.main()
        return caught.value.code if isinstance(caught.value.code, int) else -1

    def test_codes_reach_the_shell(self, monkeypatch: pytest.MonkeyPatch, damaged: Path, clean: Path) -> None:
        assert self.main(monkeypatch, "check", str(clean)) == 0
        assert self.main(monkeypatch, "check", str(damaged)) == 1
        assert self.main(monkeypatch, "check", "--nonsense") == 2
        assert self.main(monkeypatch, "nonsense") == 2
        assert self.main(monkeypatch, "--version") == 0
        assert process("check", damaged).returncode == 1

    def test_no_traceback_reaches_a_user(
        self, monkeypatch: pytest.MonkeyPatch, clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def fail(*_: object) -> None:
            raise RuntimeError("something odd")

        monkeypatch.setattr("cleanmt.workspace.workspace.Workspace.settings_for", fail)
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        assert self.main(monkeypatch, "check", str(clean)) == 2
        message = capsys.readouterr().err
        assert message.startswith("Error: RuntimeError: something odd\nThis is a bug in cleanmt; ")
        assert "Traceback" not in message
        (log,) = tmp_path.glob("cleanmt-*.log")
        assert "Traceback" in log.read_text("utf-8")

    @pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
    def test_fix_says_as_many_as_check(self, seed: Path, tmp_path: Path) -> None:
        text = tmp_path / "a.txt"
        text.write_bytes(seed.read_bytes())
        counted = re.search(r"(\d+) can be fixed with `cleanmt fix`", run("check", text).stderr)
        mended = re.match(
            r"Fixed (\d+) issues?(?: and \d+ more that came to light)? in 1 text", run("fix", text).stderr
        )
        assert counted
        assert mended
        assert counted[1] == mended[1]

    @pytest.mark.parametrize("jobs", [1, 2])
    @pytest.mark.parametrize("command", ["check", "fix"])
    def test_a_text_that_cleanmt_fails_on_leaves_the_others_to_be_done(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, jobs: int
    ) -> None:
        whole = plain.check

        def fail(engine: Engine, document: Document) -> list[Finding]:
            if document.text.startswith("Odd"):
                raise RuntimeError("something odd")
            return whole(engine, document)

        monkeypatch.setattr(plain, "check", fail)
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        monkeypatch.setattr(processes, "_ALONE", 0)  # the second text is for another process
        texts = [tmp_path / name for name in ("a.txt", "b.md", "c.txt")]
        for text, words in zip(texts, ("In kyiv.\n", "Odd kyiv.\n", "To kyiv.\n"), strict=True):
            text.write_text(words, "utf-8")
        done = run(command, *texts, *([] if command == "fix" else ["--no-cache", f"--jobs={jobs}"]))
        assert done.return_value == 2
        (log,) = tmp_path.glob("cleanmt-*.log")
        said = f"Error: {texts[1]}: RuntimeError: something odd\nThis is a bug in cleanmt; {log} tells where.\n"
        assert said in done.stderr
        assert "in fail" in log.read_text("utf-8")
        if command == "fix":
            assert [text.read_text("utf-8") for text in texts] == ["In Kyiv.\n", "Odd kyiv.\n", "To Kyiv.\n"]
        else:
            assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [str(texts[0]), str(texts[2])]

    def test_an_interruption(self, monkeypatch: pytest.MonkeyPatch, clean: Path) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("cleanmt.workspace.workspace.Workspace.settings_for", interrupt)
        assert self.main(monkeypatch, "check", str(clean)) == 130

    @pytest.mark.parametrize(
        "arguments",
        [["check", "--format", "json", "-"], ["rules", "list"], ["--help"], ["check", "--help"]],
        ids=" ".join,
    )
    def test_nobody_reads(self, arguments: list[str]) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        command = [sys.executable, "-m", "cleanmt", *arguments]
        done = subprocess.run(command, input=CLEAN.encode(), stdout=writer, stderr=subprocess.PIPE, check=False)
        os.close(writer)
        assert (done.returncode, done.stderr) == (2, b"")  # not 1: nothing was found

    def test_a_reader_that_has_seen_enough(self, damaged: Path) -> None:
        for number in range(300):
            (damaged.parent / f"{number}.txt").write_text(DAMAGED * 20, "utf-8")
        script = f"{sys.executable} -m cleanmt check {damaged.parent} | head -n 1"
        done = subprocess.run(["bash", "-c", script], capture_output=True, check=False)
        assert done.stdout.count(b"\n") == 1
        assert b"Traceback" not in done.stderr
