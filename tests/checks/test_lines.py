from __future__ import annotations

from typing import Literal

import pytest

from cleanmt.checks.lines import Boilerplate, Duplicate, Headlines, Hint, Scored
from cleanmt.fields import RegexText, Words
from tests.checks.looking import found, mended, shapes

PROSE = "The committee met for three hours on Thursday and agreed on nothing but the date of its next meeting in May."
OTHER = "Nobody was surprised, for the last four meetings had ended in the same way and at the same hour of the night."


class TestFurniture:
    TERMS = Words(("Share", "Tags"))
    CHECK = Boilerplate(terms=TERMS, patterns=(RegexText("tags: .*"),), headings=(RegexText("read also"),))

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
        check = Boilerplate(terms=self.TERMS, position=position)
        assert [*check.shapes()] == places
        assert shapes(check, f"Share\n\n{PROSE}\n\nShare\n\n{OTHER}\n\nShare\n") == places

    def test_other_lines_of_the_page(self) -> None:
        text = f"{PROSE}\n\nShare\n\nThis website uses cookies to remember what each of its many readers has read.\n"
        assert shapes(self.CHECK, text) == ["middle"]
        assert shapes(Boilerplate(terms=self.TERMS, beside=(RegexText(".*cookies.*"),)), text) == ["tail"]


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

    @pytest.mark.parametrize("line", [PROSE, "The committee met again"])
    def test_all_copies_side_by_side_are_one_finding(self, line: str) -> None:
        text = f"{line}\n\n" * 9 + f"{PROSE} {OTHER}\n"
        assert shapes(Duplicate(), text) == ["adjacent"]
        assert mended(Duplicate(), text) == f"{line}\n\n{PROSE} {OTHER}\n"

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


class TestScored:
    CALL, OURS = Hint(RegexText("^(?:watch|send)\\b"), 2), Hint(RegexText("\\bour\\b"), 2)
    SHORT, SAID = Hint(RegexText("^(?:\\S+ ){0,5}\\S+$"), 1), Hint(RegexText("\\bsaid\\b"), -3)
    CHECK = Scored(hints=(CALL, OURS, SHORT, SAID), least=4, sure=5, edge=1, longest=12)

    def test_signs_add_up(self) -> None:
        text = f"{PROSE}\n\nWatch our film\n\nWatch the film\n\nIn our town\n\n{OTHER}\n"
        assert found(self.CHECK, text) == ["Watch our film"]
        assert shapes(self.CHECK, text) == ["middle"]

    def test_a_sign_of_the_article_weighs_against_them(self) -> None:
        assert found(self.CHECK, f"{PROSE}\n\nWatch our film, he said\n\n{OTHER}\n") == []

    def test_a_sign_counts_once(self) -> None:
        assert found(self.CHECK, f"{PROSE}\n\nWhat is our town and our river\n\n{OTHER}\n") == []

    def test_an_edge_is_a_sign(self) -> None:
        text = f"Watch the film\n\n{PROSE}\n\nWatch the film\n\n{OTHER}\n\nSend it in\n"
        assert found(self.CHECK, text) == ["Watch the film", "Send it in"]
        assert shapes(self.CHECK, text) == ["doubtful", "doubtful"]
        assert shapes(self.CHECK, f"{PROSE}\n\nWatch our film\n") == ["tail"]

    def test_few_points_are_doubtful_and_so_is_a_line_that_is_all_there_is(self) -> None:
        assert shapes(self.CHECK, f"{PROSE}\n\nWatch our film of the old town and its river\n\n{OTHER}\n") == [
            "doubtful"
        ]
        assert shapes(self.CHECK, "Watch our film") == ["doubtful"]

    def test_a_long_line_is_prose(self) -> None:
        assert found(self.CHECK, f"{PROSE}\n\nWatch our film {'and more ' * 5}\n\n{OTHER}\n") == []

    def test_lines_inside_a_sentence(self) -> None:
        assert found(self.CHECK, f"{PROSE}\n\nThe hall asks all of you to\nwatch our film\nand to come.\n") == []

    def test_only_strong_signs_are_looked_for(self) -> None:
        assert self.CHECK.signs().patterns == ("(?im:^(?:watch|send)\\b)", "(?im:\\bour\\b)")
        alone = Scored(hints=(self.SHORT, self.CALL), least=3, edge=1)
        assert alone.signs().patterns == ("(?im:^(?:watch|send)\\b)",)

    def test_without_a_threshold_for_sure_nothing_is_doubtful(self) -> None:
        check = Scored(hints=(self.CALL, self.OURS), least=4)
        assert "doubtful" not in check.shapes()
        assert shapes(check, "Watch our film") == ["middle"]

    def test_an_edge_alone_may_not_do(self) -> None:
        assert [*Scored(hints=(self.CALL,), least=1, edge=1).problems()]
        assert [*self.CHECK.problems()] == []
