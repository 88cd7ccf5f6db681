"""The file of accepted findings: a baseline of old damage, and “this is right”, without a word in the article itself.

It has one JSON object a line, sorted, because then an acceptance is one line of a diff, git can join what two people
added (`merge=union`), tabs and quotation marks in a matched text come through every editor, and the standard library
reads and writes it. An entry knows its place by its sentence, never by a line number: changes elsewhere leave it alone.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import regex

from cleanmt.engine.fixer import Suppressed
from cleanmt.errors import FileError, nearest
from cleanmt.files import discovery, reading, writing
from cleanmt.files.reading import Source
from cleanmt.files.writing import Keep
from cleanmt.findings import UNUSED, Finding, Severity, Span
from cleanmt.text.document import Document
from cleanmt.text.visible import visible

_LONGEST = 80  # characters of a matched text that are shown; its fingerprint holds all
_CUT = "…"  # in the place of the rest
# A full stop with the next sentence right behind it.
_GLUE = regex.compile(r"(?<=[\p{Ll}\d)\]”\"’'»])[.!?…]+[”\"’'»)\]]*(?=[“\"‘'«(\[]*\p{Lu}|[-–—] ?\p{Lu})")
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")

_KEYS = ("path", "rule", "text", "count", "reason", "author", "date", "sentence")

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """So many findings of a rule that are accepted at one place of a text (more than one where sentences are repeated).

    `path` is the text's, from the folder of the file; `text` is what was matched, for people; `sentence` is what the
    place is known by.
    """

    path: str
    rule: str
    sentence: str
    text: str = ""
    count: int = 1
    reason: str = ""
    author: str = ""
    date: str = ""

    @property
    def key(self) -> Key:
        return self.path, self.rule, self.sentence


@dataclass(frozen=True, slots=True)
class Unused:
    """An entry of which no more than `found` findings are left; `is_gone`: its text is no longer there."""

    entry: Entry
    found: int = 0
    is_gone: bool = False

    def __str__(self) -> str:
        entry = self.entry
        what = f"“{entry.text}” ({entry.rule}, {entry.path})"
        if self.is_gone:
            return f"{what} is accepted, but the text is gone: `cleanmt accept --prune` drops the entry"
        if self.found:
            return f"{what} is accepted {entry.count} times, found {self.found}: `cleanmt accept --prune` corrects it"
        return f"{what} is accepted, but was mended or its sentence changed: `cleanmt accept --prune` drops the entry"


@dataclass(frozen=True, slots=True)
class Sifted:
    """The findings of one text: those to report and those accepted, in their order; and what was accepted in vain."""

    kept: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    unused: tuple[Unused, ...]


@dataclass(frozen=True)
class Baseline:
    """A file of accepted findings; `source` is None as long as it isn't on the disk."""

    path: Path
    entries: tuple[Entry, ...] = ()
    source: Source | None = None

    @property
    def text(self) -> str:
        return self.source.text if self.source else ""

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries about each text."""
        return by_name(self.entries)

    def name_of(self, path: Path) -> str:
        """How entries call the text at this path."""
        return discovery.relative(path.parent.resolve() / path.name, self.path.parent.resolve()).replace(os.sep, "/")

    def path_of(self, name: str) -> Path:
        """Where the text is that entries call so."""
        return Path(os.path.normpath(self.path.parent / name))

    def sift(self, path: Path, document: Document, findings: Sequence[Finding], rules: Collection[str] = ()) -> Sifted:
        """The findings of the text at this path, divided by the entries about it; see sift."""
        return sift(self.by_name.get(self.name_of(path), ()), document, findings, rules)

    def gone(self, folders: Iterable[Path]) -> Iterator[Unused]:
        """The entries about texts in these folders that are no longer there."""
        home = self.path.parent.resolve()
        within = [folder.resolve() for folder in folders]
        for name, entries in self.by_name.items():
            path = Path(os.path.normpath(home / name))
            if any(path.is_relative_to(folder) for folder in within) and not path.exists():
                yield from (Unused(entry, is_gone=True) for entry in entries)

    def lines(self) -> Iterator[tuple[int, Span, Entry]]:
        """The entries as they stand in the file, with the number and the place of their lines."""
        return _lines(self.path, self.text)

    def findings(self, unused: Iterable[Unused]) -> Iterator[Finding]:
        """A finding for each, at its line of the file."""
        by_key = {one.entry.key: one for one in unused}
        for _, span, entry in self.lines():
            if one := by_key.pop(entry.key, None):
                yield Finding(
                    rule=UNUSED,
                    span=span,
                    text=self.text[span.start : span.end],
                    message=visible(str(one)),
                    severity=Severity.NEUTRAL,
                    category="custom/acceptance",
                )

    def write(self, entries: Iterable[Entry], keep: Keep = writing.keep_nothing) -> Baseline:
        """The file with these entries in the place of its own. Raises FileError when it changed since it was read."""
        ordered = sorted(entries, key=lambda entry: (entry.path, entry.rule, entry.text, entry.sentence))
        text = "".join(f"{dump(entry)}\n" for entry in ordered)
        if text == self.text:
            return self
        writing.put(self.path, text.encode("utf-8"), self.source.raw if self.source else None, keep)
        return Baseline(self.path, tuple(ordered), Source.of(self.path, text, "text"))


def signed(entries: Iterable[Entry], reason: str, author: str) -> list[Entry]:
    """The entries with why, who and when."""
    today = date.today().isoformat()  # noqa: DTZ011  # the day where the person is
    return [replace(entry, reason=reason, author=author, date=today) for entry in entries]


def entry_for(name: str, document: Document, finding: Finding) -> Entry:
    """The entry that accepts one finding, without a word who did so and why."""
    text = finding.text if len(finding.text) <= _LONGEST else f"{finding.text[: _LONGEST - 1]}{_CUT}"
    return Entry(name, finding.rule, _fingerprint(document, finding.span), text)


def fingerprints(name: str, document: Document, findings: Iterable[Finding]) -> Iterator[str]:
    """A hash for each finding of a text, by which it is known again in another version of it; no two are equal."""
    seen: Counter[str] = Counter()
    for finding in findings:
        told = f"{name}\0{finding.rule}\0{_fingerprint(document, finding.span)}"
        seen[told] += 1
        yield sha256(f"{told}\0{seen[told]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _fingerprint(document: Document, span: Span) -> str:
    """A hash of the sentence that the finding starts in, with the finding marked; any white space counts as a space."""
    sentence = _sentence_at(document, span.start)
    ends = (sentence.start, span.start, span.end, max(span.end, sentence.end))
    parts = (" ".join(document.text[a:b].split()) for a, b in pairwise(ends))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _sentence_at(document: Document, offset: int) -> Span:
    """The sentence around an offset, also where scraping lost the space between two: each stands for itself."""
    sentence = document.sentence_at(offset)
    start = sentence.start
    for glue in _GLUE.finditer(document.text, sentence.start, sentence.end):
        if glue.end() > offset:
            return Span(start, glue.end())
        start = glue.end()
    return Span(start, sentence.end)


def sift(
    entries: Sequence[Entry], document: Document, findings: Sequence[Finding], rules: Collection[str] = ()
) -> Sifted:
    """Divide the findings of a text by the entries about it; of equal ones, the first are the accepted ones.

    `rules` are those that were on: only of their entries can it be said that they are unused.
    """
    room = {(entry.rule, entry.sentence): entry.count for entry in entries}
    named = {entry.rule for entry in entries}
    kept, accepted = [], []
    for finding in findings:
        key = (finding.rule, _fingerprint(document, finding.span)) if finding.rule in named else ("", "")
        if room.get(key, 0):
            room[key] -= 1
            accepted.append(finding)
        else:
            kept.append(finding)
    missed = [e for e in entries if e.rule in rules and room[e.rule, e.sentence]]
    unused = (Unused(e, max(e.count - room[e.rule, e.sentence], _standing(e, document))) for e in missed)
    return Sifted(tuple(kept), tuple(accepted), tuple(u for u in unused if u.found < u.entry.count))


def _standing(entry: Entry, document: Document) -> int:
    """How often the sentence stands in the text as it was, whatever its rule says of it at another place."""
    places = _places(entry.text, document) if entry.text else ()
    return sum(any(_fingerprint(document, span) == entry.sentence for span in spans) for spans in places)


def _places(text: str, document: Document) -> Iterator[Sequence[Span]]:
    """Where the text of an entry stands, each time with all that it may be: what was cut ends in the same paragraph."""
    is_cut = len(text) == _LONGEST and text.endswith(_CUT)
    for match in regex.finditer(regex.escape(text.removesuffix(_CUT) if is_cut else text), document.text):
        start, end = match.span()
        paragraph = document.paragraph_at(end)
        last = paragraph.end if is_cut and paragraph else end
        yield [Span(start, at) for at in range(last, end - 1, -1)]


def with_more(entries: Iterable[Entry], more: Iterable[Entry]) -> tuple[Entry, ...]:
    """All these entries; those of the same place are counted together, and keep the words of the first that has any."""
    found: dict[Key, Entry] = {}
    for entry in (*entries, *more):
        known = found.get(entry.key)
        if known:
            found[entry.key] = replace(known if known.reason else entry, count=known.count + entry.count)
        else:
            found[entry.key] = entry
    return tuple(found.values())


def without(entries: Iterable[Entry], unused: Iterable[Unused]) -> tuple[Entry, ...]:
    """The entries, counted down to what was found of them."""
    found = {one.entry.key: one.found for one in unused}
    counted = (replace(entry, count=found.get(entry.key, entry.count)) for entry in entries)
    return tuple(entry for entry in counted if entry.count)


def by_name(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.path, []).append(entry)
    return {name: tuple(those) for name, those in found.items()}


def carried(entries: Iterable[Entry], before: Document, after: Document, suppressed: Suppressed) -> tuple[Entry, ...]:
    """The entries of a text once fixes have changed it: they go along with the findings that they accept.

    What a fix took along, with the paragraph that it stood in for example, is accepted no longer.
    """
    entries = tuple(entries)
    by_place = {(entry.rule, entry.sentence): entry for entry in entries}
    moves = [(by_place[old.rule, _fingerprint(before, old.span)], new) for old, new in suppressed]
    leaving = Counter(entry.key for entry, _ in moves)
    staying = without(entries, (Unused(entry, entry.count - leaving[entry.key]) for entry in entries))
    arriving = (
        replace(entry_for(entry.path, after, new), reason=entry.reason, author=entry.author, date=entry.date)
        for entry, new in moves
        if new
    )
    return with_more(staying, arriving)


def read(path: Path) -> Baseline:
    """Raises FileError, with file and line, for what is not a file of accepted findings."""
    source = reading.read_certain(path)
    entries: dict[Key, Entry] = {}
    for _, _, entry in _lines(path, source.text):
        # Two people can have accepted the same on two branches; joined, that is no more than the larger count.
        known = entries.setdefault(entry.key, entry)
        entries[entry.key] = replace(known, count=max(known.count, entry.count))
    return Baseline(path, tuple(entries.values()), source)


def _lines(path: Path, text: str) -> Iterator[tuple[int, Span, Entry]]:
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, Span(start, start + len(line.rstrip())), _entry(line, path, number)
        start += len(line) + 1


def dump(entry: Entry) -> str:
    """One line; what can't be seen is escaped, so that a no-break space shows."""
    line = json.dumps({key: getattr(entry, key) for key in _KEYS}, ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in line)


def _entry(line: str, path: Path, number: int) -> Entry:
    if line.startswith(_CONFLICT):
        raise FileError(
            f"{path}:{number}: a merge left its mark ({line[:7]}): delete the marks, and keep the lines of both "
            f"sides (any order will do); “{path.name} merge=union” in .gitattributes does so by itself"
        )
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise FileError(f"{path}:{number}: not a JSON object: {error}") from None
    if problem := _problem(row):
        raise FileError(f"{path}:{number}: {problem}")
    return Entry(**row)


def _problem(row: Any) -> str | None:
    if not isinstance(row, dict):
        return f"an object with {', '.join(_KEYS)} is expected"
    for key in row:
        if key not in _KEYS:
            return f"unknown key '{key}'{nearest(key, _KEYS)}"
    for key in ("path", "rule", "sentence"):
        if not row.get(key):
            return f"'{key}' is missing"
    for key, value in row.items():
        if key != "count" and not isinstance(value, str):
            return f"'{key}' is a text, not {value!r}"
    if not reading.is_path(row["path"]):
        return "'path' can't be one"
    count = row.get("count", 1)
    return None if type(count) is int and count > 0 else f"'count' is a whole number from 1 on, not {count!r}"
