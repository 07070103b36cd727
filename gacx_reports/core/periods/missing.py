"""Issues about periods of which somebody's total is not published, though it may still be."""

from collections.abc import Iterator

from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.periods.published import PeriodState
from gacx_reports.core.periods.weigh import PeriodsResult
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.read_cell import bound


def missing_periods(person: Person, found: PeriodsResult, scheme: Scheme) -> Iterator[Issue]:
    """P72: a period is not published. P73: it is, without this person. P84: it is, for the ID under another name.

    Warnings where the others take its weight.
    """
    post = scheme.posts[person.post]
    for row in found.open:
        details = {"period": str(row.period), "share": bound(post.periods, percent=True)}
        if row.state is PeriodState.UNPUBLISHED:
            yield Issue(
                P.PERIOD_NOT_PUBLISHED,
                post.at("各期权重"),
                str(row.period),
                details,
                harmless=not found.waits,
            )
        elif row.state is PeriodState.OTHER_NAME:
            yield Issue(
                P.PERIOD_UNDER_OTHER_NAME,
                person.place,
                row.other_name,
                {"period": str(row.period), "name": person.name},
                person.id,
                harmless=not found.waits,
            )
        else:
            yield Issue(
                P.PERIOD_WITHOUT_PERSON,
                person.place,
                str(row.period),
                details,
                person.id,
                harmless=not found.waits,
            )
