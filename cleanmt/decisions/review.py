"""A review as a state machine: what a person is asked about a text, and what the answers make of it.

Nothing is read, shown or written here. A walk never changes: each answer gives a new one, which is why any can be taken
back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from hashlib import sha256

from cleanmt.edits import applied, closed_up, moved, moving, shifted
from cleanmt.engine import facts, fixer
from cleanmt.findings import Applicability, Edit, Finding, Span
from cleanmt.text.document import Document

_LONGEST_WORD = 60  # characters; not all languages have spaces
LOOKS = fixer.PASSES  # how often a text is looked at again after changes
# What was answered before, by the key of the question: the edits that were taken, from the start of the finding on;
# None where the place was to stay as it is.
Memory = Mapping[str, tuple[Edit, ...] | None]


class Outcome(Enum):
    TAKEN = "taken"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"  # a change that was taken touches its place: the next look shows what became of it
    LEFT = "left"  # the rest of the text was skipped


@dataclass(frozen=True, slots=True)
class Option:
    """One way to mend a finding, and the fact (a number, a date, ...) that it would change, if any."""

    edits: tuple[Edit, ...]
    breaks: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A finding, the ways to mend it, and a key that stays the same as long as its sentence does."""

    finding: Finding
    options: tuple[Option, ...]
    key: str

    @property
    def level(self) -> Applicability:
        return self.finding.level

    @property
    def is_sure(self) -> bool:
        """Whether a plain yes is possible and changes no fact, so that it may be given for a whole rule."""
        return self.plain is not None and not self.plain.breaks

    @property
    def plain(self) -> Option | None:
        """What a plain yes means: the fix, or the only suggestion; None where a person has to choose or to write."""
        return self.options[0] if self.options and (self.finding.fix or len(self.options) == 1) else None


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: Outcome
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Requests:
    """Answers for all that is still to come: rules to take, from a level on, and rules to refuse."""

    take: frozenset[tuple[str, Applicability]] = frozenset()
    refuse: frozenset[str] = frozenset()

    def answer(self, question: Question) -> Answer | None:
        rule = question.finding.rule
        if rule in self.refuse:
            return Answer(Outcome.REFUSED)
        if question.is_sure and any(rule == name and question.level >= level for name, level in self.take):
            return Answer(Outcome.TAKEN, question.options[0].edits)
        return None


@dataclass(frozen=True, slots=True)
class Walk:
    """One look at a text: the questions in reading order, and as many answers as there are so far."""

    document: Document
    questions: tuple[Question, ...]
    memory: Memory = field(default_factory=dict)
    requests: Requests = field(default_factory=Requests)
    answers: tuple[Answer, ...] = ()
    before: Walk | None = None  # the walk before the last answer that a person gave
    look: int = 1
    made: int = 0  # changes taken in earlier looks
    spent: Memory = field(default_factory=dict)  # what was taken in them, to be remembered and not to be made again
    renamed: Mapping[str, str] = field(default_factory=dict)  # keys of what was refused in the look before, by new ones

    @property
    def question(self) -> Question | None:
        """What is asked next; None when all is answered."""
        return self.questions[len(self.answers)] if len(self.answers) < len(self.questions) else None

    @property
    def progress(self) -> tuple[int, int]:
        """The number of this question, and of how many; without those that were answered before."""
        fresh = [question.key not in self.memory for question in self.questions]
        return sum(fresh[: len(self.answers)]) + 1, sum(fresh)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All that was taken, in reading order."""
        return tuple(sorted(edit for answer in self.answers for edit in answer.edits))

    @property
    def mended(self) -> str:
        return applied(self.document.text, closed_up(self.document.text, self.edits))

    @property
    def remembered(self) -> Memory:
        """The memory with the answers of this walk."""
        return {**self.memory, **{q.key: None for q in self.refused}, **self._taken()}

    @property
    def refused(self) -> tuple[Question, ...]:
        """The questions after which the text stays as it is."""
        return tuple(q for q, answer in self._answered() if answer.outcome is Outcome.REFUSED)

    def count(self, outcome: Outcome) -> int:
        return sum(answer.outcome is outcome for answer in self.answers)

    def settled(self) -> tuple[Document, tuple[Question, ...]]:
        """The text with all that was taken made, and what was refused at its place there."""
        if not self.edits:
            return self.document, self.refused
        move = moving(closed_up(self.document.text, self.edits))
        there = (replace(q, finding=replace(q.finding, span=move(q.finding.span))) for q in self.refused)
        return Document(self.mended), tuple(there)

    def take(self, edits: tuple[Edit, ...]) -> Walk:
        return self._answer(Answer(Outcome.TAKEN, edits))

    def refuse(self) -> Walk:
        return self._answer(Answer(Outcome.REFUSED))

    def take_rule(self) -> Walk:
        """Take this fix and all later ones of its rule whose level is as high and which change no fact.

        Raises ValueError where the question is not sure.
        """
        question = self._current()
        if not question.is_sure:
            raise ValueError("there is no one fix to take")
        order = (question.finding.rule, question.level)
        return _settled(replace(self, requests=replace(self.requests, take=self.requests.take | {order}), before=self))

    def refuse_rule(self) -> Walk:
        refuse = self.requests.refuse | {self._current().finding.rule}
        return _settled(replace(self, requests=replace(self.requests, refuse=refuse), before=self))

    def leave_rest(self) -> Walk:
        """Ask no more about this text."""
        rest = (Answer(Outcome.LEFT),) * (len(self.questions) - len(self.answers))
        return replace(self, answers=(*self.answers, *rest), before=self)

    def back(self) -> Walk:
        """The walk before the last answer that a person gave, in this look or an earlier one."""
        return self.before or self

    def next_look(self, findings: Iterable[Finding], document: Document) -> Walk:
        """A walk over the mended text: what was refused stays refused wherever the changes have moved it."""
        step = closed_up(self.document.text, self.edits)
        refused = {(q.finding.rule, moved(q.finding.span, step)): q.key for q in self.refused}
        found, spent = questions(document, findings), self._taken()
        known = {key: edits for key, edits in self.remembered.items() if key not in spent}
        stays = {q.key: refused[place] for q in found if (place := (q.finding.rule, q.finding.span)) in refused}
        walk = Walk(
            document,
            found,
            {**known, **dict.fromkeys(stays)},
            self.requests,
            before=self.before,
            look=self.look + 1,
            made=self.made + self.count(Outcome.TAKEN),
            spent=spent,
            renamed=stays,
        )
        return _settled(walk)

    def _taken(self) -> Memory:
        """What was taken in this look and the earlier ones."""
        taken = {
            question.key: shifted(answer.edits, -question.finding.span.start)
            for question, answer in self._answered()
            if answer.outcome is Outcome.TAKEN
        }
        return {**taken, **self.spent}

    def _answered(self) -> Iterator[tuple[Question, Answer]]:
        return zip(self.questions, self.answers, strict=False)

    def _current(self) -> Question:
        if self.question is None:
            raise ValueError("all is answered")
        return self.question

    def _answer(self, answer: Answer) -> Walk:
        self._current()
        return _settled(replace(self, answers=(*self.answers, answer), before=self))


def begin(
    document: Document, findings: Iterable[Finding], memory: Memory | None = None, requests: Requests | None = None
) -> Walk:
    return _settled(Walk(document, questions(document, findings), memory or {}, requests or Requests()))


def unsure(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that `cleanmt fix` would not mend by itself."""
    return [f for f in findings if f.level < Applicability.SAFE]


