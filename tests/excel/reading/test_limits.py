"""Files that pass the child process neither delay its parent nor make it raise; each of these once did."""

import time
from decimal import Decimal

from gacx_reports.core.language.text import MAX_TEXT, clean
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
    start = time.process_time()
    _, codes = _read(Sheet("a.xlsx", "考核表", rows, merges=merges))
    assert codes == ["S16"] * count
    assert time.process_time() - start < 10


def test_combining_marks_beyond_thirty_are_dropped_from_a_long_text() -> None:
    """They are counted before the text is normalised, which takes the square of their number of steps."""
    text = "长" * MAX_TEXT + "e" + "\u0301\u0323" * 20
    assert clean(text).startswith("长" * MAX_TEXT)
    assert len(clean(text)) < MAX_TEXT + 1 + 30 + 1
    assert isinstance(parsers.parse_text(text), Refusal)


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
