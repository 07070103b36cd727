"""Writes the stamp of an issued workbook: a defined name, a document property, and a hidden sheet."""

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from gacx_reports.core.sheets.stamp import NAME, SHEET, Stamp

MOST_CHARACTERS = 32_767
"""In one cell of a workbook."""


def put_stamp(book: Any, stamp: Stamp, locked: Mapping[str, str]) -> None:
    """Stamp a workbook in all three places; the hidden sheet becomes its last, so call this at the end.

    `locked` is sheet → digests of its locked rows, by which changed or deleted rows are detected later.
    """
    text = stamp.text
    book.define_name(NAME, '="{}"'.format(text.replace('"', '""')))
    book.set_custom_property(NAME, text, "text")
    page = book.add_worksheet(SHEET)
    page.write_string(0, 0, text)
    for row, (sheet, digests) in enumerate(locked.items(), start=1):
        page.write_string(row, 0, sheet)
        for column, part in enumerate(wrap(digests, MOST_CHARACTERS), start=1):
            page.write_string(row, column, part)
    page.protect()
    page.very_hidden()
