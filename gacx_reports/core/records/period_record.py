"""A published period that counts in a longer one, as the record of an employee has it."""

from gacx_reports.core.exact import twelve_places
from gacx_reports.core.periods.weigh import PeriodRow
from gacx_reports.core.records.employee_types import PeriodRecord


def period_record(row: PeriodRow) -> PeriodRecord:
    """Returns the row with its shares as decimal strings."""
    then = row.published
    return {
        "period": str(row.period),
        "state": row.state.value,
        "reason": then.reason or None if then else None,
        "post": then.post if then else None,
        "department": then.department if then else None,
        "days": row.days,
        "total": f"{then.total:f}" if then and then.total is not None else None,
        "grade": then.grade or None if then else None,
        "revision": then.revision if then else None,
        "weight": twelve_places(row.weight),
        "share": twelve_places(row.share),
    }
