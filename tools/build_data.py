"""Rewrites the columns of rules/data/ that follow from others: foreign spellings, from the romanization tables.

Run by `make data`; the result is committed, so that nobody has to compute it at start-up.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from cleanmt import romanization, vocabulary
from cleanmt.packs import read_tsv
from cleanmt.romanization import Scheme
from cleanmt.types import Table

DATA = Path(__file__).parent.parent / "rules" / "data"
TARGETS = ("fr", "es", "it", "de", "pt", "nl", "pl", "sv", "tr")
SOURCES = frozenset({"ru", "uk", "be", "bg"})
SHORTEST = 4
MOST = 12  # spellings in one language

# Spellings that Germans, Poles, Czechs, Italians or Danes bear by right, or that are English words or names.
NATIVE = frozenset(
    """
    Artjom Vladimír Ladislav Dmitrij Aleksej Nikolai Bogdan
    Aleksander Aleksandr Aleksej Alexander Alexandr Alexandre Alexei Anatoli Andrei Andrej Andri Andrii Anna
    Anton Arkadi Artem Boris Daniel Daniil Danil Denis Dmitri Dmitry Eduard Edward Elena Eugen Eugène Evgeni
    Fedor Genadi Georgi Georgij Gregori Gregory Hanna Igor Ilia Ilja Irina Ivan Iwan Jaroslav Jarosław Julia
    Juri Jurij Katarina Katerina Kirill Konstantin Ksenia Lea Leo Leonid Lev Lew Ludmila Ludmiła Maksim Maxim
    Mihail Miroslav Mirosław Muslim Mykola Natalia Nikita Nikolai Nikolaj Oksana Oleg Olena Ostap Pavlo Petar
    Petro Ramzan Roman Rostislav Ruslan Sergei Sergej Sergey Stanislav Stanisław Stepan Svatopluk Svetlana
    Swetlana Taras Tarás Tatiana Tatjana Timur Todor Vadim Valentin Valentine Valeri Vasil Viktor Vitali
    Vladimir Vladislav Wadim Walentin Wiktor Wladimir Władysław Xenia Yaroslav Yulia Yuri Zurab
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
        and accents_of(spelling) < 2
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
        row["given_variants"] = "|".join(
            s for s in given if s != row["given"] and (s in cells(row["given_more"]) or not english.read(s))
        )
        usable = [s for s in families[row["original"]] if s not in right]
        alone = [s for s in usable if len(rights[s]) == 1 and not vocabulary.frequency(s)]
        row["family_variants"] = "|".join(alone)
        row["family_shared"] = "|".join(s for s in usable if s not in alone)
    columns = list(rows[0])
    lines = ["\t".join(columns), *sorted("\t".join(row[c] for c in columns) for row in rows)]
    return "".join(f"{line}\n" for line in lines)


def foreign(row: dict[str, str], original: str, more: str, letters: Table) -> list[str]:
    """Every foreign spelling of one part of a name: those that the tables make, and those that were added by hand."""
    found = set(cells(row[more]))
    if row["lang"] in SOURCES:
        for target in (*TARGETS, "cs"):
            spellings = romanization.scheme(letters, row["lang"], target).write(original)
            found.update([s for s in spellings if accents_of(s) < 2][:MOST])
    return sorted(s for s in found if len(s) >= SHORTEST)


def _english(row: dict[str, str], letters: Table) -> Scheme:
    return romanization.scheme(letters, row["lang"] if row["lang"] in SOURCES else "ru", "en")


def cells(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def accents_of(spelling: str) -> int:
    return sum(character in "áéíóú" for character in spelling.lower())


def made() -> dict[str, str]:
    """The generated tables: file name -> text."""
    letters = Table("romanization", tuple(read_tsv(DATA / "romanization.tsv")))
    places = frozenset(row["english"] for row in read_tsv(DATA / "places.tsv"))
    return {
        "given_names.tsv": given_names(read_tsv(DATA / "given_names.tsv"), letters),
        "people.tsv": people(read_tsv(DATA / "people.tsv"), letters, places),
    }


def main() -> None:
    for name, text in made().items():
        (DATA / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
