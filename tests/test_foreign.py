"""Paragraphs in another language: known for what they are, and left alone."""

from __future__ import annotations

import pytest

import cleanmt
from cleanmt.text.foreign import is_foreign

ENGLISH = [
    "The committee met for three hours on Thursday.",
    "“I trust in Maren. So, Maren! Please... trust in me!”",  # names, and words that Dutch has too
    "A hot home made tomato soup 🍅",
    "Crème fraîche or mascarpone with gnocchi filling",
    "Airlines’ “no refund” complaints",
    "Le Monde, El País, Der Spiegel, La Stampa, Il Post",
    "Coup d’état, Schadenfreude, glasnost.",
    "He said да.",
    "α and β are angles",
    "",
]
FOREIGN = [
    "“Eh bien ! Où est passé le roi ? Je vais le chercher au jardin !” dit la reine.",
    "La policía informó anoche que los detenidos serán trasladados mañana.",
    "Die Polizei hat am Abend mitgeteilt, dass die Verdächtigen morgen verlegt werden.",
    "Полиция сообщила вечером, что задержанных переведут.",
    "費用も半分以下に抑えられました。",
]


@pytest.mark.parametrize("line", ENGLISH)
def test_english(line: str) -> None:
    assert not is_foreign(line)


@pytest.mark.parametrize("line", FOREIGN)
def test_other_languages(line: str) -> None:
    assert is_foreign(line)


@pytest.mark.parametrize("line", [*FOREIGN, "Le prix ! Il est de 80 % et de 5 €, dit la vendeuse et le roi rit."])
def test_nothing_is_mended_in_them(line: str) -> None:
    text = f"The talks of the the council failed.\n\n{line}\n"
    fixed = cleanmt.fix(text, unsafe=True).text
    assert fixed == f"The talks of the council failed.\n\n{line}\n"


def test_that_they_were_not_translated_is_told() -> None:
    text = f"The talks failed.\n\n{FOREIGN[1]}\n"
    assert [f.rule for f in cleanmt.check(text)] == ["language/untranslated-line"]
