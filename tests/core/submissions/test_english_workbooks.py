"""A workbook filled in in English is read, and scores, exactly as the Chinese one."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.input_sheets import COMMENTS
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.vocabulary import VOCABULARY
from gacx_reports.core.records.quarter_record import employee_record
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.sheets.stamp import SHEET
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.translation import in_english
from tests.fixtures.markdown_company import World
from tests.fixtures.read_once import read_once
from tests.fixtures.sample_forms import forms_in

QUARTER = Period(2024, 4)
"""Everything occurs in it: raters, bonus and veto, moves, personal targets, 不适用."""


class Company:
    """The sample quarter as its folder has it."""

    def __init__(self, folder: Path) -> None:
        self.scheme: Scheme = read_scheme(self.book(folder, "考核方案.xlsx"))[0]
        self.roster: Roster = read_roster(self.book(folder, "花名册.xlsx"), self.scheme, QUARTER)[0]
        self.expected: tuple[Form, ...] = forms_in(folder, self.scheme, self.roster, QUARTER)
        self.books = {f.workbook: self.book(folder, f.workbook) for f in self.expected}
        self.names: Mapping[str, str] = {**VOCABULARY, **self.scheme.english}

    @staticmethod
    def book(folder: Path, name: str) -> Workbook:
        """A workbook of the folder."""
        found, _ = read_once(folder / name, folder).read
        assert isinstance(found, Workbook)
        return found

    def outcome(self, books: Mapping[str, Workbook]) -> QuarterOutcome:
        """The quarter, scored from these workbooks."""
        submissions, issues = read_submissions(
            books, self.expected, self.scheme, self.roster, QUARTER
        )
        return score_quarter(
            QUARTER, self.scheme, self.roster, submissions, self.expected, list(issues)
        )


@pytest.fixture(scope="module")
def company(samples: Path) -> Company:
    """Read once."""
    return Company(samples / str(QUARTER))


def translated(book: Workbook, company: Company) -> Workbook:
    """The workbook as somebody fills in its English edition: names of sheets, headers, answers.

    The digests of a call sheet's locked cells, which are the same in either language, stay.
    """
    calls = {f.workbook for f in company.expected if f.draw}
    sheets = tuple(
        sheet if sheet.name == SHEET and book.name in calls else _sheet(sheet, company.names)
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets).in_words(company.scheme.words)


def _sheet(sheet: Sheet, names: Mapping[str, str]) -> Sheet:
    head, *rest = sheet.rows
    rows = (head, *rest) if sheet.name != COMMENTS.name else (head,)
    shown = tuple((n, in_english(cells, names)) for n, cells in rows)
    kept = () if sheet.name != COMMENTS.name else tuple(rest)
    return replace(sheet, name=names.get(sheet.name, sheet.name), rows=(*shown, *kept))


def without_cells(record: Any) -> Any:
    """A record but for the names of sheets in its addresses."""
    match record:
        case dict():
            return {k: without_cells(v) for k, v in record.items() if k not in ("cell", "cells")}
        case list():
            return [without_cells(v) for v in record]
    return record


def test_a_quarter_filled_in_in_english_scores_the_same(company: Company) -> None:
    """Every employee's record, to the last digit; no issue that the Chinese ones don't have."""
    chinese = company.outcome(company.books)
    english = company.outcome({n: translated(b, company) for n, b in company.books.items()})
    assert {(i.code, i.person) for i in english.issues} == {
        (i.code, i.person) for i in chinese.issues
    }
    for key, e in chinese.employees.items():
        ours, theirs = (
            without_cells(employee_record(x, company.scheme)) for x in (english.employees[key], e)
        )
        assert ours == theirs


def test_an_error_on_an_english_sheet_holds_back_whom_it_touches(company: Company) -> None:
    """A fault of the sheet holds back the employees who need it, whatever language its name has."""
    name = "技术服务组.xlsx"
    english = translated(company.books[name], company)
    sheets = tuple(
        replace(s, rows=s.rows[:1]) if s.name == "Evaluation" else s for s in english.sheets
    )
    broken = replace(
        english, sheets=tuple(replace(s, rows=()) if s.name == "Job records" else s for s in sheets)
    )
    outcome = company.outcome({**company.books, name: broken})
    touched = [i for i in outcome.issues if i.place.sheet == "Job records"]
    assert touched
    held = {e.person.post for e in outcome.employees.values() if e.status.value == "held_back"}
    assert "技术工程师" in held


@pytest.mark.parametrize("sheet", ["Typed values", "typed values ", "填报值"])
def test_a_sheet_is_found_by_either_name(sheet: str) -> None:
    """Blanks and case don't matter in English either."""
    world = World(english="| 工程师 | Engineer |")
    scheme = read_scheme(world.scheme())[0]
    book = Workbook("x.xlsx", (Sheet("x.xlsx", sheet, ()),)).in_words(scheme.words)
    found = book.sheet("填报值")
    assert found
    assert found.name == sheet
    assert not isinstance(found, Issue)
