"""Scheme and roster in English, or half in English: every value is read as from the Chinese workbook."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.file_names import as_found, standing
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.language.vocabulary import TABS, VOCABULARY
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.sheets import ROSTER_SHEETS
from gacx_reports.core.scheme.english_names import stands_for
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import ENGLISH_SHEET
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.core.submissions.parse import read_submissions
from tests.fixtures.markdown_company import LED, POSTS, World, kpi, record_kpi, score
from tests.fixtures.markdown_company import replace as changed
from tests.fixtures.read_once import read_once

QUARTER = Period(2024, 4)
AS_WRITTEN = (ENGLISH_SHEET, "岗位说明")
"""Sheets of which only the headers are translated here, because they have texts in both languages."""


def everywhere(row: int, column: int) -> bool:
    """All cells."""
    del row, column
    return True


def here_and_there(row: int, column: int) -> bool:
    """About half of the cells, headers among them."""
    return (row * 3 + column * 5 + 1) % 7 < 3


def exchanged(book: Workbook, names: Mapping[str, str], where: Callable[..., bool]) -> Workbook:
    """The workbook with the English for names and words in the cells that `where` picks.

    A sheet that keeps its Chinese name defines entries by their Chinese names.
    """

    def sheet_of(sheet: Sheet, number: int) -> Sheet:
        english = where(number, 0)
        kept = () if english else tuple((h,) for h in DEFINED.get(sheet.name, ()))
        heads = sheet.rows[0][1]

        def cell(row: int, column: int, raw: Raw) -> Raw:
            if not isinstance(raw, str) or not where(row, column):
                return raw
            if row > 1 and (sheet.name in AS_WRITTEN or heads[column : column + 1] in kept):
                return raw
            word = VOCABULARY.get(raw, raw)
            return names.get(raw, word) if row > 1 else word

        rows = tuple(
            (n, tuple(cell(n, i, raw) for i, raw in enumerate(cells))) for n, cells in sheet.rows
        )
        name = TABS.get(sheet.name, sheet.name) if english else sheet.name
        return replace(sheet, name=name, rows=rows)

    sheets = tuple(sheet_of(sheet, number) for number, sheet in enumerate(book.sheets))
    return replace(book, sheets=sheets)


DEFINED = {
    f.name: tuple(c.name for c in f.columns if c.defines) for f in (*SCHEME_SHEETS, *ROSTER_SHEETS)
}
OURS = {en: zh for zh, en in TABS.items()}


def placed(value: Any) -> Any:
    """The value with its places under our own names of sheets, to be compared."""
    match value:
        case CellRef():
            return replace(value, sheet=OURS.get(value.sheet, value.sheet))
        case Mapping():
            return {key: placed(item) for key, item in value.items()}
        case tuple():
            return tuple(map(placed, value))
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{f.name: placed(getattr(value, f.name)) for f in fields(value)})
    return value


def sample(samples: Path, name: str) -> Workbook:
    """A workbook of the sample quarter."""
    folder = samples / str(QUARTER)
    found, _ = read_once(folder / name, folder).read
    assert isinstance(found, Workbook)
    return found


@pytest.mark.parametrize("where", [everywhere, here_and_there])
def test_scheme_and_roster_are_read_in_either_language(
    where: Callable[..., bool], samples: Path
) -> None:
    """Sheets, headers, choices, names and settings in English, or mixed as people leave them."""
    scheme_book, roster_book = (sample(samples, n) for n in ("考核方案.xlsx", "花名册.xlsx"))
    scheme, _ = read_scheme(scheme_book)
    roster, _ = read_roster(roster_book, scheme, QUARTER)
    english = exchanged(scheme_book, scheme.english, where)
    assert english != scheme_book
    found, issues = read_scheme(english)
    assert issues == ()
    assert placed(found) == scheme
    people = exchanged(roster_book, scheme.english, where)
    read, issues = read_roster(people, found, QUARTER)
    assert issues == ()
    assert placed(read) == roster


@pytest.mark.parametrize("where", [everywhere, here_and_there])
def test_a_fault_is_named_where_it_stands(where: Callable[..., bool]) -> None:
    """The issue has the sheet's name in the owner's workbook and the cell's own text, not its Chinese meaning."""
    world = World(english="| 工程师 | Engineer |", kpis=(record_kpi("是占比", 权重="0.9"),))
    book = exchanged(world.scheme(), {"工程师": "Engineer"}, where)
    _, issues = read_scheme(book)
    (wrong,) = [i for i in issues if i.code == "C01"]
    assert wrong.place.sheet in [s.name for s in book.sheets]
    assert stands_for(wrong.place.sheet, "指标", read_scheme(book)[0])
    typo = exchanged(World(posts=POSTS.replace("通用", "通甲")).scheme(), {}, everywhere)
    found = next(i for i in read_scheme(typo)[1] if i.code == "C03")
    assert (found.place.sheet, found.found) == ("Posts", "通甲")


