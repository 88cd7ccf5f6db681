from __future__ import annotations

import pytest

import cleanmt
from cleanmt.checks import Check
from cleanmt.checks.broken_sentence.continuation import Continuation
from cleanmt.checks.broken_sentence.repeated_head import RepeatedHead
from cleanmt.checks.broken_sentence.stranded import DisplacedPhrase, StrandedTail
from cleanmt.fields import Words
from cleanmt.findings import Applicability
from tests.checks import looking

PACK = cleanmt.load_rules().selected(["broken-sentences"])


def found(text: str) -> list[tuple[str, str]]:
    return [(f.rule.partition("/")[2], f.text) for f in cleanmt.check(text, PACK)]


@pytest.mark.parametrize(
    "text",
    [
        "He wants to join NATO. NATO has not replied.",
        "He wants to join NATO. NATO – founded in 1949 – has not replied.",
        "They won the match. Match reports say so.",
        "She is the new Foreign Minister. Minister Baerbock visited Kyiv on Monday.",
        "He met the President. President Lee was tired.",
        "The U.S. troops left. The U.K. stayed, i.e. waited, e.g. in Bonn.",
        "No. 10 was told at 5 p.m. on Monday by J. R. Smith of Acme Inc. in Boston.",
        "It rained... and rained. Wait... what?",
        "The event was dull. iPhone sales rose. bell hooks wrote. adidas fell. eBay rose.",
        "See www.example.org. http://a.b is another.",
        "1. bring water\n2. walk\na. first item\nb. second item",
        "i carry your heart. i carry it in my heart. i am never without it. anywhere i go you go. whatever is done",
        "“I came,” he said. “Thursday was fine.”",
        "Nobody knows what she said. Thursday is her day off.",
        "Reporters asked. Someone answered and who it was is not known.",
        "He left. And that is that.",
        "The approx. value was max. of ten, vs. twelve before, cf. page 4.",
        "Sgt. Pepper and St. Peter met Gen. Lee, Jr. in Ft. Worth.",
    ],
)
def test_whole_sentences_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("She holds the world. world record since May.", "She holds the world record since May."),
        ("It ended his long. long-awaited wait for gold.", None),
        ("The bill went to the house. lower house on Friday.", "The bill went to the lower house on Friday."),
        ("A fan of the FIFA. FIFA – the game’s rulers.", "A fan of FIFA – the game’s rulers."),
        ("He moved to Ajax. Ajax which won the cup sold him.", "He moved to Ajax, which won the cup sold him."),
        ("They saw Pia Holm and Norwegian Coach. Coach Ann Berg.", "They saw Pia Holm and Norwegian Coach Ann Berg."),
        ("The jury needs more time. to reach a verdict.", "The jury needs more time to reach a verdict."),
        ("The singer left the band. because of the drummer.", "The singer left the band because of the drummer."),
        ("The lab will close, the dean announced. Tuesday.", "The lab will close, the dean announced Tuesday."),
        ("The lab will close, the dean said. In the morning.", "The lab will close, the dean said in the morning."),
        ("He accused the club of hiding losses in Spain. And to have paid late.", None),
    ],
)
def test_breaks_are_mended(broken: str, mended: str | None) -> None:
    assert found(broken)
    if mended:
        assert cleanmt.fix(broken, unsafe=True, rules=PACK).text == mended


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("He arrived in town on Monday. Swedish champion and who is due to play on Friday.", "displaced-phrase"),
        ("The report of the court reads. supreme of the land.", "continuation"),
        ("They will cut their reliance on the grid. to Finnish power.", "continuation"),
        ("The coach and his players They left early in the morning.", "run-on"),
    ],
)
def test_what_only_a_person_can_settle_is_shown(text: str, rule: str) -> None:
    (finding,) = cleanmt.check(text, PACK)
    assert finding.rule == f"broken-sentences/{rule}"
    assert finding.fix is None or finding.fix.applicability == Applicability.SUGGESTION
    assert cleanmt.fix(text, unsafe=True, rules=PACK).text == text


def test_a_break_inside_a_quotation_is_not_joined() -> None:
    text = "“We need more gold. to pay for it,” she said."
    assert found(text)
    assert cleanmt.fix(text, unsafe=True, rules=PACK).text == text


