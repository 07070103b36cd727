"""View of a department's report: the employees whom its head evaluates."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import rounded
from gacx_reports.core.language import formats
from gacx_reports.core.records.unit_records import department_record
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.grade_rules import grade_rules
from gacx_reports.core.scoring.distribution import mean_total, ranks
from gacx_reports.core.scoring.kpi_outcome import KpiOutcome
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.quota_groups import department as quota_group
from gacx_reports.core.scoring.unit_members import kpis_in, members_of
from gacx_reports.core.views.headcount import (
    Comparison,
    GradeCount,
    comparison,
    grade_counts,
    held_back,
    not_scored,
    scored,
    violation_words,
)
from gacx_reports.core.views.heading import Heading, Unscored, unscored, with_record
from gacx_reports.core.views.kpi_movement import MoveRow, kpi_means, moves
from gacx_reports.core.views.survey.remarks import DepartmentSurvey, department_survey
from gacx_reports.core.views.trend import History
from gacx_reports.core.views.units.remark import remark

LOWEST = 3
"""Number of the lowest KPIs that are listed."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A scored member, in the table of the post."""

    id: str
    name: str
    scores: tuple[str, ...]
    """One per KPI of the post."""
    tones: tuple[int, ...]
    """Darkness of each score: index of the grade that it would have as a total, 0 for the best."""
    rank: str
    """Rank in the department; equal totals share one (1, 1, 3)."""
    remark: str
    """Transfer, adjustments, veto or override; "" for none."""
    behaviour: str
    total: str
    grade: str
    change: str
    """Change of the total since the quarter before; "" if unknown."""


@dataclass(frozen=True, slots=True)
class PostTable:
    """The scored members of one post, with every KPI."""

    post: str
    kpis: tuple[str, ...]
    weights: tuple[str, ...]
    with_behaviour: bool
    members: tuple[MemberRow, ...]
    means: tuple[str, ...]
    """Mean score of each KPI, over the members to whom it applies."""
    mean_behaviour: str
    mean_total: str


@dataclass(frozen=True, slots=True)
class LowKpi:
    """A KPI with a low mean score."""

    post: str
    kpi: str
    mean: str
    n: int
    fill: float


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """Content of a department's report, as formatted text and counts."""

    heading: Heading
    department: str
    head: str
    people: int
    incomplete: bool
    """未完成: whether a member is held back."""
    held_back: int
    not_scored: int
    """Not scored or exempt."""
    grades: tuple[GradeCount, ...]
    comparison: Comparison
    tables: tuple[PostTable, ...]
    apart: tuple[Unscored, ...]
    lowest: tuple[LowKpi, ...]
    moves: tuple[MoveRow, ...]
    """KPIs whose mean scores changed most since the quarter before."""
    bounds: tuple[str, ...]
    """Lower bounds of the grades, best first: the legend of the darkness of scores."""
    violations: tuple[str, ...]
    """Missed quotas, in words."""
    survey: DepartmentSurvey | None = None
    """None: nobody here was the subject of a drawn call."""
    grade_rules: tuple[str, ...] = ()
    """How places become grades, what follows from grades that recur; () of neither."""


def department_view(
    name: str, quarter: QuarterOutcome, history: History, t: NullTranslations
) -> DepartmentView:
    """Returns the report of one department; `history` has earlier quarters for comparison."""
    members = members_of(name, quarter)
    before = history.get(quarter.quarter.previous)
    known = before is not None and name in before.roster.departments
    past = members_of(name, before) if before and known else None
    kpis = kpis_in(name, quarter)
    head = quarter.roster.people[quarter.roster.departments[name].head]
    return DepartmentView(
        heading=with_record(quarter, department_record(name, members, quarter), "department", t),
        department=name,
        head=head.name,
        people=len(members),
        incomplete=any(e.status is Status.HELD_BACK for e in members),
        held_back=held_back(members),
        not_scored=not_scored(members),
        grades=grade_counts(members, past, quarter.scheme),
        comparison=comparison(members, past, quarter),
        tables=_tables(members, before, quarter.scheme, t),
        apart=unscored(members, t),
        lowest=lowest(kpis, quarter.scheme),
        moves=moves(kpis, kpis_in(name, before) if before and known else (), quarter.scheme),
        bounds=tuple(f"{g.low:f}" for g in quarter.scheme.grades),
        violations=violation_words(quota_group(name), quarter, t),
        survey=department_survey({e.person.id for e in members}, quarter, t),
        grade_rules=grade_rules(quarter.scheme, t),
    )


