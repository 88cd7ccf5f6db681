"""What rules say of samples: every finding, where it stands, and whether its repair is a good one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from cleanmt.edits import applied_in
from cleanmt.engine.result import Result
from cleanmt.findings import Finding
from cleanmt.measure.judging import Judgement, judged
from cleanmt.measure.samples import Sample
from cleanmt.packs.ruleset import RuleSet

_AROUND = 60  # characters of context on each side


@dataclass(frozen=True, slots=True)
class Firing:
    """A finding in a sample. `is_offered`: at its rule's own level, which neither a quotation nor the facts lowered."""

    sample: Sample
    finding: Finding
    is_offered: bool
    judgement: Judgement | None  # None where nobody can tell: no reference, or no repair

    @property
    def shown(self) -> str:
        """The place in its context, on one line: `before [[found → mended]] after`."""
        text, (start, end) = self.sample.text, self.finding.span
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        line = f"{before}[[{text[start:end]} → {self._mended()}]]{after}"
        return line.replace("\t", " ").replace("\r", "").replace("\n", "⏎")

    @property
    def digest(self) -> str:
        """The same rule, in the same context, with the same repair: what was read of it once holds."""
        return blake2b(f"{self.finding.rule} {self.shown}".encode(), digest_size=6).hexdigest()

    def _mended(self) -> str:
        if not self.finding.fix:
            return " | ".join(self.finding.suggestions) or "?"
        return applied_in(self.sample.text, self.finding.span, self.finding.edits)


def fired(
    samples: Iterable[Sample], check_many: Callable[[Iterable[str]], Iterator[Result]], rules: RuleSet
) -> Iterator[tuple[Sample, list[Firing]]]:
    """Each sample with its firings, in order. Raises SlowRuleError, MissingLibraryError."""
    waiting: deque[Sample] = deque()

    def texts() -> Iterator[str]:
        for sample in samples:
            waiting.append(sample)
            yield sample.text

    for result in check_many(texts()):
        if result.error:
            raise result.error
        sample = waiting.popleft()
        yield sample, [_firing(sample, finding, rules) for finding in result.findings]


def _firing(sample: Sample, finding: Finding, rules: RuleSet) -> Firing:
    is_offered = finding.level == rules.by_name[finding.rule].level(finding.shape)
    reference = sample.reference
    return Firing(sample, finding, is_offered, None if reference is None else judged(sample.text, finding, reference))
