"""Plans of visits: the drawn jobs that a department's head checks at the customer's, from the record of the draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.survey.draw_record import DrawRecord, RecordedPerson
from gacx_reports.core.survey.frame import FrameJob


@dataclass(frozen=True, slots=True)
class Visit:
    """One line: a first choice or a reserve."""

    label: str
    """编号: the visit's number in the plan and the rank, such as `3-0`."""
    rank: int
    """0: first choice; 1, 2, …: its reserves."""
    number: str
    """单号."""
    customer: str
    phone: str
    day: date
    kind: str
    employee: str
    """ID and name."""
    post: str


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """The visits of one department, by employee."""

    quarter: Period
    table: str
    department: str
    drawn_on: date
    frame: str
    """SHA-256 of the frame."""
    visits: tuple[Visit, ...]

    @property
    def first_choices(self) -> int:
        """Number of visits to make."""
        return sum(not visit.rank for visit in self.visits)


def visit_plans(
    record: DrawRecord, jobs: Iterable[FrameJob], expected: Iterable[Form], roster: Roster
) -> tuple[VisitPlan, ...]:
    """Returns a plan per department that fills in the drawn table, in the order of the forms.

    `jobs` is the frame, from which telephone numbers and days are taken.
    """
    known = {job.number: job for job in jobs}
    found: dict[str, list[Visit]] = {}
    forms = [form for form in expected if record.table in form.tables]
    for form in forms:
        own = {(a.id, a.post) for a in form.people}
        for person in record.people:
            if (person.id, person.post) in own:
                visits = found.setdefault(form.department, [])
                visits += _visits(person, known, roster, sum(not v.rank for v in visits))
    return tuple(
        VisitPlan(
            record.quarter,
            record.table,
            department,
            record.drawn_on,
            record.frame.sha256,
            tuple(visits),
        )
        for department, visits in found.items()
    )


def _visits(
    person: RecordedPerson, known: Mapping[str, FrameJob], roster: Roster, before: int
) -> Iterable[Visit]:
    """The person's lines; `before` is the number of first choices that the plan has already."""
    name = roster.people[person.id].name if person.id in roster.people else ""
    for call in person.calls:
        job = known[call.number]
        yield Visit(
            label=f"{before + call.slot}-{call.rank}",
            rank=call.rank,
            number=job.number,
            customer=job.customer,
            phone=job.phone,
            day=job.day,
            kind=job.kind,
            employee=f"{person.id} {name}".strip(),
            post=person.post,
        )
