"""Text that was decoded wrongly (â€œ, Ã©) or left as HTML (&amp;), repaired by ftfy line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from cleanmt.checks import Check, Match, Signs, Spot
from cleanmt.findings import Edit, Span
from cleanmt.text import lazy, matching
from cleanmt.text.document import Document

# Mojibake begins with a letter or symbol that plain English text does not use; entities with &. RE2 reads it, too.
_SIGN = r"[^\x00-\x7f“”‘’–—…€£\xa0]|&(?:[A-Za-z0-9]{2,8}|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5});"
# Characters that cp1252 has for the bytes 80 to BF: the second half of a letter, the third of a mark.
_TAIL = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")
_MARKS = "„“”‘’‚…–—‹›«»"  # those among them that stand beside words in good text, too
_SIGNS = "".join(sorted(set(_TAIL) - {*_MARKS, "\xa0"}))
_CERTAIN = lazy.compile(
    rf"â€[{_TAIL}]|(?P<cut>â€)(?=[\s\p{{P}}]|$)"  # a quotation mark, a dash; ” lost its last byte
    rf"|Ã[{_SIGNS}]|[ÄÅ][{_SIGNS}](?=\p{{L}})|(?<=\p{{L}})[ÄÅ][{_SIGNS}]"
    rf"|[ÃÄÅ][{_MARKS}](?=\p{{L}})|(?<=\p{{Ll}})[ÃÄÅ][{_MARKS}]"
)
_LATIN = lazy.compile(r"[\p{Latin}„“”‘’‚…–—•]")
_RIGHT = lazy.compile(r"(?<=\b\p{Lu}+)[ÂÃÕ](?!\S\p{L})|(?<!\p{L})Å(?=[²³])")  # MAÇÃ, 20 Å²
# ftfy calls its own names for the steps; these are the ones a person wants to hear of.
_STEPS = {"unescape_html": "HTML left in the text", "fix_latin_ligatures": "a ligature of print"}


@dataclass(frozen=True, slots=True)
class Encoding(Check):
    """Damage to characters that ftfy can undo."""

    def signs(self) -> Signs:
        return Signs((_SIGN,), is_plain=True)

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        sign = matching.compiled(_SIGN)
        for spot in spots:
            if sign.search(document.text, spot.paragraph.start, spot.paragraph.end):
                yield from _repairs(document.text, spot.paragraph)


def _misread(sign: str) -> str | None:
    """What these characters were before their bytes were read as cp1252; None where they were nothing."""
    data = b"".join(bytes([ord(c)]) if ord(c) < 0x100 else c.encode("cp1252", "replace") for c in sign)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _mended(match: regex.Match[str]) -> str:
    found = _misread(match[0]) if match.lastgroup != "cut" else "”"
    return found if found and _LATIN.fullmatch(found) else match[0]


def _repairs(text: str, paragraph: Span) -> Iterator[Match]:
    """One match for each stretch that ftfy changes."""
    from ftfy import TextFixerConfig, fix_and_explain  # 50 ms, only for damaged lines
    from rapidfuzz.distance import Indel

    # Curly quotes, widths, line breaks and normal forms are right as they are; ftfy would change them.
    # Its fix_text ignores options on encoding, so fix_and_explain it is.
    config = TextFixerConfig(
        uncurl_quotes=False,
        fix_character_width=False,
        fix_line_breaks=False,
        remove_terminal_escapes=False,
        remove_control_chars=False,
        normalization=None,
    )
    line = text[paragraph.start : paragraph.end]
    # What is certain by itself first: ftfy takes a line as one, and gives it up where one byte is lost.
    repaired, steps = fix_and_explain(_CERTAIN.sub(_mended, line), config)
    if repaired == line:
        return
    reason = next((_STEPS[s.parameter] for s in steps or () if s.parameter in _STEPS), "text in a wrong encoding")
    right = {match.start() for match in _RIGHT.finditer(line)}
    for old_start, old_end, new_start, new_end in _stretches(Indel.opcodes(line, repaired)):
        if old_start in right:
            continue
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
