from __future__ import annotations

import re

import pytest

from cleanmt.findings import Span
from cleanmt.text.document import Document, is_abbreviation, overlapping


def shown(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[s.start : s.end] for s in spans]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one", ["one"]),
        ("one\ntwo\n", ["one", "two", ""]),
        ("one\r\ntwo", ["one", "two"]),
        ("one\n\n\ntwo", ["one", "", "", "two"]),
        ("form\x0cfeed and\u2028separator", ["form\x0cfeed and\u2028separator"]),
    ],
)
def test_only_a_newline_ends_a_line(text: str, lines: list[str]) -> None:
    assert shown(text, Document(text).lines) == lines


def test_positions_count_from_one_in_code_points() -> None:
    document = Document("a😀b\r\ncd")
    assert [document.position(i) for i in (0, 2, 5, 6)] == [(1, 1), (1, 3), (2, 1), (2, 2)]


def test_a_wrapped_paragraph_is_one() -> None:
    text = "This line was broken by an old mail program and\ngoes on here.\nThis one does not.\n\nNor this."
    assert len(Document(text).paragraphs) == 3


def test_verse_in_lower_case_is_not_wrapped() -> None:
    assert len(Document("i carry your heart\nwith me").paragraphs) == 2


def test_where_sentences_start() -> None:
    text = "It rained.\n\nDr. Cat sat. slept. “Cat (that is a name) came.” cat"
    starts = [match.start() for match in re.finditer(r"\w+", text) if Document(text).starts_sentence(match.start())]
    assert [text[at:].split(maxsplit=1)[0] for at in starts] == ["It", "Dr.", "Cat"]


def test_the_paragraphs_beside_one() -> None:
    document = Document("one\n\ntwo\n\nthree")
    first, second, third = document.paragraphs
    assert (document.beside(second, -1), document.beside(second, 1)) == (first, third)
    assert document.beside(first, -1) is None
    assert document.beside(third, 1) is None


def test_the_paragraphs_of_a_span() -> None:
    document = Document("one\n\ntwo\n\nthree")
    assert document.paragraphs_in(Span(4, 6)) == (document.paragraphs[1],)
    assert document.paragraphs_in(Span(2, 9)) == document.paragraphs[:2]
    assert document.paragraphs_in(Span(4, 4)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "see https://a.org/kyiv-live now",
        "jane.doe@kyiv.org wrote",
        "from @kyiv today",
        "the `kyiv` variable",
        "on kyiv.ua, he said",
    ],
)
def test_addresses_handles_and_code_are_protected(text: str) -> None:
    at = text.index("kyiv")
    assert overlapping(Document(text).protected, Span(at, at + 4))


def test_marks_of_tex_are_no_code() -> None:
    text = "He read ``Horror Manga'' and ``Autumn Rain'' in kyiv, and typed ``rm kyiv``."
    assert shown(text, Document(text).protected) == ["``rm kyiv``"]


def test_a_full_stop_after_an_address_is_not_part_of_it() -> None:
    text = "See https://a.org/x. Kyiv answered."
    assert shown(text, Document(text).protected) == ["https://a.org/x"]


@pytest.mark.parametrize(
    "text", ["Mr.", "U.S.", "p.m.", "J.", "No. 10", "etc.", "approx.", "and...", "St.", "e.g.", "Gen. H.R.", "a.m."]
)
def test_stops_that_end_no_sentence(text: str) -> None:
    assert is_abbreviation(text, text.rindex("."))


@pytest.mark.parametrize("text", ["the term.", "in 2022.", "NATO.", "He said no.", "It was I."])
def test_stops_that_end_one(text: str) -> None:
    assert not is_abbreviation(text, text.rindex("."))


def test_the_paragraphs_of_a_span_where_a_long_line_was_cut() -> None:
    first, second, third = Document("It is so. " * 2_000).paragraphs
    assert Document("It is so. " * 2_000).paragraphs_in(Span(second.start, second.start)) == (first, second)
    assert Document("It is so. " * 2_000).paragraphs_in(Span(second.start + 1, third.start + 1)) == (second, third)


def test_the_sentence_around_an_offset() -> None:
    text = "Mr. Lee left. “Why?” Nobody knows.\n\nNew paragraph"
    document = Document(text)
    for part in ("Lee", "Why", "Nobody", "New"):
        span = document.sentence_at(text.index(part))
        assert part in text[span.start : span.end]
    first = document.sentence_at(0)
    assert text[first.start : first.end] == "Mr. Lee left."


def test_an_offset_between_paragraphs_has_no_sentence() -> None:
    assert Document("one\n\n\n\ntwo").sentence_at(5) == Span(5, 5)


def test_quotations_are_what_stands_between_the_marks() -> None:
    text = 'He said “one” and "two".'
    made = Document(text)
    found = [made.quotation_at(Span(text.index(word), text.index(word) + 1)) for word in ("one", "and", "two")]
    assert found == [Span(9, 12), None, Span(19, 22)]


@pytest.mark.parametrize(
    ("word", "quoted", "inner"),
    [
        ("We", "We saw “The “Wall” here” today", None),
        ("The", "We saw “The “Wall” here” today", None),
        ("Wall", "We saw “The “Wall” here” today", "Wall"),
        ("here", "We saw “The “Wall” here” today", None),
        ("today", "We saw “The “Wall” here” today", None),
        ("Then", "Then", "Then"),
        ("said", None, None),
    ],
)
def test_a_quotation_inside_another(word: str, quoted: str | None, inner: str | None) -> None:
    text = "“We saw “The “Wall” here” today”, he said. “Then” it was"
    made, span = Document(text), Span(text.index(word), text.index(word) + len(word))
    found = (made.quotation_at(span), made.quotation_at(span, inner=True))
    assert [q and text[q.start : q.end] for q in found] == [quoted, inner]


def test_words_are_counted_as_they_are_written() -> None:
    assert Document("Stoltenberg, stoltenberg’s Stoltenberg").word_counts["Stoltenberg"] == 2


def test_a_line_longer_than_any_paragraph_is_taken_piece_by_piece() -> None:
    text = "He said: “It is so. It will be so.” " * 1000
    pieces = Document(text).paragraphs
    assert "".join(text[p.start : p.end] for p in pieces) == text
    assert max(p.end - p.start for p in pieces) <= 10_000
    assert all(text[p.start : p.end].rstrip().endswith("so.”") for p in pieces)  # no quotation is cut
    names = "He met Mr. Lee, Mrs. Lee and Dr. Lee there. " * 1000
    assert all(names[: p.end].endswith("there.") for p in Document(names).paragraphs[:-1])  # nor any sentence
    assert [p.end for p in Document("x" * 25_000).paragraphs] == [5_000, 10_000, 15_000, 25_000]
    assert len(Document("A text of ten thousand characters in one line. " * 212).paragraphs) == 1
