from __future__ import annotations

import pytest

from cleanmt.checks import Check
from cleanmt.checks.quotes.pairs import German, Mixed, Reversed, Single, StopOutside
from cleanmt.checks.quotes.partners import Apostrophe, SecondOpener, Stray, Unclosed, Unopened
from cleanmt.checks.quotes.seams import Attribution
from cleanmt.checks.quotes.spaces import Glued, Spaced
from cleanmt.fields import Words
from tests.checks.looking import found, mended, shapes

SAYING = Words(("said", "asked"))
STOP = StopOutside(Words(("defense",)), Words(("defence",)), SAYING)
SPOKEN, UNOPENED, SEAM = Unclosed(SAYING), Unopened(SAYING), Attribution(SAYING)
EVERY = (
    Reversed(), German(), Mixed(), Single(), STOP, SecondOpener(), Stray(), Unclosed(), Apostrophe(), Glued(),
    Spaced(), UNOPENED, SEAM,
)  # fmt: skip


@pytest.mark.parametrize("check", EVERY, ids=lambda check: type(check).__name__)
@pytest.mark.parametrize(
    "text",
    [
        "It was a “turning point”, he said: “We know.” She left.",
        'It was a "turning point", he said: "We know." She left.',
        "“This is the first paragraph.\n\n“And this is the second,” she said.\n\nThen she left.",
        "The ’90s, rock ’n’ roll, Zelensky’s and the players’ shoes.",
        'A 7” single, a 13" screen, 6\' 2" tall.\n\nNext.',
        "'Who wrote \"To be\"?' he asked.\n\nNobody.",
        'He spoke - "Dusk" - said to be long - was late. He said, "Ann said so."',
        '"We know", he said. "We knew", she said. "So," they said. "Dusk", he said, is a book.',
        '"We go.\n\nWe stay," he said.\n\nThe plank is 4" long, he said.',
    ],
)
def test_marks_that_are_right(check: Check, text: str) -> None:
    assert found(check, text) == []


