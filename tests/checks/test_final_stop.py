from __future__ import annotations

import pytest

from cleanmt.checks.final_stop import FinalStop
from tests.checks.looking import found, mended, shapes

BEFORE = "The dam broke at dawn, and the fields under it were flooded at once.\n\n"
AFTER = "\n\n" + "\n\n".join(f"Some {n} people were brought to a school on the hill, where they sat." for n in range(4))
SEVERAL = "Nobody was hurt. Two roads and a bridge had to be closed, the mayor said"
SINGLE = "Firemen of five towns " + "pumped the water out of cellars and mills " * 2 + "until late at night"


@pytest.mark.parametrize(
    "paragraph",
    [
        f"{SEVERAL}.",
        f"{SEVERAL}:",
        "Nobody hurt, and all roads closed",
        "Nobody was hurt, and all of the roads had to be closed. Read more",
        "Nobody was hurt, and all of the roads had to be closed. You can find the whole of it here",
        "Nobody was hurt. All Of The Old Roads Had To Be Closed Again today",
        f"- {SEVERAL}",
        f"Yes   No {SEVERAL}",
    ],
)
def test_near_misses(paragraph: str) -> None:
    assert found(FinalStop(), f"{BEFORE}{paragraph}{AFTER}") == []


@pytest.mark.parametrize(
    "text",
    [
        SEVERAL,
        f"{SEVERAL}{AFTER}",  # nothing before it
        f"The dam\n\n{SEVERAL}{AFTER}",  # under a heading
        f"{BEFORE}{SEVERAL}\n\nnobody knows who it was that opened the gates of the dam in the night.{AFTER}",
        f"{BEFORE}{SEVERAL}{AFTER}" + f"\n\n{SINGLE}" * 3,  # the text does so
    ],
)
def test_where_it_may_stand(text: str) -> None:
    assert found(FinalStop(), text) == []


def test_the_last_paragraph() -> None:
    assert found(FinalStop(), f"{BEFORE}It was late.{AFTER}\n\n{SEVERAL}") == ["said"]


def test_the_stop_comes_back() -> None:
    assert mended(FinalStop(), f"{BEFORE}{SEVERAL}{AFTER}") == f"{BEFORE}{SEVERAL}.{AFTER}"


def test_shapes() -> None:
    assert shapes(FinalStop(), f"{BEFORE}{SEVERAL}{AFTER}") == ["several"]
    assert shapes(FinalStop(), f"{BEFORE}{SINGLE}{AFTER}") == ["single"]
