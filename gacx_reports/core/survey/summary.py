"""Counts of a survey: per employee, caller, department and stratum, for views, tables and reports."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.exact import mean, root
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.survey.calls import Call
from gacx_reports.core.survey.draw_record import DrawRecord
from gacx_reports.core.survey.outcomes import CallCounts

Score = Callable[[str, str], Fraction | None]
"""(question, level) → the level's score as a share of the full mark, 0 to 1; None for 不适用 or an unknown level."""
NINETY_FIVE = Fraction(196, 100)
"""Standard deviations on either side of the mean within which 95 % of a normal distribution lie."""


@dataclass(frozen=True, slots=True)
class EmployeeCalls:
    """An employee's sample in one post."""

    person: str
    """Employee ID."""
    post: str
    frame: int
    """Jobs that may be called."""
    do_not_call: int
    """Jobs left out because the customer does not want to be called."""
    drawn: int
    """First choices."""
    counts: CallCounts
    """Calls that were made, reserves included; `counts.answered` is n."""


@dataclass(frozen=True, slots=True)
class CallerCalls:
    """The calls of one caller, compared with the others'."""

    caller: str
    counts: CallCounts
    n: int
    """Answered calls with at least one level."""
    mean: Fraction | None
    """Mean over these calls of the mean of a call's levels, 0 to 1; None if there are none."""
    difference: Fraction | None
    """Mean less the mean of all other callers' calls, −1 to 1; None if either has none."""
    by_chance: Fraction | None
    """Size of a difference that chance alone exceeds once in 20 times, if calls fall to callers by lot; 0 or more."""
    hours: Mapping[int, int]
    """Hour (0 to 23) → attempts that began in it; hours without an attempt are left out."""


@dataclass(frozen=True, slots=True)
class StratumCalls:
    """How well a stratum of the frame is covered."""

    kind: str
    month: str
    """`2024-07`."""
    frame: int
    """Jobs that may be called."""
    drawn: int
    """First choices."""
    answered: int
    """Answered calls, of first choices and reserves."""


@dataclass(frozen=True, slots=True)
class SurveySummary:
    """A whole survey in numbers."""

    table: str
    draw: int
    """How often it was drawn."""
    employees: tuple[EmployeeCalls, ...]
    """In the order of the record."""
    callers: tuple[CallerCalls, ...]
    """By name."""
    strata: tuple[StratumCalls, ...]
    """By kind and month."""

    @property
    def counts(self) -> CallCounts:
        """All calls that were made."""
        return _sum(e.counts for e in self.employees)

    @property
    def hours(self) -> Mapping[int, int]:
        """Hour → attempts of all callers."""
        found: Counter[int] = Counter()
        for caller in self.callers:
            found.update(caller.hours)
        return dict(sorted(found.items()))

    def of_people(self, people: Collection[str]) -> CallCounts:
        """The calls about a department's or any other group's employees, given by ID."""
        return _sum(e.counts for e in self.employees if e.person in people)

    def by_kind(self) -> tuple[StratumCalls, ...]:
        """The strata summed up over months; `month` is ""."""
        return _merged(self.strata, lambda s: (s.kind, ""))

    def by_month(self) -> tuple[StratumCalls, ...]:
        """The strata summed up over kinds; `kind` is ""."""
        return _merged(self.strata, lambda s: ("", s.month))


def summarise(record: DrawRecord, calls: Sequence[Call], score: Score) -> SurveySummary:
    """Returns the counts of a survey from the record of its draw and the calls in its sheets."""
    return SurveySummary(
        record.table,
        record.draw,
        _employees(record, calls),
        _callers(calls, score),
        _strata(record, calls),
    )


def _sum(counts: Iterable[CallCounts]) -> CallCounts:
    total = CallCounts.of(())
    for one in counts:
        total += one
    return total


def _counts(calls: Iterable[Call]) -> CallCounts:
    return CallCounts.of(call.outcome for call in calls if call.outcome is not None)


def _employees(record: DrawRecord, calls: Sequence[Call]) -> tuple[EmployeeCalls, ...]:
    own = grouped(calls, lambda call: (call.person, call.post))
    return tuple(
        EmployeeCalls(
            person=p.id,
            post=p.post,
            frame=p.jobs,
            do_not_call=p.do_not_call,
            drawn=sum(call.rank == 0 for call in p.calls),
            counts=_counts(own.get((p.id, p.post), ())),
        )
        for p in record.people
    )


def _callers(calls: Sequence[Call], score: Score) -> tuple[CallerCalls, ...]:
    values: dict[str, list[Fraction]] = {}
    for call in calls:
        scores = [s for q, x in call.answers.items() if (s := score(q, x)) is not None]
        if call.answered and scores:
            values.setdefault(call.caller, []).append(mean(scores))
    everybody = _Spread.of([v for theirs in values.values() for v in theirs])
    own = grouped(calls, lambda call: call.caller)
    return tuple(_caller(c, own[c], values.get(c, []), everybody) for c in sorted(own))


def _caller(
    caller: str, calls: Sequence[Call], values: Sequence[Fraction], everybody: "_Spread"
) -> CallerCalls:
    hours = Counter(attempt.hour for call in calls for attempt in call.attempts)
    n, total = len(values), sum(values, Fraction(0))
    others = everybody.n - n
    both = n and others
    return CallerCalls(
        caller=caller,
        counts=_counts(calls),
        n=n,
        mean=total / n if n else None,
        difference=total / n - (everybody.total - total) / others if both else None,
        by_chance=everybody.by_chance(n) if both else None,
        hours=dict(sorted(hours.items())),
    )


@dataclass(frozen=True, slots=True)
class _Spread:
    """The values of all callers together."""

    n: int
    total: Fraction
    variance: Fraction
    """0 for fewer than two values."""

    @classmethod
    def of(cls, values: Sequence[Fraction]) -> "_Spread":
        n, total = len(values), sum(values, Fraction(0))
        mean = total / n if n else Fraction(0)
        squares = sum(((v - mean) ** 2 for v in values), Fraction(0))
        return cls(n, total, squares / (n - 1) if n > 1 else Fraction(0))

    def by_chance(self, n: int) -> Fraction:
        """1.96 standard deviations of the difference of two means when all values are dealt out by lot, `n` to one."""
        return NINETY_FIVE * root(self.variance * (Fraction(1, n) + Fraction(1, self.n - n)))


def _strata(record: DrawRecord, calls: Sequence[Call]) -> tuple[StratumCalls, ...]:
    answered = Counter((c.kind, c.month) for c in calls if c.answered)
    recorded = [
        StratumCalls(s.kind, s.month, s.jobs, s.calls, 0) for p in record.people for s in p.strata
    ]
    merged = _merged(recorded, lambda s: (s.kind, s.month))
    return tuple(
        StratumCalls(s.kind, s.month, s.frame, s.drawn, answered[s.kind, s.month]) for s in merged
    )


def _merged(
    strata: Iterable[StratumCalls], key: Callable[[StratumCalls], tuple[str, str]]
) -> tuple[StratumCalls, ...]:
    sums: dict[tuple[str, str], list[int]] = {}
    for s in strata:
        total = sums.setdefault(key(s), [0, 0, 0])
        for n, value in enumerate((s.frame, s.drawn, s.answered)):
            total[n] += value
    return tuple(StratumCalls(*k, *sums[k]) for k in sorted(sums))
