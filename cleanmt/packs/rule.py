"""A rule as a value: a check with all that is said about its findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Literal

from cleanmt.checks import Check, Example
from cleanmt.fields import After, Before, CategoryName, Language, Phrase, Phrases, RegexText, Words
from cleanmt.findings import Applicability, Severity
from cleanmt.packs import categories

Place = Literal[
    "quote",  # between quotation marks
    "heading",  # a short paragraph without a full stop at its end
    "protected",  # an address, a handle, a file name, code
    "brackets",  # between ( and )
]
Evidence = Literal[
    "sentences",  # one by one
    "pages",  # in whole articles only
]

_SHOWN = 8  # words of a list


@dataclass(frozen=True, slots=True)
class Condition:
    """Words that must or must not stand in a stretch of text.

    `word*` takes any ending. A word with a capital is sought as it is written, one without in any case.
    """

    any: Words = Words(())  # one of them stands there
    all: Words = Words(())  # each of them stands there
    none: Words = Words(())  # none of them stands there
    at_least: int = 1  # how many words of `any`, repeated ones counted
    within: int = 0  # words before and after the match; 0 is the whole stretch

    def __str__(self) -> str:
        return "; ".join(_given(self))


@dataclass(frozen=True, slots=True)
class Exemption:
    """One reason to keep quiet about a match; all its keys must hold."""

    phrase: Phrase = Phrase(Phrases())  # words that overlap the match
    pattern: RegexText = RegexText("")  # an expression that overlaps the match
    # Blanks at the ends of the match do not count: they are beside it, too.
    before: Before = Before(Phrases())  # words that end where the match begins
    after: After = After(Phrases())  # words that begin where the match ends
    before_pattern: RegexText = RegexText("")  # ends where the match begins
    after_pattern: RegexText = RegexText("")  # begins where the match ends
    words: Words = Words(())  # the matched text itself
    place: tuple[Place, ...] = ()  # where the match stands
    all_caps: bool = False  # the match is in capitals
    sentence: Condition | None = None  # holds in the sentence of the match
    paragraph: Condition | None = None  # holds in its paragraph
    document: Condition | None = None  # holds in the whole text

    def __str__(self) -> str:
        return ", ".join(_given(self))


@dataclass(frozen=True, slots=True)
class When:
    """What must stand around a match before the rule speaks."""

    sentence: Condition | None = None  # in its sentence
    paragraph: Condition | None = None  # in its paragraph
    document: Condition | None = None  # in the whole text


@dataclass(frozen=True, slots=True)
class Rule:
    """A check kind with everything that is said about its findings."""

    name: str  # pack/rule
    check: Check
    message: str  # what a finding says: a template, which knows `{match}`, `{replacement}` and `{suggestion}`, too
    category: CategoryName  # what kind of damage it is
    severity: Severity  # how much it harms
    reason: str  # why translations have it
    fix: Applicability = Applicability.SUGGESTION
    levels: Mapping[str, Applicability] = field(default_factory=dict)  # by shape, where one differs from `fix`
    fix_safety: str = ""  # why the fix is as safe as it is
    evidence: Evidence = "sentences"  # in what its damage can be seen, and its level be earned
    source: tuple[Language, ...] = ()  # the languages that it betrays; `--source` with others leaves it out
    default: bool = True  # on by itself; else only where it is selected
    when: When | None = None  # it speaks only where this holds
    except_: tuple[Exemption, ...] = ()  # it keeps quiet where one of these applies
    examples: tuple[Example, ...] = ()  # texts that test it, and show what it does
    references: tuple[str, ...] = ()  # further reading
    kind: str = ""  # the name of the check kind
    path: str = ""
    line: int = 0

    @property
    def pack(self) -> str:
        return self.name.partition("/")[0]

    @property
    def may_touch_quotations(self) -> bool:
        return categories.of(self.category).may_touch_quotations

    @property
    def possible_levels(self) -> Sequence[Applicability]:
        """The levels that its fixes may have, the surest first."""
        return sorted({self.level(shape) for shape in self.check.shapes() or ("",)}, reverse=True)

    def level(self, shape: str) -> Applicability:
        """How far the fixes of this shape may go."""
        return self.levels.get(shape, self.fix)


def _given(owner: Condition | Exemption) -> Iterator[str]:
    """The keys that somebody wrote, with their values."""
    for key in fields(owner):
        value = getattr(owner, key.name)
        if value != key.default:
            yield f"{key.name.replace('_', '-')} {_shown(value)}".rstrip()


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        rest = "/…" if len(value) > _SHOWN else ""
        return "/".join(f"‘{item}’" for item in value[:_SHOWN]) + rest
    if value is True:
        return ""
    return f"‘{value}’" if isinstance(value, (str, Phrases)) else str(value)
