"""Damage planted in good English: what is found at its place, and mended to what stood there before?

Each operator does what one mechanism of machine translation or of scraping does, in one place. That the text was right
before is all that is known of it, so anybody's own texts will do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import regex

from cleanmt.edits import applied, closed_up
from cleanmt.findings import Applicability, Finding, Span

PLANTS = 60  # of each operator, where the texts have so many places
_SEED = 7
_NEAR = 2  # characters between the damage and what is found there

_STARTERS = "The|He|She|It|We|They|I|In|On|At|As|For|But|And|A|An|This|That|There|His|Her"
_SPEAKING = "said|says|told|added|asked|replied"
_COUNTRIES = (
    "Russia|Ukraine|China|France|Germany|Britain|Europe|Canada|Turkey|Poland|Iran|Spain|Italy|India|Japan|Israel"
    "|Egypt|Mexico|Brazil|Greece|Syria|Norway|Sweden|Africa|Asia"
)
_NATIONS = (
    "Russian|Ukrainian|British|French|German|American|European|Chinese|Spanish|Italian|Polish|Greek|Turkish|Dutch"
    "|Japanese|Israeli|Iranian|Canadian|Indian|African"
)
_MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
_FOREIGN = """gemeinde verkeer sciopero ayuntamiento vláda zasedanie hallitus umferðin mistrzostwo rencontre besednik
    sindacato wahlkampf trening tribunale parlement""".split()
_CREDITS = ("Town Museum", "Coast Archive", "Ministry of Trade", "Anna Poe", "Port Press / AB")
_LINES = (
    "More reports from the county on our home page",
    "You can also read the interview on the portal",
    "Follow our channel on Telegram",
    "Send us your pictures of the storm",
    "Also interesting: old mill reopens",
    "Further news can be found on the Landbote website.",
)
_REMARKS = ("Here is the translation of the article:", "Here is your text, translated into English:")
_SITES = ("Landbote.ch", "kustnytt.se", "Il Faro Online", "The Valley Herald")

Damage = str | Callable[[regex.Match[str], Random], str]


@dataclass(frozen=True, slots=True)
class Operator:
    """One mechanism: where it can strike, and what stands there afterwards (with \\1 for a group, or a function).

    A place that the damage leaves as it is is none.
    """

    name: str
    pattern: str
    damage: Damage

    def damaged(self, match: regex.Match[str], chance: Random) -> str:
        return match.expand(self.damage) if isinstance(self.damage, str) else self.damage(match, chance)


def _lower(match: regex.Match[str], _: Random) -> str:
    return match[0].lower()


def _capital(match: regex.Match[str], _: Random) -> str:
    return match[0].capitalize()


def _unmarked(match: regex.Match[str], _: Random) -> str:
    """Without its apostrophes."""
    return match[0].replace("'", "").replace("’", "")


def _another_vowel(match: regex.Match[str], chance: Random) -> str:
    """The name with one vowel changed, where it stands twice elsewhere and so is known by its text."""
    name = match[0]
    inside = [place for place in range(1, len(name)) if name[place] in "aeiou"]
    if not inside or match.string.count(name) < 3:
        return name
    place = chance.choice(inside)
    return name[:place] + chance.choice("aeiou".replace(name[place], "")) + name[place + 1 :]


def _one_of(words: Sequence[str], form: str = "{}") -> Callable[[regex.Match[str], Random], str]:
    return lambda _, chance: form.format(chance.choice(words))


_OTHER_START = rf"(?!(?:{_STARTERS})\b)(?=\p{{Lu}}\p{{Ll}}+ )"
_SPEAKER = rf"(?=(?:\p{{L}}+ ){{0,2}}(?:{_SPEAKING})\b)"
_NAME = r"\p{Lu}\p{Ll}{2,}"
_VERB = rf"(?:{_SPEAKING}|was|is|has)\b"

OPERATORS = (
    Operator("space lost after a stop", rf"(?<=\p{{Ll}}\.) (?=(?:{_STARTERS})\b)", ""),
    Operator("space lost after a stop, before a name", rf"(?<=\p{{Ll}}\.) {_OTHER_START}", ""),
    Operator("space lost after a quotation", r"(?<=[.,?!][\"”]) (?=\p{L})", ""),
    Operator("space before a hyphen", r"(?<=\b\p{Ll}{3,})(?=-\p{Ll}{3,}\b)", " "),
    Operator("space before a comma or stop", r"(?<=\p{Ll})(?=[.,] )", " "),
    Operator("space inside a bracket", r"(?<=\()(?=\p{L}[^()\n]*\))", " "),
    Operator("two stops", r"(?m)(?<=\p{Ll})\.(?= \p{Lu})", ".."),
    Operator("final stop lost", r"(?m)(?<=\p{Ll})\.$", ""),
    Operator("surname in lower case", rf"(?<=\p{{Ll}} {_NAME} )\p{{Lu}}\p{{Ll}}{{3,}}(?=, | {_VERB})", _lower),
    Operator("place in lower case", r"(?<=\b(?:in|from|to|near) )\p{Lu}\p{Ll}{3,}(?=[.,;]| \p{Ll})", _lower),
    Operator("nationality in lower case", rf"(?<= )(?:{_NATIONS})(?= )", _lower),
    Operator("weekday in lower case", r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", _lower),
    Operator("month in lower case", rf"\b(?:{_MONTHS})\b(?! \p{{Lu}})", _lower),
    Operator("noun with a capital", r"(?<=\b(?:of|many|these|several|some) )\p{Ll}{5,}s(?= )", _capital),
    Operator("name with another vowel", r"(?<=\p{Ll} )\p{Lu}\p{Ll}{5,}", _another_vowel),
    Operator("second of two words is the first", r"(?<= )(\p{Ll}{5,}) and \p{Ll}{5,}(?=[ .,])", r"\1 and \1"),
    Operator("word doubled", r"(?<= )(\p{Ll}{3,})(?= )", r"\1 \1"),
    Operator("paragraph twice", r"(?m)^([^\n]{150,}[.”\"])$", r"\1\n\n\1"),
    Operator("foreign word", r"(?<=\bthe )\p{Ll}{5,}(?= )", _one_of(_FOREIGN)),
    Operator("article before a country", rf"(?<=\b(?:in|to|from|of) )(?=(?:{_COUNTRIES})\b[.,]? )", "the "),
    Operator("article lost", r"(?<=\b(?:of|in|to|at|for) )the (?=\p{Ll}{4,} )", ""),
    Operator("a before a vowel", r"\ban (?=[aeio]\p{Ll}{3,})", "a "),
    Operator("apostrophe lost in a contraction", r"\b\p{Ll}+n['’]t\b", _unmarked),
    Operator("apostrophe lost after a name", r"\b\p{Lu}\p{Ll}{3,}['’]s(?= \p{Ll}{4,})", _unmarked),
    Operator("opening mark lost", r"(?m)^[\"“](?=[^\"“”\n]*[\"”] ?[^\"“”\n]*$)", ""),
    Operator("closing mark moved to the speaker", rf",[\"”] {_SPEAKER}", ', "'),
    Operator("comma outside the mark", rf",([\"”]) {_SPEAKER}", r"\1, "),
    Operator("dash before the speaker", rf",([\"”]) {_SPEAKER}", r"\1, - "),
    Operator("speech between dashes", rf"(?m)^[\"“]([^\"“”\n]{{10,}}?)[,.][\"”] {_SPEAKER}", r"- \1 - "),
    Operator("point in thousands", r"(?<![\d,.$£€])(\d{1,3}),(\d{3})(?![\d,])", r"\1.\2"),
    Operator("space in thousands", r"(?<![\d,.$£€])(\d{1,3}),(\d{3})(?![\d,])", r"\1 \2"),
    Operator("point after the day", rf"\b({_MONTHS}) (\d{{1,2}})(?!\d)", r"\2. \1"),
    Operator("colon and space in a score", r"\b(\d{1,2})-(\d{1,2})\b(?=[ .,])", r"\1: \2"),
    Operator("read in the wrong encoding", r"(?<=\p{L})’(?=\p{L})", "â€™"),
    Operator("credit glued", r"(?m)(?<=\p{Ll}\.)$", _one_of(_CREDITS, "Credit: {}")),
    Operator("link line", r"(?<=\S)\n\n(?=\S)", _one_of(_LINES, "\n\n{}\n\n")),
    Operator("remark of a language model", r"\A(?=\S)", _one_of(_REMARKS, "{}\n\n")),
    Operator("site's name behind the headline", r"\A[^\n.!?]{12,120}\K(?=\n)", _one_of(_SITES, " - {}")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plant:
    """A text with one piece of damage in it; `span` is where it stands, without the blank lines around it."""

    operator: Operator
    original: str
    damaged: str
    span: Span

    def at_place(self, findings: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
        """Of the findings in the damaged text those that touch the damage and were not there `before`."""
        known = Counter((finding.rule, finding.text) for finding in before)
        near = Span(self.span.start - _NEAR, self.span.end + _NEAR)
        return [
            finding
            for finding in findings
            if finding.span.start <= near.end
            and near.start <= finding.span.end
            and not known[finding.rule, finding.text]
        ]

    def is_mended(self, findings: Sequence[Finding]) -> bool:
        """Whether the fixes of these findings, safe or unsafe, make the original again: one of them, or all."""
        fixes = [f.fix.edits for f in findings if f.fix and f.fix.applicability >= Applicability.UNSAFE]
        together = tuple(sorted({edit for edits in fixes for edit in edits}))
        if all(one.end <= following.start for one, following in pairwise(together)):
            fixes.append(together)
        return any(applied(self.damaged, closed_up(self.damaged, edits)) == self.original for edits in fixes)


@dataclass(frozen=True, slots=True)
class Harvest:
    """What became of the plants of one operator."""

    operator: str
    plants: int = 0
    found: int = 0
    mended: int = 0
    missed: tuple[Plant, ...] = ()

    @property
    def found_share(self) -> float | None:
        return self.found / self.plants if self.plants else None

    @property
    def mended_share(self) -> float | None:
        return self.mended / self.plants if self.plants else None


def harvests(
    texts: Sequence[str],
    check: Callable[[str], list[Finding]],
    operators: Iterable[Operator] = OPERATORS,
    number: int = PLANTS,
) -> Iterator[Harvest]:
    """For each operator how many of its plants were found at their place, and how many mended exactly."""
    before = {text: check(text) for text in texts}
    for operator in operators:
        plants = list(planted(operator, texts, number))
        found = [plant.at_place(check(plant.damaged), before[plant.original]) for plant in plants]
        missed = tuple(plant for plant, here in zip(plants, found, strict=True) if not here)
        mended = sum(plant.is_mended(here) for plant, here in zip(plants, found, strict=True))
        yield Harvest(operator.name, len(plants), len(plants) - len(missed), mended, missed)


def planted(operator: Operator, texts: Sequence[str], number: int = PLANTS) -> Iterator[Plant]:
    """Up to so many plants, none twice, spread over the texts; the same ones for the same texts."""
    chance = Random(f"{_SEED} {operator.name}")  # noqa: S311 - nothing is kept secret here
    places = [_places(operator, text, chance) for text in chance.sample(texts, len(texts))]
    count = 0
    while places and count < number:
        for here in tuple(places):
            plant = next(here, None)
            if plant is None:
                places.remove(here)
            elif count < number:
                count += 1
                yield plant


def _places(operator: Operator, text: str, chance: Random) -> Iterator[Plant]:
    """The text with the damage in one place after the other, in any order."""
    matches = list(regex.finditer(operator.pattern, text))
    for match in chance.sample(matches, len(matches)):
        start, end = match.span()
        new = operator.damaged(match, chance)
        if new != match[0]:
            blank = len(new) - len(new.lstrip("\n"))
            span = Span(start + blank, start + max(blank, len(new.rstrip("\n"))))
            yield Plant(operator, text, text[:start] + new + text[end:], span)


def macro_average(shares: Iterable[float | None]) -> float | None:
    """The mean over the operators that had a place to strike."""
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None
