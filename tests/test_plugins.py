"""Check kinds of another package, as somebody would install it: found by its entry points, used by a pack.

The least of them is the one that CONTRIBUTING.md shows.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LEAST = re.findall(r"(?ms)^```python\n(.*?)^```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))[0]
ALL = '''
from dataclasses import dataclass, replace

from cleanmt.checks import Check, Example, Match, Signs
from cleanmt.findings import Applicability, Edit, Span


@dataclass(frozen=True, slots=True)
class River(Check):
    """A river's name: `right`, or with the style of a house what this calls it."""

    right: str
    wrong: str
    house: str = ""

    def signs(self):
        return Signs(words=frozenset([self.right, self.wrong]))

    def shapes(self):
        return {"river": Applicability.SAFE}

    def problems(self):
        if self.right == self.wrong:
            yield "'right' and 'wrong' are the same"

    def examples(self):
        yield Example(bad=f"On the {self.wrong} it rained.", good=f"On the {self.right} it rained.")
        yield Example(bad=f"To the {self.wrong}.", good=f"To the {self.right}.")

    def styled(self, house):
        return replace(self, right=self.wrong, wrong=self.right) if house == self.house else self

    def english(self, name):
        return self.right if name in (self.right, self.wrong) else None

    def find(self, document, spots):
        for spot in spots:
            at = document.text.find(self.wrong, spot.paragraph.start, spot.paragraph.end)
            if at >= 0:
                span = Span(at, at + len(self.wrong))
                yield Match(span, (Edit(*span, self.right),), {"replacement": self.right}, "river")
'''
ENTRY_POINTS = """\
[cleanmt.checks]
shouting = loud_kinds.least:Shouting
rivers/name = loud_kinds.all:River
"""
PACK = """\
pack: loud
summary: What is loud
rules:
  marks:
    check: shouting
    message: "One is enough"
    category: linguistic-conventions/punctuation
    severity: minor
    reason: r
    fix: safe
    examples:
      - {bad: "Go!!", good: "Go!"}
      - {bad: "Go!!! Stay.", good: "Go! Stay."}
      - {ok: "Go!"}
      - {ok: "Go! Stay!"}
  river:
    check: rivers/name
    right: Dnipro
    wrong: Dnepr
    house: bbc
    message: "Write “{replacement}”"
    category: terminology/inconsistent-use
    severity: minor
    reason: r
    examples:
      - {ok: "On the Don it rained."}
      - {ok: "On the Dnipro it rained."}
"""


def laid_out(root: Path, entry_points: str) -> Path:
    """A folder of texts with a pack, and beside it the package as pip would leave it."""
    package, info, texts = root / "site" / "loud_kinds", root / "site" / "loud_kinds-1.0.dist-info", root / "texts"
    for path, text in {
        package / "__init__.py": "",
        package / "least.py": LEAST,
        package / "all.py": ALL,
        info / "METADATA": "Metadata-Version: 2.1\nName: loud-kinds\nVersion: 1.0\n",
        info / "entry_points.txt": entry_points,
        texts / "loud.yaml": PACK,
        texts / "a.txt": "They swam in the Dnepr!! Then in the Dnepr again.\n",
        texts / "b.txt": "The Dnepr, the Dnepr and the Dnepr.\n",
        texts / "cleanmt.toml": 'rules = ["loud.yaml"]\n',
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return texts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid_out(tmp_path_factory.mktemp("plugins"), ENTRY_POINTS)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder.parent / "site"), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "cleanmt", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def found(folder: Path, *arguments: str) -> list[str]:
    done = run(folder, "check", "--format", "concise", *arguments, "a.txt")
    assert done.returncode in {0, 1}, done.stderr
    return [line for line in done.stdout.splitlines() if " loud/" in line]


def test_its_kinds_find_and_mend(folder: Path) -> None:
    assert len(found(folder)) == 2
    done = run(folder, "fix", "--diff", "a.txt")
    assert "+They swam in the Dnipro! Then in the Dnipro again." in done.stdout, done.stderr


def test_its_kinds_are_listed_and_tested(folder: Path) -> None:
    listed = run(folder, "rules", "list", "loud").stdout.splitlines()
    assert [line.split() for line in listed] == [
        ["loud/marks", "shouting", "safe"],
        ["loud/river", "rivers/name", "safe"],
    ]
    done = run(folder, "rules", "test", "loud")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_house_s_style(folder: Path) -> None:
    assert [line for line in found(folder, "--style", "ap") if "Dnipro" in line]
    (line,) = found(folder, "--style", "bbc")
    assert "loud/marks" in line


def test_init_works_beside_them(folder: Path) -> None:
    done = run(folder, "init", "-o", "-")
    assert done.returncode == 0, done.stderr
    assert "has read 2 of 2;" in done.stdout


def test_names_asks_them(folder: Path) -> None:
    assert "Dnipro\n" in run(folder, "names", "a.txt").stdout


def test_the_schema_knows_their_keys(folder: Path) -> None:
    done = run(folder, "rules", "schema")
    assert '"const": "rivers/name"' in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("rivers/name\n    right: Don\n    wrong: Don", "loud.yaml:4: loud/marks: 'right' and 'wrong' are the same"),
        ("rivers/name\n    right: Don\n    left: Don", "loud.yaml:7: loud/marks: unknown key 'left'"),
        ("rivers", "loud.yaml:5: loud/marks: unknown check 'rivers'; there are rivers/name"),
        (
            "broken",
            "loud.yaml:5: loud/marks: check 'broken': its plug-in loud_kinds.gone:Gone can't be loaded: ",
        ),
        (
            "plain",
            "loud.yaml:5: loud/marks: check 'plain': its plug-in loud_kinds.least:re is no dataclass",
        ),
    ],
)
def test_what_is_wrong_with_them_is_said(tmp_path: Path, kind: str, error: str) -> None:
    folder = laid_out(tmp_path, f"{ENTRY_POINTS}broken = loud_kinds.gone:Gone\nplain = loud_kinds.least:re\n")
    (folder / "loud.yaml").write_text(PACK.replace("shouting", kind), "utf-8")
    done = run(folder, "check", "a.txt")
    assert done.returncode == 2
    assert error in done.stderr
