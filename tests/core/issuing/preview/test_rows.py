"""The preview follows rows that people sort, delete, insert or paste below."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import ironcalc
import openpyxl
import pytest

from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.prefill import FormInputs
from gacx_reports.core.issuing.preview.build import preview
from gacx_reports.core.issuing.preview.summary_sheet import PREVIEW
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.core.sheets.parsers import NO_ANSWERS, YES_WORDS
from gacx_reports.core.sheets.raw_values import NA_WORDS, Parsed
from gacx_reports.core.sheets.read_cell import read_cell
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.excel.issuing.form_workbook import form_book
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.excel.styles import FilledSheet, SheetRow
from gacx_reports.i18n import Language, translator
from tests.conftest import ROOT
from tests.core.issuing.preview.engines import by_ironcalc, shown
from tests.core.issuing.preview.filled import layouts_of
from tests.core.issuing.preview.small import DAYS, QUARTER, WORLD, built, dated, totals
from tests.fixtures.markdown_company import World, record_kpi, score, typed_kpi
from tests.fixtures.markdown_workbook import book

Edit = Callable[[Any], None]


def edited(path: Path, edit: Edit) -> Path:
    """The workbook after somebody changed cells and saved."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def sort_backwards(book: Any) -> None:
    """All rows of both sheets the other way round."""
    for name in ("抽查", "填报值"):
        rows = [[c.value for c in row] for row in book[name].iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                book[name].cell(number, column, value)


def leave_a_gap(book: Any) -> None:
    """A record cut out and pasted a few rows further down."""
    book["抽查"].move_range("A2:E2", rows=7)


def shift_down(book: Any) -> None:
    """Room made between and above the rows."""
    book["抽查"].move_range("A3:E5", rows=1)
    book["填报值"].move_range("A2:C3", rows=2)


@pytest.mark.parametrize("edit", [lambda _: None, sort_backwards, leave_a_gap, shift_down])
def test_rows_may_stand_in_any_order(edit: Edit, tmp_path: Path) -> None:
    """G1: half of 1/2 and half of .9; G2: half of 1/2 and half of .5."""
    assert totals(by_ironcalc(edited(built(WORLD, tmp_path), edit))) == {"G1": 0.7, "G2": 0.5}


def test_rows_may_be_deleted_and_inserted(tmp_path: Path) -> None:
    """Whole rows, as a spreadsheet does it: G1 loses the faulty job, and gets a good one above the first."""
    model = ironcalc.load_from_xlsx(str(built(WORLD, tmp_path)), "en", "UTC", "en")
    names = [sheet["name"] for sheet in model.get_worksheets_properties()]
    checks = names.index("抽查")
    model.delete_rows(checks, 4, 1)
    model.insert_rows(checks, 2, 1)
    for column, value in enumerate(("G1", "2024-07-05", "是"), start=1):
        model.set_user_input(checks, 2, column, value)
    model.evaluate()
    assert totals(shown(model)) == {"G1": 0.95, "G2": 0.5}


def add_a_stranger(book: Any) -> None:
    """An ID that nobody here has."""
    for column, value in enumerate(("G9", datetime.fromisoformat(DAYS[0]), "是"), start=1):
        book["抽查"].cell(6, column, value)


def write_far_below(book: Any) -> None:
    """A record below the rows that formulas look at."""
    book["抽查"].cell(600, 1, "G1")


def repeat_a_value(book: Any) -> None:
    """G1's value twice."""
    for column, value in enumerate(("G1", "产出", 0.9), start=1):
        book["填报值"].cell(4, column, value)


def wildcard(book: Any) -> None:
    """A wildcard as the name, which a lookup would take for any name."""
    book["填报值"].cell(2, 2, "*")


@pytest.mark.parametrize(
    ("edit", "shown"),
    [
        (add_a_stranger, {"G1": "有误", "G2": "有误"}),
        (write_far_below, {"G1": "有误", "G2": "有误"}),
        (repeat_a_value, {"G1": "有误", "G2": 0.5}),
        (wildcard, {"G1": "有误", "G2": 0.5}),
    ],
)
def test_what_reading_would_refuse_shows_no_figure(
    edit: Edit, shown: dict[str, Any], tmp_path: Path
) -> None:
    """An unknown person's record, or one far below, affects all users of the sheet; a double value its owner."""
    assert totals(by_ironcalc(edited(built(WORLD, tmp_path), edit))) == shown


def test_formulas_refer_to_no_input_row() -> None:
    """So that deleting, sorting or inserting rows breaks none: input ranges start at the header."""
    scheme, _ = read_scheme(WORLD.scheme())
    roster, _ = read_roster(WORLD.roster(), scheme, QUARTER)
    form = next(f for f in forms(scheme, roster, QUARTER) if f.workbook == "甲部.xlsx")
    layouts = layouts_of(dated(WORLD.department()["甲部.xlsx"]), form, spare=5)
    pages = preview(form, scheme, roster, QUARTER, layouts, translator("zh"))
    formulas = [str(c.content) for p in pages for c in p.cells if c.formula]
    names = "|".join(layouts)
    inputs = [
        m
        for f in formulas
        for m in re.findall(rf"'(?:{names})'!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)", f)
    ]
    assert inputs
    assert all(re.fullmatch(r"\$[A-Z]+\$(1|\d+):\$[A-Z]+\$\d+", m) for m in inputs)


def test_the_documentation_names_every_function_in_use(tmp_path: Path) -> None:
    """The table in the decision about the preview, and nothing that an engine might not know."""
    book = openpyxl.load_workbook(built(WORLD, tmp_path))
    used = {
        name
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
        for name in re.findall(r"\b([A-Z]+)\(", str(cell.value))
    }
    text = (ROOT / "docs" / "decisions" / "0018-live-preview.md").read_text("utf-8")
    table = text[text.index("| for | functions |") :].partition("\n\n")[0]
    assert used <= set(re.findall(r"`([A-Z]+)`", table))


def test_nothing_shows_a_figure_before_it_is_computed(tmp_path: Path) -> None:
    """No formula has a stored value."""
    book = openpyxl.load_workbook(built(WORLD, tmp_path), data_only=True)
    shown = {c.value for r in book["试算"].iter_rows(min_row=5, min_col=3) for c in r}
    assert not {v for v in shown if isinstance(v, int | float)}


def test_reading_takes_no_notice_of_the_preview(tmp_path: Path) -> None:
    """The same submissions, and no issue about the preview's sheets."""
    path = built(WORLD, tmp_path)
    scheme, _ = read_scheme(WORLD.scheme())
    roster, _ = read_roster(WORLD.roster(), scheme, QUARTER)
    expected = forms(scheme, roster, QUARTER)
    book = read_workbook(path, tmp_path)
    assert isinstance(book, Workbook)
    other = WORLD.department()["主管评价.xlsx"]
    books = {"甲部.xlsx": book, "主管评价.xlsx": other}
    plain = {**books, "甲部.xlsx": dated(WORLD.department()["甲部.xlsx"])}
    read, issues = read_submissions(books, expected, scheme, roster, QUARTER)
    usual, before = read_submissions(plain, expected, scheme, roster, QUARTER)
    assert [i.code for i in issues] == [i.code for i in before]
    assert {k: e.value for k, e in read.typed.items()} == {
        k: e.value for k, e in usual.typed.items()
    }


def test_a_condition_on_a_text_holds_in_either_language(tmp_path: Path) -> None:
    """As in reading: what the scheme has English for is the same word in both, however it is typed."""
    rows = zip(DAYS, ("安装", "Installation", "installation", "Repair"), strict=True)
    world = World(
        english="| 安装 | Installation |",
        kpis=(
            record_kpi("计数", "", 条件列="类别", 条件值="安装", 计分="达成率", 目标="4", 封顶="1"),
        ),
        checks="\n".join(f"| G1 | {day} | 是 | {what} | |" for day, what in rows),
    )
    assert totals(by_ironcalc(built(world, tmp_path)))["G1"] == 0.75


@pytest.mark.parametrize(
    ("column", "wanted"),
    [("完工", "2024/7/2"), ("完工", "不适用"), ("合格", "合格"), ("水平", "良好"), ("完成", "95%")],
)
def test_a_condition_holds_however_it_is_written(column: str, wanted: str, tmp_path: Path) -> None:
    """A date in any form, a synonym of 是, a level by its meaning, a percentage: as when it is read."""
    filled = {"完工": ["2024-07-02", "不适用"], "水平": ["良好", "'3"], "完成": ["0.95", "0.9"]}
    cells = [[given[n] for given in filled.values()] for n in (0, 1)]
    world = World(
        kpis=(
            record_kpi("计数", "", 条件列=column, 条件值=wanted, 计分="达成率", 目标="2", 封顶="1"),
        ),
        columns="| 抽查 | 完工 | 日期 | | 否 | 是 | | | |\n| 抽查 | 水平 | 等级 | 五级 | 否 | 是 | | | |\n"
        "| 抽查 | 完成 | 比率 | | 否 | 是 | | | |\n",
        headers=" 完工 | 水平 | 完成 |",
        checks="\n".join(
            f"| G1 | {day} | {yes} | | | {' | '.join(row)} |"
            for day, yes, row in zip(DAYS, ("是", "否"), cells, strict=False)
        ),
    )
    assert totals(by_ironcalc(built(world, tmp_path)))["G1"] == 0.5
    assert str(score(world).employees["G1"].total) == "0.5000"


def test_every_accepted_word_counts_in_an_english_edition(tmp_path: Path) -> None:
    """The preview reads every spelling of yes, no and N/A in both languages as reading does."""
    scheme, _ = read_scheme(World(kpis=(record_kpi("是占比"),)).scheme())
    roster, _ = read_roster(World().roster(), scheme, QUARTER)
    form = next(f for f in forms(scheme, roster, QUARTER) if f.workbook == "甲部.xlsx")
    words = sorted((*YES_WORDS, *NO_ANSWERS, *NA_WORDS))
    rows: dict[str, list[SheetRow]] = {
        "抽查": [{"工号": "G1", "日期": QUARTER.first_day, "合格": word} for word in words]
    }
    desk = FormInputs(form, scheme, roster, QUARTER)
    sheets = [FilledSheet(s, rows.get(s.name, [])) for s in form.sheets]
    path = tmp_path / "english.xlsx"
    path.write_bytes(form_book(desk, sheets, translator("en"), with_preview=True))
    share = len(YES_WORDS) / (len(YES_WORDS) + len(NO_ANSWERS))
    assert totals(by_ironcalc(path), "en")["G1"] == pytest.approx(share, abs=0.00005)
    for answer in words:
        assert isinstance(read_cell(answer, Column("合格", Kind.YES_NO, na=True)), Parsed)


@pytest.mark.parametrize(
    ("lang", "remark"), [("zh", "待填 1 项；待调查"), ("en", "to fill in: 1; awaiting survey")]
)
def test_a_remark_is_parted_in_its_language_and_ends_with_a_word(
    lang: Language, remark: str, tmp_path: Path
) -> None:
    """Never with what parts it from the next; full stops and blanks as the language has them."""
    survey = "| 记录表 | 填报人 | 说明 |\n| 抽查 | 调查组 | |"
    world = World(kpis=(record_kpi("是占比", 权重="0.5"), typed_kpi("产出", "0.5")))
    given = world.scheme()
    tables = tuple(surveyed(s, survey) for s in given.sheets)
    scheme, _ = read_scheme(replace(given, sheets=tables))
    roster, _ = read_roster(world.roster(), scheme, QUARTER)
    form = next(f for f in forms(scheme, roster, QUARTER) if f.workbook == "甲部.xlsx")
    rows: dict[str, list[SheetRow]] = {"填报值": [{"工号": "G1", "指标": "产出"}]}
    sheets = [FilledSheet(s, rows.get(s.name, [])) for s in form.sheets]
    path = tmp_path / "remark.xlsx"
    content = form_book(
        FormInputs(form, scheme, roster, QUARTER), sheets, translator(lang), with_preview=True
    )
    path.write_bytes(content)
    cells = by_ironcalc(path)[word(PREVIEW, translator(lang))]
    last = max(c for _, c in cells)
    row = next(r for (r, c), value in cells.items() if c == 1 and value == "G1")
    assert cells[row, last] == remark


def surveyed(sheet: Sheet, table: str) -> Sheet:
    """The scheme's sheet of record tables, filled in by the survey team."""
    return book("x", 记录表=table).sheets[0] if sheet.name == "记录表" else sheet
