"""Callers who noted almost the same level for everybody, tested against chance."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.survey.intervals import at_least

RARE = Fraction(1, 1000)
"""Chance explains less than this."""
NEARLY_ALL = Fraction(9, 10)
"""Least share of one level that is called almost the same."""


@dataclass(frozen=True, slots=True)
class Alike:
    """One level that a caller noted for almost everybody, in one question."""

    caller: str
    question: str
    level: str
    hits: int
    n: int
    """Answers to the question that the caller noted, `hits` of them the level."""
    others: Fraction | None
    """Share of the level in the other callers' answers; None if there are none."""
    chance: Fraction
    """Probability of `hits` or more if answers fell to the callers by lot."""


def alike(given: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[Alike]:
    """Yields a finding per caller at most, the rarest: at least 9 of 10 answers one level, by chance below 1 in 1,000.

    `given` is caller → question → levels. Calls are shared out by lot, so the level's number among a caller's answers
    is hypergeometric. Each question is tested by itself, since the answers of one customer hang together.
    """
    for caller, questions in given.items():
        found = [
            finding
            for question, levels in questions.items()
            if levels and (finding := _tested(caller, question, levels, given))
        ]
        if found:
            yield min(found, key=lambda f: f.chance)


def _tested(
    caller: str,
    question: str,
    levels: Sequence[str],
    given: Mapping[str, Mapping[str, Sequence[str]]],
) -> Alike | None:
    level, hits = Counter(levels).most_common(1)[0]
    n = len(levels)
    if hits < NEARLY_ALL * n:
        return None
    rest = [x for c, q in given.items() if c != caller for x in q.get(question, ())]
    others = Fraction(rest.count(level), len(rest)) if rest else None
    chance = at_least(hits, n, hits + rest.count(level), n + len(rest))
    if chance >= RARE:
        return None
    return Alike(caller, question, level, hits, n, others, chance)
