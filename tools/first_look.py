"""What `make run` shows: what was found in a folder of articles, one paragraph before and after, what to type next.

It fits a screen of 80 columns and 24 lines; the whole is on a page for the browser.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from cleanmt import reports
from cleanmt.engine import fixer
from cleanmt.engine.result import Result
from cleanmt.files import discovery, reading, writing
from cleanmt.findings import Applicability, Edit, Span
from cleanmt.reports import excerpt
from cleanmt.workspace.cache import Cache
from cleanmt.workspace.workspace import Workspace

PAGE = Path("build/seeds.html")
_LONGEST = 330  # characters of the paragraph that is shown
_SAFE, _UNSAFE = Applicability.SAFE, Applicability.UNSAFE


class Before(NamedTuple):
    """A paragraph, and the safe fixes in it."""

    result: Result
    paragraph: Span
    edits: tuple[Edit, ...]


def main(folder: Path) -> None:
    workspace = Workspace(isolated=True)
    results = [*workspace.results(map(reading.read, discovery.find([folder])), Cache(None))]
    write_page(results, workspace)
    for line in (*table(results), *example(results), *what_next(results)):
        click.echo(line)


def write_page(results: Sequence[Result], workspace: Workspace) -> None:
    PAGE.parent.mkdir(exist_ok=True)
    with writing.replacing(PAGE) as out:
        report = reports.report("html", out, reports.Rules(workspace.rule))
        for result in results:
            report.add(result)
        report.close()


def table(results: Sequence[Result]) -> Iterator[str]:
    rows = [(Path(result.path).name, *counts([result])) for result in results]
    yield click.style(f"{'article':<27}{'words':>8}{'found':>8}{'safe':>7}{'unsafe':>8}{'for a person':>15}", dim=True)
    for name, *figures in (*rows, ("all", *counts(results))):
        yield "{:<27}{:>8,}{:>8,}{:>7,}{:>8,}{:>15,}".format(name, *figures)


def counts(results: Sequence[Result]) -> tuple[int, ...]:
    """Words, findings, and these by level."""
    levels = [finding.level for result in results for finding in result.findings]
    words = sum(result.document.word_counts.total() for result in results)
    by_level = [levels.count(level) for level in (_SAFE, _UNSAFE, Applicability.SUGGESTION)]
    return (words, len(levels), *by_level)


def example(results: Sequence[Result]) -> Iterator[str]:
    """The paragraph with the most safe fixes, as it is and mended."""
    best = max((before for result in results for before in paragraphs(result)), key=lambda b: len(b.edits))
    line, _ = best.result.document.position(best.paragraph.start)
    yield f"\n{best.result.path}:{line}, before and after `cleanmt fix`:"
    old = [Edit(e.start, e.end, best.result.text[e.start : e.end]) for e in best.edits]
    yield from shown(best, old, "-", "red")
    yield from shown(best, best.edits, "+", "green")


def paragraphs(result: Result) -> Iterator[Before]:
    edits = sorted(fixer.edits_of(fixer.compatible(result.findings, _SAFE)))
    for paragraph in result.document.paragraphs:
        inside = tuple(edit for edit in edits if paragraph.contains(edit.span))
        if inside and paragraph.end - paragraph.start <= _LONGEST:
            yield Before(result, paragraph, inside)


def shown(before: Before, edits: Sequence[Edit], sign: str, color: str) -> Iterator[str]:
    text, marks = excerpt.view(before.result.document, (), edits, _LONGEST)
    for line, _ in excerpt.rows(text, marks, color, excerpt.width() - 2):
        yield f"{click.style(sign, fg=color)} {line}"


def what_next(results: Sequence[Result]) -> Iterator[str]:
    command = discovery.relative(Path(sys.executable).with_name("cleanmt"), Path.cwd())
    yield f"\nAll of it, with reasons: {PAGE}, a page for the browser."
    yield "Type next:"
    yield f"  {command} fix --diff {results[0].path}"
    yield f"  {command} check your-article.txt"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
