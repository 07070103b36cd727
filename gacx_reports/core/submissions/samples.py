"""The sample behind a KPI whose calls were drawn."""

from dataclasses import dataclass

from gacx_reports.core.forms.form import Form
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.scheme.kpi import Kpi, Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.submissions.submissions import Submissions


@dataclass(frozen=True, slots=True)
class Sample:
    """The calls behind a KPI whose customers were drawn by ticket."""

    jobs: int
    """The frame: the employee's jobs that may be called."""
    do_not_call: int
    """The employee's other jobs: the customer does not want to be called."""
    drawn: int
    """First choices."""
    called: int
    """Customers who were called, reserves included."""
    answered: int
    """Customers who answered, at least in part; n may be smaller, for 不适用 does not count."""
    bounded: bool
    """Whether the value is a share or a mean of scores from 0 to 1, for which the frame gives an exact interval."""


def sample_of(
    kpi: Kpi,
    held: Assignment,
    forms: tuple[Form, ...],
    submissions: Submissions,
    scheme: Scheme,
) -> Sample | None:
    """Returns the employee's sample in that post; None if the KPI's records weren't drawn, or only some count."""
    draw = next((f.draw for f in forms if f.draw and f.draw.table == kpi.table), None)
    person = draw.person(held.id, held.post) if draw else None
    column = scheme.tables[kpi.table].column(kpi.column) if kpi.table in scheme.tables else None
    scored = column is not None and column.kind in (Kind.CHOICE, Kind.YES_NO)
    if person is None or kpi.where_column or not scored:
        return None
    own = (
        call
        for call in submissions.calls.get(kpi.table, ())
        if (call.person, call.post) == (held.id, held.post) and call.outcome is not None
    )
    made = tuple(own)
    return Sample(
        jobs=person.jobs,
        do_not_call=person.do_not_call,
        drawn=sum(call.rank == 0 for call in person.calls),
        called=len(made),
        answered=sum(call.answered for call in made),
        bounded=kpi.source in (Source.MEAN, Source.SHARE),
    )
