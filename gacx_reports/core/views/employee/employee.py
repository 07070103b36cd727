"""View of an employee's report. It names no other employee: the supervisor appears by post."""

from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.records.quarter_record import employee_record
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.flags import flag_words
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.scoring.pay import performance_pay
from gacx_reports.core.views.behaviour import BehaviourView, behaviour_of
from gacx_reports.core.views.employee.adjustments import (
    LineRow,
    OverrideView,
    line_rows,
    override_view,
)
from gacx_reports.core.views.employee.findings import findings
from gacx_reports.core.views.employee.parts import PartView, part_views, weakest
from gacx_reports.core.views.employee.periods import (
    PeriodsView,
    periods_trend,
    periods_view,
)
from gacx_reports.core.views.employee.sources import SourceRow, further_sources
from gacx_reports.core.views.employee.steps import TotalStep, steps_of
from gacx_reports.core.views.employee.total_chart import Makeup, makeup_of
from gacx_reports.core.views.heading import Band, Heading, bands, factor_text, with_record
from gacx_reports.core.views.kpi_row import KpiRow, reweighted
from gacx_reports.core.views.trend import History, TrendPoint, trend_of


@dataclass(frozen=True, slots=True)
class EmployeeView:
    """Content of an employee's report, as formatted text."""

    heading: Heading
    id: str
    name: str
    department: str
    post: str
    supervisor_post: str
    total: str
    grade: str
    computed_grade: str
    """Differs from the grade after a veto or an override."""
    grade_meaning: str
    vetoed: bool
    """Whether an item limits the grade, not only a low score."""
    pay_factor: str
    pay: str
    """Performance pay in yuan; "" unless the scheme prints amounts and there is one."""
    lines: tuple[LineRow, ...]
    override: OverrideView | None
    interview: bool
    """Whether the report has a page for the performance interview: for the worst grade only."""
    weakest: tuple[tuple[str, KpiRow], ...]
    """(post, KPI) with the lowest scores, lowest first, for the interview."""
    position: float
    """Position of the total on the bar of grades, 0 to 1; drawing only."""
    bands: tuple[Band, ...]
    """Empty where the place decides the grade."""
    parts: tuple[PartView, ...]
    moved: bool
    """Whether there are parts of two or more assignments, weighted by days."""
    kpi_score: str
    reweighted: bool
    """Whether the weight of an inapplicable KPI was shared out."""
    behaviour: BehaviourView | None
    trend: tuple[TrendPoint, ...]
    steps: tuple[TotalStep, ...]
    makeup: Makeup
    sources: tuple[SourceRow, ...]
    """Cells of the numbers that belong to no KPI."""
    findings: tuple[str, ...]
    """Sentences computed from the figures."""
    comment: str
    goals: str
    pay_note: str = ""
    """Of a share of a bonus pool: that it is one, or that it follows; "" for base × factor."""
    flags: tuple[str, ...] = ()
    """What follows from grades that recur."""
    periods: PeriodsView | None = None
    """Published shorter periods; None if they are no part of the total."""

    @property
    def in_parts(self) -> bool:
        """Whether there are two or more parts, because of a transfer or of projects."""
        return len(self.parts) > 1

    @property
    def by_projects(self) -> bool:
        """Whether a part is a project's, or beside such parts."""
        return any(part.title for part in self.parts)


def employee_view(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, history: History, t: NullTranslations
) -> EmployeeView:
    """Returns the report of a scored employee; raises AssertionError for one without a total."""
    person, scheme = outcome.person, quarter.scheme
    assert outcome.total is not None, "only who is scored gets a report"
    grade = scheme.grade_named(outcome.grade)
    assert grade is not None, "who is scored has a grade of the scheme"
    supervisor = quarter.roster.people.get(person.supervisor)
    parts = part_views(outcome.parts, scheme, t)
    return EmployeeView(
        heading=with_record(quarter, employee_record(outcome, scheme), person.id, t),
        id=person.id,
        name=person.name,
        department=person.department,
        post=person.post,
        supervisor_post=supervisor.post if supervisor else formats.NONE,
        total=formats.number(outcome.total, scheme.settings.total_places),
        grade=grade.name,
        grade_meaning=grade.meaning,
        computed_grade=outcome.computed_grade,
        vetoed=bool(outcome.adjusted.vetoes),
        pay_factor=factor_text(outcome),
        pay=_pay(outcome, scheme),
        lines=line_rows(outcome, scheme, t),
        override=override_view(outcome),
        interview=grade == scheme.grades[-1],
        weakest=weakest(parts),
        position=min(float(outcome.total / scheme.settings.full_mark), 1.0),
        bands=() if outcome.ranking else bands(scheme, t),
        parts=parts,
        moved=outcome.moved,
        kpi_score=formats.number(outcome.kpi_score, scheme.settings.score_places),
        reweighted=any(reweighted(k, p.scale) for p in outcome.parts for k in p.kpis),
        behaviour=behaviour_of(outcome, quarter, history, t),
        trend=_trend(outcome, quarter, history),
        steps=steps_of(outcome, scheme, t),
        makeup=makeup_of(outcome, scheme, t),
        sources=further_sources(outcome, quarter, t),
        findings=findings(outcome, quarter, history, t),
        pay_note=_pay_note(outcome, scheme, t),
        flags=tuple(flag_words(flag, t) for flag in outcome.flags),
        comment=outcome.comment.comment if outcome.comment else "",
        goals=outcome.comment.goals if outcome.comment else "",
        periods=_periods(outcome, scheme, t),
    )


def _trend(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, history: History
) -> tuple[TrendPoint, ...]:
    """Earlier quarters; of a year its own periods in their place."""
    trend = trend_of(outcome, quarter, history)
    if outcome.periods is None:
        return trend
    return periods_trend(outcome.periods, trend[-1], quarter.scheme)


def _periods(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> PeriodsView | None:
    if outcome.periods is None or outcome.mix is None:
        return None
    return periods_view(outcome.periods, outcome.mix, scheme, t)


def _pay(outcome: EmployeeOutcome, scheme: Scheme) -> str:
    amount = performance_pay(outcome) if scheme.settings.show_pay else None
    return "" if amount is None else f"{amount:,.2f}"


def _pay_note(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> str:
    """What is said of an amount that is not base × factor. Sums of the pool would tell what colleagues have."""
    if outcome.bonus is None or not scheme.settings.show_pay:
        return ""
    if outcome.bonus.amount is None:
        return t.gettext("Performance pay follows when the department's bonus pool is shared.")
    return t.gettext("Performance pay is a share of the department's bonus pool.")
