from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanmt.decisions import baseline
from cleanmt.decisions.baseline import Baseline, Entry, Unused
from cleanmt.errors import FileError
from cleanmt.findings import Finding, Severity, Span
from cleanmt.text.document import Document

RULE = "names/places"
ENTRY = Entry("a.txt", RULE, "0123456789abcdef", "Kiev", 1, "the club's name", "Ada", "2026-11-24")


def findings(text: str, word: str = "Kiev", rule: str = RULE) -> list[Finding]:
    """What a rule against this word would find."""
    starts = [i for i in range(len(text)) if text.startswith(word, i)]
    return [Finding(rule, Span(i, i + len(word)), word, "", Severity.MINOR, "") for i in starts]


def accepted(text: str, word: str = "Kiev") -> tuple[Entry, ...]:
    """Entries for all that is found in the text."""
    document = Document(text)
    return baseline.with_more((), (baseline.entry_for("a.txt", document, f) for f in findings(text, word)))


def kept(entries: tuple[Entry, ...], text: str) -> list[int]:
    """Where what is still reported stands."""
    return [f.span.start for f in baseline.sift(entries, Document(text), findings(text)).kept]


class TestSifting:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("In Kiev it rains.", "In Kiev it rains."),
            ("In Kiev it rains.", "\n\nIn\u00a0Kiev  it rains.\n"),
            (
                "Nobody knows how long it will rain in Kiev and Lviv.",
                "Nobody knows how long it will rain in Kiev\nand Lviv.",
            ),
            ("Ada wept. In Kiev it rains. Bob left.", "Ada slept well. In Kiev it rains. So Bob stayed."),
            ("Ada wept.In Kiev it rains.Bob left.", "Ada slept well. In Kiev it rains. So Bob stayed."),
            ("“Ada wept.”In Kiev it rains.- Bob left.", "In Kiev it rains."),
            ("In Kiev it rains.", "A title\n\nIn Kiev it rains. And it snows.\n\nA new paragraph."),
        ],
    )
    def test_an_accepted_finding_stays_accepted_while_its_sentence_stays(self, before: str, after: str) -> None:
        assert kept(accepted(before), after) == []

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("In Kiev it rains.", "In Kiev it pours."),
            ("In Kiev it rains.", "In Kiev it rains. In Kiev it rains."),
            ("Here is Kiev. There is Kyiv.", "Here is Kyiv. There is Kiev."),
            ("Dynamo Kiev met Kyiv.", "Dynamo Kyiv met Kiev."),
        ],
    )
    def test_any_other_is_new(self, before: str, after: str) -> None:
        assert kept(accepted(before), after) == [after.rindex("Kiev")]

    def test_another_rule_has_to_be_accepted_for_itself(self) -> None:
        found = findings("In Kiev.", rule="names/other")
        assert baseline.sift(accepted("In Kiev."), Document("In Kiev."), found).kept == tuple(found)

    def test_sentences_that_are_repeated_are_counted(self) -> None:
        (entry,) = accepted("In Kiev.\n\nIn Kiev.\n")
        assert entry.count == 2
        assert kept((entry,), "In Kiev.\n\nIn Kiev.\n\nIn Kiev.\n") == [23]

    def test_a_rule_that_was_off_leaves_nothing_unused(self) -> None:
        assert baseline.sift((ENTRY,), Document(""), [], {"names/people"}).unused == ()
        assert baseline.sift((ENTRY,), Document(""), [], {RULE}).unused == (Unused(ENTRY, 0),)

    @pytest.mark.parametrize("found", ["Kiev", "Kiev and the towns", "Kiev and the towns " * 5, "Kiev " * 15 + "Kiev…"])
    def test_a_sentence_that_stands_is_not_unused(self, found: str) -> None:
        before, after = f"A town. In {found} it rains. It snows.", f"In {found} it pours.\n\nNow in {found} it rains."
        (entry,) = accepted(before, found)
        assert baseline.sift((entry,), Document(before), [], {RULE}).unused == ()
        assert baseline.sift((entry,), Document(after), [], {RULE}).unused == (Unused(entry, 0),)

    def test_what_is_found_less_often_is_counted_down(self) -> None:
        entries = accepted("In Kiev.\n\nIn Kiev.\n")
        unused = baseline.sift(entries, Document("In Kiev."), findings("In Kiev."), {RULE}).unused
        assert [(one.entry.count, one.found) for one in unused] == [(2, 1)]
        assert "is accepted 2 times, found 1" in str(unused[0])
        assert [entry.count for entry in baseline.without(entries, unused)] == [1]

    def test_a_long_text_is_shortened_for_the_eye_alone(self) -> None:
        text = "Kiev " * 40
        whole = Finding(RULE, Span(0, len(text)), text, "", Severity.MINOR, "")
        entry = baseline.entry_for("a.txt", Document(text), whole)
        assert len(entry.text) == 80
        longer = replace(whole, span=Span(0, len(text) - 5), text=text[:-5])
        assert baseline.entry_for("a.txt", Document(text), longer).sentence != entry.sentence


