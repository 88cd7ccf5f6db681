"""The seam between what is quoted and who said it: `so,” he said`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from cleanmt.checks import Check, Match, Shapes, Signs, Spot, matches_of
from cleanmt.fields import Words
from cleanmt.findings import Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document
from cleanmt.text.quotation import NEUTRAL

NAME = r"\p{Lu}[\p{L}.’'-]*(?: (?:\p{Lu}[\p{L}.’'-]*|of|the|de|van|von|al)){0,5}"
NOUN = r"(?:the|an?|his|her|its|our|one|another)(?: [\p{L}\d’'-]+){1,10}?"  # the head of the office in the north
TOLD = r"(?:assured|convinced|described|informed|quote[ds]|reminded|told|warned)"  # it was they who were told
_LONG = 800  # characters of a quotation
_START = r"(?:^|[\s(])"  # of a paragraph, or what stands before a mark that opens


def speaker(saying: Words, *, named: bool = False) -> str:
    """`he said`, `said`, `Ann Lee said`, `the head of the court said`; `named`: not a verb alone, as `said in Rome`."""
    verb = matching.alternatives(saying)
    alone = rf"(?!{TOLD} \p{{Lu}}){verb}(?! to\b)"
    after = r" (?:he|she|they|the|an?|his|her|one|\p{Lu})" if named else ""
    who = rf"(?:(?:he|she|they|it|I|we)(?: also| later| then| \p{{Ll}}+ly)?|{NAME}|{NOUN})"
    return rf"(?:{alone}(?!\p{{L}}){after}|{who} {verb}(?!\p{{L}}))"


@dataclass(frozen=True, slots=True)
class Attribution(Check):
    """What stands wrongly between a quotation and its speaker, with one of the verbs `saying`.

    Shapes: `stop` for a full stop, `dash` for a dash behind another pause, `bare` where it stands alone, `turned` where
    the space stands before the mark that closes, `unmarked` where a comma and a dash end speech without any marks,
    `comma` for one behind the mark of a question or a call.
    """

    saying: Words

    def shapes(self) -> Shapes:
        return dict.fromkeys(("stop", "dash", "bare", "turned", "unmarked", "comma"))

    def signs(self) -> Signs:
        return Signs(tuple(form for _, form in _forms(self.saying)))

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for number, (shape, form) in enumerate(_forms(self.saying)):
            for seam in matches_of(number, form, document, spots):
                yield _mended(seam, shape)


def _mended(seam: regex.Match[str], shape: str) -> Match:
    """With the one mark before the speaker that English sets, then the mark that closes, then a space."""
    pause, mark = seam["pause"], seam.groupdict().get("mark", "")  # speech without marks gets none
    if shape == "turned":
        mark = '"' if seam.groupdict().get("opener", mark) in NEUTRAL else "”"
    return Match(Span(*seam.span("seam")), (Edit(*seam.span("seam"), f"{pause.strip('.') or ','}{mark} "),), {}, shape)


@cache
def _forms(saying: Words) -> tuple[tuple[str, str], ...]:
    """Each shape with what it looks like; `seam` is all from the last word to the speaker."""
    verb = matching.alternatives(saying)
    low = rf"(?:(?:he|she|they|the \p{{Ll}}+) {verb}\b|{verb} (?:\p{{Lu}}\p{{Ll}}+|the|an?)\b)"
    no_other = r"(?![^.!?\n]*? [-–—])"  # with another dash it may be a parenthesis
    dash = r"(?: [-–—] ?|[-–—] )"
    # What is cheap to see comes first: the look back is long.
    opened = rf"(?=[,.!?…] [\"“”])(?<={_START}(?P<opener>[\"“])(?=[\p{{L}}\d])[^\"“”\n]{{2,{_LONG}}})"
    introduced = rf"(?<!\b{verb}\b[^.!?\n]{{0,40}})"  # not `he said, "Ann told me`
    only = rf"(?=[,.!?…] [\"“”])(?<=^[^\"“”\n]{{2,{_LONG}}}){introduced}"
    bare = rf"(?=, [-–—])(?<=^\p{{Lu}}[^\"“”\n]{{2,{_LONG}}})(?P<seam>(?P<pause>,) [-–—] ?)"
    turned = r"(?P<seam>(?P<pause>,|[.!?…](?= .\p{Ll})) (?P<mark>[\"“”]))"
    pause = r"(?P<pause>,|(?=[”\"],)|[.!?…])"
    whole = rf"(?<=(?:^|[.!?:] |[.!?][”\"] )[\"“](?=[\p{{L}}\d])[^\"“”\n]{{2,{_LONG}}})"  # no list of titles
    goes_on = r"(?![^.!?\n]*?, (?:is|was|are|were)\b)"
    word = r"(?<=[\p{L}\d%)\]])"
    any_speaker, who = speaker(saying), speaker(saying, named=True)
    return (
        ("stop", rf"(?<=\p{{L}})(?P<seam>(?P<pause>\.)(?P<mark>[”\"]) ?)(?={low})"),
        ("dash", rf"{word}(?P<seam>{pause} ?(?P<mark>[”\"]),?{dash})(?={any_speaker}){no_other}"),
        ("bare", rf"{word}(?P<seam>(?P<pause>)(?P<mark>[”\"]){dash})(?={who}){no_other}"),
        ("turned", rf"{opened}{turned}(?={any_speaker})"),
        ("turned", rf"{only}{turned}(?={any_speaker}[^\"“”\n]*$)"),
        ("unmarked", rf"{bare}(?={any_speaker}){no_other}"),
        ("comma", rf"(?=[!?…][”\"],){whole}(?P<seam>(?P<pause>.)(?P<mark>.), ?)(?={any_speaker}){goes_on}"),
    )
