from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from cleanmt.edits import applied, closed_up
from cleanmt.engine import fixer
from cleanmt.errors import UnsettledError
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span

SAFE, UNSAFE, SUGGESTION = Applicability.SAFE, Applicability.UNSAFE, Applicability.SUGGESTION


def finding(
    *edits: Edit, level: Applicability = SAFE, severity: Severity = Severity.MINOR, rule: str = "pack/rule"
) -> Finding:
    span = Span(min(e.start for e in edits), max(max(e.end, e.start + 1) for e in edits))
    return Finding(rule, span, "", "", severity, "", Fix(edits, level))


def replacing(old: str, new: str, rule: str = "pack/rule") -> Callable[[str], Sequence[Finding]]:
    def check(text: str) -> Sequence[Finding]:
        at = text.find(old)
        return [finding(Edit(at, at + len(old), new), rule=rule)] if at >= 0 else []

    return check


def test_nothing_to_do() -> None:
    assert fixer.fix("text", lambda _: []) == fixer.Fixed("text", (), (), ())


@pytest.mark.parametrize(("level", "result"), [(SAFE, "x b c"), (UNSAFE, "x x c"), (SUGGESTION, "x x x")])
def test_a_level_makes_its_own_fixes_and_the_safer_ones(level: Applicability, result: str) -> None:
    def check(text: str) -> Sequence[Finding]:
        levels = {"a": SAFE, "b": UNSAFE, "c": SUGGESTION}
        return [finding(Edit(i, i + 1, "x"), level=levels[c]) for i, c in enumerate(text) if c in levels]

    assert fixer.fix("a b c", check, level).text == result


def test_every_pass_goes_on_from_the_last() -> None:
    fixed = fixer.fix("aaa", replacing("a", "b"))
    assert (fixed.text, len(fixed.applied)) == ("bbb", 3)
    assert applied("aaa", fixed.edits) == "bbb"


def test_fixes_that_break_a_fact_together_are_made_one_by_one() -> None:
    def check(text: str) -> Sequence[Finding]:
        return [finding(Edit(i, i + 1, "b")) for i, c in enumerate(text) if c == "a"]

    asked: list[int] = []

    def keeps_facts(_: str, findings: Sequence[Finding]) -> bool:
        asked.append(len(findings))
        return len(findings) == 1

    assert fixer.fix("a a a", check, SAFE, keeps_facts).text == "b b b"
    assert asked == [3, 2]


def test_fixes_that_break_a_fact_together_hold_up_no_others() -> None:
    def check(text: str) -> Sequence[Finding]:
        return [finding(Edit(i, i + 1, c.upper())) for i, c in enumerate(text) if c.islower()]

    def keeps_facts(text: str, findings: Sequence[Finding]) -> bool:
        return sum(text[f.span.start] == "c" for f in findings) < 2

    assert fixer.fix("a " * 12 + "c c", check, SAFE, keeps_facts).text == "A " * 12 + "C C"


def test_fixes_that_undo_each_other_leave_the_text_and_are_named() -> None:
    def check(text: str) -> Sequence[Finding]:
        return [*replacing("a", "b", "one/to-b")(text), *replacing("b", "a", "two/to-a")(text)]

    with pytest.raises(UnsettledError, match=r"one/to-b|two/to-a"):
        fixer.fix("a", check)


def test_what_a_fix_uncovers_is_reported_as_left() -> None:
    def check(text: str) -> Sequence[Finding]:
        late = [finding(Edit(0, 1, "c"), level=UNSAFE)] if text == "b" else []
        return [*replacing("a", "b")(text), *late]

    assert len(fixer.fix("a", check).left) == 1


def test_what_could_be_fixed_at_first_is_told_from_what_came_to_light() -> None:
    def check(text: str) -> Sequence[Finding]:
        late = [finding(Edit(0, 1, "c"), rule="late")] if text[0] == "b" else []
        return [*replacing("a", "b")(text), *late, *replacing("x", "y", "other")(text)]

    fixed = fixer.fix("a x", check)
    assert [f.rule for f in fixed.mended] == ["pack/rule", "other"]
    assert (fixed.text, fixed.uncovered) == ("c y", 1)


def test_what_goes_with_anothers_fix_is_mended() -> None:
    def check(text: str) -> Sequence[Finding]:
        line = [finding(Edit(0, 3, ""), rule="line", severity=Severity.MAJOR)] if "abc" in text else []
        return [*line, *replacing("b", "x", "letter")(text)]

    fixed = fixer.fix("abc d", check)
    assert fixed.text == " d"
    assert [f.rule for f in fixed.mended] == ["line", "letter"]
    assert len(fixed.applied) == 1


def test_what_can_not_be_fixed_beside_another_is_left() -> None:
    def check(text: str) -> Sequence[Finding]:
        level = SAFE if text == "ab" else UNSAFE  # of the rest a person has to decide
        return [finding(Edit(i, i + 1, "x"), rule=c, level=level) for i, c in enumerate(text) if c in "ab"]

    fixed = fixer.fix("ab", check)
    assert [f.rule for f in fixed.mended] == ["a"]
    assert [f.rule for f in fixed.left] == ["b"]


