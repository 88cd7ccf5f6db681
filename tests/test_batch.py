from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cleanmt.engine import checking
from cleanmt.errors import BugError, InputError, RuleError, SlowRuleError, UnsettledError
from cleanmt.files.reading import Source, decode
from cleanmt.text.document import Document
from cleanmt.text.formats import Format
from cleanmt.text.matching import SlowPatternError
from cleanmt.workspace import batch, processes
from cleanmt.workspace.batch import Found
from cleanmt.workspace.cache import Cache
from cleanmt.workspace.engines import engine_for
from cleanmt.workspace.settings import Settings
from tests.conftest import Write
from tests.test_cli import process, run

PLAIN = Settings()
ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
MARKDOWN = "# The the mayors\n\nMayors of **kyiv** and kyiv. <!-- cleanmt: ignore[casing] -->\n\nThe end of kyiv.\n"


def sources() -> Iterator[Source]:
    for path in SEEDS:
        yield decode(path.read_bytes(), path)
    yield decode(MARKDOWN.encode(), Path("a.md"))
    yield decode(MARKDOWN.encode(), Path("a.txt"))
    yield decode(b"The \x93Cafe\x94 of Andr\xe9 in kyiv.", Path("old.txt"))
    yield decode("Nothing is wrong here.".encode("utf-16"), Path("clean.txt"))


