"""What must hold for any Markdown and any HTML, judged by parsers that cleanmt does not use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser, LexborNode

import cleanmt
from cleanmt.edits import applied
from cleanmt.engine import checking
from cleanmt.engine.engine import Engine
from cleanmt.findings import Applicability
from cleanmt.text import markup
from cleanmt.text.formats import Format

ENGINE = Engine(cleanmt.load_rules().selected())
KINDS: tuple[Format, Format] = ("markdown", "html")
LEVELS = (Applicability.SAFE, Applicability.UNSAFE)
JUDGE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXT = "text"  # a stretch of text, in an outline
TAG = re.compile(r"<!--.*?-->|<[a-zA-Z/!?][^>]*>?", re.DOTALL)  # "<." opens nothing, it is text

damage = st.sampled_from(
    [
     "kyiv", " the NATO ", " the NATO. NATO – joined", "his term. current term", "of the the town",
     "win, win, win", "20.000 tanks", " , which", "15 %", "US $ 900", "71. minute", "Share",
     "Leave a Reply", "Kouleba", "Serguiï Gaïdaï", "“Yes”he said", " ” No “ he added", "he left.He came",
     " . Then it", "Source: Reuters", "cafÃ©", "&amp;", "\u00ad", "😀", "„so“", 'the "one"and',
     "Minister. Minister Kaja", "it is,but not", "...", "’90s", '"', "”", "“", "  ", " ", ". ",
     "The committee met for three hours on Thursday and agreed on the date of the next meeting."
    ]
)  # fmt: skip
markdown_signs = st.sampled_from(
    [
     "**", "*", "_", "`", "``", "[", "](http://kyiv.org 'kyiv')", "](kyiv)", "![", "![alt kyiv](kyiv.png)",
     "\n", "\n\n", "\n> ", "\n\n> ", "\n- ", "\n\n- ", "\n1. ", "\n   ", "\n\n# ", "\n## ", "\n---\n",
     "\n***\n", "  \n", "\\\n", "\\*", "\\", "<b>", "</b>", "<br>", "<!-- c -->", "<!-- cleanmt: off -->",
     "<!-- cleanmt: on -->", "\n<div>\n", "\n</div>\n", "\n\n<p>", "</p>\n\n",
     "\n\n| a | b |\n|---|---|\n| kyiv | ", "| ", "\n|", "\n```\n", "\n\n    kyiv code\n\n", "~~",
     "<https://kyiv.org>", "[kyiv]", "\n\n[kyiv]: http://x.org\n\n", "{{ kyiv }}", "{% kyiv %}",
     "{: .kyiv}", "\n:::kyiv\n", "&nbsp;", "&ldquo;", "<span lang=uk>", "</span>", "<q>", "</q>", "\n: ",
     "\r\n", "\t", "<kbd>", "</kbd>"
    ]
)  # fmt: skip
html_signs = st.sampled_from(
    [
     "<p>", "</p>", "</p>\n<p>", '<p class="kyiv">', "<b>", "</b>", "<i>", "</i>",
     "<a href=\"kyiv\" title='the the'>", "</a>", "<br>", "<br/>", "<div>", "</div>", "<ul><li>", "<li>",
     "</ul>", "<table><tr><td>", "<td>", "</table>", "<h1>", "</h1>", "<!-- kyiv -->",
     "<!-- cleanmt: off -->", "<!-- cleanmt: on -->", "<script>kyiv</script>", "<style>", "</style>",
     "<pre>", "</pre>", "<code>", "</code>", "&amp;", "&nbsp;", "&ldquo;", "&rdquo;", "&lt;", "&#8220;",
     "&copy", "& ", "<", "<3 ", ">", '<img alt="kyiv">', '<span lang="uk">', "</span>", "<blockquote>",
     "</blockquote>", "<q>", "</q>", "<sup>1</sup>", "<sup>th</sup>", "&shy;", "\n", "\n  ", "\r\n",
     "{{ kyiv }}", "{% if kyiv %}", "<textarea>", "</textarea>", "<p translate=no>", "<nav>", "</nav>",
     '<i title="', "<!--"
    ]
)  # fmt: skip
letters = st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=4)
sources = {
    format: st.tuples(st.just(format), st.lists(st.one_of(damage, signs, damage, letters), max_size=14).map("".join))
    for format, signs in (("markdown", markdown_signs), ("html", html_signs))
}
cases = st.one_of(*sources.values())
thorough = settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])


def outline(source: str, format: Format) -> list[object]:
    """All of a text but the words: elements, attributes, code, addresses, comments."""
    if format == "html":
        root = LexborHTMLParser(source).root
        return _merged(_nodes(root) if root else ())
    return _merged(_tokens(JUDGE.parse(source)))


def _tokens(tokens: Sequence[Token]) -> Iterator[object]:
    for token in tokens:
        if token.type == "inline":
            yield from _tokens(token.children or ())
        elif token.type in {"text", "text_special", "softbreak"}:
            yield TEXT if token.content.strip() else ""
        elif token.type in {"html_inline", "html_block"}:
            yield from TAG.findall(token.content)
        else:
            is_code = token.type in {"code_inline", "fence", "code_block", "image"}
            yield token.type, token.tag, sorted(token.attrs.items()), token.content if is_code else ""


def _nodes(node: LexborNode) -> Iterator[object]:
    if node.tag == "-text":
        parent = node.parent.tag if node.parent else ""
        text = node.text_content or ""
        is_code = parent in {"script", "style", "pre", "code", "textarea"}
        yield text if is_code else TEXT if text.strip() else ""
        return
    yield node.tag, sorted(node.attributes.items()), node.html if node.tag == "-comment" else ""
    child = node.child
    while child is not None:
        yield from _nodes(child)
        child = child.next
    yield f"/{node.tag}"


def _merged(parts: Iterator[object] | tuple[()]) -> list[object]:
    found: list[object] = []
    for part in parts:
        if part and not (part == TEXT and found and found[-1] == TEXT):
            found.append(part)
    return found


def without_paragraphs(parts: Sequence[object]) -> list[object]:
    return [part for part in parts if part != TEXT and not re.search(r"paragraph_|^\('p'|</?p\b|^/p$", str(part))]


@thorough
@given(cases)
def test_every_piece_of_prose_is_where_it_says(case: tuple[Format, str]) -> None:
    format, source = case
    prose = markup.read(source, format)
    done = at = 0
    for piece in prose.pieces:
        assert piece.start >= done
        assert not prose.text[done : piece.start].strip("\n")
        assert at <= piece.at <= piece.until <= len(source)
        if piece.hold == "same":
            assert prose.text[piece.start : piece.end] == source[piece.at : piece.until]
        done, at = piece.end, piece.until
    assert done == len(prose.text)


@thorough
@given(cases)
def test_findings_and_edits_are_where_they_say(case: tuple[Format, str]) -> None:
    format, source = case
    for finding in checking.check(ENGINE, source, format):
        assert 0 <= finding.span.start < finding.span.end <= len(source)
        assert source[finding.span.start : finding.span.end] == finding.text
        for edit in finding.fix.edits if finding.fix else ():
            assert finding.span.start <= edit.start <= edit.end <= finding.span.end
            assert edit.text != source[edit.start : edit.end]


@pytest.mark.parametrize("format", KINDS)
def test_fixing_settles_and_leaves_the_markup_as_it_is(format: Format) -> None:
    @thorough
    @given(sources[format], st.sampled_from(LEVELS))
    def holds(case: tuple[Format, str], level: Applicability) -> None:
        source = case[1]
        fixed = checking.fix(ENGINE, source, level, case[0])
        assert applied(source, fixed.edits) == fixed.text
        assert checking.fix(ENGINE, fixed.text, level, case[0]).edits == ()
        before, after = outline(source, format), outline(fixed.text, format)
        if before != after:  # a paragraph may go whole, and nothing else
            assert len(after) < len(before)
            assert without_paragraphs(after) == without_paragraphs(before)

    holds()


@thorough
@given(st.sampled_from(KINDS), st.text(alphabet="<>!?[]-/&#;\"'=ap {}%:\n\r\\`*_|~^x1é\u2028\x00", max_size=30))
def test_nothing_breaks_the_readers(format: Format, source: str) -> None:
    prose = markup.read(source, format)
    assert prose.reading() == markup.read(source, format).reading()
