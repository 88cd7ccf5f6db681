"""Makes prose of what a parser reports: text, elements, comments. It knows what HTML's elements show, and no syntax."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

from cleanmt.findings import Span
from cleanmt.text import lazy
from cleanmt.text.markup.elements import BLOCKS, ITEMS, QUOTING, VOID, Attributes, Element, OpenElements
from cleanmt.text.markup.prose import Block, Comment, Hold, Piece, Prose

# White space that is more than one space between two words of the same text.
_SPACES = lazy.compile(r"[ \t\n\f\r]{2,}|[\t\n\f\r]|\A | \Z")
_WORD = lazy.compile(r"\w+")
_LETTER = lazy.compile(r"\p{L}")
_TEMPLATE = lazy.compile(
    r"""
      \{\{.{0,500}?\}\} | \{%.{0,500}?%\} | \{\#.{0,500}?\#\}      # Jinja, Liquid, Hugo
    | <\?(?!xml\b).{0,2000}?\?> | <%.{0,500}?%> | \[%.{0,500}?%\]           # PHP, ERB, EJS, Template Toolkit
    | <!--\#.{0,500}?-->                                           # server-side includes
    | [\#$]\{[^{}\n]{0,200}\} | \{\$?[A-Za-z_][\w.]{0,80}\}        # Ruby, JavaScript, Smarty, names of messages
    | \{[:.\#][^{}\n]*\} | ^[ \t]*:::[^\n]*                        # kramdown, Pandoc, VitePress
    | \[\[[^\[\]\n]{1,200}\]\] | \$\$.{1,500}?\$\$                  # links of wikis, formulas
    | (?<![\w:]):[a-z][a-z\d_+-]{1,40}:(?![\w:])                  # signs by their names
    | ^import[ ][^\n]{1,200}[ ]from[ ]['"][^'"\n]{1,200}['"];?[ \t]*$  # MDX
    """,
    regex.VERBOSE | regex.DOTALL | regex.MULTILINE,
)


class Builder:
    """Collects the prose of one source. Offsets are the source's, and only grow."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._templates = [Span(*m.span()) for m in _TEMPLATE.finditer(source)]
        self._text: list[str] = []
        self._length = 0
        self._pieces: list[Piece] = []
        self._blocks: list[Block] = []
        self._quoted: list[Span] = []
        self._comments: list[Comment] = []
        self._outline: list[tuple[str, int]] = []
        self._elements = OpenElements()
        self._quiet: int | None = None  # the depth of the outermost element that is no prose
        self._resumed: Element | None = None
        self._quiet_words: list[str] = []
        self._block_from = (0, 0, 0, 0)  # what there was of text, length, pieces and quoted when the block began
        self._has_words = False  # whether a reader finds words in the block
        self._waiting: list[Piece] = []  # white space that only counts if text follows; its place comes then
        self._done = 0  # how far the source is used up

    def text(self, at: int, until: int) -> None:
        """The source shows itself."""
        for template in self._templates_in(at, until):
            self._plain(at, template.start)
            if template.start >= self._done:
                self.stand_in(self._source[template.start : template.end], template.start, template.end)
            at = max(at, template.end)
        self._plain(at, until)

    def template(self, at: int) -> None:
        """A template that the parser took for something else, an instruction or a comment."""
        for template in self._templates_in(at, at + 1):
            self.text(max(at, template.start), template.end)

    def _plain(self, at: int, until: int) -> None:
        done = at
        for white in _SPACES.finditer(self._source[at:until]):
            self._same(done, at + white.start())
            done = at + white.end()
            self.space(at + white.start(), done)
        self._same(done, until)

    def _same(self, at: int, until: int) -> None:
        if at < until:
            self._put(self._source[at:until], at, until, "same")

    def instead(self, shown: str, at: int, until: int) -> None:
        """The source shows something else: an entity, an escape."""
        if not self.is_template(at):
            self._put(shown, at, until, "whole")

    def space(self, at: int, until: int) -> None:
        """White space, of which a reader sees one space."""
        if self._quiet is not None:
            self._quiet_words.append(" ")
        elif not self._waiting and self._has_text():
            hold: Hold = "same" if self._source[at:until] == " " else "whole"
            self._waiting = [Piece(0, 1, at, until, hold, len(self._elements))]

    def line(self, at: int, until: int) -> None:
        """The line ends and the paragraph does not."""
        if self._quiet is None and self._has_text():
            lines = [piece for piece in self._waiting if piece.hold == "fixed"]
            self._waiting = [*lines, Piece(0, 1, at, until, "fixed", len(self._elements))]

    def stand_in(self, words: str, at: int, until: int) -> None:
        """Something that is no prose stands between the words: it is shown as code, which no rule reads."""
        self._put(f"`{'_'.join(_WORD.findall(words))}`", at, until, "fixed")

    def fixed(self, shown: str, at: int, until: int) -> None:
        """Text that a reader sees and no fix may touch."""
        self._put(shown, at, until, "fixed")

    def comment(self, text: str, at: int, until: int) -> None:
        self._comments.append(Comment(text.strip(), Span(at, until), self._has_text()))

    def open(self, name: str, at: int, until: int, attributes: Attributes | None = None) -> None:
        """A start tag."""
        self._outline.append((name, at))
        if name not in BLOCKS:
            self._resume(at)
        if name in VOID:
            self._void(name, at, until)
            return
        while (depth := self._elements.ended_by_start(name)) is not None:
            self._close(depth, at, at, is_told=False)
        if name in BLOCKS:
            self._end_block()
        element = self._elements.add(name, Span(at, until), attributes or {}, self._length)
        self._begin_quiet(element)
        if name == "q":
            self.fixed("“", at, until)

    def close(self, name: str, at: int, until: int) -> None:
        """An end tag."""
        depth = self._elements.ended_by_end(name)
        if self._resumed and self._resumed.name == name:
            self._resumed = None
        if depth is not None:
            self._close(depth, at, until)
        elif name in BLOCKS:
            self._end_block()

    def _void(self, name: str, at: int, until: int) -> None:
        if name == "br":
            self.line(at, until)
        elif name == "hr":
            self._end_block()
        elif name in {"img", "input", "embed"}:
            self.stand_in(name, at, until)

    def _close(self, depth: int, at: int, until: int, *, is_told: bool = True) -> None:
        """Close an element and those inside it; `is_told`: by its own end tag."""
        if self._quiet is not None and depth <= self._quiet:
            self._end_quiet(self._elements[self._quiet], until if depth == self._quiet else at)
        if self._elements.innermost.block_depth >= depth:
            self._end_block(at, until if is_told else None)
        element, *inside = self._elements.cut(depth)
        if element.name == "q":
            self.fixed("”", at, until)
        if is_told and element.is_filled_later and element.shown == self._length and self._quiet is None:
            self._waiting = [white for white in self._waiting if white.at < element.tag.start]
            self.stand_in(element.name, element.tag.start, until)
        if element.name in QUOTING and not element.is_quoted and self._length > element.shown:
            self._quoted.append(Span(element.shown, self._length))
        self._resumed = next((inner for inner in inside if inner.is_resumed), self._resumed)

    def _resume(self, at: int) -> None:
        """Code that was not closed where its block ended goes on in the next."""
        element, self._resumed = self._resumed, None
        if element:
            self._begin_quiet(self._elements.add(element.name, Span(at, at), element.attributes, self._length))

    def _begin_quiet(self, element: Element) -> None:
        if self._quiet is None and element.quiet:
            self._quiet, self._quiet_words = len(self._elements) - 1, []

    def _end_quiet(self, element: Element, until: int) -> None:
        words = "".join(self._quiet_words)
        self._quiet = None
        if element.quiet == "stand-in":
            self.stand_in(words or element.name, element.tag.start, until)
        elif element.quiet == "note" and _LETTER.search(words):
            self.fixed(words, element.tag.start, until)

    def _put(self, shown: str, at: int, until: int, hold: Hold) -> None:
        if at < self._done or not shown:
            return
        self._resume(at)
        if self._quiet is not None:
            self._quiet_words.append(shown)
            return
        if not self._has_text():
            self._begin_block(at)
        for white in self._waiting:
            self._add("\n" if white.hold == "fixed" else " ", white.at, white.until, white.hold, white.depth)
        self._waiting = []
        self._add(shown, at, until, hold, len(self._elements))
        self._done = until

    def _mark_block(self) -> None:
        self._block_from = len(self._text), self._length, len(self._pieces), len(self._quoted)
        self._has_words = False

    def _begin_block(self, at: int) -> None:
        self._mark_block()
        if self._blocks:
            self._text.append("\n\n")
            self._length += 2
        if self._elements.innermost.block in ITEMS:
            self._add("• ", at, at, "fixed", len(self._elements))

    def _add(self, shown: str, at: int, until: int, hold: Hold, depth: int) -> None:
        start = self._length
        self._length += len(shown)
        self._has_words = self._has_words or (hold != "fixed" and _LETTER.search(shown) is not None)
        self._text.append(shown)
        last = self._pieces[-1] if self._pieces else None
        if last and hold == last.hold == "same" and (last.end, last.until, last.depth) == (start, at, depth):
            self._pieces[-1] = Piece(last.start, self._length, last.at, until, hold, depth)
        else:
            self._pieces.append(Piece(start, self._length, at, until, hold, depth))

    def _has_text(self) -> bool:
        return len(self._pieces) > self._block_from[2]

    def _end_block(self, at: int = 0, until: int | None = None) -> None:
        """What was put since the last block is one, if there are words in it; `until`: its end tag ends there."""
        self._waiting = []
        if not self._has_text():
            return
        texts, length, count, quoted = self._block_from
        pieces = self._pieces[count:]
        if self._has_words:
            shown = Span(length + 2 if self._blocks else length, self._length)
            source = Span(pieces[0].at, pieces[-1].until)
            is_alone = until is not None and self._is_removable(self._elements.innermost, pieces, at)
            element = Span(self._elements.innermost.tag.start, until) if until and is_alone else None
            self._blocks.append(Block(shown, source, self._elements.innermost.is_line, element))
        else:
            del self._text[texts:], self._pieces[count:], self._quoted[quoted:]
            self._length = length
        self._mark_block()

    def _is_removable(self, paragraph: Element, pieces: list[Piece], at: int) -> bool:
        """Whether the paragraph holds text alone and stands among paragraphs."""
        gaps = [paragraph.tag.end, *(offset for p in pieces for offset in (p.at, p.until)), at]
        return (
            paragraph.name == "p"
            and paragraph.is_plain
            and paragraph.is_free
            and all(piece.hold != "fixed" for piece in pieces)
            and not any(self._source[a:b].strip() for a, b in zip(gaps[::2], gaps[1::2], strict=True))
        )

    def _templates_in(self, at: int, until: int) -> Sequence[Span]:
        if not self._templates:
            return ()
        first = bisect_right(self._templates, at, key=lambda t: t.end)
        last = bisect_left(self._templates, until, key=lambda t: t.start)
        return self._templates[first:last]

    def is_template(self, at: int) -> bool:
        """Whether a template's tag stands there: what looks like HTML in it is none."""
        return bool(self._templates_in(at, at + 1))

    def prose(self) -> Prose:
        self._end_block()
        return Prose(
            self._source, "".join(self._text), tuple(self._pieces), tuple(self._blocks),
            tuple(self._quoted), tuple(self._comments), tuple(self._outline),
        )  # fmt: skip
