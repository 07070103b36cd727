"""Writes one quarter's folder: scheme, roster, and the workbook of every form of the quarter."""

from pathlib import Path

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import SCHEME_WORKBOOK, Form, FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.issuing.prefill import FormInputs
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK, Roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.excel.issuing.form_workbook import form_book
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.excel.styles import FilledSheet, workbook_bytes
from tools.samples.comments import Comments, Outcomes
from tools.samples.company import Company
from tools.samples.contacts import with_numbers
from tools.samples.drawn_survey import write_survey
from tools.samples.filling import commented, filled
from tools.samples.roster_book import roster_sheets
from tools.samples.sample_quarter import SampleQuarter


class SampleError(Exception):
    """The scheme or roster of a sample has errors or can't be read."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("\n".join(f"{i.code} {i.place} {i.found}" for i in issues))


def write_quarter(
    folder: Path,
    company: Company,
    quarter: Period,
    scheme: bytes,
    seed: int,
    *,
    plain: bool = False,
) -> None:
    """Write the folder; raises SampleError. The workbooks are read and scored before comments are added to them.

    They are the issued workbooks, filled in; with `plain`, simple workbooks as made without a template. Unless they are
    plain, whom the survey team called in the quarter before is read from the folder beside this one, if it is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SCHEME_WORKBOOK).write_bytes(scheme)
    rules = _scheme(folder)
    _write(folder / ROSTER_WORKBOOK, list(roster_sheets(company, quarter, rules, seed)), quarter)
    roster = _roster(folder, rules, quarter)
    sample = SampleQuarter(seed, quarter, rules, roster, company.special_cases)
    expected = forms(rules, roster, quarter)
    typed = [form for form in expected if form.kind is not FormKind.DRAW]
    books = with_numbers(((form, filled(form, sample)) for form in typed), quarter)
    for form, sheets in books:
        _write(folder / form.workbook, sheets, quarter)
    if len(typed) < len(expected):
        jobs, _ = _submissions(folder, sample, tuple(typed))
        expected = write_survey(folder, sample, jobs, None if plain else folder.parent)
    comments = Comments(sample, _outcomes(folder, sample, expected))
    for form, sheets in books:
        complete = commented(sheets, form, sample, comments)
        if plain:
            _write(folder / form.workbook, complete, quarter)
        else:
            desk = FormInputs(form, rules, roster, quarter)
            content = form_book(desk, complete, translator_for("zh", quarter.kind))
            (folder / form.workbook).write_bytes(content)


def _write(path: Path, sheets: list[FilledSheet], quarter: Period) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(workbook_bytes(sheets, f"{path.stem} {quarter}"))


def _scheme(folder: Path) -> Scheme:
    scheme, issues = read_scheme(_workbook(folder, SCHEME_WORKBOOK))
    if errors(issues):
        raise SampleError(issues)
    return scheme


def _roster(folder: Path, scheme: Scheme, quarter: Period) -> Roster:
    roster, issues = read_roster(_workbook(folder, ROSTER_WORKBOOK), scheme, quarter)
    if errors(issues):
        raise SampleError(issues)
    return roster


def _workbook(folder: Path, name: str) -> Workbook:
    book = read_workbook(folder / name, folder)
    if isinstance(book, Issue):
        raise SampleError((book,))
    return book


def _outcomes(folder: Path, sample: SampleQuarter, expected: tuple[Form, ...]) -> Outcomes:
    scheme, roster, quarter = sample.scheme, sample.roster, sample.quarter
    submissions, issues = _submissions(folder, sample, expected)
    return score_quarter(quarter, scheme, roster, submissions, expected, issues).employees


def _submissions(
    folder: Path, sample: SampleQuarter, expected: tuple[Form, ...]
) -> tuple[Submissions, tuple[Issue, ...]]:
    books = {form.workbook: _workbook(folder, form.workbook) for form in expected}
    return read_submissions(books, expected, sample.scheme, sample.roster, sample.quarter)
