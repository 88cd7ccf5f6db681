"""The command line. Each command is a module, imported when it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click
from click.exceptions import Exit

from cleanmt import __version__
from cleanmt.errors import BugError, CleanmtError
from cleanmt.text.visible import visible

COMMANDS = {
    "check": "cleanmt.cli.check:check",
    "fix": "cleanmt.cli.fix:fix",
    "review": "cleanmt.cli.review.command:review",
    "apply": "cleanmt.cli.apply:apply",
    "undo": "cleanmt.cli.undo:undo",
    "accept": "cleanmt.cli.accept:accept",
    "eval": "cleanmt.cli.eval:evaluate",
    "names": "cleanmt.cli.names:names",
    "score": "cleanmt.cli.score:score",
    "corpus": "cleanmt.cli.corpus:corpus",
    "config": "cleanmt.cli.config:config",
    "init": "cleanmt.cli.init:init",
    "rules": "cleanmt.cli.rules:rules",
}
CLEAN, FOUND, ERROR, INTERRUPTED = 0, 1, 2, 130


class Stopped(KeyboardInterrupt):
    """The system or somebody else wants this process to end; it does so as for Ctrl-C."""

    def __init__(self, signal: int) -> None:
        super().__init__()
        self.code = 128 + signal


def code_of(interrupt: BaseException | None) -> int:
    """The exit code of a run that was interrupted so."""
    return interrupt.code if isinstance(interrupt, Stopped) else INTERRUPTED


@contextmanager
def _broken_pipes_are_errors() -> Iterator[None]:
    """The reader (head, less) has seen enough; click would exit with 1, which says that something was found."""
    try:
        yield
    except BrokenPipeError:
        raise Exit(ERROR) from None


class LazyGroup(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def make_context(self, *arguments: Any, **settings: Any) -> click.Context:
        with _broken_pipes_are_errors():  # of --help and --version
            return super().make_context(*arguments, **settings)

    def invoke(self, context: click.Context) -> object:
        """Whatever cleanmt raises on purpose is told here, for all commands."""
        if os.environ.get("NO_COLOR"):
            context.color = False
        try:
            with _broken_pipes_are_errors():
                return super().invoke(context)
        except BugError:
            raise
        except CleanmtError as error:
            from cleanmt.cli import crashes

            said = filter(None, (crashes.shown(error), error.hint))
            raise click.ClickException("\n".join(said)) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="cleanmt")
def cli() -> None:
    """Find and repair what machine translation leaves behind in English news.

    \b
    cleanmt check articles/            report what is wrong
    cleanmt fix --diff article.txt     show the safe repairs
    cleanmt fix article.txt            make them
    cleanmt review article.txt         decide about the others, one by one
    cleanmt init                       write a configuration to start from
    """


def main() -> None:
    """Run; no traceback reaches a user, and no process stays behind."""
    try:
        _main()
    finally:
        _end_children()


def _end_children() -> None:
    """Those that an interrupt left in the middle of their start would be waited for, as they wait for work."""
    if "multiprocessing" in sys.modules:
        from multiprocessing import active_children

        for child in active_children():
            child.kill()


def _main() -> None:
    _prepare_output()
    _heed_signals()
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(ERROR)
    except (click.Abort, KeyboardInterrupt) as interrupt:
        sys.exit(code_of(interrupt.__cause__ or interrupt))
    except BrokenPipeError:  # the reader (head, less) has seen enough
        _forget_output()
        sys.exit(ERROR)
    except OSError as error:  # of a path, or of standard output
        what = error.filename or "standard output"
        click.echo(f"Error: {visible(str(what))}: {error.strerror or error}", err=True)
        if not error.filename:  # else what was found so far is still to be written
            _forget_output()
        sys.exit(ERROR)
    except Exception as error:  # noqa: BLE001
        from cleanmt.cli import crashes

        click.echo(f"Error: {crashes.told(error)}", err=True)
        sys.exit(ERROR)
    sys.exit(code if isinstance(code, int) else CLEAN)


def _heed_signals() -> None:
    """TERM and HUP end a run as Ctrl-C does: nothing half done stays. What is ignored, as by nohup, stays ignored."""
    import signal

    def stop(number: int, _frame: object) -> None:
        _interrupts.append(Stopped(number))
        raise _interrupts[-1]

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:
            signal.signal(number, stop)


_interrupts: list[Stopped] = []


def heed_interrupts() -> None:
    """Raises an interrupt that was lost: where it falls into a finalizer, Python prints it and goes on."""
    if _interrupts:
        raise _interrupts[-1]


def _forget_output() -> None:
    """Keep Python from complaining when it closes what can't be written."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _prepare_output() -> None:
    """Pipes and files get UTF-8, whatever the system's habit; what a terminal can't show is shown by its number.

    Standard output that was closed is nowhere.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
