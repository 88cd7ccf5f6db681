from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests import golden

FILES = dict(golden.all_files())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_an_editor_sees_of_the_seeds(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        assert FILES[path] == file.read(), "if the change is meant: make golden, and read the diff"


def test_no_golden_file_is_left_over() -> None:
    assert set(golden.GOLDEN.iterdir()) == set(FILES)


SEED_HASHES = {
    "000_84a68d0e34830699.txt": "25fa6429c23714c6335da0a620f29c3e",
    "001_426507a908c58273.txt": "df4a08ef614ba4f049b52817ffda42ec",
    "002_53d46a0aff0c9daf.txt": "13f70c42e22b4b42a6e18681e2d654d7",
    "003_83cf41c30cd8f517.txt": "0542d614dfc0954b7c3caf1b1a5bbcc9",
    "004_2fc673129e86851a.txt": "e32f3de44858fa8ca4db88a5bb65dbec",
}


@pytest.mark.parametrize("name", SEED_HASHES)
def test_the_seeds_are_as_they_were_found(name: str) -> None:
    data = (golden.ROOT / "seeds" / name).read_bytes()
    assert hashlib.blake2b(data, digest_size=16).hexdigest() == SEED_HASHES[name]


def test_there_are_no_other_seeds() -> None:
    assert {path.name for path in golden.SEEDS} == set(SEED_HASHES)
