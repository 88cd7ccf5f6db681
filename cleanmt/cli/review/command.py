from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from cleanmt.cli import CLEAN, ERROR, code_of
from cleanmt.cli.options import baseline_options, format_option, paths_argument, text_options
from cleanmt.cli.review import keyboard, questions
from cleanmt.cli.review.refusals import Refusals
from cleanmt.cli.texts import STDIN, Texts, at_level, tell_of
from cleanmt.decisions import answers
from cleanmt.decisions import review as walks
from cleanmt.decisions.review import Outcome, Question, Requests, Walk
from cleanmt.decisions.sieve import Sieve
from cleanmt.edits import closed_up, composed
from cleanmt.engine import facts, fixer
from cleanmt.engine.fixer import Suppressed
from cleanmt.errors import FileError, RuleError
from cleanmt.files import writing
from cleanmt.files.reading import Source
from cleanmt.files.undo import Journal
from cleanmt.findings import Applicability, Edit, Finding
from cleanmt.reports import excerpt
from cleanmt.text.document import Document
from cleanmt.text.formats import Format
from cleanmt.text.words import plural
from cleanmt.workspace.workspace import Workspace

_WHY = "Why is that right? (a few words, or none)"
_INDENT = 5  # columns before what a key does
_KEYS = {
    "y": "make this change",
    "1": "make the change with this number",
    "n": "leave it as it is; it is not asked again as long as its sentence stays",
    "k": "keep it and say why: it is accepted, so that `cleanmt check` is quiet about it too",
    "a": "make this change and all later ones of this rule that are as sure, in all texts",
    "d": "leave this and all later findings of this rule, in all texts",
    "e": "write something else; Ctrl-C gives it up",
    "s": "skip the rest of this text: write what was decided, ask the rest another time",
    "u": "take the last answer back",
    "q": "quit: leave this text as it is, and keep the answers for the next time",
    "?": "show this",
}


class _Quit(Exception):  # noqa: N818
    """The person has had enough."""


@click.command()
@paths_argument
@text_options
@click.option("--all", "ask_all", is_flag=True, help="Ask about the safe fixes too, which `cleanmt fix` would make.")
@baseline_options
@click.option("--again", is_flag=True, help="Forget what was answered about these texts before.")
@format_option
def review(
    paths: tuple[Path, ...],
    workspace: Workspace,
    ask_all: bool,
    baseline: Path | None,
    no_baseline: bool,
    again: bool,
    given: Format | None,
) -> int:
    """Go through texts finding by finding and decide about each: y, n, or e to write something else; ? shows all keys.

    What `cleanmt fix` does by itself, the safe fixes, is neither asked about nor made, unless --all is given; nor is
    what was accepted, unless --no-baseline is.
    A text is written when all its questions are answered, whole or not at all; before that nothing is. When a change
    uncovers something else, that is asked as well.

    Answers are kept in a small file a text, in the folder for the state of programs (Linux: ~/.local/state/cleanmt),
    so that a sentence that was to stay is not asked about again, and a review that was broken off goes on where it was.

    At a terminal one key is enough; otherwise each line of the standard input is an answer (and the line after an e
    the new words).

    \b
    Exit code: 0; 2 error; 130 interrupted.

    \b
    cleanmt review article.txt
    cleanmt review --select quotes,false-friends articles/
    """
    if STDIN in paths:
        raise click.UsageError("review asks about files; standard input is for the answers")
    texts = Texts(paths, workspace, given=given, bar=False)
    texts.sweep()
    refusals = None if no_baseline else Refusals(workspace, baseline)
    sieve = Sieve(None if no_baseline else workspace.baseline(baseline))
    run = _Run(workspace, sieve, ask_all, keyboard.keys(), refusals)
    code = CLEAN
    try:
        with run.sieve.saved(run.journal.keep):
            for source in texts:
                if again:
                    answers.forget(source.path)
                try:
                    texts.ensure_inside(source.path)
                    run.review(source)
                except (FileError, RuleError) as error:
                    texts.say(error)
        run.offer()
    except _Quit:
        run.keep_unfinished()
    except KeyboardInterrupt as interrupt:
        click.echo()
        run.keep_unfinished()
        code = code_of(interrupt)
    run.print_summary(texts.seen)
    if refusals:
        refusals.accept(run.journal.keep)
    tell_of(run.journal)
    return ERROR if texts.errors and not code else code


