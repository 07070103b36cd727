"""Which employees belong to a department in a quarter, and which of their KPIs."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from gacx_reports.core.roster.assignments import assignments, at_home, home
from gacx_reports.core.scoring.kpi_outcome import KpiOutcome, Part
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
    """Returns the KPIs of those who are scored, of the whole quarter; of one by project a single outcome."""
    return [
        k for e in members if e.status is Status.SCORED for part in e.parts for k in _once(part, e)
    ]


def kpis_in(name: str, quarter: QuarterOutcome) -> list[KpiOutcome]:
    """Returns the KPIs of the department's scored members, without those that another department evaluated before a
    transfer; of one by project a single outcome.
    """
    here = {(a.id, a.first) for a in at_home(quarter.roster, quarter.quarter).get(name, ())}
    return [
        k
        for e in members_of(name, quarter)
        if e.status is Status.SCORED
        for part in e.parts
        if (e.person.id, part.first) in here
        for k in _once(part, e)
    ]


def _once(part: Part, e: EmployeeOutcome) -> Iterator[KpiOutcome]:
    """The part's KPIs with their scores over all projects; nothing of a project but the assignment's first."""
    first = (
        next(p for p in e.parts if p.project and p.first == part.first) if part.project else part
    )
    if first is part:
        yield from (replace(k, score=over_projects(e, part.first, k)) for k in part.kpis)


def over_projects(e: EmployeeOutcome, first: date, k: KpiOutcome) -> Fraction | None:
    """Returns the KPI's score in the assignment that began on `first`; by project the mean over the projects to which
    it applies, by their weights; None for not applicable."""
    if not k.project:
        return k.score
    alike = [
        (part.project_weight or Fraction(0), other.score)
        for part in e.parts
        if part.first == first and part.project
        for other in part.kpis
        if other.kpi.name == k.kpi.name and other.score is not None
    ]
    whole = sum((w for w, _ in alike), Fraction(0))
    return sum((w * s for w, s in alike), Fraction(0)) / whole if whole else None
