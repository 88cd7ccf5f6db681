"""What a person types: single keys at a terminal, lines from anything else, and words that are edited."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

_LONG = 200  # characters; what is longer, or has several lines, opens in an editor


def keys() -> Iterator[str]:
    """One key after the other, in lower case, and shown; without a terminal the first letter or number of each line.

    What is no single character (an arrow key, something that was pasted) is "". Ends where the input ends. Raises
    KeyboardInterrupt for Ctrl-C.
    """
    if sys.stdin.isatty():
        while typed := _typed():
            key = typed.lower() if len(typed) == 1 and typed.isprintable() else ""
            click.echo(key)
            yield key
        return
    for line in sys.stdin:
        word = line.strip().lower()
        click.echo(word)
        yield word if word.isdigit() else word[:1]


def _typed() -> str:
    """What was typed; "" when the terminal is gone, or for Ctrl-D."""
    try:
        return click.getchar()
    except (EOFError, OSError):
        return ""


def edited(words: str) -> str | None:
    """The words as a person leaves them; None if the editor was left without saving, or the input has ended.

    At a terminal they can be changed in place, or in $EDITOR when they are long. Raises KeyboardInterrupt for Ctrl-C,
    and click.ClickException when the editor fails or what comes is no text.
    """
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        changed = line.removesuffix("\n") if line else None
    elif len(words) > _LONG or "\n" in words or not _has_readline():
        changed = click.edit(words)
        changed = changed.removesuffix("\n") if changed and not words.endswith("\n") else changed
    else:
        changed = _edited_in_place(words)
    if changed and any("\ud800" <= c <= "\udfff" for c in changed):
        raise click.ClickException("that is not UTF-8")
    return changed


def _has_readline() -> bool:
    try:
        import readline  # noqa: F401
    except ImportError:  # Windows
        return False
    return True


def _edited_in_place(words: str) -> str | None:
    import readline

    readline.set_startup_hook(lambda: readline.insert_text(words))
    readline.set_auto_history(False)
    try:
        return input("> ")
    except EOFError:
        return None
    finally:
        readline.set_startup_hook()
