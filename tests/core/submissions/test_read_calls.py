"""Call sheets as they come back: calls, records and scores; what counts, and what is said about single cells."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.issuing.call_rows import CallInputs
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.core.survey.draw_record import MAIN_RECORD, DrawRecord, to_json
from gacx_reports.core.survey.outcomes import CallOutcome
from gacx_reports.excel.issuing.call_workbook import call_book
from gacx_reports.i18n import Language, translator
from gacx_reports.intake.quarter import Intake, read_and_score
from tests.core.submissions.tamperings import answered, attempt, first, wipe
from tests.fixtures.surveyed_company import (
    CALLERS,
    DRAWN_ON,
    QUARTER,
    QUESTIONS,
    SurveyedCompany,
    papers,
    read,
    saved,
    surveyed,
    team,
)
from tools.samples.simulated_callers import filled

ENGLISH = """
| 满意度 | Satisfaction |
| 守时 | Punctuality |
| 客户意见 | Customer's words |
| 客户 | Client |
| 回访 | Call-backs |
| 作业 | Jobs |
| 安装 | Installation |
| 维修 | Repair |
"""
Row = dict[str, Raw]


def changed(
    which: Callable[[Row], bool], change: Callable[[Row], None]
) -> tuple[Row, Submissions, list[Issue]]:
    """The first caller's first such row after a change, with what is read and said then."""
    rows = papers(surveyed())
    row = next(r for r in rows[CALLERS[0]] if which(r))
    change(row)
    submissions, issues = read(surveyed(), rows)
    return row, submissions, [i for i in issues if i.severity is not Severity.NOTE]


def test_answered_calls_become_rows_of_the_record_table() -> None:
    """About the drawn employee, on the day of the job, with the levels' own cells as places."""
    submissions, _ = read(surveyed(), papers(surveyed()))
    jobs = {job.number: job for job in surveyed().jobs}
    by_place = {call.place: call for call in submissions.calls["回访"]}
    assert submissions.records["回访"]
    for row in submissions.records["回访"]:
        call = by_place[row.place("工号")]
        job = jobs[call.number]
        assert (row.text("工号"), row.day("日期"), row.text("客户")) == (
            job.person,
            job.day,
            job.customer,
        )
        assert row.cells["满意度"] == call.answers["满意度"]
        assert row.places()["满意度"].cell == f"R{row.row}"
        assert (call.kind, call.month) == job.stratum


def test_a_partly_completed_call_counts_where_it_has_an_answer() -> None:
    """Its other questions may stay blank, but not all of them."""

    def broken_off(row: Row) -> None:
        wipe(row)
        attempt(row, 1, DRAWN_ON, "部分完成")
        row["守时"] = "3"

    row, submissions, issues = changed(lambda r: first(r) and answered(r), broken_off)
    assert not issues
    record = next(r for r in submissions.records["回访"] if r.raw("客户") == row["客户"])
    assert "满意度" not in record.cells
    assert record.cells["守时"] == "3"

    def nothing_said(row: Row) -> None:
        broken_off(row)
        del row["守时"]

    _, _, issues = changed(lambda r: first(r) and answered(r), nothing_said)
    assert [(i.code, i.details["header"]) for i in issues] == [("V01", "满意度")]


def test_a_customer_may_find_a_question_not_applicable() -> None:
    """不适用 is an answer; it is no level."""
    row, submissions, issues = changed(answered, lambda r: r.update({"守时": "不适用"}))
    assert not issues
    call = next(c for c in submissions.calls["回访"] if c.number == row["单号"])
    assert call.answers["守时"] == "不适用"


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        ("日期1", "上周", "V04"),
        ("时间1", 24, "V03"),
        ("时间1", "下午", "V02"),
        ("结果1", "很好", "V06"),
        ("满意度", "9", "V06"),
    ],
)
def test_a_cell_that_cant_be_read_holds_back_its_employee_only(
    header: str, value: Raw, code: str
) -> None:
    """The sheet has no column of employees; the draw says whom a row is about."""
    row, _, issues = changed(answered, lambda r: r.update({header: value}))
    job = next(j for j in surveyed().jobs if j.number == row["单号"])
    assert [i.code for i in issues] == [code]
    assert {i.person for i in errors(issues)} == {job.person}


def test_a_call_that_was_tried_and_not_finished_is_a_warning() -> None:
    """It counts in the response rate; a call that nobody made is an error."""

    def once(row: Row) -> None:
        wipe(row)
        attempt(row, 1, date(2024, 10, 7), "无人接听")

    row, submissions, issues = changed(lambda r: first(r) and answered(r), once)
    assert [(i.code, i.severity, i.found) for i in issues] == [
        ("P59", Severity.WARNING, str(row["单号"]))
    ]
    call = next(c for c in submissions.calls["回访"] if c.number == row["单号"])
    assert call.outcome is CallOutcome.NO_ANSWER
    assert not call.final


