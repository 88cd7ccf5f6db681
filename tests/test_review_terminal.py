"""`cleanmt review` as a person meets it: in a real pseudo-terminal, and with answers from a pipe."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanmt.errors import FileError
from cleanmt.files import writing
from cleanmt.files.reading import Source
from tests.test_cli import process, run

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals to drive", allow_module_level=True)

import pexpect
import pyte

TEXT = """\
Shells fell near Lugansk on Monday.

NATO rulers met in Brussels. The West had not equipped with modern tanks.

Cases in Lugansk fell over the last 1 week, a doctor in kyiv said.
"""
PACK = """\
pack: mine
summary: Words that uncover others
rules:
  first:
    check: pattern
    pattern: '\\bcat\\b'
    replace: dog
    fix: unsafe
    message: "“cat” is “dog”"
    category: style
    severity: minor
    reason: "Cats are dogs."
  second:
    check: pattern
    pattern: '\\bdog food\\b'
    replace: pet food
    fix: unsafe
    message: "“dog food” is “pet food”"
    category: style
    severity: minor
    reason: "All pets eat."
"""
OFFER = r"quiet there too\? (?:\x1b\[1m)?\[y,n\] "
PROMPT = r"\?\] (?:\x1b\[0m)?"


class Terminal:
    """A terminal in which `cleanmt review` runs, and what stands on its screen."""

    def __init__(self, *arguments: str | Path, columns: int = 80, **environment: str) -> None:
        self.columns = columns
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "cleanmt", "review", *map(str, arguments)],
            env={**os.environ, "TERM": "xterm", "NO_COLOR": "", **environment},
            dimensions=(100, columns),
            encoding="utf-8",
            timeout=30,
        )
        self.said = ""

    def wait(self, pattern: str) -> None:
        self.child.expect(pattern)
        self.said += self.child.before + self.child.after

    def press(self, *keys: str) -> None:
        """Each key when it is asked for; waiting for the echo to be off, or the terminal would throw it away."""
        for key in keys:
            self.wait(PROMPT)
            self.child.waitnoecho()
            self.child.send(key)

    def end(self) -> int:
        """The exit code when all has been said; what was left as it is is not accepted."""
        while self.child.expect([pexpect.EOF, OFFER]):
            self.said += self.child.before + self.child.after
            self.child.waitnoecho()
            self.child.send("n")
        self.said += self.child.before
        self.child.close()
        return int(self.child.exitstatus)

    @property
    def screen(self) -> list[str]:
        screen = pyte.Screen(self.columns, 100)
        pyte.Stream(screen).feed(self.said)
        return [line.rstrip() for line in screen.display]


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(PACK, "utf-8")
    return path


def test_yes_no_and_a_number(article: Path) -> None:
    terminal = Terminal(article)
    terminal.press("y", "n", "2", "n", "y")
    assert terminal.end() == 0
    assert article.read_text("utf-8") == TEXT.replace("near Lugansk", "near Luhansk").replace(
        "equipped with", "equipped them with"
    ).replace("last 1 week", "last week")
    assert "It changes a number." in terminal.said
    assert f"{article}: 3 changes written, 2 left as they are" in terminal.said.replace("\r\n", "")
    assert "1 safe fix for `cleanmt fix` to make" in terminal.said


def test_what_the_screen_shows(article: Path) -> None:
    terminal = Terminal(article)
    terminal.press("n", "n")
    terminal.wait(PROMPT)
    terminal.child.send("q")
    screen = terminal.screen
    top = next(i for i, line in enumerate(screen) if line.endswith("3 of 5"))
    assert screen[top + 1] == "false-friends/senses (major, suggestion)"
    marked = next(i for i, line in enumerate(screen[top:], top) if "^" in line)
    under = screen[marked]
    start, end = under.index("^"), under.rindex("^") + 1
    assert screen[marked - 1][start:end] == "equipped with"
    options = [line for line in screen[top:] if line.startswith((" 1  ", " 2  "))]
    assert ["equipped it with" in options[0], "equipped them with" in options[1]] == [True, True]
    assert terminal.end() == 0


def test_a_narrow_terminal(article: Path) -> None:
    article.write_text("In May the West had not equipped with modern tanks.\n", "utf-8")
    terminal = Terminal(article, columns=30, NO_COLOR="1")
    terminal.press("q")
    terminal.end()
    lines = terminal.said.splitlines()
    top = next(number for number, line in enumerate(lines) if line.endswith("1 of 1"))
    question = lines[top : lines.index("Change it? [1,2,n,k,d,e,s,q,?] q")]
    assert max(map(len, question)) < 30
    under = [number for number, line in enumerate(question) if set(line) == {" ", "^"}]
    marked = [question[number - 1][question[number].index("^") : len(question[number])] for number in under]
    assert " ".join(marked) == "equipped with equipped it with equipped them with"


def test_all_of_a_rule_and_colours(article: Path) -> None:
    terminal = Terminal("--select", "names", article)
    terminal.press("a")
    assert terminal.end() == 0
    assert "Lugansk" not in article.read_text("utf-8")
    assert f"{article}:5:10: “" in terminal.said.replace("\r\n", "")
    assert "\x1b[32m" in terminal.said


def test_no_colours(article: Path) -> None:
    terminal = Terminal("--select", "names", article, NO_COLOR="1")
    terminal.press("q")
    terminal.end()
    assert "\x1b[" not in terminal.said.replace("\x1b[?", "")


def test_words_of_ones_own_in_place(article: Path) -> None:
    terminal = Terminal("--select", "false-friends/senses", article)
    terminal.press("e")
    terminal.wait("> leaders")  # the line is open: what is typed before would be thrown away
    terminal.child.send("\x7f" * len("leaders") + "ministers\r")
    terminal.press("n")
    assert terminal.end() == 0
    assert "NATO ministers met" in article.read_text("utf-8")


def test_an_edit_that_is_given_up(article: Path) -> None:
    terminal = Terminal("--select", "false-friends/senses", article)
    terminal.press("e")
    terminal.wait("> leaders")  # the line is open: what is typed before would be thrown away
    terminal.child.send("\x03")
    terminal.press("n", "n")
    assert terminal.end() == 0
    assert article.read_text("utf-8") == TEXT


def test_long_words_open_in_an_editor(article: Path, tmp_path: Path, pack: Path) -> None:
    pack.write_text(PACK.replace(r"\bcat\b", r"A cat .*cat\b").replace("replace: dog", "delete: []"), "utf-8")
    article.write_text("A cat " + "and another " * 20 + "cat.\n", "utf-8")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/.*/All of them./" "$1"\n', "utf-8")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    terminal = Terminal("--select", "mine", "--rules", pack, article, EDITOR=str(editor), VISUAL="")
    terminal.press("e")
    assert terminal.end() == 0
    assert article.read_text("utf-8") == "All of them.\n"


def test_the_rest_of_a_text_is_skipped_and_asked_next_time(article: Path) -> None:
    terminal = Terminal(article)
    terminal.press("y", "s")
    assert terminal.end() == 0
    assert article.read_text("utf-8") == TEXT.replace("near Lugansk", "near Luhansk")
    again = Terminal(article)
    again.wait("4 to decide")
    again.press("q")
    again.end()


def test_quitting_writes_nothing_and_goes_on_there(article: Path) -> None:
    terminal = Terminal(article)
    terminal.press("y", "n", "q")
    assert terminal.end() == 0
    assert article.read_text("utf-8") == TEXT
    assert "is not finished and not changed; its answers are kept" in terminal.said.replace("\r\n", " ")
    again = Terminal(article)
    again.wait("3 to decide, 2 answered before")
    again.press("n", "n", "n")
    assert again.end() == 0
    assert article.read_text("utf-8") == TEXT.replace("near Lugansk", "near Luhansk")


def test_ctrl_c_keeps_what_is_written_and_what_was_answered(article: Path) -> None:
    second = article.with_name("b.txt")
    second.write_text(TEXT, "utf-8")
    terminal = Terminal("--select", "names", article.parent)
    terminal.press("y", "y", "y", "\x03")
    assert terminal.end() == 130
    assert "2 changes in 1 text." in terminal.said
    assert "Lugansk" not in article.read_text("utf-8")
    assert second.read_text("utf-8") == TEXT
    again = Terminal("--select", "names", article.parent)
    again.wait("1 to decide, 1 answered before")
    again.press("y")
    assert again.end() == 0
    assert "Lugansk" not in second.read_text("utf-8")


def test_a_closed_terminal_loses_no_answer(article: Path) -> None:
    terminal = Terminal(article)
    terminal.press("y", "n")
    terminal.wait(PROMPT)
    terminal.child.close(force=True)
    again = Terminal(article)
    again.wait("3 to decide, 2 answered before")
    again.press("q")
    again.end()


def test_no_is_remembered_until_it_is_asked_again(article: Path) -> None:
    terminal = Terminal("--select", "names", article)
    terminal.press("n", "n")
    terminal.end()
    again = Terminal("--select", "names", article)
    assert again.end() == 0
    assert "Nothing to decide in 1 text; 2 left as they are (--again asks anew)" in again.said
    anew = Terminal("--again", "--select", "names", article)
    anew.wait("2 to decide\r\n")
    anew.press("q")
    anew.end()


def test_back_and_help(article: Path) -> None:
    terminal = Terminal("--select", "names", article)
    terminal.press("y", "?", "x", "u", "n", "y")
    assert terminal.end() == 0
    assert "skip the rest of this text" in terminal.said
    assert "It takes one of y, n, k, a, d, e, s, u, q" in terminal.said
    assert article.read_text("utf-8") == TEXT.replace("in Lugansk", "in Luhansk")


def test_what_a_change_uncovers_is_asked(article: Path, pack: Path) -> None:
    article.write_text("All cat food.\n", "utf-8")
    terminal = Terminal("--rules", pack, "--select", "mine", article)
    terminal.press("y")
    terminal.wait("uncovered 1 of 1")
    terminal.press("u", "y")
    terminal.press("y")
    assert terminal.end() == 0
    assert article.read_text("utf-8") == "All pet food.\n"


def test_a_text_that_changed_meanwhile_is_left_alone(article: Path) -> None:
    terminal = Terminal("--select", "names", article)
    terminal.press("y")
    terminal.wait(PROMPT)
    article.write_text(TEXT + "Another line.\n", "utf-8")
    terminal.child.waitnoecho()
    terminal.child.send("n")
    assert terminal.end() == 2
    assert "changed while cleanmt was at work on it; it is left alone; the answers about it are kept" in (
        terminal.said.replace("\r\n", " ")
    )
    again = Terminal("--select", "names", article)
    assert again.end() == 0
    assert article.read_text("utf-8") == TEXT.replace("near Lugansk", "near Luhansk") + "Another line.\n"


def test_safe_fixes_are_asked_about_on_request(article: Path) -> None:
    terminal = Terminal("--all", "--select", "casing", article)
    terminal.press("y")
    assert terminal.end() == 0
    assert "in Kyiv" in article.read_text("utf-8")


class TestWithoutATerminal:
    """Lines are answers: the same code as in a terminal but for the keys."""

    def test_lines_are_answers(self, article: Path) -> None:
        result = run("review", article, text="yes\ne\nministers\n2\n")
        assert result.return_value == 0
        assert article.read_text("utf-8") == TEXT  # the input ended before the text was done
        assert "its answers are kept for the next time" in result.stdout
        assert run("review", article, text="n\nn\n").return_value == 0
        assert article.read_text("utf-8") == TEXT.replace("near Lugansk", "near Luhansk").replace(
            "equipped with", "equipped them with"
        ).replace("NATO rulers", "NATO ministers")

    def test_help_back_and_the_rest(self, article: Path) -> None:
        result = run("review", article, text="?\n9\nn\nu\ne\n\nq\n")
        assert "Instead of “Lugansk”:\n“Lugansk” → nothing" in result.stdout
        assert article.read_text("utf-8") == TEXT
        result = run("review", "--again", "--select", "names,numbers", article, text="a\nd\n")
        assert "1 left as it is" in result.stdout
        assert "Lugansk" not in article.read_text("utf-8")
        assert "1 skipped" in run("review", "--again", "--select", "numbers", article, text="s\n").stdout

    def test_words_that_change_a_fact_are_pointed_out(self, article: Path) -> None:
        result = run("review", "--select", "names", article, text="e\n12 towns\nq\n")
        assert "“Lugansk” → “12 towns” (it changes a number)" in result.stdout

    def test_words_that_stand_there_change_nothing(self, article: Path) -> None:
        result = run("review", "--select", "names", article, text="e\nLugansk\nq\n")
        assert "Nothing is changed." in result.stdout

    def test_all_uncovered_and_changed_meanwhile(
        self, article: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        article.write_text("All cat food. One cat.\n", "utf-8")
        result = run("review", "--all", "--rules", pack, "--select", "mine", article, text="a\ny\n")
        assert "“cat” → “dog”" in result.stdout
        assert article.read_text("utf-8") == "All pet food. One dog.\n"
        article.write_text("One cat.\n", "utf-8")

        def refuse(_source: Source, _text: str, _keep: writing.Keep) -> bool:
            raise FileError("a.txt: changed while cleanmt was at work on it; it is left alone")

        monkeypatch.setattr(writing, "write", refuse)
        result = run("review", "--rules", pack, "--select", "mine", article, text="y\n")
        assert result.return_value == 2
        assert "it is left alone; the answers about it are kept for the next time" in result.stderr

    def test_an_interruption(self, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted() -> Iterator[str]:
            yield "y"
            raise KeyboardInterrupt

        monkeypatch.setattr("cleanmt.cli.review.keyboard.keys", interrupted)
        result = run("review", article)
        assert result.return_value == 130
        assert "not finished and not changed" in result.stdout

    def test_without_any_answer(self, article: Path) -> None:
        assert process("review", article).returncode == 0
        assert article.read_text("utf-8") == TEXT

    def test_standard_input_is_no_text(self) -> None:
        done = process("review", "-")
        assert done.returncode == 2
        assert b"standard input is for the answers" in done.stderr

    def test_a_text_that_can_not_be_written_is_not_asked_about(self, article: Path) -> None:
        article.write_bytes("“Größe” near Varsovie".encode("cp1252"))
        result = run("review", article, text="y\n")
        assert result.return_value == 2
        assert "save it as UTF-8" in result.stderr
        assert "Change it?" not in result.stdout

    def test_answers_that_can_not_be_kept(self, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_STATE_HOME", str(article))
        result = run("review", "--select", "names", article, text="y\ny\n")
        assert result.return_value == 0
        assert result.stderr.count("answers can't be kept") == 1
        assert "Lugansk" not in article.read_text("utf-8")

    def test_a_clean_text(self, article: Path) -> None:
        article.write_text("Nothing is wrong with this text.\n", "utf-8")
        assert run("review", article).stdout == "Nothing to decide in 1 text.\n"


class TestAccepting:
    """What is left as it is can be accepted, so that it is quiet everywhere."""

    @pytest.fixture(autouse=True)
    def here(self, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(article.parent)

    def entries(self) -> list[tuple[str, str]]:
        file = Path("cleanmt-accepted.jsonl")
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
        return sorted((row["text"], row["reason"]) for row in rows)

    def say(self, terminal: Terminal, question: str, words: str) -> None:
        terminal.wait(question)
        terminal.wait("> ")
        terminal.child.send(f"{words}\r")

    def test_one_with_its_own_reason(self, article: Path) -> None:
        terminal = Terminal("--select", "names,false-friends", article)
        terminal.press("y", "k")
        self.say(terminal, "Why is that right", "quoted so")
        terminal.press("1", "n")
        assert terminal.end() == 0
        assert len(self.entries()) == 1
        assert self.entries()[0][1] == "quoted so"
        assert (
            len(run("check", "--select", "names,false-friends", "a.txt").stdout.splitlines())
            == len(run("check", "--no-baseline", "--select", "names,false-friends", "a.txt").stdout.splitlines()) - 1
        )

    def test_all_at_the_end(self, article: Path) -> None:
        terminal = Terminal("--select", "names", article)
        terminal.press("n", "n")
        terminal.wait(OFFER)
        terminal.child.waitnoecho()
        terminal.child.send("y")
        self.say(terminal, "Why is that right", "our spelling")
        assert terminal.end() == 0
        assert [reason for _, reason in self.entries()] == ["our spelling"] * 2
        assert run("check", "--select", "names", "a.txt").return_value == 0

    def test_beside_a_change_in_the_same_sentence(self, article: Path, pack: Path) -> None:
        article.write_text("A cat near a wild cat.\n", "utf-8")
        terminal = Terminal("--rules", pack, "--select", "mine", article)
        terminal.press("k")
        self.say(terminal, "Why", "a lion")
        terminal.press("y")
        assert terminal.end() == 0
        assert article.read_text("utf-8") != "A cat near a wild cat.\n"
        assert len(self.entries()) == 1
        assert "acceptance/unused" not in run("check", "--rules", pack, "--select", "mine", article).stdout

    def test_a_reason_that_was_taken_back(self, article: Path) -> None:
        terminal = Terminal("--select", "names", article)
        terminal.press("k")
        self.say(terminal, "Why", "no")
        terminal.press("u", "n", "n")
        assert terminal.end() == 0
        assert self.entries() == []

    def test_quitting_keeps_what_has_a_reason(self, article: Path) -> None:
        terminal = Terminal("--select", "names", article)
        terminal.press("k")
        self.say(terminal, "Why", "ours")
        terminal.press("q")
        assert terminal.end() == 0
        assert [reason for _, reason in self.entries()] == ["ours"]

    def test_without_a_baseline_nothing_is_offered(self, article: Path) -> None:
        terminal = Terminal("--no-baseline", "--select", "names", article)
        terminal.press("n", "n")
        assert terminal.end() == 0
        assert "Accept" not in terminal.said
        assert ",k," not in terminal.said
