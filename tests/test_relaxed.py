from __future__ import annotations

import pytest
import re2
import regex
from hypothesis import given
from hypothesis import strategies as st

import cleanmt
from cleanmt.checks import Match
from cleanmt.checks.pattern import Pattern
from cleanmt.engine.scan.literals import gate
from cleanmt.engine.scan.prefilter import relaxed
from cleanmt.engine.scan.scanner import PlainScanner, SignScanner, planned
from cleanmt.fields import RegexText
from cleanmt.text.document import Document
from cleanmt.text.matching import fold

CHARACTERS = "abi Aé.,”'-\n1_ſKİ\u200d"
_ATOMS = st.sampled_from(
    [
        *(regex.escape(c, literal_spaces=True) for c in CHARACTERS),
        r"\w", r"\W", r"\d", r"\s", r"\S", ".", "[ab]", "[^ab]", r"[^\s”]", r"[\w-]",
        r"\p{Lu}", r"\p{Ll}", r"\P{L}", r"[\p{L}’]", r"[^\p{Lu}.]", r"\b", "^", "$",
    ]
)  # fmt: skip


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    wrapped = st.sampled_from(
        ["(?:%s)", "(%s)", "(?i:%s)", "(?=%s)", "(?!%s)",
         "(?<=%s)", "(?<!%s)", "(?:%s)?", "(?:%s)*", "(?:%s)+", "(?:%s){2,9}", "(?:%s){0,2}"]
    )  # fmt: skip
    return st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(wrapped, inner).map(lambda pair: pair[0] % pair[1]),
    )


FLAGS = st.sampled_from(["", "", "(?i)", "(?m)", "(?s)", "(?x)", "(?xi)"])
PATTERNS = st.builds(str.__add__, FLAGS, st.recursive(_ATOMS, _grown, max_leaves=8))


@given(PATTERNS, st.text(CHARACTERS, max_size=12))
def test_where_the_pattern_matches_so_does_the_relaxed_one(pattern: str, text: str) -> None:
    try:
        matches = regex.compile(pattern).search(text)
    except regex.error:
        return
    wide = relaxed(pattern)
    if matches and wide is not None:
        assert re2.search(wide, text), wide


@given(PATTERNS, st.text(CHARACTERS, max_size=12))
def test_where_the_pattern_matches_one_of_the_texts_of_its_gate_stands(pattern: str, text: str) -> None:
    try:
        matches = regex.compile(pattern).search(text)
    except regex.error:
        return
    texts = gate(pattern)
    if matches and texts:
        assert any(one in fold(text) for one in texts), texts


def found_by_both(check: Pattern, text: str) -> tuple[list[Match], list[Match]]:
    """What it finds where the fast scanner lets it look, and everywhere."""
    document = Document(text)
    plan = planned([check], {})
    first, later = (SignScanner(plan, pages).scan(document) for pages in (1000, 0))
    assert first == later
    plain = PlainScanner([check]).scan(document)
    return list(check.find(document, first.get(0, ()))), list(check.find(document, plain.get(0, ())))


TEXTS = st.lists(st.text(CHARACTERS, min_size=1, max_size=8), max_size=4).map("\n\n  ".join)


