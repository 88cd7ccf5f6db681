"""Tables of tab-separated values beside a pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The rows of a TSV file beside the pack; equal only to itself, so that what is made of it can be kept."""

    path: str
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...] = ()  # in which each row stands, where that is known
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)  # those of the pack, for phrases in the rows

    @classmethod
    def read(cls, folder: Path, file: str, lists: Mapping[str, Sequence[str]]) -> Table:
        """The table of that file, called as the pack calls it. Raises as `read` does."""
        numbered = dict(_numbered(folder / file))
        return cls(file, tuple(numbered.values()), tuple(numbered), lists)

    def place(self, index: int) -> str:
        """The file and the line of a row."""
        return f"{self.path}:{self.lines[index]}" if self.lines else f"{self.path}, row {index + 1}"

    def only(self, wanted: Callable[[Mapping[str, str]], bool]) -> Table:
        """The rows that are wanted, in the same order."""
        kept = [index for index, row in enumerate(self.rows) if wanted(row)]
        lines = tuple(self.lines[i] for i in kept if self.lines)
        return Table(self.path, tuple(self.rows[i] for i in kept), lines, self.lists)

    def lacking(self, *columns: str) -> Iterator[str]:
        """Why nobody can use it who needs these columns, in words for who wrote the rule; nothing if it has them."""
        if not self.rows:
            yield f"{self.path} has no rows"
        elif missing := [column for column in columns if column not in self.rows[0]]:
            yield f"{self.path} has no column {', '.join(missing)}"


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a table whose first line names the columns; lines that start with # are notes.

    Raises OSError, and ValueError naming the line that has too many or too few fields.
    """
    return [row for _, row in _numbered(path)]


def shipped() -> Path:
    """The folder of the packs that cleanmt ships: in the package where it is installed, beside it in a checkout.

    Nothing is imported to find out: from inside a checkout that would be the rules of another cleanmt, or none.
    """
    package = Path(__file__).parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent / "rules"


def cells(cell: str) -> list[str]:
    """The parts of a cell, divided by |."""
    return [part for part in cell.split("|") if part]


def _numbered(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its line, counted from 1."""
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        values = line.rstrip("\r").split("\t")
        if header is None:
            header = values
        elif len(values) != len(header):
            raise ValueError(f"{path}:{number}: {len(values)} fields where the header names {len(header)}")
        else:
            yield number, dict(zip(header, values, strict=True))
