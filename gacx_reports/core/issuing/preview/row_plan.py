"""Plan of the preview's rows: employees on 试算, their KPIs on 试算明细."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.exact import ONE
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issuing.preview.status_words import words_of
from gacx_reports.core.roster.assignments import Assignment, assignments
from gacx_reports.core.roster.eligibility import by_periods, served_half_year, why_not_scored
from gacx_reports.core.roster.kpi_groups import kpi_groups
from gacx_reports.core.roster.roster import Employment, Person, Roster
from gacx_reports.core.scheme.behaviour_set import BehaviourSet
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.scoring.status_words import REASON_WORDS, STATUS_WORDS

HEAD = 3
"""Number of the header row, below title and note."""


@dataclass(frozen=True, slots=True)
class Stay:
    """An assignment covered by the workbook, or a project in it, and its rows on 试算明细: one per KPI."""

    held: Assignment
    kpis: tuple[Kpi, ...]
    first_row: int
    project: str = ""
    """Project that the KPIs are about; "" for none."""
    project_weight: Fraction | None = None
    """The project's weight on the roster; None for none."""
    of_projects: bool = False
    """Whether it is a part of its assignment, because of projects."""

    @property
    def fraction(self) -> str:
        """The project's weight in a formula: `3/5`; `1/1` without a project."""
        share = ONE if self.project_weight is None else self.project_weight
        return f"{share.numerator}/{share.denominator}"

    @property
    def last_row(self) -> int:
        """Row of its last KPI."""
        return self.first_row + len(self.kpis) - 1

    @property
    def rows(self) -> Iterator[tuple[int, Kpi]]:
        """Row number and KPI of each row."""
        return enumerate(self.kpis, start=self.first_row)


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """An employee of the workbook with the planned rows."""

    person: Person
    number: int
    """Number among the employees of the workbook, from 1."""
    stays: tuple[Stay, ...]
    """Those with KPIs; empty for an employee who has no figures."""
    decided: str
    """Why there are no figures, in the reader's language: not scored, or by published periods alone; "" for others."""
    whole: bool
    """Whether the workbook covers every assignment of the quarter."""
    current: bool
    """Whether it covers the last assignment."""
    behaviours: BehaviourSet | None
    """Behaviour set on which the employee is evaluated this quarter; None for no evaluation."""
    row: int
    """Row on 试算."""
    kpis: tuple[Kpi, ...] = ()
    """Of the last post that the workbook covers, in the scheme's order."""

    @property
    def weighed_together(self) -> Iterator[tuple[Stay, ...]]:
        """Stays whose KPIs' weights total 1: those of an assignment, of its projects one, as each has the same KPIs."""
        for held in dict.fromkeys(s.held for s in self.stays):
            yield tuple({bool(s.project): s for s in self.stays if s.held == held}.values())

    def rows_of(self, kpi: Kpi) -> tuple[tuple[int, str], ...]:
        """Returns the rows of a KPI of the last post on 试算明细, each with the project's weight as in formulas."""
        stays = (s for s in self.stays if s.held == self.stays[-1].held)
        return tuple((row, s.fraction) for s in stays for row, own in s.rows if own is kpi)


@dataclass(frozen=True, slots=True)
class RowPlan:
    """Rows of the whole preview."""

    subjects: tuple[PlannedPerson, ...]
    """In the workbook's order."""
    bands: Mapping[str, int]
    """Post → row on 试算 with the post's name, above its employees."""
    last_detail: int
    """Last row of 试算明细."""
    last_row: int
    """Last row of 试算."""

    @property
    def scored(self) -> tuple[PlannedPerson, ...]:
        """Employees who are scored and therefore have figures."""
        return tuple(s for s in self.subjects if not s.decided)


def plan(
    form: Form, scheme: Scheme, roster: Roster, quarter: Period, t: NullTranslations
) -> RowPlan:
    """Returns the rows: employees grouped by post in the scheme's order, each with a row per KPI on 试算明细."""
    held: dict[str, list[Assignment]] = {}
    for a in form.people:
        held.setdefault(a.id, []).append(a)
    rows, bands, last = _summary_rows(held, scheme)
    detail = HEAD + 1
    subjects = []
    for number, (who, own) in enumerate(held.items(), start=1):
        person = roster.people[who]
        decided = _decided(person, scheme, roster, quarter, t)
        measured = [a for a in own if scheme.kpis_of(a.post)]
        if not decided and not measured:
            decided = words_of(t).periods
        stays = []
        for a in [] if decided else measured:
            for g in kpi_groups(a, scheme.kpis_of(a.post), roster):
                stays.append(Stay(a, g.kpis, detail, g.project, g.project_weight, g.of_projects))
                detail += len(g.kpis)
        everything = assignments(person, roster, quarter)
        current = own[-1] == everything[-1]
        rated = current and scheme.behaviours_count(quarter)
        evaluated = rated and not decided and served_half_year(person, roster)
        subjects.append(
            PlannedPerson(
                person,
                number,
                tuple(stays),
                decided,
                whole=tuple(own) == everything,
                current=current,
                behaviours=scheme.behaviours_of(person.post) if evaluated else None,
                row=rows[who],
                kpis=scheme.kpis_of(stays[-1].held.post) if stays else (),
            )
        )
    return RowPlan(tuple(subjects), bands, detail - 1, last)


def _summary_rows(
    held: Mapping[str, list[Assignment]], scheme: Scheme
) -> tuple[dict[str, int], dict[str, int], int]:
    """Employee ID → row, post → row with its name, and the last row; each post's employees follow its row."""
    rows: dict[str, int] = {}
    bands: dict[str, int] = {}
    row = HEAD
    for post in scheme.posts:
        people = [who for who, own in held.items() if own[-1].post == post]
        if people:
            row += 1
            bands[post] = row
        for who in people:
            row += 1
            rows[who] = row
    return rows, bands, row


def _decided(
    person: Person, scheme: Scheme, roster: Roster, quarter: Period, t: NullTranslations
) -> str:
    if person.status is Employment.EXEMPT:
        return t.gettext(STATUS_WORDS[Status.EXEMPT])
    reason = why_not_scored(person, roster, scheme, quarter)
    if reason is None:
        return ""
    if by_periods(person, roster, scheme, quarter):
        return words_of(t).periods
    status, why = (t.gettext(w) for w in (STATUS_WORDS[Status.NOT_SCORED], REASON_WORDS[reason]))
    return t.gettext("{status}: {reason}").format(status=status, reason=why)
