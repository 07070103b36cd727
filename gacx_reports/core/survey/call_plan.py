"""How many calls are enough: what a sample of every size would show of a frame whose answers are known.

Nothing is simulated: the probability of every possible total of the answers is counted exactly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb, lcm

from gacx_reports.core.survey.allocation import largest_remainder
from gacx_reports.core.survey.intervals import mean_bounds

Answers = Mapping[Fraction, int]
"""Score of a level, as a share of the full mark (0 to 1) → answers with it."""


@dataclass(frozen=True, slots=True)
class SampleSize:
    """What a number of calls per employee would show."""

    calls: int
    width: Fraction
    """Expected width of the 95 % interval of the mean, 0 to 1."""
    flips: Fraction
    """Probability that the grade differs from that of the whole frame."""


def frame_answers(own: Answers, group: Answers, jobs: int) -> Answers:
    """Returns the answers that an employee's whole frame of `jobs` would give (at least one answer is known).

    Own answers, with the group's as one more answer, so that five equal answers do not make a frame without doubt;
    scaled to the frame by largest remainder.
    """
    total = sum(group.values())
    scores = sorted({*own, *group})
    shares = {s: own.get(s, 0) * total + group.get(s, 0) for s in scores}
    return {s: n for s, n in largest_remainder(jobs, shares, _by_name(scores)).items() if n}


def _by_name(scores: list[Fraction]) -> dict[Fraction, str]:
    return {score: f"{n:03}" for n, score in enumerate(scores)}


def sample_totals(answers: Answers, most: int) -> tuple[dict[Fraction, Fraction], ...]:
    """Returns for samples of 0, 1, … `most` answers: total of the scores → its probability, exact.

    `most` is at most the number of answers.
    """
    unit = lcm(*(score.denominator for score in answers))
    ways: list[dict[int, int]] = [{} for _ in range(most + 1)]
    ways[0][0] = 1
    for score, count in answers.items():
        ways = _with_level(ways, int(score * unit), count)
    frame = sum(answers.values())
    return tuple(
        {Fraction(total, unit): Fraction(n, comb(frame, size)) for total, n in found.items()}
        for size, found in enumerate(ways)
    )


def _with_level(ways: list[dict[int, int]], score: int, count: int) -> list[dict[int, int]]:
    """Size → total → ways to draw it, when answers of one more level may be drawn."""
    found: list[dict[int, int]] = [{} for _ in ways]
    for size, totals in enumerate(ways):
        for drawn in range(min(count, len(ways) - 1 - size) + 1):
            chosen = comb(count, drawn)
            into = found[size + drawn]
            for total, n in totals.items():
                key = total + drawn * score
                into[key] = into.get(key, 0) + n * chosen
    return found


def sample_sizes(
    answers: Answers, most: int, grade: Callable[[Fraction], str]
) -> tuple[SampleSize, ...]:
    """Returns what 1, 2, … `most` calls would show of a frame with these answers, up to asking everybody.

    `grade` is the employee's grade if the mean of the answers were this (0 to 1).
    """
    frame = sum(answers.values())
    truth = grade(sum((score * n for score, n in answers.items()), Fraction(0)) / frame)
    found = []
    for calls, totals in enumerate(sample_totals(answers, min(most, frame))):
        if calls:
            width, flips = Fraction(0), Fraction(0)
            for total, probability in totals.items():
                low, high = mean_bounds(total, calls, frame)
                width += probability * (high - low)
                flips += probability * (grade(total / calls) != truth)
            found.append(SampleSize(calls, width, flips))
    return tuple(found)
