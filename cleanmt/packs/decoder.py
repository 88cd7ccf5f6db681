"""YAML packs into typed rules: every error with file, line and key, all of a file's errors at once."""

from __future__ import annotations

import gc
import types
import typing
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, get_args, get_origin

import regex
import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from cleanmt import checks
from cleanmt.checks import Check, Example
from cleanmt.errors import InvalidPackError, PluginError, Problem
from cleanmt.errors import nearest as _nearest
from cleanmt.fields import After, Before, CategoryName, Language, Phrase, Phrases, RegexText, Template, Words
from cleanmt.findings import Applicability, Severity, Span
from cleanmt.packs import categories, shipped
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet
from cleanmt.tables import Table, read
from cleanmt.text import matching
from cleanmt.text.languages import CODES
from cleanmt.text.phrase import Lists, PhraseError, expression, standing_after, standing_before
from cleanmt.text.visible import visible

HEADER = (
    "pack",  # the first part of its rules' names
    "summary",  # what they have in common, in a line
    "let",  # lists of words by name, used as `<name>`; a long one is the column of a table: `data/file.tsv#column`
    "rules",  # the rules by name
)
OWN = (  # keys of a rule that are not plain fields of Rule
    "check",  # what the rule looks for, and how
    "fix",  # how far a repair may go
)
EXAMPLE = (
    "bad",  # a text in which the rule finds something; `[[` and `]]` around what the finding shows
    "good",  # what the fixes make of it; nothing is found in it
    "ok",  # a text in which no rule finds anything
    "todo-bad",  # a `bad` that is known to fail
    "todo-ok",  # an `ok` that is known to fail
)
FILLED_IN = ("name", "kind", "check", "levels", "path", "line")  # fields of Rule that are not keys


def load(paths: Sequence[Path] = ()) -> RuleSet:
    """The rules that cleanmt ships, and those of further packs or folders of packs.

    Raises InvalidPackError with every error in every file.
    """
    found: list[Rule] = []
    errors: list[Problem] = []
    gc_was_on = gc.isenabled()
    gc.disable()  # thousands of small objects that all stay: collecting between them costs half of the time
    try:
        own, shared = shipped.packs(), shared_lists()
        for path in (*own, *_pack_files(paths, errors)):
            decoder = _Decoder(path, shared, proven=path in own)
            found += decoder.rules()
            errors += decoder.errors
    finally:
        if gc_was_on:
            gc.enable()
    errors += _repeated_names(found)
    if errors:
        raise InvalidPackError(errors)
    return RuleSet(found)


def shared_lists() -> Mapping[str, tuple[str, ...]]:
    """The lists that every pack can use; one that a pack has itself under the same name comes before it."""
    decoder = _Decoder(shipped.folder() / "data" / "lists.yaml", {})
    decoder.read_lists()
    return decoder.lists


