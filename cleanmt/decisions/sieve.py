"""The baseline in a run: what it lets through, how it keeps up with fixes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from cleanmt.engine import fixer
from cleanmt.engine.fixer import Accepting
from cleanmt.engine.result import Result
from cleanmt.files.writing import Keep, keep_nothing
from cleanmt.findings import UNUSED, Finding

if TYPE_CHECKING:
    from cleanmt.decisions.baseline import Baseline, Entry, Unused
    from cleanmt.engine.fixer import Suppressed

RulesOf = Callable[[Path], Collection[str]]  # the names of the rules that are on for a text


def _accepted(entries: Sequence[Entry], text: str, findings: Sequence[Finding]) -> Sequence[Finding]:
    from cleanmt.decisions import baseline
    from cleanmt.text.document import Document

    return baseline.sift(entries, Document(text), findings).accepted


class Sieve:
    """Accepted findings, taken out text by text; without a file all findings go through.

    Of the entries of the `rules` of a text it is said where they match nothing any more.
    """

    def __init__(self, file: Baseline | None, rules: RulesOf = lambda _: ()) -> None:
        self.accepted = 0
        self._file = file
        self._rules = rules
        self._unused: list[Unused] = []
        self._carried: dict[str, tuple[Entry, ...]] = {}
        self._written: Baseline | None = None  # the file as this run left it

    def kept(self, result: Result) -> Sequence[Finding]:
        """The findings of a text that are not accepted."""
        if self._file is None and not any(finding.rule == UNUSED for finding in result.findings):
            return result.findings
        path = Path(result.path)
        rules = self._rules(path)
        findings = [f for f in result.findings if rules or f.rule != UNUSED]  # comments can be of no use, too
        if self._file is None:
            return findings
        sifted = self._file.sift(path, result.document, findings, rules)
        self.accepted += len(sifted.accepted)
        self._unused += sifted.unused
        return sifted.kept

    def unused(self, folders: Sequence[Path] = ()) -> list[Unused]:
        """What is accepted in vain in the texts so far, and in texts that are gone from these folders."""
        if self._file is None:
            return []
        path_of = self._file.path_of
        gone = (one for one in self._file.gone(folders) if self._rules(path_of(one.entry.path)))
        return [*self._unused, *gone]

    def report(self, folders: Sequence[Path]) -> Iterator[Result]:
        """The same as findings in the file itself."""
        if self._file and (unused := self.unused(folders)):
            findings = tuple(self._file.findings(unused))
            yield Result(self._file.path.as_posix(), self._file.text, findings)

    def accepting(self, path: Path) -> Accepting:
        """For the fixer, in any process: which findings of the text at this path are to stay."""
        entries = self._file.by_name.get(self._file.name_of(path), ()) if self._file else ()
        return partial(_accepted, entries) if entries else fixer.accepting_none

    def knows(self, path: Path) -> bool:
        """Whether anything is accepted in the text at this path."""
        return self._file is not None and self._file.name_of(path) in self._file.by_name

    @contextmanager
    def carrying(
        self, path: Path, before: str, after: str, suppressed: Suppressed, keep: Keep = keep_nothing
    ) -> Iterator[None]:
        """Within, the text is changed; the entries about it go along with their findings.

        While it is, the file has those of the old text and of the new one, so that a run that ends there leaves
        nothing rewritten that is accepted. Raises FileError where the file can't be written.
        """
        carried = self._carried_entries(path, before, after, suppressed)
        if self._file is None or carried is None:
            yield
            return
        name = self._file.name_of(path)
        entries = {**self._file.by_name, **self._carried}
        both = {**entries, name: tuple(dict.fromkeys((*entries[name], *carried)))}
        self._written = (self._written or self._file).write(chain.from_iterable(both.values()), keep)
        yield
        self._carried[name] = carried

    def _carried_entries(self, path: Path, before: str, after: str, suppressed: Suppressed) -> tuple[Entry, ...] | None:
        """The entries about a text once it is changed; None where they stay as they are."""
        if self._file is None or not suppressed:
            return None
        from cleanmt.decisions import baseline
        from cleanmt.text.document import Document

        entries = self._file.by_name[self._file.name_of(path)]
        carried = baseline.carried(entries, Document(before), Document(after), suppressed)
        return None if set(carried) == set(entries) else carried

    @contextmanager
    def saved(self, keep: Keep = keep_nothing) -> Iterator[None]:
        """On leaving, however that comes about, only the entries that are needed stay. Raises FileError."""
        try:
            yield
        finally:
            if self._file and self._written:
                entries = {**self._file.by_name, **self._carried}
                self._written = self._written.write(chain.from_iterable(entries.values()), keep)
