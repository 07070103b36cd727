"""What this program leaves in its own workbooks: the stamp of a template, the marker of a returned copy.

The stamp stands in a defined name and in a document property; the third copy is a hidden sheet.
"""

from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl.reader.excel import ExcelReader

from gacx_reports.core.sheets.stamp import NAME
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading.limits import Limits
from gacx_reports.excel.reading.xml_parser import fromstring

MARKER = "gacx-reports returned copy"
"""Text in the first row of the list of problems; never translated, so that a handed-in copy is recognised (F21)."""
_MARKER_ROWS = 3
_PROPERTIES = "docProps/custom.xml"


def stamps(reader: ExcelReader, limits: Limits) -> dict[str, str]:
    """Text of the stamp by place: "name" for the defined name, "property" for the document property.

    A place without a stamp is left out. Spreadsheet programs may drop either, so both are read.
    """
    found = {"name": _named(reader), "property": _property(reader)}
    return {place: text[: limits.stamp_characters] for place, text in found.items() if text}


def _named(reader: ExcelReader) -> str:
    parser: Any = reader.parser  # the stubs leave out the names
    for defined in parser.defined_names.definedName:
        if defined.name == NAME:
            text = str(defined.value or "").removeprefix("=").strip()
            return text.removeprefix('"').removesuffix('"').replace('""', '"')
    return ""


def _property(reader: ExcelReader) -> str:
    try:
        root = fromstring(reader.archive.read(_PROPERTIES))
    except (KeyError, ParseError):
        return ""
    for element in root:
        if element.get("name") == NAME:
            return "".join(element.itertext()).strip()
    return ""


def is_returned(book: Workbook) -> bool:
    """Whether any sheet has the marker in its first three rows, whatever the sheet is called.

    A copy whose list was deleted is accepted: apart from colours and comments, it holds only the sender's content.
    """
    return any(
        MARKER in cells
        for sheet in book.sheets
        for row, cells in sheet.rows[:_MARKER_ROWS]
        if row <= _MARKER_ROWS
    )
