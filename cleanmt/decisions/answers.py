"""What a person answered when texts were reviewed: one small file a text in the user's state folder.

The sentences themselves are not kept, only their hashes and the words that were put in. To lose a file costs no more
than being asked again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from cleanmt.files import temporary
from cleanmt.findings import Edit

Answers = Mapping[str, tuple[Edit, ...] | None]


def folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("cleanmt", appauthor=False) / "review"


def load(text: Path) -> Answers:
    """The answers given about this text; none where nothing (or nothing readable) is kept."""
    try:
        kept = json.loads(_file(text).read_text("utf-8"))["answers"]
        return {key: None if edits is None else tuple(Edit(*edit) for edit in edits) for key, edits in kept.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def save(text: Path, answers: Answers) -> None:
    """Raises OSError when the folder can't be written."""
    file = _file(text)
    file.parent.mkdir(parents=True, exist_ok=True)
    edits = {
        key: None if taken is None else [[e.start, e.end, e.text] for e in taken] for key, taken in answers.items()
    }
    with temporary.beside(file) as temp:
        temporary.write(temp, json.dumps({"path": str(text.resolve()), "answers": edits}).encode())
        temp.replace(file)


def forget(text: Path) -> None:
    with suppress(OSError):
        _file(text).unlink()


def _file(text: Path) -> Path:
    return folder() / f"{sha256(os.fsencode(text.resolve())).hexdigest()[:16]}.json"
