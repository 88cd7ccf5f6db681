"""What a user sees of errors: a line; of a bug also where its traceback lies, to be sent along with a report."""

from __future__ import annotations

import sys

from cleanmt import __version__
from cleanmt.errors import BugError, CleanmtError


def told(error: Exception) -> str:
    """The error in words; of a bug the traceback is written to a file."""
    if isinstance(error, BugError):
        return f"{error}\n{_logged(error.traceback)}"
    if isinstance(error, CleanmtError):
        return str(error)
    import traceback  # only for bugs

    return f"{type(error).__name__}: {error}\n{_logged(''.join(traceback.format_exception(error)))}"


def _logged(where: str) -> str:
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", prefix="cleanmt-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as log:
        log.write(f"cleanmt {__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n\n{where}")
    return f"This is a bug in cleanmt; {log.name} tells where."
