"""The sample behind a KPI whose calls were drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gacx_reports.core.forms.form import Form
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.core.survey.calls import Call
from gacx_reports.core.survey.draw_record import RecordedPerson


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
    """Whether the value is a share or a mean of levels, for which the frame gives an exact interval."""


Samples = Mapping[tuple[str, str, str], Sample]
"""(record table, employee ID, post) → the sample, of the tables whose calls were drawn."""


def samples(forms: Iterable[Form], submissions: Submissions) -> Samples:
    """Returns the samples of all surveys whose call sheets are among the forms; as of values without bounds."""
    found = {}
    for table, draw in {f.draw.table: f.draw for f in forms if f.draw}.items():
        made = grouped(submissions.calls.get(table, ()), lambda call: (call.person, call.post))
        for person in draw.people:
            calls = made.get((person.id, person.post), ())
            found[table, person.id, person.post] = _sample(person, calls)
    return found


def _sample(person: RecordedPerson, calls: Sequence[Call]) -> Sample:
    made = [call for call in calls if call.outcome is not None]
    return Sample(
        jobs=person.jobs,
        do_not_call=person.do_not_call,
        drawn=sum(call.rank == 0 for call in person.calls),
        called=len(made),
        answered=sum(call.answered for call in made),
        bounded=False,
    )


def sample_of(kpi: Kpi, held: Assignment, known: Samples, scheme: Scheme) -> Sample | None:
    """Returns the employee's sample in that post; None if the KPI's records weren't drawn, or only some count."""
    sample = known.get((kpi.table, held.id, held.post))
    column = scheme.tables[kpi.table].column(kpi.column) if kpi.table in scheme.tables else None
    scored = column is not None and column.kind in (Kind.CHOICE, Kind.YES_NO)
    if sample is None or kpi.conditions or not scored:
        return None
    return replace(sample, bounded=kpi.source in (Source.MEAN, Source.SHARE))
