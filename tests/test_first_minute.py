"""What people try in their first minutes, and what they are told."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import click
import pytest

from tests.conftest import Write
from tests.test_cli import process, run

DAMAGED = "In kyiv.\n"


def error(*arguments: str) -> str:
    done = process(*arguments)
    assert done.returncode == 2
    return done.stderr.decode("utf-8")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"PK\x03\x04\x14\0\x06\0", "a Word or another office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a Word document"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
        (b"{\\rtf1\\ansi In kyiv.}", "a rich text document"),
    ],
)
def test_a_document_of_an_office_program(write: Write, raw: bytes, kind: str) -> None:
    write("a.txt", "").write_bytes(raw)
    assert f"a.txt: is {kind}, not a text: save it as plain text (.txt, UTF-8)" in error("check", "a.txt")


def test_an_address_on_the_web() -> None:
    said = error("check", "https://example.org/news.html")
    assert "https://example.org/news.html: is an address: save the text, or paste it into" in said


@pytest.mark.usefixtures("write")
def test_a_place_where_nothing_is_found() -> None:
    Path("a.txt").write_text("All is well.\n", "utf-8")
    assert "find nothing there; `cleanmt check a.txt` says where" in error("accept", "a.txt:1")


def test_texts_whose_names_shout(write: Write) -> None:
    write("up/A.TXT", DAMAGED)
    assert run("check", "up").stdout.startswith("up/A.TXT:1:4:")


@pytest.mark.parametrize("folder", ["node_modules", "venv", "site-packages", "__pycache__"])
def test_folders_of_programs_hold_no_articles(write: Write, folder: str) -> None:
    write(f"{folder}/licence.txt", DAMAGED)
    write("a.txt", DAMAGED)
    assert run("check", ".").stdout.count("\n") == 1
    assert run("check", folder).stdout.count("\n") == 1  # it is named
    run("fix", ".")
    assert Path(folder, "licence.txt").read_text("utf-8") == DAMAGED


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
class TestNamedPipes:
    def test_one_that_nobody_writes_to_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        command = [sys.executable, "-m", "cleanmt", "check", str(tmp_path / "pipe.txt")]
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        assert (done.returncode, done.stdout) == (0, b"")

    def test_one_is_not_written_back(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe.txt"
        os.mkfifo(pipe)
        held = os.open(pipe, os.O_RDWR)
        os.write(held, DAMAGED.encode())
        threading.Timer(3, os.close, [held]).start()
        command = [sys.executable, "-m", "cleanmt", "fix", str(pipe)]
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        assert done.returncode == 2
        assert b"is a pipe, which can't be written back" in done.stderr

    def test_one_that_is_written_to_is_read(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe.txt"
        os.mkfifo(pipe)
        held = os.open(pipe, os.O_RDWR)  # so that there is a writer from the beginning
        os.write(held, DAMAGED.encode())
        threading.Timer(3, os.close, [held]).start()
        assert b"pipe.txt:1:4: casing/place-names" in process("check", pipe).stdout


class TestBaselines:
    def test_none_is_made_of_nothing(self, write: Write) -> None:
        write("a.txt", "All is well.\n")
        done = run("check", "--write-baseline", "a.txt")
        assert done.stderr == "Nothing is accepted: nothing was found, and no file was made.\n"
        assert "Accepted" not in run("check", "--write-baseline", "missing").stderr
        assert not Path("cleanmt-accepted.jsonl").exists()

    @pytest.mark.parametrize("option", ["--format=json", "--output-file=x", "--statistics"])
    def test_it_is_no_report(self, option: str) -> None:
        with pytest.raises(click.UsageError, match="makes no report"):
            run("check", "--write-baseline", option)
