"""Edits by which users break a workbook.

A function whose name is a verb returns an Edit of an opened workbook, others a Damage to a quarter's files.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import CellRange

from gacx_reports.core.forms.locked_rows import digests
from gacx_reports.core.sheets.stamp import NAME, SHEET, Stamp
from gacx_reports.excel.reading.own_marks import MARKER
from tools.samples.sample_company import TOP_DEPARTMENT

Files = dict[str, bytes]
"""File name, below the quarter's folder → content."""
Damage = Callable[[Files], None]
Edit = Callable[[Any], None]
"""A change of an openpyxl workbook."""
Issued = tuple[str, str]
"""Quarter, and version of the scheme, for which a workbook was issued."""

DAY = (2024, 1, 1, 0, 0, 0)
_SPARE = {"xl/theme/theme1.xml", "docProps/app.xml", "docProps/core.xml"}
"""Optional parts, one with the time of saving; without them the folders are a quarter smaller."""
_MENTIONS = re.compile(
    rb"<(Override|Relationship) [^>]*(theme1|docProps/app|docProps/core)\.xml[^>]*?/>", re.DOTALL
)
_NUMBERED = re.compile(rb"&#(\d{3,7});")
"""A Chinese character as openpyxl writes it in XML."""


def members(content: bytes) -> dict[str, bytes]:
    """Name → content of the parts of a workbook, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a workbook's bytes; the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how, compresslevel=9) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, DAY), content, how)
    return buffer.getvalue()


def slim(content: bytes) -> bytes:
    """The workbook without optional parts, and with colours that need no theme."""
    kept = {
        name: _NUMBERED.sub(lambda m: chr(int(m[1])).encode(), _MENTIONS.sub(b"", part))
        for name, part in members(content).items()
        if name not in _SPARE
    }
    styles = kept["xl/styles.xml"].replace(b'<color theme="1"/>', b'<color rgb="FF000000"/>')
    kept["xl/styles.xml"] = styles.replace(b'<scheme val="minor"/>', b"")
    return packed(kept)


def edit(workbook: str, *edits: Edit) -> Damage:
    """A damage: the workbook is opened, edited and saved."""

    def damage(files: Files) -> None:
        book = openpyxl.load_workbook(io.BytesIO(files[workbook]))
        for change in edits:
            change(book)
        buffer = io.BytesIO()
        book.save(buffer)
        files[workbook] = slim(buffer.getvalue())

    return damage


def put(sheet: str, cell: str, value: object) -> Edit:
    """A cell gets another value; None makes it blank."""

    def change(book: Any) -> None:
        target = book[sheet][cell]
        target.value = value
        if isinstance(value, str):
            target.data_type = "s"
        elif not isinstance(value, date | None):
            target.number_format = "General"

    return change


def as_percent(sheet: str, cell: str) -> Edit:
    """A cell gets percent format, and keeps its number."""

    def change(book: Any) -> None:
        book[sheet][cell].number_format = "0%"

    return change


def clear(sheet: str, cell: str) -> Edit:
    """A cell becomes blank."""
    return put(sheet, cell, None)


def add_sheet(sheet: str, *headers: str) -> Edit:
    """A sheet that the workbook had no use for is added, with its headers."""
    return lambda book: book.create_sheet(sheet).append(headers)


def append(sheet: str, *values: object) -> Edit:
    """A row is added at the end."""
    return lambda book: book[sheet].append(values)


def append_row(sheet: str, cells: Mapping[str, object]) -> Edit:
    """A row is added at the end; `cells` is header → value."""

    def change(book: Any) -> None:
        page = book[sheet]
        columns = {cell.value: cell.column for cell in page[1]}
        page.append({columns[heading]: value for heading, value in cells.items()})

    return change


def append_copy(sheet: str, row: int, at: int = 0) -> Edit:
    """A row is copied to the end, or to row `at`."""

    def change(book: Any) -> None:
        page = book[sheet]
        into = at or page.max_row + 1
        for cell in page[row]:
            twin = page.cell(into, cell.column, cell.value)
            twin.number_format = cell.number_format

    return change


def drop_rows(sheet: str, *rows: int) -> Edit:
    """Rows are deleted; those below move up."""

    def change(book: Any) -> None:
        for row in sorted(rows, reverse=True):
            book[sheet].delete_rows(row)

    return change


def rename(sheet: str, title: str) -> Edit:
    """A sheet gets another name."""

    def change(book: Any) -> None:
        book[sheet].title = title

    return change


def double(sheet: str, title: str) -> Edit:
    """A sheet is copied within the workbook."""

    def change(book: Any) -> None:
        twin = book.copy_worksheet(book[sheet])
        twin.title = title

    return change


def hide(sheet: str, *rows: int) -> Edit:
    """Rows are hidden, or the sheet if no rows are given."""

    def change(book: Any) -> None:
        if not rows:
            book[sheet].sheet_state = "hidden"
        for row in rows:
            book[sheet].row_dimensions[row].hidden = True

    return change


def cross_out(sheet: str, *rows: int) -> Edit:
    """Rows get a line through them, and stay."""

    def change(book: Any) -> None:
        for row in rows:
            for cell in book[sheet][row]:
                font = copy(cell.font)
                font.strike = True
                cell.font = font

    return change


def merge(sheet: str, cells: str) -> Edit:
    """Cells are merged; only the first value is kept."""
    return lambda book: book[sheet].merge_cells(cells)


def merge_over(sheet: str, cells: str) -> Edit:
    """Cells are merged but keep their values, as after copying the format of merged cells."""
    return lambda book: book[sheet].merged_cells.add(CellRange(cells))


def stamped(on_sheet: Issued, as_name: Issued, as_property: Issued, locked: str = "") -> Edit:
    """The top department's workbook gets the three stamps of an issued one, and digests of a sheet's locked rows."""

    def text(issued: Issued) -> str:
        return Stamp("department", f"{TOP_DEPARTMENT}.xlsx", *issued).text

    def change(book: Any) -> None:
        book.defined_names.add(DefinedName(NAME, attr_text=f'"{text(as_name)}"'))
        book.custom_doc_props.append(StringProperty(name=NAME, value=text(as_property)))
        page = book.create_sheet(SHEET)
        page.append([text(on_sheet)])
        if locked:
            headers = [cell.value for cell in book[locked][1]]
            cells = book[locked].iter_rows(min_row=2, values_only=True)
            page.append(
                [locked, digests(locked, [dict(zip(headers, c, strict=True)) for c in cells])]
            )
        page.sheet_state = "veryHidden"

    return change


def returned() -> Edit:
    """The workbook gets a list of problems in front, like a returned copy."""
    return lambda book: book.create_sheet("问题清单", 0).append(["问题清单", None, MARKER])


def raw(workbook: str, sheet: str, cell: str, inner: str, kind: str = "") -> Damage:
    """A cell's XML is replaced by `inner`: formulas with their stored values."""

    def damage(files: Files) -> None:
        titles = openpyxl.load_workbook(io.BytesIO(files[workbook]), read_only=True).sheetnames
        part = f"xl/worksheets/sheet{titles.index(sheet) + 1}.xml"
        parts = members(files[workbook])
        style = re.compile(rf'<c r="{cell}"( s="\d+")?[^>]*?(/>|>.*?</c>)', re.DOTALL)
        kind_of = f' t="{kind}"' if kind else ""
        text, hits = style.subn(
            lambda m: f'<c r="{cell}"{m[1] or ""}{kind_of}>{inner}</c>', parts[part].decode()
        )
        assert hits == 1, (workbook, sheet, cell)
        files[workbook] = packed(parts | {part: text.encode()})

    return damage


