"""The file of accepted findings in a run: which one it is, what it lets through, how it keeps up with fixes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from cleanmt.cli.options import plural
from cleanmt.files.reading import FileError
from cleanmt.findings import UNUSED, Finding
from cleanmt.reports import Result
from cleanmt.workspace.workspace import Choice

if TYPE_CHECKING:
    from cleanmt.decisions.baseline import Accepted, Entry, Unused
    from cleanmt.engine.fixer import Spared

NAME = "cleanmt-accepted.jsonl"
_F = TypeVar("_F", bound=Callable[..., object])
RulesOf = Callable[[Path], Collection[str]]  # the names of the rules that are on for a text


def baseline_options(command: _F) -> _F:
    """--baseline and --no-baseline."""
    command = click.option("--no-baseline", is_flag=True, help="Treat accepted findings like all others.")(command)
    return baseline_option(command)


def baseline_option(command: _F) -> _F:
    return click.option(
        "--baseline", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
        help=f"The file of accepted findings. Default: {NAME} here, or in a folder above up to the repository's root.",
    )(command)  # fmt: skip


def find(baseline: Path | None) -> Accepted | None:
    """The file named, or the one of the usual name; None where that isn't there.

    Raises ClickException for a file that can't be used.
    """
    if baseline and not baseline.exists():
        raise click.ClickException(f"{baseline}: no such file; `cleanmt check --write-baseline` with it begins one")
    path = baseline or next((at / NAME for at in _upwards() if (at / NAME).is_file()), None)
    if path is None:
        return None
    from cleanmt.decisions.baseline import read

    try:
        return read(path)
    except FileError as error:
        raise click.ClickException(str(error)) from None


def find_or_begin(baseline: Path | None) -> Accepted:
    """The same; where there is none it begins where it was named, or at the root of the repository."""
    from cleanmt.decisions.baseline import Accepted

    if baseline and not baseline.exists():
        return Accepted(baseline)
    root = next((at for at in _upwards() if (at / ".git").exists()), Path())
    return find(baseline) or Accepted(root / NAME)


def signed(entries: Iterable[Entry], reason: str, author: str) -> list[Entry]:
    """The entries with why, who and when."""
    today = date.today().isoformat()  # noqa: DTZ011  # the day where the person is
    return [replace(entry, reason=reason, author=author, date=today) for entry in entries]


def all_on(choice: Choice) -> RulesOf:
    return lambda path: choice.rules(path).by_name


def watched(choice: Choice) -> RulesOf:
    """The rules of a text whose acceptances are findings when they match nothing; none where that is off."""

    def rules(path: Path) -> Collection[str]:
        from cleanmt.packs.ruleset import is_selected

        told = choice.settings_for(path)
        is_on = is_selected(UNUSED, told.select, told.ignore, told.extend_select)
        return choice.rules(path).by_name if is_on else ()

    return rules


def accept_all(results: Iterable[Result], file: Accepted, choice: Choice) -> None:
    """Make all these findings the baseline, and drop what is accepted in vain. Raises ClickException."""
    from cleanmt.decisions import baseline
    from cleanmt.files import git

    sieve = Sieve(file, all_on(choice))
    found = [
        baseline.entry_for(file.name_of(Path(result.path)), result.document, finding)
        for result in results
        for finding in sieve.kept(result)
    ]
    kept = baseline.without(file.entries, sieve.unused())
    try:
        file.write(baseline.with_more(kept, signed(found, "baseline", git.user_name())))
    except FileError as error:
        raise click.ClickException(str(error)) from None
    notes = [f"{sieve.accepted:,} before"] if sieve.accepted else []
    notes += [f"{len(sieve.unused()):,} dropped that match nothing"] if sieve.unused() else []
    aside = f" ({'; '.join(notes)})" if notes else ""
    click.echo(f"Accepted {plural(len(found), 'issue')} as they are{aside}: {file.path}", err=True)


def _upwards() -> Iterator[Path]:
    """The current folder and those above it up to the repository's root, told from here so that reports stay short."""
    here = Path()
    while True:
        yield here
        resolved = here.resolve()
        if (here / ".git").exists() or resolved == resolved.parent:
            return
        here /= ".."


class Sieve:
    """Accepted findings, taken out text by text; without a file all findings go through.

    Of the entries of the `rules` of a text it is said where they match nothing any more.
    """

    def __init__(self, file: Accepted | None, rules: RulesOf = lambda _: ()) -> None:
        self.accepted = 0
        self._file = file
        self._rules = rules
        self._unused: list[Unused] = []
        self._carried: dict[str, tuple[Entry, ...]] = {}

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

    def accepted_in(self, path: Path) -> Callable[[str, Sequence[Finding]], Sequence[Finding]]:
        """For the fixer: which findings of the text at this path are to stay."""

        def accepted(text: str, findings: Sequence[Finding]) -> Sequence[Finding]:
            if self._file is None:
                return ()
            from cleanmt.text.document import Document

            found = self._file.sift(path, Document(text), findings).accepted
            self.accepted += len(found)
            return found

        return accepted

    def knows(self, path: Path) -> bool:
        """Whether anything is accepted in the text at this path."""
        return self._file is not None and self._file.name_of(path) in self._file.by_name

    def carry(self, path: Path, before: str, after: str, spared: Spared) -> None:
        """Let the entries about a text go along with their findings, as it has been changed."""
        if self._file and spared:
            from cleanmt.decisions import baseline
            from cleanmt.text.document import Document

            name = self._file.name_of(path)
            entries = self._file.by_name[name]
            carried = baseline.carried(entries, Document(before), Document(after), spared)
            if set(carried) != set(entries):
                self._carried[name] = carried

    @contextmanager
    def saved(self) -> Iterator[None]:
        """On leaving, however that comes about, the entries that went along are written. Raises ClickException."""
        try:
            yield
        finally:
            if self._file and self._carried:
                try:
                    self._file.write(chain.from_iterable({**self._file.by_name, **self._carried}.values()))
                except FileError as error:
                    raise click.ClickException(str(error)) from None
