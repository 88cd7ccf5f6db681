from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module

import pytest
import regex

import cleanmt
from cleanmt.errors import MissingLibraryError
from cleanmt.text import lazy


def test_an_expression_is_compiled_when_it_is_first_used() -> None:
    expression = lazy.compile(r"(?i)\L<days>", regex.ASCII, days=["monday"])
    assert [*vars(expression)] == ["_arguments"]
    assert expression.fullmatch("Monday")
    assert "fullmatch" in vars(expression)
    assert expression.flags & regex.ASCII


def test_a_wrong_one_comes_to_light_with_its_first_use() -> None:
    wrong = lazy.compile("(")
    with pytest.raises(regex.error):
        wrong.search("")


def expressions() -> Iterator[tuple[str, lazy._Expression]]:
    """Those of all modules, with their names; a module for an engine that is not installed has none."""
    for module in pkgutil.walk_packages(cleanmt.__path__, "cleanmt."):
        if not module.name.endswith("__main__"):
            with suppress(MissingLibraryError):
                for name, value in vars(import_module(module.name)).items():
                    if isinstance(value, lazy._Expression):
                        yield f"{module.name}.{name}", value


def test_all_of_ours_are_right() -> None:
    found = list(expressions())
    assert len(found) > 100
    for name, expression in found:
        assert expression.pattern, name
