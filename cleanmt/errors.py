"""Every error that cleanmt raises on purpose, in one hierarchy; the message names the place and the way out.

* CleanmtError
  * InputError: something given can't be used; it is the user's to mend
    - FileError: a file can't be read, is no text, or can't be written
    - GitError: git can't say what was asked
    - MissingLibraryError: a library is asked for that only an extra installs
    - GoldError: annotations can't be used
    - ProposalsError: proposed edits can't be made
    - OwnNamesError: the file of one's own names can't be used
    - PluginError: a check kind of another package can't be used
    - UnknownRuleError: selectors name no rule and no pack
    - InvalidPackError: packs of rules can't be read
    - InvalidConfigError: configuration files can't be read
    - RowError: a row of a corpus can't be used
  * RuleError: a rule does not do on this text; the message names both
    - SlowRuleError: its pattern takes too long
    - UnsettledError: fixes undo each other
    - BugError: cleanmt fails on it

Whatever else is raised is a bug in cleanmt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


class CleanmtError(Exception):
    """The base of them all."""

    hint = ""  # what the command line adds


class InputError(CleanmtError):
    """Something given to cleanmt can't be used."""


class FileError(InputError):
    """A file can't be read, is no text, or can't be written; the message names it and the way out."""


class GitError(InputError):
    """git isn't there, or can't say what was asked."""


class MissingLibraryError(InputError):
    """A library is needed that is not installed; the message says how to install it."""


class GoldError(InputError):
    """Annotations can't be used; the message names the file and the line."""


class ProposalsError(InputError):
    """Proposed edits can't be made; the message names the file and the number of each line."""


class OwnNamesError(InputError):
    """The file of one's own names can't be used; the message names the line."""


class PluginError(InputError):
    """A check kind of another package can't be used; the message names its entry point."""


class UnknownRuleError(InputError):
    """Selectors name no rule and no pack; `unknown` has each of them with the sentence that says so."""

    hint = "`cleanmt rules list` shows all."

    def __init__(self, unknown: Mapping[str, str]) -> None:
        super().__init__(unknown)
        self.unknown = unknown

    def __str__(self) -> str:
        return "\n".join(self.unknown.values())


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place of a pack or a configuration file; line and column count from 1, 0: not known."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = "".join(f":{number}" for number in (self.line, self.column) if number)
        return f"{self.path}{place}: {self.message}"


class _ProblemsError(InputError):
    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class InvalidPackError(_ProblemsError):
    """One or more packs can't be read; `problems` has all that is wrong with them."""

    hint = "Nothing was checked: mend the rules first."


class InvalidConfigError(_ProblemsError):
    """One or more configuration files can't be read; `problems` has all that is wrong with them."""


class RowError(InputError):
    """A row of a corpus can't be used; the message says why, whoever catches it where the row stands."""


class RuleError(CleanmtError):
    """A rule, or several together, can't do their work on a text; `name` is the text's, where it is known."""

    name = ""

    @property
    def message(self) -> str:
        """What is wrong, whatever the text is called."""
        return str(self.args[0])

    def __str__(self) -> str:
        return f"{self.name}: {self.message}" if self.name else self.message


class SlowRuleError(RuleError):
    """A rule's pattern took too long; the message names the rule and where it stands."""


class UnsettledError(RuleError):
    """The fixes of `rules` undo each other; nothing was changed."""

    def __init__(self, rules: Iterable[str]) -> None:
        self.rules = tuple(sorted(set(rules)))
        super().__init__(self.rules)

    @property
    def message(self) -> str:
        return (
            f"the fixes of {', '.join(self.rules)} undo each other: the text is left as it was; "
            "switch one of them off with --ignore, and please report it"
        )


class BugError(RuleError):
    """cleanmt failed on a text, and should not have; `traceback` tells where, for those who can mend it."""

    def __init__(self, message: str, traceback: str) -> None:
        super().__init__(message, traceback)
        self.traceback = traceback


@contextmanager
def about(name: str) -> Iterator[None]:
    """Lets errors of rules name the text that they are about; `-` has no name."""
    try:
        yield
    except RuleError as error:
        error.name = error.name or ("" if name == "-" else name)
        raise


@contextmanager
def told_as_bugs() -> Iterator[None]:
    """Lets what is raised by mistake be an error of the text that it is about: the others can still be done."""
    try:
        yield
    except CleanmtError:
        raise
    except Exception as error:
        import traceback  # only for the error

        message = f"{type(error).__name__}: {error}"
        raise BugError(message, "".join(traceback.format_exception(error))) from error


def nearest(word: str, known: Iterable[str]) -> str:
    """What an error message adds where a word may have been meant otherwise."""
    from difflib import get_close_matches  # only for the error

    near = get_close_matches(word, [*known], n=1)
    return f"; did you mean '{near[0]}'?" if near else ""
