"""Sheet of `results.xlsx` with the published periods of everybody, as of a year its quarters."""

from gettext import NullTranslations

from gacx_reports.core.periods.published import PeriodState
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.views.employee.periods import why_none
from gacx_reports.excel.results.table_sheet import (
    COUNT,
    PERCENT,
    SCORE,
    TEXT,
    ResultPerson,
    ResultSheet,
    people_sheet,
    score,
)
from gacx_reports.i18n import N_


def period_sheets(outcome: QuarterOutcome, t: NullTranslations) -> tuple[ResultSheet, ...]:
    """Returns a sheet with everybody's periods and why one has no total; none if shorter periods do not count."""
    named = (
        (N_("Period"), TEXT),
        (N_("Post"), TEXT),
        (N_("Department"), TEXT),
        (N_("Days"), COUNT),
        (N_("Total"), SCORE),
        (N_("Grade"), TEXT),
        (N_("Weight"), PERCENT),
        (N_("Effective weight"), PERCENT),
        (N_("Weighted"), SCORE),
        (N_("Revision"), COUNT),
        (N_("Remark"), TEXT),
    )
    rows: list[ResultPerson] = [
        (
            e.person,
            str(row.period),
            then.post if then else None,
            then.department if then else None,
            row.days,
            then.total if then else None,
            then.grade if then else None,
            score(row.weight, 6),
            score(row.share, 6),
            score(row.weighted),
            then.revision if then else None,
            None if row.state is PeriodState.SCORED else why_none(row, t),
        )
        for e in outcome.employees.values()
        if e.periods
        for row in e.periods.rows
        for then in [row.published]
    ]
    return (people_sheet(N_("Periods"), named, rows),) if rows else ()
