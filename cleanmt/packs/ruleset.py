"""The rules of a run, and choosing among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from cleanmt.errors import UnknownRuleError, nearest
from cleanmt.fields import RegexText
from cleanmt.findings import UNUSED, Applicability
from cleanmt.packs.rule import Exemption, Rule
from cleanmt.text import matching


class RuleSet:
    """The rules of one run, in the order of their names. `known` are those that they were chosen from."""

    def __init__(self, rules: Iterable[Rule], known: Mapping[str, Rule] | None = None) -> None:
        self.rules: Sequence[Rule] = tuple(sorted(rules, key=lambda rule: rule.name))
        self._known = known

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    @property
    def known(self) -> Mapping[str, Rule]:
        return self.by_name if self._known is None else self._known

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
        found = [r for r in self.rules if is_selected(r.name, chosen, refused, further, default=r.default)]
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
        Of a check that knows the languages of each of its rows, those of other languages are left out.
        """
        sources, kept = {*languages}, {*keep}
        if not sources:
            return self
        found = [
            _narrowed(rule, sources)
            for rule in self.rules
            if rule.may_touch_quotations or not rule.source or sources & {*rule.source} or rule.name in kept
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
        styled = (replace(rule, check=rule.check.styled(style)) for rule in self.rules)
        return RuleSet(styled, self.known)


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


def _narrowed(rule: Rule, languages: Collection[str]) -> Rule:
    check = rule.check.translated_from(languages)
    return rule if check is rule.check else replace(rule, check=check)


def _leveled(rule: Rule, wanted: Iterable[tuple[int, int, str]]) -> Rule:
    """`wanted`: length, level with its sign changed, and selector; the first that names the rule counts."""
    found = next(((Applicability(-minus), s) for _, minus, s in wanted if _names(s, rule.name)), None)
    if found is None:
        return rule
    level, selector = found

    def moved(now: Applicability) -> Applicability:
        return level if now > Applicability.SUGGESTION or selector == rule.name else now

    return replace(rule, fix=moved(rule.fix), levels={shape: moved(now) for shape, now in rule.levels.items()})
