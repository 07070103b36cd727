"""Carries out a draw: from the frame, the rules and the salt to the record."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.roster.callers import never_called_by
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.sampling_rule import SamplingRule
from gacx_reports.core.survey.callers import Slot, assign_callers
from gacx_reports.core.survey.draw import PersonDraw, draw_sample
from gacx_reports.core.survey.draw_record import (
    DrawRecord,
    FrameRecord,
    RecordedRule,
    recorded_people,
)
from gacx_reports.core.survey.frame import FrameJob, contacts_hash, frame_hash
from gacx_reports.core.survey.tickets import commitment


@dataclass(frozen=True, slots=True)
class DrawOrder:
    """What is fixed about a draw before it is carried out."""

    quarter: Period
    table: str
    number: int
    """1 for the first draw of the quarter's table, 2, … for a redraw."""
    day: date
    reason: str
    """Reason of a redraw or of a late salt; else ""."""
    salt: str = field(repr=False)
    late_salt: bool
    late_reason: str = ""
    """Why the salt was made at a draw; "" for one that was made in time."""


def carried_out(
    order: DrawOrder,
    jobs: Sequence[FrameJob],
    rules: Sequence[SamplingRule],
    called_last_quarter: Collection[str] = (),
    roster: Roster | None = None,
) -> DrawRecord:
    """Returns the record of a draw from the frame by the table's rules, one per post.

    `called_last_quarter` holds keys of customers, of which the record keeps those in the frame. The callers are those
    of the roster; None: visits, which have none.
    """
    known = {job.customer_key for job in jobs}.intersection(called_last_quarter)
    drawn = draw_sample(jobs, {r.post: r for r in rules}, order.quarter, order.salt, known)
    callers: Mapping[Slot, str] = assigned(drawn, roster) if roster else {}
    return DrawRecord(
        quarter=order.quarter,
        table=order.table,
        draw=order.number,
        drawn_on=order.day,
        reason=order.reason,
        late_salt=order.late_salt,
        late_reason=order.late_reason,
        commitment=commitment(order.salt),
        salt=order.salt,
        rules=tuple(RecordedRule.of(r) for r in sorted(rules, key=lambda r: r.post)),
        frame=FrameRecord(
            sha256=frame_hash(jobs),
            contacts_sha256=contacts_hash(jobs, order.salt),
            jobs=len(jobs),
            do_not_call=sum(job.do_not_call for job in jobs),
        ),
        called_last_quarter=tuple(sorted(known)),
        people=recorded_people(drawn, callers),
    )


def assigned(drawn: Sequence[PersonDraw], roster: Roster) -> Mapping[Slot, str]:
    """Returns which caller of the roster gets each first choice with its reserves."""
    names = [caller.name for caller in roster.callers]
    callers, _ = assign_callers(drawn, names, permission(roster))
    return callers


def permission(roster: Roster) -> Callable[[str, str], bool]:
    """Returns whether a caller may call about an employee, by the caller's name and the employee's ID."""
    never = {caller.name: never_called_by(caller, roster) for caller in roster.callers}
    return lambda caller, person: person not in never[caller]


def nobody_for(jobs: Sequence[FrameJob], roster: Roster) -> tuple[str, ...]:
    """Returns the IDs of employees in the frame about whom no caller of the roster may call."""
    may_call = permission(roster)
    names = [caller.name for caller in roster.callers]
    people = sorted({job.person for job in jobs})
    return tuple(p for p in people if not any(may_call(name, p) for name in names))