@pytest.mark.parametrize(
    ("check", "text", "right", "shape"),
    [
        (Reversed(), "A ”turning point“ for us", "A “turning point” for us", "plain"),
        (Reversed(), "Yes.\n\nA ”turning point” for us", "Yes.\n\nA “turning point” for us", "plain"),
        (German(), "It was a „shame“ for us", "It was a “shame” for us", "plain"),
        (German(), "It was a »shame« for us", "It was a “shame” for us", "plain"),
        (German(), "It was a “shame“ for us", "It was a “shame” for us", "plain"),
        (German(), 'It was a "shame“ for us', 'It was a "shame" for us', "plain"),
        (Spaced(), "It was “ so ” bad", "It was “so” bad", "sure"),
        (Spaced(), 'He said" so "again.', 'He said "so" again.', "guess"),
        (Glued(), "in Okinawa,“act carefully”when", "in Okinawa, “act carefully” when", ""),
        (German(), "It was a „shame“ for “us.", "It was a “shame” for “us.", "uneven"),
        (Mixed(), 'It was “so" bad', 'It was "so" bad', "open"),
        (Mixed(), 'It wasn’t “so" bad', "It wasn’t “so” bad", "open"),
        (Mixed(), 'It was “so" bad.\n\nIt was "good".', 'It was "so" bad.\n\nIt was "good".', "settled"),
        (Mixed(), 'It was “so" bad.\n\nIt was “good”.', "It was “so” bad.\n\nIt was “good”.", "settled"),
        (Mixed(), 'It was "so” bad', 'It was "so" bad', "open"),
        (Stray(), "“That is life!” “, he said.\n\nShe left.", "“That is life!” he said.\n\nShe left.", "doubled"),
        (Stray(), "He said so” and left.\n\nShe left.", "He said so” and left.\n\nShe left.", "orphan"),
        (Spaced(), '“We saw " so " again,” he said.', '“We saw "so" again,” he said.', "sure"),
        (Spaced(), '"We saw “ so ” again," he said.', '"We saw “so” again," he said.', "sure"),
        (Spaced(), "“We saw “ so ” again,” he said.", "“We saw “so” again,” he said.", "sure"),
        (Spaced(), '"We saw " So " again," he said.', '"We saw "So" again," he said.', "sure"),
        (SecondOpener(), '""We won," he said.', '"We won," he said.', ""),
        (SecondOpener(), "““We won,” he said.", "“We won,” he said.", ""),
        (SecondOpener(), "“He said, “We won.”", "He said, “We won.”", ""),
        (Apostrophe(), 'It is Turkey"s plea.', "It is Turkey's plea.", ""),
        (Apostrophe(), '"It is Turkey"s plea," he’s said.', '"It is Turkey’s plea," he’s said.', ""),
        (SecondOpener(), "He said: “one “two three” four.", "He said: “one two three” four.", ""),
        (Unclosed(), "He left. “We lost the war.\n\nShe left.", "He left. “We lost the war.”\n\nShe left.", "sentence"),
        (SPOKEN, "“We lost. It is, he said.\n\nShe left.", "“We lost. It is,” he said.\n\nShe left.", "attributed"),
        (SPOKEN, "“We lost, said the king.\n\nShe left.", "“We lost,” said the king.\n\nShe left.", "attributed"),
        (SPOKEN, '"Why? he asked.\n\n"So," she said.', '"Why?" he asked.\n\n"So," she said.', "attributed"),
        (SPOKEN, "“We asked, we asked the king.\n\nLate.", "“We asked, we asked the king.”\n\nLate.", "sentence"),
        (SPOKEN, "“It is so - said the king.\n\nLate.", "“It is so - said the king.\n\nLate.", "other"),
        (Unclosed(), "He “lost the war.\n\nShe left.", "He “lost the war.\n\nShe left.", "other"),
        (SEAM, '"We lost." he said.', '"We lost," he said.', "stop"),
        (SEAM, '"We lost", - said the king.', '"We lost," said the king.', "dash"),
        (SEAM, '"Who lost?" – he asked.', '"Who lost?" he asked.', "dash"),
        (SEAM, "“We lost” - the king said.", "“We lost,” the king said.", "bare"),
        (SEAM, '"We lost, "he said. "We go.', '"We lost," he said. "We go.', "turned"),
        (SEAM, "“We lost! “he said.", "“We lost!” he said.", "turned"),
        (SEAM, "We lost, ”Ann Lee said.", "We lost,” Ann Lee said.", "turned"),
        (SEAM, "We lost, - said the king.", "We lost, said the king.", "unmarked"),
        (UNOPENED, "We lost,” he said.\n\nShe left.", "“We lost,” he said.\n\nShe left.", "sentence"),
        (UNOPENED, 'It is so. We lost," he said.\n\nLate.', '"It is so. We lost," he said.\n\nLate.', "several"),
        (Spaced(), 'In " The One "(1998) we won.', 'In "The One" (1998) we won.', "guess"),
        (Spaced(), 'In "One"," Two" and "Three".', 'In "One", "Two" and "Three".', "guess"),
        (Glued(), '"One. "Two."Then he left.', '"One. "Two." Then he left.', ""),
        (Glued(), '"One.""Two."', '"One." "Two."', ""),
        (STOP, "“We lost it”, he said. The defense left.", "“We lost it,” he said. The defense left.", "comma"),
        (STOP, '"We lost", he said. "So," she said.', '"We lost," he said. "So," she said.', "comma"),
        (STOP, '"We know", he said.', '"We know," he said.', "lone"),
        (STOP, '"We know", he said. “So”, he asked.', '"We know," he said. “So”, he asked.', "all"),
        (STOP, "The defense left. “We lost the last war”.", "The defense left. “We lost the last war.”", "stop"),
        (STOP, "The defense left… “We lost the last war”.", "The defense left… “We lost the last war.”", "stop"),
        (Single(), "It was “so”.\n\nIt was ‘so’ bad.", "It was “so”.\n\nIt was “so” bad.", ""),
    ],
)  # fmt: skip
def test_marks_that_are_wrong(check: Check, text: str, right: str, shape: str) -> None:
    assert mended(check, text) == right
    assert {*shapes(check, text)} == {shape}


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (Reversed(), "A “turning point“ for us"),  # the other kind's
        (German(), "A ”turning point“ for us"),
        (Spaced(), "A ” turning point “ for us"),
        (Glued(), 'the "A"s and "guard"ed'),
        (Glued(), 'a string r"text"'),
        (Mixed(), '“so"” bad'),
        (Stray(), 'The file "?a", the keys "!" and ".b".\n\nA ¾" and a 3/8" pipe.'),
        (Stray(), 'A 5 " screen and a 7 " lid.\n\nNext.'),
        (Stray(), "PoznaÅ„ and Ã“lafur â€“ so.\n\nNext."),  # bytes of letters
        (Stray(), 'It is Turkey"s plea.\n\nNext.'),
        (SecondOpener(), "““Who?”” they said."),
        (SecondOpener(), "“One,’’ he said. “Two.”"),
        (Apostrophe(), 'The "A"s, the "old guard"s, r"s".'),
        (Spaced(), '"We saw " other things " again," he said.'),  # one in the other, or side by side?
        (Spaced(), 'Write " " or "price: " or " ; ".'),
        (Spaced(), 'A 5 " screen and a 7 " lid.'),
        (Glued(), 'He said ""so," and left.'),
        (Single(), "It was “so”. “Is it ‘so’ again?” she said."),
        (SPOKEN, "“We lost. Why? he asked me.\n\n“So,” she said."),  # goes on
        (SPOKEN, "“We won.\nHe left.\nSo did I,” she said."),
        (SPOKEN, "“We won.\n\nHe left.\n\n“So did I.\n\nI won.”\n\nShe left."),
        (SPOKEN, "She spoke: “We\nwon.\n“He left.\nSo did I.\n“It rained.\nAll day.\n“It is so.”\nShe left."),
        (SPOKEN, "“We won,″ she said.\n\nShe left."),
        (SPOKEN, "The “war'' is lost.\n\nShe left."),
        (Stray(), "He said so” and left."),  # may be cut from a longer text
        (Stray(), 'their customers" data\n\nNext.'),  # an apostrophe
        (Stray(), "“We lost.\n\nWe won,” he said.\n\nNext."),  # closes the paragraph before
        (Unclosed(), "He left. “We lost the war."),
        (Unclosed(), "He left. “We lost the war.\n\n“We won.” He left."),
        (STOP, "He left. “We lost the last war”."),
        (STOP, "The defence left. “We lost the last war”."),
        (STOP, "The defense said that “we lost the last war”. She left."),  # a part of a sentence
        (STOP, f"The defense said. It {'so ' * 40}said “We lost the last war”. She left."),
        (STOP, "The defense left. “We lost”. She left."),
        (STOP, "The defense left. “We lost the last war”... She left."),
        (Single(), "It was “so”.\n\nIt was ‘good’."),
        (Single(), "It was ‘so’."),
    ],
)
def test_near_misses(check: Check, text: str) -> None:
    assert found(check, text) == []


def test_a_mark_that_is_turned_before_a_speaker_opens_nothing() -> None:
    assert found(SecondOpener(SAYING), "“We lost, “said the king. “It is so.”") == []
    assert found(SecondOpener(), "“We lost, “said the king. “It is so.”")
