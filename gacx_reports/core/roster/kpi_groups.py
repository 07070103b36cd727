"""KPIs of an assignment that are scored together: all of them, or those of one project each and the others."""

from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.exact import ONE, ZERO
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.kpi import Kpi


@dataclass(frozen=True, slots=True)
class KpiGroup:
    """KPIs whose scores make one part of the result; a KPI that is not applicable gives its weight to the others."""

    held: Assignment
    kpis: tuple[Kpi, ...]
    project: str = ""
    """Project that the KPIs are about; "" for KPIs that aren't by project, or of who has no projects."""
    project_weight: Fraction | None = None
    """The project's weight on the roster, 0 to 1; None without a project."""
    weight: Fraction = ONE
    """Share of the assignment's KPI score, 0 to 1; those of its groups total 1."""
    of_projects: bool = False
    """Whether it is a project's, or beside such groups."""


def kpi_groups(held: Assignment, kpis: tuple[Kpi, ...], roster: Roster) -> tuple[KpiGroup, ...]:
    """Returns the groups of an assignment with these KPIs: a group per project, then the KPIs 按项目 doesn't concern.

    A project's share is its weight on the roster × the weights of the KPIs by project: 0 where these all weigh 0, as
    KPIs may that only limit the grade.
    """
    projects = roster.projects.get(held.id, ())
    by_project = tuple(k for k in kpis if k.by_project)
    if not projects or not by_project:
        return (KpiGroup(held, kpis),)
    others = tuple(k for k in kpis if not k.by_project)
    theirs, rest = (sum((k.weight for k in some), ZERO) for some in (by_project, others))
    groups = [
        KpiGroup(held, by_project, p.name, p.weight, p.weight * theirs, of_projects=True)
        for p in projects
    ]
    if others:
        groups.append(KpiGroup(held, others, weight=rest, of_projects=True))
    return tuple(groups)


def scored_by_project(kpi: Kpi, person: str, roster: Roster) -> bool:
    """Whether the KPI is scored for each of the person's projects; else for the person as a whole."""
    return kpi.by_project and person in roster.projects
