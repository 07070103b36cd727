"""Results of a quarter in the marks of another scheme, for comparing and drawing."""

from dataclasses import replace
from fractions import Fraction

from gacx_reports.core.exact import ONE, rounded
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.adjustments import Adjusted
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome, Part
from gacx_reports.core.scoring.outcomes import (
    BehaviourOutcome,
    EmployeeOutcome,
    QuarterOutcome,
    UnitOutcome,
)


def in_marks_of(scheme: Scheme, quarter: QuarterOutcome) -> QuarterOutcome:
    """Returns the quarter with scores, results and totals in the marks of `scheme`, for comparing and drawing.

    A quarter that counts to the same full mark is returned as it is. Grades, factors and pay stay as they are.
    """
    ratio = scheme.full / quarter.scheme.full
    if ratio == ONE:
        return quarter
    settings = replace(
        quarter.scheme.settings,
        full_mark=scheme.settings.full_mark,
        total_places=scheme.settings.total_places,
        score_places=scheme.settings.score_places,
    )
    return replace(
        quarter,
        scheme=replace(quarter.scheme, settings=settings),
        employees={
            i: _employee(e, ratio, settings.total_places) for i, e in quarter.employees.items()
        },
        units={name: _unit(u, ratio) for name, u in quarter.units.items()},
    )


def _employee(e: EmployeeOutcome, ratio: Fraction, places: int) -> EmployeeOutcome:
    return replace(
        e,
        parts=tuple(_part(p, ratio) for p in e.parts),
        kpi_score=_times(e.kpi_score, ratio),
        behaviour=_behaviour(e.behaviour, ratio) if e.behaviour else None,
        mix=None if e.mix is None else {p: (w, r * ratio) for p, (w, r) in e.mix.items()},
        adjusted=_adjusted(e.adjusted, ratio),
        total=None if e.total is None else rounded(Fraction(e.total) * ratio, places),
    )


def _part(part: Part, ratio: Fraction) -> Part:
    kpis = tuple(_kpi(k, ratio) for k in part.kpis)
    return replace(part, kpis=kpis, kpi_score=part.kpi_score * ratio)


def _kpi(k: KpiOutcome, ratio: Fraction) -> KpiOutcome:
    ratings = tuple(replace(r, score=_times(r.score, ratio)) for r in k.ratings)
    return replace(k, score=_times(k.score, ratio), ratings=ratings)


def _behaviour(b: BehaviourOutcome, ratio: Fraction) -> BehaviourOutcome:
    return replace(
        b,
        items=tuple(replace(i, score=_times(i.score, ratio)) for i in b.items),
        categories={name: (w, _times(s, ratio)) for name, (w, s) in b.categories.items()},
        score=b.score * ratio,
    )


def _adjusted(a: Adjusted, ratio: Fraction) -> Adjusted:
    lines = tuple(replace(x, applied=x.applied * ratio) for x in a.adjustments)
    return replace(a, adjustments=lines, bonus=a.bonus * ratio, deduction=a.deduction * ratio)


def _unit(unit: UnitOutcome, ratio: Fraction) -> UnitOutcome:
    kpis = tuple(_kpi(k, ratio) for k in unit.kpis)
    return replace(unit, result=_times(unit.result, ratio), kpis=kpis)


def _times(value: Fraction | None, ratio: Fraction) -> Fraction | None:
    return None if value is None else value * ratio