def checked(cache: Cache, settings: Settings = PLAIN, jobs: int = 1) -> list[tuple[Path, Found]]:
    return [(Path(result.path), result.findings) for result in batch.check(sources(), lambda _: settings, cache, jobs)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept.sqlite"


@pytest.fixture
def unhelped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be checked any more: what is found must be remembered."""

    def fail(*_: object) -> Found:
        raise AssertionError("this text should be remembered")

    monkeypatch.setattr(batch, "_found", fail)


EXPECTED = [(s.path, tuple(checking.check(engine_for(Settings()), s.text, s.format))) for s in sources()]


def test_findings_are_those_of_the_engine() -> None:
    assert checked(Cache(None)) == EXPECTED
    assert all(found for path, found in EXPECTED if path.name != "clean.txt")


def test_findings_are_remembered_to_the_last_of_their_parts(file: Path, request: pytest.FixtureRequest) -> None:
    first = Cache(file)
    assert checked(first) == EXPECTED
    first.close()
    request.getfixturevalue("unhelped")
    assert checked(Cache(file)) == EXPECTED


@pytest.mark.usefixtures("unhelped")
@pytest.mark.parametrize("settings", [Settings(ignore=("casing",)), Settings(style="ap"), Settings(accept=("kyiv",))])
def test_other_settings_remember_nothing(file: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(batch, "_found", lambda *_: ())
        checked(cache := Cache(file))
    with pytest.raises(AssertionError, match="remembered"):
        checked(cache, settings)


def test_what_can_not_be_read_is_looked_at_again(file: Path) -> None:
    cache = Cache(file)
    checked(cache)
    cache.save()
    for key in cache._db.execute("SELECT key FROM kept").fetchall():  # type: ignore[union-attr]
        cache.put(key[0], "[[1]]")
    assert checked(cache) == EXPECTED


def test_several_processes_find_the_same_in_the_same_order(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setattr(processes, "_ALONE", 1)
    monkeypatch.setattr(processes, "_BATCH", 5_000)
    cache = Cache(file)
    assert checked(cache, jobs=2) == EXPECTED
    cache.close()
    assert checked(Cache(file), jobs=2) == EXPECTED


def test_few_texts_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_ALONE", 1)
    monkeypatch.setattr(processes, "_BATCH", 1)
    given = 0

    def many() -> Iterator[Source]:
        nonlocal given
        for number in range(100):
            given += 1
            yield decode(b"All is well.", Path(f"{number}.txt"))

    for done, _ in enumerate(batch.check(many(), lambda _: Settings(), Cache(None), 2), 1):
        assert given - done <= 2 * processes._WAITING
    assert given == 100


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_rule_that_is_too_slow_costs_its_text_alone(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr(processes, "_ALONE", 1)
    real = engine_for(Settings()).rules.by_name["casing/place-names"].check.find

    def slow(_check: object, document: Document, spots: object) -> Iterator[object]:
        if "slowly" in document.text:
            raise SlowPatternError("a paragraph took over 5 s")
        yield from real(document, spots)  # type: ignore[arg-type]

    monkeypatch.setattr(type(engine_for(Settings()).rules.by_name["casing/place-names"].check), "find", slow)
    texts = [decode(text.encode(), Path("a.txt")) for text in ("All is well.", "To kyiv, slowly.", "All is well.")]
    found = list(batch.check(texts, lambda _: Settings(), Cache(None), jobs))
    assert [one.error is not None for one in found] == [False, True, False]
    assert "casing/place-names" in str(found[1].error)
    assert "too slow" in str(found[1].error)


@pytest.mark.parametrize(
    "error", [UnsettledError(["b/two", "a/one"]), BugError("KeyError: 'x'", "Traceback …"), SlowRuleError("too slow")]
)
def test_errors_say_the_same_in_another_process(error: RuleError) -> None:
    error.name = "a.txt"
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


def test_a_process_that_dies_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = os.getpid()
    real = batch._found

    def die(text: str, format: Format, settings: Settings) -> Found:
        return real(text, format, settings) if os.getpid() == ours else os._exit(1)

    monkeypatch.setattr(processes, "_ALONE", 1)
    monkeypatch.setattr(batch, "_found", die)
    with pytest.raises(InputError, match="a process ended before its time"):
        checked(Cache(None), jobs=2)


def test_a_pack_that_changed_is_looked_at_anew(write: Write) -> None:
    pack = """pack: own
summary: Ours.
rules:
  word:
    check: pattern
    pattern: 'plumbus'
    message: A word
    category: terminology/inconsistent-with-terminology-resource
    severity: minor
    reason: It is one.
    examples: [{bad: plumbus}]
"""
    write("own.yaml", pack)
    write("a.txt", "A plumbus and a gromflomite.\n")
    arguments = ("check", "--isolated", "--rules", "own.yaml", "--select", "own", "a.txt")
    assert b"a.txt:1:3: own/word" in process(*arguments).stdout
    write("own.yaml", pack.replace("plumbus", "gromflomite"))
    assert b"a.txt:1:17: own/word" in process(*arguments).stdout


def test_the_command_takes_jobs_and_can_forget(write: Write) -> None:
    for number in range(3):
        write(f"{number}.txt", "The mayor of kyiv. The the end.\n" * 2000)
    one = run("check", "--isolated", "--no-cache", "--jobs", "1", ".").stdout
    assert one.count("\n") == 3 * 2 * 2000
    assert run("check", "--isolated", "--no-cache", "--jobs", "2", ".").stdout == one
    assert run("check", "--isolated", ".").stdout == one
    assert run("check", "--isolated", ".").stdout == one


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_processes_end_with_the_one_that_began_them(tmp_path: Path, end: signal.Signals) -> None:
    article = "\n\n".join(f"In kyiv it came to the {number}th time." for number in range(3000))
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(article, "utf-8")
    command = [sys.executable, "-m", "cleanmt", "check", "--no-cache", "--jobs", "2", "--statistics", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
        if not children.parent.exists():
            pytest.skip("only Linux tells of a process's children so")
        begun = wait_for(lambda: len(children.read_text().split()) == 2 and children.read_text().split())
        run.send_signal(end)
        run.wait()
    assert wait_for(lambda: not any(Path(f"/proc/{child}").exists() for child in begun))


def wait_for(what: Callable[[], Any]) -> Any:
    """What comes out, as soon as something does."""
    for _ in range(600):
        if found := what():
            return found
        time.sleep(0.1)
    return None
