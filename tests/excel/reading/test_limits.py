"""Files that pass the child process neither delay its parent nor make it raise; each of these once did."""

import time
from decimal import Decimal

from gacx_reports.core.language.text import clean
from gacx_reports.core.sheets import parsers
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.raw_values import Parsed, Raw, Refusal
from gacx_reports.core.sheets.read_cell import read_cell
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.workbook import Merge, Sheet, Workbook

FORM = SheetForm("考核表", (Column("工号", Kind.ID), Column("日期", Kind.DATE)))
HEAD = (1, ("工号", "日期"))


def _read(*sheets: Sheet) -> tuple[list[frozenset[str]], list[str]]:
    """Faulty columns by record, codes."""
    records, issues = read_sheet(Workbook("a.xlsx", sheets), FORM)
    return [r.faulty for r in records], [i.code for i in issues]


def test_a_sheet_of_merged_cells_is_read_in_time() -> None:
    """20,000 ranges over 20,000 blank cells: one issue each, not 400 million comparisons."""
    count = 20_000
    rows: tuple[tuple[int, tuple[Raw, ...]], ...] = (
        HEAD,
        *((n, ("G1",)) for n in range(2, count + 2)),
    )
    merges = tuple(Merge(n, 0, n, 1) for n in range(2, count + 2))
    start = time.monotonic()
    _, codes = _read(Sheet("a.xlsx", "考核表", rows, merges=merges))
    assert codes == ["S16"] * count
    assert time.monotonic() - start < 10


def test_combining_marks_without_end_are_cleaned_in_time() -> None:
    """To normalise n marks of alternating classes takes n² steps: a second for each such cell."""
    text = "e" + "\u0301\u0323" * 16_000
    start = time.monotonic()
    assert len(clean(text)) < 40
    assert isinstance(parsers.parse_text(text), Refusal)
    assert time.monotonic() - start < 0.5


def test_a_surrogate_is_no_character() -> None:
    """It could never be written to a file."""
    assert clean("王\ud800芳") == "王芳"


def test_a_number_of_thirty_digits_is_out_of_range() -> None:
    """It has more digits than can be rounded."""
    column = Column("得分", Kind.NUMBER, low=Decimal(0), high=Decimal(100), places=2)
    for raw in (1e30, -1e300, 10**30, "1" * 30):
        outcome = read_cell(raw, column)
        assert isinstance(outcome, Refusal)
        assert outcome.code == "V03"
    assert read_cell(95.00000000000001, column) == Parsed(Decimal("95.00"))


def test_a_row_without_a_column_that_it_must_have_is_faulty() -> None:
    """S02 is reported once, and each row is faulty."""
    sheet = Sheet("a.xlsx", "考核表", ((1, ("工号",)), (2, ("G1001",))))
    assert _read(sheet) == ([frozenset({"日期"})], ["S02"])


def test_two_sheets_that_only_a_blank_tells_apart_are_named() -> None:
    """Either could be meant."""
    rows: tuple[tuple[int, tuple[Raw, ...]], ...] = (HEAD,)
    _, codes = _read(Sheet("a.xlsx", "考核表", rows), Sheet("a.xlsx", "考核表 ", rows))
    assert codes == ["S13"]
