"""What HR's summary over all departments shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.language import formats
from gacx_reports.core.records.unit_records import summary_record
from gacx_reports.core.scoring.distribution import extremes
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status, members_of
from gacx_reports.core.scoring.pay import performance_pay
from gacx_reports.core.views.headcount import (
    Comparison,
    GradeCount,
    comparison,
    count,
    grade_counts,
    violation_words,
)
from gacx_reports.core.views.heading import Heading, Unscored, unscored, with_record
from gacx_reports.core.views.kpi_movement import MoveRow, moves
from gacx_reports.core.views.trend import History
from gacx_reports.core.views.units.department import LowKpi, lowest
from gacx_reports.core.views.units.pay_rows import PayRow, pay_row
from gacx_reports.core.views.units.rater_rows import MOST, RaterRow, rater_rows

EXTREMES = 5
"""People at the top and at the bottom whom the summary names, ties included."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A department in the summary."""

    name: str
    department: str
    """"" for the company's management."""
    people: int
    scored: int
    held_back: int
    not_scored: int
    """Exempt ones included."""
    counts: tuple[int, ...]
    """Per grade, best first."""
    fills: tuple[float, ...]
    """Share of the scored per grade; drawing only."""
    mean: str
    mean_before: str
    change: str
    pay: str
    """Performance pay of the unit: the sum of the rounded amounts; "" where nobody has a base."""


@dataclass(frozen=True, slots=True)
class Extreme:
    """Somebody at the top or the bottom."""

    id: str
    name: str
    department: str
    post: str
    total: str
    grade: str


@dataclass(frozen=True, slots=True)
class SummaryView:
    """Everything on the summary."""

    heading: Heading
    grades: tuple[GradeCount, ...]
    comparison: Comparison
    units: tuple[UnitRow, ...]
    people: int
    held_back: int
    not_scored: int
    apart: tuple[tuple[str, Unscored], ...]
    """(department, person)."""
    lowest: tuple[LowKpi, ...]
    violations: tuple[tuple[str, str], ...]
    """(department, words) for quotas that are missed."""
    pay: str
    """Performance pay of all; "" where nobody has a base."""
    top: tuple[Extreme, ...]
    bottom: tuple[Extreme, ...]
    errors: int
    warnings: int
    pay_rows: tuple[PayRow, ...]
    """Performance pay of each department, and of all in the end; () where nobody has a base."""
    raters: tuple[RaterRow, ...]
    """How strict raters are, the strictest first."""
    more_raters: int
    moves: tuple[MoveRow, ...]
    """KPIs whose mean scores changed most since the quarter before."""


def summary_view(quarter: QuarterOutcome, history: History, t: NullTranslations) -> SummaryView:
    """The summary of a quarter; heads of departments count where they are evaluated."""
    everybody = tuple(quarter.employees.values())
    before = history.get(quarter.quarter.previous)
    past = tuple(before.employees.values()) if before else None
    record = summary_record(
        quarter, [(n, members_of(n, quarter)) for n in quarter.roster.departments]
    )
    best, worst = extremes(everybody, EXTREMES)
    apart_rows = [(e.person.department, a) for e in everybody for a in unscored((e,), t)]
    return SummaryView(
        heading=with_record(quarter, record, "summary", t),
        grades=grade_counts(everybody, past, quarter.scheme),
        comparison=comparison(everybody, past, quarter),
        units=tuple(unit_rows(quarter, before, t)),
        people=len(everybody),
        held_back=count(everybody, Status.HELD_BACK),
        not_scored=count(everybody, Status.NOT_SCORED, Status.EXEMPT),
        apart=tuple(apart_rows),
        lowest=lowest(everybody, quarter.scheme),
        violations=tuple(
            (name, words)
            for name in quarter.roster.departments
            for words in violation_words(name, quarter, t)
        ),
        pay=total_pay(everybody),
        top=tuple(_extreme(e, quarter) for e in best),
        bottom=tuple(_extreme(e, quarter) for e in worst),
        errors=sum(i.severity is Severity.ERROR for i in quarter.issues),
        warnings=sum(i.severity is Severity.WARNING for i in quarter.issues),
        pay_rows=_pay_rows(quarter, before, t),
        raters=rater_rows(quarter.strictness),
        more_raters=max(len(quarter.strictness) - MOST, 0),
        moves=moves(everybody, past, quarter.scheme),
    )


def _pay_rows(
    quarter: QuarterOutcome, before: QuarterOutcome | None, t: NullTranslations
) -> tuple[PayRow, ...]:
    rows = [
        pay_row(
            name or t.gettext("Company management"),
            members_of(name, quarter),
            members_of(name, before) if before else None,
        )
        for name in ("", *quarter.roster.departments)
    ]
    past = tuple(before.employees.values()) if before else None
    everybody = pay_row(t.gettext("All"), tuple(quarter.employees.values()), past)
    return tuple(row for row in (*rows, everybody) if row)


def unit_rows(
    quarter: QuarterOutcome, before: QuarterOutcome | None, t: NullTranslations
) -> list[UnitRow]:
    """Every department with people, the company's management first."""
    names = [n for n in quarter.roster.departments if members_of(n, quarter)]
    rows = [_unit(n, n, quarter, before) for n in names]
    if members_of("", quarter):
        rows.insert(0, _unit("", t.gettext("Company management"), quarter, before))
    return rows


def _unit(name: str, label: str, quarter: QuarterOutcome, before: QuarterOutcome | None) -> UnitRow:
    members = members_of(name, quarter)
    past = members_of(name, before) if before else None
    figures = comparison(members, past, quarter)
    grades = grade_counts(members, past, quarter.scheme)
    return UnitRow(
        name=label,
        department=name,
        people=len(members),
        scored=figures.scored,
        held_back=count(members, Status.HELD_BACK),
        not_scored=count(members, Status.NOT_SCORED, Status.EXEMPT),
        counts=tuple(g.count for g in grades),
        fills=tuple(g.fill for g in grades),
        mean=figures.mean,
        mean_before=figures.mean_before,
        change=figures.change,
        pay=total_pay(members),
    )


def total_pay(members: Sequence[EmployeeOutcome]) -> str:
    """The sum of the rounded amounts, `12,300.00`; "" where nobody has a base."""
    amounts = [a for e in members if (a := performance_pay(e)) is not None]
    return f"{sum(amounts):,.2f}" if amounts else ""


def _extreme(e: EmployeeOutcome, quarter: QuarterOutcome) -> Extreme:
    places = quarter.scheme.settings.total_places
    person = e.person
    total = formats.number(e.total, places)
    return Extreme(person.id, person.name, person.department, person.post, total, e.grade)
