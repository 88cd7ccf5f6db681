"""What must hold for any text at all."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cleanmt
from cleanmt import edits
from cleanmt.edits import applied
from cleanmt.engine import checking, facts, fixer
from cleanmt.engine.engine import Engine
from cleanmt.engine.scan.scanner import PlainScanner
from cleanmt.findings import Applicability, Edit, Finding
from cleanmt.text.document import Document
from tests.golden import SEEDS

RULES = cleanmt.load_rules().selected()
ENGINE = Engine(RULES)
PLAIN = Engine(RULES, PlainScanner([rule.check for rule in RULES]))
LEVELS = (Applicability.SAFE, Applicability.UNSAFE, Applicability.SUGGESTION)
SENTENCES = [s for seed in SEEDS for line in seed.read_text("utf-8").split("\n") for s in line.split(". ") if s]

fragments = st.one_of(
    st.sampled_from(SENTENCES),
    st.sampled_from([". ", ".", "..", "…", ",", " ,", "; ", "? ", "! ", " – ", "- ", " "]),
    st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n"]),
    st.sampled_from([*list("“”\"«»„‘’'"), "” “", "“, ", '." ', ".”he said", "7” ", "’90s"]),
    st.sampled_from(
        ["kyiv", "KYIV", "the NATO",
         "the NATO. NATO –", "term. current term", "Minister. Minister Kaja", "to be", "No. 10",
         "20.000 tanks", "3,6 million", "15 %", "US $ 900", "71. minute", "640 thousand", "Share", "Leave a Reply",
         "source site-39", "Kouleba", "Serguiï Gaïdaï", "Lugansk", "the the", "win, win, win", "https://a.org/kyiv",
         "cafÃ©", "&amp;", "\u00ad", "\u200b", "😀", "e\u0301", "İ", "ſ", "\x0b", "\u2028", "\ufeff", "\x00",
         "\U0001d4d0"]
    ),
    st.text(max_size=12),
)  # fmt: skip
texts = st.lists(fragments, max_size=14).map("".join)
thorough = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])


def check(text: str) -> list[Finding]:
    return checking.check(ENGINE, text)


@thorough
@given(texts)
def test_findings_are_where_they_say(text: str) -> None:
    document = Document(text)
    for finding in checking.check(ENGINE, document.text):
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        assert text[finding.span.start : finding.span.end] == finding.text
        line, column = document.position(finding.span.start)
        assert document.lines[line - 1].start + column - 1 == finding.span.start


@thorough
@given(texts)
def test_edits_stay_inside_what_their_finding_shows(text: str) -> None:
    for finding in check(text):
        for edit in finding.fix.edits if finding.fix else ():
            assert finding.span.start <= edit.start <= edit.end <= finding.span.end
            assert edit.text != text[edit.start : edit.end]


@thorough
@given(texts)
def test_the_edits_of_a_fix_do_not_overlap(text: str) -> None:
    for finding in check(text):
        edits = sorted(finding.fix.edits) if finding.fix else []
        assert all(a.end <= b.start for a, b in itertools.pairwise(edits))


@thorough
@given(texts)
def test_both_scanners_agree(text: str) -> None:
    assert check(text) == checking.check(PLAIN, text)


@thorough
@given(texts, st.sampled_from(LEVELS))
def test_chosen_fixes_neither_overlap_nor_touch(text: str, level: Applicability) -> None:
    chosen = fixer.compatible(check(text), level)
    groups = [finding.fix.edits for finding in chosen if finding.fix]
    for index, group in enumerate(groups):
        for other in groups[index + 1 :]:
            assert all(a.end < b.start or b.end < a.start for a in group for b in other)


@thorough
@given(texts, st.sampled_from([Applicability.SAFE, Applicability.UNSAFE]))
def test_fixing_settles(text: str, level: Applicability) -> None:
    fixed = fixer.fix(text, check, level)
    assert applied(text, fixed.edits) == fixed.text
    assert fixer.compatible(check(fixed.text), level) == []  # no finding of the level is left
    assert list(fixed.left) == check(fixed.text)
    again = fixer.fix(fixed.text, check, level)
    assert again.text == fixed.text
    assert again.edits == ()


@thorough
@given(texts)
def test_each_applied_fix_keeps_the_facts(text: str) -> None:
    document = Document(text)
    for finding in fixer.compatible(checking.check(ENGINE, document.text), Applicability.UNSAFE):
        assert finding.fix is not None
        assert facts.broken_by(document, finding.fix.edits) is None


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(alphabet="ab \n", max_size=30))
    points = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(points[::2], points[1::2], strict=False)
    edits = [Edit(start, end, draw(st.text(alphabet="xy\n", max_size=3))) for start, end in pairs]
    return text, [e for i, e in enumerate(edits) if not i or edits[i - 1].end < e.start]


@thorough
@given(texts_with_edits(), st.data())
def test_composed_edits_do_what_the_two_lists_do(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, first = case
    middle = applied(text, first)
    points = sorted(data.draw(st.lists(st.integers(0, len(middle)), max_size=6)))
    second = [Edit(a, b, "Z") for a, b in zip(points[::2], points[1::2], strict=False)]
    second = [e for i, e in enumerate(second) if not i or second[i - 1].end < e.start]
    composed = edits.composed(len(text), first, second)
    assert applied(text, composed) == applied(middle, second)


@thorough
@given(texts_with_edits())
def test_a_trimmed_edit_does_the_same(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    assert applied(text, [e.trimmed(text) for e in edits]) == applied(text, edits)
