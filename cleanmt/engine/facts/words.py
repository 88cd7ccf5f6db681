"""The words and signs that facts hang on: dates, negations, shares, money, limits, who agreed and who won."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from cleanmt.text import lazy

_VERB = "a verb that turns the sense"
# By what a person is told. The words between two bars may stand for each other, and for no others.
_KEPT = {
    "a date": """january | february | march | april | may | june | july | august | september | october | november
        | december | monday | tuesday | wednesday | thursday | friday | saturday | sunday | yesterday | today
        | tomorrow | tonight | ago | noon | midnight""",
    "a negation": """not cannot | no | never | none | nor | neither | nobody no_one noone | nothing | nowhere
        | without""",
    "a share": "% percent per_cent pct | ‰ | percentage_point percentage_points",
    "an amount of money": """€ euro euros eur | $ dollar dollars usd | £ pound pounds gbp | ¥ yen | ₽ ruble rubles
        rouble roubles | ₴ hryvnia hryvnias hryvnya uah | ₹ rupee rupees | ₺ lira liras | zloty zlotys zlote | yuan
        renminbi | franc francs | krona kronor krone kroner | koruna korunas | forint forints | leu lei | cent cents""",
    "a limit": """only merely solely | just | hardly barely scarcely | almost nearly | virtually practically
        | approximately roughly | at_least | at_most | up_to | more_than | less_than fewer_than | perhaps maybe
        | probably likely | unlikely | possibly | allegedly reportedly supposedly | apparently seemingly""",
    _VERB: """refuse refuses refused refusing refusal deny denies denied denying denial decline declines declined
        declining reject rejects rejected rejecting rejection
        | agree agrees agreed agreeing agreement accept accepts accepted accepting confirm confirms confirmed confirming
        confirmation admit admits admitted admitting approve approves approved approving approval
        | ban bans banned banning forbid forbids forbade forbidden prohibit prohibits prohibited prohibiting
        | allow allows allowed allowing permit permits permitted permitting
        | support supports supported supporting | oppose opposes opposed opposing
        | succeed succeeds succeeded | fail fails failed failing
        | convict convicts convicted guilty | acquit acquits acquitted innocent""",
}
# Words of many senses: only to put one of a line for another one of that line is a change.
_OPPOSED = {
    "a date": [
        "morning mornings | afternoon afternoons | evening evenings | night nights",
        "before | after",
        "early | late",
    ],
    "a limit": [
        "more | less fewer",
        "most | least",
        "all every | some | few",
        "often always | rarely seldom",
        "over | under",
    ],
    "the sense": [
        "for | against",
        "legal lawful | illegal unlawful",
        "possible | impossible",
        "able | unable",
        "north northern | south southern",
        "east eastern | west western",
        "above | below",
        "inside | outside",
        "up | down",
    ],
    _VERB: [
        """rise rises rose risen rising increase increases increased increasing
        | fall falls fell fallen falling decrease decreases decreased decreasing""",
        "win wins won winning | lose loses lost losing",
        "arrest arrests arrested arresting detain detains detained | release releases released releasing",
        "buy buys bought buying | sell sells sold selling",
        "import imports imported importing | export exports exported exporting",
        "include includes included including | exclude excludes excluded excluding",
        "open opens opened opening | close closes closed closing",
        "start starts started begin begins began begun | stop stops stopped end ends ended",
        "join joins joined joining | leave leaves left leaving",
        "lift lifts lifted lifting | impose imposes imposed imposing",
        "hire hires hired hiring | fire fires fired firing sack sacks sacked",
        "strengthen strengthens strengthened | weaken weakens weakened",
        """kill kills killed killing die dies died dead | injure injures injured injuring wound wounds wounded
        | survive survives survived surviving""",
    ],
}


@dataclass(frozen=True, slots=True)
class _Sense:
    kind: str
    word: str  # the first of those that share it
    opposites: frozenset[str] = frozenset()  # where only these would be a change


def _senses() -> Iterator[tuple[str, _Sense]]:
    for kind, line in _KEPT.items():
        yield from ((word, _Sense(kind, group[0])) for group in _groups(line) for word in group)
    for kind, lines in _OPPOSED.items():
        for groups in map(_groups, lines):
            firsts = frozenset(group[0] for group in groups)
            yield from ((word, _Sense(kind, group[0], firsts - {group[0]})) for group in groups for word in group)


def _groups(line: str) -> list[list[str]]:
    return [[word.replace("_", " ") for word in group.split()] for group in line.split("|")]


_SENSES = dict(_senses())
_WHICH = {
    **dict.fromkeys(("last", "past", "previous"), "last"),
    **dict.fromkeys(("next", "coming", "following"), "next"),
    "this": "this",
}
_TIMES = frozenset(
    """day days week weeks weekend month months year years hour hours decade decades century night evening morning
    afternoon spring summer autumn fall winter season quarter monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december""".split()
)
_FAR = 3  # words from “last” to “weeks”
_NOT = lazy.compile(
    r"(?i)(?<!\p{L})(?:ai|are|ca|could|did|do|does|had|has|have|is|might|must|need|sha|should|was|were|wo|would)"
    r" ?n ?[’'´`“”\"]? ?t(?!\p{L})"
)
_CLOCK = lazy.compile(r"(?i)(?<=\d[ \xa0]?)(?P<half>[ap])\.?[ \xa0]?m(?![\p{L}\p{N}])")
_MONTHS = {month[:3]: month for month in "january february march april june july august".split()}
_MONTHS |= {"sep": "september", "sept": "september", "oct": "october", "nov": "november", "dec": "december"}
_SHORT_MONTH = lazy.compile(r"(?i)(?<!\p{L})\L<months>(?=\.? ?\d)|(?<=\d )\L<months>(?!\p{L})", months=[*_MONTHS])
_TOKEN = lazy.compile(r"[%‰$€£¥₽₴₹₺]|\p{L}[\p{L}\p{M}]*")
_ROMAN = lazy.compile(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})")
# Signs whose bytes were read in another encoding, those of full width, ligatures: to read them right changes no fact.
_LETTERS = [bytes((lead, *sign.encode("cp1252"))).decode() for lead in b"\xc3\xc4\xc5" for sign in "€£¥½¼¾¹²³"]
_MISREAD = {
    sign.encode("utf-8").decode(codec): sign
    for sign in [*"’‘“–−—…•€£¥½¼¾", *_LETTERS]  # letters that look like money or a figure
    for codec in ("cp1252", "latin-1")
}
_MISREAD["â€"] = "”"  # its last byte has no sign in cp1252
_WIDE = {
    ord(wide): sign
    for wide, sign in zip("％＄￡￥ﬀﬁﬂﬃﬄ", ["%", "$", "£", "¥", "ff", "fi", "fl", "ffi", "ffl"], strict=True)
}


def changed(before: str, after: str, *, replaces: bool) -> str | None:
    """The kind of fact that is another one after an edit, in words for a person; None where all stand.

    `replaces`: whether words went and others came, and not only the one or the other. Then a verb may come for one that
    hung nothing on it: “overlooked” is “failed to see”.
    """
    old, new = Counter(_telling(before)), Counter(_telling(after))
    lost, gained = old - new, new - old
    came = {sense.word for sense in gained}
    for sense in lost:
        if not sense.opposites or came & sense.opposites:
            return sense.kind
    return next((s.kind for s in gained if not s.opposites and not (replaces and s.kind == _VERB)), None)


def plain(text: str) -> str:
    """The text with the signs that were misread as they were meant."""
    if not text.isascii():
        for misread, sign in _MISREAD.items():
            text = text.replace(misread, sign)
        text = text.translate(_WIDE)
    return unescape(text) if "&" in text else text


def _telling(text: str) -> Iterator[_Sense]:
    yield from (_SENSES["not"] for _ in _NOT.finditer(text))
    yield from (_Sense("a date", f"{match['half'].lower()}m") for match in _CLOCK.finditer(text))
    yield from (_SENSES[_MONTHS[match[0].lower()]] for match in _SHORT_MONTH.finditer(text))
    tokens = _TOKEN.findall(_NOT.sub(" ", text))
    words = [token.lower() for token in tokens]
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        if known := _SENSES.get(pair) or _SENSES.get(words[at]):
            yield known
        if (which := _WHICH.get(words[at])) and not _TIMES.isdisjoint(words[at + 1 : at + 1 + _FAR]):
            yield _Sense("a date", which)
        if _ROMAN.fullmatch(tokens[at]):
            yield _Sense("a number", tokens[at])
        at += 2 if pair in _SENSES else 1
