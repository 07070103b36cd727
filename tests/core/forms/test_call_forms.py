"""Which workbooks a drawn survey needs, and who waits while the draw or a call sheet is missing."""

from dataclasses import replace
from pathlib import Path

import pytest

from gacx_reports.core.forms.call_sheet import LOCKED_HEADERS
from gacx_reports.core.forms.file_names import as_found
from gacx_reports.core.forms.form import SURVEY_WORKBOOK, FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.submissions.return_status import ReturnState
from gacx_reports.core.survey.call_list import call_list
from gacx_reports.core.survey.draw_record import MAIN_RECORD, to_json
from gacx_reports.intake.quarter import Intake, read_and_score
from tests.fixtures.markdown_workbook import book
from tests.fixtures.surveyed_company import CALLERS, MEASURED, QUARTER, saved, surveyed


def test_each_caller_gets_a_call_sheet_in_place_of_the_survey_workbook() -> None:
    """Named after the caller, in both languages."""
    kinds = {f.workbook: f.kind for f in surveyed().forms}
    assert SURVEY_WORKBOOK not in kinds
    sheets = [name for name, kind in kinds.items() if kind is FormKind.CALLS]
    assert sheets == ["满意度调查-周敏.xlsx", "满意度调查-唐蕾.xlsx"]
    found = as_found(surveyed().forms, ["Satisfaction survey-周敏.xlsx"])
    assert "Satisfaction survey-唐蕾.xlsx" in {f.workbook for f in found}


def test_every_drawn_call_stands_in_one_sheet_once() -> None:
    """First choices with their reserves under them, numbered from 1."""
    lines = [line for c in CALLERS for line in call_list(surveyed().record, c)]
    drawn = {call.number for p in surveyed().record.people for call in p.calls}
    assert sorted(line.number for line in lines) == sorted(drawn)
    first = call_list(surveyed().record, CALLERS[0])
    assert [line.label for line in first][:4] == ["1-0", "1-1", "2-0", "2-1"]
    assert len({line.label for line in first}) == len(first)


def test_the_place_of_a_call_says_nothing_about_the_employee() -> None:
    """First choices are in the order of tickets, not person by person."""
    people = [x.person for x in call_list(surveyed().record, CALLERS[0]) if x.rank == 0]
    assert people != sorted(people)


def test_the_sheet_asks_levels_first_and_has_no_column_for_the_person() -> None:
    """The draw says whom a call is about; a table's own 客户 is the drawn one."""
    names = surveyed().call_forms[0].sheets[1].names
    assert names[: len(LOCKED_HEADERS)] == LOCKED_HEADERS
    assert names[-3:] == ("满意度", "守时", "客户意见")
    assert names.count("客户") == 1
    assert "工号" not in names


def test_a_post_whose_calls_are_not_drawn_keeps_the_survey_workbook() -> None:
    """Only pairs of table and post in sheet 抽样 are drawn."""
    company = surveyed()
    scheme = replace(company.scheme, sampling=())
    assert SURVEY_WORKBOOK in {f.workbook for f in forms(scheme, company.roster, QUARTER)}


def quarter(folder: Path, record: str | None, *, sheets: bool) -> Intake:
    """The quarter with that text as record, and call sheets without a row or none."""
    company = surveyed()
    for workbook in (
        company.scheme_book(),
        company.roster_book(),
        *company.department().values(),
    ):
        saved(workbook, folder)
    if record is not None:
        (folder / MAIN_RECORD).write_text(record, "utf-8")
    for form in company.call_forms if sheets else ():
        cover = "| 项目 | 值 |\n| 季度 | 2024Q3 |\n| 方案版本 | 测试 |"
        header = " | ".join(form.sheets[1].names)
        saved(book(form.workbook, 封面=cover, 回访=f"| {header} |"), folder)
    return read_and_score(folder, QUARTER)


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (None, "F26"),
        ("", "F27"),
        ("{", "F27"),
        ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "F27"),
        (to_json(replace(surveyed().record, table="抽查")), "F27"),
        (to_json(replace(surveyed().record, quarter=QUARTER.previous)), "F27"),
    ],
)
def test_without_a_sound_record_only_those_surveyed_wait(
    record: str | None, code: str, tmp_path: Path
) -> None:
    """One error, that names the file; nobody is asked for call sheets that don't exist yet."""
    intake = quarter(tmp_path, record, sheets=False)
    found = errors(intake.issues)
    assert [(i.code, i.place.workbook) for i in found if i.place.sheet == ""] == [
        (code, MAIN_RECORD)
    ]
    assert intake.outcome
    held = {e.person.id: e.status for e in intake.outcome.employees.values()}
    assert {p for p, s in held.items() if s is Status.HELD_BACK} >= set(MEASURED)
    state = next(r.state for r in intake.returns if r.workbook == MAIN_RECORD)
    assert state is (ReturnState.MISSING if code == "F26" else ReturnState.UNREADABLE)
    assert (MAIN_RECORD in intake.inputs) is (record is not None)


@pytest.mark.parametrize(("record", "code"), [(None, "F26"), ("{", "F27")])
def test_call_sheets_without_a_sound_record_are_no_strange_workbooks(
    record: str | None, code: str, tmp_path: Path
) -> None:
    """What the callers filled in stays in the folder until the record is back: no F06 tells to take it out."""
    found = {(str(i.code), i.place.workbook) for i in quarter(tmp_path, record, sheets=True).issues}
    assert (code, MAIN_RECORD) in found
    assert "F06" not in {code for code, _ in found}


def test_a_missing_call_sheet_is_missed_by_its_callers_name(tmp_path: Path) -> None:
    """F01 as for any other workbook."""
    intake = quarter(tmp_path, to_json(surveyed().record), sheets=False)
    missing = {i.place.workbook for i in errors(intake.issues) if i.code == "F01"}
    assert missing == {"满意度调查-周敏.xlsx", "满意度调查-唐蕾.xlsx"}


def test_records_are_read_before_any_call_sheet() -> None:
    """A call sheet's telephone numbers are compared with the departments' records when it is read."""
    kinds = [f.kind for f in surveyed().forms if f.tables]
    first = kinds.index(FormKind.CALLS)
    assert set(kinds[first:]) == {FormKind.CALLS}
    assert kinds[:first]