@dataclass(frozen=True, slots=True)
class _Look:
    """What made the text of a look of the original, and what is accepted there."""

    edits: Sequence[Edit]
    suppressed: Suppressed


@dataclass(slots=True)
class _Run:
    """One run through all texts: what it works with, and what has come of it so far."""

    workspace: Workspace
    sieve: Sieve
    ask_all: bool
    keys: Iterator[str]
    refusals: Refusals | None  # None: nothing can be accepted
    journal: Journal = field(default_factory=lambda: Journal("review"))
    requests: Requests = field(default_factory=Requests)
    explained: set[str] = field(default_factory=set)  # rules whose reason was shown
    can_remember: bool = True
    unfinished: Source | None = None
    walk: Walk | None = None  # through the text at hand
    reasons: dict[str, str] = field(default_factory=dict)  # why its findings are right, by the keys of questions
    changes: int = 0
    written: int = 0
    refused: int = 0
    skipped: int = 0
    safe: int = 0  # fixes that are left to `cleanmt fix`
    safe_here: int = 0  # those in the text at hand
    accepted: Sequence[Finding] = ()  # in the text at hand
    looks: dict[int, _Look] = field(default_factory=dict)  # at the text at hand, by number

    def review(self, source: Source) -> None:
        """Raises SlowRuleError, FileError (it can't be written), _Quit and KeyboardInterrupt (they have enough)."""
        document = Document(source.text)
        findings = self.workspace.check(source.text, name=str(source.path), format=source.format)
        self.accepted = self.sieve.accepting(source.path)(source.text, findings)
        walk = walks.begin(document, self._findings(findings, 1, ()), answers.load(source.path), self.requests)
        if walk.questions:
            writing.ensure_writable(source)
            self.unfinished, self.reasons = source, {}
            walk = self._through(source, walk)
            self.requests = walk.requests
            self.unfinished = None
            self._write(source, walk)
        self.safe += self.safe_here

    def _findings(self, findings: Sequence[Finding], look: int, edits: Sequence[Edit]) -> list[Finding]:
        """Those of the findings at a look that a person is asked about; `edits` made the text of the original."""
        suppressed, left = fixer.set_apart(self.accepted, edits, findings)
        self.looks[look] = _Look(edits, suppressed)
        if self.ask_all:
            return [*left]
        self.safe_here = at_level(left, Applicability.SAFE)
        return walks.unsure(left)

    def _through(self, source: Source, walk: Walk) -> Walk:
        """The walk when all is answered, what the changes uncovered included."""
        self._introduce(source, walk)
        while True:
            while question := walk.question:
                walk = self._answered(source, walk, question)
            is_skipped = bool(walk.count(Outcome.LEFT))
            if not walk.edits or walk.look == walks.LOOKS:
                return walk
            document = Document(walk.mended)
            step = closed_up(walk.document.text, walk.edits)
            edits = composed(len(source.text), self.looks[walk.look].edits, step)
            again = self.workspace.check(document.text, name=str(source.path), format=source.format)
            walk = walk.next_look(self._findings(again, walk.look + 1, edits), document)
            self.reasons |= {new: self.reasons[old] for new, old in walk.renamed.items() if old in self.reasons}
            if is_skipped:
                return walk

    def _introduce(self, source: Source, walk: Walk) -> None:
        _tell_made_by_rule(source, walk, 0)
        if walk.question is None:
            return
        before = sum(question.key in walk.memory for question in walk.questions)
        click.echo(
            f"\n{source.path}: {walk.progress[1]:,} to decide{f', {before:,} answered before' if before else ''}"
        )
        if not self.explained:
            click.echo("y makes the change, n leaves the text as it is, ? explains all keys.")

    def _answered(self, source: Source, walk: Walk, question: Question) -> Walk:
        """The walk after one more answer, which is kept at once."""
        self._show(source, walk, question)
        self.walk = walk
        possible = _possible(walk, question, may_accept=self.refusals is not None)
        after = None
        while after is None:
            click.secho(f"Change it? [{','.join(possible)}] ", bold=True, nl=False)
            key = next(self.keys, None)
            if key is None:
                click.echo()
            if key in {None, "q"}:
                raise _Quit
            if key == "?":
                _explain(possible)
            elif key == "k" and key in possible:
                after = self._kept(walk, question)
            elif key in possible:
                self.reasons.pop(question.key, None)
                after = _after(walk, question, key)
            else:
                click.echo(f"It takes one of {', '.join(possible[:-1])}; ? explains them.")
        _tell_made_by_rule(source, after, len(walk.answers) + 1)
        self._remember(source, after.remembered)
        return after

    def _kept(self, walk: Walk, question: Question) -> Walk | None:
        """The walk with the place left as it is for a reason; None where that was given up."""
        reason = _asked(_WHY)
        if reason is None:
            return None
        self.reasons[question.key] = reason
        return walk.refuse()

    def offer(self) -> None:
        """At the end: what was left as it is may be accepted."""
        if not self.refusals or not self.refusals.waiting or not self.explained:
            return
        waiting = len(self.refusals.waiting)
        them = "it" if waiting == 1 else f"all {waiting:,}"
        click.echo(f"\nWhat you left as it is: accept {them}, so that `check` is quiet there too? ", nl=False)
        click.secho("[y,n] ", bold=True, nl=False)
        if (key := next(self.keys, None)) is None:
            click.echo()
        elif key == "y" and (reason := _asked(_WHY)) is not None:
            self.refusals.give(reason)

    def keep_unfinished(self) -> None:
        """What was to be accepted in a text that was not finished; later looks are at a text that is not written."""
        if self.unfinished and self.walk and self.walk.look == 1 and self.refusals:
            kept = [question for question in self.walk.refused if question.key in self.reasons]
            self.refusals.add(self.unfinished.path, self.walk.document, kept, self.reasons)
        elif self.unfinished and self.walk:
            self._ask_again(self.unfinished, self.walk)

    def _ask_again(self, source: Source, walk: Walk) -> None:
        """What was to be accepted and could not be is a question again the next time."""
        if self.reasons:
            self._remember(source, {key: kept for key, kept in walk.remembered.items() if key not in self.reasons})

    def _show(self, source: Source, walk: Walk, question: Question) -> None:
        """The question, with the reason of its rule when that is asked about for the first time."""
        rule = question.finding.rule
        known = self.workspace.rules(source.path).by_name.get(rule)
        reason = known.reason if known and rule not in self.explained else ""
        self.explained.add(rule)
        click.echo()
        for line in questions.lines(str(source.path), walk, question, reason, excerpt.width()):
            click.echo(line)

    def _write(self, source: Source, walk: Walk) -> None:
        changes = walk.made + walk.count(Outcome.TAKEN)
        refused = walk.count(Outcome.REFUSED)
        skipped = len(walk.questions) - len(walk.answers) + walk.count(Outcome.LEFT)
        keep, suppressed = self.journal.keep, self.looks[walk.look].suppressed
        try:
            with self.sieve.carrying(source.path, source.text, walk.document.text, suppressed, keep):
                is_written = writing.write(source, walk.mended, keep)
        except FileError as error:
            self._ask_again(source, walk)
            raise FileError(f"{error}; the answers about it are kept for the next time") from None
        if is_written:
            self.written += 1
            self.changes += changes
            left = f", {_left(refused)}" if refused else ""
            click.echo(f"{source.path}: {plural(changes, 'change')} written{left}")
        self._remember(source, {key: None for key, edits in walk.remembered.items() if edits is None})
        self.refused += refused
        self.skipped += skipped
        if self.refusals:
            self.refusals.add(source.path, *walk.settled(), self.reasons)

    def _remember(self, source: Source, memory: walks.Memory) -> None:
        try:
            answers.save(source.path, memory)
        except OSError as error:
            if self.can_remember:
                click.echo(f"Warning: answers can't be kept in {answers.folder()}: {error.strerror}", err=True)
            self.can_remember = False

    def print_summary(self, seen: int) -> None:
        if self.written:
            parts = [f"{plural(self.changes, 'change')} in {plural(self.written, 'text')}"]
        else:
            parts = ["No change" if self.explained else f"Nothing to decide in {plural(seen, 'text')}"]
        again = "" if self.explained else " (--again asks anew)"
        parts += [f"{_left(self.refused)}{again}"] if self.refused else []
        parts += [f"{self.skipped:,} skipped"] if self.skipped else []
        parts += [f"{plural(self.safe, 'safe fix', 'safe fixes')} for `cleanmt fix` to make"] if self.safe else []
        click.echo("; ".join(parts) + ".")
        if self.unfinished:
            kept = "; its answers are kept for the next time" if self.can_remember else ""
            click.echo(f"{self.unfinished.path} is not finished and not changed{kept}.")


