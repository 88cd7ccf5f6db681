"""The page for a browser: what can be copied from it, what it marks, and what it costs."""

from __future__ import annotations

import io
import re
import tracemalloc
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

import cleanmt
from cleanmt import reports
from cleanmt.edits import applied, closed_up
from cleanmt.engine.fixer import compatible, edits_of
from cleanmt.engine.result import Result
from cleanmt.findings import Applicability, Edit, Finding, Fix, Severity, Span
from cleanmt.measure import record
from cleanmt.reports.html import chart
from cleanmt.reports.html.article import edits_in, rows
from cleanmt.reports.html.mending import mended, proposals
from cleanmt.reports.html.stretches import stretches
from cleanmt.text.document import Document
from tests.test_linear import TIMES, grows_with_its_size
from tests.test_reports import ALL, CLEAN, HOSTILE, RULES, SEEDS, written

MESSY = "\n\n  It came to kyiv.\r\n\r\n\r\nRelated Posts\r\n\r\nThe the end ,he said .\tSo in kyiv \n \n"
SHOWN = [*SEEDS, HOSTILE, *(Result("m.txt", t, tuple(cleanmt.check(t))) for t in (MESSY, MESSY.strip()))]


def page(*results: Result) -> Any:
    return lxml_html.fromstring(written("html", list(results)).encode())


def checked(text: str) -> Any:
    return page(Result("a.txt", text, tuple(cleanmt.check(text))))


def finding(text: str, wrong: str, *, new: str | None = None, level: int = 2, options: tuple[str, ...] = ()) -> Finding:
    """That these words are wrong, with a fix that writes others, or with suggestions."""
    at = text.index(wrong)
    span = Span(at, at + len(wrong))
    fix = None if new is None else Fix((Edit(*span, new).trimmed(text),), Applicability(level))
    return Finding(f"my/{wrong[:4]}", span, wrong, f"“{wrong}”", Severity.MINOR, "accuracy/x", fix, options)


def found(text: str, *findings: Finding) -> Any:
    return page(Result("a.txt", text, findings))


def column(root: Any, name: str) -> list[str]:
    return [cell.text_content() for cell in root.find_class(name)]


def readable(text: str) -> str:
    """As a page can hold it."""
    shown = text.replace("\r\n", "\n")
    return "".join(c if c.isprintable() or c in "\t\n\xa0" else "\ufffd" for c in shown)


# What is shown -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("result", SHOWN, ids=lambda result: f"{result.path} {len(result.text)}")
def test_the_right_column_is_the_mended_text_and_nothing_else(result: Result) -> None:
    edits = closed_up(result.text, edits_of(compatible(result.findings, Applicability.UNSAFE)))
    assert "".join(column(page(result), "after")) == readable(applied(result.text, edits))


@pytest.mark.parametrize("result", SHOWN, ids=lambda result: f"{result.path} {len(result.text)}")
def test_the_left_column_is_the_text_as_it_came(result: Result) -> None:
    root = page(result)
    for tip in root.find_class("tip"):
        tip.drop_tree()
    shown = [line.replace("‸", "").strip() for line in column(root, "before")]
    assert shown == [line.strip() for line in readable(result.text).split("\n") if line.strip()]


@given(st.data())
def test_rows_and_their_edits_make_the_whole_mended_text(data: st.DataObject) -> None:
    text = data.draw(st.text("ab \n\r", max_size=30))
    bounds = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = [Span(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=False)]
    edits = closed_up(text, [Edit(*span, data.draw(st.text("xy \n", max_size=3))) for span in dict.fromkeys(pairs)])
    pieces = rows(text, Document(text).lines)
    assert "".join(text[slice(*row)] for row in pieces) == text
    assert "".join(mended(text[slice(*row)], edits_in(edits, row, len(text))).text for row in pieces) == applied(
        text, edits
    )


def test_all_findings_stand_in_the_list_and_lead_to_their_rules() -> None:
    root = page(*ALL)
    articles = root.findall(".//article")
    assert [article.find(".//h2").text_content() for article in articles] == [r.path for r in ALL if r.findings]
    assert [len(article.findall(".//li")) for article in articles] == [len(r.findings) for r in ALL if r.findings]
    ids = root.xpath("//@id")
    assert {link.removeprefix("#") for link in root.xpath("//@href")} <= set(ids)
    assert len(set(ids)) == len(ids)


