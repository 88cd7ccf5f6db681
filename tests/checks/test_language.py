from __future__ import annotations

import pytest

from cleanmt.checks.language import Language
from tests.checks.looking import found, matches


@pytest.mark.parametrize(
    "text",
    [
        "The committee met for three hours on Thursday.",
        "Coup d’état, Schadenfreude, glasnost.",
        "Le Monde, El País, Der Spiegel, La Stampa, Il Post",  # names
        "La policía informó anoche.",  # too short
        "La policía informó: this was a hard night for all of us in town.",
        "Cheap flights, hotels, cars, holidays, insurance, trains and buses",
    ],
)
def test_english_and_lines_that_say_too_little(text: str) -> None:
    assert found(Language(), text) == []


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("La policía informó anoche que los detenidos serán trasladados mañana.", "Spanish"),
        ("Die Polizei hat am Abend mitgeteilt, dass die Verdächtigen morgen verlegt werden.", "German"),
        ("警方昨晚表示，嫌疑人将于明天转移。", "Chinese"),
        ("東京都知事選挙で小池氏が当選した。", "Japanese"),
        ("容疑者は明日移送されると警察が発表した。", "Japanese"),
        ("पुलिस ने बताया कि संदिग्धों को कल ले जाया जाएगा।", "Hindi, Marathi or Nepali"),
        ("Полиция сообщила вечером, что задержанных переведут завтра утром.", "Russian"),
    ],
)
def test_a_line_in_another_language(line: str, language: str) -> None:
    (match,) = matches(Language(), f"The committee met for three hours.\n\n{line}")
    assert match.words["language"] == language


def test_how_much_it_takes() -> None:
    line = "La policía informó anoche que"
    assert found(Language(min_letters=20), line) == [line]
    assert found(Language(min_letters=20, min_words=6), line) == []
