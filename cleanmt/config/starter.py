"""A first configuration, written by looking at the texts. What was seen stands there as comments: a person decides."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cleanmt.checks import Habit
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.errors import about
from cleanmt.files.reading import Source
from cleanmt.findings import Finding
from cleanmt.packs.rule import Rule
from cleanmt.text import formats
from cleanmt.text.document import Document

_SAMPLE = 200  # texts that are read
_SHOWN = 6  # folders, and rules
_LEAST = 5  # places from which anything is concluded
_MOST = 0.8  # the share of the places that speaks for one house, or one source
_NEAR = 0.9  # languages that explain nearly as many findings as the best one


@dataclass(slots=True)
class Survey:
    """What was seen in the texts."""

    read: int = 0
    findings: Counter[str] = field(default_factory=Counter)  # by rule
    traces: int = 0  # findings of rules for words and grammar that betray some languages
    languages: Counter[str] = field(default_factory=Counter)  # how many of them each language explains
    varieties: Counter[str] = field(default_factory=lambda: Counter(American=0, British=0))  # their words
    names: Counter[str] = field(default_factory=Counter)  # that houses spell differently
    houses: Counter[str] = field(default_factory=Counter)  # how many of them are as a house has them

    def look_at(self, source: Source, engine: Engine) -> None:
        """Raises SlowRuleError."""
        by_name = engine.rules.by_name
        with about(source.path.as_posix()):
            findings = checking.check(engine, source.text, source.format)
        for finding in findings:
            if rule := by_name.get(finding.rule):
                self._count(finding, rule)
        document = Document(formats.shown(source.text, source.format))
        for rule in engine.rules:
            for habit in rule.check.habits(document):
                self._count_habit(habit)
        self.read += 1

    def _count(self, finding: Finding, rule: Rule) -> None:
        self.findings[rule.name] += 1
        if finding.source and not rule.may_touch_quotations:
            self.traces += 1
            self.languages.update(finding.source)

    def _count_habit(self, habit: Habit) -> None:
        if habit.name:
            self.names[habit.name] += 1
            self.houses.update(habit.writers)
        else:
            self.varieties.update(habit.writers)


def divided(found: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The plain texts, and the Markdown and HTML that may be articles: not README.md."""
    paths = list(found)
    texts = [path for path in paths if path.suffix in formats.SUFFIXES]
    return texts, [path for path in paths if path.suffix in formats.MARKUP and not path.stem.isupper()]