def test_the_page_asks_for_nothing() -> None:
    text = written("html")
    assert not re.search(r"<(?:link|img|iframe|object|base)\b|url\(|@import|\bsrc=|\bhref=\"[^#]|\bon\w+=", text)
    root = lxml_html.fromstring(text.encode())
    (script,) = root.findall(".//script")
    digest = b64encode(sha256(script.text.encode()).digest()).decode()
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"


def test_what_can_not_be_seen_is_replaced_and_said() -> None:
    text = "A\u202eB and\u2009C 👩\u200d🚀 in kyiv"
    root = checked(text)
    assert "".join(column(root, "after")) == "A�B and\u2009C 👩\u200d🚀 in Kyiv"
    assert column(root, "note") == ["� stands for 1 character that can’t be shown."]
    assert not checked("It came to kyiv.").find_class("note")


def test_names_of_rules_and_texts_are_escaped() -> None:
    one = Finding("my/<i>&", Span(0, 1), "A", "<b>", Severity.MINOR, "custom/x")
    text = written("html", [Result("<b>.txt", "A", (one,)), Result("<b>2.txt", "A", (one,))])
    assert "<b>.txt" not in text
    assert "<b>2" not in text
    assert "my/<i>" not in text


# The marks on the right ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong", "new", "marked"),
    [
        ("In kyiv now", "kyiv", "Kyiv", ["Kyiv"]),
        ("In Kyyiv now", "Kyyiv", "Kyiv", ["Kyiv"]),
        ("Of 20.000 men", "20.000", "20,000", ["20,000"]),
        ("It is any one here", "any one", "anyone", ["anyone"]),
        ("A café\u0301s’ door", "café\u0301s", "Café\u0301s", ["Café\u0301s"]),
        ("So .he said", ".he", ", he", [", "]),
    ],
)
def test_a_changed_word_is_marked_whole(text: str, wrong: str, new: str, marked: list[str]) -> None:
    assert [ins.text for ins in found(text, finding(text, wrong, new=new)).iter("ins")] == marked


def test_what_was_deleted_leaves_a_trace_that_is_not_copied() -> None:
    text = "End of his term. current term."
    root = found(text, finding(text, "term. current term", new="current term"))
    (cut,) = root.find_class("cut")
    assert cut.get("aria-label") == cut.get("title") == "deleted: “term.”"
    assert cut.text_content() == ""
    assert column(root, "after") == ["End of his current term."]
    text = "He said  that it came."
    (blanks,) = found(text, finding(text, "said  that", new="said that")).find_class("cut")
    assert blanks.get("title") == "deleted: blanks"


def test_a_line_that_is_deleted_says_so() -> None:
    root = checked("The mayor of kyiv is well.\n\nRelated Posts\n")
    assert [line.strip() for line in column(root, "after")] == ["The mayor of Kyiv is well.", ""]
    assert len(root.find_class("gone")) == 1
    (cut,) = root.find_class("cut")
    assert cut.get("title") == "deleted: “Related Posts”"


def test_new_blanks_can_be_seen() -> None:
    text = "It came.So it went."
    root = found(text, finding(text, "came.So", new="came. So"))
    assert [(ins.get("class"), ins.text) for ins in root.iter("ins")] == [("blank", " ")]
    root = found(text, finding(text, "came.So", new="came.\n\nSo"))
    assert [(ins.get("class"), ins.text) for ins in root.iter("ins")] == [("break", "\n\n")]


def test_only_what_is_left_is_underlined() -> None:
    root = checked("The West had not equipped with modern tanks, he said in kyiv.\n")
    assert [u.text for u in root.iter("u")] == ["equipped with"]
    assert [ins.text for ins in root.iter("ins")] == ["Kyiv"]


def test_what_another_fix_mended_does_not_wait() -> None:
    text = "So Kadyrow said.\n\nShare\n\nAnd it was in the town."
    swap = finding(text, "Kadyrow", new="Kadyrov")
    again = finding(text, "Kadyrow", options=("Kadyrov",))
    gone, part = finding(text, "Share", new=""), finding(text, "Shar", options=("Sha",))
    town = finding(text, "it was in the town", options=("it was there",))
    root = found(text, swap, again, gone, part, town, finding(text, "was in", new="was at"))
    assert "".join(u.text_content() for u in root.iter("u")) == "it was at the town"


