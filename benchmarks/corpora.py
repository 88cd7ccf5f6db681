"""Texts to measure with, made of the seeds and of the rules' own examples; the same ones every time."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

import cleanmt
from cleanmt.text.document import Document

ROOT = Path(__file__).parent.parent
ARTICLE = 5_400  # characters of a dirty article, as in the seeds


@cache
def _paragraphs() -> tuple[list[str], list[str]]:
    """All paragraphs of the seeds, and those in which nothing is found when they stand alone."""
    every: list[str] = []
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        text = path.read_text("utf-8")
        every += [text[p.start : p.end] for p in Document(text).paragraphs]
    return every, [text for text in every if len(text) > 80 and not cleanmt.check(text)]


@cache
def _artifacts() -> list[str]:
    """What the rules say is damaged, of every rule as much as it shows."""
    return [example.bad for rule in cleanmt.load_rules().selected() for example in rule.examples if example.bad]


def dirty(size: int, seed: int = 1) -> Iterator[str]:
    """Articles of so many characters together: the paragraphs of the seeds in other orders, no two alike."""
    yield from _articles(_paragraphs()[0], size, Random(seed), "Article {} ends here.")


def clean(size: int, seed: int = 2) -> Iterator[str]:
    """The same of the paragraphs that nothing is wrong with."""
    yield from _articles(_paragraphs()[1], size, Random(seed), "It was said for the {}th time.")


def damaged(size: int, per_thousand_words: float, seed: int = 3) -> Iterator[str]:
    """Clean articles with an artifact after so many words."""
    random = Random(seed)
    for article in clean(size, seed):
        paragraphs = article.split("\n\n")
        expected = len(article.split()) * per_thousand_words / 1000
        for _ in range(int(expected) + (random.random() < expected % 1)):
            paragraphs.insert(random.randrange(len(paragraphs)), random.choice(_artifacts()))
        yield "\n\n".join(paragraphs)


def _articles(paragraphs: list[str], size: int, random: Random, last: str) -> Iterator[str]:
    number = 0
    while size > 0:
        number += 1
        random.shuffle(paragraphs)
        lengths = list(accumulate(map(len, paragraphs)))
        chosen = paragraphs[: bisect(lengths, ARTICLE) + 1]
        article = "\n\n".join([*chosen, last.format(number)]) + "\n"
        size -= len(article)
        yield article


def written(articles: Iterator[str], folder: Path) -> int:
    """The articles as files; how many bytes they have."""
    folder.mkdir(parents=True)
    total = 0
    for number, article in enumerate(articles):
        total += (folder / f"{number:05}.txt").write_bytes(article.encode())
    return total
