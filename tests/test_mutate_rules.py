"""The tool that takes alternatives out of rules: what it takes, and what it finds that nobody misses."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from click.testing import CliRunner

from tools.mutate_rules import alternatives, main

PACK = """
pack: pets
summary: A test
rules:
  sleep:
    check: pattern
    any:
      - {name: alone, pattern: '\\b(?P<who>cat|dog|hen) (?:slept|dozed)\\b', delete: who}
      - {name: both, phrase: pets slept}
    message: m
    category: style
    severity: minor
    reason: r
    when: {document: {any: [house, garden]}}
    except:
      - {before: [no, every]}
    examples:
      - {bad: "In the house a [[cat slept]].", good: "In the house a slept."}
      - {bad: "In the house a dog dozed."}
      - {bad: "In the house pets slept."}
      - {ok: "In the house no cat slept."}
      - {ok: "A cat slept."}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "pets.yaml"
    path.write_text(PACK, "utf-8")
    return path


def run(*arguments: str | Path) -> list[str]:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


def test_what_no_example_misses_is_named(pack: Path) -> None:
    assert run("pets", "--rules", pack) == [
        f"{pack}:5: pets/sleep: no example misses 3 of 9",
        "  any.1.pattern: hen",
        "  when.document.any: garden",
        "  except.1.before: every",
        "9 alternatives: no example misses 3 of them.",
    ]


def test_an_example_that_was_wanting_is_enough(pack: Path) -> None:
    pack.write_text(
        f'{PACK}      - {{bad: "In the garden a hen slept."}}\n      - {{ok: "In the house every cat slept."}}\n'
    )
    assert run("pets", "--rules", pack) == ["9 alternatives: no example misses 0 of them."]


def test_what_fails_anyway_misses_nothing(pack: Path) -> None:
    pack.write_text(PACK.replace('      - {ok: "A cat slept."}\n', ""), "utf-8")  # it takes two
    assert run("pets", "--rules", pack)[-1] == "9 alternatives: no example misses 3 of them."


def test_a_long_list_is_left_alone(pack: Path) -> None:
    assert run("pets", "--rules", pack, "--longest", "2")[-1] == "6 alternatives: no example misses 2 of them."


@pytest.mark.parametrize(
    ("pattern", "gone"),
    [
        ("cat", []),
        ("cat|dog", ["cat", "dog"]),
        (r"a (?:b|c(?P<d>d|e)) f", ["d", "e", "b", "c(?P<d>d|e)"]),
        (r"(?<=a|b)(?!c|d)(?>e|f)(?-i:g|h)", list("abcdefgh")),
        (r"[|(] \| \( []|] [^]|] [[:alpha:]|] (x|\)|[)])", ["x", r"\)", "[)]"]),
        ("(?x) a # no | b (\n (c|\\#|d)", ["c", "\\#", "d"]),
        ("(?:a|)b", ["a", ""]),
    ],
)
def test_what_is_an_alternative(pattern: str, gone: list[str]) -> None:
    found = dict(alternatives(pattern))
    assert sorted(found) == sorted(gone)
    for left in found.values():
        assert regex.compile(left)


def test_what_is_left_finds_the_others_alone() -> None:
    left = dict(alternatives(r"(?P<who>cat|dog|hen)s"))["dog"]
    assert [m["who"] for m in regex.finditer(left, "cats dogs hens")] == ["cat", "hen"]
