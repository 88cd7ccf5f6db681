"""What is prose in Markdown and HTML, and where it stands."""

from __future__ import annotations

import pytest

from cleanmt.findings import Span
from cleanmt.text import markup
from cleanmt.text.formats import Format


def blocks(source: str, format: Format) -> list[str]:
    return markup.read(source, format).text.split("\n\n")


@pytest.mark.parametrize(
    ("source", "prose"),
    [
        ("# Title {#id}\n\nSetext\n===\n\ntext #\n", ["Title", "Setext", "text #"]),
        ("soft\nbreaks are\none paragraph", ["soft breaks are one paragraph"]),
        ("hard  \nbreak\\\nstays", ["hard\nbreak\nstays"]),
        ("> quoted **text\n> goes** on\nlazily", ["quoted text goes on lazily"]),
        ("- one\n- two\n\n1. three", ["• one", "• two", "• three"]),
        ("- loose\n\n- list", ["loose", "list"]),
        ("| a | b \\| c |\n|---|---|\n| **d** | e |", ["• a", "• b | c", "• d", "• e"]),
        ("**b** *i* ~~struck~~ [link](http://kyiv.org 'title')", ["b i `struck` link"]),
        ("[by name][a] and [a]\n\n[a]: http://kyiv.org", ["by name and a"]),
        ("note[^1]\n\n[^1]: Its text.", ["note", "Its text."]),
        ("`code kyiv` and ``a ` b``", ["`code_kyiv` and `a_b`"]),
        ("See <https://kyiv.org/a> now", ["See https://kyiv.org/a now"]),
        ("before ![alt kyiv](kyiv.png) after", ["before `alt_kyiv` after"]),
        ("![alt](a.png)\n\n---\n\n***\n\ntext", ["text"]),
        ("\\*no\\* &amp; 5&nbsp;% &lt;b&gt;", ["*no* & 5\xa0% <b>"]),
        ("text <b class='x'>raw</b><br>new line <!-- c --> end", ["text raw\nnew line end"]),
        ("<div>\nin a <i>block</i>\n</div>\n\nand <kbd>key</kbd> out", ["in a block", "and `key` out"]),
        ("text\n\n    code\n\n```\ncode\n```\n\n<pre>code</pre>\n\n<script>\ncode\n</script>", ["text"]),
        ("---\ntitle: kyiv\n---\ntext", ["text"]),
        ("+++\ntitle = 'kyiv'\n+++\ntext", ["text"]),
        ("text\n\n---\n\nmore\n\n---\n", ["text", "more"]),
        ("{{ page.title }} and {% raw %} text {: .note}", ["`page_title` and `raw` text `note`"]),
        ("::: tip kyiv\ntext\n:::", ["`tip_kyiv` text\n``"]),
        ("Term\n: its definition", ["Term\n: its definition"]),
        ("- [x] done", ["• done"]),
        ("> [!NOTE]\n> Mind.", ["Mind."]),
        ("a\r\nb\r\n\r\nc\r\n", ["a b", "c"]),
        ("\u201céa\u201d 😀 **é** é", ["\u201céa\u201d 😀 é é"]),
    ],
)
def test_markdown(source: str, prose: list[str]) -> None:
    assert blocks(source, "markdown") == prose


