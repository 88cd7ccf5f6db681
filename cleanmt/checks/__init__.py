"""Check kinds: each finds one sort of damage and knows nothing of the rule that asks for it.

A kind is a frozen dataclass that inherits from Check; its fields are the keys that a rule may give. To add one, write
it into a module here and one line in KINDS; kinds of a family (names/people, names/places) share a module or a folder.
Other packages add theirs through the entry point group `cleanmt.checks`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from importlib import import_module
from typing import Any, Self

import regex

from cleanmt.errors import PluginError
from cleanmt.findings import Applicability, Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document

KINDS = {
    "broken-sentence/continuation": "cleanmt.checks.broken_sentence.continuation:Continuation",
    "broken-sentence/displaced-phrase": "cleanmt.checks.broken_sentence.stranded:DisplacedPhrase",
    "broken-sentence/repeated-head": "cleanmt.checks.broken_sentence.repeated_head:RepeatedHead",
    "broken-sentence/stranded-tail": "cleanmt.checks.broken_sentence.stranded:StrandedTail",
    "casing/stray-noun": "cleanmt.checks.casing:StrayNoun",
    "consistency/names": "cleanmt.checks.consistency:NameStyles",
    "consistency/varieties": "cleanmt.checks.consistency:Varieties",
    "dialogue": "cleanmt.checks.dialogue:Dialogue",
    "encoding": "cleanmt.checks.encoding:Encoding",
    "final-stop": "cleanmt.checks.final_stop:FinalStop",
    "fused-words/name-verb": "cleanmt.checks.fused_words:NameVerb",
    "fused-words/sentences": "cleanmt.checks.fused_words:Sentences",
    "fused-words/word-name": "cleanmt.checks.fused_words:WordName",
    "fused-words/word-word": "cleanmt.checks.fused_words:WordWord",
    "indefinite-article": "cleanmt.checks.indefinite_article:IndefiniteArticle",
    "language": "cleanmt.checks.language:Language",
    "lines/boilerplate": "cleanmt.checks.lines:Boilerplate",
    "lines/duplicate": "cleanmt.checks.lines:Duplicate",
    "lines/headlines": "cleanmt.checks.lines:Headlines",
    "lines/scored": "cleanmt.checks.lines:Scored",
    "lost-apostrophe/contraction": "cleanmt.checks.lost_apostrophe:Contraction",
    "lost-apostrophe/possessive": "cleanmt.checks.lost_apostrophe:Possessive",
    "names/first-name": "cleanmt.checks.names.first_name:FirstName",
    "names/inner-capitals": "cleanmt.checks.names.inner_capitals:InnerCapitals",
    "names/long-places": "cleanmt.checks.names.near_known:LongPlaces",
    "names/lost-capital": "cleanmt.checks.names.lost_capital:LostCapital",
    "names/lower-case": "cleanmt.checks.names.people:LowerCase",
    "names/near-known": "cleanmt.checks.names.near_known:NearKnown",
    "names/people": "cleanmt.checks.names.people:People",
    "names/places": "cleanmt.checks.names.places:Places",
    "names/slips": "cleanmt.checks.names.slips:Slips",
    "names/spellings": "cleanmt.checks.names.spellings:Spellings",
    "numbers/dot-thousands": "cleanmt.checks.numbers:DotThousands",
    "numbers/space-thousands": "cleanmt.checks.numbers:SpaceThousands",
    "numbers/ungrouped": "cleanmt.checks.numbers:Ungrouped",
    "odd-article": "cleanmt.checks.odd_article:OddArticle",
    "pattern": "cleanmt.checks.pattern:Pattern",
    "quotes/apostrophe": "cleanmt.checks.quotes.partners:Apostrophe",
    "quotes/attribution": "cleanmt.checks.quotes.seams:Attribution",
    "quotes/german": "cleanmt.checks.quotes.pairs:German",
    "quotes/glued": "cleanmt.checks.quotes.spaces:Glued",
    "quotes/mixed": "cleanmt.checks.quotes.pairs:Mixed",
    "quotes/reversed": "cleanmt.checks.quotes.pairs:Reversed",
    "quotes/second-opener": "cleanmt.checks.quotes.partners:SecondOpener",
    "quotes/single": "cleanmt.checks.quotes.pairs:Single",
    "quotes/spaced": "cleanmt.checks.quotes.spaces:Spaced",
    "quotes/stop-outside": "cleanmt.checks.quotes.pairs:StopOutside",
    "quotes/stray": "cleanmt.checks.quotes.partners:Stray",
    "quotes/unclosed": "cleanmt.checks.quotes.partners:Unclosed",
    "quotes/unopened": "cleanmt.checks.quotes.partners:Unopened",
    "readability": "cleanmt.checks.readability:Readability",
    "repetition/loop": "cleanmt.checks.repetition:Loop",
    "repetition/phrase": "cleanmt.checks.repetition:RepeatedPhrase",
    "repetition/twin": "cleanmt.checks.repetition:Twin",
    "repetition/word": "cleanmt.checks.repetition:RepeatedWord",
    "romanized": "cleanmt.checks.romanized:Romanized",
    "senses": "cleanmt.checks.senses:Senses",
    "terms/miscased": "cleanmt.checks.terms:Miscased",
    "terms/swap": "cleanmt.checks.terms:Swap",
    "unknown-word/misspelt": "cleanmt.checks.unknown_word:Misspelt",
    "unknown-word/strange": "cleanmt.checks.unknown_word:Strange",
    "untranslated": "cleanmt.checks.untranslated:Untranslated",
}


@dataclass(frozen=True, slots=True)
class Match:
    """What a check yields: where, which shape of the damage, how to mend it, and words for the message.

    Each of the suggestions could stand in the place of `wrong`, or where that is None, of the whole span.
    `source` are the languages that it betrays, where the check knows them better than its rule.
    """

    span: Span
    edits: tuple[Edit, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    shape: str = ""
    suggestions: tuple[str, ...] = ()
    wrong: Span | None = None
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """What a paragraph shows that has a match: one of the patterns, or one of the words, as they are written.

    The scanner looks for the signs of all checks at once, so they may be many; the rarer they are, the faster. It
    relaxes the patterns, unless they are plain: in RE2's own syntax, and meant as they stand.
    """

    patterns: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph to look at, and which of the check's sign patterns stand there (all, where nobody looked)."""

    paragraph: Span
    signs: frozenset[int]


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
class Habit:
    """A word of a text whose spelling tells who writes so: houses (ap, bbc) where it is a `name`, else a variety."""

    writers: tuple[str, ...]
    name: str = ""


