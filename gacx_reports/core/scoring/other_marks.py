"""Scores of a scheme that counts to one full mark (满分), in the marks of a scheme that counts to another."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.exact import ONE, rounded
from gacx_reports.core.roster.assignments import AssignmentKey
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.adjustments import Adjusted
from gacx_reports.core.scoring.kpi_outcome import KpiOutcome
from gacx_reports.core.scoring.outcomes import (
    BehaviourOutcome,
    EmployeeOutcome,
    Part,
    QuarterOutcome,
    UnitOutcome,
)
from gacx_reports.core.submissions.submissions import AdjustmentLine, Submissions, SubmittedValue


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
    return replace(k, score=_times(k.score, ratio))


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


def read_as(issued: Scheme | None, scheme: Scheme) -> Scheme:
    """Returns `scheme` as a quarter's workbooks were filled in: by the version and in the marks of the `issued` one.

    None: they were issued under `scheme` itself.
    """
    if issued is None:
        return scheme
    settings = replace(
        scheme.settings,
        version=issued.settings.version,
        full_mark=issued.settings.full_mark,
    )
    return replace(scheme, settings=settings)


def converted_roster(roster: Roster, issued: Scheme, scheme: Scheme) -> Roster:
    """Returns a roster that was read as of `issued` with the results of units in the marks of `scheme`."""
    ratio = scheme.full / issued.full
    if ratio == ONE:
        return roster
    results = {unit: _decimal(result, ratio) for unit, result in roster.unit_results.items()}
    return replace(roster, unit_results=results)


def converted_submissions(submissions: Submissions, issued: Scheme, scheme: Scheme) -> Submissions:
    """Returns submissions that were read as of `issued` in the marks of `scheme`.

    They are the points of bonuses and deductions, and typed values that are scores themselves.
    """
    ratio = scheme.full / issued.full
    if ratio == ONE:
        return submissions
    scores = {k.name for k in scheme.kpis if _typed_score(k)}
    return replace(
        submissions,
        lines={i: tuple(_line(x, ratio) for x in lines) for i, lines in submissions.lines.items()},
        typed=_typed(submissions.typed, scores, ratio),
    )


def _typed_score(kpi: Kpi) -> bool:
    """Whether what is typed for the KPI is its score, as a number of marks."""
    as_it_is = not kpi.rule.scoring.compares
    return kpi.source is Source.TYPED and as_it_is and not kpi.scale and not kpi.percent


def _typed(
    typed: Mapping[tuple[AssignmentKey, str], SubmittedValue], scores: set[str], ratio: Fraction
) -> dict[tuple[AssignmentKey, str], SubmittedValue]:
    return {
        (who, kpi): replace(entry, value=_decimal(entry.value, ratio))
        if kpi in scores and isinstance(entry.value, Decimal)
        else entry
        for (who, kpi), entry in typed.items()
    }


def _line(line: AdjustmentLine, ratio: Fraction) -> AdjustmentLine:
    return replace(line, points=_decimal(line.points, ratio))


def _decimal(marks: Decimal, ratio: Fraction) -> Decimal:
    return marks * ratio.numerator / ratio.denominator
