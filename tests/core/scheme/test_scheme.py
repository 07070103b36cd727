"""Reading the scheme workbook: every entry is read, and every contradiction is reported at its cell."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gacx_reports.core.issues.issue import errors
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.core.translation import issues_in
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.i18n import translator

Change = Callable[[str, str, int, Raw], Workbook]


@pytest.fixture(scope="module")
def scheme_book(templates: Path) -> Workbook:
    """The scheme as committed."""
    book = read_workbook(templates / "scheme.xlsx")
    assert isinstance(book, Workbook)
    return book


@pytest.fixture
def change(scheme_book: Workbook) -> Change:
    """The scheme with one cell changed: sheet, header, row number, new value."""

    def changed(sheet_name: str, header: str, row: int, value: Raw) -> Workbook:
        sheets = tuple(
            _with(s, header, row, value) if s.name == sheet_name else s for s in scheme_book.sheets
        )
        return Workbook(scheme_book.name, sheets)

    return changed


def _with(sheet: Sheet, header: str, row: int, value: Raw) -> Sheet:
    column = sheet.rows[0][1].index(header)
    rows = tuple(
        (number, (*cells[:column], value, *cells[column + 1 :]) if number == row else cells)
        for number, cells in sheet.rows
    )
    return Sheet(sheet.workbook, sheet.name, rows)


def codes(book: Workbook) -> list[tuple[str, str, str]]:
    """Errors as (code, sheet, cell)."""
    _, issues = read_scheme(book)
    return [(i.code, i.place.sheet, i.place.cell) for i in errors(issues)]


def test_the_engineer_is_scored_as_the_customer_says(scheme_book: Workbook) -> None:
    """KPIs, weights and half-year items of the 技术工程师, exactly."""
    scheme, issues = read_scheme(scheme_book)
    assert not errors(issues)
    kpis = [(k.name, f"{float(k.weight):.0%}") for k in scheme.kpis_of("技术工程师")]
    assert kpis == [
        ("安装实施、维修、维护合格率", "60%"),
        ("客户针对实施情况满意度", "20%"),
        ("安装实施、维修、维护数量", "10%"),
        ("质量反馈卡填写质量", "10%"),
    ]
    group = scheme.behaviours_of("技术工程师")
    assert group is not None
    items = {c: [i.name for i in group.items if i.category == c] for c in group.categories}
    assert items == {
        "核心能力": ["了解客户需求", "判断评估能力", "解决问题能力", "准确性", "效率"],
        "参考能力": ["口头沟通", "创新能力", "自信", "灵活性"],
        "态度": [
            "认真完成任务",
            "责任感，愿意承担更多责任",
            "及时正确向上级汇报",
            "虚心好学、要求上进",
            "出勤率",
            "遵守上级指示",
        ],
    }


def test_eight_posts_each_with_three_to_five_kpis(scheme_book: Workbook) -> None:
    """All posts of the rule book; what the customer left open is marked 示例."""
    scheme, _ = read_scheme(scheme_book)
    assert list(scheme.posts) == [
        "经理",
        "受理服务组主管",
        "技术服务组主管",
        "大客户代表",
        "受理服务代表",
        "技术工程师",
        "物控助理",
        "技术助理",
    ]
    for post in scheme.posts:
        assert 3 <= len(scheme.kpis_of(post)) <= 5
        if post != "技术工程师":
            assert all(k.sample for k in scheme.kpis_of(post))


@pytest.mark.parametrize(
    ("sheet", "header", "row", "value", "code"),
    [
        ("指标", "权重", 2, 0.999, "C01"),
        ("指标", "权重", 2, "一半", "V02"),
        ("指标", "岗位", 2, "经里", "C03"),
        ("指标", "取值", 2, "平均数", "V06"),
        ("岗位", "个人权重", 2, 0.5, "C01"),
        ("岗位", "行为组", 2, "没有的组", "C03"),
        ("行为类别", "权重", 2, 0.4, "C01"),
        ("行为项", "类别", 2, "别的", "C03"),
        ("等级", "下限", 2, 0.85, "C07"),
        ("等级", "上限", 2, 1.2, "C07"),
        ("设置", "项目", 2, "方案板本", "C11"),
        ("评分等级", "得分", 2, 1.5, "V03"),
        ("记录表", "填报人", 2, "某人", "C03"),
        ("记录列", "类型", 2, "数字", "V06"),
    ],
)
def test_a_fault_is_named(
    change: Change, sheet: str, header: str, row: int, value: Raw, code: str
) -> None:
    """One wrong cell in the scheme gives the expected code at its sheet."""
    found = codes(change(sheet, header, row, value))
    assert (code, sheet) in {(c, s) for c, s, _ in found}


def test_the_actual_sum_of_weights_is_said(change: Change) -> None:
    """99.99 % is refused, and the message carries the sum."""
    book = change("指标", "权重", 2, 0.3999)
    _, issues = read_scheme(book)
    (issue,) = [i for i in issues if i.code == "C01"]
    assert issue.found.endswith("%")
    assert issue.found != "100%"


@pytest.mark.parametrize(
    ("sheet", "value", "place", "zh", "en"),
    [
        ("指标", 0.3999, "C2:C5", "岗位“经理”", "post Manager"),
        ("行为类别", 0.45, "C2:C4", "行为组“技术类”", "behaviour set Technical"),
        (
            "行为项",
            0.45,
            "D2:D6",
            "行为组“技术类 › 核心能力”",
            "behaviour set Technical › Core abilities",
        ),
        ("评价人", 0.9, "C2:C4", "评价人，行为组“技术类”", "raters of behaviour set Technical"),
    ],
)
def test_weights_are_named_by_kind_with_their_cells(
    sheet: str, value: float, place: str, zh: str, en: str, samples: Path
) -> None:
    """The issue has the cells of the weights, and whether the name is of a post or a behaviour set."""
    book = read_workbook(samples / "2024Q4" / "考核方案.xlsx")
    assert isinstance(book, Workbook)
    sheets = (_with(s, "权重", 2, value) if s.name == sheet else s for s in book.sheets)
    scheme, issues = read_scheme(replace(book, sheets=tuple(sheets)))
    (issue,) = [i for i in issues if i.code == "C01"]
    assert (issue.place.sheet, issue.place.cell) == (sheet, place)
    assert describe(issue, translator("zh")).title == f"{zh}的权重合计不是 100%"
    (shown,) = issues_in("en", [issue], None, scheme.english)
    assert describe(shown, translator("en")).title == f"Weights of {en} don't total 100%"


def test_the_printed_scheme_is_in_step(scheme_book: Workbook, templates: Path) -> None:
    """`templates/scheme.md` is what `make scheme` writes from the workbook."""
    scheme, _ = read_scheme(scheme_book)
    printed = (templates / "scheme.md").read_text("utf-8")
    assert print_scheme(scheme, translator("zh")) == printed


@pytest.mark.parametrize(("sheet", "header"), [("行为项", "行为组"), ("记录列", "记录表")])
def test_a_row_that_belongs_to_nothing_is_named(sheet: str, header: str, change: Change) -> None:
    """An item of a misspelt behaviour set would vanish, and the others would take its weight."""
    _, issues = read_scheme(change(sheet, header, 2, "技木类"))
    assert ("C03", sheet, "A2") in {(i.code, i.place.sheet, i.place.cell) for i in issues}