Shapes = Mapping[str, Applicability | None]  # by name, each with the level that the kind's own keys give it


class Check(ABC):
    """One sort of damage; the fields of its dataclass are the keys of a rule. Pure: no I/O, no state.

    Only `find` must be written. The other members say more about a kind that has more to say.
    """

    __slots__ = ()

    @abstractmethod
    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        """The matches in these paragraphs of the document. May raise SlowPatternError."""

    def signs(self) -> Signs | None:
        """What stands in every paragraph that has a match; None: any paragraph may have one."""
        return None

    def shapes(self) -> Shapes:
        """The shapes of damage that its matches name; a rule may give each a fix level of its own."""
        return {}

    def problems(self) -> Iterator[str]:
        """What is wrong with its keys taken together, in words for who wrote the rule."""
        return iter(())

    def looks_for(self) -> Iterator[str]:
        """What it looks for, in words for a reader of the rule; nothing where only an expression says it."""
        return iter(())

    def examples(self) -> Iterator[Example]:
        """Those that stand in its own tables; they count as the rule's."""
        return iter(())

    def styled(self, house: str) -> Self:
        """The same check with the spellings of a house (`--style`); itself where that has none."""
        return self

    def translated_from(self, languages: Collection[str]) -> Self:
        """The same check for texts from these languages (`--source`), where it knows what betrays which."""
        return self

    def english(self, name: str) -> str | None:
        """The English form of a name, in whichever spelling (`cleanmt names`); None where it does not know it."""
        return None

    def habits(self, document: Document) -> Iterator[Habit]:
        """What the text's spelling tells about who wrote it (`cleanmt init`)."""
        return iter(())


def matches_of(
    number: int, pattern: str, document: Document, spots: Sequence[Spot], *, ignore_case: bool = False
) -> Iterator[regex.Match[str]]:
    """The matches of a pattern in the paragraphs that show its sign, which is this one of the kind's signs.

    Raises SlowPatternError.
    """
    for paragraph in (spot.paragraph for spot in spots if number in spot.signs):
        yield from matching.matches(matching.compiled(pattern, ignore_case), document.text, paragraph)


def kind(name: str) -> type[Check] | None:
    """The class of a check kind; plug-ins are looked up only when the table has no such name. Raises PluginError."""
    if name in KINDS:
        found: type[Check] = _loaded(KINDS[name])
        return found
    target = _plugins().get(name)
    return None if target is None else _plugin(name, target)


def _plugin(name: str, target: str) -> type[Check]:
    where = f"check '{name}': its plug-in {target}"
    try:
        found = _loaded(target)
    except (ImportError, AttributeError) as error:
        raise PluginError(f"{where} can't be loaded: {error}") from None
    if not (is_dataclass(found) and isinstance(found, type) and issubclass(found, Check)):
        raise PluginError(f"{where} is no dataclass that inherits from cleanmt.checks.Check")
    return found


def _loaded(target: str) -> Any:
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)


def kind_names() -> list[str]:
    return sorted({*KINDS, *_plugins()})


def _plugins() -> dict[str, str]:
    from importlib.metadata import entry_points  # 30 ms that a start without plug-ins need not pay

    return {point.name: point.value for point in entry_points(group="cleanmt.checks")}
