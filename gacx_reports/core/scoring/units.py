"""Results of departments and the company: from the scheme's KPIs for the unit, or typed in by HR."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from gacx_reports.core.codes.people import P
from gacx_reports.core.exact import mean
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import EmptyPolicy, FewPolicy, NaPolicy
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.kpis.kpi_outcome import (
    BelowMinimum,
    KpiOutcome,
    with_effective_weights,
)
from gacx_reports.core.scoring.kpis.measures import Measure, RecordRows, measure, records_in
from gacx_reports.core.scoring.kpis.rules import score
from gacx_reports.core.scoring.outcomes import UnitOutcome
from gacx_reports.core.sheets.table_row import TableRow

Individual = Callable[[str], Fraction | None]
"""Employee ID → individual result before the mix; None if there is none."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its members, for scoring its KPIs."""

    name: str
    members: tuple[Assignment, ...]
    """All assignments in the unit during the quarter."""
    held_back: tuple[str, ...]
    """IDs of present members without an individual result because of errors."""


def score_unit(
    unit: Unit, scheme: Scheme, roster: Roster, rows: RecordRows, individual: Individual
) -> UnitOutcome:
    """Returns the unit's result, in marks: the weighted mean of its KPI scores.

    A unit without KPIs has the result that HR typed in, or that a what-if lends. No result if a KPI has no
    records (P12) or too few (P13), if that makes all that have a weight 不适用, or is the mean of members of whom
    one is held back.
    """
    kpis = scheme.kpis_of_unit(unit.name)
    if not kpis:
        typed = roster.unit_results.get(unit.name)
        result = roster.lent.get(unit.name) if typed is None else Fraction(typed)
        return UnitOutcome(unit.name, result)
    if unit.held_back and any(k.source.of_people for k in kpis):
        return UnitOutcome(unit.name, None, held_by=unit.held_back)
    found = [_kpi(k, unit, scheme, rows, individual) for k in kpis]
    if issues := tuple(f for f in found if isinstance(f, Issue)):
        return UnitOutcome(unit.name, None, issues=issues)
    outcomes = with_effective_weights([f for f in found if isinstance(f, KpiOutcome)])
    if not any(k.effective_weight for k in outcomes):
        lacking = tuple(_too_few(k.kpi, k, unit) for k in outcomes if k.score is None)
        return UnitOutcome(unit.name, None, issues=lacking)
    result = sum((k.weighted for k in outcomes), Fraction(0))
    return UnitOutcome(unit.name, result, outcomes)


def _kpi(
    kpi: Kpi, unit: Unit, scheme: Scheme, rows: RecordRows, individual: Individual
) -> KpiOutcome | Issue:
    if kpi.source.of_people:
        found = _mean_of_members(kpi, unit, individual)
    else:
        found = measure(kpi, _rows_of(kpi, unit, rows), scheme)
    if not found.n and kpi.empty:
        return _without_records(kpi, found, unit)
    few = found.n < max(kpi.min_n, 1)
    if few and (kpi.few is not FewPolicy.SCORE or not found.n):
        if kpi.few is not FewPolicy.NA:
            return _too_few(kpi, found, unit)
        return _not_applicable(kpi, found)
    assert found.raw is not None, "n is above 0"
    points = score(kpi, found.raw, kpi.target)
    return _outcome(kpi, found, points, BelowMinimum.SCORED if few else BelowMinimum.NO)


def _without_records(kpi: Kpi, found: Measure, unit: Unit) -> KpiOutcome | Issue:
    if kpi.empty is EmptyPolicy.HOLD:
        return _too_few(kpi, found, unit)
    if kpi.empty is EmptyPolicy.NA:
        return _not_applicable(kpi, found)
    if kpi.empty is EmptyPolicy.AS_ZERO:
        none = replace(found, raw=Fraction(0))
        return _outcome(kpi, none, score(kpi, Fraction(0), kpi.target), BelowMinimum.NO)
    points = Fraction(kpi.full) * (kpi.empty is EmptyPolicy.FULL)
    return _outcome(kpi, found, points, BelowMinimum.EMPTY)


def _not_applicable(kpi: Kpi, found: Measure) -> KpiOutcome:
    none = _outcome(kpi, found, None, BelowMinimum.NOT_APPLICABLE)
    return replace(none, score=Fraction(0)) if kpi.na is NaPolicy.ZERO else none


def _outcome(kpi: Kpi, found: Measure, points: Fraction | None, few: BelowMinimum) -> KpiOutcome:
    raw = None if points is None else found.raw
    return KpiOutcome(kpi, raw, found.n, found.hits, kpi.target, False, points, found.cells, few)


def _too_few(kpi: Kpi, found: Measure | KpiOutcome, unit: Unit) -> Issue:
    """P12 or P13 at the KPI's row of the scheme: the unit has no or too few records for it."""
    details = {"kpi": f"{unit.name} {kpi.name}", "minimum": str(max(kpi.min_n, 1))}
    code = P.TOO_FEW_RECORDS if found.n else P.NO_RECORDS
    return Issue(code, kpi.place, str(found.n), details)


def _rows_of(kpi: Kpi, unit: Unit, rows: RecordRows) -> list[TableRow]:
    """Records about members, dated on days when they were in the unit."""
    return [r for held in unit.members for r in records_in(held, kpi.table, rows)]


def _mean_of_members(kpi: Kpi, unit: Unit, individual: Individual) -> Measure:
    """The mean of the individual results, in marks or as a ratio, of the members at the end of the quarter."""
    last = max((a.last for a in unit.members), default=None)
    people = dict.fromkeys(a.id for a in unit.members if a.last == last)
    results = [r for p in people if (r := individual(p)) is not None]
    found = mean(results) if results else None
    return Measure(kpi.value_of(found), len(results), None, ())
