"""Records, frames and call sheets that are not those of the draw: who is told what, and how often."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.survey.draw_record import MAIN_RECORD, DrawRecord
from tests.core.submissions.test_read_calls import handed_in
from tests.fixtures import surveyed_company
from tests.fixtures.markdown_workbook import sheet
from tests.fixtures.surveyed_company import CALLERS, QUARTER, papers, read, surveyed


@pytest.mark.parametrize("change", ["call", "caller", "strata"])
def test_a_record_that_the_frame_does_not_give_is_no_record(change: str, tmp_path: Path) -> None:
    """F27 for the employee whose sample was edited, though nobody changed a job; a caller's name is no sample."""

    def edited(record: DrawRecord) -> DrawRecord:
        person, *rest = record.people
        call, *calls = person.calls
        changed = {
            "call": replace(person, calls=tuple(calls)),
            "caller": replace(person, calls=(replace(call, caller=CALLERS[1]), *calls)),
            "strata": replace(person, strata=person.strata[1:]),
        }
        return replace(record, people=(changed[change], *rest))

    issues = errors(handed_in(tmp_path, change=edited).issues)
    told = {(str(i.code), i.place.workbook, i.person) for i in issues}
    assert (("F27", MAIN_RECORD, "G1") in told) is (change != "caller")
    assert "P61" not in {code for code, *_ in told}


def renumbered(number: str) -> Mapping[str, Workbook]:
    """The department's workbooks with another telephone number of one job."""
    books = dict(surveyed().department())
    book = books["甲部.xlsx"]
    sheets = [
        replace(
            s,
            rows=tuple(
                (
                    n,
                    tuple(
                        "010-5550 99999" if number in c and k == 4 else x for k, x in enumerate(c)
                    ),
                )
                for n, c in s.rows
            ),
        )
        for s in book.sheets
    ]
    return books | {book.name: replace(book, sheets=tuple(sheets))}


def test_a_changed_telephone_number_is_told_and_compared() -> None:
    """P61: an error for the employee if the call sheet has the old number, a warning if no call was drawn there."""
    company = surveyed()
    drawn = {call.number: p.id for p in company.record.people for call in p.calls}
    one = next(iter(drawn))
    _, issues = read(company, papers(company), renumbered(one))
    told = [(i.found, i.person, i.details["what"]) for i in errors(issues) if i.code == "P61"]
    assert told == [(one, drawn[one], "联系电话")]
    other = next(j.number for j in company.jobs if j.number not in drawn)
    _, issues = read(company, papers(company), renumbered(other))
    (issue,) = (i for i in issues if i.code == "P61")
    assert (issue.severity, issue.details["what"]) == (Severity.WARNING, "联系电话")
    assert errors(issues) == ()


def test_a_sheet_of_another_quarter_is_told_once() -> None:
    """S05 at its cover, and nothing about the calls in it, none of which was drawn for this quarter."""
    company = surveyed()
    caller = CALLERS[0]
    books = surveyed_company.handed_in(company, papers(company))
    old = books[f"满意度调查-{caller}.xlsx"]
    cover = sheet(old.name, "封面", "| 项目 | 值 |\n| 季度 | 2024Q2 |\n| 方案版本 | 测试 |")
    rows = tuple((n, tuple("x" if c else c for c in cells)) for n, cells in old.sheets[1].rows[1:])
    page = replace(old.sheets[1], rows=(old.sheets[1].rows[0], *rows))
    books[old.name] = replace(old, sheets=(cover, page, *old.sheets[2:]))
    every = {**company.department(), **books}
    _, issues = read_submissions(every, company.forms, company.scheme, company.roster, QUARTER)
    assert [(str(i.code), i.place.workbook) for i in errors(issues)] == [("S05", old.name)]