def _left(refused: int) -> str:
    return f"{refused:,} left as {'it is' if refused == 1 else 'they are'}"


def _asked(question: str, words: str = "") -> str | None:
    """What a person says, who begins with these words; None where they gave it up."""
    click.echo(question)
    try:
        return keyboard.edited(words)
    except KeyboardInterrupt:
        click.echo()
        return None
    except click.ClickException as error:
        error.show()
        return None


def _possible(walk: Walk, question: Question, *, may_accept: bool) -> list[str]:
    """The keys that answer this question."""
    numbers = [str(number) for number in range(1, min(len(question.options), 9) + 1)]
    first = ["y", *numbers[1:]] if question.plain else numbers
    others = f"n{'k' * may_accept}{'a' * question.is_sure}des{'u' if walk.before else ''}q?"
    return [*first, *others]


def _after(walk: Walk, question: Question, key: str) -> Walk | None:
    """The walk after this answer; None if the question has to be asked again."""
    if key == "e":
        return _rewritten(walk, question)
    if key == "y" or key.isdigit():
        return walk.take(question.options[int(key) - 1 if key.isdigit() else 0].edits)
    return {"n": walk.refuse, "a": walk.take_rule, "d": walk.refuse_rule, "s": walk.leave_rest, "u": walk.back}[key]()


