"""Rules as values, what keeps them quiet, and choosing among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import regex

from cleanmt.checks import Check, Match
from cleanmt.errors import InputError
from cleanmt.fields import RegexText, Words
from cleanmt.findings import UNUSED, Applicability, Severity, Span
from cleanmt.text import matching
from cleanmt.text.document import Document, overlapping

Place = Literal["quote", "heading", "protected", "brackets"]
Scope = Literal["text", "title", "head", "tail", "sentence-start", "quote"]
_EDGE = 3  # paragraphs that count as head, and as tail
_HEADING_LENGTH = 120
_LONGEST_SIC = 20  # characters; without an end each look would go through the rest of the text
# What a writer puts behind words that stand so in the source; closing quotation marks may come before it.
_SIC = regex.compile(r"[”\"’'»*_]*\s?[*_]*[\[(][*_]*sic[.!?]*[*_]*[\])]", regex.IGNORECASE)


class UnknownRuleError(InputError):
    """Selectors name no rule and no pack; `unknown` has each of them with the sentence that says so."""

    def __init__(self, unknown: Mapping[str, str]) -> None:
        super().__init__(unknown)
        self.unknown = unknown

    def __str__(self) -> str:
        return "\n".join(self.unknown.values())


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

    def holds(self, text: str) -> bool:
        return (
            (not self.any or matching.stands_in(self.any, text, self.at_least))
            and all(matching.stands_in(Words((word,)), text) for word in self.all)
            and not matching.stands_in(self.none, text)
        )


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

    def applies(self, document: Document, span: Span) -> bool:
        text = document.text
        paragraph = document.paragraph_at(span.start) or span
        return (
            (not self.pattern or _overlaps(self.pattern, document, paragraph, span))
            and (not self.before or _stands_before(self.before, text, Span(paragraph.start, span.start)))
            and (not self.after or _stands_after(self.after, text, Span(span.end, paragraph.end)))
            and (not self.words or text[span.start : span.end].casefold() in {w.casefold() for w in self.words})
            and (not self.place or any(_is_in(place, document, span, paragraph) for place in self.place))
            and (not self.all_caps or text[span.start : span.end].isupper())
            and _hold(self, document, span)
        )

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

    def holds(self, document: Document, span: Span) -> bool:
        return _hold(self, document, span)


@dataclass(frozen=True, slots=True)
class Example:
    """A text that the rule must find (`bad`) or must leave alone (`ok`); `todo` marks a known gap.

    `marked` is what the finding must show, where the example says so with [[ ]].
    """

    bad: str = ""
    marked: Span | None = None
    good: str | None = None
    ok: str = ""
    todo: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A check kind with everything that is said about its findings."""

    name: str  # pack/rule
    check: Check
    message: str
    category: str
    severity: Severity
    reason: str
    fix: Applicability = Applicability.SUGGESTION
    levels: Mapping[str, Applicability] = field(default_factory=dict)  # by shape, where one differs from `fix`
    fix_safety: str = ""
    source: tuple[str, ...] = ()
    default: bool = True
    status: Literal["stable", "preview", "deprecated"] = "stable"
    scope: Scope = "text"
    when: When | None = None
    except_: tuple[Exemption, ...] = ()
    examples: tuple[Example, ...] = ()
    note: str = ""
    references: tuple[str, ...] = ()
    path: str = ""
    line: int = 0

    @property
    def pack(self) -> str:
        return self.name.partition("/")[0]

    @property
    def in_default(self) -> bool:
        return self.default and self.status == "stable"

    @property
    def touches_spelling_only(self) -> bool:
        """Spelling and punctuation may be mended inside quotation marks; words may not: a quotation is evidence."""
        return self.category.startswith(
            (
                "linguistic-conventions/spelling",
                "linguistic-conventions/punctuation",
                "linguistic-conventions/character-encoding",
                "locale-conventions/",
                "accuracy/mistranslation/entity",
                "terminology/",
                "custom/boilerplate",
                "linguistic-conventions/duplication",
            )
        )

    def level(self, match: Match) -> Applicability:
        return self.levels.get(match.shape, self.fix)

    def silenced_by(self, document: Document, match: Match) -> str | None:
        """Why the rule keeps quiet about this match, in words; None if it speaks."""
        if _SIC.match(document.text, match.span.end, match.span.end + _LONGEST_SIC):
            return "the writer vouches for it: [sic]"
        if not self.category.startswith("custom/") and overlapping(document.protected, match.span):
            return "it stands in an address, a handle, a file name or code"
        if not _in_scope(self.scope, document, match.span):
            return f"it is outside the scope '{self.scope}'"
        if self.when and not self.when.holds(document, match.span):
            return "'when' does not hold"
        for number, exemption in enumerate(self.except_, 1):
            if exemption.applies(document, match.span):
                return f"except {number}: {exemption}"
        return None


