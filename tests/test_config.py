"""What cleanmt.toml and pyproject.toml say, and what the command line makes of it."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click import ClickException, UsageError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanmt.config import reading
from cleanmt.config.keys import Config
from cleanmt.config.schema import config_schema
from cleanmt.errors import InvalidConfigError
from cleanmt.findings import Applicability
from cleanmt.packs.decoder import key_of
from cleanmt.workspace.engines import engine_for
from cleanmt.workspace.workspace import Workspace
from tests.conftest import GOOD, Write
from tests.test_cli import DAMAGED, process, rows, run
from tests.test_house import imported_by

PLACE, TWICE, TOWN = "casing/place-names", "repetition/function-word", "names/places"  # what is wrong with DAMAGED


def found(*arguments: str | Path) -> dict[str, list[str]]:
    """The rules that find something, by text."""
    by_path: dict[str, list[str]] = {}
    for row in rows(run("check", "--format", "jsonl", *arguments).stdout):
        by_path.setdefault(row["path"], []).append(row["rule"])
    return by_path


def errors(*arguments: str | Path) -> list[str]:
    with pytest.raises(ClickException) as caught:
        run(*arguments)
    return caught.value.message.splitlines()


class TestWhichFileCounts:
    def test_the_nearest_one_upwards_alone(self, write: Write) -> None:
        write("cleanmt.toml", 'ignore = ["casing"]')
        write("sport/cleanmt.toml", 'ignore = ["repetition"]')
        write("a.txt", DAMAGED)
        write("sport/football/b.txt", DAMAGED)
        assert found() == {"a.txt": [TWICE, TOWN], "sport/football/b.txt": [PLACE, TOWN]}

    def test_a_table_of_pyproject(self, write: Write) -> None:
        write("pyproject.toml", '[project]\nname = "x"\n[tool.cleanmt]\nignore = ["casing"]\n')
        write("a.txt", DAMAGED)
        assert found() == {"a.txt": [TWICE, TOWN]}

    @pytest.mark.parametrize("other", ['[project]\nname = "cleanmt"\n', "[tool.black]\n", 'tool = "cleanmt"\n', "= 1"])
    def test_a_pyproject_that_says_nothing_does_not_count(self, write: Write, other: str) -> None:
        write("cleanmt.toml", 'ignore = ["casing"]')
        write("sub/pyproject.toml", other)
        write("sub/a.txt", DAMAGED)
        assert found() == {"sub/a.txt": [TWICE, TOWN]}

    def test_in_one_folder_the_most_hidden(self, write: Write) -> None:
        write("a.txt", DAMAGED)
        for name, ignored in (("pyproject.toml", "casing"), ("cleanmt.toml", "names"), (".cleanmt.toml", "repetition")):
            table = "[tool.cleanmt]\n" if name == "pyproject.toml" else ""
            write(name, f'{table}ignore = "{ignored}"')
            assert not any(rule.startswith(ignored) for rule in found()["a.txt"])

    def test_one_that_is_named_counts_for_all(self, write: Write) -> None:
        write("cleanmt.toml", 'ignore = ["casing"]')
        write("a.txt", DAMAGED)
        other = write("elsewhere/house.toml", 'ignore = ["repetition"]')
        assert found("--config", other, "a.txt") == {"a.txt": [PLACE, TOWN]}
        assert found("--isolated", "a.txt") == {"a.txt": [PLACE, TWICE, TOWN]}
        with pytest.raises(UsageError, match="does not go with --config"):
            run("check", "--isolated", "--config", other)

    def test_standard_input_has_the_one_of_the_name_that_it_is_given(self, write: Write) -> None:
        write("cleanmt.toml", 'ignore = ["casing"]')
        write("sport/cleanmt.toml", 'ignore = ["all"]')
        assert run("check", "-", text=DAMAGED).stderr.startswith("Found 2 issues")
        assert run("check", "-", "--stdin-filename", "sport/x.txt", text=DAMAGED).return_value == 0


class TestExtend:
    def test_keys_win_and_lists_of_rules_add(self, write: Write) -> None:
        write("house/base.toml", 'ignore = ["casing"]\nstyle = "ap"\naccept = ["Lugansk"]\nextend = "root.toml"')
        write("house/root.toml", "unsafe-fixes = true")
        write("cleanmt.toml", 'extend = "house/base.toml"\nstyle = "bbc"\nignore = ["repetition"]')
        keys = json.loads(run("config", "--format", "json").stdout)["keys"]
        assert keys["style"] == {"value": "bbc", "from": ["cleanmt.toml:2:1"]}
        assert keys["ignore"] == {
            "value": ["casing", "repetition"],
            "from": ["house/base.toml:1:1", "cleanmt.toml:3:1"],
        }
        assert keys["unsafe-fixes"]["value"] is True
        assert found(write("a.txt", DAMAGED)) == {}

    def test_what_is_selected_anew_is_not_ignored_from_before(self, write: Write) -> None:
        write("base.toml", 'extend-select = ["boilerplate/credits"]\nignore = ["casing"]')
        write("cleanmt.toml", 'extend = "base.toml"\nselect = ["casing", "names"]\nignore = ["names/pl", "names/to"]')
        assert found(write("a.txt", DAMAGED)) == {"a.txt": [PLACE]}

    def test_patterns_and_paths_start_from_the_file_that_says_them(self, write: Write) -> None:
        write("house/base.toml", 'accept = "words.txt"\n[per-path-ignores]\n"/sport/" = "casing"\n"wire/" = "casing"')
        write("house/words.txt", "# right here\nLugansk\n")
        write("house/sport/a.txt", DAMAGED)
        write("cleanmt.toml", 'extend = "house/base.toml"')
        write("sport/a.txt", DAMAGED)
        write("wire/a.txt", DAMAGED)  # where a pattern has no slash before its end, any folder of that name is meant
        assert found() == {"house/sport/a.txt": [TWICE], "sport/a.txt": [PLACE, TWICE], "wire/a.txt": [TWICE]}

    def test_what_is_ignored_in_paths_adds_up(self, write: Write) -> None:
        write("base.toml", 'per-path-ignores = {"*.txt" = ["casing"]}')
        write(
            "cleanmt.toml", 'extend = "base.toml"\nper-path-ignores = {"*.txt" = ["names"], "b.txt" = ["repetition"]}'
        )
        write("a.txt", DAMAGED)
        write("b.txt", DAMAGED)
        assert found() == {"a.txt": [TWICE]}

    def test_a_circle(self, write: Write) -> None:
        write("a.toml", '# extend\nextend = "b.toml"')
        write("b.toml", 'style = "ap"\nextend = "a.toml"')
        assert errors("check", "--config", "a.toml") == ["b.toml:2:1: extend: a.toml leads back to this file"]


class TestRules:
    @pytest.mark.parametrize(
        ("said", "options", "names"),
        [
            ('select = ["casing", "repetition"]', [], [PLACE, TWICE]),
            ('select = "casing"', ["--select", "names"], [TOWN]),
            ('select = "casing"\nextend-select = "names"', [], [PLACE, TOWN]),
            ('select = "casing"', ["--extend-select", "names"], [PLACE, TOWN]),
            ('ignore = ["casing"]', ["--ignore", "names"], [TWICE]),
            ('ignore = ["casing"]', ["--select", "casing"], [PLACE]),
            ('accept = ["kyiv"]', ["--accept", "Lugansk"], [TWICE]),
            ('per-path-ignores = {"*.txt" = "casing", "b.txt" = "names"}', [], [TWICE, TOWN]),
            ('per-path-ignores = {"!a.txt" = "casing", "!b.txt" = "names"}', [], [PLACE, TWICE]),
        ],
    )
    def test_the_command_line_over_the_file(
        self, write: Write, said: str, options: list[str], names: list[str]
    ) -> None:
        write("cleanmt.toml", said)
        assert found(*options, write("a.txt", DAMAGED)) == {"a.txt": names}

    def test_what_is_ignored_in_a_path_stays_so_whatever_is_selected(self, write: Write) -> None:
        write("cleanmt.toml", 'per-path-ignores = {"a.txt" = "casing"}')
        assert found("--select", "casing", write("a.txt", DAMAGED)) == {}

    def test_packs_of_ones_own(self, write: Write) -> None:
        write("house/mine.yaml", GOOD)
        write("cleanmt.toml", 'rules = ["house"]\nselect = ["mine"]')
        assert found(write("a.txt", "A wild cat.")) == {"a.txt": ["mine/one"]}
        assert "mine/one" in run("rules", "show", "mine").stdout

    def test_a_report_has_the_reasons_of_packs_that_a_folder_brings(self, write: Write) -> None:
        write("sport/mine.yaml", GOOD)
        write("sport/cleanmt.toml", 'rules = ["mine.yaml"]\nselect = ["mine"]')
        write("sport/a.txt", "A wild cat.")
        (run_,) = json.loads(run("check", "--format", "sarif", "sport").stdout)["runs"]
        (rule,) = run_["tool"]["driver"]["rules"]
        assert rule["id"] == "mine/one"
        assert "fullDescription" in rule

    def test_names_of_ones_own_can_be_spoken_of(self, write: Write) -> None:
        write("names.tsv", "sky\theavens\n")
        write("cleanmt.toml", 'names = "names.tsv"\n[per-path-ignores]\n"b.txt" = ["names/own"]')
        assert found(write("a.txt", DAMAGED)) == {"a.txt": [PLACE, TWICE, "names/own", TOWN]}
        assert "names/own" not in found(write("b.txt", DAMAGED))["b.txt"]

    def test_review_and_proposals_keep_to_each_text(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("cleanmt.decisions.answers.folder", lambda: Path.cwd() / ".state")
        write("sport/cleanmt.toml", 'ignore = ["names", "casing"]')
        texts = [write("a.txt", DAMAGED), write("sport/b.txt", DAMAGED)]
        run("fix", "--review-file", "edits.jsonl", ".")
        proposed = [(row["path"], row["rule"]) for row in rows(Path("edits.jsonl").read_text("utf-8"))]
        assert proposed == [("a.txt", PLACE), ("a.txt", TWICE), ("a.txt", TOWN), ("sport/b.txt", TWICE)]
        run("review", *texts, text="y\ny\n")
        assert [text.read_text("utf-8").count("Luhansk") for text in texts] == [1, 0]

    def test_why_knows_the_configuration(self, write: Write) -> None:
        write("cleanmt.toml", 'select = ["casing"]')
        write("a.txt", DAMAGED)
        out = run("rules", "why", "--all", "a.txt:1").stdout
        assert PLACE in out
        assert TWICE not in out


class TestSource:
    @pytest.mark.parametrize(
        ("source", "names"),
        [
            ([], ["false-friends/senses", "numbers/dot-thousands", TWICE]),
            (["es"], ["false-friends/senses", "numbers/dot-thousands", TWICE]),
            (["is", "es"], ["false-friends/senses", "numbers/dot-thousands", TWICE]),
            (["is"], ["numbers/dot-thousands", TWICE]),  # mechanical damage is damage from any language
        ],
    )
    def test_words_that_betray_other_languages_only_are_left_alone(
        self, write: Write, source: list[str], names: list[str]
    ) -> None:
        write("cleanmt.toml", f"source = {source}")
        text = write("a.txt", "NATO rulers spoke of 20.000 tanks on the the border.\n")
        assert found(text) == {"a.txt": names}

    def test_a_rule_that_is_named_is_on_all_the_same(self, write: Write) -> None:
        write("cleanmt.toml", 'source = "is"')
        text = write("a.txt", "The drills will be held on the territory of Belarus in May.\n")
        assert found("--extend-select", "grammar", text) == {}
        assert found("--extend-select", "grammar/on-the-territory", text) == {"a.txt": ["grammar/on-the-territory"]}


class TestLevels:
    @pytest.mark.parametrize(
        ("said", "text"),
        [
            ('extend-safe-fixes = ["names/places"]', "Kyiv to defend the sky near Luhansk."),
            ('extend-unsafe-fixes = ["casing"]', "kyiv to defend the sky near Lugansk."),
            ('unfixable = ["repetition"]', "Kyiv to defend the the sky near Lugansk."),
            ('extend-safe-fixes = "all"\nunfixable = ["rep"]', "Kyiv to defend the the sky near Luhansk."),
            ('extend-safe-fixes = "names/places"\nunfixable = "names"', "Kyiv to defend the sky near Luhansk."),
            ('extend-safe-fixes = "casing"\nextend-unsafe-fixes = "casing"', "kyiv to defend the sky near Lugansk."),
        ],
    )
    def test_rules_are_raised_and_lowered(self, write: Write, said: str, text: str) -> None:
        write("cleanmt.toml", said)
        article = write("a.txt", DAMAGED)
        run("fix", article)
        assert article.read_text("utf-8") == f"Repeated pleas from {text}\n"

    def test_a_suggestion_is_raised_only_by_its_own_name(self, write: Write) -> None:
        pack = write("mine.yaml", GOOD)
        for said, level in (("mine", "suggestion"), ("mine/one", "unsafe")):
            write("cleanmt.toml", f'rules = "{pack}"\nselect = "mine"\nextend-unsafe-fixes = "{said}"')
            (row,) = rows(run("check", "--format", "jsonl", write("a.txt", "A cat.")).stdout)
            assert row["fix"]["applicability"] == level

    def test_shapes_of_a_rule_go_with_it(self, write: Write) -> None:
        write("cleanmt.toml", 'unfixable = "names/people"')
        rule = engine_for(Workspace().settings_for(Path("a.txt"))).rules.by_name["names/people"]
        assert {rule.fix, *rule.levels.values()} == {Applicability.SUGGESTION}

    def test_unsafe_fixes_by_folder(self, write: Write) -> None:
        write("wire/cleanmt.toml", "unsafe-fixes = true")
        texts = [write("wire/a.txt", DAMAGED), write("b.txt", DAMAGED)]
        run("fix", ".")
        assert ["Luhansk" in text.read_text("utf-8") for text in texts] == [True, False]
        write("wire/a.txt", DAMAGED)
        run("fix", "--no-unsafe-fixes", "wire")
        assert "Luhansk" not in texts[0].read_text("utf-8")


class TestFiles:
    def test_what_folders_give(self, write: Write) -> None:
        write("cleanmt.toml", 'include = ["*.md", "wire/*.txt"]\nexclude = ["drafts/", "/old"]')
        for name in ("a.txt", "b.md", "wire/c.txt", "wire/drafts/d.md", "old/e.md", "wire/old/f.md"):
            write(name, DAMAGED)
        assert list(found()) == ["b.md", "wire/c.txt", "wire/old/f.md"]
        assert list(found("--extend-exclude", "b.md,wire/old")) == ["wire/c.txt"]
        assert list(found("--exclude", "wire")) == ["b.md", "old/e.md"]

    def test_a_nested_configuration_says_what_its_folder_gives(self, write: Write) -> None:
        write("cleanmt.toml", 'exclude = ["b.txt"]')
        write("wire/cleanmt.toml", 'exclude = ["c.txt"]')
        for name in ("a.txt", "b.txt", "wire/b.txt", "wire/c.txt"):
            write(name, DAMAGED)
        assert list(found()) == ["a.txt", "wire/b.txt"]

    def test_a_file_that_is_named_is_checked_unless_exclusion_is_forced(self, write: Write) -> None:
        write("cleanmt.toml", 'exclude = ["drafts/"]')
        draft = write("drafts/a.txt", DAMAGED)
        assert list(found(draft)) == ["drafts/a.txt"]
        result = run("check", "--force-exclude", draft)
        assert (result.return_value, result.stderr) == (0, "No issues in 0 texts.\n")
        write("cleanmt.toml", 'exclude = ["drafts/"]\nforce-exclude = true')
        assert found(draft) == {}

    def test_gitignore(self, write: Write) -> None:
        write(".gitignore", "b.txt\n")
        write("a.txt", DAMAGED)
        write("b.txt", DAMAGED)
        assert list(found()) == ["a.txt"]
        assert list(found("--no-respect-gitignore")) == ["a.txt", "b.txt"]
        write("cleanmt.toml", "respect-gitignore = false")
        assert list(found()) == ["a.txt", "b.txt"]
        assert list(found("--respect-gitignore")) == ["a.txt"]

    def test_names_of_people_are_counted_where_texts_are_checked(self, write: Write) -> None:
        write("cleanmt.toml", 'exclude = ["drafts/"]')
        write("a.txt", "They met Kouleba.\n")
        write("drafts/b.txt", "They met Kouleba.\n")
        assert "in     1  Kouleba" in run("names").stdout

    def test_the_format_is_that_of_the_current_folder(self, write: Write) -> None:
        write("cleanmt.toml", 'format = "jsonl"')
        write("a.txt", DAMAGED)
        assert rows(run("check").stdout)
        assert run("check", "--format", "concise").stdout.startswith("a.txt:1:21: ")


class TestErrors:
    def test_all_of_a_file_with_their_places(self, write: Write) -> None:
        write(
            "cleanmt.toml",
            'selct = ["quotes"]  # select\n'
            'ignore = ["castig", 3, "repetition"]\n'
            'style = "guardain"\n'
            "per_path_ignores = {}\n"
            '"names" = "gone.tsv"\n'
            'per-path-ignores."sport/**" = ["casing", "xx"]\n'
            'source = ["it", "cz"]\n'
            "unsafe-fixes = 'yes'\n"
            'exclude = ["!"]\n'
            "include = 3\n"
            'extend-safe-fixes = [""]\n'
            'unfixable = "qoutes"\n',
        )
        write("a.txt", DAMAGED)
        assert errors("check") == [
            "cleanmt.toml:1:1: unknown key 'selct'; did you mean 'select'?",
            "cleanmt.toml:2:1: ignore, item 2: a text is expected",
            "cleanmt.toml:2:12: ignore: no rule or pack is called 'castig'; did you mean 'casing'?",
            "cleanmt.toml:3:1: style: 'guardain' is not one of ap, reuters, bbc, guardian; did you mean 'guardian'?",
            "cleanmt.toml:4:1: unknown key 'per_path_ignores'; did you mean 'per-path-ignores'?",
            "cleanmt.toml:5:2: names: there is no gone.tsv",
            "cleanmt.toml:6:43: per-path-ignores: no rule or pack is called 'xx'",
            "cleanmt.toml:7:18: source, item 2: 'cz' is not the code of a language, such as 'it'",
            "cleanmt.toml:8:1: unsafe-fixes: true or false is expected",
            "cleanmt.toml:9:13: exclude, item 1: '!' is not a pattern as .gitignore has them",
            "cleanmt.toml:10:1: include: a list is expected",
            "cleanmt.toml:11:1: extend-safe-fixes, item 1: a text is expected",
            "cleanmt.toml:12:1: unfixable: no rule or pack is called 'qoutes'; did you mean 'quotes'?",
        ]

    def test_unknown_rules_alone_are_told_alike(self, write: Write) -> None:
        write("pyproject.toml", '[tool.cleanmt]\nignore = ["castig"]\nper-path-ignores."x" = ["all", "y"]\n')
        write("a.txt", DAMAGED)
        assert errors("check") == [
            "pyproject.toml:2:12: ignore: no rule or pack is called 'castig'; did you mean 'casing'?",
            "pyproject.toml:3:33: per-path-ignores: no rule or pack is called 'y'",
        ]

    def test_a_wrong_name_on_the_command_line_is_told_as_such(self, write: Write) -> None:
        write("cleanmt.toml", 'ignore = ["casing"]')
        assert errors("check", "--ignore", "castig,reptition", write("a.txt", DAMAGED)) == [
            "no rule or pack is called 'castig'; did you mean 'casing'?",
            "no rule or pack is called 'reptition'; did you mean 'repetition'?",
            "`cleanmt rules list` shows all.",
        ]

    @pytest.mark.parametrize(
        ("name", "text", "error"),
        [
            ("cleanmt.toml", b"ignore = [\n", "cleanmt.toml:1:11: Invalid value"),
            ("cleanmt.toml", b"a = 1\nb = 'x\xff'\n", "cleanmt.toml:2:7: is not UTF-8"),
            ("pyproject.toml", b"[tool.cleanmt\n", "pyproject.toml:1:14: Expected ']' at the end of a table"),
            ("pyproject.toml", b"[tool]\ncleanmt = 3\n", "pyproject.toml:2:1: a table [tool.cleanmt] is expected"),
            ("cleanmt.toml", b"[tool.cleanmt]\n", "cleanmt.toml:1:2: unknown key 'tool'; in cleanmt.toml the keys"),
            ("cleanmt.toml", b"names = '.'\n", "cleanmt.toml:1:1: names: . is a folder"),
            ("cleanmt.toml", b"accept = 'a.txt'\n", "cleanmt.toml:1:1: accept: a.txt can't be read"),
            ("cleanmt.toml", b"accept = 'gone.txt'\n", "cleanmt.toml:1:1: accept: there is no gone.txt"),
            ("cleanmt.toml", b"per-path-ignores = []\n", "cleanmt.toml:1:1: per-path-ignores: a table is expected"),
            ("cleanmt.toml", b"names = 'a.txt'\n", "a.txt: can't be read"),
            ("cleanmt.toml", b"rules = 'bad.yaml'\nselct = 1\n", "cleanmt.toml:2:1: unknown key 'selct'"),
            ("cleanmt.toml", b"rules = 'bad.yaml'\n", "bad.yaml:1: "),
        ],
    )  # fmt: skip
    def test_other_faults(self, write: Write, name: str, text: bytes, error: str) -> None:
        write("bad.yaml", "x")
        write("b.txt", DAMAGED)
        Path("a.txt").write_bytes(b"\xff")
        Path(name).write_bytes(text)
        assert errors("check", "b.txt")[0].removeprefix(f"{Path.cwd()}/").startswith(error)

    def test_a_pyproject_that_is_named_must_have_the_table(self, write: Write) -> None:
        path = write("pyproject.toml", "[tool.black]\n")
        assert errors("check", "--config", path) == ["pyproject.toml:1:2: a table [tool.cleanmt] is expected"]

    def test_a_byte_order_mark_and_windows_line_endings(self, write: Write) -> None:
        write("a.txt", DAMAGED)
        Path("cleanmt.toml").write_bytes(b'\xef\xbb\xbfignore = ["casing"]\r\nstile = "ap"\r\n')
        assert errors("check") == ["cleanmt.toml:2:1: unknown key 'stile'; did you mean 'style'?"]

    @pytest.mark.parametrize("options", [["--source", "jp"], ["--exclude", "!"]])
    def test_the_command_line_is_held_to_the_same(self, write: Write, options: list[str]) -> None:
        write("a.txt", DAMAGED)
        with pytest.raises(UsageError, match="is not"):
            run("check", *options)

    def test_the_exit_code(self, write: Write) -> None:
        write("cleanmt.toml", "x = 1")
        done = process("check", "-", text=b"x")
        assert (done.returncode, done.stderr) == (2, b"Error: cleanmt.toml:1:1: unknown key 'x'\n")


class TestConfigCommand:
    def test_it_prints_toml_that_says_the_same(self, write: Write) -> None:
        said = {
            "ignore": ["casing"],
            "accept": ["the “old” city", 'a "b" \\'],
            "include": ["*.md"],
            "per-path-ignores": {"sport/**": ["quotes"]},
            "style": "ap",
            "unsafe-fixes": True,
        }
        write("cleanmt.toml", "".join(f"{key} = {toml(value)}\n" for key, value in said.items()))
        out = run("config", "--extend-select", "readability", "sport/a.txt").stdout
        printed = tomllib.loads(out)
        assert said.items() <= printed.items()
        assert printed["extend-select"] == ["readability"]
        assert {key_of(f) for f in fields(Config)} == {*printed, "extend", "names", "rule-pages", "format"}
        lines = out.splitlines()
        assert lines[0] == f"# sport/a.txt: {Path.cwd() / 'cleanmt.toml'}"
        assert any(line.startswith('style = "ap" ') and line.endswith("# cleanmt.toml:5:1") for line in lines)
        assert any(line.startswith("extend-select") and line.endswith("# command line") for line in lines)
        assert any(line.startswith("respect-gitignore = true ") and line.endswith("# default") for line in lines)
        assert "# per-path-ignores adds to ignore here: quotes" in lines
        assert "# This text is left out when its folder is checked." in lines

    def test_as_json(self, write: Write) -> None:
        write("cleanmt.toml", 'select = ["casing"]\nexclude = ["b.txt"]\nper-path-ignores = {"*.txt" = ["casing/co"]}')
        row = json.loads(run("config", "--format", "json", "a.txt").stdout)
        assert row["files"] == [str(Path.cwd() / "cleanmt.toml")]
        assert row["keys"]["select"] == {"value": ["casing"], "from": ["cleanmt.toml:1:1"]}
        assert row["keys"]["style"] == {"value": None, "from": []}
        assert row["ignored"] == ["casing/co"]
        assert PLACE in row["rules"]
        assert "casing/countries" not in row["rules"]
        assert not row["excluded"]
        assert json.loads(run("config", "--format", "json", "b.txt").stdout)["excluded"]

    def test_without_any(self, write: Write) -> None:
        write("a.txt", DAMAGED)
        out = run("config").stdout
        assert out.startswith("# .: no configuration file\n")
        assert '["*.txt", "*.text"]' in out

    def test_the_schema_knows_and_describes_every_key(self) -> None:
        schema = json.loads(run("config", "--schema").stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        assert list(schema["properties"]) == [key_of(f) for f in fields(Config)]
        assert all(key["description"].endswith(".") for key in schema["properties"].values())


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(k)} = {toml(v)}" for k, v in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


LEAVES = st.booleans() | st.integers(0, 9) | st.sampled_from(["ap", "it", "full", "Italian", "x y", " "])
VALUES = LEAVES | st.lists(LEAVES, max_size=2) | st.dictionaries(st.sampled_from(["a/", "it"]), LEAVES, max_size=2)
NAMED_FILES = {"extend", "rules", "names"}
SCHEMA = jsonschema.Draft202012Validator(config_schema())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted({"stile", *config_schema()["properties"]} - NAMED_FILES)), VALUES)
def test_the_schema_and_the_reader_agree(tmp_path: Path, key: str, value: Any) -> None:
    if key == "accept" and isinstance(value, str):
        value = [value]  # as a text it would have to be a file
    path = tmp_path / "cleanmt.toml"
    path.write_text(f"{key} = {toml(value)}\n", "utf-8")
    places: set[int] = set()
    try:
        reading.read(path)
        is_read = True
    except InvalidConfigError as error:
        is_read = False
        places = {e.line for e in error.problems}
    assert is_read or places == {1}
    assert is_read == SCHEMA.is_valid({key: value})


class TestEngines:
    def test_texts_with_equal_settings_share_one(self, write: Write) -> None:
        write("cleanmt.toml", 'ignore = ["casing"]\nper-path-ignores = {"b.txt" = ["quotes"]}')
        write("sub/pyproject.toml", "[tool.black]")
        workspace = Workspace()
        one = workspace.engine(Path("a.txt"))
        assert workspace.engine(Path("sub/c.txt")) is one
        assert workspace.engine(Path("b.txt")) is not one
        assert Workspace().engine(Path("a.txt")) is one

    def test_settings_travel_to_other_processes(self, write: Write) -> None:
        write("cleanmt.toml", 'ignore = ["casing"]\nper-path-ignores = {"b.txt" = ["quotes"]}')
        made = Workspace().settings_for(Path("b.txt"))
        assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301
        assert made.ignore == ("casing", "quotes")

    def test_a_wrong_name_travels_back(self, write: Write) -> None:
        write("cleanmt.toml", 'ignore = ["castig"]')
        code = (
            "import pickle, sys; from cleanmt.workspace.workspace import Workspace; from pathlib import Path\n"
            "try: Workspace().engine()\nexcept Exception as error: sys.stdout.buffer.write(pickle.dumps(error))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert "castig" in str(pickle.loads(done.stdout))  # noqa: S301


def test_without_a_configuration_nothing_is_imported_for_it(write: Write) -> None:
    write("pyproject.toml", "[tool.black]\n")
    clean = write("clean.txt", "Nothing is wrong with this text, and that is that.\n")
    heavy = {"tomllib", "pathspec", "cleanmt.config.reading"}
    assert not heavy & imported_by("check", str(clean), cwd=Path.cwd())
    write("cleanmt.toml", 'ignore = ["casing"]\n')
    modules = imported_by("check", str(clean), cwd=Path.cwd())
    assert heavy & modules == {"tomllib", "cleanmt.config.reading"}
