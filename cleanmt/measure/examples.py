"""The examples of rules as tests: of the rule itself, and of every other rule's silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cleanmt.checks import Example
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.engine.result import Result
from cleanmt.errors import UnsettledError, about
from cleanmt.files.reading import Source
from cleanmt.findings import Applicability, Finding
from cleanmt.packs.rule import Rule
from cleanmt.packs.ruleset import RuleSet
from cleanmt.text import formats

LEAST = 2  # examples of each sort


@dataclass(frozen=True, slots=True)
class Failure:
    """`kind` in the field's words: missing, noisy, wrong fix, not stable, untested, passes now."""

    rule: str
    path: str
    line: int
    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.kind}: {self.message}"


def run(rules: RuleSet, all_rules: RuleSet) -> Iterator[Failure]:
    """Every example of these rules; every `ok` and `good` is read by all rules that are on by default."""
    everyone = _everyone(all_rules)
    for rule in rules:
        yield from _counts(rule)
        alone = Engine(RuleSet([rule]))
        seen: Counter[str] = Counter()
        for example in rule.examples:
            with about(f"{rule.path}:{example.line or rule.line}"):
                failures = list(_example(rule, example, alone, everyone, seen))
            if not example.todo:
                yield from failures
            elif not failures:
                yield Failure(rule.name, rule.path, example.line, "passes now", "take the todo- off")
        if rule.examples:
            for shape in rule.check.shapes():
                if not seen[shape]:
                    yield Failure(
                        rule.name, rule.path, rule.line, "untested", f"no bad example shows the shape '{shape}'"
                    )


@lru_cache(maxsize=2)
def _everyone(rules: RuleSet) -> Engine:
    return Engine(rules.selected())


def _counts(rule: Rule) -> Iterator[Failure]:
    bad = sum(1 for e in rule.examples if e.bad and not e.todo)
    ok = sum(1 for e in rule.examples if e.ok and not e.todo)
    if bad < LEAST or ok < LEAST:
        yield Failure(
            rule.name, rule.path, rule.line, "untested", f"{bad} bad and {ok} ok examples; it takes {LEAST} of each"
        )


def _example(rule: Rule, example: Example, alone: Engine, everyone: Engine, seen: Counter[str]) -> Iterator[Failure]:
    def failure(kind: str, message: str) -> Failure:
        return Failure(rule.name, rule.path, example.line, kind, message)

    if example.ok:
        for finding in _all(example.ok, alone, everyone):
            yield failure("noisy", f"{finding.rule} finds “{finding.text}” in: {example.ok}")
        return
    findings = checking.check(alone, example.bad)
    if not findings:
        yield failure("missing", f"nothing found in: {example.bad}")
        return
    seen.update(finding.shape for finding in findings)
    yield from (failure("wrong message", f.message) for f in findings if "{" in f.message)
    if example.marked and example.marked not in [finding.span for finding in findings]:
        yield failure("wrong place", f"“{findings[0].text}” is marked in: {example.bad}")
    if example.good is None:
        return
    try:
        fixed = checking.fix(alone, example.bad, Applicability.SUGGESTION)
    except UnsettledError as error:
        yield failure("not stable", str(error))
        return
    if fixed.text != example.good:
        yield failure("wrong fix", f"{fixed.text!r} instead of {example.good!r}")
    for finding in _all(example.good, alone, everyone):
        yield failure("noisy", f"{finding.rule} finds “{finding.text}” in what is mended: {example.good}")


def _all(text: str, *engines: Engine) -> list[Finding]:
    return list(dict.fromkeys(finding for engine in engines for finding in checking.check(engine, text)))


@dataclass(frozen=True, slots=True)
class Noise:
    """How often a rule speaks in a corpus, with the first few places."""

    rule: str
    count: int
    per_100k_words: float
    samples: tuple[str, ...]


def noise(rules: RuleSet, texts: Sequence[Source], samples: int = 3) -> list[Noise]:
    """Findings by rule over a corpus, most first; over clean English these are false alarms."""
    engine = Engine(rules)
    words = max(1, words_in(texts))
    counts: Counter[str] = Counter()
    shown: dict[str, list[str]] = {}
    for source in texts:
        with about(source.path.as_posix()):
            findings = checking.check(engine, source.text, source.format)
        result = Result(source.path.as_posix(), source.text, tuple(findings))
        for finding in findings:
            counts[finding.rule] += 1
            if len(shown.setdefault(finding.rule, [])) < samples:
                line, column = result.document.position(finding.span.start)
                shown[finding.rule].append(f"{result.path}:{line}:{column}: {_context(source.text, finding)}")
    return [
        Noise(rule, count, count * 100_000 / words, tuple(shown[rule]))
        for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def words_in(texts: Iterable[Source]) -> int:
    """How many words a reader sees."""
    return sum(len(formats.shown(source.text, source.format).split()) for source in texts)


def _context(text: str, finding: Finding, around: int = 30) -> str:
    start, end = finding.span.start, finding.span.end
    shown = f"{text[max(0, start - around) : start]}[{text[start:end]}]{text[end : end + around]}"
    return " ".join(shown.split())