def questions(document: Document, findings: Iterable[Finding]) -> tuple[Question, ...]:
    """A question for each finding. What stands twice in the same sentence, or in two that are the same, is numbered."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        key = _key(document, finding)
        seen[key] += 1
        found.append(Question(finding, options(document, finding), key if seen[key] == 1 else f"{key}-{seen[key]}"))
    return tuple(found)


def editable(walk: Walk, question: Question) -> Span:
    """What a person who writes something else gets to edit: the finding in whole words, apart from what was taken."""
    span = _whole_words(walk.document, question.finding.span)
    start = max([span.start, *(e.end + 1 for e in walk.edits if e.end < question.finding.span.start)])
    end = min([span.end, *(e.start - 1 for e in walk.edits if e.start > question.finding.span.end)])
    return Span(start, end)


def offered(walk: Walk, question: Question) -> str:
    """The words to edit, as the first option would have them."""
    place = editable(walk, question)
    edits = shifted(question.options[0].edits, -place.start) if question.options else ()
    return applied(walk.document.text[place.start : place.end], edits).replace("\r\n", "\n")


def rewritten(walk: Walk, question: Question, words: str) -> tuple[Edit, ...]:
    """The edits that put these words in the place of those to edit; none where they are what stands there."""
    text, place = walk.document.text, editable(walk, question)
    new = words.replace("\n", "\r\n") if "\r\n" in text else words
    return () if new == text[place.start : place.end] else (Edit(place.start, place.end, new).trimmed(text),)


def _settled(walk: Walk) -> Walk:
    """The same walk, with all that need not be asked answered."""
    answers = list(walk.answers)
    taken = [edit for answer in answers for edit in answer.edits]
    for question in walk.questions[len(answers) :]:
        answer = _known(walk, question, taken)
        if answer is None:
            break
        answers.append(answer)
        taken += answer.edits
    return replace(walk, answers=tuple(answers))


def _known(walk: Walk, question: Question, taken: Iterable[Edit]) -> Answer | None:
    span = question.finding.span
    edits = shifted(walk.memory.get(question.key) or (), span.start)
    places: tuple[Span | Edit, ...] = (span, *edits)
    if any(_touch(edit, place) for edit in taken for place in places):
        return Answer(Outcome.OVERTAKEN)
    if question.key in walk.memory:
        return Answer(Outcome.TAKEN, edits) if edits else Answer(Outcome.REFUSED)
    return walk.requests.answer(question)


def _touch(a: Edit | Span, b: Edit | Span) -> bool:
    return a.start <= b.end and b.start <= a.end


def options(document: Document, finding: Finding) -> tuple[Option, ...]:
    ways = [finding.edits] if finding.fix else []
    ways += [(edit,) for edit in finding.alternatives]
    changing = [edits for edits in dict.fromkeys(ways) if any(document.text[e.start : e.end] != e.text for e in edits)]
    return tuple(Option(edits, facts.broken_by(document, edits)) for edits in changing)


def _key(document: Document, finding: Finding) -> str:
    sentence, words = document.sentence_at(finding.span.start), _whole_words(document, finding.span)
    before = document.text[min(sentence.start, words.start) : finding.span.start].lstrip()
    after = document.text[finding.span.end : max(sentence.end, words.end)].rstrip()
    parts = (finding.rule, before, finding.text, after)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _whole_words(document: Document, span: Span) -> Span:
    """The span up to the nearest spaces on both sides."""
    start, end = span.start, span.end
    while start > max(0, span.start - _LONGEST_WORD) and not document.text[start - 1].isspace():
        start -= 1
    while end < min(len(document.text), span.end + _LONGEST_WORD) and not document.text[end].isspace():
        end += 1
    return Span(start, end)
