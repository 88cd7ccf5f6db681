"""The language of phrases: each sign, what it must not take, and errors that name the word."""

from __future__ import annotations

from contextlib import suppress

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from cleanmt.engine.scan.prefilter import relaxed
from cleanmt.text import phrase
from cleanmt.text.phrase import PhraseError

LISTS = {
    "day": ["Monday", "Friday"],
    "share": ["%", "per cent", "percent"],
    "harm": ["kill*", "dead"],
    "own": ["our", "their own"],
}


def found(text: str, within: str) -> list[str]:
    return [match[0] for match in regex.finditer(phrase.expression(text, LISTS), within)]


@pytest.mark.parametrize(
    ("text", "within", "matches"),
    [
        # words are whole, with one blank between them
        ("floor", "flooring, subfloor, floor_1", []),
        ("floor", "floor; the floor’s floor-", ["floor", "floor", "floor"]),
        ("the floor", "the  floor, the\nfloor, thefloor", []),
        ("  the   floor ", "on the floor", ["the floor"]),
        # the first letter of a word in either case, a capital as it is written
        ("the floor", "The floor, the Floor, THE floor, tHe floor", ["The floor", "the Floor"]),
        ("Monday", "monday, Monday, MONDAY", ["Monday"]),
        ("G7 leaders", "G7 Leaders, g7 leaders", ["G7 Leaders"]),
        ("élan", "Élan and élan", ["Élan", "élan"]),
        ("co-worker", "Co-worker, co-Worker", ["Co-worker"]),
        # one of several, the longest first
        ("the (way | way out) of", "the way out of, the way of", ["the way out of", "the way of"]),
        ("(balance | balance sheet)", "the balance sheet", ["balance sheet"]),
        ("(a | b (c | d)) e", "a e, b c e, b e, b D e", ["a e", "b c e", "b D e"]),
        # perhaps, and then without its blank
        ("the (new)? (old)? law", "the law, the old law, the new old law, the  law",
         ["the law", "the old law", "the new old law"]),
        ("(the)? law (of)?", "a law, the law of", ["law", "the law of"]),
        ("of <own>? law", "of law, of their own law, of the law", ["of law", "of their own law"]),
        # what touches is one word
        ("site(s)?", "site, sites, Sites, site s, sited", ["site", "sites", "Sites", "site"]),
        ("defen(c | s)e", "defence, defense, defenCe, defene", ["defence", "defense"]),
        ("(un)?true", "true, untrue, Untrue, True, un true", ["true", "untrue", "Untrue", "True", "true"]),
        ("anti(-)?hero", "antihero, anti-hero", ["antihero", "anti-hero"]),
        # lists
        ("on <day>", "On Monday, on friday, on Fridays", ["On Monday"]),
        ("<harm> by", "Killed by, killing by, dead by, deadly by", ["Killed by", "killing by", "dead by"]),
        # endings, words, capitals, figures
        ("flood*", "flood, Flooding, floods, bloods", ["flood", "Flooding", "floods"]),
        ("a _ call", "a loud call, a well-meant call, a Loud call, a 2nd call, a call, a big loud call",
         ["a loud call", "a well-meant call", "a Loud call"]),
        ("a _? _? call", "a call, a big loud call, a very big loud call", ["a call", "a big loud call"]),
        ("near A_", "near Lviv, near lviv, near US, near Saint-Denis, near É",
         ["near Lviv", "near US", "near Saint-Denis", "near É"]),
        ("#", "12 and 1,200.5 and 3.5, 4th, v2", ["12", "1,200.5", "3.5"]),
        ("#-year-old _", "a 19-year-old man, a -year-old man", ["19-year-old man"]),
        ("# (st | nd)", "1 st, 1st", ["1 st"]),
        ("#(st | nd)", "1 st, 1st", ["1st"]),
        # punctuation stands where it is written, and clings to its word as in print
        ("said, he", "said, he; said he; said , he", ["said, he"]),
        ("said , he", "said, he; said he; said , he", ["said, he"]),
        ("# <share>", "5 %, 5%, 5 per cent, 5 percentage", ["5%", "5 per cent"]),
        ("the people’s choice", "the people's choice, the people’s choice, the peoples choice",
         ["the people's choice", "the people’s choice"]),
        ("“the end", "“the end, “The end, “ the end, the end", ["“the end", "“The end"]),
        ("(“)?the end", "“the end, the end, bathe end", ["“the end", "the end"]),
        ("the U.S. law", "the U.S. law, the UaSa law", ["the U.S. law"]),
        ("cost £#", "cost £5, cost £ 5, cost£5", ["cost £5"]),
        ("5 $", "5 $, 5$, 5", ["5 $"]),
        ("so (, | .)", "so, so. so; so ,", ["so,", "so."]),
        ("so (far | .)", "so far, so farther, so. so", ["so far", "so."]),
        ("(, | and) the", "so, the, and the, band the", [", the", "and the"]),
        ("(. | ?)” the", 'so.” the, so?” The, so” the, so?" the', [".” the", "?” The", '?" the']),
        ("so (far | ?)", "so far, so? so ?", ["so far", "so?"]),
    ],
)  # fmt: skip
def test_each_sign(text: str, within: str, matches: list[str]) -> None:
    assert found(text, within) == matches


