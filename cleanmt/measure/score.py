"""What a text is worth: what the issues in it weigh, how hard it is to read, and what it was translated from.

Quality is MQM 2.0's raw overall quality score (https://themqm.org): 100 × (1 − penalty points / words).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cleanmt.checks.language import Detected, detected
from cleanmt.errors import InputError
from cleanmt.findings import MENDED_BY, Finding, penalty
from cleanmt.measure import translated
from cleanmt.packs import categories
from cleanmt.text.document import Document

LEVELS = tuple(name.replace(" ", "_") for name in MENDED_BY)
DIMENSIONS = tuple(category.name for category in categories.dimensions())
BINS = (0, 80, 90, 95, 98, 99, 99.5, 100)  # of quality, for a distribution
_FEWEST_WORDS = 100  # below, measures of readability mean nothing
_FEWEST_TO_DETECT = 10  # words: of fewer, langdetect guesses
_FEWEST_SIGNS = 2  # of a language, before it is named
_LEAST_SHARE = 0.5  # of all signs of any language


class Readability(NamedTuple):
    """Three measures that need no syllables, by textstat: two are school years of the US, LIX ends at about 60."""

    automated_readability_index: float
    coleman_liau_index: float
    lix: float


@dataclass(frozen=True, slots=True)
class Betrayed:
    """A language that a text may be translated from, with the rules that betray it."""

    language: str  # by its code, ISO 639-1
    signs: int  # that it explains
    weight: float  # the same, where a sign of n languages counts 1/n
    share: float  # of all signs
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one text; None is what can't be told of it.

    `penalty` counts MQM's points in 1,000 words; `quality` and `machine_translated` go to 100 and to 1.
    """

    path: str
    words: int
    issues: Counter[str]  # by LEVELS
    categories: Counter[str]  # by MQM's dimensions
    penalty: float
    quality: float | None
    readability: Readability | None
    language: Detected | None
    sources: tuple[Betrayed, ...]
    machine_translated: float | None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; every key is there for every text."""
        return {
            "path": self.path,
            **_figures(self),
            "readability": self.readability and {k: round(v, 1) for k, v in self.readability._asdict().items()},
            "language": self.language
            and {"code": self.language.code, "confidence": round(self.language.confidence, 3)},
            "sources": [_source(betrayed) for betrayed in self.sources],
            "machine_translated": _rounded(self.machine_translated, 3),
        }


@dataclass(frozen=True, slots=True)
class Total:
    """The figures of texts taken together."""

    texts: int
    words: int
    issues: Counter[str]
    categories: Counter[str]
    penalty: float
    quality: float | None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"texts": self.texts, **_figures(self)}


def _figures(of: Score | Total) -> dict[str, Any]:
    return {
        "words": of.words,
        "issues": {level: of.issues[level] for level in LEVELS},
        "categories": {dimension: of.categories[dimension] for dimension in DIMENSIONS},
        "penalty": round(of.penalty, 2),
        "quality": _rounded(of.quality, 2),
    }


def _source(of: Betrayed) -> dict[str, Any]:
    return {
        "language": of.language,
        "signs": of.signs,
        "weight": round(of.weight, 2),
        "share": round(of.share, 2),
        "rules": list(of.rules),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def scored(
    path: str, text: str, findings: Sequence[Finding], *, whole: bool = True, prior: float = translated.PRIOR
) -> Score:
    """The score of a text as a reader sees it, by the findings in it.

    `whole`: the rules were not narrowed, so that what they did not find tells something too. `prior` is the share of
    texts that one expects to be machine-translated. Raises InputError where it is not between 0 and 1.
    """
    if not 0 < prior < 1:
        raise InputError(f"a prior lies between 0 and 1, and is neither; not {prior:g}")
    words = Document(text).word_counts.total()
    language = detected(text) if words >= _FEWEST_TO_DETECT else None
    can_tell = whole and words >= translated.FEWEST_WORDS and language is not None and language.code == "en"
    weighed = penalty(findings, words)
    return Score(
        path=path,
        words=words,
        issues=Counter(map(_level, findings)),
        categories=Counter(categories.of(finding.category).dimension for finding in findings),
        penalty=weighed,
        quality=_quality(weighed) if words else None,
        readability=_readability(text) if words >= _FEWEST_WORDS else None,
        language=language,
        sources=tuple(betrayed(findings)),
        machine_translated=translated.shipped().probability(findings, words, prior) if can_tell else None,
    )


def quality(text: str, findings: Sequence[Finding]) -> float | None:
    """The quality of a text alone, by the findings in it; None where it has no words."""
    words = Document(text).word_counts.total()
    return _quality(penalty(findings, words)) if words else None


def total(scores: Sequence[Score]) -> Total:
    """All texts as if they were one."""
    words = sum(score.words for score in scores)
    points = sum(score.penalty * score.words for score in scores)
    weighed = points / words if words else 0.0
    issues = sum((score.issues for score in scores), Counter[str]())
    by_category = sum((score.categories for score in scores), Counter[str]())
    return Total(len(scores), words, issues, by_category, weighed, _quality(weighed) if words else None)


def worst_first(scores: Iterable[Score]) -> list[Score]:
    """By quality; of equals the one with more penalty points, and those without words at the end."""
    return sorted(scores, key=lambda s: (101.0 if s.quality is None else s.quality, -s.penalty))


def distribution(scores: Iterable[Score]) -> list[int]:
    """How many texts have a quality from each bound of BINS to the next; the highest counts with the last but one."""
    counts = Counter(
        max(i for i, low in enumerate(BINS[:-1]) if s.quality >= low) for s in scores if s.quality is not None
    )
    return [counts[i] for i in range(len(BINS) - 1)]


def betrayed(findings: Iterable[Finding]) -> list[Betrayed]:
    """The languages that explain two at least, and half, of the signs that betray any; the heaviest first.

    A sign is what a rule with source languages found; the same words of the same rule are one.
    """
    signs = {(f.rule, f.text.casefold()): f.source for f in findings if f.source}
    betraying: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (rule, _), languages in signs.items():
        for language in languages:
            betraying[language].append((rule, 1 / len(languages)))
    every = (_betrayed(language, of, len(signs)) for language, of in betraying.items())
    likely = (one for one in every if one.signs >= _FEWEST_SIGNS and one.share >= _LEAST_SHARE)
    return sorted(likely, key=lambda one: (-one.weight, one.language))


def _betrayed(language: str, of: Sequence[tuple[str, float]], signs: int) -> Betrayed:
    rules = tuple(sorted({rule for rule, _ in of}))
    return Betrayed(language, len(of), sum(weight for _, weight in of), len(of) / signs, rules)


def _level(finding: Finding) -> str:
    return finding.mended_by.replace(" ", "_")


def _quality(weighed: float) -> float:
    return max(0.0, 100 * (1 - weighed / 1000))


def _readability(text: str) -> Readability:
    import textstat  # 0.4 s

    return Readability(*(float(getattr(textstat, name)(text)) for name in Readability._fields))
