"""A user's own names: a file of wrong and right spellings that wins over every other rule."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from cleanmt.checks.terms import Swap
from cleanmt.errors import OwnNamesError
from cleanmt.fields import CategoryName
from cleanmt.findings import Applicability, Severity
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet

NAME = "names/own"
_RIVALS = ("names", "consistency", "casing")  # packs that have their own mind about how a name is written


def read(path: Path) -> dict[str, str]:
    """Wrong -> right spellings, from a mapping in YAML or from two columns divided by a tab. Raises OwnNamesError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OwnNamesError(f"{path}: can't be read: {error}") from None
    return _from_yaml(text, path) if path.suffix in {".yaml", ".yml"} else _from_tsv(text, path)


def _from_yaml(text: str, path: Path) -> dict[str, str]:
    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # every value is text
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise OwnNamesError(f"{path}:{line}: not YAML: {error.problem}") from None
    except RecursionError:
        raise OwnNamesError(f"{path}: brackets are too deep") from None
    if not isinstance(found, dict) or not all(isinstance(value, str) and value for value in found.values()):
        raise OwnNamesError(f"{path}: a mapping is expected, of wrong spellings to right ones")
    return found


def _from_tsv(text: str, path: Path) -> dict[str, str]:
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#") or line == "wrong\tright":
            continue
        wrong, tab, right = line.partition("\t")
        if not tab or not wrong.strip() or not right.strip():
            raise OwnNamesError(f"{path}:{number}: two columns are expected, wrong and right, with a tab between")
        found[wrong.strip()] = right.strip()
    return found


def added(rules: RuleSet, names: Mapping[str, str], path: Path) -> RuleSet:
    """The rules with one more for these names.

    No other rule says anything against the right spellings, and none knows better what to make of the wrong ones.
    """
    changed = {wrong: right for wrong, right in names.items() if wrong != right}
    own = Rule(
        name=NAME,
        kind="terms/swap",
        check=Swap(swap=changed),
        message="“{match}” is written “{replacement}” in this house",
        category=CategoryName("terminology/inconsistent-with-terminology-resource"),
        severity=Severity.MINOR,
        reason=f"The file {path} says so.",
        fix=Applicability.SAFE,
        fix_safety="The house's own list decides.",
        path=str(path),
    )
    kept = rules.accepting(names.values()).accepting(names, _RIVALS)
    return RuleSet([*kept, own], {**kept.known, own.name: own}) if changed else kept
