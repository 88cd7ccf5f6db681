"""HTML, read by the standard library's parser: the only one at hand that tells where every token stands.

tests/test_markup_properties.py holds it against Lexbor, which sees the same elements, attributes, code and comments in
a page before and after it was mended. After a tag or a comment that is never closed nothing is taken for prose.
"""

from __future__ import annotations

import html
from contextlib import suppress
from html.parser import HTMLParser

import regex

from cleanmt.text import lazy
from cleanmt.text.markup.builder import Builder
from cleanmt.text.markup.elements import is_known

_NEVER_CLOSED = lazy.compile(r"<[A-Za-z/!?]")
_NEWLINE = lazy.compile(r"\n")


def written(text: str, source: str) -> str:
    """Text with its signs escaped; a page without a character beyond ASCII stays one."""
    from html.entities import codepoint2name

    text = html.escape(text, quote=False)
    if text.isascii() or not source.isascii():
        return text
    named = (f"&{codepoint2name.get(ord(c), f'#{ord(c)}')};" if c > "\x7f" else c for c in text)
    return "".join(named)


def feed(builder: Builder, source: str, start: int = 0, end: int | None = None) -> None:
    """Tell the builder of the HTML that stands in this stretch of the source."""
    parser = _Parser(builder, source, start, len(source) if end is None else end)
    with suppress(AssertionError):  # how Python 3.11 ends at `<![` and a word that it does not know
        parser.feed(source[start:end] + "\n")  # it would lose the & of a last word such as AT&T
        parser.close()


class _Parser(HTMLParser):
    # Elements without elements inside; Python 3.11 knows the first two only.
    CDATA_CONTENT_ELEMENTS = (  # type: ignore[misc]
        *("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"),
    )

    def __init__(self, builder: Builder, source: str, start: int, end: int) -> None:
        super().__init__(convert_charrefs=False)
        self._builder = builder
        self._source = source
        self._end = end
        self._lines = [start, *(m.end() for m in _NEWLINE.finditer(source, start, end))]
        self._is_lost = False

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = self._at()
        if self._builder.is_template(at):
            return
        attributes = {name: value or "" for name, value in reversed(attrs)}  # the first of a name counts
        self._builder.open(tag, at, at + len(self.get_starttag_text() or ""), attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = self._at()
        if is_known(tag) or self._builder.is_template(at):
            self.handle_starttag(tag, attrs)  # in HTML the slash means nothing
        else:
            self._builder.stand_in(tag, at, at + len(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        at = self._at()
        if not self._builder.is_template(at):
            self._builder.close(tag, at, self._after(">", at))

    def handle_comment(self, data: str) -> None:
        at = self._at()
        if self._builder.is_template(at):
            self._builder.template(at)
        else:
            self._builder.comment(data, at, self._after(">", at + len("<!--") + len(data)))

    def handle_pi(self, _data: str) -> None:
        self._builder.template(self._at())

    def _after(self, mark: str, at: int) -> int:
        found = self._source.find(mark, at, self._end)
        return found + len(mark) if found >= 0 else self._end

    def handle_data(self, data: str) -> None:
        at = self._at()
        if self.cdata_elem is None and _NEVER_CLOSED.match(self._source, at, self._end):
            self._is_lost = True
        until = min(at + len(data), self._end)
        if not self._is_lost and data.startswith(self._source[at:until]):
            self._builder.text(at, until)

    def handle_entityref(self, name: str) -> None:
        self._reference(len("&") + len(name))

    def handle_charref(self, name: str) -> None:
        self._reference(len("&#") + len(name))

    def _reference(self, length: int) -> None:
        at = self._at()
        until = at + length
        until += self._source.startswith(";", until)
        raw = self._source[at:until]
        shown = html.unescape(raw)
        if self._is_lost or _is_invisible(shown):
            return
        if shown == raw:  # no reference after all
            self._builder.text(at, until)
        else:
            self._builder.instead(shown, at, until)


def _is_invisible(shown: str) -> bool:
    """A soft hyphen, a joiner: written as a reference, it is meant."""
    return all(regex.match(r"\p{Cf}", char) for char in shown)
