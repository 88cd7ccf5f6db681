"""What the elements of HTML are to a reader, and which of them are open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cleanmt.findings import Span

Attributes = Mapping[str, str]
Quiet = Literal["hidden", "stand-in", "note", "block"]  # what stands in the prose for an element that is no prose

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre search
    section select summary table tbody td tfoot th thead title tr ul""".split()
)
ITEMS = frozenset("dd dt li td th".split())
QUOTING = frozenset(("blockquote", "q"))
_QUIET: Mapping[str, Quiet] = {
    **dict.fromkeys("head noscript script style template title".split(), "hidden"),
    **dict.fromkeys("nav pre select".split(), "block"),
    **dict.fromkeys(
        "audio button canvas code del iframe kbd math object picture s samp strike svg textarea var video".split(),
        "stand-in",
    ),
    "sup": "note",
}
INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite data dfn em font i ins label mark nobr output q rb rp rt ruby small span strong
    sub time tt u""".split()
)
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_CELLS = frozenset(("caption", "td", "th"))
_CONTAINERS = frozenset(("", *"article body div html main section".split()))  # a paragraph can be taken out of these
_ENDED_BY: Mapping[str, frozenset[str]] = {  # elements whose end tag may be left out
    "li": frozenset(("li",)),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd"))),
    **dict.fromkeys(("td", "th"), frozenset(("td", "th"))),
    "tr": frozenset(("tr", "td", "th")),
    "option": frozenset(("option",)),
}


def is_known(name: str) -> bool:
    """Whether HTML has an element of this name."""
    return name in VOID or name in BLOCKS or name in INLINE or name in _QUIET


@dataclass(frozen=True, slots=True)
class Element:
    """An open element, and what is known of those around it."""

    name: str
    tag: Span
    attributes: Attributes
    shown: int  # where its text begins in the prose
    block: str  # the innermost block, itself or around it
    block_depth: int
    is_free: bool  # there are only containers around it
    is_line: bool  # its text is a line among lines: no heading, item, cell, or part of one
    is_in_paragraph: bool
    is_quoted: bool  # there is a quotation around it

    @property
    def quiet(self) -> Quiet | None:
        """What stands for it in the prose, if it is none: by its name, or because it says so itself."""
        if self.name in _QUIET or self.name in {"html", "body"}:  # a page may well be wrong about its language
            return _QUIET.get(self.name)
        language = self.attributes.get("lang") or self.attributes.get("xml:lang") or "en"
        if (
            self.attributes.get("translate") == "no"
            or "notranslate" in self.attributes.get("class", "").split()
            or language.lower().replace("_", "-").split("-")[0] != "en"
        ):
            return "block" if self.name in BLOCKS else "stand-in"
        return "hidden" if "hidden" in self.attributes else None

    @property
    def is_plain(self) -> bool:
        """Whether nothing but its class and style would go with it."""
        return set(self.attributes) <= {"class", "style"}

    @property
    def is_filled_later(self) -> bool:
        """Whether something is put in where it is empty, by a script: it is no element of HTML, or has hooks."""
        if self.name in BLOCKS or self.name in _QUIET or self.name == "a":  # an empty link is where others lead to
            return False
        return self.name not in INLINE or any(name == "id" or name.startswith("data-") for name in self.attributes)

    @property
    def is_resumed(self) -> bool:
        """Whether it is no prose, and goes on where a block that it began in has ended."""
        return self.name in _FORMATTING and self.quiet is not None


_OUTSIDE = Element(
    "", Span(0, 0), {}, 0, block="", block_depth=-1, is_free=True, is_line=True, is_in_paragraph=False, is_quoted=False
)


class OpenElements:
    """The elements around the place that is being read, the outermost first."""

    def __init__(self) -> None:
        self._open: list[Element] = []
        self._depths: dict[str, list[int]] = defaultdict(list)  # of the open elements of each name

    def __len__(self) -> int:
        return len(self._open)

    def __getitem__(self, depth: int) -> Element:
        return self._open[depth]

    @property
    def innermost(self) -> Element:
        return self._open[-1] if self._open else _OUTSIDE

    def add(self, name: str, tag: Span, attributes: Attributes, shown: int) -> Element:
        around = self.innermost
        element = Element(
            name,
            tag,
            attributes,
            shown,
            block=name if name in BLOCKS else around.block,
            block_depth=len(self) if name in BLOCKS else around.block_depth,
            is_free=around.is_free and around.name in _CONTAINERS,
            is_line=around.is_line and (name not in BLOCKS or name in _CONTAINERS or name == "p"),
            is_in_paragraph=name == "p" or (around.is_in_paragraph and name not in _CELLS),
            is_quoted=around.is_quoted or around.name in QUOTING,
        )
        self._depths[name].append(len(self))
        self._open.append(element)
        return element

    def ended_by_start(self, name: str) -> int | None:
        """The depth of the element that this start tag ends: a paragraph before a block, an item before an item."""
        if name in BLOCKS and self.innermost.is_in_paragraph:
            return self._depths["p"][-1]
        return len(self) - 1 if self.innermost.name in _ENDED_BY.get(name, ()) else None

    def ended_by_end(self, name: str) -> int | None:
        """The depth of the element that this end tag ends; an inline element is not ended from inside a block."""
        depths = self._depths[name]
        if not depths or (name not in BLOCKS and self.innermost.block_depth > depths[-1]):
            return None
        return depths[-1]

    def cut(self, depth: int) -> list[Element]:
        """Close an element and all inside it."""
        closed = self._open[depth:]
        for element in closed:
            self._depths[element.name].pop()
        del self._open[depth:]
        return closed