@pytest.mark.parametrize(
    ("text", "within", "groups"),
    [
        ("the [manager | responsible]", "the responsible", {"wrong": "responsible"}),
        (
            "(was | is) [word: [how: soon | late] (true | untrue)]",
            "is soon untrue",
            {"word": "soon untrue", "how": "soon"},
        ),
        ("[site[s: s]?]", "sites", {"wrong": "sites", "s": "s"}),
        ("[site[s: s]?]", "Site", {"wrong": "Site", "s": None}),
        ("(the [gift] of | [gifts] for) all", "gifts for all", {"wrong": "gifts"}),
        ("[a: of]? [the law]", "the law", {"a": None, "wrong": "the law"}),
        ("so [far | .]", "so far", None),
    ],
)
def test_groups(text: str, within: str, groups: dict[str, str | None] | None) -> None:
    if groups is None:
        with pytest.raises(PhraseError, match="words and punctuation marks can both"):
            phrase.expression(text, LISTS)
        return
    match = regex.search(phrase.expression(text, LISTS), within)
    assert match
    assert match.groupdict() == groups


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("the sites? of", "at “sites?” (character 10): “?” follows a bracket: (sites)?, or where only its end may be"),
        ("the ?", "at “?” (character 5): “?” follows a bracket, a list or a sign"),
        ("the (?:new )?law", "at “(?:new” (character 6): “?” follows a bracket, a list or a sign"),
        ("(the law", "at “(the” (character 1): “(” is not closed"),
        ("the law) of", "at “law)” (character 8): “)” stands outside brackets"),
        ("the | law", "at “|” (character 5): “|” stands outside brackets"),
        ("(the] law", "at “(the]” (character 5): “]” where “)” is expected"),
        ("the (new | ) law", "at “|” (character 11): words are missing here; what may be missing is written (…)?"),
        ("", "at character 1: words are missing here"),
        ("(the)? (new)?", "at “(the)?” (character 1): all of this may be missing, so nothing is left to look for"),
        ("a (b)?(c)? d", "at “(b)?(c)?” (character 3): all of this word may be missing"),
        ("[the] old [law]", "at “[law]” (character 11): the group 'wrong' stands here already"),
        ("[the old [law]]", "at “[law]]” (character 10): the group 'wrong' stands here already"),
        ("[who: a] [who: b]", "at “[who:” (character 10): the group 'who' stands here already"),
        ("*ing the", "at “*ing” (character 1): “*” follows the beginning of a word: launch*"),
        ("on <Day>", "at “<Day>” (character 4): a list is written <name>, in small letters"),
        ("on <days>", "at “<days>” (character 4): unknown list <days>"),
        (r"\bthe law", r"at “\bthe” (character 1): “\” is no sign of phrases, only of patterns"),
        ("the law{2}", "at “law{2}” (character 8): “{” is no sign of phrases, only of patterns"),
        ("be ((so | ,) far)", "at “be” (character 1): words and punctuation marks can both stand here"),
    ],
)  # fmt: skip
def test_errors_name_the_word(text: str, error: str) -> None:
    with pytest.raises(PhraseError) as caught:
        phrase.expression(text, LISTS)
    assert str(caught.value).startswith(error)


