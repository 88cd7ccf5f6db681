"""The track record: what each rule did on good English, on translations with references, and on whole articles; and
the level that it earns by that.

The figures of the rules that cleanmt ships are in `rules/record.tsv`, a row a rule and, where it tells several shapes
of damage apart, a row a shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path

from cleanmt.errors import GoldError
from cleanmt.findings import Applicability
from cleanmt.packs import shipped
from cleanmt.packs.rule import Evidence, Rule
from cleanmt.tables import read as read_table
from cleanmt.text.words import plural

FIRINGS, PLACES = 20, 5  # what a safe fix must have shown, and where
RATIO = 3  # repairs of an unsafe fix that are nearer, for one that is farther

Key = tuple[str, str]  # a rule and a shape; "" is the whole rule


@dataclass(frozen=True, slots=True)
class Record:
    """The figures of a rule, or of one shape of it.

    Made: a repair at the rule's own level, not one that a quotation or the facts lower to a suggestion; of a rule that
    only suggests, every finding. Of the repairs made in translations some are nearer to the reference (`judging`).
    """

    rule: str
    shape: str = ""
    words: int = 0  # of good English that was read
    native: int = 0  # findings in it
    press: int = 0  # those in press
    genres: int = 0  # with findings
    native_made: int = 0
    segments: int = 0  # translated, that were read
    translated: int = 0  # findings in them
    sets: int = 0  # with findings
    systems: int = 0
    languages: int = 0
    translated_made: int = 0
    nearer: int = 0
    farther: int = 0
    as_far: int = 0
    chrf_nearer: int = 0  # the same by chrF++ alone
    chrf_farther: int = 0
    articles: int = 0  # with findings
    sites: int = 0
    article_findings: int = 0
    article_made: int = 0
    places: int = 0  # genres, systems and sites where a repair was made
    read: int = 0  # of the repairs made, those that a person has read
    wrong: int = 0  # and found wrong

    @property
    def made(self) -> int:
        return self.native_made + self.translated_made + self.article_made

    @property
    def seen(self) -> int:
        """In how many sets, sites and genres it found something."""
        return self.sets + self.sites + self.genres

    def __str__(self) -> str:
        """In a sentence."""
        said = f"In {_rounded(self.words)} words of good English {plural(self.native, 'finding')}"
        if self.segments:
            said += f"; in {_rounded(self.segments)} translated segments {self.translated:,}"
        if tried := self.nearer + self.farther + self.as_far:
            said += f", of {plural(tried, 'repair')} {self.nearer:,} nearer to a person's own, {self.farther:,} farther"
        if self.article_findings:
            said += f"; {self.article_findings:,} in {plural(self.articles, 'whole article')}"
        if self.read:
            said += f"; of {self.read:,} read {self.wrong:,} wrong"
        return f"{said}."

    @property
    def in_brief(self) -> str:
        """The same in a clause or two."""
        said = f"{plural(self.native, 'finding')} in {_rounded(self.words)} words of good English"
        if self.nearer + self.farther:
            said += f"; of its repairs {self.nearer:,} came nearer to a person's own, {self.farther:,} went farther"
        return f"{said}."


def _rounded(count: int) -> str:
    return f"{count / 1_000_000:.1f} million" if count >= 1_000_000 else f"{count:,}"


# The level that is earned --------------------------------------------------------------------------------------------


def keys(rule: Rule) -> list[Key]:
    """What of a rule has a level of its own, and so has to earn it: its shapes, or where they have none, the rule."""
    shapes = dict.fromkeys((*rule.check.shapes(), *rule.levels)) if rule.levels else [""]
    return [(rule.name, shape) for shape in shapes]


def wanting(record: Record, level: Applicability, evidence: Evidence) -> Iterator[str]:
    """What the record lacks to bear the level.

    A safe fix was made 20 times in 5 places, 20 of them were read and none was wrong. An unsafe one brought three
    translations nearer for each farther. Damage of pages can't be seen in sentences: its fixes stand on the rule's own
    examples, and on what was read in whole articles and in good English.
    """
    if level == Applicability.SUGGESTION:
        return
    if not record.words:
        yield "not measured"
    if evidence == "sentences" and level == Applicability.UNSAFE:
        if record.nearer < RATIO * max(1, record.farther):
            yield f"less than {RATIO} nearer for each farther"
        return
    if evidence == "sentences":
        if record.made < FIRINGS:
            yield f"made {record.made} times"
        if record.places < PLACES:
            yield f"in {record.places} places"
    if record.read < min(FIRINGS, record.made):
        yield f"{record.read} read"
    if record.wrong and (level == Applicability.SAFE or record.read - record.wrong < RATIO * record.wrong):
        yield f"{record.wrong} of {record.read} read wrong"


def earned(record: Record, evidence: Evidence) -> Applicability:
    """The highest level that the record bears."""
    return next(level for level in sorted(Applicability, reverse=True) if not [*wanting(record, level, evidence)])


@dataclass(frozen=True, slots=True)
class Unearned:
    """A level that the record does not bear, and what it bears."""

    key: Key
    level: Applicability
    earned: Applicability
    wanting: tuple[str, ...]


def unearned(rules: Iterable[Rule], records: Mapping[Key, Record]) -> Iterator[Unearned]:
    for rule in rules:
        for key in keys(rule):
            record, level = records.get(key, Record(*key)), rule.level(key[1])
            if level > (bears := earned(record, rule.evidence)):
                yield Unearned(key, level, bears, tuple(wanting(record, level, rule.evidence)))


def seldom(rules: Iterable[Rule], records: Mapping[Key, Record]) -> list[Rule]:
    """Those that found something in fewer than two sets, sites and genres: what stands on one text may be its own."""
    return [rule for rule in rules if records.get((rule.name, ""), Record(rule.name)).seen < 2]


# The table -----------------------------------------------------------------------------------------------------------

_COLUMNS = tuple(field.name for field in fields(Record))


@cache
def of_shipped() -> Mapping[Key, Record]:
    """The records of the rules that cleanmt ships. Raises GoldError."""
    return read(shipped.folder() / "record.tsv")


def of_rule(name: str) -> list[Record]:
    """The record of a rule that cleanmt ships, then those of its shapes; none where it was never measured.

    Raises GoldError.
    """
    return [record for (rule, _), record in of_shipped().items() if rule == name]


def read(path: Path) -> Mapping[Key, Record]:
    """Raises GoldError."""
    try:
        rows = read_table(path)
        return {(row["rule"], row["shape"]): _record(row) for row in rows}
    except OSError as error:
        raise GoldError(f"{path}: can't be read: {error.strerror}; `make record` writes it") from None
    except (ValueError, KeyError) as error:
        raise GoldError(f"{path}: {error}; its columns are {', '.join(_COLUMNS)}") from None


def _record(row: Mapping[str, str]) -> Record:
    rule, shape, *figures = (row[name] for name in _COLUMNS)
    return Record(rule, shape, *map(int, figures))


def written(records: Iterable[Record], notes: Iterable[str]) -> str:
    """The table as text; `notes` say what was measured."""
    rows = sorted(records, key=lambda record: (record.rule, record.shape))
    cells = (_COLUMNS, *map(astuple, rows))
    return "".join([*(f"# {note}\n" for note in notes), *("\t".join(map(str, row)) + "\n" for row in cells)])
