"""Workbooks of raters: ratings and scores of oneself and of others, one per rater."""

from collections.abc import Iterator, Mapping

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form, FormKind, signature
from gacx_reports.core.forms.input_sheets import (
    COVER,
    RATINGS,
    typed_sheet,
)
from gacx_reports.core.forms.kpi_raters import scorer, second_superior
from gacx_reports.core.forms.ratings_folders import RATINGS_FOLDERS
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.eligibility import left, rated_this_half, will_be_scored
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.scheme import Scheme


def rater_forms(
    people: tuple[Assignment, ...], scheme: Scheme, roster: Roster, quarter: Period
) -> Iterator[Form]:
    """Yields `评价/<工号>.xlsx` for everybody who rates behaviours or scores KPIs of self or others; employees first.

    Behaviours are asked in quarters with evaluation only. No form for raters who have left, and no rows for employees
    who will not be evaluated this half-year, or not be scored.
    """
    now = {a.id: a for a in people if a.last == quarter.last_day}
    about: dict[str, Assignment] = {}
    if scheme.behaviours_count(quarter):
        about = {i: a for i, a in now.items() if rated_this_half(a.person, roster, scheme, quarter)}
    seconds = grouped(about, lambda i: second_superior(i, roster))
    kpis = _kpis_scored(people, scheme, roster, quarter)
    for rater in (i for i, a in now.items() if not left(a.person, quarter)):
        own = about.get(rater)
        rated = [own] if own and _rates(own, Rater.SELF, scheme) else []
        rated += _led_by_others(rater, about, seconds, scheme, roster)
        rated += _others(rater, about, scheme, roster)
        scored = kpis.get(rater, [])
        if rated or scored:
            yield _form(rater, signature(roster.people[rater]), rated, scored, (rater,))
    for rater, listed in roster.raters.items():
        rated = _others(rater, about, scheme, roster) if listed.name else []
        if rated:
            yield _form(rater, listed.name, rated, [], ())


def _form(
    rater: str,
    owner: str,
    rated: list[Assignment],
    scored: list[Assignment],
    fillers: tuple[str, ...],
) -> Form:
    workbook, english = (f"{folder}/{rater}.xlsx" for folder in RATINGS_FOLDERS)
    sheets = (COVER, *((typed_sheet(()),) if scored else ()), *((RATINGS,) if rated else ()))
    return Form(
        workbook,
        FormKind.RATER,
        "",
        owner,
        tuple(dict.fromkeys((*scored, *rated))),
        sheets,
        (),
        english,
        fillers=fillers,
        rated=tuple(rated),
        scored=tuple(scored),
    )


def _kpis_scored(
    people: tuple[Assignment, ...], scheme: Scheme, roster: Roster, quarter: Period
) -> dict[str, list[Assignment]]:
    """Rater's ID → the assignments whose KPIs they score as 自评 or 间接上级, in any quarter; their own first."""
    found: dict[str, list[Assignment]] = {}
    for kind in (Rater.SELF, Rater.SECOND_SUPERIOR):
        for held in people:
            asked = any(k.asks(kind) for k in scheme.kpis_of(held.post))
            if asked and will_be_scored(held.person, roster, scheme, quarter):
                found.setdefault(scorer(kind, held, roster, quarter), []).append(held)
    return found


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


def _rates(rated: Assignment, rater: Rater, scheme: Scheme) -> bool:
    group = scheme.behaviours_of(rated.post)
    return group is not None and bool(group.raters.get(rater))
