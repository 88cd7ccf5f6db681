from __future__ import annotations

import json
import subprocess
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import click
import pytest

from cleanmt.files import reading, writing
from cleanmt.workspace import processes
from tests.test_cli import process, rows, run

NAME = "cleanmt-accepted.jsonl"
TEXT = "The Kiev team won in kyiv.\n\nThe the end came soon. So kyiv was glad.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one text; git knows only that Ada works here."""
    (tmp_path / "gitconfig").write_text("[user]\nname = Ada\nemail = ada@example.org\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "a.txt").write_text(TEXT, "utf-8")
    return work


def git(*arguments: str, code: int = 0) -> None:
    assert subprocess.run(["git", *arguments], check=False, capture_output=True).returncode == code


def found(*arguments: str | Path) -> list[str]:
    """What `check` reports, as text and rule."""
    return [f"{row['text']} {row['rule']}" for row in rows(run("check", "--format", "jsonl", *arguments).stdout)]


def entries(path: str | Path = NAME) -> list[dict[str, Any]]:
    return rows(Path(path).read_text("utf-8"))


def refused(*arguments: str) -> str:
    """What the command says when it gives up (with exit code 2)."""
    with pytest.raises(click.ClickException) as error:
        run(*arguments)
    return error.value.message


ALL = ["Kiev names/places", "kyiv casing/place-names", "The the repetition/function-word", "kyiv casing/place-names"]


def test_an_acceptance_holds_as_long_as_its_sentence_stays(folder: Path) -> None:
    article = folder / "b.txt"
    article.write_text("He was glad that it was over at last.\n\nLeave a Reply\n", "utf-8")
    run("accept", "b.txt:3")
    assert found("b.txt") == []
    with article.open("a", encoding="utf-8") as more:  # what is no longer at the end is no damage
        more.write("\nThen the whole family went home together in the rain.\n")
    assert found("b.txt") == []
    article.write_text("He was glad that it was over at last.\n", "utf-8")
    assert [line.split()[-1] for line in found("b.txt")] == ["acceptance/unused"]


class TestAccept:
    def test_one_finding(self) -> None:
        result = run("accept", "a.txt:1:5", "--reason", "the paper's own name")
        assert result.return_value == 0
        assert result.stdout == "a.txt:1:5: names/places “Kiev” is Kyiv in English [unsafe fix: “Kyiv”]\n"
        assert result.stderr == f"Accepted 1 issue: {NAME}\n"
        (entry,) = entries()
        assert (entry["path"], entry["text"], entry["reason"], entry["author"]) == (
            "a.txt", "Kiev", "the paper's own name", "Ada",
        )  # fmt: skip
        assert found() == ALL[1:]

    def test_the_summary_counts_them(self) -> None:
        run("accept", "a.txt:1:5")
        assert run("check").stderr.startswith("Found 3 issues in 1 text (1 accepted).\n")
        assert run("fix", "--diff", ".").stderr == "Would fix 3 issues in 1 text (1 accepted).\n"

    def test_several_findings_in_the_line_have_to_be_told_apart(self) -> None:
        done = process("accept", "a.txt:1")
        assert (done.returncode, Path(NAME).exists()) == (2, False)
        assert (
            b"a.txt:1: 2 issues; say which by FILE:LINE:COLUMN or --rule, or --all of them\na.txt:1:5: " in done.stderr
        )
        run("accept", "a.txt:1", "--rule", "casing")
        assert found() == [ALL[0], *ALL[2:]]
        run("accept", "a.txt:1", "--rule", "quotes,names")
        assert found() == ALL[2:]

    def test_several_places_at_once(self) -> None:
        run("accept", "a.txt:3:27:", "a.txt:1:22", "a.txt:1:6", "--author", "")
        assert [(entry["text"], entry["author"]) for entry in entries()] == [("kyiv", "")] * 2 + [("Kiev", "")]
        assert found() == [ALL[2]]

    def test_all_or_nothing(self) -> None:
        assert refused("accept", "a.txt:1:5", "a.txt:2")
        assert not Path(NAME).exists()

    def test_a_second_time(self) -> None:
        run("accept", "a.txt:1:5", "--author", "Bob")
        result = run("accept", "a.txt:1:5")
        assert (result.return_value, result.stderr) == (0, f"a.txt:1:5: accepted already\nAccepted 0 issues: {NAME}\n")
        assert [entry["author"] for entry in entries()] == ["Bob"]

    def test_a_finding_is_found_by_any_line_that_it_reaches_over(self) -> None:
        Path("a.txt").write_text("They met on Thursday in the city hall.\n\n" * 2 + "Nothing came of it.\n", "utf-8")
        assert run("accept", "a.txt:2").stdout.startswith("a.txt:1:1: repetition/line ")
        assert run("check").return_value == 0

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["a.txt"], "'a.txt' is not FILE:LINE or FILE:LINE:COLUMN"),
            (["a.txt:9"], "a.txt has 4 lines; there is no line 9"),
            (["a.txt:2"], "a.txt:2: the rules of this run find nothing there"),
            (["a.txt:1", "--rule", "quotes"], "a.txt:1: quotes finds nothing there"),
            (["a.txt:1", "--rule", "quotes,names/own"], "a.txt:1: quotes, names/own find nothing there"),
            (["a.txt:1", "--rule", "castig"], "no rule or pack is called 'castig'; did you mean 'casing'?"),
            (["b.txt:1"], "b.txt: can't be read"),
            ([], "say what to accept"),
            (["--list", "--prune"], "exclude each other"),
        ],
    )
    def test_what_can_not_be_accepted(self, arguments: list[str], message: str) -> None:
        assert message in refused("accept", *arguments)

    def test_a_list(self) -> None:
        assert run("accept", "--list").stderr.startswith("Nothing is accepted")
        Path("b.txt").write_text("Varsovie.\n\nVarsovie.\n", "utf-8")
        run("accept", "a.txt:1:5", "--reason", "the paper")
        run("accept", "b.txt:1", "b.txt:3", "--author", "")
        today = entries()[0]["date"]
        assert run("accept", "--list").stdout.splitlines() == [
            f"{NAME}:1: a.txt: names/places “Kiev”: the paper (Ada, {today})",
            f"{NAME}:2: b.txt: names/places “Varsovie” × 2: no reason given ({today})",
        ]
        assert run("accept", "--list", "a.txt").stdout.count("\n") == 1


