"""What the comments beside fields and values say, so that a page about them need not say it again."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path


def of_fields(cls: type) -> dict[str, str]:
    """The comments beside the fields of a class, and beside those that it inherits."""
    found: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        if each.__module__ in sys.modules and getattr(sys.modules[each.__module__], "__file__", None):
            found |= _in_class(each.__module__, each.__name__)
    return found


def of_names(module: str) -> dict[str, str]:
    """The comments beside the names that a module assigns."""
    tree, comments = _read(module)
    return dict(_beside(tree.body, comments))


def of_values(module: str, name: str) -> dict[str, str]:
    """The comments beside the texts of a tuple or a Literal, or the keys of a mapping, each on a line of its own."""
    tree, comments = _read(module)
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and name in _targets(node) and node.value:
            return {text: comments[line] for text, line in _texts(node.value) if line in comments}
    return {}


def _texts(node: ast.expr) -> Iterator[tuple[str, int]]:
    """The texts in a value, each with the last line of its item."""
    items: list[tuple[ast.expr | None, ast.expr]] = []
    if isinstance(node, ast.Dict):
        items = list(zip(node.keys, node.values, strict=True))
    elif isinstance(node, ast.Subscript):
        yield from _texts(node.slice)
    elif isinstance(node, ast.Tuple):
        items = [(item, item) for item in node.elts]
    for key, value in items:
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, value.end_lineno or value.lineno


def _in_class(module: str, name: str) -> dict[str, str]:
    tree, comments = _read(module)
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return dict(_beside(node.body, comments))
    return {}


def _beside(body: list[ast.stmt], comments: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            said = next((comments[n] for n in range(node.lineno, (node.end_lineno or 0) + 1) if n in comments), "")
            yield from ((target, said) for target in _targets(node) if said)


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


@cache
def _read(module: str) -> tuple[ast.Module, Mapping[int, str]]:
    text = Path(str(sys.modules[module].__file__)).read_text("utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = {t.start[0]: t.string.lstrip("# ") for t in tokens if t.type == tokenize.COMMENT}
    return ast.parse(text), comments
