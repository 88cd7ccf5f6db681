"""Text that was decoded wrongly (â€œ, Ã©) or left as HTML (&amp;), repaired by ftfy line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanmt.checks import Check, Match, Signs, Spot
from cleanmt.findings import Edit, Span
from cleanmt.text import matching
from cleanmt.text.document import Document

# Mojibake begins with a letter or symbol that plain English text does not use; entities with an ampersand.
_GATE = r"[^\x00-\x7f“”‘’–—…€£\xa0]|&(?:\w{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});"
_SIGN = r"[^\x{0}-\x{7f}“”‘’–—…€£\x{a0}]|&(?:[A-Za-z0-9]{2,8}|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5});"  # in RE2's syntax
# ftfy calls its own names for the steps; these are the ones a person wants to hear of.
_STEPS = {"unescape_html": "HTML left in the text"}


@dataclass(frozen=True, slots=True)
class Encoding(Check):
    """Damage to characters that ftfy can undo."""

    def signs(self) -> Signs:
        return Signs((_SIGN,), is_plain=True)

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        gate = matching.compiled(_GATE)
        for spot in spots:
            if gate.search(document.text, spot.paragraph.start, spot.paragraph.end):
                yield from _repairs(document.text, spot.paragraph)


def _repairs(text: str, paragraph: Span) -> Iterator[Match]:
    """One match for each stretch that ftfy changes."""
    from ftfy import TextFixerConfig, fix_and_explain  # 50 ms, only for damaged lines
    from rapidfuzz.distance import Indel

    # Curly quotes, ligatures, widths, line breaks and normal forms are right as they are; ftfy would change them.
    # Its fix_text ignores options on encoding, so fix_and_explain it is.
    config = TextFixerConfig(
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        fix_line_breaks=False,
        remove_terminal_escapes=False,
        remove_control_chars=False,
        normalization=None,
    )
    line = text[paragraph.start : paragraph.end]
    repaired, steps = fix_and_explain(line, config)
    if repaired == line:
        return
    reason = next((_STEPS[s.parameter] for s in steps or () if s.parameter in _STEPS), "text in a wrong encoding")
    for old_start, old_end, new_start, new_end in _stretches(Indel.opcodes(line, repaired)):
        start, end = paragraph.start + old_start, paragraph.start + old_end
        edit = Edit(start, end, repaired[new_start:new_end])
        yield Match(Span(start, max(end, start + 1)), (edit,), {"reason": reason, "replacement": edit.text})


def _stretches(opcodes: object) -> Iterator[tuple[int, int, int, int]]:
    """The changes, those that touch or nearly touch taken together."""
    current: list[int] | None = None
    for code in opcodes:  # type: ignore[attr-defined]
        if code.tag == "equal":
            continue
        if current and code.src_start <= current[1] + 1:
            current[1], current[3] = code.src_end, code.dest_end
            continue
        if current:
            yield current[0], current[1], current[2], current[3]
        current = [code.src_start, code.src_end, code.dest_start, code.dest_end]
    if current:
        yield current[0], current[1], current[2], current[3]
