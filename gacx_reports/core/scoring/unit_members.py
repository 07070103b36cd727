"""Which employees belong to a department in a quarter, and which of their KPIs."""

from collections.abc import Iterable

from gacx_reports.core.roster.assignments import assignments, at_home, home
from gacx_reports.core.scoring.kpi_outcome import KpiOutcome
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
    """Returns the KPIs of those who are scored, of the whole quarter."""
    return [k for e in members if e.status is Status.SCORED for k in e.kpis]


def kpis_in(name: str, quarter: QuarterOutcome) -> list[KpiOutcome]:
    """Returns the KPIs of the department's scored members, without those that another department evaluated before a
    transfer.
    """
    here = {(a.id, a.first) for a in at_home(quarter.roster, quarter.quarter).get(name, ())}
    return [
        k
        for e in members_of(name, quarter)
        if e.status is Status.SCORED
        for part in e.parts
        if (e.person.id, part.first) in here
        for k in part.kpis
    ]
