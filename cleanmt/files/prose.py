"""Files that are text, but no prose: tables, JSON, subtitles, TeX. What mends prose would break them."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from itertools import islice

from cleanmt.errors import FileError
from cleanmt.files.reading import Source

_SUFFIXES = {
    ".csv": "CSV",
    ".tsv": "TSV",
    ".tab": "TSV",
    **dict.fromkeys((".json", ".geojson"), "JSON"),
    **dict.fromkeys((".jsonl", ".ndjson"), "JSON lines"),
    **dict.fromkeys((".srt", ".vtt", ".ass", ".sbv"), "subtitles"),
    **dict.fromkeys((".tex", ".ltx", ".sty", ".cls", ".bib"), "TeX"),
}
_WAYS_OUT = {
    **dict.fromkeys(("CSV", "TSV", "JSON lines"), "clean the texts in its rows with `cleanmt corpus`"),
    "JSON": "save its texts as texts, or hand its strings to cleanmt.check_many",
    "subtitles": "save what is spoken as a text",
    "TeX": "turn it into Markdown or a text first, as pandoc does",
}
_OBJECT = re.compile(r'\s*(?:\[\s*)?\{\s*"(?:[^"\\]|\\.)*"\s*:')
_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}[,.]\d{3}"
_TIMING = re.compile(rf"^{_TIME} *-{{1,2}}> *{_TIME}", re.MULTILINE)
_CUE = re.compile(rf"\s*(?:\d+\s*\n)?{_TIME} *-{{1,2}}> *{_TIME}")
_TEX = re.compile(
    r"\s*(?:%.*\n\s*)*\\(?:documentclass|usepackage|newcommand|title|part|chapter|(?:sub)*section|begin|input|include)\b"
)
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_ROWS = 100  # looked at
_LEAST_FIELDS = {"\t": 2, ",": 3, ";": 3}


def ensure(source: Source) -> None:
    """Raises FileError for a file that is something else than prose, by its name or by its shape."""
    kind = _SUFFIXES.get(source.path.suffix.lower()) or (_of_shape(source.text) if source.format == "text" else None)
    if kind:
        raise FileError(
            f"{source.path}: is {kind}, not prose: {_WAYS_OUT[kind]}; with `--as text` it is read as prose all the same"
        )


def _of_shape(text: str) -> str | None:
    if text.lstrip()[:1] in {"{", "["} and _is_json(text):
        return "JSON lines" if _OBJECT.match(text.lstrip().partition("\n")[2]) else "JSON"
    if text.startswith("WEBVTT") or _CUE.match(text) or len(_TIMING.findall(text)) > 1:
        return "subtitles"
    if "\\" in text and (_TEX.match(text) or "\n\\begin{document}" in text):
        return "TeX"
    delimiter = next((each for each in _LEAST_FIELDS if _is_table(text, each)), None)
    return {None: None, "\t": "TSV"}.get(delimiter, "CSV")


def _is_json(text: str) -> bool:
    if _OBJECT.match(text):
        return True
    try:
        return bool(json.loads(text))
    except (ValueError, RecursionError):
        return False


def _is_table(text: str, delimiter: str) -> bool:
    """Whether each line has as many fields as the first, where no space follows a comma as in prose."""
    head = text.partition("\n")[0]
    if head.count(delimiter) + 1 < _LEAST_FIELDS[delimiter] or _THOUSANDS.search(head):
        return False
    rows = csv.reader(StringIO(text.rstrip(), newline=""), delimiter=delimiter)
    try:
        first = next(rows)
        if len(first) < _LEAST_FIELDS[delimiter] or not first[0] or any(field[:1] == " " for field in first):
            return False
        others = list(islice(rows, _ROWS))
    except csv.Error:
        return False
    return bool(others) and all(len(row) == len(first) for row in others)
