"""Sheet 设置: which settings may be blank, and what the messages say about the others."""

import io
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from gacx_reports.core.codes.code import Code
from gacx_reports.core.codes.scheme import C
from gacx_reports.core.codes.values import V
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.bounds import SETTING_FIELDS
from gacx_reports.core.sheets.raw_values import Percent, Raw
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.excel.issuing.scheme_workbook import scheme_edition
from gacx_reports.excel.reading.workbook import read_content, read_workbook
from gacx_reports.i18n import translator
from tests.fixtures.other_full_mark import counted_to
from tests.samples.quarters import COMMITTED

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
    "满分": (0.5, "1 至 1000，最多 2 位小数", 1),
    "复核": ("两人", "以下之一：否、公布、发送、公布和发送", "公布和发送"),
    "各期单位": ("周", "以下之一：月度、季度、半年", "月度"),
    "各期计权": ("按人", "以下之一：等权、按天、给定", "按天"),
    "缺期处理": ("算零分", "以下之一：暂缓、重分权重", "重分权重"),
    "不满期处理": ("折半", "以下之一：不考核、按各期", "按各期"),
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


OF_MARKS: dict[str, tuple[Raw, str, Raw]] = {
    "总分小数位": (7, "0 至 6", 0),
    "得分小数位": (-1, "0 至 6", 1),
    "加分上限": (101, "0 至 100；留空：不限", 5),
    "扣分上限": ("5%", "0 至 100；留空：不限", 10.5),
}
"""The same of a scheme that counts to 100."""


@pytest.mark.parametrize(("name", "case"), OF_MARKS.items())
def test_where_the_full_mark_is_100_settings_are_marks(
    name: str, case: tuple[Raw, str, Raw], hundred: Workbook
) -> None:
    """Caps go up to the full mark, no percentage is one, and totals may have no decimals."""
    bad, expected, good = case
    _, issues = with_setting(hundred, name, bad)
    assert [i.code for i in issues] == [C.SETTING_IMPOSSIBLE]
    assert describe(issues[0], translator("zh")).expected == expected
    scheme, issues = with_setting(hundred, name, good)
    assert not issues
    assert getattr(scheme.settings, SETTING_FIELDS[name]) == Decimal(str(good))


@pytest.mark.parametrize("bad", [0.99, 1001, 99.999, "100%", Percent(1.0), "很多", None])
def test_a_full_mark_that_is_none_is_one_issue(bad: Raw, hundred: Workbook) -> None:
    """It is named at its cell, and no score of the scheme is called too high because of it."""
    _, issues = with_setting(hundred, "满分", bad)
    code: Code = C.SETTING_BLANK if bad is None else C.SETTING_IMPOSSIBLE
    assert [(i.code, i.details["setting"]) for i in issues] == [(code, "满分")]


@pytest.mark.parametrize(
    ("written", "full"), [(1, 1), (100, 100), (120.5, "120.5"), ("1000", 1000)]
)
def test_the_full_mark_is_any_number_to_two_decimals(
    written: Raw, full: int | str, workbook: Workbook
) -> None:
    """Scores that are typed stay as they are, and may be as low as these."""
    book = with_cell(workbook, "等级", "下限", 2)
    book = with_cell(book, "等级", "上限", 2, row=1)
    scheme, issues = with_setting(book, "满分", written)
    assert not issues
    assert scheme.settings.full_mark == Decimal(full)


@pytest.mark.parametrize(
    ("sheet", "column", "value", "code"),
    [
        ("评分等级", "得分", 100.5, V.NUMBER_OUT_OF_RANGE),
        ("评分等级", "得分", Percent(0.9), V.PERCENT_FORMAT),
        ("指标", "保底", 101, V.NUMBER_OUT_OF_RANGE),
        ("指标", "封顶", Percent(1.2), V.PERCENT_FORMAT),
        ("等级", "下限", Percent(0.8), V.PERCENT_FORMAT),
        ("加减分项", "上限", Percent(0.03), V.PERCENT_FORMAT),
    ],
)
def test_a_score_above_the_full_mark_or_in_percent_is_refused_at_its_cell(
    sheet: str, column: str, value: Raw, code: Code, hundred: Workbook
) -> None:
    """90 % in a scheme that counts to 100 would be 0.9 marks."""
    _, issues = read_scheme(with_cell(hundred, sheet, column, value))
    assert [(i.code, i.place.sheet) for i in issues] == [(code, sheet)]


def test_grades_that_were_left_as_they_were_are_named(workbook: Workbook) -> None:
    """With 满分 100 and A from 0.8 everybody would be A."""
    _, issues = with_setting(with_cell(workbook, "评分等级", "得分", 100), "满分", 100)
    assert [(i.code, str(i.place), i.found) for i in issues] == [
        (C.SETTING_IMPOSSIBLE, "scheme.xlsx › 等级 › B2", "0.8")
    ]
    expected = describe(issues[0], translator("zh")).expected
    assert expected == "得分计至 100，等级的下限应大于 1；现在最好的等级从 0.8 起"


def test_the_english_edition_counts_to_the_same(hundred: Workbook) -> None:
    """Setting and scores are written and read in either language, and no typed score is refused while typing."""
    content = scheme_edition(hundred, translator("en"))
    english, _ = read_content("Scheme.xlsx", content)
    assert english
    scheme, issues = read_scheme(english)
    assert not issues
    assert scheme.settings.full_mark == 100
    assert scheme.scales == read_scheme(hundred)[0].scales
    page = openpyxl.load_workbook(io.BytesIO(content))["Rating scales"]
    rules = [v.formula1 for v in page.data_validations.dataValidation if "D2" in str(v.sqref)]
    assert rules == ["AND(ISNUMBER($D2),$D2>=0)"]


def test_without_a_full_mark_scores_are_refused_as_ever(workbook: Workbook) -> None:
    """Above 1, and no sooner; a cap of 120 % stays one."""
    _, issues = read_scheme(with_cell(workbook, "评分等级", "得分", 1.01))
    assert [(i.code, i.details["high"]) for i in issues] == [(V.NUMBER_OUT_OF_RANGE, "1")]
    assert not read_scheme(with_cell(workbook, "指标", "封顶", Percent(1.2)))[1]


def with_cell(book: Workbook, name: str, column: str, value: Raw, row: int = 0) -> Workbook:
    """The workbook with another value in a row of a sheet, the first by default."""

    def changed(sheet: Sheet) -> Sheet:
        if sheet.name != name:
            return sheet
        head, *rows = sheet.rows
        at, (number, cells) = head[1].index(column), rows[row]
        rows[row] = (number, (*cells[:at], value, *cells[at + 1 :]))
        return replace(sheet, rows=(head, *rows))

    return replace(book, sheets=tuple(map(changed, book.sheets)))


@pytest.fixture(scope="session")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The sample's scheme, counted to 100."""
    folder = tmp_path_factory.mktemp("hundred")
    target = counted_to(100, 2, COMMITTED / "2024Q3", folder / "2024Q3")
    book = read_workbook(target / SCHEME_WORKBOOK)
    assert not isinstance(book, Issue)
    return book


def test_every_setting_is_tried() -> None:
    """A new setting gets a row above, or is the scale, which has tests of its own."""
    assert REFUSED.keys() | {"行为量表"} == SETTING_FIELDS.keys()
