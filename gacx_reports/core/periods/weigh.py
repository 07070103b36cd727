"""The published results of the periods, weighed for one person: exact, and gaps told apart."""

from dataclasses import dataclass, replace
from fractions import Fraction

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.language.text import same_name
from gacx_reports.core.periods.published import PeriodState, PublishedPeriods, PublishedResult
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.choices import (
    MissingPeriod,
    PeriodWeighing,
    name_in_year,
    within,
)

NONE = Fraction(0)
_SCORED = PeriodState.SCORED


def counts_periods(scheme: Scheme) -> bool:
    """Returns whether published results of shorter periods are part of anybody's total."""
    return any(post.periods for post in scheme.posts.values())


def periods_within(scheme: Scheme, period: Period) -> tuple[Period, ...]:
    """Returns the shorter periods whose published results count, in order: with given weights those above 0."""
    found = within(period, scheme.settings.counted_periods)
    if scheme.settings.period_weighing is not PeriodWeighing.GIVEN:
        return found
    given = scheme.period_weights
    return tuple(p for p in found if (own := given.get(name_in_year(p))) and own.weight)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period of one person."""

    period: Period
    state: PeriodState
    days: int
    """Calendar days of the period on which the person was employed; all of one that is scored although the roster's
    dates leave it out, as of somebody who left and came back."""
    weight: Fraction
    """By the scheme, 0 to 1; those of all periods total 1 (by days: 0 for somebody who was never there)."""
    share: Fraction
    """What it weighs after periods without a total have given theirs to the others; those of a person total 1 or 0."""
    published: PublishedResult | None
    """None if there is no record of the person."""
    ratio: Fraction = Fraction(1)
    """Factor of its scores where it counted to another full mark than the longer period's scheme."""
    other_name: str = ""
    """Name under which the period has a total for the ID; "" unless the state is OTHER_NAME."""

    @property
    def weighted(self) -> Fraction:
        """Total × share, in the marks of the longer period's scheme."""
        total = self.total
        return NONE if total is None else self.share * total

    @property
    def total(self) -> Fraction | None:
        """The published total in the marks of the longer period's scheme; None if there is none."""
        total = self.published.total if self.published else None
        return None if total is None else Fraction(total) * self.ratio


@dataclass(frozen=True, slots=True)
class PeriodsResult:
    """The periods of one person."""

    rows: tuple[PeriodRow, ...]
    waits: bool
    """Whether nothing is decided until a period is published (缺期处理)."""

    @property
    def result(self) -> Fraction | None:
        """Mean of the printed totals by their shares; None if no period has a total that weighs, or one is awaited."""
        if self.waits or not any(row.share for row in self.rows):
            return None
        return sum((row.weighted for row in self.rows), NONE)

    @property
    def open(self) -> tuple[PeriodRow, ...]:
        """Periods of which a total may still be published."""
        return tuple(row for row in self.rows if row.state.open)


def weigh(
    person: Person, scheme: Scheme, period: Period, published: PublishedPeriods
) -> PeriodsResult:
    """Returns the person's periods within a longer one, in order, by the scheme's weights (各期计权, 缺期处理).

    A period for which the person was not scored, or was not there, gives its weight to the others. One that may still
    be published, or is published for the ID under another name, does so only if the scheme says 重分权重, and another
    has a total.
    """
    counted = periods_within(scheme, period)
    found = [_found(person, p, published) for p in counted]
    days = [_days_of(person, p, s) for p, (s, _) in zip(counted, found, strict=True)]
    weights = _weights(counted, days, scheme)
    given = [
        w if s is PeriodState.SCORED else NONE for w, (s, _) in zip(weights, found, strict=True)
    ]
    whole = sum(given, NONE)
    rows = tuple(
        _row(PeriodRow(p, state, n, w, c / whole if whole else NONE, result), scheme)
        for p, n, w, c, (state, result) in zip(counted, days, weights, given, found, strict=True)
    )
    awaited = any(row.state.open for row in rows)
    hold = scheme.settings.missing_period is MissingPeriod.HOLD
    return PeriodsResult(rows, awaited and (hold or not whole))


def _row(row: PeriodRow, scheme: Scheme) -> PeriodRow:
    """The row in the marks of the scheme; without what may be somebody else's result."""
    if row.published is None:
        return row
    if row.state is PeriodState.OTHER_NAME:
        return replace(row, published=None, other_name=row.published.name)
    return replace(row, ratio=scheme.full / Fraction(row.published.full_mark))


def _weights(counted: tuple[Period, ...], days: list[int], scheme: Scheme) -> list[Fraction]:
    match scheme.settings.period_weighing:
        case PeriodWeighing.EQUAL:
            return [Fraction(1, len(counted)) for _ in counted]
        case PeriodWeighing.GIVEN:
            return [scheme.period_weights[name_in_year(p)].weight for p in counted]
        case PeriodWeighing.DAYS:
            return [Fraction(n, sum(days)) if n else NONE for n in days]


def _days_of(person: Person, period: Period, state: PeriodState) -> int:
    """Who is scored has served the period, whatever the roster's one 入职日期 says of somebody who came back."""
    days = _days(person, period)
    return (period.last_day - period.first_day).days + 1 if not days and state is _SCORED else days


def _days(person: Person, period: Period) -> int:
    first = max(period.first_day, person.joined)
    last = min(period.last_day, person.left or period.last_day)
    return max((last - first).days + 1, 0)


def _found(
    person: Person, period: Period, published: PublishedPeriods
) -> tuple[PeriodState, PublishedResult | None]:
    there = _days(person, period) > 0
    if period not in published:
        return (PeriodState.UNPUBLISHED if there else PeriodState.NOT_THERE), None
    known = published[period]
    result = known.people.get(person.id)
    if result and same_name(result.name, person.name):
        return result.state, result
    if result and there and result.total is not None:
        return PeriodState.OTHER_NAME, result
    held_back = there and not known.complete and result is None
    return (PeriodState.HELD_BACK if held_back else PeriodState.NOT_THERE), None