def test_the_graver_finding_wins() -> None:
    minor = finding(Edit(0, 3, "x"), rule="a/minor")
    major = finding(Edit(2, 5, "y"), severity=Severity.MAJOR, rule="b/major")
    assert fixer.compatible([minor, major], SAFE) == [major]


@pytest.mark.parametrize("other", [Edit(0, 2, ""), Edit(2, 2, "x"), Edit(3, 5, ""), Edit(4, 4, "x")])
def test_edits_that_touch_wait_for_the_next_pass(other: Edit) -> None:
    first = finding(Edit(2, 4, ""), severity=Severity.MAJOR)
    assert fixer.compatible([first, finding(other)], SAFE) == [first]


def test_a_fix_goes_in_whole_or_not_at_all() -> None:
    taken = finding(Edit(0, 2, "x"), severity=Severity.MAJOR)
    two = finding(Edit(1, 3, "y"), Edit(8, 9, "z"))
    assert fixer.compatible([taken, two], SAFE) == [taken]


@pytest.mark.parametrize(
    ("text", "removed", "result"),
    [
        ("Text.\n\nShare", ["Share"], "Text."),
        ("Text.\n\nShare\n", ["Share"], "Text.\n"),
        ("Text.\r\n\r\nShare\r\n", ["Share"], "Text.\r\n"),
        ("Share\n\nText.", ["Share"], "Text."),
        ("\n\nShare\n\nText.", ["Share"], "\n\nText."),
        ("One.\n\nShare\n\nTwo.", ["Share"], "One.\n\nTwo."),
        ("One.\nShare\nTwo.", ["Share"], "One.\nTwo."),
        ("Text.\n\nShare\n\nTweet\n", ["Share", "Tweet"], "Text.\n"),
        ("Text.\n\n  Share  \n\n\n", ["Share"], "Text.\n\n\n"),
        ("Text, Share\n", [", Share"], "Text\n"),
        ("  Share\n  Text", ["Share"], "  Text"),
        ("    code  \n\nShare\n", ["Share"], "    code  \n"),
        ("\n  Share\n", ["Share"], "\n"),
        ("Text.\n\nShare\n\xa0\n", ["Share"], "Text.\n\xa0\n"),
        ("One.\nShare\n \n\tTwo.", ["Share"], "One.\n\tTwo."),
        ("One.\nShare\xa0\n\nTwo.", ["Share"], "One.\n\xa0\n\nTwo."),
    ],
)
def test_a_line_that_is_emptied_goes_with_its_gap(text: str, removed: list[str], result: str) -> None:
    edits = [Edit(text.index(r), text.index(r) + len(r), "") for r in removed]
    assert applied(text, closed_up(text, edits)) == result


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        applied("abc", [Edit(0, 2, ""), Edit(1, 3, "")])


def every(old: str, new: str) -> Callable[[str], Sequence[Finding]]:
    """Finds each of these letters, and replaces it."""

    def check(text: str) -> Sequence[Finding]:
        return [finding(Edit(i, i + 1, new)) for i, c in enumerate(text) if c == old]

    return check


def test_an_accepted_finding_stays_wherever_fixes_move_it() -> None:
    fixed = fixer.fix("a, a, a", every("a", "xyz"), accepted=lambda _, found: found[1:2])
    assert fixed.text == "xyz, a, xyz"
    assert len(fixed.applied) == 2
    assert fixed.left == ()
    assert [(old.span, new and new.span) for old, new in fixed.suppressed] == [(Span(3, 4), Span(5, 6))]


def test_an_accepted_finding_that_grows_with_its_neighbour_is_the_same() -> None:
    def check(text: str) -> Sequence[Finding]:
        if text == "ab":
            return [finding(Edit(0, 1, "x"), rule="accepted"), finding(Edit(1, 2, "ac"), rule="other")]
        return [finding(Edit(0, 2, "x"), rule="accepted")]

    fixed = fixer.fix("ab", check, accepted=lambda _, found: found[:1])
    assert (fixed.text, fixed.left) == ("aac", ())
    assert [new and new.span for _, new in fixed.suppressed] == [Span(0, 2)]


def test_a_fix_can_take_an_accepted_finding_along() -> None:
    def check(text: str) -> Sequence[Finding]:
        found = [finding(Edit(0, 2, ""), rule="line")] if text.startswith("ab") else []
        return [*found, *(finding(Edit(i, i + 1, "x"), rule="letter") for i, c in enumerate(text) if c == "b")]

    fixed = fixer.fix("ab b", check, accepted=lambda _, found: [f for f in found if f.span == Span(1, 2)])
    assert (fixed.text, fixed.left) == (" x", ())
    assert [new for _, new in fixed.suppressed] == [None]


def test_fixes_that_make_a_text_grow_do_not_settle() -> None:
    def check(text: str) -> Sequence[Finding]:
        return [finding(Edit(at, at + 1, "xy" * 50)) for at, char in enumerate(text) if char == "x"]

    with pytest.raises(UnsettledError):
        fixer.fix("x", check)
