"""What git knows: who works here, and which lines of which files changed since a revision."""

from __future__ import annotations

import os
import re
import subprocess
from ast import literal_eval
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cleanmt.errors import GitError
from cleanmt.findings import Span
from cleanmt.text.document import Document

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
# What people set in their own git may not change what is read here.
_DIFF = (
    "-c", "core.quotePath=true", "diff", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--text",
    "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules",
    "--src-prefix=a/", "--dst-prefix=b/",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """The lines that are new or different since a revision: ranges counted from 1, in order.

    Files are named from the root of the repository. What git doesn't track is new as a whole.
    """

    root: Path
    tracked: frozenset[str]
    lines: Mapping[str, tuple[range, ...]]

    def touch(self, path: Path) -> bool:
        """Whether there are new lines in the file."""
        name = self._name(path)
        return name not in self.tracked or name in self.lines

    def cover(self, path: Path, first: int, last: int) -> bool:
        """Whether one of these lines of the file is new."""
        name = self._name(path)
        if name not in self.tracked:
            return True
        changed = self.lines.get(name, ())
        nearest = bisect_right(changed, last, key=lambda r: r.start) - 1
        return nearest >= 0 and changed[nearest].stop > first

    def stretches(self, path: Path, document: Document) -> tuple[Span, ...] | None:
        """The new lines of a text, those that follow each other as one; None where all of it is new."""
        name = self._name(path)
        if name not in self.tracked:
            return None
        lines = document.lines
        known = (range(r.start, min(r.stop, len(lines) + 1)) for r in self.lines.get(name, ()))
        return tuple(Span(lines[r.start - 1].start, lines[r.stop - 2].end) for r in known if r)

    def _name(self, path: Path) -> str:
        resolved = path.parent.resolve() / path.name
        return resolved.relative_to(self.root).as_posix() if resolved.is_relative_to(self.root) else ""


def changes(revision: str) -> Changes:
    """What changed, committed or not, in the repository of the current folder since the revision.

    Where another branch is named, this is since the two parted: what changed over there is nobody's doing here.
    Raises GitError when there is no git, no repository, or no such revision.
    """
    root = Path(os.fsdecode(_git("rev-parse", "--show-toplevel").rstrip(b"\n"))).resolve()
    tracked = frozenset(os.fsdecode(name) for name in _git("-C", str(root), "ls-files", "-z").split(b"\0") if name)
    return Changes(root, tracked, _changed_lines(_start(revision)))


def user_name() -> str:
    """The name that git signs this person's work with; "" where it knows none."""
    try:
        return os.fsdecode(_git("config", "user.name").strip())
    except GitError:
        return ""


def _start(revision: str) -> str:
    """The commit that the work since the revision started from."""
    try:
        # A revision never starts with a dash; what does would be read as an option.
        commit = "" if revision.startswith("-") else _line("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except GitError:
        commit = ""
    if not commit:
        shallow = _line("rev-parse", "--is-shallow-repository") == "true"
        hint = "; this clone is shallow: fetch the history too (actions/checkout: fetch-depth: 0)" if shallow else ""
        raise GitError(f"git knows no revision '{revision}'{hint}")
    try:
        return _line("merge-base", commit, "HEAD")
    except GitError:  # no common ancestor
        return commit


def _changed_lines(commit: str) -> dict[str, tuple[range, ...]]:
    found: dict[str, list[range]] = {}
    name = ""
    lines = iter(_git(*_DIFF, commit, "--").split(b"\n"))
    for line in lines:
        if line.startswith(b"+++ "):
            name = _unquoted(line[4:])
        elif hunk := _HUNK.match(line):
            removed, start, added = (int(n) if n is not None else 1 for n in hunk.groups())
            if added:
                found.setdefault(name, []).append(range(start, start + added))
            _skip(lines, removed + added)
    return {name: tuple(ranges) for name, ranges in found.items()}


def _skip(lines: Iterator[bytes], count: int) -> None:
    """Past the body of a hunk: its lines can look like anything, `+++ ` included."""
    while count:
        count -= not next(lines).startswith(b"\\")  # “\ No newline at end of file” is not counted


def _unquoted(name: bytes) -> str:
    """A file's name from a header; odd ones stand between quotation marks, escaped as in C (and so in Python)."""
    if name.startswith(b'"'):
        name = literal_eval(f"b{os.fsdecode(name)}")
    return os.fsdecode(name.rstrip(b"\t").removeprefix(b"b/"))


def _line(*arguments: str) -> str:
    return os.fsdecode(_git(*arguments).strip())


def _git(*arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        raise GitError("git is not installed, or not on the PATH") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["git gave no reason"]
        raise GitError(f"git says: {said[-1].removeprefix('fatal: ')}")
    return done.stdout
