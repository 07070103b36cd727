"""The stamp of a template, read from its defined name and document property; the third copy is a hidden sheet."""

from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl.reader.excel import ExcelReader

from gacx_reports.core.sheets.stamp import NAME
from gacx_reports.excel.reading.limits import Limits
from gacx_reports.excel.reading.xml_parser import fromstring

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