@given(PATTERNS, TEXTS, st.booleans())
def test_both_scanners_find_the_same(pattern: str, text: str, ignore_case: bool) -> None:
    try:
        regex.compile(pattern)
    except regex.error:
        return
    fast, plain = found_by_both(Pattern(pattern=RegexText(pattern), ignore_case=ignore_case), text)
    assert fast == plain


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?m:^) +Foo", "Hello there.\n  Foo bar."),
        (r"(?m:^)\s+Foobarbaz", "Hello there.\n  Foobarbaz bar."),
        (r"(?m:^)Foo +(?m:$)", "Foo  \n"),
        (r"(?m:^)The presidents of the United States and of France\s+met",
         "The presidents of the United States and of France\nmet."),
        (r"(?<=Breaking news\n\n)The", "Breaking news\n\nThe mayor came."),
        (r"(?<=Breaking\snews\s\s)The", "Breaking news\n\nThe mayor came."),
        (r"(?i)breaking news", "The Breaking News"),
        (r"(?xi)breaking\ news  # in any case", "The Breaking News"),
        (r"(?i:istanbul)", "to İstanbul and"),
        (r"(?i:\bsmall thing)", "a ſmall thing"),
        (r"(?i:[a-k]n the end)", "İn the end"),
        (r"[[:alpha:]]foobarbaz", "xfoobarbaz"),
        (r"(?:foobarbaz){e<=1}", "foobarbz"),
        (r"(?<=at the )end", "word " * 2000 + "at the end"),
        (r"(?i:(?:(?:(?:(?:ab){6}x){6}y){6}z){6})", ((("ab" * 6 + "x") * 6 + "y") * 6 + "z") * 6),
    ],
)  # fmt: skip
def test_the_fast_scanner_misses_nothing(pattern: str, text: str) -> None:
    fast, plain = found_by_both(Pattern(pattern=RegexText(pattern)), text)
    assert fast == plain
    assert plain


@pytest.mark.parametrize("pattern", [r"end$", r"^Then", r"(?m:^)Then", r"(?<!at the )end", r"end(?!\. Then)"])
def test_the_middle_of_a_long_paragraph_is_no_edge_of_it(pattern: str) -> None:
    text = "word " * 2000 + "at the end. Then " + "word " * 2000
    assert found_by_both(Pattern(pattern=RegexText(pattern)), text) == ([], [])


EVERY = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))


@pytest.mark.parametrize(
    "atom", [r"\w", r"\d", r"\s", r"\W", r"\D", r"\S", r"\p{L}", r"\p{Lu}", r"\p{Ll}", r"\p{Latin}", r"\p{M}",
             r"\p{N}", r"\p{Nd}", r"\P{L}", r"\P{Lu}", r"[^\w]", r"[^\p{L}]", r"[^\p{Lu}.]", r"[^\s”]",
             "(?i:i)", "(?i:s)", "(?i:k)", "(?i:[h-l])", "(?i:[^i])", "(?i:[^h-l])"]
)  # fmt: skip
def test_a_relaxed_character_is_every_one_that_it_was(atom: str) -> None:
    wide = relaxed(f"{atom}qq")
    assert wide
    assert re2.fullmatch(f"(?:{wide.removesuffix('qq')})*", "".join(regex.findall(atom, EVERY)))


@pytest.mark.parametrize(
    ("pattern", "wide"),
    [
        (r"\bto visit\b", r"\bto\x{20}visit\b"),
        (r"(?<=the )end(?! of)", r"the\x{20}end"),
        (r"(?P<w>\w+)\. (?P=w) said", r"\x{20}said"),
        (r"read\b.{0,90}more online", r"more\x{20}online"),
        (r"(?i:go)", "(?i:g)(?i:o)"),
        (r".*", None),
        ("(", None),
    ],
)  # fmt: skip
def test_what_is_kept(pattern: str, wide: str | None) -> None:
    assert relaxed(pattern) == wide


SHIPPED = [
    (rule.name, pattern)
    for rule in cleanmt.load_rules()
    if (signs := rule.check.signs()) and not signs.is_plain
    for pattern in signs.patterns
]


def test_every_sign_of_the_rules_can_be_looked_for() -> None:
    unusable = [(name, pattern) for name, pattern in SHIPPED if relaxed(RegexText(pattern)) is None]
    assert unusable == [], "these rules would look at every paragraph"


@pytest.mark.parametrize("pattern", sorted({pattern for _, pattern in SHIPPED}))
def test_every_sign_is_a_pattern(pattern: str) -> None:
    assert regex.compile(pattern)
    assert re2.compile(relaxed(pattern))
