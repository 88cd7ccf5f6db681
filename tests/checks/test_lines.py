from __future__ import annotations

from typing import Literal

import pytest

from cleanmt.checks.lines import Duplicate, Furniture, Headlines
from cleanmt.fields import RegexText, Words
from tests.checks.looking import found, shapes

PROSE = "The committee met for three hours on Thursday and agreed on nothing but the date of its next meeting in May."
OTHER = "Nobody was surprised, for the last four meetings had ended in the same way and at the same hour of the night."


class TestFurniture:
    TERMS = Words(("Share", "Tags"))
    CHECK = Furniture(terms=TERMS, patterns=(RegexText("tags: .*"),), headings=(RegexText("read also"),))

    @pytest.mark.parametrize(
        "text",
        [
            "Share",  # all there is
            f"{PROSE}\n\nShare prices fell.",
            f"{PROSE}\n\nShare it\n",
            f"{PROSE} Share\n",
            f"{PROSE}\n\nThe tags: a story",
            f"Read also\n\nA title of four words\n\n{PROSE}\n\n{OTHER}".replace(
                "A title", "Title"
            ),  # a headline follows
        ],
    )
    def test_lines_of_the_article(self, text: str) -> None:
        if "Read also" in text:
            text = f"{PROSE}\n\nRead also\n\nTitle of four words\n"
        assert found(self.CHECK, text) == []

    def test_where_a_line_stands(self) -> None:
        text = f"SHARE »\n\n{PROSE}\n\nShare.\n\n{OTHER}\n\nTags: EU, date\n"
        assert found(self.CHECK, text) == ["SHARE »", "Share.", "Tags: EU, date"]
        assert shapes(self.CHECK, text) == ["head", "middle", "tail"]

    @pytest.mark.parametrize(
        "text",
        [
            f"{PROSE}\n\nThe hall is open to all who want to\nshare\nwhat they have.\n\n{OTHER}\n",
            f"{PROSE}\n\nThe hall is open to all\nwho like to\nshare\n",
            f"{PROSE}\n\nThey said that we should\nShare\nwhat we have.\n",
        ],
    )
    def test_lines_inside_a_sentence(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_a_heading_that_no_headline_follows(self) -> None:
        assert found(self.CHECK, f"{PROSE}\n\nRead also\n") == ["Read also"]

    @pytest.mark.parametrize(
        ("position", "places"), [(("head",), ["head"]), (("tail",), ["tail"]), (("head", "tail"), ["head", "tail"])]
    )
    def test_the_positions(self, position: tuple[Literal["head", "tail", "any"], ...], places: list[str]) -> None:
        check = Furniture(terms=self.TERMS, position=position)
        assert [*check.shapes()] == places
        assert shapes(check, f"Share\n\n{PROSE}\n\nShare\n\n{OTHER}\n\nShare\n") == places

    def test_other_lines_of_the_page(self) -> None:
        text = f"{PROSE}\n\nShare\n\nThis website uses cookies to remember what each of its many readers has read.\n"
        assert shapes(self.CHECK, text) == ["middle"]
        assert shapes(Furniture(terms=self.TERMS, beside=(RegexText(".*cookies.*"),)), text) == ["tail"]


class TestHeadlines:
    CHECK = Headlines(headings=(RegexText("read also:?"),))

    @pytest.mark.parametrize(
        "text",
        [
            f"{PROSE}\n\nRead also\n",  # nothing under it
            f"{PROSE}\n\nRead also\n\n{OTHER}\n",
            f"{PROSE}\n\nHe read also:\n\nNew captain for the ferry\n",
            f"Read also\n\nNew captain for the ferry\n\n{PROSE}\n",  # the title of the text itself
        ],
    )
    def test_lines_of_the_article(self, text: str) -> None:
        assert found(self.CHECK, text) == []

    def test_the_titles_of_others(self) -> None:
        text = f"{PROSE}\n\nRead also:\n\nNew captain for the ferry\n\nHarbour closed by fog\n\n{OTHER}\n"
        assert found(self.CHECK, text) == ["Read also:", "New captain for the ferry", "Harbour closed by fog"]
        assert shapes(self.CHECK, text) == ["middle"] * 3

    def test_the_last_title_of_the_head_is_the_text_s_own(self) -> None:
        text = f"Read also\n\nHarbour closed by fog\n\nNew captain for the ferry\n\n{PROSE}\n"
        assert found(self.CHECK, text) == ["Read also", "Harbour closed by fog"]


class TestDuplicate:
    @pytest.mark.parametrize(
        "text",
        [
            f"{PROSE}\n\n{OTHER}\n",
            "Three words only\n\nThree words only\n",
            "- an item of a list\n\n- an item of a list\n",
            "1. Now that is one\n\n1. Now that is one\n",
            "a verse of a song\nanother\n\na verse of a song\nand another",
        ],
    )
    def test_lines_that_may_stand_twice(self, text: str) -> None:
        assert found(Duplicate(), text) == []

    def test_side_by_side(self) -> None:
        assert shapes(Duplicate(), f"{PROSE}\n\n{PROSE}\n\n{OTHER}\n") == ["adjacent"]

    @pytest.mark.parametrize(
        "text",
        [
            "Row it home, boys, row it home\n\nOver the water\n\nRow it home, boys, row it home\n",  # a refrain
            f"Q: Where?\n\nA: I never saw it.\n\nQ: When?\n\nA: I never saw it.\n\n{PROSE}\n",
            f"Fold the dough twice.\n\nButter the tin.\n\nFold the dough twice.\n\n{PROSE}\n",
            f"You will see these lines:\n\n    ok\n\nYou will see these lines:\n\n    no\n\n{PROSE}\n",
            f"{PROSE}\n\n{OTHER}\n\n{PROSE}\n\n{OTHER} Or so.\n\n{PROSE}\n",  # three times: on purpose
            "It never rained at all.\n\nIt never rained at all.\n",
            f"North\n\nDry with a breeze\n\nSouth\n\nDry with a breeze\n\n{PROSE} {OTHER}\n",
        ],
    )
    def test_lines_that_come_again_by_right(self, text: str) -> None:
        assert found(Duplicate(min_words_apart=15), text) == []

    def test_further_down(self) -> None:
        text = f"Title\n\n{PROSE}\n\n{OTHER}\n\n{PROSE}\n"
        assert shapes(Duplicate(min_words_apart=15), text) == ["apart"]
        assert found(Duplicate(), text) == []

    def test_the_headline_in_the_next_lines(self) -> None:
        text = f"News\n\nThe committee met again\n\n{PROSE} {OTHER}\n\nThe committee met again\n"
        assert shapes(Duplicate(), text) == ["headline"]
        assert found(Duplicate(min_words=5), text) == []
        assert found(Duplicate(), text.replace(PROSE, "One.\n\nTwo.\n\nThree.\n\nFour.\n\n")) == []

    def test_the_headline_twice(self) -> None:
        text = f"The committee met again\n\nThe committee met again\n\n{PROSE} {OTHER}\n"
        assert shapes(Duplicate(), text) == ["adjacent"]
