"""What the documentation shows is what happens."""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import regex
import yaml

import cleanmt
from cleanmt.cli import cli
from cleanmt.packs import decoder
from cleanmt.text import phrase
from tools import markdown_text, site

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
PRESENT = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1"}


def sessions(page: Path) -> Iterator[tuple[str, list[str]]]:
    """The commands of a page with what they are said to print."""
    for block in CONSOLE.findall(page.read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *printed = part.rstrip("\n").split("\n")
            yield re.sub(r"\s+#.*", "", command), printed


def is_shown(printed: list[str], real: list[str]) -> bool:
    """Whether these lines are those, `…` alone standing for any lines, and at the end for the rest of one."""
    pattern = "\n".join(
        r"(?:.*\n)*.*"
        if line.strip() == "…"
        else re.escape(line).replace("…", ".*?")
        if "…" in line
        else re.escape(line)
        for line in printed
    )
    return re.fullmatch(pattern, "\n".join(real)) is not None


_SUMMARIES = ("Found", "No issues", "Fixed", "Would fix", "Took back", "Accepted")  # the last lines, on standard error


def check_sessions(page: Path, cwd: Path) -> None:
    shown = list(sessions(page))
    assert shown
    for command, printed in shown:
        assert command.startswith("cleanmt ")
        done = subprocess.run(command, shell=True, cwd=cwd, env=PRESENT, capture_output=True, text=True, check=False)  # noqa: S602
        assert done.returncode in {0, 1}, done.stderr
        says_it_all = any(line.startswith(_SUMMARIES) for line in printed)
        real = (done.stdout + (done.stderr if says_it_all else "")).rstrip("\n").split("\n")
        stripped = [line for line in printed if line.strip()]
        assert not stripped or is_shown(stripped, [line for line in real if line.strip()]), f"{command}\n{done.stdout}"


def test_the_readme(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    check_sessions(ROOT / "README.md", tmp_path)


def newsroom(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    shutil.copy(ROOT / "seeds" / "000_84a68d0e34830699.txt", tmp_path / "articles" / "nato.txt")
    return tmp_path


@pytest.mark.parametrize("name", ["index.md", "five-minutes.md", "tutorial.md"])
def test_the_pages(name: str, tmp_path: Path) -> None:
    check_sessions(ROOT / "docs" / name, newsroom(tmp_path))


def test_the_page_about_python() -> None:
    text = (ROOT / "docs" / "reference" / "python.md").read_text("utf-8").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, "python.md", "python.md", 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


def test_the_site_has_a_page_a_rule_no_broken_link_and_asks_nobody(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=PRESENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for rule in cleanmt.load_rules():
        page = (tmp_path / "rules" / f"{rule.name}.html").read_text("utf-8")
        assert "How to silence it" in page
    for path in tmp_path.rglob("*.html"):
        page = path.read_text("utf-8")
        assert not re.search(r"""(?:src|<link[^>]*href)=["']?(?:https?:)?//""", page), path


def test_the_page_about_phrases() -> None:
    signs, errors = re.findall(r"```text\n(.*?)```", (ROOT / "docs/reference/phrases.md").read_text("utf-8"), re.DOTALL)
    lists = decoder.shared_lists()
    for line in signs.splitlines():
        written, _, finds = re.split(r"  +", line)
        for found in finds.split("; "):
            assert regex.fullmatch(phrase.expression(written, lists), found), line
    for line in errors.splitlines():
        written, said = re.split(r"  +", line, maxsplit=1)
        with pytest.raises(phrase.PhraseError) as caught:
            phrase.expression(written, lists)
        assert str(caught.value) == said


def test_a_language_finds_its_wrong_senses() -> None:
    page = site.pages()["reference/senses.md"]
    row = "| Rekordmeister | <mark>Record champions</mark> Bayern drew at home. | Record title winners |"
    headings = [part.partition("\n")[0] for part in page.split("\n## ") if row in part]
    assert headings == ["Czech", "Danish", "Dutch", "German"]


def test_text_is_shown_as_it_is() -> None:
    assert markdown_text.cell("a *b* | <c>\n`d`") == r"a \*b\* \| \<c\> ⏎ \`d\`"


def commands(command: click.Command = cli, path: str = "cleanmt") -> Iterator[tuple[str, str]]:
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            member = command.get_command(click.Context(command), name)
            assert member
            yield from commands(member, f"{path} {name}")
    else:
        yield path, command.get_help(click.Context(command, info_name=path))


@pytest.mark.parametrize(
    ("path", "text"), [c for c in commands() if " rules " not in c[0]], ids=lambda value: value[:30]
)
def test_every_command_shows_how_it_is_used(path: str, text: str) -> None:
    example = re.compile(rf"^\s+{re.escape(path)}\b", re.MULTILINE)
    usage, rest = text.split("\n", 1)
    assert usage.startswith(f"Usage: {path}")
    assert example.search(rest), text


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("check --se", "--select"),
        ("check --format sa", "sarif"),
        ("check --select quotes,cas", "quotes,casing"),
        ("check --ignore quotes/rev", "quotes/reversed"),
        ("rules show numbers/dot", "numbers/dot-thousands"),
        ("accept --rule encod", "encoding"),
    ],
)
def test_the_shell_completes(typed: str, completed: str) -> None:
    words = f"cleanmt {typed}"
    environment = {**PRESENT, "_CLEANMT_COMPLETE": "bash_complete", "COMP_WORDS": words,
                   "COMP_CWORD": str(len(words.split()) - 1)}  # fmt: skip
    done = subprocess.run([str(BIN / "cleanmt")], env=environment, capture_output=True, text=True, check=True)
    assert f"plain,{completed}" in done.stdout.split()


def test_the_rule_that_contributors_read_first_holds(tmp_path: Path) -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    pack = tmp_path / "my-house.yaml"
    pack.write_text(re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[0], "utf-8")
    command = [str(BIN / "cleanmt"), "rules", "test", "my-house", "--rules", str(pack)]
    done = subprocess.run(command, env=PRESENT, capture_output=True, text=True, check=False)
    assert done.stdout == "1 rule, 4 examples: 0 failures.\n"


class TestAction:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))

    def check(self, cwd: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        """The last step, as the runner does it."""
        step = self.action["runs"]["steps"][-1]
        values = {name: each["default"] for name, each in self.action["inputs"].items()} | inputs
        told = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: values[m[1]], text)
            for name, text in step["env"].items()
        }
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(shell, cwd=cwd, env={**PRESENT, **told}, capture_output=True, text=True, check=False)

    def test_it_marks_the_lines_and_writes_sarif(self, tmp_path: Path) -> None:
        done = self.check(newsroom(tmp_path), paths="articles", args="--select casing", sarif="out put.sarif")
        assert done.returncode == 1
        lines = done.stdout.splitlines()
        assert len(lines) == 2
        assert all(line.startswith("::warning title=casing/place-names,file=articles/nato.txt,") for line in lines)
        assert len(json.loads((tmp_path / "out put.sarif").read_text("utf-8"))["runs"][0]["results"]) == 2

    def test_paths_may_stand_on_lines_of_their_own(self, tmp_path: Path) -> None:
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text("In kyiv.\n", "utf-8")
        done = self.check(tmp_path, paths="a.txt\nb.txt\n", args="--select casing\n--exit-zero\n")
        assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)

    def test_a_clean_folder_passes_and_a_value_is_no_script(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("All is well.\n", "utf-8")
        assert self.check(tmp_path).returncode == 0
        assert self.check(tmp_path, paths="$(touch hacked) `touch hacked`").returncode == 2
        assert not (tmp_path / "hacked").exists()