def sample(paths: Sequence[Path]) -> Sequence[Path]:
    """Some of them, from everywhere."""
    return paths[:: max(1, -(-len(paths) // _SAMPLE))]


def written(root: Path, texts: Sequence[Path], markup: Sequence[Path], survey: Survey) -> str:
    """The lines of cleanmt.toml, or of the table [tool.cleanmt]."""
    parts = (
        _head(survey, len(texts) or len(markup)),
        _files(root, texts, markup),
        _spelling(survey),
        _sources(survey),
        _rules(survey),
        _more(root, texts or markup),
    )
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


def _head(survey: Survey, found: int) -> Iterator[str]:
    yield "# What cleanmt looks for in these texts, and what it leaves alone."
    yield f"# `cleanmt init` has read {survey.read:,} of {found:,}; what it saw is said in comments."
    yield "# Take the # away from a line to make it count. `cleanmt config` prints every key, and who says its value."


def _files(root: Path, texts: Sequence[Path], markup: Sequence[Path]) -> Iterator[str]:
    if texts:
        yield f"# Texts: {_where(root, texts)}."
    kinds = Counter(formats.NAMES[formats.of(path)] for path in markup)
    if markup:
        suffixes = list(dict.fromkeys(f"*{path.suffix}" for path in markup))
        named = " and ".join(f"{count:,} {kind}" for kind, count in kinds.items())
        yield f"# Files in {named}: {_where(root, markup)}. They are looked at where `include` names them."
        yield f"{'# ' if texts else ''}include = {_toml([*(f'*{s}' for s in formats.SUFFIXES), *suffixes])}"
    yield '# exclude = ["drafts/"]  # patterns as in .gitignore, which counts as well'


def _where(root: Path, paths: Sequence[Path]) -> str:
    """`3,400 in articles/, 20 in wire/, 2 here`."""
    folders = Counter(_folder(root, path) for path in paths)
    shown = [f"{count:,} {f'in {folder}' if folder else 'here'}" for folder, count in folders.most_common(_SHOWN)]
    return ", ".join(shown) + (f", and in {len(folders) - _SHOWN} more folders" if len(folders) > _SHOWN else "")


def _folder(root: Path, path: Path) -> str:
    first, *rest = path.relative_to(root).parts
    return f"{first}/" if rest else ""


def _spelling(survey: Survey) -> Iterator[str]:
    words = survey.varieties
    if words.total() >= _LEAST:
        (most, count), *others = words.most_common()
        against = ", ".join(f"{other:,} {variety}" for variety, other in others)
        yield f"# English: mostly {most} ({count:,} words, against {against}); each text is held to its own."
    best = max(survey.houses.values(), default=0)
    names = survey.names
    if len(names) > 1 and names.total() >= _LEAST and best >= _MOST * names.total():
        alike = sorted(house for house, count in survey.houses.items() if count == best)
        some = ", ".join(name for name, _ in names.most_common(3))
        yield f"# Where houses differ ({some}), {best:,} of {names.total():,} names are spelt as by {', '.join(alike)}."
        yield f'# style = "{alike[0]}"'
    else:
        yield '# style = "guardian"  # or ap, reuters, bbc: how names are spelt where houses differ'
    yield '# names = "our-names.tsv"  # your own spellings; `cleanmt names --format names` prints a first list'
    yield '# accept = ["Kiev"]  # words and phrases that are right here; or the name of a file with one a line'


def _sources(survey: Survey) -> Iterator[str]:
    """Rules name all languages that they may betray, so what can be told is a family, hardly ever one language."""
    most = max(survey.languages.values(), default=0)
    if survey.traces < _LEAST or most < _MOST * survey.traces:
        yield "# What the texts were translated from: rules for the words and grammar of other languages are then off."
        yield '# source = ["it", "es"]'
        return
    likely = sorted(language for language, count in survey.languages.items() if count >= _NEAR * most)
    yield f"# Translation has left {survey.traces:,} traces in words and grammar; these explain {most:,} of them."
    yield "# Keep the languages that the texts come from: the rules for the others are off then."
    yield f"# source = {_toml(likely)}"


def _rules(survey: Survey) -> Iterator[str]:
    if not survey.findings:
        yield '# ignore = ["readability"]  # rules, packs or beginnings of names; `cleanmt rules list` shows all'
        return
    most = survey.findings.most_common(_SHOWN)
    width = max(len(_toml(rule)) for rule, _ in most) + 1
    yield f"# The rules that find most, of {survey.findings.total():,} findings; `cleanmt rules show` explains each."
    yield "# Take the # away from what you don't want to hear of yet."
    yield "ignore = ["
    for rule, count in most:
        yield f"    # {_toml(rule) + ',':<{width}}  # {count:,}"
    yield "]"


def _more(root: Path, paths: Sequence[Path]) -> Iterator[str]:
    folder = next((name for path in paths if (name := _folder(root, path))), "opinion/")
    yield "# Without these rules in some folders."
    yield f'# per-path-ignores.{_toml(folder)} = ["quotes"]'
    yield ""
    yield "# How far `cleanmt fix` goes: with the unsafe fixes, or with some rules raised, lowered, or only shown."
    yield "# unsafe-fixes = true"
    yield '# extend-safe-fixes = ["names/places"]'
    yield '# extend-unsafe-fixes = ["boilerplate"]'
    yield '# unfixable = ["consistency"]'


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
