"""What a user sees of errors: a line; of a bug also where its traceback lies, to be sent along with a report."""

from __future__ import annotations

import sys

from cleanmt import __version__
from cleanmt.errors import BugError, CleanmtError, FileError
from cleanmt.text.visible import visible, visible_lines


def told(error: Exception) -> str:
    """The error in words; of a bug the traceback is written to a file."""
    if isinstance(error, BugError):
        return f"{visible(str(error))}\n{_logged(error.traceback)}"
    if isinstance(error, CleanmtError):
        return shown(error)
    import traceback  # only for bugs

    return f"{type(error).__name__}: {visible(str(error))}\n{_logged(''.join(traceback.format_exception(error)))}"


def shown(error: CleanmtError) -> str:
    """The words of an error; of a file it is one line, whatever its name holds."""
    return visible(str(error)) if isinstance(error, FileError) else visible_lines(str(error))


def _logged(where: str) -> str:
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", prefix="cleanmt-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as log:
        log.write(f"cleanmt {__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n\n{where}")
    return f"This is a bug in cleanmt; {log.name} tells where."