@pytest.mark.parametrize(
    ("sheet", "cell", "typo", "meant"),
    [
        ("Roster", "Post", "Enginer", "工程师"),
        ("Roster", "Department", "Dep A", "甲部"),
        ("Roster", "Status", "employd", "在职"),
        ("Unit results", "Subject", "Companny", "公司"),
    ],
)
def test_a_misspelt_english_name_is_recognised(
    sheet: str, cell: str, typo: str, meant: str
) -> None:
    """The suggestion is the Chinese name, which is translated when the issue is shown."""
    world = World(
        english="| 工程师 | Engineer |\n| 甲部 | Dept A |", units="| 甲部 | 0.9 |\n| 公司 | 0.8 |"
    )
    scheme, _ = read_scheme(world.scheme())
    book = exchanged(world.roster(), scheme.english, everywhere)
    right = {"工程师": "Engineer", "甲部": "Dept A"}.get(meant, VOCABULARY.get(meant, ""))
    sheets = tuple(misspelt(s, cell, right, typo) if s.name == sheet else s for s in book.sheets)
    _, issues = read_roster(replace(book, sheets=sheets), scheme, Period(2024, 3))
    assert meant in {i.details.get("nearest") for i in issues if i.found == typo}


def misspelt(sheet: Sheet, header: str, right: str, typo: str) -> Sheet:
    """The sheet with that column's word spelt wrong."""
    column = sheet.rows[0][1].index(header)
    rows = tuple(
        (n, tuple(typo if i == column and c == right else c for i, c in enumerate(cells)))
        for n, cells in sheet.rows
    )
    return replace(sheet, rows=rows)


def test_a_misspelt_english_sheet_and_header_are_recognised() -> None:
    """`Post` for Posts is known; `Postes`, and a header with a typo, are suggested."""
    book = exchanged(World().scheme(), {}, everywhere)
    renamed = tuple(
        replace(s, name={"Posts": "Post", "Grades": "Grade bands"}.get(s.name, s.name))
        for s in book.sheets
    )
    found = {i.code.value: i for i in read_scheme(replace(book, sheets=renamed))[1]}
    assert (found["S01"].details["sheet"], found["S01"].details["nearest"]) == (
        "等级",
        "Grade bands",
    )
    posts = next(s for s in book.sheets if s.name == "Posts")
    head = tuple("Unitt" if c == "Unit" else c for c in posts.rows[0][1])
    posts = replace(posts, rows=((1, head), *posts.rows[1:]))
    sheets = tuple(posts if s.name == "Posts" else s for s in book.sheets)
    missing = next(i for i in read_scheme(replace(book, sheets=sheets))[1] if i.code == "S02")
    assert (missing.details["header"], missing.details["nearest"]) == ("单位", "Unitt")


def test_a_name_of_the_schemes_own_goes_before_anothers_english() -> None:
    """优 is called A in English, and A is a grade: the grade stays A, the level is read by its Chinese."""
    names = "| 优秀 | A |\n| 良好 | B |\n| 工程师 | Engineer |"
    scheme, issues = read_scheme(World(english=names).scheme())
    assert [(i.code, i.severity.value, i.place.cell) for i in issues] == [
        ("C32", "warning", "B2"),
        ("C32", "warning", "B3"),
    ]
    assert [g.name for g in scheme.grades] == ["A", "B", "C"]
    assert [level.meaning for level in scheme.scales["五级"].levels] == ["优秀", "良好", "称职"]
    assert scheme.words == {"engineer": ("工程师",)}


