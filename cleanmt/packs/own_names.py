"""A user's own names: a file of wrong and right spellings that wins over every other rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, ScalarNode

from cleanmt.checks.terms import Swap, unusable
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
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OwnNamesError(f"{path}: can't be read: {error}") from None
    found = {}
    entries = _in_yaml if path.suffix in {".yaml", ".yml"} else _in_tsv
    for line, wrong, right in entries(text, path):
        if not right or unusable(wrong):
            raise OwnNamesError(f"{path}:{line}: {unusable(wrong) or 'the right spelling is missing'}")
        found[wrong] = right
    return found


def _in_yaml(text: str, path: Path) -> Iterator[tuple[int, str, str]]:
    """The spellings, each with its line."""
    for wrong, right in _mapping(text, path).value:
        line = wrong.start_mark.line + 1
        if not (isinstance(wrong, ScalarNode) and isinstance(right, ScalarNode)):
            raise OwnNamesError(f"{path}:{line}: one wrong spelling and one right one are expected")
        yield line, wrong.value.strip(), right.value.strip()


def _mapping(text: str, path: Path) -> MappingNode:
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise OwnNamesError(f"{path}:{line}: not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise OwnNamesError(f"{path}: not YAML: {error}") from None
    except RecursionError:
        raise OwnNamesError(f"{path}: brackets are too deep") from None
    if not isinstance(root, MappingNode):
        raise OwnNamesError(f"{path}: a mapping is expected, of wrong spellings to right ones")
    return root


def _in_tsv(text: str, path: Path) -> Iterator[tuple[int, str, str]]:
    """The spellings, each with its line."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#") or line == "wrong\tright":
            continue
        wrong, tab, right = line.partition("\t")
        if not tab or "\t" in right:
            raise OwnNamesError(f"{path}:{number}: two columns are expected, wrong and right, with a tab between")
        yield number, wrong.strip(), right.strip()


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
