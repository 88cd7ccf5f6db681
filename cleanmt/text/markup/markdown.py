"""Markdown, read by pulldown-cmark: CommonMark and GitHub's tables, with the place of every piece of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import Any

from cleanmt.text import lazy
from cleanmt.text.markup import html
from cleanmt.text.markup.builder import Builder

_FRONT_MATTER = lazy.compile(r"(---|\+\+\+)[ \t]*\r?\n(?s:.*?)(?<=\n)(?:\1|\.\.\.)[ \t]*(?:\r?\n|$)")
_NEXT_LINE = lazy.compile(r"[ \t]*(?:>[ \t]*)*")
_WIDE = lazy.compile(r"[^\x00-\x7f]")
_ELEMENTS = {
    "Paragraph": "p",
    "Heading": "h1",
    "BlockQuote": "blockquote",
    "CodeBlock": "pre",
    "List": "ul",
    "Item": "li",
    "FootnoteDefinition": "li",
    "Table": "table",
    "TableHead": "tr",
    "TableRow": "tr",
    "TableCell": "td",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
    "Link": "a",
    "Image": "picture",
}
_SIGNS = lazy.compile(r"[\\`*_\[\]<>|~]")
_AUTOLINKS = ("Autolink", "Email")


def written(text: str, _source: str) -> str:
    """Text with its signs escaped."""
    return _SIGNS.sub(r"\\\g<0>", text)


def feed(builder: Builder, source: str) -> None:
    """Tell the builder of a Markdown text."""
    front = _FRONT_MATTER.match(source)
    source = source.encode(errors="replace").decode()  # the parser takes no lone surrogate; it becomes one “?”
    _Reader(builder, source, front.end() if front else 0).read()


class _Reader:
    def __init__(self, builder: Builder, source: str, start: int) -> None:
        self._builder = builder
        self._source = source
        self._start = start
        self._offset = _offsets(source[start:])
        self._autolink = False
        self._done = start  # where the last text ended
        self._html: tuple[int, int] | None = None

    def read(self) -> None:
        from pyromark import Options, events_with_range

        options = (
            Options.ENABLE_TABLES
            | Options.ENABLE_FOOTNOTES
            | Options.ENABLE_STRIKETHROUGH
            | Options.ENABLE_TASKLISTS
            | Options.ENABLE_HEADING_ATTRIBUTES
            | Options.ENABLE_GFM
        )
        for event, span in events_with_range(self._source[self._start :], options=options):
            at, until = (self._start + self._offset(byte) for byte in (span["start"], span["end"]))
            if isinstance(event, str):
                self._sign(event, at, until)
            else:
                ((kind, value),) = event.items()
                self._event(kind, value, at, until)

    def _sign(self, event: str, at: int, until: int) -> None:
        if event == "Rule":
            self._builder.open("hr", at, until)
            return
        next_line = _NEXT_LINE.match(self._source, until)
        until = next_line.end() if next_line else until
        if event == "HardBreak" or self._source.startswith(":", until):  # a definition, to those who know them
            self._builder.line(at, until)
        elif event == "SoftBreak":
            self._builder.space(at, until)

    def _event(self, kind: str, value: Any, at: int, until: int) -> None:
        name = value if isinstance(value, str) else next(iter(value), "") if isinstance(value, dict) else ""
        if kind == "Text":
            self._text(value, at, until)
        elif kind == "Code":
            self._builder.stand_in(value, at, until)
        elif kind == "InlineHtml":
            html.feed(self._builder, self._source, at, until)
        elif kind == "Html":
            self._html_lines(at, until)
        elif name == "HtmlBlock":
            self._flush_html()
            self._builder.open("hr", at, at)  # a block of its own
        elif name in _ELEMENTS and kind == "Start":
            self._autolink = name == "Link" and value["Link"]["link_type"] in _AUTOLINKS
            self._builder.open(_ELEMENTS[name], at, at)
        elif name in _ELEMENTS and kind == "End":
            self._autolink = False
            until = at + len(self._source[at:until].rstrip())
            self._builder.close(_ELEMENTS[name], until, until)

    def _text(self, shown: str, at: int, until: int) -> None:
        raw = self._source[at:until]
        if self._autolink:
            self._builder.fixed(shown, at, until)
        elif raw != shown:
            self._builder.instead(shown, at, until)
        elif self._done < at and self._source[at - 1] == "\\":
            self._builder.instead(raw[0], at - 1, at + 1)
            self._builder.text(at + 1, until)
        else:
            self._builder.text(at, until)
        self._done = until

    def _html_lines(self, at: int, until: int) -> None:
        """Lines of HTML that stand together are one; a quotation's marks between them are not."""
        if self._html and self._html[1] == at:
            self._html = (self._html[0], until)
        else:
            self._flush_html()
            self._html = (at, until)

    def _flush_html(self) -> None:
        if self._html:
            html.feed(self._builder, self._source, *self._html)
        self._html = None


def _offsets(source: str) -> Callable[[int], int]:
    """Turns offsets of bytes into offsets of characters."""
    wide = [(m.start(), len(m[0].encode()) - 1) for m in _WIDE.finditer(source)]
    if not wide:
        return lambda byte: byte
    extra = [0, *accumulate(size for _, size in wide)]
    starts = [start + before for (start, _), before in zip(wide, extra, strict=False)]
    return lambda byte: byte - extra[bisect_right(starts, byte - 1)]
