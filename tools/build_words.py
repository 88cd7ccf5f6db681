"""Writes rules/data/words.bin from the lists of wordfreq; its format stands in cleanmt/text/lexicon.py."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from wordfreq import get_frequency_list

from cleanmt.files.writing import put
from cleanmt.text.lexicon import DIGITS, MAGIC, PAGE, firsts
from cleanmt.text.vocabulary import ENGLISH, EVERYDAY, EVERYDAY_WORDS, FILE, OTHERS, proportion

Common = Mapping[str, int]  # word -> centibels below one in one


def write() -> None:
    """Puts a new file in the place of the old one, which other processes may have mapped. Raises FileError."""
    put(FILE, packed(), FILE.read_bytes() if FILE.exists() else None)


def packed() -> bytes:
    """The file: all words of English that wordfreq has, and of the others the commoner ones that English has not."""
    english = _listed(ENGLISH, "large")
    everyday = sorted(word.encode() for word, below in english.items() if proportion(below) >= EVERYDAY)
    sections = {**_sections(ENGLISH, english), EVERYDAY_WORDS: b"\n".join(everyday)}
    for language in OTHERS:
        sections |= _sections(language, _listed(language, "small", english))
    ends = [*accumulate(map(len, sections.values()), initial=0)]
    told = dict(zip(sections, pairwise(ends), strict=True))
    return MAGIC + json.dumps(told).encode() + b"\n" + b"".join(sections.values())


def _listed(language: str, size: str, known: Collection[str] = ()) -> Common:
    lists = enumerate(get_frequency_list(language, size))  # all words of one frequency, at their centibels
    return {word: below for below, words in lists for word in words if word not in known}


def _sections(language: str, words: Common) -> Mapping[str, bytes]:
    pages = [*_pages(sorted((word.encode(), below) for word, below in words.items()))]
    heads = [page[1 : page.index(b"\t")] for page in pages[1:]]
    return {language: b"".join(pages), firsts(language): b"\n".join(heads)}


def _pages(words: Sequence[tuple[bytes, int]]) -> Iterator[bytes]:
    page = b""
    for line in _lines(words):
        if len(page) + len(line) > PAGE:
            yield page.ljust(PAGE, b"\0")
            page = b""
        page += line
    yield page.ljust(PAGE, b"\0")


def _lines(words: Iterable[tuple[bytes, int]]) -> Iterator[bytes]:
    return (b"\n%b\t%0*d" % (word, DIGITS, below) for word, below in words)