def test_a_caller_who_notes_one_level_for_everybody_is_told_by_chance() -> None:
    """If others noted three levels, 30 times the best is no accident; if all are pleased, it is."""
    company = replace(
        surveyed(), jobs_each=80, sampling=surveyed().sampling.replace("| 8 |", "| 20 |")
    )
    rows = papers(company)
    for row in filter(answered, rows[CALLERS[0]]):
        row |= {q: "5" for q in QUESTIONS if q in row}
    _, issues = read(company, rows)
    told = [i for i in issues if i.severity is not Severity.NOTE]
    assert [(i.code, i.severity, i.place.workbook) for i in told] == [
        ("P60", Severity.WARNING, "满意度调查-周敏.xlsx")
    ]
    assert told[0].details["level"] == "5"
    for row in filter(answered, rows[CALLERS[1]]):
        row |= {q: "5" for q in QUESTIONS if q in row}
    _, issues = read(company, rows)
    assert not [i for i in issues if i.severity is not Severity.NOTE]


def test_what_was_changed_in_the_frame_is_named() -> None:
    """The drawn job by its number; for others the stratum, with both counts."""
    company = surveyed()
    drawn = {call.number: p.id for p in company.record.people for call in p.calls}
    one = next(iter(drawn))
    issue = without(company, one)
    assert (issue.found, issue.person, issue.place.sheet) == (one, drawn[one], "作业")
    other = next(j for j in company.jobs if j.number not in drawn and not j.do_not_call)
    issue = without(company, other.number)
    assert issue.found == ""
    assert issue.details["what"].startswith(f"{other.kind} {other.stratum[1]}: ")


def without(company: SurveyedCompany, number: str) -> Issue:
    """The first P61 after a job was deleted."""
    _, issues = read(company, papers(company), company.department(without=number))
    return next(i for i in errors(issues) if i.code == "P61")


def handed_in(
    folder: Path,
    lang: Language = "zh",
    change: Callable[[DrawRecord], DrawRecord] = lambda r: r,
    said: str = "",
) -> Intake:
    """The quarter with its files, the call sheets filled in by the team.

    `said` is what everybody says who answers, with `{customer}` where the customer's name is said.
    """
    company = surveyed() if lang == "zh" else replace(surveyed(), english=ENGLISH)
    for book in (company.scheme_book(), company.roster_book(), *company.department().values()):
        saved(book, folder)
    (folder / MAIN_RECORD).write_text(to_json(change(company.record)), "utf-8")
    jobs = {job.number: job for job in company.jobs}
    for form in company.call_forms:
        inputs = CallInputs(form, company.scheme, company.roster, QUARTER, jobs)
        entries = filled(inputs.lines, team(company))
        customers = {line.label: line.customer for line in inputs.lines}
        for label, row in entries.items():
            if said and any(question in row for question in QUESTIONS):
                row["客户意见"] = said.format(customer=customers[label])
        content = call_book(inputs, translator(lang), entries)
        name = form.english if lang == "en" else form.workbook
        (folder / name).write_bytes(content)
    return read_and_score(folder, QUARTER)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sheets_in_either_language_are_scored(lang: Language, tmp_path: Path) -> None:
    """Files as they were issued, filled in: no word about them, and the mean of the levels as by hand."""
    intake = handed_in(tmp_path, lang)
    assert not [i for i in intake.issues if i.severity is not Severity.NOTE]
    assert intake.outcome
    scores = {"5": Fraction(1), "4": Fraction(8, 10), "3": Fraction(6, 10)}
    for person in ("G1", "G2", "G3"):
        outcome = intake.outcome.employees[person]
        assert outcome.status is Status.SCORED
        kpi = next(k for k in outcome.kpis if k.kpi.name == "满意度")
        given = levels(person)
        assert (kpi.n, kpi.raw) == (len(given), sum(map(scores.__getitem__, given)) / len(given))


def levels(person: str) -> list[str]:
    """The levels that the employee's customers gave, from the sheets."""
    jobs = {j.number: j.person for j in surveyed().jobs}
    rows = (row for paper in papers(surveyed()).values() for row in paper)
    return [str(r["满意度"]) for r in rows if answered(r) and jobs[str(r["单号"])] == person]


def test_a_record_with_another_salt_is_no_record(tmp_path: Path) -> None:
    """F27: the salt must be the one that the commitment was made of."""
    intake = handed_in(tmp_path, change=lambda record: replace(record, salt="0" * 64))
    assert "F27" in {i.code for i in errors(intake.issues)}
