"""The walk through a text's findings, fed with answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanmt.decisions import answers, review
from cleanmt.decisions.review import Outcome, Walk
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span
from cleanmt.text.document import Document

SAFE, UNSAFE, SUGGESTION = Applicability.SAFE, Applicability.UNSAFE, Applicability.SUGGESTION


def replacing(text: str, old: str, *new: str, level: Applicability = UNSAFE, rule: str = "") -> Iterator[Finding]:
    """A finding at each `old`: with one `new` a fix, with several suggestions, with none neither."""
    for match in re.finditer(re.escape(old), text):
        span = Span(*match.span())
        fix = Fix((Edit(*match.span(), new[0]),), level) if len(new) == 1 else None
        suggestions = new if len(new) > 1 else ()
        yield Finding(rule or f"pack/{old}", span, old, "", Severity.MINOR, "", fix, suggestions)


def walk_over(text: str, *found: Iterator[Finding], memory: review.Memory | None = None) -> Walk:
    findings = sorted((f for group in found for f in group), key=lambda f: (f.span, f.rule))
    return review.begin(Document(text), findings, memory)


def asked(walk: Walk) -> str:
    return walk.question.finding.text if walk.question else ""


def yes(walk: Walk) -> Walk:
    assert walk.question
    return walk.take(walk.question.options[0].edits)


def outcomes(walk: Walk) -> list[Outcome]:
    return [answer.outcome for answer in walk.answers]


def test_yes_and_no_in_reading_order() -> None:
    text = "One cat, two dogs, one cat."
    walk = walk_over(text, replacing(text, "cat", "cow"), replacing(text, "dogs", "hens"))
    assert (asked(walk), walk.progress) == ("cat", (1, 3))
    walk = yes(walk)
    assert (asked(walk), walk.progress) == ("dogs", (2, 3))
    walk = yes(walk.refuse())
    assert walk.question is None
    assert walk.mended == "One cow, two dogs, one cow."


def test_any_of_several_options_or_words_of_ones_own() -> None:
    text = "The cat sat."
    walk = walk_over(text, replacing(text, "cat", "cow", "hen"))
    question = walk.question
    assert question
    assert question.plain is None
    assert walk.take(question.options[1].edits).mended == "The hen sat."
    assert walk.take(review.rewritten(walk, question, "old cat")).mended == "The old cat sat."
    assert review.rewritten(walk, question, "cat") == ()


def test_a_suggestion_may_replace_less_than_the_finding_shows() -> None:
    text = "the headquarters of Mariupol"
    shown = Finding("p/r", Span(4, 28), text[4:], "", Severity.MINOR, "", None, ("siege",), wrong=Span(4, 16))
    walk = review.begin(Document(text), [shown])
    assert walk.question
    assert review.offered(walk, walk.question) == "siege of Mariupol"
    assert yes(walk).mended == "the siege of Mariupol"


def test_all_of_a_rule() -> None:
    text = "A cat, a dog, a cat, a dog."
    walk = walk_over(text, replacing(text, "cat", "cow"), replacing(text, "dog", "hen")).take_rule()
    assert asked(walk) == "dog"
    walk = walk.refuse_rule()
    assert walk.question is None
    assert walk.mended == "A cow, a dog, a cow, a dog."


def test_all_of_a_rule_does_not_reach_what_is_less_sure_or_changes_a_fact() -> None:
    text = "A cat. A cow. 12 cats. An ox."
    walk = walk_over(
        text,
        replacing(text, "A cat", "A hen", rule="p/r"),
        replacing(text, "cow", "hen", level=SUGGESTION, rule="p/r"),
        replacing(text, "12", "13", rule="p/r"),
        replacing(text, "ox", "hen", "cow", rule="p/r"),
    ).take_rule()
    for shown in ("cow", "12", "ox"):
        assert asked(walk) == shown
        walk = walk.refuse()
    assert walk.mended == "A hen. A cow. 12 cats. An ox."


def test_all_of_a_rule_needs_a_plain_yes() -> None:
    text = "12 cats"
    assert (question := walk_over(text, replacing(text, "12", "13")).question)
    assert question.options[0].breaks == "a number"
    with pytest.raises(ValueError, match="no one fix"):
        walk_over(text, replacing(text, "12", "13")).take_rule()
    with pytest.raises(ValueError, match="no one fix"):
        walk_over(text, replacing(text, "cats", "cows", "hens")).take_rule()


def test_a_rule_that_was_taken_is_taken_in_the_next_text_too() -> None:
    first, second = "A cat.", "Two cat."
    orders = walk_over(first, replacing(first, "cat", "cow")).take_rule().requests
    walk = review.begin(Document(second), replacing(second, "cat", "cow"), requests=orders)
    assert (walk.question, walk.mended) == (None, "Two cow.")


@pytest.mark.parametrize("other", ["cat sat", "sat"])
def test_what_an_accepted_change_touches_is_not_asked(other: str) -> None:
    text = "a cat sat"
    walk = walk_over(text, replacing(text, "cat ", "cow "), replacing(text, other, "x", rule="pack/zz"))
    assert outcomes(yes(walk)) == [Outcome.TAKEN, Outcome.OVERTAKEN]
    assert asked(walk.refuse()) == other


def test_the_rest_is_left() -> None:
    text = "cat cat cat"
    walk = yes(walk_over(text, replacing(text, "cat", "cow"))).leave_rest()
    assert walk.question is None
    assert (walk.count(Outcome.LEFT), walk.mended) == (2, "cow cat cat")
    assert len(walk.remembered) == 1


def test_back() -> None:
    text = "A cat, a dog, a cat, a dog."
    first = walk_over(text, replacing(text, "cat", "cow"), replacing(text, "dog", "hen"))
    assert first.back() == first
    after = first.take_rule()
    assert after.back() == first
    assert after.refuse().back().remembered == after.remembered


def test_whole_words_are_edited_but_not_into_what_was_taken() -> None:
    text = "He (a cat, perhaps) said so."
    walk = walk_over(text, replacing(text, "(", "["), replacing(text, "at,", "at", ""))
    assert walk.question
    walk = yes(walk)
    assert walk.question
    assert review.offered(walk, walk.question) == "cat"
    walk = walk.take(review.rewritten(walk, walk.question, "cow"))
    assert walk.mended == "He [a cow perhaps) said so."
    text = "one=two"
    walk = yes(walk_over(text, replacing(text, "one", "1"), replacing(text, "two", "2")))
    assert walk.question
    assert review.offered(walk, walk.question) == "2"


class TestNextLook:
    def look(self, walk: Walk, *found: Iterator[Finding]) -> Walk:
        findings = sorted((f for group in found for f in group), key=lambda f: (f.span, f.rule))
        return walk.next_look(findings, Document(walk.mended))

    def test_what_a_change_uncovers_is_asked(self) -> None:
        text = "Some cat food."
        walk = yes(walk_over(text, replacing(text, "cat", "dog")))
        walk = self.look(walk, replacing(walk.mended, "dog food", "pet food"))
        assert (asked(walk), walk.look, walk.made) == ("dog food", 2, 1)
        assert yes(walk).mended == "Some pet food."

    def test_what_was_refused_is_not_asked_again_wherever_it_moved(self) -> None:
        text = "A cat, a dog and a cat in one sentence."
        walk = yes(walk_over(text, replacing(text, "cat", "cow"), replacing(text, "A", "Any")))
        walk = yes(walk.refuse()) if asked(walk) == "cat" else walk.refuse().refuse()
        walk = self.look(walk, replacing(walk.mended, "cat", "cow"))
        assert walk.question is None
        assert walk.mended.startswith("Any cat")

    def test_what_was_refused_stays_refused_in_the_look_after_the_next(self) -> None:
        text = "A cat, a dog."
        walk = yes(walk_over(text, replacing(text, "cat", "cow"), replacing(text, "dog", "hound")).refuse())
        walk = self.look(walk, replacing(walk.mended, "cat", "cow"), replacing(walk.mended, "A", "One"))
        walk = yes(walk)
        walk = self.look(walk, replacing(walk.mended, "cat", "cow"))
        assert (walk.question, walk.mended) == (None, "One cat, a hound.")

    def test_what_was_taken_is_not_taken_again_where_the_same_sentence_stands_elsewhere(self) -> None:
        text = "A cat.\n\nA cat."
        walk = yes(walk_over(text, replacing(text, "cat", "cow"))).leave_rest()
        walk = self.look(walk, replacing(walk.mended, "cat", "cow"))
        assert (walk.mended, asked(walk)) == ("A cow.\n\nA cat.", "cat")
        assert walk_over(text, replacing(text, "cat", "cow"), memory=walk.remembered).mended == "A cow.\n\nA cat."

    def test_back_leads_into_the_look_before(self) -> None:
        text = "Some cat food."
        first = walk_over(text, replacing(text, "cat", "dog"))
        assert self.look(yes(first), replacing("Some dog food.", "dog food", "pet food")).back() == first


class TestMemory:
    def test_answers_are_known_again(self) -> None:
        text = "A cat here. A dog there. A cow too."
        found = [*replacing(text, "cat", "hen"), *replacing(text, "dog", "ox"), *replacing(text, "cow", "ram")]
        walk = yes(review.begin(Document(text), found).refuse())
        again = review.begin(Document(text), found, walk.remembered)
        assert outcomes(again) == [Outcome.REFUSED, Outcome.TAKEN]
        assert (asked(again), again.progress, again.mended) == ("cow", (1, 1), "A cat here. A ox there. A cow too.")

    def test_they_survive_changes_elsewhere_and_not_in_their_sentence(self) -> None:
        text = "A cat here. A cat there."
        memory = walk_over(text, replacing(text, "cat", "cow")).refuse().refuse().remembered
        changed = "Something new. A cat here. A cat over there."
        assert outcomes(walk_over(changed, replacing(changed, "cat", "cow"), memory=memory)) == [Outcome.REFUSED]

    def test_sentences_that_are_the_same_are_told_apart(self) -> None:
        text = "A cat.\n\nA cat."
        walk = yes(walk_over(text, replacing(text, "cat", "cow"))).refuse()
        again = walk_over(text, replacing(text, "cat", "cow"), memory=walk.remembered)
        assert again.mended == "A cow.\n\nA cat."

    def test_it_is_kept_in_a_file_and_forgotten(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(answers, "folder", lambda: tmp_path / "state" / "review")
        text = tmp_path / "a.txt"
        kept = {"a1": None, "b2": (Edit(0, 3, "“x”"), Edit(5, 5, ""))}
        assert answers.load(text) == {}
        answers.save(text, kept)
        assert answers.load(tmp_path / "sub" / ".." / "a.txt") == kept
        (file,) = answers.folder().iterdir()
        file.write_text('{"answers": {"a1": [[0]]}}', "utf-8")
        assert answers.load(text) == {}
        answers.forget(text)
        answers.forget(text)
        assert not list(answers.folder().iterdir())


def test_lines_that_end_in_the_windows_way_stay_so() -> None:
    text = "One\r\ncat\r\nsat.\r\n"
    walk = walk_over(text, replacing(text, "cat\r\nsat", "x", "y"))
    assert walk.question
    walk = walk.take(review.rewritten(walk, walk.question, "cow\nsat."))
    assert walk.mended == "One\r\ncow\r\nsat.\r\n"


def test_only_what_fix_would_not_make_is_unsure() -> None:
    text = "cat cow dog hen"
    found = [
        *replacing(text, "cat", "x", level=SAFE),
        *replacing(text, "cow", "x", level=UNSAFE),
        *replacing(text, "dog", "x", "y"),
        *replacing(text, "hen"),
    ]
    assert [f.text for f in review.unsure(found)] == ["cow", "dog", "hen"]


@given(st.lists(st.sampled_from(["cat", "cat sat", "sat", "dog", "at"]), max_size=5), st.text("ynads", max_size=12))
def test_whatever_is_answered_the_changes_fit_together(words: list[str], keys: str) -> None:
    text = " ".join(words)
    groups = [replacing(text, old, old.upper(), rule=f"p/{old}") for old in ("cat sat", "cat", "sat", "at")]
    walk = walk_over(text, *groups)
    for key in keys:
        if walk.question:
            answer = {"y": yes, "n": Walk.refuse, "a": Walk.take_rule, "d": Walk.refuse_rule}
            walk = answer.get(key, Walk.leave_rest)(walk)
    assert walk.mended.lower() == text
    assert len(walk.answers) <= len(walk.questions)
    again = review.begin(walk.document, [q.finding for q in walk.questions], walk.remembered)
    assert again.answers[: len(again.answers)] == walk.answers[: len(again.answers)]
