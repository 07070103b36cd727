"""Reminders (催办信): recipients and the workbooks or signatures that are missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from gacx_reports.core.forms.form import parts_of, signature
from gacx_reports.core.mailing.addresses import of_form
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.submissions.return_status import Return, ReturnState


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder to one employee; without workbooks it is about the acknowledgement."""

    person: str
    """Employee ID."""
    name: str
    address: str
    workbooks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminders:
    """Reminders to be written as drafts, and the cases without one."""

    drafts: tuple[Reminder, ...]
    unreachable: tuple[str, ...]
    """IDs of employees without a plain address in an allowed domain."""
    unowned: tuple[Return, ...] = ()
    """Workbooks whose owner is not an employee on the roster."""


def of_returns(returns: Iterable[Return], roster: Roster, domains: Iterable[str]) -> Reminders:
    """Returns a reminder to each owner of workbooks that are missing, unreadable or faulty; to all who share one."""
    owners = {signature(p): p.id for p in roster.people.values()}
    missing: dict[str, list[str]] = defaultdict(list)
    unowned = []
    for r in returns:
        if r.state is not ReturnState.IN:
            asked = [owners[s] for s in parts_of(r.owner) if s in owners]
            for someone in asked:
                missing[someone].append(r.workbook)
            if not asked:
                unowned.append(r)
    found = _reachable({i: tuple(b) for i, b in missing.items()}, roster, domains)
    return replace(found, unowned=tuple(unowned))


def of_acknowledgements(people: Iterable[str], roster: Roster, domains: Iterable[str]) -> Reminders:
    """Returns a reminder to each of the employees, given by ID; IDs that are not on the roster are left out."""
    there = [i for i in people if i in roster.people]
    return _reachable(dict.fromkeys(there, ()), roster, domains)


def _reachable(
    wanted: Mapping[str, tuple[str, ...]], roster: Roster, domains: Iterable[str]
) -> Reminders:
    allowed = tuple(domains)
    drafts, nobody = [], []
    for person, books in wanted.items():
        p = roster.people[person]
        if of_form(p.email, allowed):
            nobody.append(person)
        else:
            drafts.append(Reminder(person, p.name, p.email, books))
    return Reminders(tuple(drafts), tuple(nobody))
