"""Writes the quarter of an example scheme: its workbooks as the program issues them, filled in from its text."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from gacx_reports.core.forms.form import SCHEME_WORKBOOK, Form
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.prefill import FormInputs, prefilled
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.core.roster.sheets import ROSTER_SHEETS
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.excel.issuing.form_workbook import form_book
from gacx_reports.excel.issuing.roster_workbook import roster_book
from gacx_reports.excel.issuing.scheme_workbook import scheme_edition
from gacx_reports.excel.styles import FilledSheet
from gacx_reports.i18n import translator
from tools.samples.schemes.rows import expanded, filled_sheet
from tools.samples.schemes.scheme_and_roster import (
    period_of,
    roster_of,
    roster_rows,
    scheme_of,
    scheme_workbook,
)
from tools.samples.schemes.source import NAMES, Books, Table, books_of
from tools.samples.schemes.years import books_of_year, periods_of

FOLDER = "schemes"
"""Below input_samples/: a folder per scheme, and in it the quarter's."""


def write_schemes(output: Path) -> None:
    """Write the quarter of every example scheme below `output`/schemes."""
    for name in NAMES:
        write_scheme(output / FOLDER / name, name)


def write_scheme(folder: Path, name: str) -> None:
    """Replace `folder` by the quarter of the scheme `name`, and its year's scheme, roster and own workbooks.

    Raises SampleError, KeyError for an unknown sheet.
    """
    shutil.rmtree(folder, ignore_errors=True)
    write_period(folder, books_of(name))
    write_period(folder, books_of_year(name), whole=False)


def write_all_periods(folder: Path, name: str) -> None:
    """Replace `folder` by the year, and every quarter or month of it that has results."""
    write_scheme(folder, name)
    for books in periods_of(name).values():
        write_period(folder, books)


def write_period(folder: Path, books: Books, *, whole: bool = True) -> None:
    """Write the period's folder; unless `whole`, without workbooks in which nothing is filled in."""
    chinese = translator("zh")
    workbook = scheme_workbook(books)
    scheme, quarter = scheme_of(workbook), period_of(books)
    roster = roster_of(books, scheme, quarter)
    expected = forms(scheme, roster, quarter)
    _refuse_strays(books, expected)
    target = folder / str(quarter)
    target.mkdir(parents=True, exist_ok=True)
    (target / SCHEME_WORKBOOK).write_bytes(scheme_edition(workbook, chinese))
    rows = {
        f.name: filled_sheet(ROSTER_WORKBOOK, f, roster_rows(books, f)).rows for f in ROSTER_SHEETS
    }
    words = translator_for("zh", quarter.kind)
    (target / ROSTER_WORKBOOK).write_bytes(roster_book(rows, scheme, quarter, words))
    for form in expected:
        if not whole and form.workbook not in books:
            continue
        inputs = FormInputs(form, scheme, roster, quarter)
        path = target / form.workbook
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(form_book(inputs, _filled(inputs, books), words))


def _refuse_strays(books: Books, expected: Iterable[Form]) -> None:
    """Raises KeyError for a table that no workbook of the quarter has: nobody would miss what it says."""
    known = {form.workbook: {sheet.name for sheet in form.sheets} for form in expected}
    known[SCHEME_WORKBOOK] = {sheet.name for sheet in SCHEME_SHEETS}
    known[ROSTER_WORKBOOK] = {sheet.name for sheet in ROSTER_SHEETS}
    for workbook, tables in books.items():
        for sheet in tables:
            if sheet not in known.get(workbook, ()):
                raise KeyError(workbook, sheet)


def _filled(inputs: FormInputs, books: Books) -> list[FilledSheet]:
    """Every sheet of the form; the cover, and whatever the text leaves out, as the program issues it."""
    form = inputs.form
    usual = prefilled(inputs)
    return [
        _written(sheet, inputs, books) or FilledSheet(sheet, usual[sheet.name])
        for sheet in form.sheets
    ]


def _written(sheet: SheetForm, inputs: FormInputs, books: Books) -> FilledSheet | None:
    table = _book(inputs.form, books).get(sheet.name)
    if table is None:
        return None
    names = {person.id: person.name for person in inputs.roster.people.values()}
    records = expanded(sheet, table, names, inputs.quarter)
    return filled_sheet(inputs.form.workbook, sheet, records)


def _book(form: Form, books: Books) -> Mapping[str, Table]:
    return books.get(form.workbook, {})
