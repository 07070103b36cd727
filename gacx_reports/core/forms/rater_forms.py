"""Workbooks of raters: self and peer ratings, one per rater."""

from collections.abc import Iterator

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import RATINGS_FOLDERS, Form, FormKind, signature
from gacx_reports.core.forms.input_sheets import (
    COVER,
    RATINGS,
)
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.eligibility import left, rated_this_half
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.scheme import Scheme


def rater_forms(
    people: tuple[Assignment, ...], scheme: Scheme, roster: Roster, quarter: Period
) -> Iterator[Form]:
    """Yields `评价/<工号>.xlsx` for each employee who rates self or peers, in quarters with evaluation.

    No form for raters who have left, and no rows for employees who will not be evaluated this half-year.
    """
    if not scheme.behaviours_count(quarter):
        return
    now = {a.id: a for a in people if a.last == quarter.last_day}
    about = {i: a for i, a in now.items() if rated_this_half(a.person, roster, scheme, quarter)}
    for rater in (i for i, a in now.items() if not left(a.person, quarter)):
        own = about.get(rater)
        rated = [own] if own and _rates(own, Rater.SELF, scheme) else []
        peers = (about[p] for p in roster.peers.get(rater, ()) if p in about)
        rated += [a for a in peers if _rates(a, Rater.PEERS, scheme)]
        if rated:
            owner = signature(roster.people[rater])
            workbook, english = (f"{folder}/{rater}.xlsx" for folder in RATINGS_FOLDERS)
            sheets = (COVER, RATINGS)
            yield Form(
                workbook,
                FormKind.RATER,
                "",
                owner,
                tuple(rated),
                sheets,
                (),
                english,
                fillers=(rater,),
            )


def _rates(rated: Assignment, rater: Rater, scheme: Scheme) -> bool:
    group = scheme.behaviours_of(rated.post)
    return group is not None and bool(group.raters.get(rater))
