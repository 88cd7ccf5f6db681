"""The start file: what it sees in the texts, that it can be used as it is, and that nothing is lost."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click import ClickException, UsageError

import cleanmt
from cleanmt.checks import Habit
from cleanmt.checks.encoding import Encoding
from cleanmt.config.starter import Survey
from cleanmt.engine.engine import Engine
from cleanmt.files import reading
from cleanmt.packs.ruleset import RuleSet
from cleanmt.text.document import Document
from tests.conftest import Write
from tests.golden import ROOT
from tests.test_cli import CLEAN, DAMAGED, run
from tests.test_config import found


def printed(*arguments: str | Path) -> str:
    return run("init", "-o", "-", *arguments).stdout


def uncommented(text: str) -> str:
    """With every line counting that could: those that are a key, and the items of lists."""
    return re.sub(r'^( *)# (?=[a-z-]+(?:\."[^"]*")? = |")', r"\1", text, flags=re.MULTILINE)


class Telling(Encoding):
    def habits(self, document: Document) -> Iterator[Habit]:
        yield from [Habit(("Irish",))] * document.word_counts["begorra"]
        yield from [Habit(("rte",), "Seán")] * document.word_counts["Seán"]


class TestWhatIsSeen:
    def test_folders(self, write: Write) -> None:
        for name in ("articles/a.txt", "articles/sub/b.txt", "wire/c.txt", "d.txt", ".hidden/e.txt"):
            write(name, CLEAN)
        out = printed()
        assert "# Texts: 2 in articles/, 1 here, 1 in wire/.\n" in out
        assert '# per-path-ignores."articles/" = ' in out

    def test_markdown_and_html_beside_texts_and_alone(self, write: Write) -> None:
        for name in ("content/a.md", "content/b.html", "README.md", "docs/LICENSE.md"):
            write(name, CLEAN)
        out = printed()
        assert "# Files in 1 Markdown and 1 HTML: 2 in content/." in out
        assert '\ninclude = ["*.txt", "*.text", "*.md", "*.html"]\n' in out
        write("a.txt", CLEAN)
        assert '\n# include = ["*.txt", "*.text", "*.md", "*.html"]\n' in printed()

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            (
                "The centre of the harbour, the neighbours, defence and labour.\n",
                "British (5 words",
            ),
            (
                "The center of the harbor, the neighbors, defense and labor.\n",
                "American (5 words",
            ),
        ],
    )
    def test_the_variety_of_english(self, write: Write, text: str, line: str) -> None:
        write("a.txt", text)
        assert f"# English: mostly {line}" in printed()

    def test_the_house_whose_names_they_are(self, write: Write) -> None:
        write("a.txt", "Zelenskyy met Erdoğan. Zelenskyy met Imamoglu, and Zelenskyy slept. Erdoğan left.\n")
        out = printed()
        assert "# Where houses differ (Zelenskyy, Erdogan, Imamoglu), 5 of 6 names are spelt as by guardian.\n" in out
        assert '\n# style = "guardian"\n' in out
        write("a.txt", "Zelenskiy met Zelenskiy, Zelenskiy, Zelenskiy and Zelenskiy.\n")  # one name is no style
        assert "Where houses differ" not in printed()

    def test_what_any_check_tells_of_a_text(self, write: Write) -> None:
        rule = replace(cleanmt.load_rules().by_name["encoding/mojibake"], check=Telling())
        survey = Survey()
        survey.look_at(reading.read(write("a.txt", "Sure and begorra, begorra, Seán.\n")), Engine(RuleSet([rule])))
        assert (survey.varieties["Irish"], survey.names["Seán"], survey.houses["rte"]) == (2, 1, 1)

    def test_what_they_were_translated_from(self, write: Write) -> None:
        out = printed(ROOT / "seeds")  # from French, Italian and Spanish
        assert '# source = ["es", "fr", "it"]\n' in out
        write("a.txt", "NATO rulers met.\nBrno won the preparatory match against Graz.\n" * 4)  # from here and there
        assert '# source = ["it", "es"]\n' in printed()

    def test_the_rules_that_find_most(self, write: Write) -> None:
        write("a.txt", DAMAGED * 2 + "From kyiv.\n")
        items = re.findall(r'    # "(.*)", +# (\d+)', printed())
        assert items[0] == ("casing/place-names", "3")
        assert ("repetition/function-word", "2") in items

    def test_many_texts_are_sampled_and_odd_ones_passed_over(self, write: Write) -> None:
        for number in range(450):
            write(f"{number:03}.txt", CLEAN)
        Path("000.txt").write_bytes(b"\0\0")
        result = run("init", "-o", "-")
        assert "has read 149 of 450;" in result.stdout
        assert "Warning: 000.txt: is not a text" in result.stderr

    def test_no_texts(self, write: Write) -> None:
        write("a.py", "")
        assert "has read 0 of 0;" in printed()


class TestTheFile:
    def test_it_changes_nothing_until_a_person_does(self, write: Write) -> None:
        write("a.txt", DAMAGED)
        before = found()
        result = run("init")
        assert (result.return_value, result.stderr) == (0, "Wrote cleanmt.toml.\n")
        assert found() == before
        assert "# cleanmt.toml" in run("config").stdout

    @pytest.mark.parametrize("folder", ["seeds", "empty"])
    def test_every_line_of_it_can_be_made_to_count(self, write: Write, folder: str) -> None:
        shutil.copytree(ROOT / "seeds", "seeds")
        write("empty/our-names.tsv", "Kiev\tKyiv\n")
        write("seeds/our-names.tsv", "Kiev\tKyiv\n")
        text = uncommented(printed(folder))
        write(f"{folder}/cleanmt.toml", text)
        keys = tomllib.loads(text)
        assert len(keys) == 11
        assert keys.get("ignore")
        assert run("config", folder).return_value == 0

    @pytest.mark.parametrize("name", ["cleanmt.toml", ".cleanmt.toml", "pyproject.toml"])
    @pytest.mark.parametrize("option", [None, "--pyproject", "--diff"])
    def test_what_is_there_stays(self, write: Write, name: str, option: str | None) -> None:
        text = "[tool.cleanmt]\n" if name == "pyproject.toml" else ""
        write(name, text)
        with pytest.raises(ClickException, match=rf"{name}: is there already, and stays"):
            run("init", *filter(None, [option]))
        assert [path.name for path in Path().iterdir()] == [name]
        assert Path(name).read_text("utf-8") == text

    def test_another_file(self, write: Write) -> None:
        write("a.txt", CLEAN)
        run("init", "-o", "house.toml")
        assert tomllib.loads(Path("house.toml").read_text("utf-8")) == {}
        with pytest.raises(ClickException, match=r"house.toml: is there already"):
            run("init", "-o", "house.toml")
        with pytest.raises(ClickException, match=r"can't be written: No such file"):
            run("init", "-o", "gone/house.toml")

    @pytest.mark.parametrize("before", ["", "[project]\nname = 'x'", "[tool.black]\r\nx = 1\r\n", "# end\n\n"])
    def test_a_table_of_pyproject(self, write: Write, before: str) -> None:
        write("a.txt", DAMAGED)
        Path("pyproject.toml").write_bytes(before.encode())
        run("init", "--pyproject")
        raw = Path("pyproject.toml").read_bytes()
        assert raw.startswith(before.encode())
        assert ("\r\n" in before) == (b"\r\n" in raw)
        assert raw.count(b"\r\n") in {0, raw.count(b"\n")}
        assert tomllib.loads(raw.decode())["tool"]["cleanmt"] == {"ignore": []}
        assert "# pyproject.toml" in run("config", "--ignore", "casing").stdout.replace(str(Path.cwd()) + "/", "# ")

    def test_a_pyproject_that_can_not_have_one(self, write: Write) -> None:
        with pytest.raises(ClickException, match=r"pyproject.toml: can't be read"):
            run("init", "--pyproject")
        write("pyproject.toml", "tool = {}\n")
        with pytest.raises(ClickException, match="a table can't be added to it"):
            run("init", "--pyproject")
        with pytest.raises(UsageError):
            run("init", "--pyproject", "-o", "other.toml")
        assert Path("pyproject.toml").read_text("utf-8") == "tool = {}\n"

    @pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
    @pytest.mark.parametrize("options", [[], ["--pyproject"]])
    def test_a_diff_is_what_would_be_written(self, write: Write, options: list[str]) -> None:
        write("a.txt", DAMAGED)
        write("pyproject.toml", "[project]\n")
        diff = run("init", "--diff", *options).stdout
        target = Path("pyproject.toml" if options else "cleanmt.toml")
        assert not Path("cleanmt.toml").exists()
        subprocess.run(["git", "apply"], input=diff, text=True, check=True)
        applied = target.read_text("utf-8")
        assert applied.endswith(printed(*options))
        if options:
            target.write_text("[project]\n", "utf-8")
        else:
            target.unlink()
        run("init", *options)
        assert target.read_text("utf-8") == applied