class TestWhere:
    def test_it_lies_at_the_root_of_the_repository(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        git("init", "-q")
        (folder / "sub").mkdir()
        monkeypatch.chdir("sub")
        run("accept", "../a.txt:1:5")
        assert entries(folder / NAME)[0]["path"] == "a.txt"
        assert found("..") == found(folder) == found(folder / "sub" / ".." / "a.txt") == ALL[1:]

    def test_a_file_above_the_repository_is_none_of_its_business(self, folder: Path) -> None:
        git("init", "-q")
        (folder.parent / NAME).write_text("no JSON", "utf-8")
        assert found() == ALL

    def test_another_file(self) -> None:
        run("accept", "a.txt:1:5", "--baseline", "other.jsonl")
        assert found() == ALL
        assert found("--baseline", "other.jsonl") == ALL[1:]

    def test_a_file_that_is_not_there(self) -> None:
        assert refused("check", "--baseline", "other.jsonl").startswith("other.jsonl: no such file")

    def test_an_article_is_not_taken_for_it(self) -> None:
        for options in (["--write-baseline"], []):
            assert refused("check", "--baseline", "a.txt", *options).startswith("a.txt:1: not a JSON object")
        assert Path("a.txt").read_text("utf-8") == TEXT

    def test_a_file_that_is_broken(self) -> None:
        Path(NAME).write_text("<<<<<<< HEAD\n", "utf-8")
        for command in ("check", "fix", "accept"):
            message = refused(command, "a.txt:1" if command == "accept" else "a.txt")
            assert message.startswith(f"{NAME}:1: a merge left its mark")

    def test_standard_input_under_the_name_of_a_text(self) -> None:
        run("accept", "a.txt:1:5")
        assert len(rows(run("check", "--format", "jsonl", "-", "--stdin-filename", "a.txt", text=TEXT).stdout)) == 3
        assert len(rows(run("check", "--format", "jsonl", "-", text=TEXT).stdout)) == 4
        fixed = run("fix", "--unsafe-fixes", "-", "--stdin-filename", "a.txt", text=TEXT)
        assert fixed.stdout.startswith("The Kiev team won in Kyiv.")

    def test_branches_merge(self) -> None:
        git("init", "-q", "-b", "main")
        Path(".gitattributes").write_text(f"{NAME} merge=union\n", "utf-8")
        run("accept", "a.txt:1:5")
        git("add", ".")
        git("commit", "-qm", "first")
        git("checkout", "-qb", "mine")
        run("accept", "a.txt:1:22")
        git("commit", "-qam", "mine")
        git("checkout", "-q", "main")
        run("accept", "a.txt:3:1", "a.txt:1:22")
        git("commit", "-qam", "theirs")
        git("merge", "-q", "mine")
        assert found() == [ALL[3]]
        run("accept", "a.txt:3:27")
        assert len(entries()) == 4


class TestBaseline:
    def test_old_damage_stays_and_new_damage_fails(self) -> None:
        result = run("check", "--write-baseline")
        assert (result.return_value, result.stdout) == (0, "")
        assert result.stderr == f"Accepted 4 issues as they are: {NAME}\n"
        assert {entry["reason"] for entry in entries()} == {"baseline"}
        assert run("check").return_value == 0
        assert run("check", "--no-baseline").return_value == 1
        Path("a.txt").write_text(f"A title\n\n{TEXT}\nNew damage in kyiv.\n", "utf-8")
        assert found() == ["kyiv casing/place-names"]
        assert run("check").return_value == 1

    def test_writing_it_again_keeps_reasons_and_drops_what_was_mended(self) -> None:
        run("accept", "a.txt:1:5", "--reason", "the paper")
        run("check", "--write-baseline")
        Path("a.txt").write_text(TEXT.replace("The the", "The"), "utf-8")
        result = run("check", "--write-baseline")
        assert result.stderr == f"Accepted 0 issues as they are (3 before; 1 dropped that match nothing): {NAME}\n"
        assert sorted(entry["reason"] for entry in entries()) == ["baseline", "baseline", "the paper"]

    def test_of_some_rules(self) -> None:
        run("check", "--write-baseline", "--select", "casing")
        result = run("check", "--write-baseline", "--select", "repetition")
        assert result.stderr == f"Accepted 1 issue as it is: {NAME}\n"
        assert found() == [ALL[0]]

    def test_what_does_not_go_with_it(self) -> None:
        for option in ("-", "--no-baseline", "--diff-base=HEAD"):
            assert refused("check", "--write-baseline", option).startswith("--write-baseline goes with files")


class TestJobs:
    """Several processes share the texts; what is accepted is one file's."""

    @pytest.fixture(autouse=True)
    def shared(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """How many processes each run began."""
        begun: list[int] = []
        real = processes._pool

        def pool(jobs: int) -> ProcessPoolExecutor:
            begun.append(jobs)
            return real(jobs)

        monkeypatch.setattr(processes, "_ALONE", 1)
        monkeypatch.setattr(processes, "_BATCH", 1)
        monkeypatch.setattr(processes, "_pool", pool)
        for name in "bcdefgh":
            Path(f"{name}.txt").write_text(f"{TEXT}\nThat was text {name}.\n", "utf-8")
        return begun

    def test_the_same_is_accepted(self, shared: list[int]) -> None:
        run("check", "--no-cache", "--jobs", "2", "--write-baseline")
        assert shared == [2]
        accepted = entries()
        Path(NAME).unlink()
        run("check", "--no-cache", "--jobs", "1", "--write-baseline")
        assert shared == [2]
        assert accepted == entries()
        assert len(accepted) == 8 * len(ALL)

    def test_the_same_is_left_and_unused(self, shared: list[int]) -> None:
        run("check", "--write-baseline", "--jobs", "1")
        Path("c.txt").write_text(TEXT.replace("The the", "The"), "utf-8")
        Path("f.txt").write_text(f"New damage in kyiv.\n\n{TEXT}", "utf-8")
        run_by = {n: run("check", "--no-cache", "--format", "jsonl", "--jobs", n) for n in ("1", "2")}
        assert shared == [2]
        assert [(row["path"], row["rule"]) for row in rows(run_by["2"].stdout)] == [
            ("f.txt", "casing/place-names"), (NAME, "acceptance/unused"),
        ]  # fmt: skip
        assert run_by["2"].output == run_by["1"].output
        assert run_by["2"].return_value == run_by["1"].return_value == 1


class TestUnused:
    @pytest.fixture(autouse=True)
    def mended(self) -> None:
        run("check", "--write-baseline")
        Path("a.txt").write_text(TEXT.replace("The the", "The"), "utf-8")

    def test_it_is_a_finding_at_its_line_of_the_file(self) -> None:
        (row,) = rows(run("check", "--format", "jsonl").stdout)
        assert (row["path"], row["rule"], row["severity"]) == (NAME, "acceptance/unused", "neutral")
        assert json.loads(row["text"])["text"] == "The the"
        assert Path(NAME).read_text("utf-8").splitlines()[row["line"] - 1] == row["text"]
        result = run("check")
        assert (result.return_value, result.stderr) == (1, "Found 1 issue in 1 text (3 accepted).\n")
        assert run("check", "--exit-zero").return_value == 0

    @pytest.mark.parametrize(
        ("options", "count"),
        [
            (["--select", "repetition"], 0),
            (["--select", "casing"], 0),
            (["--ignore", "acceptance/unused"], 0),
            (["--ignore", "acceptance"], 0),
            (["--ignore", "repetition"], 0),
            (["--select", "all", "--ignore", "readability,boilerplate/credits"], 1),
            (["--select", "repetition,acceptance"], 1),
        ],
    )
    def test_only_where_all_was_looked_at(self, options: list[str], count: int) -> None:
        assert found(*options).count(f"{_line('The the')} acceptance/unused") == count

    def test_prune(self) -> None:
        before = len(entries())
        result = run("accept", "--prune")
        assert result.stdout == "a.txt: repetition/function-word “The the”\n"
        assert result.stderr == f"Dropped 1 entry: {NAME}\n"
        assert len(entries()) == before - 1
        assert run("check").return_value == 0

    def test_only_of_texts_that_were_looked_at(self) -> None:
        Path("b.txt").write_text("Nothing.\n", "utf-8")
        assert found("b.txt") == []
        assert run("accept", "--prune", "b.txt").stderr == f"Dropped 0 entries: {NAME}\n"
        assert len(found("a.txt")) == 1

    def test_a_text_that_is_gone(self) -> None:
        Path("sub").mkdir()
        Path("a.txt").rename("sub/b.txt")
        assert found("sub") == ALL[:2] + ALL[3:]
        message = rows(run("check", "--format", "jsonl").stdout)[-1]["message"]
        assert message == (
            "“The the” (repetition/function-word, a.txt) is accepted, but the text is gone: "
            "`cleanmt accept --prune` drops the entry"
        )
        assert run("accept", "--prune").stderr == f"Dropped 4 entries: {NAME}\n"
        assert Path(NAME).read_bytes() == b""

    def test_nothing_to_prune(self) -> None:
        Path(NAME).unlink()
        assert run("accept", "--prune").return_value == 0


def _line(text: str) -> str:
    return next(line for line in Path(NAME).read_text("utf-8").splitlines() if json.loads(line)["text"] == text)


class TestFix:
    def test_it_leaves_alone_what_was_accepted(self) -> None:
        run("accept", "a.txt:1:5", "a.txt:3:1")
        result = run("fix", "--unsafe-fixes", ".")
        assert (
            Path("a.txt").read_text("utf-8")
            == "The Kiev team won in Kyiv.\n\nThe the end came soon. So Kyiv was glad.\n"
        )
        assert result.stderr == "Fixed 2 issues in 1 text (2 accepted).\n"

    def test_entries_go_along_when_their_sentence_is_fixed(self) -> None:
        Path("a.txt").write_text("The Kiev team won in lviv in 2022.\n", "utf-8")
        Path("a.txt").write_text("The Varsovie team won in kyiv.\n", "utf-8")
        run("accept", "a.txt:1:5", "--reason", "the paper", "--author", "Bob")
        before = entries()
        run("fix", "--unsafe-fixes", ".")
        (after,) = entries()
        assert after["sentence"] != before[0]["sentence"]
        assert {**after, "sentence": ""} == {**before[0], "sentence": ""}
        assert run("check").return_value == 0

    def test_entries_go_with_what_a_fix_takes_out(self) -> None:
        Path("a.txt").write_text("Ada came. She left for Varsovie.\n\nShare Varsovie Share\n\nLeave a Reply\n", "utf-8")
        run("check", "--write-baseline", "--select", "names")
        count = len(entries())
        run("fix", "--unsafe-fixes", ".")
        assert "She left for Varsovie." in Path("a.txt").read_text("utf-8")
        assert run("check").return_value == 0
        assert len(entries()) <= count

    def test_unless_it_is_told_to(self) -> None:
        run("accept", "a.txt:1:5")
        run("fix", "--unsafe-fixes", "--no-baseline", ".")
        assert Path("a.txt").read_text("utf-8").startswith("The Kyiv team")

    def test_a_diff_writes_nothing(self) -> None:
        run("accept", "a.txt:1:5")
        before = Path(NAME).read_bytes()
        assert "-The Kiev team won in kyiv.\n+The Kiev team won in Kyiv.\n" in run("fix", "--diff", ".").stdout
        run("fix", "-", "--stdin-filename", "a.txt", text=TEXT)
        assert Path(NAME).read_bytes() == before

    def test_the_file_is_not_touched_without_need(self) -> None:
        run("accept", "a.txt:1:5")
        Path(NAME).write_text(Path(NAME).read_text("utf-8") * 2, "utf-8")
        Path("a.txt").write_text(TEXT.replace("in kyiv", "today"), "utf-8")
        before = Path(NAME).stat().st_mtime_ns
        run("fix", "--unsafe-fixes", ".")
        assert Path(NAME).stat().st_mtime_ns == before

    def test_entries_of_texts_that_were_written_are_saved_when_the_run_breaks_off(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Path("b.txt").write_text(TEXT, "utf-8")
        run("accept", "a.txt:1:5")
        write = writing.write

        def interrupted(source: reading.Source, text: str, keep: writing.Keep) -> bool:
            if source.path.name == "b.txt":
                raise KeyboardInterrupt
            return write(source, text, keep)

        monkeypatch.setattr(writing, "write", interrupted)
        result = run("fix", ".")
        assert result.return_value == 130
        assert "Interrupted: 2 of 2 texts looked at, 1 changed; `cleanmt undo` takes that back.\n" in result.stderr
        monkeypatch.undo()
        assert found("a.txt") == []

    def test_what_is_accepted_is_not_proposed(self) -> None:
        run("accept", "a.txt:1:5")
        run("fix", "--review-file", "edits.jsonl", ".")
        assert [row["old"] for row in rows(Path("edits.jsonl").read_text("utf-8"))].count("Kiev") == 0


class TestReview:
    @pytest.fixture(autouse=True)
    def accepted(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
        Path("a.txt").write_text("The Varsovie team wrote of Lisbonne.\n", "utf-8")
        run("accept", "a.txt:1:5", "--reason", "the paper")

    def test_what_is_accepted_is_not_asked_and_goes_along(self) -> None:
        done = process("review", "a.txt", text=b"y\n")
        assert done.returncode == 0
        assert Path("a.txt").read_text("utf-8") == "The Varsovie team wrote of Lisbon.\n"
        assert [entry["reason"] for entry in entries()] == ["the paper"]
        assert run("check").return_value == 0

    def test_unless_it_is_told_to(self) -> None:
        process("review", "--no-baseline", "a.txt", text=b"y\nn\n")
        assert Path("a.txt").read_text("utf-8") == "The Warsaw team wrote of Lisbonne.\n"


class TestDiffBase:
    @pytest.fixture(autouse=True)
    def repository(self) -> None:
        git("init", "-q")
        Path("b.txt").write_text("From kyiv.\n", "utf-8")
        git("add", ".")
        git("commit", "-qm", "first")

    def test_only_changed_lines_count(self) -> None:
        assert found("--diff-base", "HEAD") == []
        assert run("check", "--diff-base", "HEAD").stderr == "No issues in 0 texts.\n"
        Path("a.txt").write_text(TEXT.replace("soon", "late"), "utf-8")
        assert found("--diff-base", "HEAD") == ALL[2:]
        Path("c.txt").write_text("From kyiv.\n", "utf-8")
        result = run("check", "--diff-base", "HEAD")
        assert (result.return_value, result.stderr.splitlines()[0]) == (1, "Found 3 issues in 2 texts.")

    def test_what_was_accepted_in_vain_still_counts(self) -> None:
        run("check", "--write-baseline")
        Path("a.txt").write_text(TEXT.replace("The the", "The"), "utf-8")
        Path("b.txt").unlink()
        assert [line.rpartition(" ")[2] for line in found("--diff-base", "HEAD")] == ["acceptance/unused"] * 2

    def test_standard_input_is_told_by_its_name(self) -> None:
        changed = TEXT.replace("soon", "late")
        Path("a.txt").write_text(changed, "utf-8")
        out = run("check", "--format", "jsonl", "--diff-base", "HEAD", "-", "--stdin-filename", "a.txt", text=changed)
        assert len(rows(out.stdout)) == 2

    def test_errors(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        done = process("check", "--diff-base", "nothing")
        assert (done.returncode, done.stderr) == (2, b"Error: --diff-base: git knows no revision 'nothing'\n")
        monkeypatch.chdir(folder.parent)
        assert refused("check", "--diff-base", "HEAD", "work").startswith("--diff-base: git says: not a git repository")


def test_markdown_is_accepted_where_it_stands_in_the_source() -> None:
    Path("b.md").write_text("# Head\n\nThe *Kiev team* won in **kyiv**. The the end.\n", "utf-8")
    assert found("b.md") == ["Kiev names/places", "kyiv casing/place-names", "The the repetition/function-word"]
    run("accept", "b.md:3", "--rule", "casing")
    run("accept", "b.md:3:6")
    assert found("b.md") == ["The the repetition/function-word"]
    run("fix", "--unsafe-fixes", "b.md")
    assert Path("b.md").read_text("utf-8") == "# Head\n\nThe *Kiev team* won in **kyiv**. The end.\n"
    assert found("b.md") == []


def test_comments_in_vain_are_told_or_not_as_acceptances_in_vain_are() -> None:
    Path("b.md").write_text("All is well. <!-- cleanmt: ignore[quotes] -->\n", "utf-8")
    assert found("b.md") == ["<!-- cleanmt: ignore[quotes] --> acceptance/unused"]
    assert found("b.md", "--ignore", "acceptance/unused") == []
