"""The kinds of damage, by the names of MQM (Multidimensional Quality Metrics), the typology of errors in translations.

The names follow MQM-Full (https://themqm.org); what it doesn't know is `custom/` and any name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

OWN = "custom"  # the dimension in which everybody may invent names
UNTRANSLATED = "accuracy/untranslated"  # the one of the text that speaks of paragraphs in another language


class Category(NamedTuple):
    """`may_touch_quotations`: its fixes may change what stands between quotation marks.

    Marks, spelling, figures, names and the rubbish of pages may be mended there. Words may not: they are evidence.
    """

    name: str
    label: str
    may_touch_quotations: bool = False

    @property
    def dimension(self) -> str:
        return self.name.partition("/")[0]


_YES = True  # may touch quotations
_TABLE = (
    Category("accuracy", "it says something else than the source"),
    Category("accuracy/addition", "it says more than the source"),
    Category("accuracy/do-not-translate", "it should have stayed in the language of the source"),
    Category("accuracy/mistranslation", "it means something else than the source"),
    Category("accuracy/mistranslation/date-time", "another date or time than in the source"),
    Category("accuracy/mistranslation/entity", "a name as another language writes it, or another name", _YES),
    Category("accuracy/mistranslation/false-friend", "a word that looks like the source's and means something else"),
    Category("accuracy/mistranslation/hallucination", "nothing in the source says so"),
    Category("accuracy/mistranslation/number", "another number than in the source"),
    Category("accuracy/mistranslation/overly-literal", "translated word by word"),
    Category("accuracy/mistranslation/unit-conversion", "a measure that was converted wrongly"),
    Category("accuracy/omission", "something of the source is missing"),
    Category("accuracy/over-translation", "more specific than the source"),
    Category("accuracy/under-translation", "less specific than the source"),
    Category(UNTRANSLATED, "left in the language of the source"),
    Category("audience-appropriateness", "not for these readers"),
    Category("audience-appropriateness/culture-specific-reference", "readers elsewhere would not understand it"),
    Category("audience-appropriateness/offensive", "it offends"),
    Category("custom", "it is no part of the article"),
    Category("custom/acceptance", "an acceptance or a comment that silences nothing any more"),
    Category("custom/boilerplate", "what a page or an agency puts around an article", _YES),
    Category("design-and-markup", "the look of the page"),
    Category("design-and-markup/broken-link", "a link that leads nowhere"),
    Category("design-and-markup/character-formatting", "bold, italics and the like"),
    Category("design-and-markup/markup", "tags that are wrong, missing or left over"),
    Category("design-and-markup/missing-text", "text that does not appear"),
    Category("design-and-markup/truncation", "text that was cut off"),
    Category("linguistic-conventions", "grammar, spelling, punctuation"),
    Category("linguistic-conventions/character-encoding", "letters that were garbled", _YES),
    Category("linguistic-conventions/duplication", "it stands twice", _YES),
    Category("linguistic-conventions/grammar", "no English sentence"),
    Category("linguistic-conventions/grammar/function-words", "an article, a preposition, an auxiliary"),
    Category("linguistic-conventions/grammar/word-form", "the form of a word"),
    Category("linguistic-conventions/grammar/word-form/agreement", "singular with plural, he with she"),
    Category("linguistic-conventions/grammar/word-form/part-of-speech", "an adjective for an adverb and the like"),
    Category("linguistic-conventions/grammar/word-form/tense-mood-aspect", "the tense or the mood of a verb"),
    Category("linguistic-conventions/grammar/word-order", "the order of the words"),
    Category("linguistic-conventions/punctuation", "commas, full stops, dashes", _YES),
    Category("linguistic-conventions/punctuation/unpaired-marks", "one of a pair of marks is missing", _YES),
    Category("linguistic-conventions/spelling", "the letters of a word", _YES),
    Category("linguistic-conventions/spelling/capitalization", "capitals and small letters", _YES),
    Category("linguistic-conventions/spelling/compounding", "one word or two, with a hyphen or without", _YES),
    Category("linguistic-conventions/spelling/diacritics", "accents and the like", _YES),
    Category("linguistic-conventions/spelling/transliteration", "letters of another alphabet", _YES),
    Category("linguistic-conventions/textual-conventions", "how the text hangs together"),
    Category("linguistic-conventions/unclear-reference", "a pronoun or a link that may mean several things"),
    Category("linguistic-conventions/unintelligible", "nobody can tell what is wrong with it"),
    Category("linguistic-conventions/whitespace", "blanks: missing, doubled, in the wrong place", _YES),
    Category("locale-conventions", "numbers, dates, quotation marks", _YES),
    Category("locale-conventions/address-format", "the form of addresses", _YES),
    Category("locale-conventions/calendar-type", "another calendar", _YES),
    Category("locale-conventions/currency-format", "the form of sums of money", _YES),
    Category("locale-conventions/date-format", "the form of dates", _YES),
    Category("locale-conventions/measurement-format", "the form of measures", _YES),
    Category("locale-conventions/name-format", "the form of people's names", _YES),
    Category("locale-conventions/number-format", "the form of numbers", _YES),
    Category("locale-conventions/quote-mark-type", "quotation marks of another language", _YES),
    Category("locale-conventions/telephone-format", "the form of telephone numbers", _YES),
    Category("locale-conventions/time-format", "the form of times", _YES),
    Category("style", "nobody would put it so"),
    Category("style/awkward", "hard to read"),
    Category("style/inconsistent-style", "two styles in one text"),
    Category("style/inconsistent-with-external-reference", "not as the work that it refers to has it"),
    Category("style/organizational-style", "not as the house writes"),
    Category("style/register", "too formal, or not formal enough"),
    Category("style/third-party-style", "not as a style guide asks"),
    Category("style/unidiomatic", "right grammar, and no English"),
    Category("terminology", "another word is used for it", _YES),
    Category("terminology/inconsistent-use", "two spellings or two words for one thing", _YES),
    Category("terminology/inconsistent-with-terminology-resource", "not as your list has it", _YES),
    Category("terminology/wrong-term", "not the word that the field uses", _YES),
)
KNOWN = {category.name: category for category in _TABLE}


def of(name: str) -> Category:
    """The category of this name, also where it is somebody's own."""
    return KNOWN.get(name) or Category(name, "a kind of its own")


def is_known(name: str) -> bool:
    dimension, _, rest = name.partition("/")
    return name in KNOWN or (dimension == OWN and bool(rest))


def dimensions() -> Iterator[Category]:
    """The categories without a slash, under which all others stand."""
    return (category for category in _TABLE if category.name == category.dimension)
