"""The page: its head, the index, and the articles, which wait in a temporary file until all of them are known."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from importlib import resources
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import TextIO

from cleanmt import __version__
from cleanmt.engine.result import Result
from cleanmt.reports import Rules
from cleanmt.reports.html import article, index
from cleanmt.reports.html.reasons import Reasons

_OPEN = 3  # articles that are unfolded at first
_IN_MEMORY = 1 << 20  # characters of articles


class Report:
    def __init__(self, out: TextIO, rules: Rules) -> None:
        self._out = out
        self._reasons = Reasons(rules)
        self._rows: list[index.Row] = []
        self._shown = 0
        self._articles = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115

    def add(self, result: Result) -> None:
        row = index.row_of(result)
        self._rows.append(row)
        if result.findings:
            self._shown += 1
            is_open = self._shown <= _OPEN
            self._articles.writelines(
                article.written(result, len(self._rows), row.names, self._reasons, is_open=is_open)
            )

    def close(self) -> None:
        script = _resource("page.js")
        self._out.writelines(_head(script))
        self._out.write(
            f'<header>\n<h1>What the translation left behind</h1>\n<p class="lead">{index.totals(self._rows)}</p>\n'
        )
        self._out.write(_HOW)
        self._out.writelines(index.filters(self._rows))
        self._out.write("</header>\n")
        self._out.writelines(index.table(self._rows))
        self._out.write("<main>\n")
        with self._articles as articles:
            articles.seek(0)
            copyfileobj(articles, self._out)
        self._out.write("</main>\n<footer>\n")
        self._out.writelines(self._reasons.rules())
        self._out.write(f"<p>By cleanmt {escape(__version__)}.</p>\n</footer>\n<script>{script}</script>\n</html>\n")


def _side(wide: str, narrow: str) -> str:
    return f'<span class="wide">{wide}</span><span class="narrow">{narrow}</span>'


_HOW = (
    f'<p class="how">{_side("On the left", "Above")} stands what was found: point at it, or go there with the tab key,'
    f" for the reason. {_side('On the right', 'Below')} stands the text with the safe and the unsafe fixes made; what"
    " is underlined there waits for a person.</p>\n"
    '<p class="how"><label><input type="checkbox" id="mended-only">Show the mended texts alone</label></p>\n'
)


def _head(script: str) -> Iterator[str]:
    """The policy lets the page's own script run, and nothing be fetched."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    yield '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>cleanmt report</title>\n'
    yield f"<style>\n{_resource('page.css')}</style>\n"


def _resource(name: str) -> str:
    return resources.files("cleanmt.reports.html").joinpath(name).read_text("utf-8")
