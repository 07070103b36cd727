"""Odd IDs, and people in two workbooks or in none."""

import re
from collections.abc import Callable
from datetime import date

from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.intake.quarter import Intake
from tests.intake.odd_workbooks import PARTS, TYPED, Results, change, results, said
from tools.samples import workbook_edits as edits
from tools.samples.seeded_faults import ROSTER, TOP
from tools.samples.workbook_edits import Files, edit, members, packed, put


def numbered(odd: Files) -> None:
    """Everybody's ID becomes digits with zeros in front."""
    for name, content in odd.items():
        parts = members(content)
        for member in ("xl/sharedStrings.xml",):
            text = parts[member].decode()
            parts[member] = re.sub(r"<t>G0(\d{3})</t>", r"<t>00\1</t>", text).encode()
        odd[name] = packed(parts)


def test_a_number_for_an_id_is_read_where_only_one_person_can_be_meant(
    take: Callable[..., Intake],
) -> None:
    """121 is 00121, and on record."""
    intake = take(numbered, change(PARTS, "A8", 121))
    assert said(intake) == [("V12", PARTS, "A8")]
    assert intake.outcome
    assert {e.status for e in intake.outcome.employees.values()} == {Status.SCORED}


def test_a_number_that_two_people_could_be_is_asked_about(take: Callable[..., Intake]) -> None:
    """00121 and 0121 are two people."""
    double = edit(ROSTER, put("花名册", "A8", "0121"))
    intake = take(numbered, double, change(PARTS, "A8", 121))
    assert ("P01", PARTS, "A8") in said(intake)


def test_the_roster_is_read_as_leniently_as_what_refers_to_it(
    take: Callable[..., Intake], plain: Results
) -> None:
    """Invisible characters in its IDs and names."""
    odd = edit(
        ROSTER, put("花名册", "A8", "\ufeffG0122 "), put("花名册", "B8", "彭志远\u200b\u00a0")
    )
    intake = take(odd)
    assert said(intake) == [("V12", "花名册", "A8"), ("V12", "花名册", "B8")]
    assert results(intake) == plain


def test_a_person_in_two_workbooks_counts_in_one_only(
    take: Callable[..., Intake], plain: Results
) -> None:
    """An entry about the manager in another department's workbook is not used, and reported (P04)."""
    stray = edit(TOP, edits.append(TYPED, "G0101", "梁文博", "部门客户满意度", 0.99))
    intake = take(stray)
    assert said(intake) == [("P04", TYPED, "A16")]
    assert results(intake) == plain


def test_a_record_after_leaving_is_said_with_the_day(take: Callable[..., Intake]) -> None:
    """More likely another person's than the leaver's; both workbooks are named."""
    left = edit(ROSTER, put("花名册", "H8", date(2024, 9, 20)), put("花名册", "I8", "离职"))
    (issue,) = take(left).issues
    assert (issue.code, issue.severity, issue.place.cell) == ("P22", "warning", "C17")
    assert (issue.details["left"], ROSTER in issue.details["other"]) == ("2024-09-20", True)


def test_a_person_in_none_is_named_with_what_is_missing(take: Callable[..., Intake]) -> None:
    """One line per KPI that nobody filled in, and each once: they have code, place, name and person in common."""
    intake = take(edit(TOP, edits.drop_rows(TYPED, 2, 3, 4)))
    found = [(i.code, i.person, i.details["kpi"]) for i in intake.issues]
    kpis = ("维护计划按时完成率", "客户档案完整准确", "投诉处理及时到位")
    assert sorted(found) == sorted(("P05", "G0111", kpi) for kpi in kpis)
    assert intake.outcome
    assert len(intake.outcome.employees["G0111"].issues) == 3


def test_a_name_with_a_variation_selector_is_the_same_name_in_every_workbook(
    take: Callable[..., Intake], plain: Results
) -> None:
    """With it in the roster only, and with radicals (⽴ for 立, ⻗ for 雨) in the department's: no P03."""
    odd = edit(ROSTER, put("花名册", "B8", "彭\U000e0100志远"))
    intake = take(odd)
    assert said(intake) == []
    assert results(intake) == plain
    head = edit(TOP, put(TYPED, "B5", "冯⽴群"), put(TYPED, "B2", "邵⻗桐"))
    assert said(take(head)) == []
