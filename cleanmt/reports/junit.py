"""JUnit's XML: each text is a suite, each finding a test that failed; a clean text is one that passed."""

from __future__ import annotations

from typing import TextIO
from xml.sax.saxutils import escape

import click

from cleanmt.engine.result import Result
from cleanmt.reports import Rules
from cleanmt.reports.concise import said
from cleanmt.reports.xml import HEAD, attributes, plain


class Report:
    def __init__(self, out: TextIO, _rules: Rules) -> None:
        self._out = out
        out.write(f'{HEAD}<testsuites name="cleanmt">\n')

    def add(self, result: Result) -> None:
        failed = len(result.findings)
        suite = attributes(name=result.path, tests=max(failed, 1), failures=failed, errors=0)
        self._out.write(f"  <testsuite{suite}>\n")
        for finding in result.findings:
            line, column = result.document.position(finding.span.start)
            case = attributes(
                name=f"{finding.rule} {line}:{column}", classname=result.path, file=result.path, line=line
            )
            failure = attributes(message=finding.message, type=finding.rule)
            detail = escape(plain(f"{result.path}:{line}:{column}: {click.unstyle(said(result, finding))}"))
            self._out.write(f"    <testcase{case}><failure{failure}>{detail}</failure></testcase>\n")
        if not failed:
            self._out.write(f"    <testcase{attributes(name='clean', classname=result.path, file=result.path)}/>\n")
        self._out.write("  </testsuite>\n")

    def close(self) -> None:
        self._out.write("</testsuites>\n")
