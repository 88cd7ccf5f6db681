"""The stretches of a text that are no prose, so that no rule may touch them: addresses, file names, code, formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from cleanmt.findings import Span
from cleanmt.text import lazy, vocabulary

_DOMAIN = r"com | org | net | info | gov | edu | co\.uk | eu | io | tv | ua | ru | pl | de | fr | cz | es | it | uk"
_FILE = r"""txt | pdf | html? | css | js | py | sh | exe | cpp | php | md | tex | bib | jsonl? | ya?ml | toml | ini
    | cfg | log | xml | csv | tsv | sql | zip | jpe?g | png | gif | svg | mp[34] | docx? | xlsx? | pptx?"""
_TEX_KEYS = r"""[A-Za-z]* (?: ref | label | cite[a-z]* | input | include[a-z]* | bibliography | usepackage
    | documentclass | begin | end | url | href )"""
_BLOCK = r"equation | align | gather | multline | eqnarray | displaymath | math | verbatim | lstlisting"
_KEYS = "Ctrl|Alt|Shift|Cmd|Esc|Fn"
_TOLD = r"(?: ^ | [.!?:;][ ] | \b (?: to | and | or | then | you | please | just | can | must )[ ] )"
# Words that stand before a name in code, and those that may stand behind one: in prose a place has no tool.
_CODE = "(?: hook | callback | handler | widget | plugin | API | identifier | variable | parameter | method ) s?"
_BEHIND = f"(?: {_CODE} | (?: function | class | property | event | field | argument | tool | library | command ) s? )"


class _Sort(NamedTuple):
    """One sort, and a sign that stands wherever it does: most paragraphs have none, and cost next to nothing."""

    sign: regex.Pattern[str]
    pattern: regex.Pattern[str]


def _sort(sign: str, pattern: str) -> _Sort:
    return _Sort(lazy.compile(sign), lazy.compile(pattern, regex.VERBOSE | regex.MULTILINE))


# Blocks of code and formulas go over several lines.
_BLOCKS = (
    _sort("```", r"^ ``` .* (?: \n .* )*? \n ``` $"),
    _sort(r"\$\$|\\\[", r"\$\$ [^$]{1,2000} \$\$ | \\\[ (?s: .{1,2000}? ) \\\]"),
    _sort(
        r"\\begin\{",
        rf"\\begin \{{ (?P<name> (?: {_BLOCK} ) \*? ) \}} (?s: .{{0,5000}}? ) \\end \{{ (?P=name) \}}",
    ),
)
_SORTS = (
    # Addresses of pages and of people, handles and hashtags (but not &#8220;), domains and names of files.
    _sort(r"://|www\.", r"(?: https?:// | www\. ) [^\s<>“”\"«»]* [^\s<>“”\"«».,;:!?)\]’']"),
    _sort(r"[@#]", r"[\w.+-]+ @ [\w-]+ (?: \. [\w-]+ )+ | (?<! [\w&] ) [@\#] \w+"),
    _sort(r"\.[a-z]{2}", rf"(?<! [\w.] ) [\w-]+ (?: \. [\w-]+ )* \. (?: {_DOMAIN} | {_FILE} ) \b (?! \. \w )"),
    # Paths: /kyiv/live, ~/kyiv/, C:\kyiv, src/kyiv_map, a/b/c; but neither and/or nor 24/7.
    _sort(
        r"[/\\]",
        r"""(?<! [\w./\\~<] ) (?: ~ | \.\.? | [A-Za-z]: )? [/\\] (?: [\w.@%+-]+ [/\\] )+ [\w.@%+-]* (?<! \. )
          | (?<! [\w./\\~<] ) (?: ~ | \.\.? | [A-Za-z]: ) [/\\] [\w.@%+-]+ (?<! \. )
          | (?<! [\w./\\~<] ) (?= [\w/.-]* (?: _ | \.\p{Ll} ) ) \w[\w-]* (?: / [\w.-]+ )+ (?<! \. )
          | (?<! \S ) / [a-z][\w-]+ (?! [\w/] ) | (?<! [\w./\\~<] ) [a-z][a-z\d-]* (?: / [a-z\d-]+ ){2,} (?! [\w/] )""",
    ),
    # TeX: all of \ref{fig:kyiv}, of \emph{kyiv} the command; formulas, but not $5 and $6.
    _sort(
        r"\\[A-Za-z(]",
        rf"""\\\( .{{1,200}}? \\\)
          | \\ {_TEX_KEYS} \*? (?: \[ [^]\n]* \] )* \{{ [^{{}}\n]* \}}
          | \\ [A-Za-z]+ \*? (?: \[ [^]\n]* \] )*""",
    ),
    _sort(
        r"\$", r"(?<! [\w$\\] ) \$ (?= [^$\n]* [\\^_={}] | \p{L} \$ ) [^\s$\d] [^$\n]{0,200} (?<! \s ) \$ (?! [\w$] )"
    ),
    # Code: `x`, {name}, ${name}, $name, %(name)s, %NAME%, a=b, a::b, <a href="x">, snake_case, f(), getElementById.
    _sort("`", r"(?<!`)` [^`\n]+ `(?!`)"),
    _sort("``", r"(?<!`)`` [^`\n']+ ``(?!`)"),  # ‘‘words’’ as TeX writes them are none
    _sort(
        r"[{%]",
        r"(?<! [\w\]}] ) \$? \{{1,2} [\w .:|!-]{1,60} \}{1,2} | (?<! \w ) % (?: \( \w+ \) )? [sdif] \b | % \w+ %",
    ),
    _sort(r"\$[a-z_]", r"(?<! \w ) \$ (?! (?: million | billion | trillion | bn | m ) \b ) [a-z_]\w+"),
    _sort(r"\w(?:=|::|->)\w", r"(?<! [\w<] ) [A-Za-z_][\w.]* (?: = | :: | -> ) [^\s<>]* [^\s<>.,;:!?)]"),
    _sort(r"<[a-z]+ ", r"""< [a-zA-Z][\w-]* (?: \s+ [\w:-]+ = (?: "[^"\n]*" | '[^'\n]*' | [^\s"'<>]+ ) )+ \s* /? >"""),
    _sort(r"\w_\w|__\w", r"(?<! \w ) \w+ _ \w+ | (?<! \w ) __ \w+"),
    _sort(
        r"\w\(",
        rf"[\p{{L}}_] \w* (?: \. \w+ )* \(\) | (?<= \b (?: {_CODE} | function | call )[ ] ) [a-z_]\w* \( [^()\n]* \)",
    ),
    _sort(
        r"\p{Ll}\p{Lu}",
        r"""(?<! \w ) \p{Ll}+ (?: \p{Lu}\p{Ll}+ ){2,} (?! \w )
          | (?<! \w ) \p{Ll}+\p{Lu}\w* (?= \( [^()\s]* \) | \.\p{Ll} | :: )""",
    ),
    # Keys and signs that are named: Ctrl + , and “Press ? for help and ! for no”; 10 % 3.
    _sort(rf"\b(?:{_KEYS})\b", rf"\b (?: {_KEYS} ) \b [ ]? [+-]? [ ]? [^\w\s] (?= \s | $ )"),
    _sort(
        r"(?<!\S)[?!;:,.%](?!\S)",
        rf"""(?<= {_TOLD} (?i: press | type ) ) [ ][^\w\s] (?= [ ] (?: to | for | and | or | then | again | twice ) \b )
          | (?<= {_TOLD} (?i: use | hit | enter ) ) [ ][?!;:%] (?= [ ] (?: to | for ) \b )
          | (?<= {_TOLD} (?i: press | type | use )[ ] [?!;:%][ ] [^.!?\n]{{1,60}} [ ] (?: and | or ) ) [ ][?!;:%]
            (?= [ ] (?: to | for ) \b )
          | (?<= \d[ ] ) % (?= [ ]\d )""",
    ),
)
# What only its surroundings show to be code: the hook onEvent; calendar.monday in Python, or beside calendar.sunday.
_NAMED = _sort(
    r"\p{Ll}\p{Lu}",
    rf"""\b {_CODE} [ ] (?P<name> \p{{Ll}}{{2,}} (?P<part> \p{{Lu}}\p{{Ll}}+ ) ) \b
      | (?<! \w ) (?P<name> \p{{Ll}}{{2,}} (?P<part> \p{{Lu}}\p{{Ll}}+ ) ) [ ] {_BEHIND} \b""",
)
_NEAR = 10  # characters
_DOTTED = _sort(r"\p{Ll}\.\p{Ll}", r"(?<! [\w.] ) (?P<of> [a-z_]{2,} ) (?: \. [a-z_]{2,} )+ (?! \.?\w )")
_IN_CODE = lazy.compile(r"(?:\bimport|=) $")
_LANGUAGE = lazy.compile(r"\b(?:Python|Java|JavaScript|TypeScript|Perl|Ruby|PHP|Rust|Haskell|Lua|SQL|bash)\b")


def stretches(text: str, paragraphs: Iterable[Span]) -> tuple[Span, ...]:
    """In order, apart from each other."""
    found = [Span(*m.span()) for sort in _BLOCKS if sort.sign.search(text) for m in sort.pattern.finditer(text)]
    for paragraph in paragraphs:
        found += _in_paragraph(text, paragraph)
    return tuple(_merged(sorted(found)))


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    start, end = paragraph
    for sort in _SORTS:
        if sort.sign.search(text, start, end):
            yield from (Span(*m.span()) for m in sort.pattern.finditer(text, start, end))
    if _NAMED.sign.search(text, start, end):
        named = _NAMED.pattern.finditer(text, start, end)
        yield from (Span(*m.span("name")) for m in named if vocabulary.is_everyday(m["part"]))  # no name of a place
    if _DOTTED.sign.search(text, start, end):
        dotted = [*_DOTTED.pattern.finditer(text, start, end)]
        of = Counter(m["of"] for m in dotted)
        is_code = _LANGUAGE.search(text, start, end) is not None
        for m in dotted:
            if is_code or of[m["of"]] > 1 or _IN_CODE.search(text, max(start, m.start() - _NEAR), m.start()):
                yield Span(*m.span())


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