def _pack_files(paths: Sequence[Path], errors: list[Problem]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted([*path.glob("*.yaml"), *path.glob("*.yml")])
            if not inside:
                errors.append(Problem(str(path), 1, 0, "no pack (*.yaml) in this folder"))
            yield from inside
        else:
            yield path


def _repeated_names(rules: Sequence[Rule]) -> Iterator[Problem]:
    seen: dict[str, Rule] = {}
    for rule in rules:
        first = seen.setdefault(rule.name, rule)
        if first is not rule:
            yield Problem(rule.path, rule.line, 0, f"{rule.name}: this rule is already in {first.path}:{first.line}")


class PackLoader(yaml.CSafeLoader):
    """YAML in which only true, false and plain integers are not text: word lists hold `on`, `no` and `20.000`."""


PackLoader.yaml_implicit_resolvers = {}
# The resolver only matches from the start, so the $ is needed: without it “truely” is a bool.
PackLoader.add_implicit_resolver("tag:yaml.org,2002:bool", regex.compile(r"(?:true|false)$"), ["t", "f"])
_INT = regex.compile(r"-?(?:0|[1-9][0-9]{0,17})$")  # of thousands of digits Python makes no number
PackLoader.add_implicit_resolver("tag:yaml.org,2002:int", _INT, list("-0123456789"))


_NAME = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class _Decoder:
    """Reads one file. Errors are collected; what can't be decoded is left out.

    The expressions of `proven` packs (our own, under test) are not compiled here: each waits for its first use.
    """

    def __init__(self, path: Path, shared: Mapping[str, tuple[str, ...]], *, proven: bool = False) -> None:
        self.path = path
        self.proven = proven
        self.errors: list[Problem] = []
        self.lists: ChainMap[str, tuple[str, ...]] = ChainMap({}, dict(shared))
        self._source: list[str] = []
        self._key_lines: dict[int, int] = {}
        self._tables: dict[str, Table] = {}
        self._readers: Mapping[Any, Callable[[Node, str], Any]] = {
            str: self._text,
            Template: self._text,
            RegexText: self._regex,
            Phrase: self._phrase,
            Before: partial(self._phrases, standing_before),
            After: partial(self._phrases, standing_after),
            Words: self._words,
            Language: self._language,
            CategoryName: self._category,
            Table: self._table,
            Example: self._example,
        }

    def error(self, node: Node | None, message: str) -> None:
        self.errors.append(Problem(str(self.path), self.line(node), 0, message))

    def line(self, node: Node | None) -> int:
        """Counted from 1; of a mapping it is the line of its key, where it has one."""
        return self._key_lines.get(id(node), node.start_mark.line + 1) if node else 1

    # The pack ----------------------------------------------------------------------------------------------------

    def rules(self) -> list[Rule]:
        root = self._root()
        if root is None:
            return []
        keys = self._mapping(root, "pack", HEADER)
        pack = self._text(keys.get("pack"), "pack")
        if not pack:
            self.error(root, "key 'pack' is missing: the first part of its rules' names")
            return []
        if not _NAME.fullmatch(pack):
            self.error(keys["pack"], f"{visible(pack)}: a name has small letters, digits and hyphens")
            return []
        if "summary" not in keys:
            self.error(root, f"{pack}: key 'summary' is missing")
        if "let" in keys:
            self._read_lists(keys["let"], f"{pack}: let")
        if "rules" not in keys:
            self.error(root, f"{pack}: key 'rules' is missing")
            return []
        named = self._mapping(keys["rules"], f"{pack}: rules")
        for name in [name for name in named if not _NAME.fullmatch(name)]:
            self.error(named.pop(name), f"{pack}/{visible(name)}: a name has small letters, digits and hyphens")
        decoded = (self._rule(f"{pack}/{name}", node) for name, node in named.items())
        return [rule for rule in decoded if rule is not None]

    def read_lists(self) -> None:
        """A file of lists, and of nothing else."""
        root = self._root()
        if root is not None:
            self._read_lists(root, "lists")

    def _root(self) -> Node | None:
        try:
            text = self.path.read_text(encoding="utf-8")
            self._source = text.split("\n")
            root = yaml.compose(text, Loader=PackLoader)
        except OSError as error:
            self.error(None, f"can't be read: {error.strerror}")
        except UnicodeDecodeError as error:
            self.error(None, f"is not UTF-8 (byte {error.start})")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.errors.append(Problem(str(self.path), mark.line + 1 if mark else 1, 0, f"not YAML: {error.problem}"))
        except yaml.YAMLError as error:
            self.error(None, f"not YAML: {error}")
        else:
            if isinstance(root, MappingNode):
                return root
            self.error(root, "a pack is a mapping with the keys 'pack', 'summary' and 'rules'")
        return None

    def _read_lists(self, node: Node, where: str) -> None:
        for name, value in self._mapping(node, where).items():
            if isinstance(value, ScalarNode):
                self.lists[name] = self._column(value)
            else:
                self.lists[name] = self._words(value, f"let.{name}") or ()

    def _column(self, node: ScalarNode) -> tuple[str, ...]:
        """A list from a TSV file beside the pack: `data/file.tsv#column`, or `…#column?other=value` for some rows."""
        file, _, rest = str(node.value).partition("#")
        column, _, condition = rest.partition("?")
        key, _, wanted = condition.partition("=")
        try:
            rows = read(self.path.parent / file)
            return tuple(dict.fromkeys(row[column] for row in rows if row[column] and (not key or row[key] == wanted)))
        except OSError as error:
            self.error(node, f"'{file}' can't be read: {error.strerror}")
        except KeyError as error:
            self.error(node, f"'{file}' has no column {error}")
        except ValueError as error:
            self.error(node, str(error))
        return ()

    # A rule ------------------------------------------------------------------------------------------------------

    def _rule(self, name: str, node: Node) -> Rule | None:
        before = len(self.errors)
        known = self._kind(name, node)
        if known is None:
            return None
        kind, kind_class = known
        header, kind_keys = _header_keys(), _keyed(kind_class)
        keys = self._mapping(node, name, [*OWN, *header, *kind_keys])
        check = self._check(kind_class, {k: v for k, v in keys.items() if k in kind_keys}, name, node)
        levels = self._levels(keys.pop("fix", None), name)
        values = self._values(Rule, {k: v for k, v in keys.items() if k in header}, name)
        for key in ("message", "category", "severity", "reason"):
            if key not in values:
                self.error(node, f"{name}: key '{key}' is missing")
        if check is None:
            return None
        shapes = check.shapes()
        for shape in filter(None, levels):
            if shape not in shapes:
                self.error(node, f"{name}: fix: unknown shape '{shape}'{_nearest(shape, shapes)}")
            elif shapes[shape] is not None:
                self.error(node, f"{name}: fix: the shape '{shape}' has its own level already")
        if len(self.errors) > before:
            return None
        values["examples"] = (*values.get("examples", ()), *check.examples())
        return Rule(
            name=name,
            kind=kind,
            check=check,
            fix=levels.pop("", Applicability.SUGGESTION),
            levels={**levels, **{shape: level for shape, level in shapes.items() if level is not None}},
            path=str(self.path),
            line=self.line(node),
            **values,
        )

    def _kind(self, name: str, node: Node) -> tuple[str, type[Check]] | None:
        """The name of the check kind, and its class."""
        if not isinstance(node, MappingNode):
            self.error(node, f"{name}: a rule is a mapping")
            return None
        value = next((v for k, v in node.value if k.value == "check"), None)
        if value is None:
            self.error(node, f"{name}: key 'check' is missing; it is one of {', '.join(checks.kind_names())}")
            return None
        kind = str(value.value)
        try:
            found = checks.kind(kind)
        except PluginError as error:
            self.error(value, f"{name}: {error}")
            return None
        if found is None:
            self.error(value, f"{name}: unknown check '{kind}'{_nearest_kind(kind)}")
            return None
        return kind, found

    def _check(self, kind: type[Check], keys: Mapping[str, Node], name: str, node: Node) -> Check | None:
        check: Check | None = self._build(kind, keys, name, node)
        problems = () if check is None or self.proven else tuple(check.problems())
        for problem in problems:
            self.error(node, f"{name}: {problem}")
        return None if problems else check

    def _levels(self, node: Node | None, name: str) -> dict[str, Applicability]:
        """`fix: safe`, or a level for each shape: `fix: {title: unsafe, dash: safe}`."""
        if node is None:
            return {}
        if isinstance(node, ScalarNode):
            return {"": self._level(node, name)}
        return {shape: self._level(value, name) for shape, value in self._mapping(node, f"{name}: fix").items()}

    def _level(self, node: Node, name: str) -> Applicability:
        return typing.cast(
            "Applicability", self._value(Applicability, node, f"{name}: fix") or Applicability.SUGGESTION
        )

    # Values ------------------------------------------------------------------------------------------------------

    def _build(self, cls: type[Any], keys: Mapping[str, Node], where: str, node: Node) -> Any:
        """An instance of a dataclass; None (and an error) where something is wrong."""
        before = len(self.errors)
        values = self._values(cls, keys, where)
        for key, field in _keyed(cls).items():  # type: ignore[arg-type]
            if is_required(field) and key not in keys:
                self.error(node, f"{where}: key '{key}' is missing")
        if len(self.errors) > before:
            return None
        return cls(**values)

    def _values(self, cls: type[Any], keys: Mapping[str, Node], where: str) -> dict[str, Any]:
        hints, fields_ = _hints(cls), _keyed(cls)  # type: ignore[arg-type]  # every class is hashable
        found = {}
        for key, node in keys.items():
            name = fields_[key].name
            value = self._value(hints[name], node, f"{where}: {key}")
            if value is not None:
                found[name] = value
        return found

    def _value(self, hint: Any, node: Node, where: str) -> Any:
        if hint in self._readers:
            return self._readers[hint](node, where)
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (typing.Union, types.UnionType):
            options = [a for a in arguments if a is not type(None)]
            scalar = [o for o in options if get_origin(o) is None and not is_dataclass(o)]
            wanted = scalar if isinstance(node, ScalarNode) else [o for o in options if o not in scalar]
            return self._value((wanted or options)[0], node, where)
        if hint in (bool, int):
            return self._plain(hint, node, where)
        if isinstance(hint, type) and issubclass(hint, (Applicability, Severity)):
            return self._choice({str(m): m for m in hint}, node, where)
        if origin is typing.Literal:
            return self._choice({a: a for a in arguments}, node, where)
        if origin is tuple:
            return tuple(self._items(arguments[0], node, where))
        if isinstance(hint, type) and is_dataclass(hint):
            keys = self._mapping(node, where, [*_keyed(hint)])
            return self._build(hint, keys, where, node)
        if origin in (dict, Mapping):
            return {k: self._value(arguments[1], v, f"{where}.{k}") for k, v in self._mapping(node, where).items()}
        raise TypeError(f"{where}: no way to decode {hint}")

    def _items(self, hint: Any, node: Node, where: str) -> Iterator[Any]:
        if isinstance(node, ScalarNode) and node.value:
            nodes: list[Node] = [node]  # one value where a list may stand
        elif isinstance(node, SequenceNode):
            nodes = node.value
        else:
            self.error(node, f"{where}: a list is expected")
            return
        for item in nodes:
            value = self._value(hint, item, where)
            if value is not None:
                yield value

    def _example(self, node: Node, where: str) -> Example | None:
        keys = self._mapping(node, where, EXAMPLE)
        texts = {key: self._text(value, f"{where}: {key}", may_be_empty=True) or "" for key, value in keys.items()}
        kinds = [key for key in ("bad", "ok", "todo-bad", "todo-ok") if key in texts]
        if len(kinds) != 1 or ("good" in texts and not kinds[0].endswith("bad")):
            self.error(
                node, f"{where}: an example is 'bad' (with 'good' where it is mended), 'ok', 'todo-bad' or 'todo-ok'"
            )
            return None
        kind = kinds[0]
        line = self.line(node)
        if kind.endswith("bad"):
            bad, marked = _without_marks(texts[kind])
            return Example(bad=bad, marked=marked, good=texts.get("good"), todo=kind.startswith("todo"), line=line)
        return Example(ok=texts[kind], todo=kind.startswith("todo"), line=line)

    def _regex(self, node: Node, where: str) -> RegexText | None:
        text = self._filled(node, where)
        if text is None:
            return None
        if not self._knows_lists(text, node, where):
            return None
        full = matching.with_lists(matching.on_one_line(text), self.lists)
        if not self.proven:
            try:
                matching.compiled(full)
            except regex.error as error:
                self.error(node, f"{where}: {error}")
                return None
        return RegexText(full)

    def _is_cut_off(self, node: Node) -> bool:
        """Whether YAML takes for a comment what follows a text without quotation marks."""
        rest = self._source[node.end_mark.line][node.end_mark.column :]
        return isinstance(node, ScalarNode) and not node.style and rest.lstrip().startswith("#")

    def _knows_lists(self, text: str, node: Node, where: str) -> bool:
        unknown = [name for name in matching.lists_in(text) if name not in self.lists]
        for name in unknown:
            self.error(node, f"{where}: unknown list <{name}>{_nearest(name, self.lists)}")
        return not unknown

    def _phrase(self, node: Node, where: str) -> Phrases | None:
        text = self._filled(node, where)
        return self._phrases(lambda texts, lists: expression(texts[0], lists), node, where) if text else None

    def _phrases(self, read: Callable[[Sequence[str], Lists], str], node: Node, where: str) -> Phrases | None:
        """All of them in one expression; `read` says where they stand."""
        texts = self._strings(node, where)
        items = node.value if isinstance(node, SequenceNode) else [node]
        if any(self._is_cut_off(item) for item in items):
            self.error(node, f"{where}: put it in quotation marks, for to YAML “#” begins a comment")
            return None
        try:
            return Phrases(texts, read(texts, self.lists)) if texts else None
        except PhraseError as error:
            culprit = items[texts.index(error.phrase)]
            if self._knows_lists(error.phrase, culprit, where):
                self.error(culprit, f"{where}: {error}")
        return None

    def _table(self, node: Node, where: str) -> Table | None:
        file = self._filled(node, where)
        if file is None:
            return None
        try:
            if file not in self._tables:
                self._tables[file] = Table.read(self.path.parent, file, self.lists)
            return self._tables[file]
        except OSError as error:
            self.error(node, f"{where}: '{file}' can't be read: {error.strerror}")
        except ValueError as error:
            self.error(node, f"{where}: {error}")
        return None

    def _words(self, node: Node, where: str) -> Words | None:
        found: list[str] = []
        for item in self._strings(node, where):
            name = item[1:-1]
            if item.startswith("<") and item.endswith(">"):
                if name not in self.lists:
                    self.error(node, f"{where}: unknown list <{name}>{_nearest(name, self.lists)}")
                found += self.lists.get(name, ())
            else:
                found.append(item)
        return Words(tuple(dict.fromkeys(found)))

    def _language(self, node: Node, where: str) -> str | None:
        code = self._filled(node, where)
        if code and code not in CODES:
            self.error(node, f"{where}: '{code}' is no code of a language (ISO 639-1: cs, uk, ja)")
        return code

    def _category(self, node: Node, where: str) -> str | None:
        name = self._filled(node, where)
        if name and not categories.is_known(name):
            hint = _nearest(name, categories.KNOWN) or f"; names of your own begin with '{categories.OWN}/'"
            self.error(node, f"{where}: unknown category '{name}'{hint}")
        return name

    def _strings(self, node: Node, where: str) -> tuple[str, ...]:
        return tuple(self._items(str, node, where))

    def _text(self, node: Node | None, where: str, *, may_be_empty: bool = False) -> str | None:
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            self.error(node, f"{where}: text is expected")
            return None
        if not node.value and not may_be_empty and not node.style:
            self.error(node, f"{where}: the value is missing")
            return None
        return str(node.value)

    def _filled(self, node: Node, where: str) -> str | None:
        text = self._text(node, where)
        if text == "":
            self.error(node, f"{where}: the value is missing")
        return text or None

    def _plain(self, hint: type[bool | int], node: Node, where: str) -> bool | int | None:
        tag = "tag:yaml.org,2002:bool" if hint is bool else "tag:yaml.org,2002:int"
        if not isinstance(node, ScalarNode) or node.tag != tag:
            self.error(node, f"{where}: {'true or false' if hint is bool else 'a whole number'} is expected")
            return None
        return node.value == "true" if hint is bool else int(node.value)

    def _choice(self, options: Mapping[str, Any], node: Node, where: str) -> Any:
        if isinstance(node, ScalarNode) and node.value in options:
            return options[node.value]
        value = node.value if isinstance(node, ScalarNode) else "this"
        self.error(node, f"{where}: '{value}' is not one of {', '.join(options)}{_nearest(str(value), options)}")
        return None

    def _mapping(self, node: Node, where: str, known: Sequence[str] | None = None) -> dict[str, Node]:
        """The keys of a mapping; unknown and repeated ones are errors."""
        found: dict[str, Node] = {}
        if not isinstance(node, MappingNode):
            self.error(node, f"{where}: a mapping is expected")
            return found
        for key_node, value in node.value:
            key = str(key_node.value)
            if key in found:
                self.error(key_node, f"{where}: key '{key}' stands twice")
            elif known is not None and key not in known:
                self.error(key_node, f"{where}: unknown key '{key}'{_nearest(key, known)}")
            else:
                found[key] = value
                if isinstance(value, MappingNode):
                    self._key_lines[id(value)] = self.line(key_node)
        return found


def _nearest_kind(name: str) -> str:
    """What may have been meant: a kind of this family, or one that is spelt alike."""
    family = [kind for kind in checks.kind_names() if kind.startswith(f"{name}/")]
    return f"; there are {', '.join(family)}" if family else _nearest(name, checks.kind_names())


def _without_marks(text: str) -> tuple[str, Span | None]:
    """`The [[the]] end` without the brackets, and the span that they pin."""
    before, opening, rest = text.partition("[[")
    inside, closing, after = rest.partition("]]")
    if not opening or not closing:
        return text, None
    return before + inside + after, Span(len(before), len(before + inside))


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls)


@cache
def _keyed(cls: Any) -> Mapping[str, Field[Any]]:
    """The fields of a dataclass by their keys."""
    return {key_of(field): field for field in fields(cls)}


@cache
def _header_keys() -> frozenset[str]:
    return frozenset(key for key, field in _keyed(Rule).items() if field.name not in FILLED_IN)


def key_of(field: Field[Any]) -> str:
    """The YAML key of a field: `except_` is `except`, `min_words` is `min-words`."""
    return field.name.rstrip("_").replace("_", "-")


def is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
