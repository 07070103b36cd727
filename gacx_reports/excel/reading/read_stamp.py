"""The stamp of a template, read from its defined name and document property; the third copy is a hidden sheet."""

from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring
from openpyxl.reader.excel import ExcelReader

from gacx_reports.core.sheets.stamp import NAME

_PROPERTIES = "docProps/custom.xml"
_LONGEST = 1000
"""Characters of a stamp that are read."""


def stamps(reader: ExcelReader) -> dict[str, str]:
    """Text of the stamp by place: "name" for the defined name, "property" for the document property.

    A place without a stamp is left out. Spreadsheet programs may drop either, so both are read.
    """
    found = {"name": _named(reader), "property": _property(reader)}
    return {place: text for place, text in found.items() if text}


def _named(reader: ExcelReader) -> str:
    parser: Any = reader.parser  # the stubs leave out the names
    for defined in parser.defined_names.definedName:
        if defined.name == NAME:
            text = str(defined.value or "").removeprefix("=").strip()
            return text.removeprefix('"').removesuffix('"').replace('""', '"')[:_LONGEST]
    return ""


def _property(reader: ExcelReader) -> str:
    try:
        root = fromstring(reader.archive.read(_PROPERTIES))
    except (KeyError, ParseError):
        return ""
    for element in root:
        if element.get("name") == NAME:
            return "".join(element.itertext()).strip()[:_LONGEST]
    return ""