def test_a_column_is_not_called_as_every_record_table_has_one() -> None:
    """In English either: our own template could not be read again."""
    world = World(english="| 分值 | employee id |")
    _, issues = read_scheme(world.scheme())
    assert [(i.code, i.found) for i in issues] == [("C08", "分值")]


def test_a_persons_english_name_is_theirs() -> None:
    """A workbook issued in English has it in column Name."""
    world = World(english="| 张三 | Zhang San |", typed="| G1 | 产出 | 0.9 |")
    books = {
        n: replace(b, sheets=tuple(with_name(s) for s in b.sheets))
        for n, b in world.department().items()
    }
    scheme, _ = read_scheme(world.scheme())
    roster, _ = read_roster(world.roster(), scheme, Period(2024, 3))
    known = {n: b.in_words(scheme.words) for n, b in books.items()}
    expected = forms(scheme, roster, Period(2024, 3))
    _, issues = read_submissions(known, expected, scheme, roster, Period(2024, 3))
    assert "P03" not in {i.code for i in issues}


def with_name(sheet: Sheet) -> Sheet:
    """The sheet 填报值 with the person's name in English."""
    if sheet.name != "填报值":
        return sheet
    (_, head), *rest = sheet.rows
    rows = ((n, (*cells, "Zhang San")) for n, cells in rest)
    return replace(sheet, rows=((1, (*head, "姓名")), *rows))


def test_a_name_in_both_languages_is_one_name() -> None:
    """Two rows for one post are two rows, whatever language each is in."""
    twice = POSTS + "| Engineer | 甲部 | | 通用 | 1 | 0 | 0 |\n"
    book = exchanged(World(english="| 工程师 | Engineer |", posts=twice).scheme(), {}, everywhere)
    _, issues = read_scheme(book)
    assert [(i.code, i.place.cell) for i in issues if i.code == "C08"] == [("C08", "A4")]


def test_kpis_of_units_are_found_by_english_names() -> None:
    """`Department: Dept A`, `Department` and `Company`."""
    names = "| 甲部 | Dept A |"
    units = ("Department: Dept A", "department", "Company")
    kpis = tuple(kpi(岗位=unit, 指标="均分", 取值="下属均分", 不适用时="不允许") for unit in units)
    scheme, issues = read_scheme(World(english=names, kpis=(*World().kpis, *kpis)).scheme())
    assert issues == ()
    assert [k.post for k in scheme.kpis if k.name == "均分"] == ["部门:甲部", "部门", "公司"]


def scored(world: World) -> QuarterOutcome:
    """The world's quarter, its workbooks read with the scheme's English."""
    quarter = Period.parse(world.quarter)
    assert quarter
    scheme, faults = read_scheme(world.scheme())
    assert not faults
    roster, _ = read_roster(world.roster(), scheme, quarter)
    expected = forms(scheme, roster, quarter)
    english = scheme.words
    books = {n: b.in_words(english) for n, b in world.department().items()}
    submissions, issues = read_submissions(books, expected, scheme, roster, quarter)
    return score_quarter(quarter, scheme, roster, submissions, expected, issues)


@pytest.mark.parametrize("wanted", ["安装", "Installation", " installation"])
def test_a_condition_on_a_text_holds_in_either_language(wanted: str) -> None:
    """Rows in Chinese and in English count alike, whichever the scheme's 条件值 is written in."""
    world = World(
        english="| 安装 | Installation |",
        kpis=(
            record_kpi("计数", "", 条件列="类别", 条件值=wanted, 计分="达成率", 目标="3", 封顶="1"),
        ),
        checks="| G1 | 2024-08-01 | 是 | 安装 | |\n| G1 | 2024-08-02 | 是 | Installation | |\n"
        "| G1 | 2024-08-03 | 是 | INSTALLATION | |\n| G1 | 2024-08-04 | 是 | Repair | |",
    )
    (found,) = scored(world).employees["G1"].kpis
    assert found.n == 3


