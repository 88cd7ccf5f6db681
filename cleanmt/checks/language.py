"""Lines that were left in another language, by langdetect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import regex

from cleanmt.checks import Check, Match, Spot
from cleanmt.text import foreign, lazy
from cleanmt.text.document import Document

# The languages, beside English, that English news is translated from most; all 55 profiles would cost 0.4 s.
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "de": "German", "el": "Greek", "es": "Spanish", "fr": "French",
    "he": "Hebrew", "hu": "Hungarian", "it": "Italian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
}  # fmt: skip
_SURE = 0.95
# Scripts that tell the language, or nearly: no detector is asked.
_SCRIPTS = {
    r"[\p{Han}\p{Hiragana}\p{Katakana}]": "Chinese", r"\p{Hangul}": "Korean",
    r"\p{Devanagari}": "Hindi, Marathi or Nepali", r"\p{Bengali}": "Bengali", r"\p{Gujarati}": "Gujarati",
    r"\p{Gurmukhi}": "Punjabi", r"\p{Tamil}": "Tamil", r"\p{Telugu}": "Telugu", r"\p{Kannada}": "Kannada",
    r"\p{Malayalam}": "Malayalam", r"\p{Sinhala}": "Sinhala", r"\p{Thai}": "Thai", r"\p{Georgian}": "Georgian",
    r"\p{Armenian}": "Armenian", r"\p{Ethiopic}": "Amharic",
}  # fmt: skip
_KANA = lazy.compile(r"[\p{Hiragana}\p{Katakana}]")  # which Japanese has between Chinese characters
_ENOUGH = 6  # letters of a script


@dataclass(frozen=True, slots=True)
class Language(Check):
    """Paragraphs that read as another language, with no common English word."""

    min_words: int = 5  # in a paragraph that is looked at
    min_letters: int = 30  # in a paragraph that is looked at

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for paragraph in (spot.paragraph for spot in spots):
            line = document.text[paragraph.start : paragraph.end]
            if not foreign.is_foreign(line, self.min_words):
                continue
            if written := _by_script(line):
                yield Match(paragraph, (), {"language": written})
                continue
            words = foreign.WORD.findall(line)
            if len(words) < self.min_words or sum(map(len, words)) < self.min_letters:
                continue
            language = _language(line)
            if language:
                yield Match(paragraph, (), {"language": language})


def _by_script(line: str) -> str | None:
    for script, name in _SCRIPTS.items():
        if len(regex.findall(script, line)) >= _ENOUGH:
            return "Japanese" if _KANA.search(line) else name
    return None


def _language(line: str) -> str | None:
    """The name of the language of a line, where langdetect is sure and it is not English."""
    best = detected(line, (*_NAMES, "en"))
    return _NAMES.get(best.code) if best and best.confidence >= _SURE else None


class Detected(NamedTuple):
    """A language by langdetect's code (ISO 639-1; Chinese is zh-cn or zh-tw), and how sure langdetect is, 0 to 1."""

    code: str
    confidence: float


def detected(text: str, languages: Iterable[str] = ()) -> Detected | None:
    """The likeliest of these languages, by default of all that langdetect knows; None where it sees no letters."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory(frozenset(languages)).create()
    detector.append(text)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None
    return Detected(best.lang, best.prob)


@cache
def _factory(languages: frozenset[str]) -> Any:
    """A detector factory of our own: with a seed, without which answers change from run to run."""
    import langdetect
    from langdetect.detector_factory import DetectorFactory

    folder = Path(langdetect.__file__).parent / "profiles"
    names = languages or {path.name for path in folder.iterdir()}
    factory = DetectorFactory()
    factory.load_json_profile([(folder / name).read_text(encoding="utf-8") for name in sorted(names)])
    factory.set_seed(0)
    return factory
