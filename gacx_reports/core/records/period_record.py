"""A published period that counts in a longer one, as the record of an employee has it."""

from typing import TypedDict

from gacx_reports.core.exact import twelve_places
from gacx_reports.core.periods.weigh import PeriodRow


class PeriodRecord(TypedDict):
    """A shorter period that counts, as it was published."""

    period: str
    """`2024Q1`."""
    state: str
    """A PeriodState."""
    reason: str | None
    """Why it has no total, as published."""
    post: str | None
    department: str | None
    days: int
    """Calendar days on which the person was employed."""
    total: str | None
    """As published."""
    grade: str | None
    revision: int | None
    weight: str
    """By the scheme, 0 to 1."""
    share: str
    """What it weighs; 0 without a total."""


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
