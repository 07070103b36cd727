"""Reminders (催办信): recipients and the workbooks or signatures that are missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from gacx_reports.core.mailing.addresses import of_form
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.submissions.return_status import Return, ReturnState


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A published report that nobody has acknowledged yet."""

    person: str
    """Employee ID."""
    revision: int
    appeals_until: date
    """As the report prints it."""
    mailed: bool
    """Whether this revision was mailed; not if nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder to one employee: about workbooks, or about the acknowledgement of a report."""

    person: str
    """Employee ID."""
    name: str
    address: str
    workbooks: tuple[Return, ...] = ()
    report: Unsigned | None = None


@dataclass(frozen=True, slots=True)
class Reminders:
    """Reminders to be written as drafts, and the cases without one."""

    drafts: tuple[Reminder, ...]
    unreachable: tuple[str, ...]
    """IDs of employees without a plain address in an allowed domain."""
    unowned: tuple[Return, ...] = ()
    """Workbooks whose owner is not an employee on the roster."""
    unsent: tuple[str, ...] = ()
    """IDs of employees who were not mailed the revision that they have not acknowledged."""

    @property
    def missing(self) -> bool:
        """Whether somebody is not reminded by a draft."""
        return bool(self.unreachable or self.unowned or self.unsent)


def of_returns(returns: Iterable[Return], roster: Roster, domains: Iterable[str]) -> Reminders:
    """Returns a reminder to each owner of workbooks that are missing, unreadable or faulty; to all who share one."""
    missing: dict[str, list[Return]] = defaultdict(list)
    unowned = []
    for r in returns:
        if r.state is not ReturnState.IN:
            for someone in r.fillers:
                missing[someone].append(r)
            if not r.fillers:
                unowned.append(r)
    wanted = [_to(i, roster, workbooks=tuple(books)) for i, books in missing.items()]
    return replace(_reachable(wanted, domains), unowned=tuple(unowned))


def of_acknowledgements(
    reports: Iterable[Unsigned], roster: Roster, domains: Iterable[str]
) -> Reminders:
    """Returns a reminder to everybody who was mailed the report; those who are not on the roster are left out.

    It says that the report was mailed, so whoever was not sent that revision gets none and is named.
    """
    there = [r for r in reports if r.person in roster.people]
    wanted = [_to(r.person, roster, report=r) for r in there if r.mailed]
    unsent = tuple(r.person for r in there if not r.mailed)
    return replace(_reachable(wanted, domains), unsent=unsent)


def _to(
    person: str, roster: Roster, workbooks: tuple[Return, ...] = (), report: Unsigned | None = None
) -> Reminder:
    p = roster.people[person]
    return Reminder(person, p.name, p.email, workbooks, report)


def _reachable(wanted: Iterable[Reminder], domains: Iterable[str]) -> Reminders:
    allowed = tuple(domains)
    drafts, nobody = [], []
    for reminder in wanted:
        if of_form(reminder.address, allowed):
            nobody.append(reminder.person)
        else:
            drafts.append(reminder)
    return Reminders(tuple(drafts), tuple(nobody))
