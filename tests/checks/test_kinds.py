"""Kinds that have no file of their own here: the near misses of each, then what they find."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleanmt

ALL = cleanmt.load_rules()


def found(pack: str, text: str) -> list[str]:
    return [f.text for f in cleanmt.check(text, ALL.selected([pack]))]


def mended(pack: str, text: str) -> str:
    return cleanmt.fix(text, unsafe=True, rules=ALL.selected([pack])).text


PROSE = "The committee met for three hours on Thursday and agreed on nothing but the date of its next meeting in May."


@pytest.mark.parametrize(
    ("pack", "text"),
    [
        ("quotes", "“This is the first paragraph.\n\n“And this is the second,” she said.\n\nThen she left."),
        ("quotes", "The ’90s, rock ’n’ roll, Zelensky’s and the players’ shoes."),
        ("quotes", 'A 7” single, a 13" screen, 6\' 2" tall.\n\nNext.'),
        ("quotes", "'Who wrote \"To be\"?' he asked.\n\nNobody."),
        ("numbers", "In 2022 1,200 men and 3,400 women came; 2014 people remember. Version 2.10.3, 2.256 seconds."),
        ("numbers", "The pH is 7.500; walk 12.500 m; chapters 3,4 and 5,6."),
        ("numbers", "A thousand thanks; ten thousand people; $40 thousand."),
        ("names", "Leonid Gaidai made films. Ihor Zelensky danced. Vladimir Putin spoke to Emmanuel Macron."),
        ("names", "Ann Lee and Bob Ray came. Then Ann, Lee and Bob left."),
        ("names", "The Moscow-based firm; Kiev cake; chicken Kiev; Odessa, Texas."),
        ("repetition", "They had had enough, and that that was so was plain. Bora Bora, Duran Duran, Baden-Baden."),
        ("repetition", "More and more, again and again, face to face to the end, step by step by step."),
        ("consistency", "The Department of Defense and Pearl Harbor in a text on defence, colour and harbour."),
        ("encoding", "Łukasz, Zoë, Erdoğan, naïve façade – “quoted” … €5 & co."),
        ("language", "Coup d’état, Schadenfreude, glasnost.\n\nLe Monde, El País, Der Spiegel, La Stampa, Il Post"),
        ("boilerplate", f"Share prices fell.\n\n{PROSE}\n\nComments by the minister were not well received at all."),
        ("boilerplate", "Share"),
        ("spacing", "Node.js, Gazeta.Ru, ASP.NET, U.S.A., e.g. this; 3.5 and 12:30; AC/DC; a.m."),
        ("spacing", "theGrio and iPhone; McDonald; Peterson knew Peter; Robinson met Robin."),
        ("articles", "the NATO summit, the Georgia coast, the Gambia, the UN, the Ukraine war and the Google office"),
        ("casing", "We march in May. He ate chicken kyiv off fine china. KYIV (AP)"),
    ],
)
def test_good_english_is_left_alone(pack: str, text: str) -> None:
    assert found(pack, text) == []


@pytest.mark.parametrize(
    ("pack", "damaged", "right"),
    [
        ("quotes", "It was a „shame“ and a »scandal«.", "It was a “shame” and a “scandal”."),
        ("quotes", 'It was „so" bad.', "It was “so” bad."),
        ("quotes", "A ”turning point” for “ all ” of us", "A “turning point” for “all” of us"),
        ("numbers", "From 12.000 to 15.000 fans came, 3,5 % more.", "From 12,000 to 15,000 fans came, 3.5% more."),
        ("numbers", "In the 12. round and on his 3. birthday", "In the 12th round and on his 3rd birthday"),
        ("names", "Ramzan Kadyrów met Siergiej Szojgu in Varsovie.", "Ramzan Kadyrov met Sergei Shoigu in Warsaw."),
        ("names", "President Loukachenko left.", "President Lukashenko left."),
        ("repetition", "It went to the court court of appeal.", "It went to the court of appeal."),
        ("repetition", "one two one two one two end", "one two end"),
        (
            "consistency",
            "Erdogan met the press; Erdoğan smiled, and Erdogan went.",
            "Erdogan met the press; Erdogan smiled, and Erdogan went.",
        ),
        ("encoding", "The cafÃ© and Ã©clair, â€œsoâ€\x9d, &lt;b&gt; & &nbsp;", "The café and éclair, “so”, <b> & \xa0"),
        ("boilerplate", f"Home > News > Europe\n\n{PROSE}\n\nTags: EU, date", PROSE),
        ("boilerplate", f"{PROSE}\n\nCompartir\n\nDeja una respuesta\n", f"{PROSE}\n"),
        (
            "spacing",
            "in Poland.He went home;She stayed.Visitors left .",
            "in Poland. He went home; She stayed. Visitors left.",
        ),
        ("spacing", "Anna Bergwon gold. Berg smiled.", "Anna Berg won gold. Berg smiled."),
        ("articles", "a member of the UNESCO since 1946", "a member of UNESCO since 1946"),
        ("casing", "from kyiv to the black Sea on friday", "from Kyiv to the Black Sea on Friday"),
    ],
)
def test_damage_is_mended(pack: str, damaged: str, right: str) -> None:
    assert mended(pack, damaged) == right


def test_a_line_in_another_language() -> None:
    text = f"{PROSE}\n\nLa policía informó anoche que los detenidos serán trasladados mañana."
    assert found("language", text) == [text.split("\n\n")[1]]


def test_hard_reading_is_found_when_asked_for() -> None:
    long = "Representatives acknowledged interdependencies characterizing administrative negotiations " * 8
    assert found("readability", long)
    assert found("readability", "The cat sat on the mat. " * 30) == []


def test_a_text_that_mixes_evenly_is_not_judged() -> None:
    assert found("consistency", "colour, color") == []


def test_boilerplate_in_the_middle_is_less_sure() -> None:
    text = f"{PROSE}\n\nREAD ALSO: Ten things to know\n\n{PROSE} Again."
    assert cleanmt.fix(text).text == text
    assert "READ ALSO" not in mended("boilerplate", text)


def test_a_paragraph_that_comes_again_side_by_side_goes() -> None:
    text = f"Title\n\n{PROSE}\n\n{PROSE}\n\nOther words stand here.\n"
    assert mended("repetition", text) == f"Title\n\n{PROSE}\n\nOther words stand here.\n"


def test_a_paragraph_that_comes_again_further_down_is_shown() -> None:
    long = PROSE[:-1] + ", which will be held in the same hall again."
    text = f"Title\n\n{long}\n\nOther words stand here.\n\n{long}\n"
    assert mended("repetition", text) == text
    assert [f.rule for f in cleanmt.check(text)] == ["repetition/line"]


def test_a_place_of_ones_own_may_have_a_short_name(tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text("english\tvariants\tcertain\nOa\tUb|De Ub\tyes\n", "utf-8")
    (tmp_path / "mine.yaml").write_text(
        "pack: mine\nsummary: ours\nrules:\n  places:\n    check: names/places\n    data: places.tsv\n"
        "    message: m\n    category: terminology/wrong-term\n    severity: minor\n    reason: r\n    fix: safe\n",
        "utf-8",
    )
    rules = cleanmt.load_rules(tmp_path / "mine.yaml").selected(["mine"])
    assert cleanmt.fix("From Ub to Ub. De Ub, Ubud.", rules=rules).text == "From Oa to Oa. Oa, Ubud."
