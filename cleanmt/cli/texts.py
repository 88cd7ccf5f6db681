"""The texts of a run, and what is said about them."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import click

from cleanmt.cli import crashes, heed_interrupts
from cleanmt.engine.result import Result
from cleanmt.errors import FileError
from cleanmt.files import diff, discovery, prose, reading, temporary, undo
from cleanmt.files.diff import Line as DiffLine
from cleanmt.files.reading import Source
from cleanmt.files.undo import Journal
from cleanmt.findings import Applicability, Edit, Finding, Span
from cleanmt.text import formats
from cleanmt.text.formats import Format
from cleanmt.text.visible import visible_lines
from cleanmt.text.words import plural, whole_words
from cleanmt.workspace import cache
from cleanmt.workspace.cache import Cache
from cleanmt.workspace.workspace import Workspace

STDIN = Path("-")
_PROGRESS_FROM = 50  # files


class Texts:
    """The texts that the paths name, with a progress bar on long work; errors are said, counted, and not the end.

    All are of the `given` format, or each of that of its name; then what is no prose is an error.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        workspace: Workspace,
        stdin_name: str = "-",
        *,
        given: Format | None = None,
        bar: bool = True,
        only: Callable[[Path], bool] = lambda _: True,
    ) -> None:
        self.errors = 0
        self._choice = workspace
        self._given = given
        self._bar = bar
        self._only = only
        self.seen = 0
        self.done = 0  # of these, as the command counts
        self.stdin = b""  # what came in
        self._paths = paths or (Path(),)
        self._stdin_name = stdin_name

    def __iter__(self) -> Iterator[Source]:
        if STDIN in self._paths:
            if len(self._paths) > 1:
                raise click.UsageError("- (standard input) can't be mixed with paths")
            if sys.stdin is None:
                raise click.ClickException("standard input is closed")
            if sys.stdin.isatty():
                click.echo("Paste the text, then press Ctrl-D (on Windows Ctrl-Z and Enter).", err=True)
            self.stdin = sys.stdin.buffer.read()
            yield from self._read(lambda: reading.decode(self.stdin, Path(self._stdin_name)))
            return
        found = self.files
        if not found and not self.errors and any(path.is_dir() for path in self._paths):
            suffixes = ", ".join(formats.SUFFIXES)
            click.echo(
                f"Warning: no text ({suffixes}) found in {', '.join(map(str, self._paths))}; "
                f"Markdown and HTML are read when they are named (articles/*.md)",
                err=True,
            )
        found = [path for path in found if self._only(path)]
        with progress(found, bar=self._bar) as paths:
            for path in paths:
                yield from self._read(lambda path=path: reading.read(path))  # type: ignore[misc]

    @cached_property
    def files(self) -> list[Path]:
        """Those that the paths name, where it is not standard input."""
        return [] if STDIN in self._paths else list(self._found())

    def _found(self) -> Iterator[Path]:
        for path in self._paths:
            try:
                yield from discovery.find([path], self._choice.config_in, self.say)
            except FileError as error:
                self.say(error)

    def sweep(self) -> None:
        """Remove what a run that was killed may have left beside them; for commands that write."""
        undo.sweep()
        for folder in {file.parent for file in self.files}:
            temporary.sweep(folder)

    def ensure_inside(self, text: Path) -> None:
        """Raises FileError for a link that leads out of the folder that was named: what is in it is meant."""
        if not text.is_symlink() or text in self._paths:
            return
        target = text.resolve()
        if not any(path.is_dir() and target.is_relative_to(path.resolve()) for path in self._paths):
            raise FileError(f"{text}: leads out of the folder; name it to have it repaired")

    def spare(self, outputs: Iterable[Path | None]) -> None:
        """Raises UsageError where a report would take the place of a text."""
        written = {os.path.realpath(path): path for path in outputs if path}
        for text in self.files if written else ():
            if report := written.get(os.path.realpath(text)):
                raise click.UsageError(
                    f"{report} is one of the texts, and the report would take its place; "
                    "name another file, or leave it out by --extend-exclude"
                )

    def results(self, jobs: int, *, use_cache: bool) -> Generator[Result]:
        """What is found in each; a text that can't be checked is an error, which is said."""
        with cache.opened() if use_cache else nullcontext(Cache(None)) as kept:
            for result in self._choice.results(self, kept, jobs):
                heed_interrupts()
                self.done += 1
                if result.error:
                    result.error.name = result.path
                    self.say(result.error)
                else:
                    yield result

    def _read(self, read: Callable[[], Source]) -> Iterator[Source]:
        try:
            source = replace(read(), given_format=self._given)
            if self._given is None:
                prose.ensure(source)
        except FileError as error:
            self.say(error)
            return
        self.seen += 1
        yield source

    def say_interrupted(self, more: str = "") -> None:
        """How far it came, for somebody who stopped it."""
        of_all = f"{self.done:,} of {plural(max(self.done, len(self.files)), 'text')} looked at"
        click.echo(f"\nInterrupted: {of_all}{more}.", err=True)

    def say(self, error: Exception) -> None:
        self.errors += 1
        click.echo(f"Error: {crashes.told(error)}", err=True)


def is_piped() -> bool:
    """Whether standard input is a pipe or a file, which hold a text; a terminal and /dev/null don't."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


def progress(paths: Sequence[Path], *, bar: bool = True) -> AbstractContextManager[Iterable[Path]]:
    """The paths, with a bar at a terminal when there are many."""
    hidden = not bar or len(paths) < _PROGRESS_FROM or not sys.stderr.isatty()
    return click.progressbar(paths, label="Reading", file=sys.stderr, hidden=hidden)


def echo_json(value: object) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def write_bytes(data: bytes) -> None:
    """To standard output, past the text layer, which would translate newlines."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def tell_of(journal: Journal) -> None:
    """A warning where a run can't be taken back."""
    if journal.trouble:
        click.echo(f"Warning: `cleanmt undo` can't take all of this run back: {journal.trouble}.", err=True)


_SIGNS = {"-": "red", "+": "green", "@": "cyan", "": None, " ": None}


def write_diff(source: Source, edits: Sequence[Edit]) -> None:
    """To standard output as it is; at a terminal with colours, and the changed words marked."""
    if sys.stdout.isatty() and click.get_current_context().color is not False:
        for line in diff.lines_of(source, edits):
            click.echo(_colored(line), nl=False)
    else:
        write_bytes(diff.of_file(source, edits))


def _colored(line: DiffLine) -> str:
    color = _SIGNS[line.sign]
    if not line.marks:
        return click.style(f"{line.sign}{visible_lines(line.text)}", fg=color, bold=not line.sign or None)
    bounds = [0, *(offset for mark in _in_words(line) for offset in mark), len(line.text)]
    pieces = (
        click.style(visible_lines(line.text[start:end]), fg=color, reverse=number % 2 == 1 or None)
        for number, (start, end) in enumerate(pairwise(bounds))
    )
    return click.style(line.sign, fg=color) + "".join(pieces)


def _in_words(line: DiffLine) -> list[Span]:
    """The marks, over whole words."""
    found: list[Span] = []
    for mark in line.marks:
        start, end = whole_words(line.text, mark)
        if found and start <= found[-1].end:
            start = found.pop().start
        found.append(Span(start, end))
    return found


def at_level(findings: Iterable[Finding], level: Applicability) -> int:
    return sum(1 for f in findings if f.fix and f.level == level)
