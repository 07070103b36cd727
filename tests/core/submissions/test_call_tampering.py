"""Whoever tampers with the survey is found: 27 kinds in 10 ways each, and nothing is found where nobody does."""

from dataclasses import replace

import pytest

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.forms.locked_rows import call_digests
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.stamp import SHEET
from gacx_reports.core.sheets.workbook import Sheet
from gacx_reports.core.submissions.parse import read_submissions
from tests.core.submissions.tamperings import TAMPERINGS, Desk, desks
from tests.fixtures.surveyed_company import QUARTER, handed_in, papers, read, surveyed

WAYS = 10
SEEDS = range(12)


def told(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """The issues without notes about the form of cells."""
    return tuple(i for i in issues if i.severity is not Severity.NOTE)


def found(desk: Desk) -> tuple[Issue, ...]:
    """What the program says."""
    books = handed_in(desk.company, desk.papers)
    for caller, paper in desk.papers.items():
        name = f"满意度调查-{caller}.xlsx"
        marks = {row["模板"] for row in paper if "模板" in row}
        kept = tuple(s for s in books[name].sheets if s.name != SHEET)
        if "新" in marks:
            books[name] = replace(books[name], sheets=kept)
        if "重写" in marks:
            digests = call_digests(paper)  # type: ignore[arg-type]
            forged = Sheet(
                name, SHEET, ((1, (books[name].stamps["name"],)), (2, ("回访", digests)))
            )
            books[name] = replace(books[name], sheets=(*kept, forged))
    c = desk.company
    everything = {**desk.department, **books}
    return told(read_submissions(everything, c.forms, c.scheme, c.roster, QUARTER)[1])


@pytest.mark.parametrize("seed", SEEDS)
def test_honest_sheets_are_read_without_a_word(seed: int) -> None:
    """Whatever the outcomes of the calls were."""
    submissions, issues = read(surveyed(), papers(surveyed(), seed))
    assert told(issues) == ()
    calls = submissions.calls["回访"]
    assert len(submissions.records["回访"]) == sum(call.answered for call in calls)


def test_every_tampering_is_found_at_its_row() -> None:
    """An error, of the code that says what was done, that names the row; counted, so that none is left out."""
    company = surveyed()
    department = company.department()
    tried, missed = 0, []
    for name, desk in desks(company, papers(company), department, WAYS):
        tried += 1
        issues = found(desk)
        named = {(i.code.value, i.place.workbook, i.place.row) for i in issues}
        anywhere = {(code, workbook, 0) for code, workbook, _ in named}
        for code, owner, row in desk.expected:
            workbook = "甲部.xlsx" if owner == "甲部" else f"满意度调查-{owner}.xlsx"
            if (code, workbook, row) not in (named if row else anywhere):
                missed.append((name, code, workbook, row, sorted(named)))
        assert desk.expected
    assert tried == len(TAMPERINGS) * WAYS >= 200
    assert not missed
