"""Converts the stored text of a cell to a number, date, text, truth value or fault."""

import math
import re
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from gacx_reports.core.sheets.raw_values import BadCell, CellFault, Percent, Raw, ZonedTime
from gacx_reports.core.sheets.serial_dates import BEYOND
from gacx_reports.excel.reading.cell_pictures import cell_pictures
from gacx_reports.excel.reading.limits import Limits
from gacx_reports.excel.reading.number_formats import OWN_FORMATS, is_date, is_percent
from gacx_reports.excel.reading.worksheet_xml import unescaped

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
_QUOTED = re.compile(r'"[^"]*"')
_SHEET = r"[^\s'\"()\[\],;:+*/^&=<>!-]*"
_EXTERNAL = re.compile(
    r"'(?:[^'\[]|'')*\[(?!0\])[^'\]]+\](?:[^']|'')*'!"
    rf"|(?<![\w.\]])\[(?!0\])[^\[\]]+\]{_SHEET}!"
    rf"|(?<![\w.\]])\[[1-9]\d*\]{_SHEET}:{_SHEET}!"
)
"""`[1]台账!`, `'C:\\[台账.xlsx]七月'!`, `[1]一月:三月!`; not `[0]!合计`, which is a name of this workbook, and not
`表1[[#This Row],[工号]],人员!`, where brackets name columns."""
_INTEGER = re.compile(r"\s*[+-]?[0-9]{1,20}\s*")
_NUMBER = re.compile(r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([Ee][+-]?[0-9]+)?\s*")
_ISO_TIME = re.compile(r"T?\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?", re.ASCII)
_BOOLEANS = {"0": False, "1": True, "false": False, "true": True}


@dataclass(frozen=True, slots=True)
class Decoding:
    """Properties of a workbook that are needed to decode its cells."""

    strings: Sequence[str]
    """Shared strings."""
    date1904: bool
    dates: Container[str]
    """Styles that show a number as a date, by the style index of a cell."""
    durations: Container[str]
    percents: Container[str]
    struck: Collection[str] = ()
    """Styles whose font is crossed out."""
    pictures: Container[str] = ()
    """Numbers `vm` of cells that show a picture."""
    sound: Mapping[str, str] = field(default_factory=dict)
    """Those shared strings by their numbers that make a sound cell."""


def is_sound(text: str, limits: Limits) -> bool:
    """Whether a cell with that text is no fault: it is short enough, and no error value."""
    return len(text) <= limits.characters and text not in ERRORS


def decoding(reader: ExcelReader, strings: Sequence[str], limits: Limits) -> Decoding:
    """The properties of an opened workbook whose styles have been read."""
    book: Any = reader.wb  # the stubs leave out what read-only worksheets use
    formats = {str(n): _format(style, book) for n, style in enumerate(book._cell_styles)}
    return Decoding(
        strings,
        book.epoch == CALENDAR_MAC_1904,
        frozenset(style for style, known in formats.items() if is_date(*known)),
        frozenset(map(str, book._timedelta_formats)),
        frozenset(style for style, known in formats.items() if is_percent(*known)),
        frozenset(str(n) for n, style in enumerate(book._cell_styles) if _struck(style, book)),
        cell_pictures(reader.archive),
        {str(n): text for n, text in enumerate(strings) if is_sound(text, limits)},
    )


def _format(style: Any, book: Any) -> tuple[int, str]:
    """The number of a style's format, and its code; "" for a built-in one."""
    number = style.numFmtId
    own = book._number_formats
    return number, own[number - OWN_FORMATS] if 0 <= number - OWN_FORMATS < len(own) else ""


def _struck(style: Any, book: Any) -> bool:
    return style.fontId < len(book._fonts) and bool(book._fonts[style.fontId].strike)


def stored(
    kind: str, style: str, vm: str, text: str | None, coded: Decoding, limits: Limits
) -> Raw:
    """The stored text converted by the cell's attributes `t`, `s` and `vm`; None if there is none.

    A text that is not of that type is a BadCell: one unreadable cell is that cell's fault, not the workbook's.
    """
    try:
        value = _decoded(kind, style, vm, text or "", coded)
    except (ValueError, LookupError, OverflowError):
        return BadCell(CellFault.GARBLED, (text or "")[:100])
    return sound(value, limits) if isinstance(value, str) else value


def sound(text: str, limits: Limits) -> str | BadCell:
    """The text, or the fault that a cell with it has."""
    if is_sound(text, limits):
        return text
    wrong = CellFault.GARBLED if len(text) > limits.characters else CellFault.ERROR
    return BadCell(wrong, text[:100])


def _decoded(kind: str, style: str, vm: str, text: str, coded: Decoding) -> Raw:
    if not text:
        return None
    match kind:
        case "n":
            return _number(text, style, coded)
        case "s" if text.isascii() and text.strip().isdigit():
            return coded.strings[int(text)]
        case "b":
            return _BOOLEANS[text.strip()]
        case "d":
            return _iso(text.strip())
        case "e":
            picture = vm in coded.pictures
            return BadCell(CellFault.PICTURE if picture else CellFault.ERROR, text[:100])
        case "str" | "inlineStr":
            return unescaped(text)
        case _:
            raise ValueError(kind)


def _iso(text: str) -> Raw:
    """A day, a time or both, as ISO 8601 writes them."""
    if _ISO_TIME.fullmatch(text):
        return time.fromisoformat(text.removeprefix("T"))
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is None else ZonedTime.of(moment)


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
    if not duration and not 0 <= number < BEYOND:
        raise ValueError(text)
    epoch = CALENDAR_MAC_1904 if coded.date1904 else CALENDAR_WINDOWS_1900
    moment: Raw = from_excel(number, epoch, timedelta=duration)
    return moment


def computed(value: Raw, formula: str) -> Raw:
    """The value stored beside a formula; a BadCell for a picture, a link to another workbook or no stored value."""
    shown = f"={formula}"
    # As bytes, since a long text with Chinese characters takes ten times as long.
    if b"DISPIMG(" in formula.encode(errors="surrogatepass").upper():
        return BadCell(CellFault.PICTURE, shown)
    if "[" in formula and _EXTERNAL.search(_QUOTED.sub("", formula)):
        return BadCell(CellFault.EXTERNAL, shown)
    if value is None:
        return BadCell(CellFault.UNCOMPUTED, shown)
    return value
