r"""A file of words and how common each is. It is mapped into memory and searched where it lies: to open it costs next
to nothing, however large it is, and processes share it.

`make data` writes it (tools/build_words.py). All of it is UTF-8, so that no order of bytes matters:

    cleanmt words 1\n            what it is, and the version of this format
    {"en": [0, 3975680], …}\n    JSON: where each section begins and ends, in bytes after this line
    …                            the sections

    en           the words of a language, in pages of 512 bytes. A page is lines `\nword\t573`, padded with NUL: the
                 word in lower case, and in three digits how many centibels below one in one it stands. Lines are
                 sorted by their bytes, and none is divided between pages
    en firsts    the first word of each page but the first one, a word a line: they tell on which page to look
    everyday     everyday English words, a word a line, sorted by their bytes
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO

from cleanmt.errors import FileError

MAGIC = b"cleanmt words 1\n"
PAGE = 512  # bytes
DIGITS = 3  # 10 to the power of -9.99 is the rarest that a word can be
Sections = Mapping[str, tuple[int, int]]  # where each begins and ends


@dataclass(frozen=True, slots=True)
class Words:
    """Those of one language, in the pages of a file that begin at `start`."""

    file: mmap
    start: int
    firsts: Sequence[bytes]

    def centibels(self, word: str) -> int | None:
        """How far below one in one the word stands in a running text (-100 log10); None where it is no word."""
        sought = word.encode("utf-8", "surrogatepass")
        page = self.start + PAGE * bisect_right(self.firsts, sought)
        line = b"\n%b\t" % sought
        at = self.file.find(line, page, page + PAGE)
        return None if at < 0 else int(self.file[at + len(line) : at + len(line) + DIGITS])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The file, opened."""

    file: mmap
    sections: Sections

    @classmethod
    def opened(cls, path: Path) -> Lexicon:
        """Raises FileError where it is missing, cut off, or anything else than such a file."""
        try:
            with path.open("rb") as source:
                if source.readline() != MAGIC:
                    raise _unusable(path, "is no vocabulary of this cleanmt")
                sections = _sections(source)
                file = mmap(source.fileno(), 0, access=ACCESS_READ)
        except OSError as error:
            raise _unusable(path, f"can't be read: {error.strerror}") from None
        except ValueError:
            raise _unusable(path, "is cut off") from None
        if len(file) != max(end for _, end in sections.values()):
            raise _unusable(path, "is cut off")
        return cls(file, sections)

    def words(self, language: str) -> Words:
        """Those of a language that it has."""
        start, _ = self.sections[language]
        return Words(self.file, start, self.lines(firsts(language)))

    def lines(self, section: str) -> list[bytes]:
        start, end = self.sections[section]
        return self.file[start:end].split(b"\n")


def firsts(language: str) -> str:
    """The section that tells on which page of a language a word stands."""
    return f"{language} firsts"


def _sections(source: BinaryIO) -> Sections:
    """What the second line says, in bytes from the beginning of the file. Raises ValueError where it is cut off."""
    told: Sections = json.loads(source.readline())
    after = source.tell()
    return {name: (after + start, after + end) for name, (start, end) in told.items()}


def _unusable(path: Path, why: str) -> FileError:
    return FileError(f"{path}: {why}; install cleanmt again, or run `make data` in a checkout")
