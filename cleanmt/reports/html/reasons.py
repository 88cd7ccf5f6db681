"""Why something is marked: in the tip over its mark, in the list below its article, and rule by rule at the end."""

from __future__ import annotations

from collections.abc import Iterator

from cleanmt.engine.result import Result
from cleanmt.findings import Finding
from cleanmt.reports import Rules, fix_label
from cleanmt.reports.html.words import kind, names, safe, short


class Reasons:
    """The reasons of one page; it knows which rules found something."""

    def __init__(self, rules: Rules) -> None:
        self._known = rules
        self._said: dict[str, str] = {}  # what each rule says of itself

    def tip(self, finding: Finding) -> str:
        """All that can be said of it."""
        why = self._of_rule(finding.rule)
        told = f"{safe(finding.rule)}, {fix_label(finding)}"
        return f"<b>{safe(finding.message)}</b>{_offered(finding)}{why and f' {why}'} <small>{told}</small>"

    def listed(self, result: Result) -> Iterator[str]:
        """A list item for each finding; for the reason it leads to the rule."""
        for finding in result.findings:
            line, column = result.document.position(finding.span.start)
            self._of_rule(finding.rule)
            yield (
                f'<li data-is="{names([kind(finding)])}">{line}:{column} <q>{safe(short(finding.text))}</q>'
                f" <b>{safe(finding.message)}</b>{_offered(finding)}"
                f' <small><a href="#{safe(finding.rule)}">{safe(finding.rule)}</a>, {fix_label(finding)}</small></li>\n'
            )

    def rules(self) -> Iterator[str]:
        """The rules that found something, with their reasons."""
        if self._said:
            yield '<details class="rules">\n<summary>The rules, and why</summary>\n<dl>\n'
            for name, said in sorted(self._said.items()):
                yield f'<dt id="{safe(name)}">{safe(name)}</dt><dd>{said}</dd>\n'
            yield "</dl>\n</details>\n"

    def _of_rule(self, name: str) -> str:
        if name not in self._said:
            rule = self._known.of(name)
            self._said[name] = safe(rule.reason) + _track_record(name) if rule else ""
        return self._said[name]


def _track_record(name: str) -> str:
    from cleanmt.measure import record

    records = record.of_rule(name)
    return f' <i class="record">{safe(records[0].in_brief)}</i>' if records else ""


def _offered(finding: Finding) -> str:
    options = " or ".join(f"“{safe(option)}”" for option in finding.suggestions)
    return f" Instead: {options}." if options else ""
