"""View of a department's report: the employees whom its head evaluates."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.records.unit_records import department_record
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.grade_rules import grade_rules
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.core.scoring.quota_groups import department as quota_group
from gacx_reports.core.scoring.unit_members import kpis_in, members_of
from gacx_reports.core.views.headcount import (
    Comparison,
    GradeCount,
    comparison,
    grade_counts,
    held_back,
    not_scored,
    violation_words,
)
from gacx_reports.core.views.heading import Heading, Unscored, unscored, with_record
from gacx_reports.core.views.kpi_movement import MoveRow, kpi_means, moves
from gacx_reports.core.views.survey.remarks import DepartmentSurvey, department_survey
from gacx_reports.core.views.trend import History
from gacx_reports.core.views.units.post_table import PostTable, post_tables, shades

LOWEST = 3
"""Number of the lowest KPIs that are listed."""


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
    """Lower bounds of the grades that full marks reach, best first: the legend of the darkness of scores."""
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
        tables=post_tables(members, before, quarter.scheme, t),
        apart=unscored(members, t),
        lowest=lowest(kpis, quarter.scheme),
        moves=moves(kpis, kpis_in(name, before) if before and known else (), quarter.scheme),
        bounds=tuple(f"{low:f}" for low in shades(quarter.scheme)),
        violations=violation_words(quota_group(name), quarter, t),
        survey=department_survey({e.person.id for e in members}, quarter, t),
        grade_rules=grade_rules(quarter.scheme, t),
    )


def lowest(kpis: Sequence[KpiOutcome], scheme: Scheme) -> tuple[LowKpi, ...]:
    """Returns the 3 KPIs with the lowest mean scores, over the outcomes in which they apply."""
    people = Counter((k.kpi.post, k.kpi.name) for k in kpis if k.score is not None)
    means = sorted((mean, key, people[key]) for key, mean in kpi_means(kpis).items())
    places = scheme.settings.score_places
    return tuple(
        LowKpi(post, kpi, formats.number(mean, places), n, min(float(mean / scheme.full), 1.0))
        for mean, (post, kpi), n in means[:LOWEST]
    )