@pytest.mark.parametrize("wanted", ["是", "Yes"])
def test_a_condition_on_an_answer_holds_in_either_language(wanted: str) -> None:
    """是 in the scheme and Yes in the workbook, and the other way round."""
    world = World(
        kpis=(
            record_kpi("计数", "", 条件列="合格", 条件值=wanted, 计分="达成率", 目标="2", 封顶="1"),
        ),
        checks="| G1 | 2024-08-01 | Yes | | |\n| G1 | 2024-08-02 | 是 | | |\n"
        "| G1 | 2024-08-03 | No | | |",
    )
    (found,) = score(world).employees["G1"].kpis
    assert found.raw == 2


def test_heads_in_one_post_have_workbooks_of_their_own() -> None:
    """Two with no department above: neither overwrites the other's, in either language."""
    world = World(
        english="| 主管 | Supervisor |",
        sheets={
            "部门": "| 名称 | 上级部门 | 负责人工号 |\n| 甲部 | | G0 |\n| 乙部 | | G9 |",
            "花名册": World().people + "| G9 | 二长 | 乙部 | 主管 | | | 2020-01-01 | | 在职 | |",
        },
    )
    scheme, _ = read_scheme(world.scheme())
    roster, issues = read_roster(world.roster(), scheme, Period(2024, 3))
    assert not errors(issues)
    found = forms(scheme, roster, Period(2024, 3))
    heads = [(f.workbook, f.english) for f in found if f.workbook.startswith("主管")]
    assert heads == [
        ("主管评价-G0.xlsx", "Supervisor evaluation-G0.xlsx"),
        ("主管评价-G9.xlsx", "Supervisor evaluation-G9.xlsx"),
    ]


@pytest.mark.parametrize(
    ("there", "scheme", "roster"),
    [
        ((), "考核方案.xlsx", "花名册.xlsx"),
        (("考核方案.xlsx",), "考核方案.xlsx", "花名册.xlsx"),
        (("Roster.xlsx",), "Scheme.xlsx", "Roster.xlsx"),
        (("考核方案.xlsx", "Roster.xlsx"), "考核方案.xlsx", "Roster.xlsx"),
        (("Scheme.xlsx", "考核方案.xlsx"), "考核方案.xlsx", "花名册.xlsx"),
    ],
)
def test_scheme_and_roster_are_known_by_either_name(
    there: tuple[str, ...], scheme: str, roster: str
) -> None:
    """The name of a missing workbook follows the language of the other one."""
    assert standing("考核方案.xlsx", there) == scheme
    assert standing("花名册.xlsx", there) == roster


def named(world: World, *files: str) -> list[str]:
    """File names of the expected workbooks if the folder has these files."""
    scheme, _ = read_scheme(world.scheme())
    roster, _ = read_roster(world.roster(), scheme, Period(2024, 3))
    return [f.workbook for f in as_found(forms(scheme, roster, Period(2024, 3)), files)]


def test_a_workbook_is_known_by_either_file_name() -> None:
    """A missing one is called as the others are; without an English name it keeps its own."""
    world = World(english="| 主管 | Supervisor |\n| 甲部 | Dept/A |")
    assert named(world) == ["甲部.xlsx", "主管评价.xlsx"]
    assert named(world, "甲部.xlsx") == ["甲部.xlsx", "主管评价.xlsx"]
    assert named(world, "Dept_A.xlsx") == ["Dept_A.xlsx", "Supervisor evaluation.xlsx"]
    assert named(world, "Scheme.xlsx", "甲部.xlsx") == ["甲部.xlsx", "Supervisor evaluation.xlsx"]
    half = changed(world, english="| 甲部 | Dept A |", led=LED)
    assert named(half, "Dept A.xlsx") == ["Dept A.xlsx", "主管评价.xlsx"]