class RuleSet:
    """The rules of one run, in the order of their names. `known` are those that they were chosen from."""

    def __init__(self, rules: Iterable[Rule], known: Mapping[str, Rule] | None = None) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.name))
        self.known = self.by_name if known is None else known

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    @cached_property
    def by_name(self) -> Mapping[str, Rule]:
        return {rule.name: rule for rule in self.rules}

    def selected(
        self, select: Iterable[str] = (), ignore: Iterable[str] = (), extend_select: Iterable[str] = ()
    ) -> RuleSet:
        """The default rules, or those selected, and those of `extend_select`; without those ignored.

        A selector is a rule (`quotes/reversed`), a pack (`quotes`), the beginning of either (`quotes/re`), or `all`.
        Raises UnknownRuleError for selectors that name nothing.
        """
        chosen, refused, further = [*select], [*ignore], [*extend_select]
        self.require([*chosen, *further, *refused])
        found = [r for r in self.rules if is_selected(r.name, chosen, refused, further, default=r.in_default)]
        return RuleSet(found, self.known)

    def require(self, selectors: Iterable[str]) -> None:
        """Raises UnknownRuleError for all selectors that name nothing."""
        names = [*self.by_name, UNUSED]
        unknown = [s for s in dict.fromkeys(selectors) if not any(_names(s, name) for name in names)]
        if unknown:
            known = [*names, *{rule.pack for rule in self.rules}]
            raise UnknownRuleError({s: f"no rule or pack is called '{s}'{nearest(s, known)}" for s in unknown})

    def translated_from(self, languages: Iterable[str], keep: Iterable[str] = ()) -> RuleSet:
        """Without the rules for words and grammar that betray other languages only, save those that `keep` names.

        What is wrong with spelling, punctuation, numbers and names is wrong whatever the text was translated from.
        """
        sources, kept = {*languages}, {*keep}
        if not sources:
            return self
        found = [
            rule
            for rule in self.rules
            if rule.touches_spelling_only or not rule.source or sources & {*rule.source} or rule.name in kept
        ]
        return RuleSet(found, self.known)

    def leveled(self, selectors: Mapping[Applicability, Iterable[str]]) -> RuleSet:
        """The same rules, their fixes raised or lowered to the level under which a selector names them.

        The longest selector wins, of two as long the one with the lower level. A suggestion is raised only where its
        rule is named in full: in a whole pack are some between which a person has to choose.
        """
        wanted = [(s != "all" and len(s), -level, s) for level, names in selectors.items() for s in names]
        wanted.sort(reverse=True)
        return RuleSet((_leveled(rule, wanted) for rule in self.rules), self.known) if wanted else self

    def accepting(self, phrases: Iterable[str], packs: Collection[str] = ()) -> RuleSet:
        """The same rules, quiet about these words and phrases; with `packs` only the rules of these are."""
        accepted = [phrase for phrase in phrases if phrase]
        if not accepted:
            return self
        pattern = RegexText(rf"(?<![\p{{L}}\p{{N}}]){matching.alternatives(accepted)}(?![\p{{L}}\p{{N}}])")
        quiet = Exemption(pattern=pattern)
        changed = (
            replace(rule, except_=(*rule.except_, quiet)) if not packs or rule.pack in packs else rule
            for rule in self.rules
        )
        return RuleSet(changed, self.known)

    def styled(self, style: str) -> RuleSet:
        """The same rules, with the spellings of a house (ap, reuters, bbc, guardian) where they know one."""
        from cleanmt.checks.consistency import Consistency  # the only kind that knows of houses

        styled = [
            replace(rule, check=replace(rule.check, style=style))
            if isinstance(rule.check, Consistency) and rule.check.styles
            else rule
            for rule in self.rules
        ]
        return RuleSet(styled, self.known)


