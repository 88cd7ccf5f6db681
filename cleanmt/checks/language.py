"""Lines that were left in another language, by langdetect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from cleanmt.checks import Check, Match, Spot
from cleanmt.text.document import Document

_WORD = regex.compile(r"\p{L}[\p{L}’']*")
# Common in English and rare or unknown in the others (which excludes a, in, on, he, so, no, me).
_ENGLISH = frozenset(
    """the of and to that for it with was by this are from at which but have had has they you were their been would
    will who its his her not said there more when what into than about after my your our""".split()
)
# The languages that English news is translated from most; all 55 profiles would cost 0.4 s.
_LANGUAGES = (
    "ar",
    "bg",
    "cs",
    "de",
    "el",
    "en",
    "es",
    "fr",
    "he",
    "hu",
    "it",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sv",
    "tr",
    "uk",
)
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "de": "German", "el": "Greek", "es": "Spanish", "fr": "French",
    "he": "Hebrew", "hu": "Hungarian", "it": "Italian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
}  # fmt: skip
_SURE = 0.95
# Function words of the languages above, in Latin letters. A line without two of them is a list, a label or code.
_FOREIGN = frozenset(
    """al au aux avec che con da das de dei del della den der des di die dla do du e een ein eine el en est et für gli
    han het il im ist je jej jest kde která který la las le les lo los med met mit na nad não nel nie niet och od om op
    os para pas per po pod por pour pro przez qu que qui ro se si się son sono sont su sul sur také te til um un una und
    une van ve ver von voor w y z za ze zu że è är även și în că pe nu ale bu bir için""".split()
)


@dataclass(frozen=True, slots=True)
class Language(Check):
    """Paragraphs that read as another language, with no common English word."""

    min_words: int = 5  # in a paragraph that is looked at
    min_letters: int = 30  # in a paragraph that is looked at

    def find(self, document: Document, spots: Sequence[Spot]) -> Iterator[Match]:
        for paragraph in (spot.paragraph for spot in spots):
            line = document.text[paragraph.start : paragraph.end]
            if " the " in line or " of " in line:  # nearly every English paragraph; what follows is slow
                continue
            words = _WORD.findall(line)
            if len(words) < self.min_words or sum(map(len, words)) < self.min_letters:
                continue
            lower = [word.lower() for word in words]
            if not _ENGLISH.isdisjoint(lower) or _is_list_of_names(words):
                continue
            if line.isascii() and sum(word in _FOREIGN for word in lower) < 2:
                continue
            language = _language(line)
            if language:
                yield Match(paragraph, (), {"language": language})


def _is_list_of_names(words: Sequence[str]) -> bool:
    return sum(word[0].isupper() for word in words) * 2 > len(words)


def _language(line: str) -> str | None:
    """The name of the language of a line, where langdetect is sure and it is not English."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.append(line)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None
    return _NAMES.get(best.lang) if best.prob >= _SURE else None


@lru_cache(maxsize=1)
def _factory() -> Any:
    """A detector factory of our own: few profiles, and a seed, without which answers change from run to run."""
    import langdetect
    from langdetect.detector_factory import DetectorFactory

    folder = Path(langdetect.__file__).parent / "profiles"
    factory = DetectorFactory()
    factory.load_json_profile([(folder / name).read_text(encoding="utf-8") for name in _LANGUAGES])
    factory.set_seed(0)
    return factory
