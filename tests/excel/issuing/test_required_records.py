"""Record tables where nobody need have a record: no workbook asks for one."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.prefill import FormInputs
from gacx_reports.core.issuing.previous_values import NO_REFERENCES
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.excel.issuing.form_workbook import issued_book
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, record_kpi, typed_kpi

QUARTER = Period(2024, 3)


def breaches(without: str) -> str:
    """Five points off for every breach noted in 抽查; `without` is what no note at all scores."""
    return record_kpi("计数", "", 权重="0.5", 计分="按次扣分", 每次分值="0.05", 无记录时=without)


def issued(*kpis: str) -> Any:
    """甲部.xlsx as it is issued for that scheme."""
    world = World(kpis=kpis)
    scheme, issues = read_scheme(world.scheme())
    assert not issues
    roster = read_roster(world.roster(), scheme, QUARTER)[0]
    form = next(f for f in forms(scheme, roster, QUARTER) if f.workbook == "甲部.xlsx")
    inputs = FormInputs(form, scheme, roster, QUARTER, NO_REFERENCES)
    return openpyxl.load_workbook(BytesIO(issued_book(inputs, translator("zh"))))


def needed(book: Any, sheet: str) -> str:
    """What 填写说明 says in column 是否必填 about a sheet."""
    rows = [[c.value for c in row if c.value] for row in book["填写说明"].iter_rows()]
    return str(next(row[-1] for row in rows if row and row[0] == sheet))


def people(book: Any) -> list[list[str]]:
    """Sheet 人员 from the fifth column: counts of required rows, and the state."""
    return [[c.value for c in row[4:]] for row in book["人员"].iter_rows()]


@pytest.mark.parametrize("without", ["满分", "零分", "按零计", "不适用"])
def test_who_has_done_nothing_wrong_is_complete(without: str) -> None:
    """A table of breaches may stay empty: only the typed value of the other KPI is asked for."""
    book = issued(breaches(without), typed_kpi("产出", "0.5"))
    assert needed(book, "抽查") == "有则填，没有不填"
    assert needed(book, "填报值") == "是"
    heads, *rows = people(book)
    assert heads == ["填报值", "状态"]
    assert [row[1] for row in rows] == [f'=IF(AND(E{n}>=1),"已填完","未填完")' for n in (2, 3)]


def test_a_table_of_breaches_alone_asks_for_nothing() -> None:
    """Without a line that counts who is done: nobody would ever be."""
    book = issued(breaches("满分"), breaches("满分").replace("抽查指标", "第二项"))
    assert people(book) == [["状态"], ["无必填内容"], ["无必填内容"]]
    texts = [str(c.value) for row in book["填写说明"].iter_rows() for c in row]
    assert not [text for text in texts if "人已填完" in text]


@pytest.mark.parametrize("without", ["", "暂缓"])
def test_where_a_record_is_needed_it_is_asked_for(without: str) -> None:
    """Without any the result would wait."""
    book = issued(breaches(without), typed_kpi("产出", "0.5"))
    assert needed(book, "抽查") == "是"
    assert people(book)[0] == ["抽查", "填报值", "状态"]


def test_one_kpi_that_needs_a_record_is_enough() -> None:
    """The table serves two: the share of passes waits for a record, the count of breaches does not."""
    book = issued(breaches("满分"), record_kpi("是占比", 指标="合格率", 权重="0.5"))
    assert needed(book, "抽查") == "是"
    assert people(book)[0] == ["抽查", "状态"]
