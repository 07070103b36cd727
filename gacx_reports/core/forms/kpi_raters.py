"""Who types the value of a KPI that several people score, and in which workbook."""

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.roster.assignments import Assignment, home
from gacx_reports.core.roster.eligibility import left
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import Scheme


def second_superior(person: str, roster: Roster) -> str:
    """Returns the ID of the supervisor's supervisor of the employee with that ID; "" for none."""
    return next(iter(roster.superiors(person)[1:]), "")


def scorer(rater: Rater, held: Assignment, roster: Roster, quarter: Period) -> str:
    """Returns the ID of who scores the assignment's KPIs as 自评 or 间接上级; "" if the roster has nobody.

    Of a post before a transfer it is the supervisor of who headed the department then.
    """
    if rater is Rater.SELF:
        return held.id
    found = second_superior(held.id, roster)
    if held.last < quarter.last_day:
        department = roster.departments.get(home(held, roster))
        head = roster.people.get(department.head) if department else None
        found = head.supervisor if head else ""
    there = found in roster.people and not left(roster.people[found], quarter)
    return found if there and found != held.id else ""


def role(form: Form, held: Assignment) -> Rater | None:
    """Returns as what kind of rater who fills in the workbook types the assignment's KPIs; None: not at all."""
    if form.kind is not FormKind.RATER:
        return Rater.SUPERVISOR
    if held not in form.scored:
        return None
    return Rater.SELF if held.id == form.rater else Rater.SECOND_SUPERIOR


def typed_in(form: Form, held: Assignment, scheme: Scheme) -> list[Kpi]:
    """Returns the KPIs of the assignment whose values are typed in that workbook."""
    kind = role(form, held)
    return [k for k in scheme.kpis_of(held.post) if kind and k.asks(kind)]
