"""Which employees belong to a department in a quarter."""

from gacx_reports.core.roster.assignments import at_home
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome


def members_of(name: str, quarter: QuarterOutcome) -> tuple[EmployeeOutcome, ...]:
    """Returns the employees whom the department's head evaluates on the quarter's last day, in the roster's order."""
    here = at_home(quarter.roster, quarter.quarter).get(name, ())
    present = (a.id for a in here if a.last == quarter.quarter.last_day)
    return tuple(quarter.employees[i] for i in present if i in quarter.employees)
