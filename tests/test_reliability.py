"""Nothing is lost: whatever fails, wherever a run is stopped."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanmt.errors import FileError
from cleanmt.files import reading, temporary, writing
from tests.conftest import GOOD, Write
from tests.test_cli import process, run

ACCEPTED = "Pleas came from kyiv, they said in the NATO. NATO is strong.\n"
posix = pytest.mark.skipif(os.name != "posix", reason="rights, links and signals are POSIX's")


@pytest.fixture
def accepted(write: Write) -> Path:
    text = write("a.txt", ACCEPTED)
    run("accept", "a.txt:1", "--rule", "casing", "--reason", "so written")
    return text


KILLED = """
import os, sys
from cleanmt.cli import main
step, count = int(sys.argv.pop(1)), 0
def counted(real):
    def call(*arguments, **named):
        global count
        count += 1
        if count == step:
            os.kill(os.getpid(), 9)
        done = real(*arguments, **named)
        count += 1
        if count == step:
            os.kill(os.getpid(), 9)
        return done
    return call
for name in ("replace", "link"):
    setattr(os, name, counted(getattr(os, name)))
main()
"""


@posix
def test_what_is_accepted_stays_so_wherever_the_run_is_killed(accepted: Path) -> None:
    file = Path("cleanmt-accepted.jsonl")
    before = file.read_bytes()
    for step in range(1, 40):
        accepted.write_text(ACCEPTED, "utf-8")
        file.write_bytes(before)
        done = subprocess.run([sys.executable, "-c", KILLED, str(step), "fix", "--unsafe-fixes", "a.txt"], check=False)
        temporary._swept.cache_clear()  # it looks once in a run
        run("fix", "--unsafe-fixes", "a.txt")
        assert "kyiv" in accepted.read_text("utf-8"), step
        assert [path.name for path in Path().iterdir() if path.name.endswith(".tmp")] == [], step
        if done.returncode == 0:
            break
    assert 8 < step < 39


def test_a_file_of_acceptances_that_can_not_be_written_leaves_the_text_as_it_is(
    accepted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "cleanmt-accepted.jsonl")
    assert run("fix", "--unsafe-fixes", "a.txt").return_value == 2
    assert accepted.read_text("utf-8") == ACCEPTED


class TestTemporaryFiles:
    def test_those_of_processes_that_are_gone_are_removed(self, write: Write) -> None:
        text = write("a.txt", "In kyiv.\n")
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        stray, other = (Path(f"{temporary._PREFIX}{pid}-ab.tmp") for pid in (gone.pid, os.getppid()))
        foreign = Path(f".cleanmt-00000000-{gone.pid}-ab.tmp")  # of another machine
        for path in (stray, other, foreign):
            path.touch()
        temporary._swept.cache_clear()
        writing.write(reading.read(text), "In Kyiv.\n")
        assert (stray.exists(), other.exists(), foreign.exists()) == (False, True, True)

    def test_they_go_though_there_is_nothing_to_write(self, write: Write) -> None:
        write("a.txt", "All is well.\n")
        stray = Path(f"{temporary._PREFIX}999999999-ab.tmp")
        stray.touch()
        assert process("fix", ".").returncode == 0
        assert not stray.exists()


def while_it_is_written(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    real = temporary.write

    def slow(path: Path, data: bytes) -> None:
        real(path, data)
        change()

    monkeypatch.setattr(temporary, "write", slow)


class TestChangesMeanwhile:
    def test_words_that_somebody_adds_while_the_new_text_is_written(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        text = write("a.txt", "In kyiv.\n")
        while_it_is_written(monkeypatch, lambda: text.open("a", encoding="utf-8").write("More.\n"))
        with pytest.raises(FileError, match="changed while"):
            writing.write(reading.read(text), "In Kyiv.\n")
        assert text.read_text("utf-8") == "In kyiv.\nMore.\n"

    @posix
    def test_a_link_that_takes_its_place(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        text, other = write("a.txt", "In kyiv.\n"), write("b.txt", "In kyiv.\n")

        def link() -> None:
            text.unlink()
            text.symlink_to(other)

        while_it_is_written(monkeypatch, link)
        with pytest.raises(FileError, match="changed while"):
            writing.write(reading.read(text), "In Kyiv.\n")
        assert text.is_symlink()
        assert other.read_text("utf-8") == "In kyiv.\n"

    def test_a_new_file_that_somebody_else_made_first(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        write("other.txt", "")
        while_it_is_written(monkeypatch, lambda: Path("new.jsonl").write_text("theirs", "utf-8"))
        with pytest.raises(FileError, match="is there already"):
            writing.create(Path("new.jsonl"), "ours")
        assert Path("new.jsonl").read_text("utf-8") == "theirs"


@posix
class TestWhatAFileIs:
    def test_another_name_of_it_is_not_left_behind(self, write: Write) -> None:
        text = write("a.txt", "In kyiv.\n")
        Path("b.text").hardlink_to(text)
        done = run("fix", "a.txt")
        assert done.return_value == 2
        assert "it has another name (a hard link)" in done.stderr
        assert text.read_text("utf-8") == "In kyiv.\n"

    def test_extended_attributes_stay(self, write: Write) -> None:
        text = write("a.txt", "In kyiv.\n")
        try:
            os.setxattr(text, "user.origin", b"wire")
        except (OSError, AttributeError):
            pytest.skip("this file system keeps no extended attributes")
        run("fix", "a.txt")
        assert text.read_text("utf-8") == "In Kyiv.\n"
        assert os.getxattr(text, "user.origin") == b"wire"

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a file away")
    def test_it_stays_its_owner_s(self, write: Write) -> None:
        text = write("a.txt", "In kyiv.\n")
        os.chown(text, 1234, 1235)
        text.chmod(0o664)
        run("fix", "a.txt")
        status = text.stat()
        assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (1234, 1235, 0o664)

    def test_a_link_out_of_the_folder_is_followed_only_when_it_is_named(self, write: Write) -> None:
        outside = write("elsewhere/a.txt", "In kyiv.\n")
        Path("texts").mkdir()
        link = Path("texts/link.txt")
        link.symlink_to(outside.resolve())
        inside = write("texts/b.txt", "In kyiv.\n")
        Path("texts/c.txt").symlink_to("b.txt")
        done = run("fix", "texts")
        assert done.return_value == 2
        assert "texts/link.txt: leads out of the folder; name it to have it repaired" in done.stderr
        assert (outside.read_text("utf-8"), inside.read_text("utf-8")) == ("In kyiv.\n", "In Kyiv.\n")
        assert run("fix", link).return_value == 0
        assert outside.read_text("utf-8") == "In Kyiv.\n"


UNREADABLE = """
import pathlib, sys
from cleanmt.cli import main
name = sys.argv.pop(1)
def failing(real):
    def read(path, *arguments, **named):
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **named)
    return read