@pytest.mark.parametrize(
    ("around", "within", "matches"),
    [
        ({"before": ["the", "of <own>"]}, "the law, The law, bathe law, of our law, a law", 3),
        ({"before": ["“"]}, "“law, “ law", 1),
        ({"not_before": ["the", "a (new)?"]}, "the law, a new law, a law, an law, law", 2),
        ({"after": ["of", "is not", ",", "’s"]}, "law of, law offers, law is, law is not, law, law’s, law 's law", 4),
        ({"not_after": ["of", "."]}, "law of, law. law offers, law", 2),
        ({"before": ["the"], "not_after": ["of"]}, "the law of, the law is, law is", 1),
    ],
)
def test_what_stands_beside(around: dict[str, list[str]], within: str, matches: int) -> None:
    expressions = {
        side: (phrase.standing_before if side.endswith("before") else phrase.standing_after)(phrases, LISTS)
        for side, phrases in around.items()
    }
    expression = phrase.beside(phrase.expression("law", LISTS), **expressions)
    assert [match[0] for match in regex.finditer(expression, within)] == ["law"] * matches
    assert relaxed(expression), "the scanner can look for it"


def test_what_stands_beside_marks_nothing() -> None:
    with pytest.raises(PhraseError, match=r"“\[” marks a part of the match, and this stands beside it"):
        phrase.standing_after(["of [the] law"], LISTS)


def test_a_list_of_the_same_name_is_another_list() -> None:
    texts = ("c e", "b c")
    for lists, found in (({"a": ["b", "c"], "d": ["e"]}, "c e"), ({"a": ["b"], "d": ["c", "e"]}, "b c")):
        expression = phrase.expression("<a> <d>", lists)
        assert [text for text in texts if regex.search(expression, text)] == [found]


def test_the_words_of_a_list_may_be_phrases() -> None:
    lists = {"a": ["the (old | new) law", "<b> law*", "so-so"], "b": ["our", "_ own"], "c": ["<d>"], "d": ["x <c>"]}
    expression = phrase.expression("on <a>", lists)
    within = "on the old law, On our laws, on his own lawns, on so-so, on the law, on law"
    assert regex.findall(expression, within) == ["on the old law", "On our laws", "on his own lawns", "on so-so"]
    with pytest.raises(PhraseError, match=r"in <c>: at “<d>” .* in <d>: at “<c>” .* <c> stands in itself"):
        phrase.expression("<c>", lists)
    with pytest.raises(PhraseError, match=r"at “<a>” \(character 3\): in <a>: at “\(c” .* is not closed"):
        phrase.expression("b <a>", {"a": ["b", "b (c"]})


def test_what_stands_beside_is_words_or_marks() -> None:
    for text in ("(,)? a", "((,)? a | — b)"):
        with pytest.raises(PhraseError, match="words and punctuation marks can both stand here"):
            phrase.standing_after([text], LISTS)


# Whatever is written, it is an expression or an error.
SIGNS = ["the", "A_", "_", "#", "<day>", "<share>", "flood*", "’s", "“", ",", "(", ")", "[", "]", "[n:", "|", "?", " "]


@given(st.lists(st.sampled_from(SIGNS), max_size=12).map("".join))
def test_a_phrase_is_an_expression_or_an_error(text: str) -> None:
    try:
        expression = phrase.expression(text, LISTS)
    except PhraseError:
        return
    assert not regex.compile(expression).fullmatch("")
    assert text.count("(") + text.count("[") >= expression.count("(?P<")
    for standing in (phrase.standing_before, phrase.standing_after):
        with suppress(PhraseError):
            regex.compile(standing([text], LISTS))