def typed(workbook: str, sheet: str, cell: str, value: Decimal | str) -> Damage:
    """A cell with a value gets another one; the rest of the file keeps its bytes."""
    if isinstance(value, str):
        return raw(workbook, sheet, cell, f"<is><t>{escape(value)}</t></is>", "inlineStr")
    return raw(workbook, sheet, cell, f"<v>{value}</v>")


def with_formula(
    workbook: str, sheet: str, cell: str, text: str, stored: str = "", kind: str = ""
) -> Damage:
    """A cell gets a formula with a stored value."""
    return raw(workbook, sheet, cell, formula(text, stored), kind)


def with_sign(workbook: str, sheet: str, cell: str, value: str, sign: str) -> Damage:
    """A cell holds a number as text, and behind it a raised sign such as that of a footnote."""
    runs = (
        f"<r><t>{escape(value)}</t></r>"
        f'<r><rPr><vertAlign val="superscript"/></rPr><t>{escape(sign)}</t></r>'
    )
    return raw(workbook, sheet, cell, f"<is>{runs}</is>", "inlineStr")


def formula(text: str, value: str = "") -> str:
    """The XML of a formula and its stored value; "" for none."""
    return f"<f>{escape(text)}</f>" + (f"<v>{escape(value)}</v>" if value else "")
