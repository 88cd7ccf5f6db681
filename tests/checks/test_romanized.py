from __future__ import annotations

from functools import partial

import pytest

import cleanmt
from cleanmt.checks.romanized import Romanized
from cleanmt.fields import Words
from cleanmt.packs import shipped
from cleanmt.tables import Table, read
from tests.checks import looking
from tests.checks.looking import matches

RULES = cleanmt.load_rules().selected(["names/romanized"])
found = partial(looking.found_by, RULES)


def test_a_surname_that_stood_in_full_is_known_alone() -> None:
    text = "Wsiewołod Czaplin spoke. Later Czaplin left, and Czapla stayed."
    assert found(text) == ["Wsiewołod Czaplin", "Czaplin"]


def test_the_language_that_has_a_letter_for_it_reads_it() -> None:
    (finding,) = cleanmt.check("Andrij Deszczyca spoke.", RULES)
    assert "Andriy Deshchytsa" in finding.message


@pytest.mark.parametrize("before", ["Then", "Commander", "So did Commander"])
def test_other_words_with_a_capital_may_stand_before_it(before: str) -> None:
    assert found(f"{before} Danił Martynow spoke.") == ["Danił Martynow"]


def test_a_name_of_three_words_is_one() -> None:
    assert looking.found(CHECK, "Danił Danił Martynow spoke.") == ["Danił Danił"]


def test_alone_it_may_be_anybody() -> None:
    assert found("Czaplin spoke.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Jury Duty came.",
        "Jelena Marić",
        "Constantin Popescu",
        "Alexander Virchow",
        "Anatoly Stecenko",  # Стеценко or Стекенко
        "Sergei Ławrow",  # is known to names/people
        "Wladimir Klitschko boxed.",
        "Boris Bülow sang.",
        "Andrej Babiš and Maria Skłodowska.",
        "Yury Trutnev.",
    ],
)
def test_names_that_are_right(text: str) -> None:
    assert found(text) == []


GIVEN = Table("given", ({"english": "Danil", "source": "ru", "variants": "Danił:pl"},))
LETTERS = Table("letters", tuple(read(shipped.folder() / "data" / "romanization.tsv")))
CHECK = Romanized(GIVEN, LETTERS, established=Words(("Danił Gawriłow",)))


@pytest.mark.parametrize("text", ["Danił Gawriłow", "Danil Berg", "Danil Martynov", "Danuta Martynow", "Daniłow"])
def test_other_names(text: str) -> None:
    assert matches(CHECK, text) == []


def test_the_kind_alone() -> None:
    text = "Danił Martynow spoke.\n\nMartynow left."
    assert looking.mended(CHECK, text) == "Danil Martynov spoke.\n\nMartynov left."
    assert looking.shapes(CHECK, text) == ["full", "lone"]
