"""What `pip install` makes, used inside a checkout and outside of one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

import cleanmt
from tests.golden import ROOT

BIN = "Scripts" if os.name == "nt" else "bin"
OURS = """
pack: ours
summary: The rule of one checkout.
rules:
  word:
    check: pattern
    pattern: 'plumbus'
    message: A word
    category: style
    severity: minor
    reason: It is one.
"""
CHECK = "import cleanmt; print(cleanmt.__file__, *(f.rule for f in cleanmt.check('A plumbus in kyiv.')))"


def pip(*arguments: str | Path, python: Path = Path(sys.executable)) -> None:
    """Nothing is asked of an index: what cleanmt needs is what the tests run with."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def clone(to: Path) -> Path:
    """A copy of this checkout, without what was built in it."""
    return Path(
        shutil.copytree(ROOT, to, ignore=shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__"))
    )


def environment(folder: Path) -> Path:
    """The Python of a new environment."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    return folder / BIN / "python"


def lend_libraries(python: Path) -> None:
    """Lets it import what the tests run with, but not our own package where that is installed as editable."""
    theirs = output(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=ROOT).strip()
    ours = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(theirs) / "lent.pth").write_text("\n".join(ours), "utf-8")


def output(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, encoding="utf-8")
    assert "Error" not in done.stderr, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clone(tmp_path_factory.mktemp("checkout") / "cleanmt")


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    dist = tmp_path_factory.mktemp("dist")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", dist, checkout)
    (made,) = dist.iterdir()
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel in it."""
    python = environment(tmp_path_factory.mktemp("installed"))
    pip("install", "--no-deps", "--no-index", wheel, python=python)
    lend_libraries(python)
    return python


def test_the_wheel_has_every_file_of_the_package_and_of_the_rules(wheel: Path) -> None:
    folders = {"cleanmt": ROOT / "cleanmt", "cleanmt/rules": ROOT / "rules"}
    on_disk = {
        f"{name}/{path.relative_to(folder).as_posix()}"
        for name, folder in folders.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
        if path.name != "readings.tsv"  # only `make record` asks for it
    }
    with ZipFile(wheel) as archive:
        assert {name for name in archive.namelist() if ".dist-info/" not in name} == on_disk


def test_the_command_of_an_installed_cleanmt(installed: Path, checkout: Path, tmp_path: Path) -> None:
    for folder in (checkout, tmp_path):
        command = installed.parent / "cleanmt"
        assert output(command, "--version", cwd=folder) == f"cleanmt, version {cleanmt.__version__}\n"
        assert "casing/place-names" in output(command, "check", ROOT / "seeds", cwd=folder)


@pytest.mark.parametrize("where", ["inside", "outside"])
def test_the_package_of_an_installed_cleanmt(installed: Path, checkout: Path, tmp_path: Path, where: str) -> None:
    """Inside a checkout Python takes the package that lies there: then its rules are those that lie there, too."""
    folder, package = (checkout, checkout) if where == "inside" else (tmp_path, installed.parent.parent)
    file, *rules = output(installed, "-c", CHECK, cwd=folder).split()
    assert Path(file).is_relative_to(package)
    assert rules == ["casing/place-names"]
    assert "casing/place-names" in output(installed, "-m", "cleanmt", "check", ROOT / "seeds", cwd=folder)


def test_an_editable_install_of_another_checkout_leaves_this_one_its_rules(checkout: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "editable")
    lend_libraries(python)
    pip("install", "--no-deps", "--no-build-isolation", "--ignore-installed", "-e", checkout, python=python)
    other = clone(tmp_path / "other")
    (other / "rules" / "ours.yaml").write_text(OURS, "utf-8")
    assert output(python, "-c", CHECK, cwd=other).split()[1:] == ["ours/word", "casing/place-names"]
    assert output(python, "-c", CHECK, cwd=tmp_path).split()[1:] == ["casing/place-names"]