def _tables(
    members: Sequence[EmployeeOutcome],
    before: QuarterOutcome | None,
    scheme: Scheme,
    t: NullTranslations,
) -> tuple[PostTable, ...]:
    everybody = scored(members)
    places = ranks([e.total for e in everybody if e.total is not None])
    ranked = {e.person.id: rank for e, rank in zip(everybody, places, strict=True)}
    tables = []
    for post in scheme.posts:
        group = sorted(
            (e for e in everybody if e.person.post == post), key=lambda e: -(e.total or Decimal(0))
        )
        if group:
            rows = tuple(_member(e, ranked[e.person.id], before, scheme, t) for e in group)
            tables.append(_table(post, group, rows, scheme))
    return tuple(tables)


def _table(
    post: str, group: list[EmployeeOutcome], rows: tuple[MemberRow, ...], scheme: Scheme
) -> PostTable:
    places = scheme.settings.score_places
    kpis = scheme.kpis_of(post)
    behaviours = [e.behaviour.score for e in group if e.behaviour]
    columns = zip(*(_scores(e, scheme) for e in group), strict=True)
    return PostTable(
        post=post,
        kpis=tuple(k.name for k in kpis),
        weights=tuple(formats.typed_percents(k.weight for k in kpis)),
        with_behaviour=bool(behaviours),
        members=rows,
        means=tuple(formats.number(_mean(column), places) for column in columns),
        mean_behaviour=formats.number(_mean(behaviours), places),
        mean_total=formats.number(mean_total(group), scheme.settings.total_places),
    )


def _scores(e: EmployeeOutcome, scheme: Scheme) -> tuple[Fraction | None, ...]:
    """Scores of the KPIs of the employee's present post."""
    now = [p for p in e.parts if p.post == e.person.post]
    found = {k.kpi.name: k.score for part in now for k in part.kpis}
    return tuple(found.get(k.name) for k in scheme.kpis_of(e.person.post))


def _tone(score: Fraction | None, scheme: Scheme) -> int:
    """Index of the grade, 0 for the best; 0 also for not applicable, which is not highlighted."""
    if score is None:
        return 0
    total = rounded(score, scheme.settings.total_places)
    return scheme.grades.index(scheme.grade(total))


def _mean(values: Sequence[Fraction | None]) -> Fraction | None:
    numbers = [v for v in values if v is not None]
    return sum(numbers, Fraction(0)) / len(numbers) if numbers else None


def _member(
    e: EmployeeOutcome,
    rank: int,
    before: QuarterOutcome | None,
    scheme: Scheme,
    t: NullTranslations,
) -> MemberRow:
    places, total_places = scheme.settings.score_places, scheme.settings.total_places
    past = before.employees.get(e.person.id) if before else None
    last = past.total if past else None
    return MemberRow(
        id=e.person.id,
        name=e.person.name,
        scores=tuple(formats.number(score, places) for score in _scores(e, scheme)),
        tones=tuple(_tone(score, scheme) for score in _scores(e, scheme)),
        rank=str(rank),
        remark=remark(e, t),
        behaviour=formats.number(e.behaviour.score if e.behaviour else None, places),
        total=formats.number(e.total, total_places),
        grade=e.grade,
        change=formats.change(e.total - last, total_places)
        if e.total is not None and last is not None
        else "",
    )


def lowest(kpis: Sequence[KpiOutcome], scheme: Scheme) -> tuple[LowKpi, ...]:
    """Returns the 3 KPIs with the lowest mean scores, over the outcomes in which they apply."""
    people = Counter((k.kpi.post, k.kpi.name) for k in kpis if k.score is not None)
    means = sorted((mean, key, people[key]) for key, mean in kpi_means(kpis).items())
    places = scheme.settings.score_places
    return tuple(
        LowKpi(post, kpi, formats.number(mean, places), n, min(float(mean), 1.0))
        for mean, (post, kpi), n in means[:LOWEST]
    )
