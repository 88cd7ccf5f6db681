"""Many texts, checked or mended in order: what was found before is remembered, the rest shared among processes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanmt.engine.result import Result
from cleanmt.errors import RuleError
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span
from cleanmt.workspace import processes
from cleanmt.workspace.cache import Cache
from cleanmt.workspace.settings import Settings

if TYPE_CHECKING:
    from cleanmt.engine.fixer import Accepting, Fixed
    from cleanmt.files.reading import Source
    from cleanmt.text.formats import Format

Found = Sequence[Finding] | RuleError  # or why there are none; what processes hand to each other


@dataclass(frozen=True, slots=True)
class _Check:
    """One text to check; `known` is what is remembered of it."""

    text: str
    format: Format
    settings: Settings
    known: Found | None = None

    @property
    def size(self) -> int:
        return len(self.text) if self.known is None else 0

    def __call__(self) -> Found:
        return _found(self.text, self.format, self.settings) if self.known is None else self.known


@dataclass(frozen=True, slots=True)
class _Fix:
    """One text to mend, or why it can't be."""

    text: str
    format: Format
    settings: Settings
    level: Applicability
    accepted: Accepting
    only: Sequence[Span] | None

    @property
    def size(self) -> int:
        return len(self.text)

    def __call__(self) -> Fixed | RuleError:
        from cleanmt.engine import checking
        from cleanmt.workspace.engines import engine_for

        engine = engine_for(self.settings)
        try:
            return checking.fix(engine, self.text, self.level, self.format, self.accepted, self.only)
        except RuleError as error:
            return error


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done to one text: the fixes of at least this level, but for what is accepted.

    With `only` no more than what touches these stretches is mended.
    """

    source: Source
    level: Applicability
    accepted: Accepting
    only: Sequence[Span] | None = None


def check(
    sources: Iterable[Source], settings_for: Callable[[Path], Settings], cache: Cache, jobs: int = 1
) -> Iterator[Result]:
    """What came of each text, in order; of `jobs`, 0 is one a processor.

    No more than a few texts are held at once. Raises as engine_for does, and InputError when a process dies.
    """
    tasks, again = tee(_task(source, settings_for(source.path), cache) for source in sources)
    with closing(processes.spread((job for _, _, job in tasks), jobs)) as found:
        for (source, key, job), of_text in zip(again, found, strict=True):
            if job.known is None and not isinstance(of_text, RuleError):
                cache.put(key, _dumped(of_text))
            yield _result(source, of_text)


def fix(
    orders: Iterable[Order], settings_for: Callable[[Path], Settings], jobs: int = 1
) -> Iterator[tuple[Source, Fixed | RuleError]]:
    """Each text with what came of it, in order; as in check."""
    given, again = tee(orders)
    with closing(processes.spread((_fix(order, settings_for(order.source.path)) for order in given), jobs)) as made:
        yield from zip((order.source for order in again), made, strict=True)


def _fix(order: Order, settings: Settings) -> _Fix:
    return _Fix(order.source.text, order.source.format, settings, order.level, order.accepted, order.only)


def _result(source: Source, found: Found) -> Result:
    path = source.path.as_posix()
    return (
        Result(path, source.text, (), found)
        if isinstance(found, RuleError)
        else Result(path, source.text, tuple(found))
    )


def _found(text: str, format: Format, settings: Settings) -> Found:
    from cleanmt.engine import checking
    from cleanmt.workspace.engines import engine_for

    try:
        return tuple(checking.check(engine_for(settings), text, format))
    except RuleError as error:
        return error


# In the cache --------------------------------------------------------------------------------------------------------


def _task(source: Source, settings: Settings, cache: Cache) -> tuple[Source, str, _Check]:
    """A text, the key that it is kept by, and what is to be done about it."""
    told = f"{_fingerprint(settings)} {source.format} {source.encoding} ".encode()
    key = blake2b(told + source.raw, digest_size=16).hexdigest()
    kept = cache.get(key)
    known = None if kept is None else _loaded(kept, source.text)
    return source, key, _Check(source.text, source.format, settings, known)


@lru_cache(maxsize=64)
def _fingerprint(settings: Settings) -> str:
    """What findings depend on besides the text and cleanmt itself. Raises as rules_for does."""
    parts = [repr(settings)]
    if settings.rules or not _is_readable(settings.names):
        from cleanmt.workspace.engines import rules_for

        rules = rules_for(settings)  # tables and kinds can lie anywhere: take what they were made into
        modules = {sys.modules[type(rule.check).__module__].__file__ or "" for rule in rules}
        parts += [repr(rules.rules), *sorted(f"{name} {Path(name).stat().st_mtime_ns}" for name in modules)]
    if settings.names:
        parts += [repr(settings.names.read_bytes())]
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _is_readable(names: Path | None) -> bool:
    return names is None or (names.is_file() and os.access(names, os.R_OK))


def _dumped(findings: Sequence[Finding]) -> str:
    return json.dumps([_row(finding) for finding in findings], separators=(",", ":")) if findings else ""


def _row(f: Finding) -> list[Any]:
    fix = [f.fix.applicability, [[e.start, e.end, e.text] for e in f.fix.edits]] if f.fix else None
    wrong = [f.wrong.start, f.wrong.end] if f.wrong else None
    said = [f.message, f.severity, f.category, fix, f.suggestions, wrong, f.source, f.shape]
    return [f.rule, f.span.start, f.span.end, *said]


def _loaded(kept: str, text: str) -> Sequence[Finding] | None:
    """None for what can't be read."""
    try:
        return tuple(_finding(row, text) for row in json.loads(kept)) if kept else ()
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None


def _finding(row: list[Any], text: str) -> Finding:
    """Raises ValueError for a row that can't be of this text."""
    rule, start, end, message, severity, category, fix, suggestions, wrong, languages, shape = row
    if not 0 <= start <= end <= len(text):
        raise ValueError("no stretch of the text")
    return Finding(
        rule=rule,
        span=Span(start, end),
        text=text[start:end],
        message=message,
        severity=Severity(severity),
        category=category,
        fix=Fix(tuple(Edit(*edit) for edit in fix[1]), Applicability(fix[0])) if fix else None,
        suggestions=tuple(suggestions),
        wrong=Span(*wrong) if wrong else None,
        source=tuple(languages),
        shape=shape,
    )
