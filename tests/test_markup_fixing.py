"""Findings at their places in Markdown and HTML, and fixes between the markup."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import cleanmt
from cleanmt.edits import applied
from cleanmt.findings import Edit, Finding
from cleanmt.packs import own_names
from cleanmt.text import markup
from cleanmt.text.formats import Format
from tests.golden import SEEDS

PROSE = "The committee met for three hours on Thursday and agreed on the date of the next meeting."


@pytest.mark.parametrize(
    ("format", "template"),
    [
        *(("html", t) for t in (
            "<?= $kyiv ?>", "<?php if ($a->kyiv) ?>", "<%= kyiv %>", "[% kyiv %]", "${kyiv}", "#{kyiv}", "{kyiv}",
            "{$kyiv}",
            "{{ kyiv }}", "{% kyiv %}", '<!--#include file="kyiv" -->', "<slot></slot>", "<my-name></my-name>",
            "<span id=name></span>", '<b data-bind="kyiv"></b>',
        )),
        *(("markdown", t) for t in (
            "<?= $kyiv ?>", "<%= kyiv %>", "{kyiv}", "$$kyiv$$", "[[kyiv]]", ":kyiv:", "<Name/>",
        )),
    ],
)  # fmt: skip
def test_templates_stay_and_stand_for_something(format: Format, template: str) -> None:
    source = f"He saw the {template} the town of kyiv."
    assert cleanmt.fix(source, format=format, unsafe=True).text == f"He saw the {template} the town of Kyiv."


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        # the words change, the markup does not
        ("from [kyiv](http://kyiv.org 'the the kyiv')", "from [Kyiv](http://kyiv.org 'the the kyiv')"),
        ("in **kyiv** with `kyiv`, {{ kyiv }} and\n\n    kyiv", "in **Kyiv** with `kyiv`, {{ kyiv }} and\n\n    kyiv"),
        ("---\ntitle: kyiv\n---\nIn kyiv now.", "---\ntitle: kyiv\n---\nIn Kyiv now."),
        ("| in kyiv |\n|---|\n| of the the \\| town |", "| in Kyiv |\n|---|\n| of the \\| town |"),
        ("<div title='kyiv'>In kyiv &amp; Lviv</div>", "<div title='kyiv'>In Kyiv &amp; Lviv</div>"),
        # what goes takes no markup along, and leaves none empty
        ("of the\nthe town", "of the town"),
        ("> of the\n> the town", "> of the town"),
        ("the end of his **term. current** term in office", "the end of his **current** term in office"),
        ("It is *good* , he said", "It is *good*, he said"),
        # what comes in stands outside of markup
        ("They said **yes**,but left", "They said **yes**, but left"),
        ("He left.**He came** back", "He left. **He came** back"),
        # quotation marks pair across markup
        ("He called it „Big **mistake**“ and left.", "He called it “Big **mistake**” and left."),
        # a paragraph goes with the blank line after it
        (f"{PROSE}\n\nLeave a Reply\n", f"{PROSE}\n"),
        (f"Share\n\n{PROSE}\n", f"{PROSE}\n"),
    ],
)  # fmt: skip
def test_markdown_is_mended(source: str, mended: str) -> None:
    assert cleanmt.fix(source, format="markdown").text == mended


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("<p title='the the'>from <a href=kyiv>kyiv</a>", "<p title='the the'>from <a href=kyiv>Kyiv</a>"),
        ("<script>'kyiv'</script><p>in kyiv <code>kyiv</code>", "<script>'kyiv'</script><p>in Kyiv <code>kyiv</code>"),
        ("<p>about 15&nbsp;% more", "<p>about 15% more"),
        ("<p>AT&amp;T &lt;of the the town&gt;", "<p>AT&amp;T &lt;of the town&gt;"),
        ("the end of his term. <i>current</i> term in office", "the end of his <i>current</i> term in office"),
        ("They said <b>yes</b>,but left", "They said <b>yes</b>, but left"),
        ("<b>He left.</b>He came back", "<b>He left.</b> He came back"),
        # a page without a character beyond ASCII may say that it has none
        ("He called it &bdquo;Big mistake&ldquo; and left.", "He called it &ldquo;Big mistake&rdquo; and left."),
        ("He called it „Big mistake“ and left.", "He called it “Big mistake” and left."),
        # a paragraph of text alone goes with its tags, and its line
        (f"<p>{PROSE}</p>\n<p class=x>Leave a Reply</p>\n</body>", f"<p>{PROSE}</p>\n</body>"),
        (f"<p>{PROSE}</p><p>Leave a Reply</p>", f"<p>{PROSE}</p>"),
    ],
)  # fmt: skip
def test_html_is_mended(source: str, mended: str) -> None:
    assert cleanmt.fix(source, format="html").text == mended


@pytest.mark.parametrize(
    ("source", "format", "words"),
    [
        (f"{PROSE}\n\n**Leave** a Reply", "markdown", ""),
        (f"<p>{PROSE}</p><p id=reply>Leave a Reply</p>", "html", ""),
        (f"<div>{PROSE}</div><div>Leave a Reply</div>", "html", ""),
        ("He saw <a href=x>the</a> NATO, which", "html", ""),
        ("in [Varsovie] now\n\n[Varsovie]: http://kyiv.org", "markdown", ": “Warsaw”"),
    ],
)
def test_a_fix_that_would_touch_markup_is_only_described(source: str, format: Format, words: str) -> None:
    (finding,) = cleanmt.check(source, format=format)
    assert (finding.fix, finding.suggestions) == (None, ())
    assert finding.message.endswith(f" (mend by hand, the fix would touch the markup{words})")
    assert cleanmt.fix(source, unsafe=True, format=format).text == source


@pytest.mark.parametrize(
    ("source", "format"),
    [
        (f"{PROSE}\n\n## Leave a Reply", "markdown"),
        (f"{PROSE}\n\n- Leave a Reply", "markdown"),
        (f"{PROSE}\n\n- Leave a Reply\n\n- Share", "markdown"),
        (f"<p>{PROSE}</p><h2>Leave a Reply</h2>", "html"),
        (f"<p>{PROSE}</p><table><tr><td><p>Leave a Reply</p></table>", "html"),
        (f"# {PROSE[:-1]}\n\n{PROSE[:-1]}", "markdown"),
    ],
)
def test_headings_items_and_cells_are_the_pages_own(source: str, format: Format) -> None:
    assert cleanmt.check(source, format=format) == []


def test_a_change_across_markup_is_made_word_by_word() -> None:
    source = "It called on <b>members.</b> <i>And called</i> for talks."
    prose = markup.read(source, "html")
    start = prose.text.index(". And")
    edits = prose.source_edits(Edit(start, start + len(". And"), ", and"))
    assert edits is not None
    assert applied(source, edits) == "It called on <b>members,</b> <i>and called</i> for talks."


@pytest.mark.parametrize(
    ("source", "format"),
    [("> He was in the NATO, once.", "markdown"), ("<blockquote><p>He was in the NATO, once.</blockquote>", "html")],
)
def test_a_quotation_set_by_markup_keeps_its_words(source: str, format: Format) -> None:
    (finding,) = cleanmt.check(source, format=format)
    assert finding.fix is not None
    assert str(finding.fix.applicability) == "suggestion"
    assert cleanmt.fix(source, unsafe=True, format=format).text == source


def test_a_finding_shows_the_source() -> None:
    source = "<p>of the\n  <b>the</b> town</p>"
    (finding,) = cleanmt.check(source, format="html")
    assert finding.text == source[finding.span.start : finding.span.end] == "the\n  <b>the"


def escaped(line: str, format: Format) -> str:
    if format == "html":
        return line.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"^(\d+)(?=\.)|(?=[\\`*_\[\]<&~])|^(?=[-+#>])", r"\1\\", line)


def wrapped(line: str) -> str:
    words, column = [], 0
    for word in line.split(" "):
        column += len(word) + 1
        is_new = column > 60 and word[0].isalpha()  # a dash at the start of a line would be a list
        words.append(("\n" if is_new else " ") + word)
        column = 0 if is_new else column
    return "".join(words)[1:]


@pytest.mark.parametrize("format", ["markdown", "html"])
@pytest.mark.parametrize("is_wrapped", [False, True])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_an_article_reads_the_same_with_and_without_markup(seed: Path, is_wrapped: bool, format: Format) -> None:
    lines = [" ".join(line.split(" ")).strip() for line in seed.read_text("utf-8").split("\n") if line.strip()]
    plain = "\n\n".join(lines)
    set_ = [wrapped(escaped(line, format)) if is_wrapped else escaped(line, format) for line in lines]
    source = "\n\n".join(set_) if format == "markdown" else "\n".join(f"<p>{line}</p>" for line in set_)

    def said(findings: list[Finding]) -> Counter[tuple[str, bool]]:
        return Counter((finding.rule, finding.fix is not None) for finding in findings)

    assert markup.read(source, format).text == plain
    assert said(cleanmt.check(source, format=format)) == said(cleanmt.check(plain))
    mended = cleanmt.fix(source, unsafe=True, format=format).text
    assert markup.read(mended, format).text == cleanmt.fix(plain, unsafe=True).text.strip()


@pytest.mark.parametrize(
    ("format", "written"),
    [("html", "A&amp;B &lt;*Co*&gt;"), ("markdown", "A&B \\<\\*Co\\*\\>"), ("text", "A&B <*Co*>")],
)
def test_what_a_fix_puts_in_is_written_as_the_kind_demands(format: Format, written: str) -> None:
    rules = own_names.added(cleanmt.load_rules().selected(), {"Ab Company": "A&B <*Co*>"}, Path("names.tsv"))
    assert cleanmt.fix("from Ab Company in town", rules=rules, format=format).text == f"from {written} in town"


@pytest.mark.parametrize(
    ("source", "format", "wrong", "suggestions"),
    [
        ("<p>NATO <b>rulers</b> met.", "html", "rulers", ("leaders",)),
        ("NATO **rulers** met.", "markdown", "rulers", ("leaders",)),
        ("<p>NATO ru<b>lers</b> met.", "html", None, ()),
    ],
)
def test_a_suggestion_is_offered_where_it_can_take_the_place_of_the_words(
    source: str, format: Format, wrong: str | None, suggestions: tuple[str, ...]
) -> None:
    (finding,) = cleanmt.check(source, format=format)
    assert finding.suggestions == suggestions
    assert (source[finding.wrong.start : finding.wrong.end] if finding.wrong else None) == wrong
    assert wrong or finding.message.endswith("(mend by hand, the fix would touch the markup: “leaders”)")


@pytest.mark.parametrize(("format", "paragraph"), [("markdown", "{}\n\n"), ("html", "<p>{}</p>\n")])
def test_two_findings_that_delete_one_paragraph_do_it_once(format: Format, paragraph: str) -> None:
    title = "Oldest well of the county turns 400"
    lines = [title, "Read also", title, "The well is old."]
    source = "".join(map(paragraph.format, lines))
    fixed = cleanmt.fix(source, format=format, unsafe=True)
    assert fixed.text == "".join(map(paragraph.format, [title, lines[3]]))


@pytest.mark.parametrize(
    ("format", "source", "mended"),
    [
        ("markdown", "He saw **in the** NATO, which", "He saw **in** NATO, which"),
        ("html", "He saw <b>in the</b> NATO, which", "He saw <b>in</b> NATO, which"),
        ("markdown", "He called it ” Big **mistake** “ and left.", "He called it “Big **mistake**” and left."),
        (
            "html",
            "He called it &rdquo; Big mistake &ldquo; and left.",
            "He called it &ldquo;Big mistake&rdquo; and left.",
        ),
        ("html", "He called it ” Big mistake “ and left.", "He called it “Big mistake” and left."),
    ],
)
def test_unsafe_fixes_leave_the_elements_too(format: Format, source: str, mended: str) -> None:
    assert cleanmt.fix(source, format=format, unsafe=True).text == mended
