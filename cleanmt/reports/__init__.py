"""Output formats: one module a format, whose `Report` is given one text after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO

from cleanmt.edits import applied_in
from cleanmt.engine.result import Result
from cleanmt.findings import Edit, Finding, Severity, Span
from cleanmt.packs import shipped
from cleanmt.text.visible import visible
from cleanmt.text.words import whole_words

if TYPE_CHECKING:
    from cleanmt.packs.rule import Rule

FORMATS = {
    "full": "for a terminal: the line, the reason, the repair",
    "concise": "one line a finding",
    "grouped": "by text",
    "html": "one page to read in a browser: each article as it is and mended",
    "json": "one JSON document",
    "jsonl": "one JSON object a line",
    "sarif": "SARIF 2.1.0, for code scanning",
    "github": "annotations of GitHub Actions",
    "gitlab": "code quality of GitLab",
    "junit": "JUnit's XML, for CI servers",
    "checkstyle": "Checkstyle's XML",
    "rdjson": "for reviewdog, with suggestions",
}
FOR_PEOPLE = frozenset(("full", "concise", "grouped"))  # a summary may follow these on a terminal
# What other tools call our severities.
LEVELS = {Severity.NEUTRAL: "info", Severity.MINOR: "warning", Severity.MAJOR: "error", Severity.CRITICAL: "error"}

_END = 30  # characters that are shown of the beginning and the end of words to write


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a run: `of` gives one by its name, or None for findings that are no rule's.

    `pages` is where the pages of the shipped rules are published; "" where nobody knows.
    """

    of: Callable[[str], Rule | None] = lambda _: None
    pages: str = ""

    def page_of(self, name: str) -> str:
        """The address of the rule's page; "" where it has none."""
        rule = self.of(name) if self.pages else None
        return f"{self.pages.rstrip('/')}/{name}.html" if rule and shipped.holds(rule.path) else ""


class Report(Protocol):
    """One report, written to `out` as the texts come in, as far as the format allows.

    `rules` tells about those of the findings.
    """

    def __init__(self, out: TextIO, rules: Rules) -> None: ...
    def add(self, result: Result) -> None: ...
    def close(self) -> None: ...


def report(name: str, out: TextIO, rules: Rules | None = None) -> Report:
    """An empty report in this format; its module is imported only now."""
    found: type[Report] = import_module(f"cleanmt.reports.{name}").Report
    return found(out, rules or Rules())


def write(name: str, results: Iterable[Result], out: TextIO) -> None:
    """A whole report."""
    made = report(name, out)
    for result in results:
        made.add(result)
    made.close()


def fix_label(finding: Finding) -> str:
    """How the finding can be mended, in a word or two."""
    return f"{finding.mended_by} fix" if finding.level else finding.mended_by


def remedy(result: Result, finding: Finding) -> str:
    """How the finding can be mended, and what to write instead where the message does not say so, in a few words."""
    label, words = fix_label(finding), visible(_instead(result.text, finding))
    told = "" if not words or words in finding.message else words
    verb = "delete" if _is_deletion(result.text, finding) else ""
    what = " ".join(filter(None, (verb, told)))
    return f"{label}: {what}" if what else label


def _instead(text: str, finding: Finding) -> str:
    """The words that a fix deletes, or leaves in its place; or those to choose from; "" where nobody knows any."""
    if not finding.fix:
        return " or ".join(f"“{_short(option)}”" for option in finding.suggestions)
    if _is_deletion(text, finding):
        return f"“{_short(text[finding.edits[0].start : finding.edits[0].end])}”"
    return f"“{_short(applied_in(text, _in_words(text, finding.edits), finding.edits))}”"


def _is_deletion(text: str, finding: Finding) -> bool:
    """Whether one stretch of words or marks goes, and nothing comes."""
    if len(finding.edits) != 1 or finding.edits[0].text:
        return False
    start, end, _ = finding.edits[0]
    is_inside = any(text[at - 1 : at].isalnum() and text[at : at + 1].isalnum() for at in (start, end))  # of a word
    return not is_inside and not text[start:end].isspace()


def _in_words(text: str, edits: Sequence[Edit]) -> Span:
    """The place of the edits in whole words; where it ends in none once they are made, with what stands beside it."""
    place = Span(edits[0].start, max(edit.end for edit in edits))
    touched = "".join((text[place.start : place.end], *(edit.text for edit in edits)))
    if touched.isspace():
        place = _widened(text, place, str.isspace)
    words = whole_words(text, place)
    wide, new = _widened(text, words, _is_shown), applied_in(text, words, edits)
    is_inserted = not text[words.start : words.end].strip()
    return Span(
        wide.start if is_inserted or not new[:1].isalnum() else words.start,
        wide.end if is_inserted or not new[-1:].isalnum() else words.end,
    )


def _widened(text: str, place: Span, takes: Callable[[str], bool]) -> Span:
    start, end = place
    first, last = max(0, start - 2 * _END), min(len(text), end + 2 * _END)
    while start > first and takes(text[start - 1]):
        start -= 1
    while end < last and takes(text[end]):
        end += 1
    return Span(start, end)


def _is_shown(character: str) -> bool:
    return not character.isspace()


def _short(text: str) -> str:
    """In one line; of a long text its two ends."""
    words = " ".join(text.split())
    if len(words) <= 2 * _END:
        return words
    beginning, _, _ = words[:_END].rpartition(" ")
    _, _, end = words[-_END:].partition(" ")
    return f"{beginning or words[:_END]} … {end or words[-_END:]}"
