from __future__ import annotations

import pytest
import re2
import regex
from hypothesis import given
from hypothesis import strategies as st

import cleanmt
from cleanmt.relaxed import relaxed
from cleanmt.types import RegexText

CHARACTERS = "ab Aé.,”'-\n1_ſK"
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


PATTERNS = st.recursive(_ATOMS, _grown, max_leaves=8)


@given(PATTERNS, st.text(CHARACTERS, max_size=12))
def test_where_the_pattern_matches_so_does_the_relaxed_one(pattern: str, text: str) -> None:
    try:
        matches = regex.compile(pattern).search(text)
    except regex.error:
        return
    wide = relaxed(pattern)
    if matches and wide is not None:
        assert re2.search(wide, text), wide


@pytest.mark.parametrize(
    ("pattern", "wide"),
    [
        (r"\bto visit\b", r"\bto\x{20}visit\b"),
        (r"(?<=the )end(?! of)", r"the\x{20}end"),
        (r"(?P<w>\w+)\. (?P=w) said", r"\x{20}said"),
        (r"read\b.{0,90}more online", r"more\x{20}online"),
        (r"(?i:so)", "(?i:s)(?i:o)"),
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
