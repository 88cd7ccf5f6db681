"""Texts to measure rules on, in one folder; whatever of it there is counts:

* `native/GENRE/`: good English; a finding there is most likely a false alarm
* `lines/GENRE.txt`: the same, where each line is a text of its own
* `translations/*.tsv`: translated segments with a person's own (see `references.read_segments`)
* `articles/SITE/`, `articles/SITE.txt`: whole translated articles without references
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from cleanmt.errors import FileError
from cleanmt.files import discovery, reading
from cleanmt.measure.references import read_segments

Corpus = Literal["native", "translations", "articles"]
_PRESS = re.compile("news|press|sport")  # in the name of a genre


@dataclass(frozen=True, slots=True)
class Sample:
    """A text to measure on; `place` is its genre, set or site."""

    text: str
    name: str
    corpus: Corpus
    place: str
    reference: str | None = None
    system: str = ""
    language: str = ""

    @property
    def is_press(self) -> bool:
        return self.corpus == "native" and _PRESS.search(self.place) is not None

    @property
    def words(self) -> int:
        return len(self.text.split())


def read(folder: Path) -> Iterator[Sample]:
    """Raises FileError for a text that can't be read and for a folder that has none, GoldError for a bad segment."""
    empty = True
    for sample in chain(
        _native(folder / "native"), _lines(folder), _translations(folder), _articles(folder / "articles")
    ):
        empty = False
        yield sample
    if empty:
        raise FileError(f"{folder}: no native/GENRE/, lines/*.txt, translations/*.tsv or articles/ with texts in it")


def _native(folder: Path) -> Iterator[Sample]:
    for genre in _inside(folder):
        for path in discovery.find([genre]):
            yield Sample(reading.read(path).text, _name(path, folder), "native", genre.name)


def _lines(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.glob("lines/*.txt")):
        for number, line in enumerate(reading.read(path).text.split("\n"), 1):
            if line.strip():
                yield Sample(line.removesuffix("\r"), f"{path.name}:{number}", "native", path.stem)


def _translations(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.glob("translations/*.tsv")):
        for number, segment in enumerate(read_segments(path), 1):
            yield Sample(
                segment.output, f"{path.name}:{number}", "translations", segment.set,
                segment.reference, segment.system, segment.language,
            )  # fmt: skip


def _articles(folder: Path) -> Iterator[Sample]:
    for site in _inside(folder):
        for path in discovery.find([site]):
            yield Sample(reading.read(path).text, _name(path, folder), "articles", site.stem)


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
