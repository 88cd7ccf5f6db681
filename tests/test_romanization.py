"""Cyrillic names in ten languages, and back."""

from __future__ import annotations

import time

import pytest

from cleanmt.packs import shipped
from cleanmt.tables import Table, read
from cleanmt.text import romanization
from cleanmt.text.romanization import Scheme

LETTERS = Table("romanization", tuple(read(shipped.folder() / "data" / "romanization.tsv")))
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
        ("Лукашэнка", "be", "fr", "Loukachenka"),
        ("Желязков", "bg", "de", "Scheljaskow"),
        ("Вучић", "sr", "de", "Vučitsch"),
        ("Τσίπρας", "el", "de", "Zipras"),
        ("Βαρουφάκης", "el", "es", "Varufakis"),
        ("Μητσοτάκης", "el", "pl", "Micotakis"),
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
    assert scheme("ru", "pl").write("Лавров")[0] == "Ławrow"
    assert scheme("ru", "pl").write("Левин")[0] == "Lewin"
    assert scheme("ru", "pl").read("Jabłokow")[0] == "Яблоков"


def test_both_parts_of_a_double_name_have_capitals() -> None:
    assert "Kara-Mourza" in scheme("ru", "fr").write("Кара-Мурза")
    assert "Кара-Мурза" in scheme("ru", "fr").read("Kara-Mourza")


def test_a_soft_sign_is_lost_but_not_missed_in_english() -> None:
    assert "Елцин" in scheme("ru", "de").read("Jelzin")
    assert scheme("ru", "en").write("Елцин") == scheme("ru", "en").write("Ельцин") == ["Yeltsin"]


def test_what_no_letter_spells_is_not_read() -> None:
    assert scheme("ru", "en").read("Quixote") == []


def test_a_name_that_can_not_be_read_costs_no_more_than_another() -> None:
    start = time.process_time()
    assert scheme("be", "pl").read("Iaiaiaiaiaiaiaiaq") == []
    assert time.process_time() - start < 1


def test_a_strange_letter_is_written_as_it_is() -> None:
    assert scheme("ru", "en").write("Ли-2") == ["Li-2"]


@pytest.mark.parametrize("source", ["ru", "uk"])
@pytest.mark.parametrize("target", TARGETS)
def test_every_letter_has_a_spelling_in_every_language(source: str, target: str) -> None:
    letters = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя" if source == "uk" else "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    unwritten = [c for c in letters if any(c in s.lower() for s in scheme(source, target).write(f"а{c}а"))]
    assert unwritten == []


@pytest.mark.parametrize(
    "spellings",
    [
        # original, source: fr, es, de, it, pl
        "Аксаков ru: Aksakov Aksákov Aksakow Aksakov Aksakow",
        "Бажанов ru: Bajanov Bazhánov Baschanow Bažanov Bażanow",
        "Веденин ru: Vedenine Vedenin Wedenin Vedenin Wiedienin",
        "Жуков ru: Joukov Zhúkov Schukow Žukov Żukow",
        "Кузнецов ru: Kouznetsov Kuznetsov Kusnezow Kuznecov Kuzniecow",
        "Михайлов ru: Mikhaïlov Mijáilov Michailow Michajlov Michajłow",
        "Рыбаков ru: Rybakov Ribakov Rybakow Rybakov Rybakow",
        "Ушаков ru: Ouchakov Ushakov Uschakow Ušakov Uszakow",
        "Чуковский ru: Tchoukovski Chukovski Tschukowski Čukovskij Czukowski",
        "Яковлев ru: Iakovlev Yakovlev Jakowlew Jakovlev Jakowlew",
        "Бойчук uk: Boïtchouk Boichuk Bojtschuk Bojčuk Bojczuk",
        "Гнатюк uk: Hnatiouk Hnatiuk Hnatjuk Hnatjuk Hnatiuk",
        "Довженко uk: Dovjenko Dovzhenko Dowschenko Dovženko Dowżenko",
        "Коцюба uk: Kotsiouba Kotsiuba Kozjuba Kocjuba Kociuba",
        "Підгайний uk: Pidhaïny Pidhaini Pidhajnyj Pidhajnyj Pidhajny",
        "Скоропадський uk: Skoropadsky Skoropadski Skoropadskyj Skoropadskyj Skoropadski",
        "Хвильовий uk: Khvylovy Jvilovi Chwylowyj Khvyl’ovyj Chwylowy",
        "Цимбалюк uk: Tsymbaliouk Tsimbaliuk Zymbaljuk Cymbaljuk Cymbaluk",
        "Шухевич uk: Choukhevytch Shujevich Schuchewytsch Šuchevyč Szuchewycz",
        "Ющук uk: Iouchtchouk Yushchuk Juschtschuk Juščuk Juszczuk",
    ],
)
def test_the_press_of_five_countries(spellings: str) -> None:
    original, source, *each = spellings.replace(":", "").split()
    written = {t: scheme(source, t).write(original) for t in ("fr", "es", "de", "it", "pl")}
    found = [latin for (_, mine), latin in zip(written.items(), each, strict=True) if latin in mine]
    assert len(found) >= 4, (written, each)