HEAD = RepeatedHead(Words(("Minister",)), Words(("of", "with")), Words(("lab",)))
CONTINUATION = Continuation(Words(("because",)), Words(("to", "of", "in")), Words(("iPhone",)))
TAIL = StrandedTail(Words(("said",)), Words(("Monday", "evening")))


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (HEAD, "He left the lab. lab tests went on."),  # begins a sentence so
        (HEAD, "He moved to Ajax. Ajax won the cup."),
        (HEAD, "He moved to Ajax. Ajax – the club – and Ajax – the town."),
        (HEAD, "She met the Minister. Minister Kaja came."),
        (HEAD, "She met General of Coach. Coach Kaja came."),  # no title
        (HEAD, "They search the logs with ripgrep. ripgrep is fast."),  # a name in lower case
        (HEAD, "She cooks with tofu. tofu soaks up the sauce."),
        (HEAD, "He missed the bus. the next bus came late."),  # a sentence of its own
        (HEAD, "Thank you. thank you all."),
        (CONTINUATION, "They search the logs with ripgrep. ripgrep is fast."),
        (CONTINUATION, "The bridge cost 12 mln. of the 30 bn. for roads."),
        (CONTINUATION, "Members of the Subcomm. of Trade and the Assocs. of bakers"),
        (CONTINUATION, "Two things are meant here: 1. to sow and 2. to reap, or II. to wait"),
        (CONTINUATION, "He came with the new shell. fzf2 opens it"),
        (CONTINUATION, "The jury needs time. Because of that they met."),
        (CONTINUATION, "The new sales fell. iPhone sales rose."),
        (CONTINUATION, "Wait here. because"),  # too short
        (CONTINUATION, "She broke her record. record of old"),  # a repeated head
        (TAIL, "It will close, she added. Monday."),
        (TAIL, "It will close, she said. Monday is fine."),
        (TAIL, "She asked which day it was, and he said. Monday."),
        (TAIL, "When will it close? Soon, he said. Monday."),
        (DisplacedPhrase(), "He came. Swedish champion and the one who won."),
        (DisplacedPhrase(), "He came. Ann Berg was champion and who knows."),
    ],
)
def test_near_misses(check: Check, text: str) -> None:
    assert looking.found(check, text) == []


@pytest.mark.parametrize(
    ("check", "text", "right", "shape"),
    [
        (HEAD, "He ends his term. current term.", "He ends his current term.", "lower"),
        (HEAD, "We saw the moon. moon landed", "We saw the moon landed", "lower-doubtful"),
        (HEAD, "Yes.\n\nHe went to China. China which grows", "Yes.\n\nHe went to China, which grows", "relative"),
        (HEAD, "He is for the NATO. NATO – a pact", "He is for NATO – a pact", "article-dash"),
        (
            HEAD,
            "Members of the EU met. The NATO. NATO – a pact",
            "Members of the EU met. NATO – a pact",
            "article-dash",
        ),
        (HEAD, "He moved to Ajax. Ajax – the club", "He moved to Ajax – the club", "dash"),
        (HEAD, "She met with Prime Minister. Minister Kaja", "She met with Prime Minister Kaja", "title"),
        (CONTINUATION, "The jury needs time. to decide", "The jury needs time to decide", "join"),
        (CONTINUATION, "Yes.\n\nThe band broke up. because", "Yes.\n\nThe band broke up because", "join"),
        (CONTINUATION, "The court has ruled. supreme", "The court has ruled. supreme", "displaced"),
        (CONTINUATION, "He leaned on the wall. of it", "He leaned on the wall of it", "join"),
        (CONTINUATION, "He leaned in a chair. of it", "He leaned in a chair. of it", "displaced"),
        (TAIL, "It will close, she said. On Monday evening.", "It will close, she said on Monday evening.", ""),
        (
            DisplacedPhrase(),
            "Yes.\n\nNo. Old man and who won",
            "Yes.\n\nNo. Old man and who won",
            "",
        ),
    ],
)
def test_each_way_of_breaking_alone(check: Check, text: str, right: str, shape: str) -> None:
    assert (looking.mended(check, text), looking.shapes(check, text)) == (right, [shape])
