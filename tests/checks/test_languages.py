"""What the source language leaves behind: speech between dashes, its own words, its spelling of names."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import cleanmt
from cleanmt.checks import Spot
from cleanmt.checks.senses import COLUMNS, Senses
from cleanmt.tables import Table
from cleanmt.text.document import Document

RULES = cleanmt.load_rules()


def found(text: str, rule: str) -> list[str]:
    return [f.text for f in cleanmt.check(text, RULES.selected([rule]))]


def mended(text: str, rule: str) -> str:
    return cleanmt.fix(text, unsafe=True, rules=RULES.selected([rule])).text


class TestDialogue:
    RULE = "quotes/dialogue"

    def test_speech_goes_on_after_the_speaker(self) -> None:
        text = "- We lost - said the coach.- We were tired. We will train."
        assert mended(text, self.RULE) == "“We lost,” said the coach. “We were tired. We will train.”"

    def test_the_marks_are_those_of_the_text(self) -> None:
        text = 'He was "tired".\n\n- We lost - said the coach.'
        assert mended(text, self.RULE) == 'He was "tired".\n\n"We lost," said the coach.'

    def test_a_question_keeps_its_mark(self) -> None:
        assert mended("– Who won? – asked she.", self.RULE) == "“Who won?” asked she."

    @pytest.mark.parametrize(
        "text",
        [
            "- milk\n- bread, she said",
            "The plan - said to be cheap - failed.",
            "We lost - said the coach.",
            "- We lost the match and the cup, and nobody spoke.",
        ],
    )
    def test_other_dashes_are_left_alone(self, text: str) -> None:
        assert found(text, self.RULE) == []


class TestUntranslated:
    RULE = "untranslated/word"

    def test_long_quotations_are_looked_into_and_short_ones_are_titles(self) -> None:
        speech = "“I hope to get into the byrjunarliðið in spring,” he said."
        assert found(speech, self.RULE) == ["byrjunarliðið"]
        assert found("The word “byrjunarliðið” is long.", self.RULE) == []

    def test_plain_words_are_judged_only_beside_foreign_letters(self) -> None:
        assert found("He met the powiat council.", self.RULE) == []
        assert found("In Łódź he met the powiat council.", self.RULE) == ["powiat"]

    @pytest.mark.parametrize(
        "text",
        [
            "A crème brûlée à la carte at the café.",
            "The Gesellschaft für bedrohte Völker wrote.",
            "See https://example.org/přehled for more.",
            "The name in brackets (svobodný) is his.",
            "Ελλάδα and Кремль are in no Latin script: область.",
        ],
    )
    def test_borrowed_words_names_and_other_scripts(self, text: str) -> None:
        assert found(text, self.RULE) == []


class TestRomanized:
    RULE = "names/romanized"

    def test_a_surname_that_stood_in_full_is_known_alone(self) -> None:
        text = "Wsiewołod Czaplin spoke. Later Czaplin left, and Czapla stayed."
        assert found(text, self.RULE) == ["Wsiewołod Czaplin", "Czaplin"]

    def test_alone_it_may_be_anybody(self) -> None:
        assert found("Czaplin spoke.", self.RULE) == []

    @pytest.mark.parametrize(
        "text",
        ["Wladimir Klitschko boxed.", "Boris Bülow sang.", "Andrej Babiš and Maria Skłodowska.", "Yury Trutnev."],
    )
    def test_names_that_are_right(self, text: str) -> None:
        assert found(text, self.RULE) == []


class TestSenses:
    ROW: Mapping[str, str] = {
        "languages": "de", "word": "Gift", "pattern": r"\b(?P<wrong>gift)\b", "right": "poison", "near": "snake*",
        "within": "sentence", "unless": "birthday", "level": "unsafe", "bad": "", "good": "", "ok": "",
    }  # fmt: skip

    def matches(self, text: str, **changes: str) -> list[tuple[str, ...]]:
        check = Senses(Table("t", ({**self.ROW, **changes},)))
        document = Document(text)
        spots = [Spot(paragraph, frozenset({0})) for paragraph in document.paragraphs]
        return [(m.shape, *(e.text for e in m.edits), *m.suggestions) for m in check.find(document, spots)]

    def test_the_word_must_stand_near(self) -> None:
        assert self.matches("The gift of the snake.") == [("one-reading", "poison")]
        assert self.matches("The gift. The snake.") == []
        assert self.matches("The gift. The snake.", within="paragraph") == [("one-reading", "poison")]
        assert self.matches("The gift.\n\nThe snake.", within="document") == [("one-reading", "poison")]

    def test_the_other_must_not(self) -> None:
        assert self.matches("The birthday gift was a snake.") == []

    def test_shown_without_an_edit(self) -> None:
        assert self.matches("A snake gift.", level="suggestion", right="poison|venom") == [("shown", "poison", "venom")]

    def test_a_sentence_keeps_its_capital(self) -> None:
        assert self.matches("Gift of a snake.", pattern="(?P<wrong>Gift)") == [("one-reading", "Poison")]

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"within": "page"}, "within 'page'"),
            ({"level": "safe"}, "level 'safe'"),
            ({"pattern": "("}, "pattern: missing )"),
            ({"languages": "de|cz"}, "languages: 'cz' is no code of a language"),
            ({"languages": ""}, "languages: no language is named"),
        ],
    )
    def test_problems_name_the_row(self, changes: dict[str, str], problem: str) -> None:
        (found,) = Senses(Table("t.tsv", ({**self.ROW, **changes},), (7,))).problems()
        assert found.startswith("t.tsv:7 (Gift): ")
        assert problem in found

    def test_of_two_rows_that_find_the_same_words_the_surer_speaks(self) -> None:
        longer = {
            **self.ROW,
            "pattern": r"\bgift of (?:the )?snakes?\b",
            "right": "snake poison",
            "level": "suggestion",
        }
        document = Document("The gift of the snake.")
        spots = [Spot(paragraph, frozenset({0, 1})) for paragraph in document.paragraphs]
        found = [m.suggestions for m in Senses(Table("t", (longer, longer))).find(document, spots)]
        assert found == [("snake poison",)]
        (match,) = Senses(Table("t", (longer, self.ROW))).find(document, spots)
        assert match.shape == "one-reading"

    def test_a_row_is_about_its_own_languages(self) -> None:
        table = Table("t", ({**self.ROW, "languages": "cs|da|de"}, {**self.ROW, "languages": "es|it"}))
        assert Senses(table).translated_from({"cs"}).data.rows == table.rows[:1]
        assert Senses(table).translated_from({"it", "da"}).data.rows == table.rows
        assert Senses(table).translated_from({"s"}).data.rows == ()

    def test_a_table_of_other_columns(self) -> None:
        (found,) = Senses(Table("t.tsv", ({"a": "b"},))).problems()
        assert found == f"t.tsv: the columns are {', '.join(COLUMNS)}"

    @pytest.mark.parametrize(("source", "found"), [((), 1), (("cs",), 1), (("it", "nl"), 1), (("it",), 0)])
    def test_what_a_text_was_translated_from_decides_by_row(self, source: tuple[str, ...], found: int) -> None:
        text = "Record champions Bayern drew at home."  # the row says cs, da, de and nl
        rules = RULES.selected(["false-friends"]).translated_from(source)
        assert [f.rule for f in cleanmt.check(text, rules)] == ["false-friends/senses"] * found

    def test_a_finding_betrays_the_languages_of_its_row(self) -> None:
        (finding,) = cleanmt.check("Record champions Bayern drew at home.", RULES.selected(["false-friends/senses"]))
        assert finding.source == ("cs", "da", "de", "nl")
