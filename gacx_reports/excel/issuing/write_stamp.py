"""The stamp of an issued workbook: a defined name, a document property, and a hidden sheet with what was locked."""

from collections.abc import Mapping
from typing import Any

from gacx_reports.core.sheets.stamp import NAME, SHEET, Stamp


def put_stamp(book: Any, stamp: Stamp, locked: Mapping[str, str]) -> None:
    """Into a workbook that is being written, as its last sheet; `locked`: sheet → digests of its locked rows."""
    text = stamp.text
    book.define_name(NAME, '="{}"'.format(text.replace('"', '""')))
    book.set_custom_property(NAME, text, "text")
    page = book.add_worksheet(SHEET)
    page.write_string(0, 0, text)
    for row, (sheet, digests) in enumerate(locked.items(), start=1):
        page.write_string(row, 0, sheet)
        page.write_string(row, 1, digests)
    page.protect()
    page.very_hidden()
