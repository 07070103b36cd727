"""The committed sample quarters, scored."""

from functools import cache
from pathlib import Path

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.roster.eligibility import NotScored
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.parse import read_submissions
from tests.fixtures.read_once import read_once, scheme_once
from tests.fixtures.sample_forms import forms_in

COMMITTED = Path(__file__).parents[2] / "input_samples"
Q3, Q4 = Period(2024, 3), Period(2024, 4)


def workbook(folder: Path, name: str) -> Workbook:
    """A workbook of the folder."""
    book, issues = read_once(folder / name, folder).read
    assert book, issues
    return book


def scored_from(folder: Path, quarter: Period) -> QuarterOutcome:
    """The quarter of the folder, read in this process."""
    scheme, scheme_issues = scheme_once(workbook(folder, SCHEME_WORKBOOK))
    assert scheme is not None, scheme_issues
    roster, roster_issues = read_roster(workbook(folder, ROSTER_WORKBOOK), scheme, quarter)
    assert roster is not None, roster_issues
    expected = forms_in(folder, scheme, roster, quarter)
    books = {form.workbook: workbook(folder, form.workbook) for form in expected}
    submissions, issues = read_submissions(books, expected, scheme, roster, quarter)
    found = (*scheme_issues, *roster_issues, *issues)
    return score_quarter(quarter, scheme, roster, submissions, expected, found)


@cache
def committed(quarter: Period) -> QuarterOutcome:
    """The outcome of a sample quarter, scored once per process."""
    return scored_from(COMMITTED / str(quarter), quarter)


def by_status(outcome: QuarterOutcome, reason: NotScored) -> list[EmployeeOutcome]:
    """Those not scored for that reason."""
    return [e for e in outcome.employees.values() if e.reason is reason]
