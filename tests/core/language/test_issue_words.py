"""The words of issues: whole sentences, whatever their details."""

import pytest

from gacx_reports.core.codes.files import F
from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.scheme import C
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, in_order
from gacx_reports.core.language.issue_words import describe
from gacx_reports.i18n import translator


@pytest.mark.parametrize(
    ("nearest", "mend"),
    [
        ("", "请更正工号；若是合计行或备注，请删除。如是新员工，请人事部加入花名册。"),
        (
            "G0122",
            "请更正工号；若是合计行或备注，请删除。如是新员工，请人事部加入花名册。是否应为“G0122”？",
        ),
    ],
)
def test_a_near_miss_is_suggested_where_there_is_one(nearest: str, mend: str) -> None:
    """And nothing is left open where there is none."""
    issue = Issue(P.ID_UNKNOWN, CellRef("甲部.xlsx"), "G0212", {"nearest": nearest})
    assert describe(issue, translator("zh")).mend == mend


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"owner": "HR"}, "花名册.xlsx，填报人：人事部"),
        ({"owner": "王芳", "due": "2024-10-09"}, "花名册.xlsx，填报人：王芳，截止：2024年10月9日"),
    ],
)
def test_a_deadline_is_named_where_it_is_known(details: dict[str, str], expected: str) -> None:
    """Scheme and roster have none."""
    issue = Issue(F.WORKBOOK_MISSING, CellRef("花名册.xlsx"), details=details)
    assert describe(issue, translator("zh")).expected == expected


def test_what_stops_all_scoring_stands_first() -> None:
    """A fault of the roster is not lost beneath what follows from it."""
    books = ("乙部.xlsx", "花名册.xlsx", "甲部.xlsx")
    issues = [Issue(V.CELL_BLANK, CellRef(book, "表", "A2")) for book in books]
    found = in_order(issues, first=("花名册.xlsx",))
    assert [i.place.workbook for i in found] == ["花名册.xlsx", "乙部.xlsx", "甲部.xlsx"]


def test_english_names_words_of_a_workbook_in_both_languages() -> None:
    """English messages give a choice in both languages, because the workbook may be a Chinese or an English edition."""
    issue = Issue(
        C.TARGET_NOT_BY_DAYS, CellRef("考核方案.xlsx", "指标", "Q2"), "是", {"source": "mean"}
    )
    assert describe(issue, translator("en")).mend == "Write No (否), or leave the cell blank."
    assert describe(issue, translator("zh")).mend == "请填“否”，或留空。"
