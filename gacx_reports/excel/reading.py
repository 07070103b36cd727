"""A workbook file → its sheets' cells with their addresses, or the one issue that says why not."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from gacx_reports.core.issues import Issue
from gacx_reports.core.places import Place
from gacx_reports.core.tables import Sheet, Workbook
from gacx_reports.core.values import BadCell, CellFault, Raw

assert openpyxl.DEFUSEDXML, "openpyxl must parse with defusedxml"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Magic of old .xls files and of encrypted workbooks."""
ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
)


def read_workbook(path: Path) -> Workbook | Issue:
    """Every sheet with its values; an issue F02 to F05 where the file is not a workbook that we can read."""
    place = Place(path.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        return Issue("F02", place, error.strerror or "")
    if fault := _not_xlsx(content):
        return Issue(fault, place)
    try:
        sheets = tuple(_sheets(path.name, content))
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        EOFError,
    ) as error:
        return Issue("F02", place, type(error).__name__)
    if not sheets:
        return Issue("F02", place)
    return Workbook(path.name, sheets, hashlib.sha256(content).hexdigest())


def _not_xlsx(content: bytes) -> str:
    if not content:
        return "F03"
    if content.startswith(OLE):
        return "F05" if "EncryptedPackage".encode("utf-16-le") in content else "F04"
    return "" if content.startswith(b"PK") else "F04"


def _sheets(name: str, content: bytes) -> Iterator[Sheet]:
    computed = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = None
    if _has_formulas(content):
        formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    for worksheet in computed.worksheets:
        worksheet.reset_dimensions()
        written = _formula_cells(formulas[worksheet.title]) if formulas else {}
        yield Sheet(name, worksheet.title, tuple(_rows(worksheet, written)))


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = (m for m in package.namelist() if m.startswith("xl/worksheets/sheet"))
        return any(b"<f>" in (xml := package.read(m)) or b"<f " in xml for m in members)


def _formula_cells(worksheet: Any) -> dict[tuple[int, int], str]:
    worksheet.reset_dimensions()
    return {
        (cell.row, cell.column - 1): str(cell.value)
        for row in worksheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _rows(
    worksheet: Any, formulas: dict[tuple[int, int], str]
) -> Iterator[tuple[int, tuple[Raw, ...]]]:
    for number, row in enumerate(worksheet.iter_rows(values_only=True), start=1):
        cells = tuple(_raw(value, formulas.get((number, i), "")) for i, value in enumerate(row))
        if any(cell is not None for cell in cells):
            yield number, cells


def _raw(value: Any, formula: str) -> Raw:
    if "DISPIMG(" in formula.upper():
        return BadCell(CellFault.PICTURE, formula)
    if value is None and formula:
        return BadCell(CellFault.UNCOMPUTED, formula)
    if isinstance(value, str) and value in ERRORS:
        return BadCell(CellFault.ERROR, value)
    if value is None or isinstance(value, Raw):
        return value
    return str(value)