def test_two_fixes_of_one_place_leave_nothing_to_do() -> None:
    text = "So it is .”he said."
    wide = finding(text, ".”he", new=",” he")
    root = found(text, wide, finding(text, "”he", new="” he"))
    assert column(root, "after") == ["So it is ,” he said."]
    assert not [*root.iter("u")]


def test_suggestions_stand_at_their_place_and_are_not_copied() -> None:
    text = "The headquarters of Mariupol.\n\nIt is a thing."
    root = found(text, finding(text, "headquarters", options=("siege", "blockade")), finding(text, "thing"))
    (says,) = root.find_class("says")
    assert says.get("data-says") == "→ siege / or blockade"
    assert says.getprevious().text == "headquarters"
    assert "".join(column(root, "after")) == text
    assert [u.text for u in root.iter("u")] == ["headquarters", "thing"]


@pytest.mark.parametrize(
    ("text", "wrong", "new", "proposed"),
    [
        ("The no fly zone.", "no fly zone", "no-fly zone", "no-fly zone"),
        ("The sanctions…the more", "…", " … ", "sanctions … the"),
        ("The men of Ukraine here", "men of Ukraine", "men", "delete “of Ukraine”"),
        ("A line. Share", "Share", "", "delete"),
        ("He said “It was so and it was always so and it is.", "“It was so and it was always so and it is.",
         "“It was so and it was always so and it is.”", "is.”"),
    ],
)  # fmt: skip
def test_a_fix_that_is_only_suggested_is_proposed(text: str, wrong: str, new: str, proposed: str) -> None:
    assert proposals(text, finding(text, wrong, new=new, level=0)) == (proposed,)


def test_nothing_at_a_place_is_marked_in_both_columns() -> None:
    text = "He went home."
    missing = Finding("my/one", Span(3, 3), "", "missing", Severity.MAJOR, "accuracy/omission", None, ("has ",))
    root = found(text, missing)
    assert [mark.text for mark in root.iter("mark")] == ["‸"]
    assert [u.text_content() for u in root.iter("u")] == [""]
    assert root.find_class("says")[0].get("data-says") == "→ has "


def test_a_tip_tells_the_track_record_of_the_rule() -> None:
    (tip,) = checked("It came to kyiv.").find_class("tip")
    said = record.of_rule("casing/place-names")[0].in_brief
    assert re.fullmatch(r"[\d,]+ findings? in .* words of good English(; of its repairs .* went farther)?\.", said)
    assert said in tip.text_content()
    assert RULES["casing/place-names"].reason in tip.text_content()


# Above the articles --------------------------------------------------------------------------------------------------


def test_the_index_has_a_row_for_each_of_several_texts() -> None:
    root = page(*SEEDS, CLEAN)
    lines = root.xpath("//tbody/tr")
    assert [line[0].text_content() for line in lines] == [r.path for r in (*SEEDS, CLEAN)]
    assert [line[1].text_content() for line in lines] == [
        f"{result.document.word_counts.total():,}" for result in (*SEEDS, CLEAN)
    ]
    for line, result in zip(lines, SEEDS, strict=False):
        assert sum(int(cell.text_content().replace("–", "0")) for cell in line[2:6]) == len(result.findings)
        link = line.find(".//a").get("href").removeprefix("#")
        assert root.get_element_by_id(link).getparent().find(".//h2").text_content() == result.path
    assert lines[-1].find(".//a") is None
    points = [float(line[6].text_content()) for line in lines]
    ranks = [int(re.findall(r"--rank:(\d+)", line.get("style"))[0]) for line in lines]
    assert sorted(points, reverse=True) == [point for _, point in sorted(zip(ranks, points, strict=True))]
    assert not page(SEEDS[0]).xpath("//table")


def test_the_filters_know_levels_categories_and_both_together() -> None:
    root = page(*SEEDS)
    styles = "".join(style.text for style in root.iter("style"))
    boxes = root.xpath("//input[@type='radio']/@id")
    assert {"level-safe", "level-unsafe", "level-suggestion", "level-by-hand", "dimension-accuracy"} <= set(boxes)
    for box in boxes:
        assert f":root:has(#{box}:checked)" in styles
    both = set(re.findall(r'\(tr,article\)\[data-is\]:not\(\[data-is~="([^"]*)"', styles))
    shown = {name for names in root.xpath("//article/@data-is") for name in names.split()}
    assert both
    assert both == {name for name in shown if "/" in name}


def test_the_first_articles_are_unfolded() -> None:
    assert [d.get("open") is not None for d in page(*SEEDS).xpath("//article/details")] == [True] * 3 + [False] * 2


