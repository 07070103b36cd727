"""What a cell holds: numbers, dates, texts and faults out of what the file has written."""

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from gacx_reports.core.sheets.raw_values import BadCell, CellFault, Percent, Raw
from gacx_reports.excel.reading.worksheet_xml import INLINE, plain_text

LONGEST = 32_767
"""Characters that a cell of a spreadsheet program can hold."""
PERCENT_FORMATS, OWN_FORMATS = (9, 10), 164
"""Built-in number formats with a percent sign, and the first number of a workbook's own."""
LAST_DAY = 2_958_466
"""Serial number of the first day of the year 10000."""
ERRORS = frozenset(
    {
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
    }
)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.')
"""What a number format shows as it stands."""
_QUOTED = re.compile(r'"[^"]*"')
_EXTERNAL = re.compile(
    r"'(?:[^'\[]|'')*\[[^'\]]+\](?:[^']|'')*'!|(?<![\w.\]])\[[^\[\]]+\][^\s'\"()\[\],;:+*/^&=<>!-]*!"
)
"""`[1]台账!`, `'C:\\[台账.xlsx]七月'!`; not `表1[[#This Row],[工号]],人员!`, where brackets name columns."""
_INTEGER = re.compile(r"\s*[+-]?[0-9]{1,20}\s*")
_NUMBER = re.compile(r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([Ee][+-]?[0-9]+)?\s*")
_BOOLEANS = {"0": False, "1": True, "false": False, "true": True}


@dataclass(frozen=True, slots=True)
class Decoding:
    """What a workbook says about all its cells."""

    strings: Sequence[str]
    """Shared strings."""
    date1904: bool
    dates: Container[str]
    """Styles that show a number as a date, by the index that cells carry."""
    durations: Container[str]
    percents: Container[str]


def decoding(reader: ExcelReader, strings: Sequence[str]) -> Decoding:
    """Of a workbook whose styles are read."""
    book: Any = reader.wb  # the stubs leave out what read-only worksheets use
    return Decoding(
        strings,
        book.epoch == CALENDAR_MAC_1904,
        frozenset(map(str, book._date_formats)),
        frozenset(map(str, book._timedelta_formats)),
        frozenset(str(n) for n, style in enumerate(book._cell_styles) if _is_percent(style, book)),
    )


def _is_percent(style: Any, book: Any) -> bool:
    number = style.numFmtId
    own = book._number_formats
    text = own[number - OWN_FORMATS] if 0 <= number - OWN_FORMATS < len(own) else ""
    return number in PERCENT_FORMATS or "%" in _LITERAL.sub("", text)


def decoded(element: ET.Element, text: str | None, coded: Decoding) -> Raw:
    """The stored value by its type; ValueError, LookupError or OverflowError where it is not of that type."""
    kind = element.get("t", "n")
    if kind == "inlineStr" and (inline := element.find(INLINE)) is not None:
        return plain_text(inline) or None
    if not text:
        return None
    match kind:
        case "n":
            return _number(text, element.get("s", ""), coded)
        case "s" if text.isascii() and text.strip().isdigit():
            return coded.strings[int(text)]
        case "b":
            return _BOOLEANS[text.strip()]
        case "d":
            return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
        case "e":
            return BadCell(CellFault.ERROR, text[:100])
        case "str" | "inlineStr":
            return text
        case _:
            raise ValueError(kind)


def _number(text: str, style: str, coded: Decoding) -> Raw:
    if _INTEGER.fullmatch(text):
        number: int | float = int(text)
    elif _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        number = float(text)
    else:
        raise ValueError(text)
    if style not in coded.dates:
        return Percent(number) if style in coded.percents else number
    duration = style in coded.durations
    if not duration and not 0 <= number < LAST_DAY:
        raise ValueError(text)
    epoch = CALENDAR_MAC_1904 if coded.date1904 else CALENDAR_WINDOWS_1900
    moment: Raw = from_excel(number, epoch, timedelta=duration)
    return moment


def computed(value: Raw, formula: str) -> Raw:
    """The value stored beside a formula; a fault where it is a picture's, another workbook's, or none."""
    shown = f"={formula[:LONGEST]}"
    if "DISPIMG(" in formula.upper():
        return BadCell(CellFault.PICTURE, shown)
    if _EXTERNAL.search(_QUOTED.sub("", formula)):
        return BadCell(CellFault.EXTERNAL, shown)
    if value is None:
        return BadCell(CellFault.UNCOMPUTED, shown)
    return value
