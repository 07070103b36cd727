"""The hidden sheet of an issued workbook."""

from pathlib import Path

import xlsxwriter

from gacx_reports.core.forms.locked_rows import issued_digests
from gacx_reports.core.sheets.stamp import Stamp
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.issuing.write_stamp import put_stamp
from gacx_reports.excel.reading.workbook import read_workbook


def test_every_locked_row_is_remembered(tmp_path: Path) -> None:
    """A call sheet of 8,000 rows: one cell holds 32,767 characters, which are fewer than 3,650 rows."""
    digests = [f"{n:08x}" for n in range(8000)]
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("回访")
        put_stamp(book, Stamp("calls", "a.xlsx", "2024Q3", "1"), {"回访": " ".join(digests)})
    read = read_workbook(tmp_path / "a.xlsx", tmp_path)
    assert isinstance(read, Workbook)
    assert issued_digests(read, "回访") == digests