paragraphs = st.lists(
    st.sampled_from(
        ["The talks went on in Kiev.", "“Kiev is calm,” he said. In Kiev, shops open at 9 a.m. again.", "Nothing here.",
         "From Kiev to Kiev.", "It ended. So it began.", "A long paragraph that names Kiev and does not end"]
    ),
    max_size=6,
)  # fmt: skip
insertions = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(["New. Old.", "He met Kiev’s mayor.", "7", "“Kiev”"]))
)


@given(paragraphs, insertions, st.sets(st.integers(0, 5)), st.sampled_from(["\n\n", "\n", "\r\n\r\n"]))
def test_entries_outlive_whatever_happens_to_other_paragraphs(
    old: list[str], new: list[tuple[int, str]], deleted: set[int], gap: str
) -> None:
    entries = accepted("\n\n".join(old))
    shaped = [(text, False) for i, text in enumerate(old) if i not in deleted]
    for place, text in new:
        shaped.insert(place, (text, True))
    text = gap.join(paragraph for paragraph, _ in shaped)
    sifted = baseline.sift(entries, Document(text), findings(text), {RULE})
    assert len(sifted.kept) == sum(paragraph.count("Kiev") for paragraph, is_new in shaped if is_new)
    assert len(sifted.accepted) == sum(paragraph.count("Kiev") for paragraph, is_new in shaped if not is_new)
    lost = sum(entry.count for entry in entries) - len(sifted.accepted)
    assert sum(one.entry.count - one.found for one in sifted.unused) == lost


class TestFile:
    def test_it_is_one_sorted_object_a_line(self, tmp_path: Path) -> None:
        path = tmp_path / "accepted.jsonl"
        odd = Entry("b.txt", RULE, "ab", "“a\tb”\n\u00a0\u200b\U000e0001")
        Baseline(path).write([odd, ENTRY])
        first, second = path.read_text("utf-8").splitlines()
        assert first == json.dumps(
            {"path": "a.txt", "rule": RULE, "text": "Kiev", "count": 1, "reason": "the club's name", "author": "Ada",
             "date": "2026-11-24", "sentence": "0123456789abcdef"}
        )  # fmt: skip
        assert r'"text": "“a\tb”\n\u00a0\u200b\udb40\udc01"' in second
        assert baseline.read(path).entries == (ENTRY, odd)

    def test_a_person_may_leave_out_what_is_only_for_people(self, tmp_path: Path) -> None:
        path = tmp_path / "accepted.jsonl"
        path.write_bytes(b'\xef\xbb\xbf{"sentence": "ab", "path": "a.txt", "rule": "names/places"}\r\n\r\n')
        assert baseline.read(path).entries == (Entry("a.txt", RULE, "ab"),)

    def test_what_two_branches_accepted_alike_counts_once(self, tmp_path: Path) -> None:
        path = tmp_path / "accepted.jsonl"
        twice = replace(ENTRY, count=2, reason="so be it")
        path.write_text(f"{baseline.dump(ENTRY)}\n{baseline.dump(twice)}\n", "utf-8")
        assert baseline.read(path).entries == (replace(ENTRY, count=2),)

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("<<<<<<< HEAD", "a merge left its mark (<<<<<<<): delete the marks"),
            ("=======", "a merge left its mark (=======)"),
            ("{'path'}", "not a JSON object: "),
            ("[1]", "an object with path, rule, text, count, "),
            ('{"resaon": ""}', "unknown key 'resaon'; did you mean 'reason'?"),
            ('{"zzz": ""}', "unknown key 'zzz'\n"),
            ('{"path": "a.txt", "rule": "x"}', "'sentence' is missing"),
            ('{"path": "a", "rule": "x", "sentence": "y", "text": 3}', "'text' is a text, not 3"),
            ('{"path": "a", "rule": "x", "sentence": "y", "count": 0}', "'count' is a whole number from 1 on, not 0"),
            (
                '{"path": "a", "rule": "x", "sentence": "y", "count": true}',
                "'count' is a whole number from 1 on, not True",
            ),
        ],
    )
    def test_what_is_wrong_is_named_with_its_line(self, tmp_path: Path, line: str, message: str) -> None:
        path = tmp_path / "accepted.jsonl"
        path.write_text(f"{baseline.dump(ENTRY)}\n{line}\n", "utf-8")
        with pytest.raises(FileError) as error:
            baseline.read(path)
        assert f"{path}:2: {message}" in f"{error.value}\n"

    def test_it_is_not_written_over_somebody_elses_work(self, tmp_path: Path) -> None:
        path = tmp_path / "accepted.jsonl"
        Baseline(path).write([ENTRY])
        read = baseline.read(path)
        path.write_text(baseline.dump(ENTRY), "utf-8")
        with pytest.raises(FileError, match="changed while"):
            read.write([])
        with pytest.raises(FileError, match="changed while"):
            Baseline(path).write([ENTRY])
        assert json.loads(path.read_text("utf-8"))["path"] == "a.txt"

    def test_another_encoding_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "accepted.jsonl"
        path.write_bytes("{“}".encode("cp1252"))
        with pytest.raises(FileError, match="save it as UTF-8"):
            baseline.read(path)
