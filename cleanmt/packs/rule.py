"""A rule as a value: a check with all that is said about its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cleanmt.checks import Check, Example, Match
from cleanmt.fields import CategoryName, Language, RegexText, Words
from cleanmt.findings import Applicability, Severity
from cleanmt.packs import categories

Place = Literal["quote", "heading", "protected", "brackets"]


@dataclass(frozen=True, slots=True)
class Condition:
    """Words that must or must not stand in a stretch of text.

    `word*` takes any ending. A word with a capital is sought as it is written, one without in any case.
    """

    any: Words = Words(())
    all: Words = Words(())
    none: Words = Words(())
    at_least: int = 1
    within: int = 0  # words before and after the match; 0 is the whole stretch


@dataclass(frozen=True, slots=True)
class Exemption:
    """One reason to keep quiet about a match; all its keys must hold."""

    pattern: RegexText = RegexText("")  # overlaps the match
    before: RegexText = RegexText("")  # ends where the match begins
    after: RegexText = RegexText("")  # begins where the match ends
    words: Words = Words(())  # the matched text itself
    place: tuple[Place, ...] = ()
    all_caps: bool = False
    sentence: Condition | None = None
    paragraph: Condition | None = None
    document: Condition | None = None

    def __str__(self) -> str:
        return ", ".join(
            f"{name.replace('_', '-')} {_shown(value)}"
            for name in self.__slots__
            if (value := getattr(self, name)) and isinstance(name, str)
        )


@dataclass(frozen=True, slots=True)
class When:
    """What must stand around a match before the rule speaks."""

    sentence: Condition | None = None
    paragraph: Condition | None = None
    document: Condition | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A check kind with everything that is said about its findings."""

    name: str  # pack/rule
    check: Check
    message: str
    category: CategoryName
    severity: Severity
    reason: str
    fix: Applicability = Applicability.SUGGESTION
    levels: Mapping[str, Applicability] = field(default_factory=dict)  # by shape, where one differs from `fix`
    fix_safety: str = ""
    source: tuple[Language, ...] = ()
    default: bool = True
    when: When | None = None
    except_: tuple[Exemption, ...] = ()
    examples: tuple[Example, ...] = ()
    references: tuple[str, ...] = ()
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
        return sorted({self.levels.get(shape, self.fix) for shape in self.check.shapes() or ("",)}, reverse=True)

    def level(self, match: Match) -> Applicability:
        return self.levels.get(match.shape, self.fix)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "/".join(str(item) for item in value[:8])
    return f"‘{value}’" if isinstance(value, str) else ""
