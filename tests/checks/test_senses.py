from __future__ import annotations

from collections.abc import Mapping

import pytest

import cleanmt
from cleanmt.checks import Example
from cleanmt.checks.senses import COLUMNS, Senses
from cleanmt.tables import Table
from tests.checks import looking

RULES = cleanmt.load_rules()


class TestSenses:
    ROW: Mapping[str, str] = {
        "languages": "de", "word": "Gift", "phrase": "[gift]", "not-before": "", "not-after": "", "pattern": "",
        "right": "poison", "near": "snake*", "subject": "", "within": "sentence", "unless": "birthday",
        "level": "unsafe", "bad": "", "good": "", "ok": "",
    }  # fmt: skip

    def matches(self, text: str, **changes: str) -> list[tuple[str, ...]]:
        check = Senses(Table("t", ({**self.ROW, **changes},)))
        return [(m.shape, *(e.text for e in m.edits), *m.suggestions) for m in looking.matches(check, text)]

    def test_the_word_must_stand_near(self) -> None:
        assert self.matches("The gift of the snake.") == [("one-reading", "poison")]
        assert self.matches("The gift. The snake.") == []
        assert self.matches("The gift. The snake.", within="paragraph") == [("one-reading", "poison")]
        assert self.matches("The gift.\n\nThe snake.", within="document") == [("one-reading", "poison")]

    def test_the_subject_of_the_text_stands_for_the_word(self) -> None:
        text = "The gift. The judge told the jury at the trial that it was fraud, not bribery."
        assert self.matches(text, subject="school|court") == [("one-reading", "poison")]
        assert self.matches(text, subject="school") == []
        assert self.matches(text, subject="court", near="") == [("one-reading", "poison")]
        assert self.matches("The gift of the snake.", subject="court") == [("one-reading", "poison")]
        assert self.matches("The birthday gift. " + text[10:], subject="court") == []

    def test_a_note_names_its_readings(self) -> None:
        check = Senses(Table("t", ({**self.ROW, "level": "note", "right": "poison|venom"},)))
        (match,) = looking.matches(check, "A snake gift.")
        assert (match.shape, match.edits, match.suggestions) == ("shown", (), ())
        assert match.words["right"] == "poison or venom"

    def test_the_other_must_not(self) -> None:
        assert self.matches("The birthday gift was a snake.") == []

    def test_shown_without_an_edit(self) -> None:
        assert self.matches("A snake gift.", level="suggestion", right="poison|venom") == [("shown", "poison", "venom")]

    def test_a_sentence_keeps_its_capital(self) -> None:
        assert self.matches("Gift of a snake.") == [("one-reading", "Poison")]

    def test_what_stands_beside_it(self) -> None:
        assert self.matches("A birth gift of a snake.", **{"not-before": "birth | birth day"}) == []
        assert self.matches("A gift of a snake.", **{"not-after": "for | of (a | the) snake"}) == []
        assert self.matches("A gift.", near="", **{"not-before": "birth", "not-after": "of"}) != []

    def test_an_expression_in_the_place_of_a_phrase(self) -> None:
        pattern = {"phrase": "", "pattern": r"(?P<wrong>gift)s?\b"}
        assert self.matches("A snake's gifts. Snakes gift; Gift", **pattern) == [("one-reading", "poison")] * 2

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"within": "page"}, "within 'page'"),
            ({"subject": "court|cats"}, "subject 'cats' is not one of football, sport"),
            ({"level": "safe"}, "level 'safe'"),
            ({"phrase": "", "pattern": "("}, "pattern: missing )"),
            ({"phrase": "a (gift"}, "phrase: at “(gift” (character 3): “(” is not closed"),
            ({"phrase": "", "pattern": ""}, "give either 'phrase' or 'pattern'"),
            ({"pattern": "gift"}, "give either 'phrase' or 'pattern'"),
            ({"not-after": "of [the]"}, "not-after: at “[the])” (character 5): “[” marks a part of the match"),
            (
                {"phrase": "", "pattern": "gift", "not-after": "of"},
                "'not-before' and 'not-after' stand beside a phrase",
            ),
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
            "phrase": "gift of (the)? snake(s)?",
            "right": "snake poison",
            "level": "suggestion",
        }
        text = "The gift of the snake."
        (match,) = looking.matches(Senses(Table("t", (longer, longer))), text)
        assert match.suggestions == ("snake poison",)
        assert looking.shapes(Senses(Table("t", (longer, self.ROW))), text) == ["one-reading"]

    def test_the_shapes_and_the_examples_that_a_table_has(self) -> None:
        shown = {**self.ROW, "level": "suggestion", "bad": "A snake gift.", "ok": "A gift."}
        assert [*Senses(Table("t", (self.ROW,))).shapes()] == ["one-reading"]
        assert [*Senses(Table("t", (self.ROW, shown))).shapes()] == ["one-reading", "shown"]
        examples = [*Senses(Table("t", (self.ROW, shown))).examples()]
        assert examples == [Example(bad="A snake gift."), Example(ok="A gift.")]

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