for method in ("read_text", "read_bytes"):
    setattr(pathlib.Path, method, failing(getattr(pathlib.Path, method)))
main()
"""


@pytest.mark.parametrize("name", [".gitignore", "pyproject.toml", "cleanmt.toml"])
def test_what_may_not_be_known_is_not_touched(write: Write, name: str) -> None:
    """Root may read everything; so the reading fails."""
    text = write("a.txt", "In kyiv.\n")
    write(name, '[tool.cleanmt]\nextend-exclude = ["a.txt"]\n')
    done = subprocess.run([sys.executable, "-c", UNREADABLE, name, "fix", "."], capture_output=True, check=False)
    assert done.returncode == 2
    assert f"{name}: can't be read".encode() in done.stderr
    assert text.read_text("utf-8") == "In kyiv.\n"


@posix
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_run_that_is_stopped_says_how_far_it_came(write: Write, sent: signal.Signals, code: int) -> None:
    for number in range(400):
        write(f"{number:03}.txt", "The mayor of kyiv spoke.\n\n" * 40)
    command = [sys.executable, "-m", "cleanmt", "fix", "--jobs", "1", "."]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        while "Kyiv" not in Path("000.txt").read_text("utf-8"):
            time.sleep(0.01)
        running.send_signal(sent)
        _, said = running.communicate()
    assert running.returncode == code
    assert "Interrupted: " in said
    assert "of 400 texts looked at" in said
    assert "`cleanmt undo` takes that back" in said
    assert [path.name for path in Path().iterdir() if not path.name.endswith(".txt")] == []


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("In kyiv.\n".encode("utf-32"), "is UTF-32; save it as UTF-8"),
        ("“kyiv”\n".encode("utf-32-be"), "holds NUL"),
        ("In kyiv\0.\n".encode("utf-16"), "holds NUL"),
        ("キエフ kyiv\n".encode("iso2022_jp"), "is ISO-2022; save it as UTF-8"),
        ("基辅 kyiv\n".encode("hz"), "is HZ; save it as UTF-8"),
        ("“kyiv” – она\n".encode("utf-7"), "is UTF-7; save it as UTF-8"),
    ],
)
def test_encodings_that_would_be_taken_for_others_are_refused(write: Write, raw: bytes, said: str) -> None:
    path = write("a.txt", "")
    path.write_bytes(raw)
    done = run("fix", path)
    assert done.return_value == 2
    assert said in done.stderr
    assert path.read_bytes() == raw


@pytest.mark.parametrize(
    "text", ["Call +44-20-7946 or +AB-kyiv.\n", "He said ~{so} and a~b in kyiv.\n", "1+1-2 kyiv\n"]
)
def test_signs_that_only_look_like_another_encoding(write: Write, text: str) -> None:
    path = write("a.txt", text)
    run("fix", path)
    assert path.read_text("utf-8") == text.replace("kyiv", "Kyiv")


class TestWordsOfStrangers:
    """Nothing that a text, a pack or a file's name says acts on a terminal or a CI server."""

    ACTING = "\x1b]0;owned\x07\x1b[2J\u202e\x9b31m"

    @pytest.mark.parametrize("format_", ["concise", "grouped", "full", "github", "gitlab", "checkstyle", "junit"])
    def test_in_a_text(self, write: Write, format_: str) -> None:
        write("a.txt", f"Share{self.ACTING}\n\nIn {self.ACTING}kyiv the the{self.ACTING} end. go{self.ACTING} on.\n")
        said = process("check", "--format", format_, "a.txt").stdout.decode("utf-8")
        assert said
        assert not any(character in said for character in self.ACTING if not character.isprintable())

    @posix
    def test_in_the_name_of_a_file(self, write: Write) -> None:
        name = "::error file=x::\x1b[2J\nowned.txt"
        write(name, "In kyiv.\n")
        write(f"{name}.txt", "").write_bytes(b"\0")
        done = process("check", ".")
        said = (done.stdout + done.stderr).decode("utf-8")
        assert "\x1b" not in said
        assert not any(line.startswith(("::", "owned")) for line in said.splitlines())

    def test_in_the_names_of_a_pack(self, write: Write) -> None:
        write("mine.yaml", GOOD.replace("pack: mine", 'pack: "<script>\\e[2J"'))
        done = process("rules", "test", "--rules", "mine.yaml")
        assert done.returncode == 2
        assert b"mine.yaml:1: <script>\\x1b[2J: a name has small letters, digits and hyphens" in done.stderr

    def test_in_an_acceptance(self, write: Write) -> None:
        entry = {"path": "a.txt", "rule": "x/y", "sentence": "0", "text": self.ACTING, "reason": self.ACTING}
        write("cleanmt-accepted.jsonl", json.dumps(entry))
        write("a.txt", "All is well.\n")
        for command in (["accept", "--list"], ["check", "--format", "full", "--select", "all", "."]):
            assert "\x1b" not in process(*command).stdout.decode("utf-8")


@posix
class TestTheCache:
    def test_it_touches_its_own_files_alone(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        theirs = [write(f"kept/{number}.sqlite", "theirs") for number in range(6)]
        Path("kept").chmod(0o700)
        monkeypatch.setenv("CLEANMT_CACHE_DIR", str(Path("kept").resolve()))
        write("a.txt", "All is well.\n")
        process("check", "a.txt")
        assert all(path.read_text("utf-8") == "theirs" for path in theirs)
        (ours,) = Path("kept").glob("cleanmt-*.sqlite")
        assert stat.S_IMODE(ours.stat().st_mode) == 0o600

    def test_a_folder_where_others_may_write_is_not_believed(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write("kept/x", "")
        Path("kept").chmod(0o777)
        monkeypatch.setenv("CLEANMT_CACHE_DIR", str(Path("kept").resolve()))
        write("a.txt", "In kyiv.\n")
        for _ in range(2):
            assert b"a.txt:1:4" in process("check", "a.txt").stdout
        assert [path.name for path in Path("kept").iterdir() if path.stat().st_size] == []
