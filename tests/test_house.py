"""The structure of the project itself."""

from __future__ import annotations

import ast
import doctest
import re
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest

import cleanmt
from cleanmt import checks
from cleanmt.packs import shipped
from cleanmt.packs.rule import Rule

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "cleanmt"
RULES = list(cleanmt.load_rules())

# What a folder (or a module that lies beside the folders) may import of ours: whatever stands on a line above it.
LAYERS = (
    {"findings", "errors", "fields", "tables", "json_lines"},
    {"edits"},
    {"text"},
    {"files"},
    {"checks"},
    {"packs"},
    {"engine"},
    {"decisions", "measure"},
    {"reports"},
    {"config"},
    {"workspace"},
    {"corpus"},
    {"arrow"},
    {"cli"},
    {"__main__"},
)
PUBLIC = "__init__"  # the public API may import all, and only when it is called


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else PUBLIC


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "cleanmt":
            if node.module == "cleanmt":
                yield from (alias.name for alias in node.names if alias.name != "__version__")
            else:
                yield room(node.module)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_flow_one_way(path: Path) -> None:
    own = room(".".join(("cleanmt", *path.relative_to(PACKAGE).with_suffix("").parts)))
    if own == PUBLIC:
        return
    level = next(i for i, layer in enumerate(LAYERS) if own in layer)
    allowed = {own}.union(*LAYERS[:level])
    assert set(imports(path)) <= allowed


def test_few_modules_lie_beside_the_folders() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 8


