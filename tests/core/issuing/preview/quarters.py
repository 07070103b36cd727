"""Quarters whose departments' workbooks have a preview each: the samples, and random ones."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.issuing.prefill import FormInputs
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.translation import in_english, outcome_in
from gacx_reports.excel.issuing.form_workbook import form_book
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.excel.styles import CellValue, FilledSheet
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from tests.core.issuing.preview.filled import Rules, with_preview
from tests.core.issuing.preview.random_quarters import random_quarter

Preview = tuple[Path, Form, QuarterOutcome]
PREVIEWED = (FormKind.DEPARTMENT, FormKind.HEAD)


def sample_previews(folder: Path, quarter: Period, out: Path) -> Iterator[Preview]:
    """Write each department's workbook of a sample quarter again, with its preview."""
    outcome = read_and_score(folder, quarter, lambda _: []).outcome
    assert outcome
    rules = Rules(outcome.scheme, outcome.roster, quarter)
    for form in forms(outcome.scheme, outcome.roster, quarter):
        if form.kind in PREVIEWED:
            book = read_workbook(folder / form.workbook, folder)
            assert not isinstance(book, Issue)
            path = out / f"{quarter}-{form.workbook}"
            path.write_bytes(with_preview(book, form, rules))
            yield path, form, outcome


def random_previews(seeds: Iterable[int], out: Path) -> Iterator[Preview]:
    """The same for a random quarter per seed; file names tell the seed."""
    for seed in seeds:
        made = random_quarter(seed)
        rules = Rules(made.scheme, made.roster, made.quarter)
        for number, form in enumerate(f for f in made.forms if f.kind in PREVIEWED):
            path = out / f"{seed}-{number}.xlsx"
            path.write_bytes(with_preview(made.books[form.workbook], form, rules))
            yield path, form, made.outcome


def english_previews(folder: Path, quarter: Period, out: Path) -> Iterator[Preview]:
    """Each department's workbook of a sample quarter as it is issued in English, filled in with the same values."""
    outcome = read_and_score(folder, quarter, lambda _: []).outcome
    assert outcome
    shown = outcome_in("en", outcome)
    for form in forms(outcome.scheme, outcome.roster, quarter):
        if form.kind in PREVIEWED:
            book = read_workbook(folder / form.workbook, folder)
            assert not isinstance(book, Issue)
            sheets = [
                FilledSheet(s, [as_typed(r) for r in read_sheet(book, s)[0]]) for s in form.sheets
            ]
            desk = FormInputs(form, outcome.scheme, outcome.roster, quarter)
            path = out / f"{quarter}-{form.english}"
            path.write_bytes(form_book(desk, sheets, translator("en"), with_preview=True))
            yield path, in_english(form, outcome.scheme.english), shown


def as_typed(record: TableRow) -> dict[str, CellValue]:
    """A row's cells, with numbers and dates kept in columns of kind ANY."""
    found: dict[str, CellValue] = {}
    for header, value in record.cells.items():
        raw = record.raw(header)
        if isinstance(value, str) and isinstance(raw, int | float):
            found[header] = Decimal(f"{raw:.15g}")
        else:
            found[header] = raw if isinstance(raw, date) else value
    return found
