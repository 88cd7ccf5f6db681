"""Rewrites the column `variants` of rules/data/given_names.tsv from its other columns and the romanization tables.

Run by `make data`; the result is committed, so that nobody has to compute it at start-up.
"""

from __future__ import annotations

from pathlib import Path

from cleanmt import romanization
from cleanmt.packs import read_tsv
from cleanmt.romanization import Scheme
from cleanmt.types import Table

DATA = Path(__file__).parent.parent / "rules" / "data"
TARGETS = ("fr", "es", "it", "de", "pt", "nl", "pl", "sv", "tr")
SHORTEST = 4
MOST = 8  # spellings in one language

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
    accents = sum(character in "áéíóú" for character in spelling.lower())
    return (
        len(spelling) >= SHORTEST
        and accents < 2
        and spelling != known
        and spelling not in NATIVE
        and not english.read(spelling)
    )


def main() -> None:
    letters = Table("romanization", tuple(read_tsv(DATA / "romanization.tsv")))
    file = DATA / "given_names.tsv"
    rows = read_tsv(file)
    lines = ["\t".join((row["original"], row["source"], row["english"], variants(row, letters))) for row in rows]
    file.write_text(HEADER + "".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