def test_nobody_reaches_the_engine_but_by_its_door() -> None:
    """Texts are checked, fixed and explained by engine.checking, or by a workspace, which asks it."""
    behind = {"markup", "suppression", "comments"}
    for path in PACKAGE.rglob("*.py"):
        if path.is_relative_to(PACKAGE / "engine"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "cleanmt.engine":
                assert not {alias.name for alias in node.names} & {*behind, "plain"}, path
            if isinstance(node, ast.ImportFrom) and node.module == "cleanmt.engine.plain":
                assert {alias.name for alias in node.names} <= {"Verdict", "Explanation"}, path
            if isinstance(node, ast.ImportFrom) and node.module:
                assert not node.module.startswith(tuple(f"cleanmt.engine.{name}" for name in behind)), path


TEXT = re.compile(r"\s*(?:- )?\{?(?:bad|ok|good|todo-bad|todo-ok|message|reason|fix-safety|summary|references)\b")


@pytest.mark.parametrize("path", [*shipped.packs(), shipped.folder() / "data" / "lists.yaml"], ids=lambda p: p.name)
def test_expressions_and_lists_fit_a_screen(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    assert [n for n, line in enumerate(lines, 1) if len(line) > 120 and not TEXT.match(line)] == [], (
        "wrap them, or use (?x)"
    )


def test_every_family_of_check_kinds_is_a_module_or_a_folder() -> None:
    families = {name.partition("/")[0].replace("-", "_") for name in checks.KINDS}
    assert families == {p.stem for p in (PACKAGE / "checks").iterdir()} - {"__init__", "__pycache__"}
    assert families <= {p.stem.removeprefix("test_") for p in (ROOT / "tests" / "checks").glob("test_*.py")}
    assert list(checks.KINDS) == sorted(checks.KINDS)


@pytest.mark.parametrize("name", checks.KINDS)
def test_every_check_kind_lies_where_its_name_says(name: str) -> None:
    kind = checks.kind(name)
    assert kind
    family = name.partition("/")[0].replace("-", "_")
    assert f"{kind.__module__}.".startswith(f"cleanmt.checks.{family}.")
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}(")  # what dataclasses write themselves


def test_an_unknown_kind_is_looked_for_among_plugins() -> None:
    assert checks.kind("nothing-of-the-sort") is None


def test_every_package_is_shipped() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    on_disk = {".".join(p.parent.relative_to(ROOT).parts) for p in PACKAGE.rglob("__init__.py")}
    assert set(config["options"]["packages"].split()) == on_disk | {"cleanmt.rules"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_says_why_and_how_safe_its_fix_is(rule: Rule) -> None:
    assert rule.reason
    assert rule.fix_safety
    assert rule.message


def test_only_the_command_line_and_the_reports_print() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name not in {"cli", "reports"}:
            calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
            assert not any(isinstance(c.func, ast.Name) and c.func.id == "print" for c in calls), path


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(cleanmt).failed == 0


HEAVY = {"ftfy", "langdetect", "textstat", "nltk", "rich", "charset_normalizer", "rapidfuzz", "importlib.metadata"}
HEAVY |= {"pyromark", "html.parser", "wordfreq", "pyarrow"}


def imported_by(*arguments: str, cwd: Path = ROOT) -> set[str]:
    code = f"""
import sys
sys.argv = ["cleanmt", *{list(arguments)!r}]
from cleanmt.cli import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=cwd, check=True)
    modules = set(done.stderr.split())
    assert "cleanmt.cli" in modules
    return modules


def test_a_clean_text_is_checked_without_heavy_imports(tmp_path: Path) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text("Nothing is wrong with this text, and that is that.\n", "utf-8")
    modules = imported_by("check", str(clean))
    assert "regex" in modules
    assert not HEAVY & modules


def test_words_are_looked_up_without_the_lists_that_they_come_from(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.txt"
    foreign.write_text("The café in Łódź paid for the repair of the road through the powiat in May.\n", "utf-8")
    modules = imported_by("check", "--exit-zero", str(foreign), cwd=tmp_path)
    assert "cleanmt.text.lexicon" in modules
    assert "wordfreq" not in modules


def drawn_on(path: Path) -> set[str]:
    """The packages that a module imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    whole = {alias.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return whole | {node.module.split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def test_what_the_tables_are_made_of_is_not_needed_to_check() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    extras = re.findall(r"^(\w+) ==", config["options.extras_require"]["data"], re.MULTILINE)
    assert "wordfreq" in extras
    for path in PACKAGE.rglob("*.py"):
        assert not drawn_on(path) & set(extras), path


def test_a_text_seen_before_costs_neither_rules_nor_expressions(tmp_path: Path) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text("Nothing was wrong with this text the last time either.\n", "utf-8")
    imported_by("check", str(clean), cwd=tmp_path)
    modules = imported_by("check", str(clean), cwd=tmp_path)
    assert (
        not {"regex", "yaml", "cleanmt.packs.decoder", "cleanmt.packs.ruleset", "concurrent.futures", *HEAVY} & modules
    )


# What a text that is new and clean is checked with, behind the command line.
NEEDED = """
    checks checks.language checks.lines checks.names checks.names.lost_capital checks.names.near_known
    checks.names.people checks.names.slips checks.names.spellings checks.repetition checks.unknown_word
    edits engine engine.checking engine.engine engine.fixer engine.overlaps engine.plain engine.result engine.scan
    engine.scan.automata engine.scan.scanner engine.scan.words engine.suppression errors fields findings
    packs packs.categories packs.kept packs.rule packs.ruleset packs.shipped tables
    text text.document text.foreign text.formats text.languages text.lazy text.lexicon text.matching
    text.protection text.quotation text.subjects text.templates text.visible text.vocabulary
    text.words
    workspace workspace.batch workspace.cache workspace.engine_image workspace.engines workspace.processes
    workspace.settings workspace.workspace
"""


def test_a_clean_text_is_checked_with_few_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANMT_CACHE_DIR", str(tmp_path / "cache"))
    clean = tmp_path / "clean.txt"
    for said in ("first", "second"):  # the first one makes the engine
        clean.write_text(f"Nothing is wrong with the {said} text, and that is that.\n", "utf-8")
        modules = imported_by("check", str(clean), cwd=tmp_path)
    ahead = {"cli", "config", "files", "reports", "decisions"}
    ours = {name.removeprefix("cleanmt.") for name in modules if name.startswith("cleanmt.")}
    assert {name for name in ours if name.split(".")[0] not in ahead} == {*NEEDED.split()}
    assert {"yaml", "ahocorasick_rs", "fractions"}.isdisjoint(modules)


def test_phrases_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANMT_CACHE_DIR", str(tmp_path / "cache"))
    clean = tmp_path / "clean.txt"
    for said, are_read in (("first", True), ("second", False)):
        clean.write_text(f"Nothing is wrong with the {said} text.\n", "utf-8")
        assert ("cleanmt.text.phrase_reader" in imported_by("check", str(clean), cwd=tmp_path)) == are_read


def test_what_is_accepted_costs_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text("Nothing is wrong with this text, and that is that.\n", "utf-8")
    for command in ("check", "fix"):
        assert not {"cleanmt.decisions.baseline", "cleanmt.files.git"} & imported_by(command, str(clean))


def test_the_version_needs_next_to_nothing() -> None:
    assert not {"regex", "yaml", "ahocorasick_rs", *HEAVY} & imported_by("--version")