@pytest.mark.parametrize(
    ("source", "prose"),
    [
        ("<h1>Title</h1><p>One <b>bold</b>,\n   wrapped.<p>Two", ["Title", "One bold, wrapped.", "Two"]),
        ("<div>a<span>b</span> <i> c</i></div>d", ["ab c", "d"]),
        ("one<br>two<br/><br />three", ["one\ntwo", "three"]),
        ("<ul><li>a<li>b<ul><li>c</ul></ul><dl><dt>d<dd>e</dl>", ["• a", "• b", "• c", "• d", "• e"]),
        ("<table><caption>t<tr><th>a<th>b<tr><td>c<td><p>d</table>", ["t", "• a", "• b", "• c", "d"]),
        ("a &amp; b &lt;i&gt; 5&nbsp;%&#8220;x&#x201D; &copy 2022 AT&T", ["a & b <i> 5\xa0%“x” © 2022 AT&T"]),
        ("soft&shy;hyphen &zwnj;joiner", ["softhyphen joiner"]),
        ("<p title='a > b' data-x=\"<p>\">text</p>", ["text"]),
        ("<head><title>kyiv</title></head><body>text", ["text"]),
        ("a<script>var a = '<p>kyiv</p>'</script>b<style>p{}</style><!-- c -->c", ["abc"]),
        ("a <code>x <b>y</b></code> b <img alt='kyiv'> c <button>Share</button>", ["a `x_y` b `img` c `Share`"]),
        ("<pre>kyiv</pre><nav><a>Home</a></nav><textarea><p>kyiv</textarea><svg><text>kyiv</text></svg>x", [
            "`p_kyiv``kyiv`x"]),
        ("<p>a <code>never closed</p><p>b</code> c", ["a `never_closed`", "`b` c"]),
        ("<div>a <i lang=uk><div>b</i>c</div> d</i> e", ["a", "`bc_d` e"]),
        ("war<sup>[1]</sup>, the 20<sup>th</sup>", ["war, the 20th"]),
        ("the <q>word</q> of it", ["the “word” of it"]),
        ("<p lang=uk>слово</p><p>a <i lang='fr-FR'>mot</i> <i lang=en-GB>word</i>", ["a `mot` word"]),
        ("<p translate=no>kyiv<p>b <b class='x notranslate'>c</b> <i hidden>d</i>", ["b `c`"]),
        ("<html lang=uk translate=no><body class=notranslate><p>read all the same", ["read all the same"]),
        ('{% if a < b %}{{ "<pre>" }} text', ["`if_a_b``pre` text"]),
        ('<p>before</p><p class="never closed>text</p>', ["before"]),
        ("<p>before</p><!-- never closed <p>text</p>", ["before"]),
        ("<p>before</p><![odd[<p>text</p>", ["before"]),
        ("<?php echo 1 ?><!DOCTYPE html>text", ["`php_echo_1`text"]),
        ("<?xml version='1.0'?><!DOCTYPE html>text", ["text"]),
        ("  <p>\n  </p>\n<p>5</p><p>a</p>", ["a"]),
        ("<p>&nbsp;</p><p>&#1050;&#1080;&#1111;&#1074;</p>", ["Київ"]),
    ],
)  # fmt: skip
def test_html(source: str, prose: list[str]) -> None:
    assert blocks(source, "html") == prose


@pytest.mark.parametrize(
    ("source", "format", "shown", "stands"),
    [
        ("é **said\nto** them", "markdown", "said to", "said\nto"),
        ("> said\n> to them", "markdown", "said to", "said\n> to"),
        ("the **NATO** is", "markdown", "the NATO", "the **NATO"),
        ("a \\*b\\* c", "markdown", "*b*", "\\*b\\*"),
        ("a `b` c", "markdown", "`b`", "`b`"),
        ("5&nbsp;% &amp; more", "html", "5\xa0% &", "5&nbsp;% &amp;"),
        ("<p>one</p>\n<p>two</p>", "html", "one\n\n", "one"),
        ("<ul><li>one", "html", "• one", "one"),
    ],
)
def test_a_stretch_of_prose_is_found_in_the_source(source: str, format: Format, shown: str, stands: str) -> None:
    prose = markup.read(source, format)
    start = prose.text.index(shown)
    span = prose.source_span(Span(start, start + len(shown)))
    assert source[span.start : span.end] == stands


def test_a_stretch_of_the_source_is_found_in_the_prose() -> None:
    source = "<p>one <b>two</b></p>\n<!-- three -->\n<p>four</p>"
    prose = markup.read(source, "html")
    shown = prose.prose_span(Span(source.index("wo<"), source.index("<!--")))
    assert shown is not None
    assert prose.text[shown.start : shown.end] == "wo"
    assert prose.prose_span(Span(source.index("<!--"), source.index("\n<p>four"))) is None


def test_pieces_stand_in_the_order_of_the_source() -> None:
    prose = markup.read('a<span id="x"> </span>b', "html")
    assert prose.text == "a`span`b"
    assert [source.at for source in prose.pieces] == [0, 1, 22]


def test_what_is_left_out_quotes_nothing() -> None:
    prose = markup.read("<p>one</p><p>1 <q>23</q></p><p>kyiv <q>two</q></p>", "html")
    assert prose.text == "one\n\nkyiv “two”"
    assert [prose.text[q.start : q.end].strip() for q in prose.quoted] == ["“two”"]


@pytest.mark.parametrize("source", ["<b>" * 30_000, "<p>x" * 20_000, "<b></div>x" * 20_000, "{{ " * 30_000])
def test_no_page_takes_long(source: str) -> None:
    markup.read(source, "html")
