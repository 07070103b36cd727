"""Proposes the roster of a longer period from those of the shorter ones in it, such as a year's from its quarters'."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.roster import sheets
from gacx_reports.core.roster.next_quarter import RosterRow, RosterRows, next_roster, person_row
from gacx_reports.core.roster.raters import PEERS
from gacx_reports.core.roster.roster import Employment, Leave, Person, Roster


def longer_roster(
    rosters: Sequence[Roster], period: Period, entries: Iterable[tuple[str, str]]
) -> dict[str, RosterRows]:
    """Returns sheet → rows of the roster of `period`, from those of shorter periods in it, the latest last.

    Everybody who was there, as the latest roster that has them says, with all transfers and leave within the period.
    Whoever is missing from a later roster has left: without a leaving date HR must enter it. 免考核 stays only for
    those who were exempt throughout. Performance pay is left for HR to enter: it is that of the whole period.
    """
    found = next_roster(rosters[-1], period, entries)
    found[sheets.PEOPLE.name] = [
        {**person_row(p), "绩效薪资基数": None} for p in _people(rosters, period)
    ]
    found[sheets.TRANSFERS.name] = list(_transfers(rosters, period))
    found[sheets.LEAVE.name] = list(_leave(rosters, period))
    return found | {form.name: [] for form in (PEERS, sheets.UNIT_RESULTS, sheets.CALLERS)}


def _people(rosters: Sequence[Roster], period: Period) -> Iterator[Person]:
    """The latest roster's people in its order, then those whom only earlier ones have."""
    latest: dict[str, Person] = {}
    for roster in reversed(rosters):
        latest |= {p.id: p for p in roster.people.values() if p.id not in latest}
    for person in latest.values():
        if person.left and person.left < period.first_day:
            continue
        yield replace(person, status=_status(person, rosters))


def _status(person: Person, rosters: Sequence[Roster]) -> Employment:
    if person.id not in rosters[-1].people:
        return Employment.LEFT
    stood = [r.people[person.id].status for r in rosters if person.id in r.people]
    exempt = [status is Employment.EXEMPT for status in stood]
    if exempt[-1] and not all(exempt):
        return Employment.EMPLOYED
    return person.status


def _transfers(rosters: Sequence[Roster], period: Period) -> Iterator[RosterRow]:
    """Those within the period, each once, by day."""
    known = {(t.day, t.person): t for roster in rosters for t in roster.transfers}
    for day, person in sorted(known):
        if period.contains(day):
            t = known[day, person]
            yield {
                "工号": person,
                "日期": day,
                "原岗位": t.old_post,
                "新岗位": t.new_post,
                "原部门": t.old_department,
                "新部门": t.new_department,
            }


def _leave(rosters: Sequence[Roster], period: Period) -> Iterator[RosterRow]:
    """Leave that reaches into the period; what several rosters say of one absence is one row."""
    for absence in _joined(a for roster in rosters for a in roster.leave):
        if absence.start <= period.last_day and absence.end >= period.first_day:
            yield {
                "工号": absence.person,
                "起": absence.start,
                "止": absence.end,
                "类型": absence.kind,
            }


def _joined(leave: Iterable[Leave]) -> Iterator[Leave]:
    last: Leave | None = None
    for absence in sorted(leave, key=lambda a: (a.person, a.kind, a.start, a.end)):
        if last is None:
            last = absence
        elif _continues(absence, last):
            last = replace(last, end=max(last.end, absence.end))
        else:
            yield last
            last = absence
    if last:
        yield last


def _continues(absence: Leave, last: Leave) -> bool:
    same = (absence.person, absence.kind) == (last.person, last.kind)
    return same and absence.start <= last.end + timedelta(days=1)
