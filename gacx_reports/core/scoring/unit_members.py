"""Which employees belong to a department in a quarter, and which of their KPIs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from gacx_reports.core.roster.assignments import assignments, at_home, home
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome, Part
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status


def members_of(name: str, quarter: QuarterOutcome) -> tuple[EmployeeOutcome, ...]:
    """Returns the employees whom the department's head evaluates on the quarter's last day, in the roster's order."""
    here = at_home(quarter.roster, quarter.quarter).get(name, ())
    present = (a.id for a in here if a.last == quarter.quarter.last_day)
    return tuple(quarter.employees[i] for i in present if i in quarter.employees)


def unit_of(person: str, quarter: QuarterOutcome) -> str:
    """Returns the one department of which the employee is a member: of a head it is the upper department, or ""."""
    last = assignments(quarter.roster.people[person], quarter.roster, quarter.quarter)[-1]
    return home(last, quarter.roster)


def kpis_of(members: Iterable[EmployeeOutcome]) -> list[KpiOutcome]:
    """Returns the KPIs of those who are scored, of the whole quarter; one by project once, as `over_projects` says."""
    return [k for e in members if e.status is Status.SCORED for k in over_projects(e.parts)]


def kpis_in(name: str, quarter: QuarterOutcome) -> list[KpiOutcome]:
    """Returns the KPIs of the department's scored members, without those that another department evaluated before a
    transfer; of one by project a single outcome.
    """
    here = {(a.id, a.first) for a in at_home(quarter.roster, quarter.quarter).get(name, ())}
    return [
        k
        for e in members_of(name, quarter)
        if e.status is Status.SCORED
        for k in over_projects(p for p in e.parts if (e.person.id, p.first) in here)
    ]


def over_projects(parts: Iterable[Part]) -> list[KpiOutcome]:
    """Returns the parts' KPIs; of one by project a single outcome per assignment, which is about no project.

    Its score is the mean over the projects to which the KPI applies, by their weights; None if it applies to none.
    """
    found: dict[tuple[date, str], list[tuple[Fraction, KpiOutcome]]] = {}
    for part in parts:
        weight = Fraction(1) if part.project_weight is None else part.project_weight
        for k in part.kpis:
            found.setdefault((part.first, k.kpi.name), []).append((weight, k))
    return [alike[0][1] if len(alike) == 1 else _together(alike) for alike in found.values()]


def _together(alike: Sequence[tuple[Fraction, KpiOutcome]]) -> KpiOutcome:
    scores = [(weight, k.score) for weight, k in alike if k.score is not None]
    whole = sum((weight for weight, _ in scores), Fraction(0))
    mean = sum((weight * score for weight, score in scores), Fraction(0)) / whole if whole else None
    return replace(alike[0][1], score=mean, project="")
