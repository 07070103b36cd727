"""Rows pasted twice are reported; rows that repeat by chance are not."""

import pytest

from gacx_reports.core.sheets.columns import Column, SheetForm
from gacx_reports.core.sheets.duplicate_rows import pasted_twice
from gacx_reports.core.sheets.read_sheet import read_sheet
from tests.fixtures.markdown_workbook import book

FORM = SheetForm("记录", (Column("工号"), Column("产品")))
HEADER = "| 工号 | 产品 |"
FIRST = "| G1 | 甲 |\n| G2 | 乙 |\n| G1 | 丙 |\n| G3 | 丁 |"


def said(*blocks: str) -> list[tuple[str, str, str]]:
    """Found, place and origin of each issue about the rows."""
    text = "\n".join((HEADER, *blocks))
    records, _ = read_sheet(book("甲.xlsx", 记录=text), FORM)
    return [(i.found, i.place.cell, i.details["other"]) for i in pasted_twice(records)]


def test_a_block_that_stands_again_is_named_with_its_origin() -> None:
    """All of it as one."""
    assert said(FIRST, "| G9 | 戊 |", FIRST) == [("4", "A7:A10", "A2")]


def test_each_copy_is_named() -> None:
    """Pasted three times is twice too often."""
    assert said(FIRST, FIRST, FIRST) == [("4", "A6:A9", "A2"), ("4", "A10:A13", "A2")]


@pytest.mark.parametrize(
    "rows",
    [
        "",
        FIRST,
        "| G1 | 甲 |\n| G2 | 乙 |\n| G1 | 甲 |\n| G2 | 乙 |",
        "\n".join(["| G1 | 甲 |"] * 12),
        "\n".join(["| G1 | 甲 |", "| G2 | 甲 |"] * 6),
    ],
    ids=["none", "once", "pairs", "equal", "alternating"],
)
def test_what_repeats_by_chance_is_not_said(rows: str) -> None:
    """Two rows on end, or the same job all day."""
    assert said(rows) == []
