"""SARIF 2.1.0 (OASIS, 2020): findings with their rules, and fixes with how sure they are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from cleanmt import __version__
from cleanmt.decisions.baseline import fingerprints
from cleanmt.engine.result import Result
from cleanmt.findings import Applicability, Edit, Finding, Severity, Span
from cleanmt.json_lines import dumped
from cleanmt.reports import Rules

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.NEUTRAL: "note", Severity.MINOR: "warning", Severity.MAJOR: "error", Severity.CRITICAL: "error"}


class Report:
    def __init__(self, out: TextIO, rules: Rules) -> None:
        self._out = out
        self._known = rules
        self._rules: dict[str, int] = {}
        self._between = "\n"
        head = f'"$schema": {dumped(_SCHEMA)}, "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints"'
        out.write(f'{{{head}, "results": [')

    def add(self, result: Result) -> None:
        if not result.findings:
            return
        known = fingerprints(result.path, result.document, result.findings)
        for finding, fingerprint in zip(result.findings, known, strict=True):
            index = self._rules.setdefault(finding.rule, len(self._rules))
            row = {"ruleIndex": index, **_result(result, finding, fingerprint)}
            self._out.write(f"{self._between}{dumped(row)}")
            self._between = ",\n"

    def close(self) -> None:
        driver = {
            "name": "cleanmt",
            "version": __version__,
            "rules": [self._descriptor(name) for name in self._rules],
        }
        self._out.write(f'\n], "tool": {dumped({"driver": driver})}}}]}}\n')

    def _descriptor(self, name: str) -> dict[str, Any]:
        rule = self._known.of(name)
        if rule is None:
            return {"id": name}
        page = self._known.page_of(name)
        return {
            "id": name,
            **({"helpUri": page} if page else {}),
            "shortDescription": {"text": rule.message},
            "fullDescription": {"text": rule.reason},
            "help": {"text": f"{rule.reason}\n\n{rule.fix_safety}".strip()},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"tags": rule.category.split("/"), "problem.severity": str(rule.severity)},
        }


def _result(result: Result, finding: Finding, fingerprint: str) -> dict[str, Any]:
    where = {"uri": _uri(result.path)}
    row: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": where, "region": _region(result, finding.span)}}],
        "partialFingerprints": {"cleanmt/v1": fingerprint},
    }
    if finding.level > Applicability.SUGGESTION:
        row["properties"] = {"applicability": str(finding.level)}
        row["fixes"] = [_fix(result, where, finding.edits, f"{finding.level} fix")]
    elif finding.alternatives:
        row["properties"] = {"applicability": str(Applicability.SUGGESTION)}
        row["fixes"] = [_fix(result, where, [edit], f"write “{edit.text}”") for edit in finding.alternatives]
    return row


def _fix(result: Result, where: dict[str, str], edits: Any, said: str) -> dict[str, Any]:
    return {
        "description": {"text": said},
        "artifactChanges": [
            {"artifactLocation": where, "replacements": [_replacement(result, edit) for edit in edits]}
        ],
    }


def _replacement(result: Result, edit: Edit) -> dict[str, Any]:
    deleted = {"deletedRegion": _region(result, edit.span)}
    return {**deleted, "insertedContent": {"text": edit.text}} if edit.text else deleted


def _region(result: Result, span: Span) -> dict[str, int]:
    line, column = result.document.position(span.start)
    end_line, end_column = result.document.position(span.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _uri(path: str) -> str:
    found = Path(path)
    return found.as_uri() if found.is_absolute() else quote(os.fsencode(path))
