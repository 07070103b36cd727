"""View of HR's summary of all departments."""

from collections.abc import Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.language import formats
from gacx_reports.core.records.unit_records import summary_record
from gacx_reports.core.scheme.words.flags import flag_words
from gacx_reports.core.scheme.words.grade_rules import grade_rules
from gacx_reports.core.scoring.distribution import extremes
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.scoring.pay import performance_pay
from gacx_reports.core.scoring.quota_groups import groups
from gacx_reports.core.scoring.unit_members import kpis_of, members_of, unit_of
from gacx_reports.core.views.headcount import (
    Comparison,
    GradeCount,
    comparison,
    grade_counts,
    group_name,
    held_back,
    not_scored,
    unit_name,
    violation_words,
)
from gacx_reports.core.views.heading import Heading, Unscored, unscored, with_record
from gacx_reports.core.views.kpi_movement import MoveRow, moves
from gacx_reports.core.views.survey.section import SurveySection, survey_section
from gacx_reports.core.views.trend import History
from gacx_reports.core.views.units.department import LowKpi, lowest
from gacx_reports.core.views.units.pay_rows import PayRow, PoolRow, pay_row, pool_rows
from gacx_reports.core.views.units.rater_rows import MOST, RaterRow, rater_rows
from gacx_reports.core.views.units.signatories import SignatoryRow

EXTREMES = 5
"""Employees listed at the top and at the bottom; ties with the last one are added."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A department in the summary."""

    name: str
    department: str
    """Name on the roster; "" for the company's management, above all departments."""
    people: int
    scored: int
    held_back: int
    not_scored: int
    """Not scored or exempt."""
    counts: tuple[int, ...]
    """Number of employees per grade, best first."""
    fills: tuple[float, ...]
    """Share of the scored per grade; drawing only."""
    mean: str
    mean_before: str
    change: str
    pay: str
    """Sum of the rounded amounts of performance pay, in yuan; "" if no member has a base."""


@dataclass(frozen=True, slots=True)
class Extreme:
    """An employee at the top or the bottom."""

    id: str
    name: str
    department: str
    post: str
    total: str
    grade: str


@dataclass(frozen=True, slots=True)
class SummaryView:
    """Content of the summary, as formatted text and counts."""

    heading: Heading
    grades: tuple[GradeCount, ...]
    comparison: Comparison
    units: tuple[UnitRow, ...]
    people: int
    held_back: int
    not_scored: int
    apart: tuple[tuple[str, Unscored], ...]
    """(department, employee without a grade)."""
    lowest: tuple[LowKpi, ...]
    violations: tuple[tuple[str, str], ...]
    """(department, level or company; sentence) for each missed quota."""
    pay: str
    """Performance pay of all, in yuan; "" if nobody has a base."""
    top: tuple[Extreme, ...]
    bottom: tuple[Extreme, ...]
    errors: int
    warnings: int
    pay_rows: tuple[PayRow, ...]
    """Performance pay of each department, and of all in the last row; empty if nobody has a base."""
    raters: tuple[RaterRow, ...]
    """Raters who differ most from the others, strictest first."""
    more_raters: int
    """Number of raters who are not listed."""
    moves: tuple[MoveRow, ...]
    """KPIs whose mean scores changed most since the quarter before."""
    surveys: tuple[SurveySection, ...] = ()
    """Surveys whose calls were drawn."""
    signatories: tuple[SignatoryRow, ...] = ()
    """Who published and who approved; empty if no second person was asked for."""
    pools: tuple[PoolRow, ...] = ()
    flags: tuple[tuple[str, str, str, str], ...] = ()
    """(department, name, ID, words) of each grade that recurs."""
    grade_rules: tuple[str, ...] = ()
    """How places become grades, what follows from grades that recur; () of neither."""


