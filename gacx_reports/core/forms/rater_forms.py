"""Workbooks of raters: ratings of oneself and of others, one per rater."""

from collections.abc import Iterator, Mapping

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import RATINGS_FOLDERS, Form, FormKind, signature
from gacx_reports.core.forms.input_sheets import (
    COVER,
    RATINGS,
)
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.eligibility import left, rated_this_half
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.scheme import Scheme


def rater_forms(
    people: tuple[Assignment, ...], scheme: Scheme, roster: Roster, quarter: Period
) -> Iterator[Form]:
    """Yields `评价/<工号>.xlsx` for everybody who rates self or others, in quarters with evaluation; employees first.

    No form for raters who have left, and no rows for employees who will not be evaluated this half-year.
    """
    if not scheme.behaviours_count(quarter):
        return
    now = {a.id: a for a in people if a.last == quarter.last_day}
    about = {i: a for i, a in now.items() if rated_this_half(a.person, roster, scheme, quarter)}
    seconds = grouped(about, lambda i: second_superior(i, roster))
    for rater in (i for i, a in now.items() if not left(a.person, quarter)):
        own = about.get(rater)
        rated = [own] if own and _rates(own, Rater.SELF, scheme) else []
        rated += _led_by_others(rater, about, seconds, scheme, roster)
        rated += _others(rater, about, scheme, roster)
        if rated:
            yield _form(rater, signature(roster.people[rater]), rated, (rater,))
    for rater, listed in roster.raters.items():
        rated = _others(rater, about, scheme, roster) if listed.name else []
        if rated:
            yield _form(rater, listed.name, rated, ())


def _form(rater: str, owner: str, rated: list[Assignment], fillers: tuple[str, ...]) -> Form:
    workbook, english = (f"{folder}/{rater}.xlsx" for folder in RATINGS_FOLDERS)
    sheets = (COVER, RATINGS)
    return Form(
        workbook, FormKind.RATER, "", owner, tuple(rated), sheets, (), english, fillers=fillers
    )


def _others(
    rater: str, about: dict[str, Assignment], scheme: Scheme, roster: Roster
) -> list[Assignment]:
    """Those whom sheet 互评 has the rater rate, as a kind that has a weight for them."""
    listed = roster.raters.get(rater)
    rates = listed.rates.items() if listed else ()
    return [about[i] for i, kind in rates if i in about and _rates(about[i], kind, scheme)]


def _led_by_others(
    rater: str,
    about: dict[str, Assignment],
    seconds: Mapping[str, list[str]],
    scheme: Scheme,
    roster: Roster,
) -> list[Assignment]:
    """Those whose second superior the rater is, unless sheet 互评 has them rated as something else."""
    listed = roster.raters.get(rater)
    known = listed.rates if listed else {}
    found = (about[i] for i in seconds.get(rater, ()) if i not in known)
    return [a for a in found if _rates(a, Rater.SECOND_SUPERIOR, scheme)]


def second_superior(person: str, roster: Roster) -> str:
    """Returns the ID of the supervisor's supervisor of the employee with that ID; "" for none."""
    return next(iter(roster.superiors(person)[1:]), "")


def _rates(rated: Assignment, rater: Rater, scheme: Scheme) -> bool:
    group = scheme.behaviours_of(rated.post)
    return group is not None and bool(group.raters.get(rater))
