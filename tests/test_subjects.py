from __future__ import annotations

from cleanmt import tables
from cleanmt.text import subjects
from cleanmt.text.document import Document

MATCH = "The striker scored a penalty, and the goalkeeper was sent off."
TRIAL = "The judge asked the defendant, and the jury heard what the prosecutor had to say about the fraud."


def test_enough_different_words_make_a_subject() -> None:
    assert Document(MATCH).subjects >= {"football"}
    assert Document(TRIAL).subjects == {"court"}
    assert subjects.of(f"{MATCH}\n\n{TRIAL}") >= {"football", "court"}


def test_one_word_again_and_again_makes_none() -> None:
    assert subjects.of("The judge met a judge, and the judges judged. " * 5) == frozenset()


def test_a_long_text_needs_more_of_them_and_a_longer_one_no_more() -> None:
    assert "court" not in subjects.of(TRIAL + " They went home." * 200)
    everything = "court judge jury trial verdict bail custody fraud prison guilty"
    assert subjects.of(everything + " They went home." * 20_000) == {"court"}


def test_case_does_not_matter() -> None:
    assert subjects.of(TRIAL.upper()) == {"court"}


def test_the_table_has_all_subjects_in_lower_case() -> None:
    rows = tables.read(tables.shipped() / "data" / "subjects.tsv")
    assert [row["subject"] for row in rows] == sorted(subjects.SUBJECTS)
    for row in rows:
        words = tables.cells(row["words"])
        assert words == sorted(set(words))
        assert words == [word.lower() for word in words]