def nearest(word: str, known: Iterable[str]) -> str:
    """What an error message adds where a word may have been meant otherwise."""
    from difflib import get_close_matches  # only for the error

    near = get_close_matches(word, [*known], n=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def is_selected(
    rule: str, select: Sequence[str], ignore: Sequence[str], extend_select: Sequence[str] = (), *, default: bool = True
) -> bool:
    """Whether a rule of this name is on; `default` where nothing is selected."""
    wanted = _is_named(rule, select) if select else default
    return (wanted or _is_named(rule, extend_select)) and not _is_named(rule, ignore)


def _is_named(rule: str, selectors: Iterable[str]) -> bool:
    return any(_names(selector, rule) for selector in selectors)


def _names(selector: str, rule: str) -> bool:
    return selector == "all" or rule.startswith(selector)


def _leveled(rule: Rule, wanted: Iterable[tuple[int, int, str]]) -> Rule:
    """`wanted`: length, level with its sign changed, and selector; the first that names the rule counts."""
    found = next(((Applicability(-minus), s) for _, minus, s in wanted if _names(s, rule.name)), None)
    if found is None:
        return rule
    level, selector = found

    def moved(now: Applicability) -> Applicability:
        return level if now > Applicability.SUGGESTION or selector == rule.name else now

    return replace(rule, fix=moved(rule.fix), levels={shape: moved(now) for shape, now in rule.levels.items()})


def _in_scope(scope: Scope, document: Document, span: Span) -> bool:
    if scope == "text":
        return True
    paragraphs = document.paragraphs
    if scope == "title":
        return bool(paragraphs) and paragraphs[0].contains(span)
    if scope == "head":
        return any(p.contains(span) for p in paragraphs[:_EDGE])
    if scope == "tail":
        return any(p.contains(span) for p in paragraphs[-_EDGE:])
    if scope == "quote":
        return document.quotation_at(span) is not None
    return document.sentence_at(span.start).start == span.start


def _hold(owner: Exemption | When, document: Document, span: Span) -> bool:
    """Whether all conditions of the owner hold, each in its stretch of text."""
    sentence, paragraph, whole = owner.sentence, owner.paragraph, owner.document
    return (
        (not sentence or _holds(sentence, document, document.sentence_at(span.start), span))
        and (not paragraph or _holds(paragraph, document, document.paragraph_at(span.start) or span, span))
        and (not whole or _holds(whole, document, Span(0, len(document.text)), span))
    )


def _holds(condition: Condition, document: Document, stretch: Span, span: Span) -> bool:
    if stretch == (0, len(document.text)) and not condition.within:
        return document.once(condition, condition.holds)
    return condition.holds(_around(document.text, stretch, span, condition.within))


def _around(text: str, stretch: Span, span: Span, within: int) -> str:
    if not within:
        return text[stretch.start : stretch.end]
    before = text[stretch.start : span.start].split()[-within:]
    after = text[span.end : stretch.end].split()[:within]
    return " ".join([*before, text[span.start : span.end], *after])


def _stands_before(pattern: str, text: str, span: Span) -> bool:
    return matching.found_at(matching.compiled(f"(?:{pattern})$"), text, span, anywhere=True)


def _stands_after(pattern: str, text: str, span: Span) -> bool:
    return matching.found_at(matching.compiled(pattern), text, span)


def _overlaps(pattern: str, document: Document, paragraph: Span, span: Span) -> bool:
    def places(text: str) -> tuple[Span, ...]:
        return tuple(Span(*m.span()) for m in matching.matches(matching.compiled(pattern), text, paragraph))

    return overlapping(document.once((pattern, paragraph), places), span) is not None


def _is_in(place: Place, document: Document, span: Span, paragraph: Span) -> bool:
    text = document.text
    if place == "quote":
        return document.quotation_at(span) is not None
    if place == "protected":
        return overlapping(document.protected, span) is not None
    if place == "heading":
        line = text[paragraph.start : paragraph.end].rstrip()
        return len(line) < _HEADING_LENGTH and not line.endswith((".", "!", "?", ":", "”", '"', ",", ";"))
    opening = text.rfind("(", paragraph.start, span.start)
    return opening >= 0 and ")" not in text[opening : span.start]


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "/".join(str(item) for item in value[:8])
    return f"‘{value}’" if isinstance(value, str) else ""