def summary_view(quarter: QuarterOutcome, history: History, t: NullTranslations) -> SummaryView:
    """Returns the summary of a quarter; heads of departments count in the department that evaluates them."""
    everybody = tuple(quarter.employees.values())
    before = history.get(quarter.quarter.previous)
    past = tuple(before.employees.values()) if before else None
    record = summary_record(
        quarter, [(n, members_of(n, quarter)) for n in quarter.roster.departments]
    )
    best, worst = extremes(everybody, EXTREMES)
    return SummaryView(
        heading=with_record(quarter, record, "summary", t),
        grades=grade_counts(everybody, past, quarter.scheme),
        comparison=comparison(everybody, past, quarter),
        units=tuple(unit_rows(quarter, before, t)),
        people=len(everybody),
        held_back=held_back(everybody),
        not_scored=not_scored(everybody),
        apart=_apart(quarter, t),
        lowest=lowest(kpis_of(everybody), quarter.scheme),
        violations=_violations(quarter, t),
        pay=total_pay(everybody),
        top=tuple(_extreme(e, quarter) for e in best),
        bottom=tuple(_extreme(e, quarter) for e in worst),
        errors=sum(i.severity is Severity.ERROR for i in quarter.issues),
        warnings=sum(i.severity is Severity.WARNING for i in quarter.issues),
        pay_rows=_pay_rows(quarter, before, t),
        raters=rater_rows(quarter.strictness, quarter.scheme.full),
        more_raters=max(len(quarter.strictness) - MOST, 0),
        moves=moves(kpis_of(everybody), kpis_of(past or ()), quarter.scheme),
        surveys=tuple(survey_section(s, quarter, t) for s in quarter.surveys),
        pools=pool_rows(quarter, t),
        flags=_flags(quarter, t),
        grade_rules=grade_rules(quarter.scheme, t),
    )


def _apart(quarter: QuarterOutcome, t: NullTranslations) -> tuple[tuple[str, Unscored], ...]:
    return tuple(
        (unit_name(unit_of(e.person.id, quarter), t), row)
        for e in quarter.employees.values()
        for row in unscored((e,), t)
    )


def _violations(quarter: QuarterOutcome, t: NullTranslations) -> tuple[tuple[str, str], ...]:
    return tuple(
        (group_name(group, t), words)
        for group in groups(quarter)
        for words in violation_words(group, quarter, t)
    )


def _flags(quarter: QuarterOutcome, t: NullTranslations) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(
        (e.person.department, e.person.name, e.person.id, flag_words(flag, t))
        for e in quarter.employees.values()
        for flag in e.flags
    )


def _pay_rows(
    quarter: QuarterOutcome, before: QuarterOutcome | None, t: NullTranslations
) -> tuple[PayRow, ...]:
    rows = [
        pay_row(
            unit_name(name, t),
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
    """Returns a row for every department with members, the company's management first."""
    names = [n for n in quarter.roster.departments if members_of(n, quarter)]
    rows = [_unit(n, n, quarter, before) for n in names]
    if members_of("", quarter):
        rows.insert(0, _unit("", unit_name("", t), quarter, before))
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
        held_back=held_back(members),
        not_scored=not_scored(members),
        counts=tuple(g.count for g in grades),
        fills=tuple(g.fill for g in grades),
        mean=figures.mean,
        mean_before=figures.mean_before,
        change=figures.change,
        pay=total_pay(members),
    )


def total_pay(members: Sequence[EmployeeOutcome]) -> str:
    """Returns the sum of the rounded amounts in yuan, `12,300.00`; "" if no member has a base."""
    amounts = [a for e in members if (a := performance_pay(e)) is not None]
    return f"{sum(amounts):,.2f}" if amounts else ""


def _extreme(e: EmployeeOutcome, quarter: QuarterOutcome) -> Extreme:
    places = quarter.scheme.settings.total_places
    person = e.person
    total = formats.number(e.total, places)
    return Extreme(person.id, person.name, person.department, person.post, total, e.grade)
