"""What a review left as it is, and what of that is accepted when it ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from cleanmt.decisions import baseline as baselines
from cleanmt.decisions.baseline import Entry
from cleanmt.decisions.review import Question
from cleanmt.files import git
from cleanmt.files.writing import Keep
from cleanmt.findings import Finding
from cleanmt.text.document import Document
from cleanmt.text.words import plural
from cleanmt.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Refused:
    path: Path
    document: Document
    finding: Finding


@dataclass(slots=True)
class Refusals:
    """Findings in texts as they are on the disk: those that wait, and those that somebody gave a reason for."""

    workspace: Workspace
    file: Path | None  # the baseline's
    waiting: list[_Refused] = field(default_factory=list)
    _given: list[tuple[_Refused, str]] = field(default_factory=list)

    def add(self, path: Path, document: Document, refused: Iterable[Question], reasons: Mapping[str, str]) -> None:
        """What was refused in a text; `reasons` by the keys of the questions."""
        for question in refused:
            one = _Refused(path, document, question.finding)
            if question.key in reasons:
                self._given.append((one, reasons[question.key]))
            else:
                self.waiting.append(one)

    def give(self, reason: str) -> None:
        """One reason for all that waits."""
        self._given += [(one, reason) for one in self.waiting]
        self.waiting.clear()

    def accept(self, keep: Keep) -> None:
        """Write what has a reason into the baseline. Raises FileError."""
        if not self._given:
            return
        file, author = self.workspace.baseline_to_write(self.file), git.user_name()
        new: list[Entry] = []
        for one, reason in self._given:
            entry = baselines.entry_for(file.name_of(one.path), one.document, one.finding)
            new += baselines.signed([entry], reason, author)
        file.write(baselines.with_more(file.entries, new), keep)
        click.echo(f"Accepted {plural(len(self._given), 'issue')}: {file.path}")
