"""What stands above the articles: totals, the filters, and for several texts a row for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleanmt.engine.result import Result
from cleanmt.findings import MENDED_BY, penalty
from cleanmt.packs import categories
from cleanmt.reports.html import chart
from cleanmt.reports.html.words import Kind, kind, safe, slug
from cleanmt.text.words import plural


@dataclass(frozen=True, slots=True)
class Row:
    """What the index keeps of a text: figures, however long it is. `penalty` is points in 1,000 words."""

    name: str
    words: int
    penalty: float
    kinds: tuple[tuple[Kind, int], ...]

    @property
    def findings(self) -> int:
        return sum(count for _, count in self.kinds)

    def at(self, level: str) -> int:
        """How many of its findings can be mended so far."""
        return sum(count for one, count in self.kinds if one.level == level)

    @property
    def names(self) -> str:
        """What the filters know it by: levels, dimensions, and which of them one finding has together."""
        every = [name for one, _ in self.kinds for name in (*one, "/".join(one))]
        return safe(" ".join(dict.fromkeys(map(slug, every))))


def row_of(result: Result) -> Row:
    words = result.document.word_counts.total()
    kinds = Counter(map(kind, result.findings))
    return Row(result.path, words, penalty(result.findings, words), tuple(kinds.items()))


def totals(rows: Sequence[Row]) -> str:
    findings = plural(sum(row.findings for row in rows), "finding")
    words = sum(row.words for row in rows)
    points = sum(row.penalty * row.words for row in rows) / words if words else 0
    texts, read = plural(len(rows), "text"), plural(words, "word")
    return f"{findings} in {texts} of {read}: {points:,.1f} penalty points in 1,000 words."


# Filters -------------------------------------------------------------------------------------------------------------


def filters(rows: Iterable[Row]) -> Iterator[str]:
    """Radio buttons by level and by dimension, and the rules of style that make them work."""
    kinds = Counter[Kind]()
    for row in rows:
        kinds.update(dict(row.kinds))
    if not kinds:
        return
    levels, dimensions = Counter[str](), Counter[str]()
    for (level, dimension), count in kinds.items():
        levels[level] += count
        dimensions[dimension] += count
    yield f"<style>\n{''.join(_styles(kinds))}</style>\n"
    yield from _choice("level", "Level", [(level, level, levels[level]) for level in MENDED_BY if levels[level]])
    options = [(name, name.replace("-", " "), dimensions[name]) for name in sorted(dimensions)]
    yield from _choice("dimension", "Category", options)


def _choice(name: str, title: str, options: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    yield f'<fieldset class="filter">\n<legend>{title}</legend>\n'
    yield f'<label><input type="radio" name="{name}" checked>all</label>\n'
    for value, label, count in options:
        one = safe(slug(value))
        yield (
            f'<label class="{one}"><input type="radio" name="{name}" id="{name}-{one}">'
            f"{safe(label)}{_explained(value)} <small>{count:,}</small></label>\n"
        )
    yield "</fieldset>\n"


def _explained(value: str) -> str:
    return f'<span class="wide">: {safe(categories.of(value).label)}</span>' if categories.is_known(value) else ""


_UNMARKED = "background:none;border-color:transparent;padding:0;text-decoration:none"


def _styles(kinds: Iterable[Kind]) -> Iterator[str]:
    """What is not of the chosen level and dimension is hidden, or no longer marked. A text is shown where one finding
    of it is of both.
    """
    for name, values in (
        ("level", {slug(one.level) for one in kinds}),
        ("dimension", {one.dimension for one in kinds}),
    ):
        for value in sorted(values):
            chosen, others = f":root:has(#{name}-{value}:checked)", f'[data-is]:not([data-is~="{value}"])'
            yield f"{chosen} :is(tr,article,li,.says){others}{{display:none}}\n"
            yield f"{chosen} :is(mark,u){others}{{{_UNMARKED}}}\n"
    for level, dimension in sorted((slug(one.level), one.dimension) for one in kinds):
        both = f":root:has(#level-{level}:checked):has(#dimension-{dimension}:checked)"
        yield f'{both} :is(tr,article)[data-is]:not([data-is~="{level}/{dimension}"]){{display:none}}\n'


# The rows ------------------------------------------------------------------------------------------------------------

_FOR_A_PICTURE = 5  # texts
_HEADS = ("Text", "Words", *map(str.capitalize, MENDED_BY), "Points")
_COLUMNS = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)


def table(rows: Sequence[Row]) -> Iterator[str]:
    """A row for each of several texts, with a picture of all of them; nothing for one alone."""
    if len(rows) < 2:
        return
    yield '<section class="index" aria-label="The texts">\n'
    if len(rows) >= _FOR_A_PICTURE:
        yield from chart.histogram([row.penalty for row in rows])
    yield '<div class="rows">\n<label><input type="checkbox" class="worst">Worst first</label>\n<div tabindex="0">\n'
    yield "<table>\n<caption>Points are MQM’s penalty in 1,000 words: minor 1, major 5, critical 25.</caption>\n"
    yield f"<thead><tr>{_COLUMNS}</tr></thead>\n<tbody>\n"
    by_penalty = sorted(range(len(rows)), key=lambda index: -rows[index].penalty)
    ranks = {index: rank for rank, index in enumerate(by_penalty)}
    worst = max(row.penalty for row in rows)
    for index, one in enumerate(rows):
        yield _table_row(one, index + 1, ranks[index], one.penalty / worst if worst else 0)
    yield "</tbody>\n</table>\n</div>\n</div>\n</section>\n"


def _table_row(row: Row, number: int, rank: int, share: float) -> str:
    name = f'<a href="#text-{number}">{safe(row.name)}</a>' if row.findings else safe(row.name)
    figures = "".join(f"<td>{row.at(level) or '–'}</td>" for level in MENDED_BY)
    return (
        f'<tr data-is="{row.names}" style="--rank:{rank}"><th scope="row">{name}</th><td>{row.words:,}</td>{figures}'
        f'<td style="--share:{share:.0%}">{row.penalty:,.1f}</td></tr>\n'
    )