def _rewritten(walk: Walk, question: Question) -> Walk | None:
    """The walk with words of the person's own; None where they are those that stand there, or the edit was given up."""
    place = walks.editable(walk, question)
    instead = f"Instead of {questions.quoted(walk.document.text[place.start : place.end])}:"
    words = _asked(instead, walks.offered(walk, question))
    edits = walks.rewritten(walk, question, words) if words is not None else ()
    if not edits:
        click.echo("Nothing is changed.")
        return None
    fact = facts.broken_by(walk.document, edits)
    click.echo(f"{questions.words(walk.document, edits)}{f' (it changes {fact})' if fact else ''}")
    return walk.take(edits)


def _explain(possible: Sequence[str]) -> None:
    for key in possible:
        said = excerpt.plain(_KEYS.get(key, "make the change with this number"), excerpt.width() - _INDENT)
        for number, line in enumerate(said):
            click.echo(f"{f'  {key}  ' if number == 0 else ' ' * _INDENT}{line}")


def _tell_made_by_rule(source: Source, walk: Walk, since: int) -> None:
    """What was taken without being asked, because all of its rule is."""
    for question, answer in [*zip(walk.questions, walk.answers, strict=False)][since:]:
        if answer.outcome is Outcome.TAKEN and question.key not in walk.memory:
            line, column = walk.document.position(question.finding.span.start)
            click.echo(f"  {source.path}:{line}:{column}: {questions.words(walk.document, answer.edits)}")
