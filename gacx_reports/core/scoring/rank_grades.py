"""Grades by place (等级方式 = 名次): decided when every total is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.exact import rounded
from gacx_reports.core.roster.assignments import assignments, home
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.roster.roster import Person, Roster
from gacx_reports.core.scheme.grades.grade_band import PlaceRounding, RankUnit
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.context import ScoringContext
from gacx_reports.core.scoring.grading import held_back, with_grade
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.ranking import Ranking


def graded_by_place(
    totals: Mapping[str, EmployeeOutcome], context: ScoringContext
) -> dict[str, EmployeeOutcome]:
    """Returns the employees with their grades, in the same order; `totals` has the scored ones without any.

    One of a unit who is held back holds back all who are ranked with that one. P27 as in `graded`.
    """
    taking_part = [e for e in totals.values() if e.status in (Status.SCORED, Status.HELD_BACK)]
    scheme, roster, quarter = context.scheme, context.roster, context.quarter
    units = grouped(taking_part, lambda e: _unit(e.person, scheme, roster, quarter))
    done = {e.person.id: e for unit in units.values() for e in _graded(unit, context)}
    return {i: done.get(i, e) for i, e in totals.items()}


def ranked_together(quarter: QuarterOutcome) -> dict[str, list[str]]:
    """Returns the IDs of those among whom each has a place, the own one included; who has no place is left out."""
    scheme, roster = quarter.scheme, quarter.roster
    ranked = [e.person for e in quarter.employees.values() if e.ranking]
    units = grouped(ranked, lambda p: _unit(p, scheme, roster, quarter.quarter)).values()
    return {p.id: ids for unit in units if (ids := [q.id for q in unit]) for p in unit}


def _unit(person: Person, scheme: Scheme, roster: Roster, quarter: Period) -> str:
    match scheme.settings.rank_unit:
        case RankUnit.DEPARTMENT:
            return home(assignments(person, roster, quarter)[-1], roster)
        case RankUnit.POST:
            return person.post
        case RankUnit.COMPANY:
            return ""


def _graded(unit: Sequence[EmployeeOutcome], context: ScoringContext) -> Iterator[EmployeeOutcome]:
    scheme = context.scheme
    if len(unit) < scheme.settings.rank_people:
        for e in unit:
            if e.total is not None:
                yield with_grade(e, scheme.grade(e.total).name, context)
        return
    back = tuple(e.person.id for e in unit if e.total is None)
    if back:
        yield from (held_back(e.person, (), back, context) for e in unit if e.total is not None)
        return
    totals = sorted((e.total for e in unit if e.total is not None), reverse=True)
    first = {total: n for n, total in reversed(list(enumerate(totals)))}
    last = tuple(last_places(scheme, len(totals)))
    for e in unit:
        if e.total is not None:
            place = first[e.total]
            bars = tuple(_bars(last, totals, place))
            ranking = Ranking(scheme.settings.rank_unit, place + 1, len(totals), bars)
            yield with_grade(replace(e, ranking=ranking), ranking.grade(e.total), context)


def last_places(scheme: Scheme, people: int) -> Iterator[tuple[str, int]]:
    """Returns the last place of each grade among so many people: the running share, rounded as 名次取整 says."""
    share = Fraction(0)
    for grade in scheme.grades:
        share += Fraction(grade.places or 0)
        yield grade.name, _whole(share * people, scheme.settings.place_rounding)


def _whole(places: Fraction, how: PlaceRounding) -> int:
    match how:
        case PlaceRounding.NEAREST:
            return int(rounded(places, 0))
        case PlaceRounding.UP:
            return -(-places.numerator // places.denominator)
        case PlaceRounding.DOWN:
            return places.numerator // places.denominator


def _bars(
    last: Sequence[tuple[str, int]], totals: Sequence[Decimal], own: int
) -> Iterator[tuple[str, Decimal]]:
    """The total of the other in each grade's last place, which the employee must reach; `own` is the own index."""
    before = 0
    for name, place in last:
        if place > before:
            index = place - 1 if place - 1 < own else place
            yield name, totals[index] if index < len(totals) else Decimal(0)
        before = place
