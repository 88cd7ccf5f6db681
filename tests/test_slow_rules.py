"""A rule of one's own that takes too long, in every command: it is named with the text, and is no bug of cleanmt's."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from cleanmt import cli as command_line
from cleanmt.checks import Match, Spot
from cleanmt.checks.terms import Miscased
from cleanmt.cli import COMMANDS
from cleanmt.text.document import Document
from cleanmt.text.matching import SlowPatternError
from tests.conftest import GOOD, Write
from tests.test_cli import run

SLOWLY = f"{'a' * 40}b"
TEXT = f"In kyiv.\n\n{SLOWLY}\n\nIn kyiv.\n"
SLOW = f"""\
{GOOD.replace("<animal>)", "(a|aa)+)$").replace("    delete: what", "")}
    examples:
      - {{bad: aaa}}
      - {{ok: {SLOWLY}}}
"""
GOLD = {"file": "a.txt", "start": 3, "end": 7, "text": "kyiv", "category": "x", "fix": "Kyiv", "confidence": "clear"}
SAID = {  # what runs the rules, and the place that is named before the rule
    "check a.txt": "a.txt: ",
    "check --jobs 2 --no-cache a.txt": "a.txt: ",
    "check --write-baseline a.txt": "a.txt: ",
    "fix a.txt": "a.txt: ",
    "fix --diff a.txt": "a.txt: ",
    "fix --review-file edits.jsonl a.txt": "a.txt: ",
    "review a.txt": "a.txt: ",
    "apply changes.jsonl": "a.txt: ",
    "accept a.txt:1": "a.txt: ",
    "accept --prune a.txt": "a.txt: ",
    "eval gold.jsonl": "a.txt: ",
    "eval --native a.txt": "a.txt: ",
    "eval --reference pairs.tsv": "",
    "score a.txt": "a.txt: ",
    "rules why a.txt:1": "a.txt: ",
    "rules test mine": "mine.yaml:17: ",
    "rules test mine --corpus a.txt": "a.txt: ",
}
NEEDING_NO_RULE = ("undo --list", "names a.txt", "config a.txt", "init -o -", "rules show mine", "accept --list")


@pytest.fixture(autouse=True)
def folder(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with something accepted and something proposed, before the rule came."""
    write("a.txt", TEXT)
    run("accept", "a.txt:1")
    run("fix", "--review-file", "changes.jsonl", "a.txt")
    write("pairs.tsv", f"{SLOWLY}\tb\n")
    write("gold.jsonl", json.dumps(GOLD))
    write("mine.yaml", SLOW)
    write("cleanmt.toml", 'rules = ["mine.yaml"]')
    monkeypatch.setattr("cleanmt.text.matching.TIME_LIMIT", 0.05)


def main(monkeypatch: pytest.MonkeyPatch, command: str) -> object:
    monkeypatch.setattr(sys, "argv", ["cleanmt", *command.split()])
    with pytest.raises(SystemExit) as caught:
        command_line.main()
    return caught.value.code


@pytest.mark.parametrize("command", SAID)
def test_it_is_named_with_the_text(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Path("cleanmt-accepted.jsonl").read_bytes()
    assert main(monkeypatch, command) == 2
    error, *summary = capsys.readouterr().err.splitlines()
    assert re.fullmatch(rf"Error: \S*{SAID[command]}mine/one \(\S*mine\.yaml:6\) is too slow: .*", error)
    assert not any("Error" in line or "bug" in line for line in summary)
    assert Path("a.txt").read_text("utf-8") == TEXT
    assert Path("cleanmt-accepted.jsonl").read_bytes() == kept


@pytest.mark.parametrize("command", NEEDING_NO_RULE)
def test_what_needs_no_rule_goes_on(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(monkeypatch, command) == 0


def test_every_command_is_tried() -> None:
    of_rows = {"corpus"}  # which rejects a row and goes on: tests/test_corpus.py
    assert {command.split()[0] for command in (*SAID, *NEEDING_NO_RULE)} == {*COMMANDS} - of_rows


def test_a_first_configuration_is_made_without_a_text_that_a_rule_of_ours_is_too_slow_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = Miscased.find

    def slow(check: Miscased, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        if SLOWLY in document.text:
            raise SlowPatternError("a paragraph took over 5 s")
        yield from real(check, document, spots)

    monkeypatch.setattr(Miscased, "find", slow)
    Path("b.txt").write_text("In kyiv.\n", "utf-8")
    assert main(monkeypatch, "init -o -") == 0
    out, err = capsys.readouterr()
    assert re.fullmatch(r"Warning: a\.txt: casing/\S+ \(\S+\) is too slow: a paragraph took over 5 s\n", err)
    assert "`cleanmt init` has read 1 of 2" in out
