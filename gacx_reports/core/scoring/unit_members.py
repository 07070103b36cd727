"""Which employees belong to a department in a quarter."""

from gacx_reports.core.roster.assignments import assignments, home
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome


def members_of(name: str, quarter: QuarterOutcome) -> tuple[EmployeeOutcome, ...]:
    """Returns the employees whom the department's head evaluates, in the roster's order."""
    return tuple(e for e in quarter.employees.values() if _home(e, quarter) == name)


def _home(e: EmployeeOutcome, quarter: QuarterOutcome) -> str:
    held = assignments(e.person, quarter.roster, quarter.quarter)
    return home(held[-1], quarter.roster)