def test_a_narrow_page_speaks_of_above_and_below() -> None:
    root = page(CLEAN)
    assert column(root, "wide")[:2] == ["On the left", "On the right"]
    assert column(root, "narrow")[:2] == ["Above", "Below"]


# The picture ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], []),
        ([0, 0, 0], [(0, 1, 3)]),
        ([7], [(0, 10, 1)]),
        ([3, 12, 14, 25, 49], [(0, 20, 3), (20, 40, 1), (40, 60, 1)]),
        ([*range(19), 1000], [(0, 5, 5), (5, 10, 5), (10, 15, 5), (15, 20, 4), (20, None, 1)]),
    ],
)
def test_bins(values: list[float], expected: list[tuple[float, float | None, int]]) -> None:
    assert list(chart.bins(values)) == expected


@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=200))
def test_bins_hold_every_value_once(values: list[float]) -> None:
    bins = chart.bins(values)
    assert sum(one.size for one in bins) == len(values)
    assert [one.low for one in bins[1:]] == [one.high for one in bins[:-1]]
    assert bins[0].low == 0
    for low, high, size in bins:
        assert size == sum(low <= value and (high is None or value < high) for value in values)


def test_the_picture_says_in_words_what_it_shows() -> None:
    svg = "".join(chart.histogram([3, 12, 14, 25, 49]))
    assert "<desc" in svg
    assert "0 to under 20: 3 texts; 20 to under 40: 1 text; 40 to under 60: 1 text." in svg
    assert svg.count("<rect") == 3


# What it costs -------------------------------------------------------------------------------------------------------

SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: Span(*sorted(pair))), max_size=5)


@given(SPANS)
def test_stretches_know_what_covers_them(spans: list[Span]) -> None:
    pieces = list(stretches(Span(0, 20), [(span, span) for span in spans]))
    assert [piece.span.start for piece in pieces if piece.span.start < piece.span.end] == sorted(
        {0, 20}.union(*spans) - {20}
    )
    for piece in pieces:
        if piece.span.start == piece.span.end:
            assert set(piece.items) == {piece.span}
        else:
            assert sorted(piece.items) == sorted(
                span for span in spans if span.contains(piece.span) and span[0] < span[1]
            )
            assert sorted(piece.ending) == sorted(s for s in spans if s[0] < s[1] and s.end == piece.span.end)


def nested(many: int) -> Result:
    """One line with findings that all lie over each other."""
    text = "x" * (2 * many + 1)
    each = (Span(at, len(text) - at) for at in range(many))
    return Result("a", text, tuple(Finding("my/x", s, "x", "m", Severity.MINOR, "style", None, ("y",)) for s in each))


def side_by_side(many: int) -> Result:
    """One line with many findings that are mended, and as many that are not."""
    text = "kyiv and kiew, " * many
    each = range(0, len(text), 15)
    mended = [Finding("my/k", Span(at, at + 4), "kyiv", "m", Severity.MINOR, "style",
                      Fix((Edit(at, at + 1, "K"),), Applicability.SAFE)) for at in each]  # fmt: skip
    left = [
        Finding("my/o", Span(at + 9, at + 13), "kiew", "m", Severity.MINOR, "style", None, ("Kyiv",)) for at in each
    ]
    return Result("a", text, tuple(sorted([*mended, *left], key=lambda f: f.order)))


@pytest.mark.parametrize("line", [nested, side_by_side])
def test_a_page_grows_with_the_findings_of_a_line(line: Any) -> None:
    def size(many: int) -> int:
        return len(written("html", [line(many)]))

    assert size(TIMES * 200) < 1.5 * TIMES * size(200)
    assert grows_with_its_size(lambda many: written("html", [line(many)]), 200)


def test_reasons_are_asked_for_once_a_rule() -> None:
    asked: list[str] = []
    report = reports.report("html", io.StringIO(), reports.Rules(asked.append))
    report.add(side_by_side(50))
    report.close()
    assert sorted(asked) == ["my/k", "my/o"]


def test_texts_do_not_stay_in_memory() -> None:
    report = reports.report("html", io.StringIO())
    tracemalloc.start()
    for number in range(40):
        text = f"It came to kyiv. {'And so it went on. ' * 10_000}"
        report.add(Result(f"{number}.txt", text, (finding(text, "kyiv", new="Kyiv"),)))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    report.close()
    assert held < 4_000_000 < 40 * 190_000
