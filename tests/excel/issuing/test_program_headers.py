"""Workbooks issued in English where a name of the scheme is also a fixed word of the workbooks."""

from decimal import Decimal
from io import BytesIO

import openpyxl

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.prefill import FormInputs
from gacx_reports.core.issuing.previous_values import NO_REFERENCES
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.excel.issuing.form_workbook import issued_book
from gacx_reports.excel.reading.workbook import read_content
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, record_kpi

QUARTER = Period(2024, 3)
WORLD = World(
    kpis=(
        record_kpi(
            "计数",
            "",
            条件列="项目",
            条件值="热线",
            计分="按次加分",
            每次分值="0.1",
            基准分="1",
            封顶="2",
            无记录时="按零计",
        ),
    ),
    columns="| 抽查 | 项目 | 文本 | | 是 | 否 | | | 电话项目 |",
    items="| 表扬 | 加分 | 0.1 | | 客户表扬 |",
    english="| 项目 | Project |\n| 评语 | Verdict |\n| 抽查 | Inspections |\n| 分值 | Marks |",
)
"""项目 and 分值 head columns of the table 抽查 and of the program's 加减分; 评语 is a sheet of the program's."""


def test_each_sheet_has_the_words_of_its_owner() -> None:
    """The table's columns are called as the scheme says, those of the program's sheets as ever; both are read back."""
    scheme, issues = read_scheme(WORLD.scheme())
    assert not [i for i in issues if i.severity is Severity.ERROR]
    roster = read_roster(WORLD.roster(), scheme, QUARTER)[0]
    expected = forms(scheme, roster, QUARTER)
    form = next(f for f in expected if f.workbook == "甲部.xlsx")
    content = issued_book(
        FormInputs(form, scheme, roster, QUARTER, NO_REFERENCES), translator("en")
    )
    book = openpyxl.load_workbook(BytesIO(content))
    heads = {page.title: [cell.value for cell in page[1]] for page in book}
    assert {"Project", "Marks"} < set(heads["Inspections"])
    assert {"Item", "Points"} < set(heads["Bonus and deduction"])
    assert "Comments" in heads
    checked = {"Employee ID": "G1", "Date": "2024-07-02", "Pass": "Yes", "Project": "热线"}
    praised = {
        "Employee ID": "G1",
        "Item": "表扬",
        "Points": "0.05",
        "Date": "2024-07-02",
        "What happened": "谢",
    }
    for sheet, row in (("Inspections", checked), ("Bonus and deduction", praised)):
        for header, value in row.items():
            book[sheet].cell(2, heads[sheet].index(header) + 1, value)
    filled = BytesIO()
    book.save(filled)
    read, _ = read_content(form.workbook, filled.getvalue())
    assert read
    read = read.in_words(scheme.words)
    submissions, found = read_submissions({form.workbook: read}, expected, scheme, roster, QUARTER)
    g1 = score_quarter(QUARTER, scheme, roster, submissions, expected, found).employees["G1"]
    assert g1.total == Decimal("1.15")
