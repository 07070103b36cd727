"""Inputs for building one workbook's preview."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.row_plan import RowPlan
from gacx_reports.core.issuing.preview.rows_sheet import RowsPage
from gacx_reports.core.issuing.preview.scheme_sheet import Constants, Directory
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.eligibility import will_be_scored
from gacx_reports.core.roster.roster import Person, Roster
from gacx_reports.core.scheme.behaviour_set import BehaviourItem
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import Scheme

Layouts = Mapping[str, SheetLayout]


@dataclass(frozen=True, slots=True)
class PreviewContext:
    """One workbook, its scheme and roster, and the hidden sheets that formulas refer to."""

    form: Form
    scheme: Scheme
    roster: Roster
    quarter: Period
    layouts: Layouts
    t: NullTranslations
    plan: RowPlan
    constants: Constants
    people: Directory
    rows: RowsPage

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        """Returns the KPIs of all posts in the workbook, each once."""
        return kpis_of(self.form, self.scheme)

    @property
    def rated(self) -> Iterator[tuple[Assignment, BehaviourItem]]:
        """Assignments with the behaviour items that may be rated in this workbook."""
        for held in self.form.people:
            group = self.scheme.behaviours_of(held.post)
            if held.last == self.quarter.last_day and group:
                yield from ((held, item) for item in group.items)

    def scores(self, person: Person) -> bool:
        """Whether the employee will be scored, as far as the roster tells."""
        return will_be_scored(person, self.roster, self.scheme, self.quarter)


def kpis_of(form: Form, scheme: Scheme) -> tuple[Kpi, ...]:
    """Returns the KPIs of all posts in the workbook, each once."""
    posts = dict.fromkeys(a.post for a in form.people)
    return tuple(k for post in posts for k in scheme.kpis_of(post))
