"""Cyrillic names in ten languages, and back."""

from __future__ import annotations

import pytest

from cleanmt import romanization
from cleanmt.packs import read_tsv
from cleanmt.romanization import Scheme
from cleanmt.types import Table
from tests.golden import ROOT

LETTERS = Table("romanization", tuple(read_tsv(ROOT / "rules" / "data" / "romanization.tsv")))
TARGETS = [column for column in LETTERS.rows[0] if column not in {"source", "letter", "where"}]


def scheme(source: str, target: str) -> Scheme:
    return romanization.scheme(LETTERS, source, target)


@pytest.mark.parametrize(
    ("original", "source", "target", "latin"),
    [
        ("Кулеба", "uk", "fr", "Kouleba"),
        ("Кулеба", "uk", "nl", "Koeleba"),
        ("Гайдай", "uk", "fr", "Haïdaï"),
        ("Зеленський", "uk", "de", "Selenskyj"),
        ("Зеленський", "uk", "es", "Zelenski"),
        ("Маляр", "uk", "en", "Maliar"),
        ("Згурський", "uk", "en", "Zghurskyi"),
        ("Шойгу", "ru", "pl", "Szojgu"),
        ("Мартынов", "ru", "pl", "Martynow"),
        ("Щербаков", "ru", "de", "Schtscherbakow"),
        ("Щербаков", "ru", "pl", "Szczerbakow"),
        ("Хрущёв", "ru", "es", "Jruschov"),
        ("Пригожин", "ru", "fr", "Prigojine"),
        ("Сергей", "ru", "fr", "Sergueï"),
        ("Лавров", "ru", "pl", "Ławrow"),
        ("Журавлёв", "ru", "cs", "Žuravljov"),
        ("Шувалов", "ru", "tr", "Şuvalov"),
    ],
)
def test_a_name_is_written_as_the_language_does_and_read_back(
    original: str, source: str, target: str, latin: str
) -> None:
    assert latin in scheme(source, target).write(original)
    assert original in scheme(source, target).read(latin)


def test_the_longest_letters_are_read_first() -> None:
    assert scheme("ru", "de").read("Schischkin")[0] == "Шишкин"


def test_a_letter_keeps_to_its_context() -> None:
    assert scheme("ru", "pl").read("Ławrow") == ["Лавров"]
    assert scheme("ru", "pl").read("Lobow") == []  # before a hard vowel Polish has ł


def test_a_soft_sign_is_lost_but_not_missed_in_english() -> None:
    assert "Елцин" in scheme("ru", "de").read("Jelzin")
    assert scheme("ru", "en").write("Елцин") == scheme("ru", "en").write("Ельцин") == ["Yeltsin"]


def test_what_no_letter_spells_is_not_read() -> None:
    assert scheme("ru", "en").read("Quixote") == []


def test_a_strange_letter_is_written_as_it_is() -> None:
    assert scheme("ru", "en").write("Ли-2") == ["Li-2"]


@pytest.mark.parametrize("source", ["ru", "uk"])
@pytest.mark.parametrize("target", TARGETS)
def test_every_letter_has_a_spelling_in_every_language(source: str, target: str) -> None:
    letters = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя" if source == "uk" else "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    unwritten = [c for c in letters if any(c in s.lower() for s in scheme(source, target).write(f"а{c}а"))]
    assert unwritten == []
