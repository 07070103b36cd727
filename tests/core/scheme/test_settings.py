"""Sheet 设置: which settings may be blank, and what the messages say about the others."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from gacx_reports.core.codes.code import Code
from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.parse_settings import SETTING_FIELDS
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.i18n import translator

MAY_BE_BLANK = {"加分上限": None, "扣分上限": None, "行为计入季度": ()}
"""What the documentation says of a blank: no cap, never."""
REFUSED: dict[str, tuple[Raw, str, Raw]] = {
    "方案版本": (None, "文字", "2024.2"),
    "公司名称": (None, "文字", "新公司"),
    "保密说明": (None, "文字", "请勿转发"),
    "行为计入季度": ("半年", "如 Q2,Q4，或 6月,12月；留空：从不计入", "Q2,Q4"),
    "行为占比": (None, "0 至 1", 0.3),
    "总分小数位": (None, "2 至 6", 3),
    "得分小数位": (9, "2 至 6", 6),
    "长假天数": (None, "1 至 92", 20),
    "申诉工作日": (2.5, "1 至 60", 2),
    "加分上限": (5, "0 至 1；留空：不限", None),
    "扣分上限": ("不限", "0 至 1；留空：不限", None),
    "报告显示金额": (None, "以下之一：是、否", "否"),
    "强制分布人数": (0, "1 至 10000", 12),
    "同事评价最少人数": (None, "1 至 100", 4),
    "最迟公布月数": (0, "1 至 120", 6),
    "部门系数": ("乘", "以下之一：不用、花名册、部门结果", "部门结果"),
    "缺勤扣减": ("扣", "以下之一：是、否", "是"),
    "缺勤起扣天数": (93, "0 至 92", 10),
    "系数小数位": (1, "2 至 6", 2),
    "等级方式": ("排名", "以下之一：分数、名次", "分数"),
    "名次范围": ("小组", "以下之一：部门、岗位、公司", "岗位"),
    "名次取整": ("取整", "以下之一：四舍五入、进一、舍去", "舍去"),
    "奖金包分配": ("平均", "以下之一：不用、系数×基数、得分×基数、得分", "系数×基数"),
    "名次最少人数": (1, "2 至 10000", 8),
    "复核": ("两人", "以下之一：否、公布、发送、公布和发送", "公布和发送"),
    "考核周期": ("每周", "以下之一：月度、季度、半年、年度", "季度"),
    "缺评处理": ("算零分", "以下之一：重分权重、暂缓", "暂缓"),
}
"""Setting → a value that is refused, what the message says it may be, and a value that follows it."""


@pytest.fixture(scope="session")
def workbook(templates: Path) -> Workbook:
    """The bundled scheme."""
    book = read_workbook(templates / "scheme.xlsx")
    assert not isinstance(book, Issue)
    return book


def with_setting(book: Workbook, name: str, value: Raw) -> tuple[Scheme, tuple[Issue, ...]]:
    """The scheme with another value of a setting."""
    return with_settings(book, {name: value})


def with_settings(book: Workbook, values: Mapping[str, Raw]) -> tuple[Scheme, tuple[Issue, ...]]:
    """The scheme with other values of some settings."""
    return read_scheme(book_with(book, values))


def book_with(book: Workbook, values: Mapping[str, Raw]) -> Workbook:
    """The scheme's workbook with other values of some settings, which are added where they are missing."""

    def changed(sheet: Sheet) -> Sheet:
        if sheet.name != "设置":
            return sheet
        rows = [
            (n, (c[0], values[str(c[0])], *c[2:]) if c[0] in values else c) for n, c in sheet.rows
        ]
        named = {str(c[0]) for _, c in sheet.rows}
        last = sheet.rows[-1][0]
        added = [(v, values[v]) for v in values if v not in named]
        return replace(sheet, rows=(*rows, *enumerate(added, last + 1)))

    return replace(book, sheets=tuple(map(changed, book.sheets)))


@pytest.mark.parametrize("blank", [None, "  "])
@pytest.mark.parametrize(("name", "meaning"), MAY_BE_BLANK.items())
def test_a_blank_that_is_documented_is_read_as_documented(
    name: str, meaning: object, blank: Raw, workbook: Workbook
) -> None:
    """No issue; a blank cap is no cap, never a cap of 0."""
    scheme, issues = with_setting(workbook, name, blank)
    assert not issues
    assert getattr(scheme.settings, SETTING_FIELDS[name]) == meaning


@pytest.mark.parametrize("name", [n for n in REFUSED if n not in MAY_BE_BLANK])
def test_any_other_blank_setting_is_named_with_what_it_may_be(
    name: str, workbook: Workbook
) -> None:
    """C33 at the cell; the message never says to write 0 or N/A."""
    _, issues = with_setting(workbook, name, None)
    assert [(i.code, i.details["setting"]) for i in issues] == [(C.SETTING_BLANK, name)]
    words = describe(issues[0], translator("zh"))
    assert words.expected == REFUSED[name][1]
    assert "零" not in words.mend


def test_the_scale_may_be_blank_in_a_scheme_that_rates_no_behaviour(workbook: Workbook) -> None:
    """With behaviour sets the scale is asked for, by the names of the scales (C03)."""
    _, issues = with_setting(workbook, "行为量表", None)
    assert {i.code for i in issues} == {C.NAME_NOT_DEFINED}
    assert "行为五级" in issues[0].details["allowed"]


def test_the_share_may_be_blank_where_behaviours_never_count(workbook: Workbook) -> None:
    """A share of nothing needs no number."""
    assert not with_settings(workbook, {"行为计入季度": None, "行为占比": None})[1]


@pytest.mark.parametrize(("name", "case"), REFUSED.items())
def test_what_the_message_says_is_accepted(
    name: str, case: tuple[Raw, str, Raw], workbook: Workbook
) -> None:
    """An impossible or blank value gives one issue, and a value that its message names gives none."""
    bad, expected, good = case
    _, issues = with_setting(workbook, name, bad)
    code: Code = C.SETTING_BLANK if bad is None else C.SETTING_IMPOSSIBLE
    assert [i.code for i in issues] == [code]
    assert describe(issues[0], translator("zh")).expected == expected
    assert not with_setting(workbook, name, good)[1]


def test_every_setting_is_tried() -> None:
    """A new setting gets a row above, or is the scale, which has tests of its own."""
    assert REFUSED.keys() | {"行为量表"} == SETTING_FIELDS.keys()
