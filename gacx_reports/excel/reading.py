"""A workbook file → its sheets' cells with their addresses, and what could not be read, as issues."""

import hashlib
import io
import warnings
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException

from gacx_reports.core.issues import Issue, Severity, errors
from gacx_reports.core.places import Place
from gacx_reports.core.tables import Sheet, Workbook
from gacx_reports.excel import package
from gacx_reports.excel.cells import SheetReader, TooManyCellsError

assert openpyxl.DEFUSEDXML, "openpyxl must parse with defusedxml"

BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    DefusedXmlException,
    ET.ParseError,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
)
"""What a package that is not quite a workbook makes the libraries raise."""

Read = tuple[Workbook | None, tuple[Issue, ...]]


def read_workbook(path: Path, folder: Path | None = None) -> Workbook | Issue:
    """A workbook that we trust (our own templates): its cells, or the first thing that is wrong with it."""
    book, issues = read_file(path, folder or path.parent)
    return book if book is not None else issues[0]


def read_file(path: Path, folder: Path) -> Read:
    """A file of the quarter's folder; issues F02 to F20. None where it can't be read at all."""
    content = package.load(path, folder)
    if isinstance(content, Issue):
        return None, (content,)
    return read_content(package.name_in(folder, path), content)


def read_content(name: str, content: bytes) -> Read:
    """A workbook from its bytes. It may use much memory and time: strangers' files are read in a child process."""
    opened, issues = package.inspect(name, content)
    if errors(issues):
        return None, issues
    place = Place(name)
    with warnings.catch_warnings():
        # Openpyxl warns of styles and extensions that it drops; only values are read here.
        warnings.simplefilter("ignore")
        try:
            sheets, more = _sheets(name, opened)
        except TooManyCellsError:
            return None, (
                *issues,
                Issue("F15", place, details={"limit": str(SheetReader.MOST_CELLS)}),
            )
        except DefusedXmlException:
            return None, (*issues, Issue("F12", place))
        except BROKEN as error:
            return None, (*issues, Issue("F02", place, type(error).__name__))
    if not sheets:
        return None, (*issues, Issue("F14", place))
    return Workbook(name, sheets, hashlib.sha256(content).hexdigest()), (*issues, *more)


def _sheets(name: str, content: bytes) -> tuple[tuple[Sheet, ...], tuple[Issue, ...]]:
    """Every worksheet, in the order of the tabs. F20 (warning) where the styles are broken."""
    reader = ExcelReader(io.BytesIO(content), read_only=True)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    issues: tuple[Issue, ...] = ()
    try:
        apply_stylesheet(reader.archive, reader.wb)
    except BROKEN:
        # Only date formats are lost; a date column reads serial numbers as well.
        issues = (Issue("F20", Place(name), severity=Severity.WARNING),)
    return tuple(_worksheets(name, reader)), issues


def _worksheets(name: str, reader: ExcelReader) -> Iterator[Sheet]:
    budget = SheetReader.MOST_CELLS
    for sheet, relation in _tabs(reader):
        with reader.archive.open(relation.target) as source:
            cells = SheetReader(source, reader, budget)
            rows = tuple(cells.rows())
        budget = cells.budget
        yield Sheet(
            workbook=name,
            name=sheet.name,
            rows=rows,
            hidden=sheet.state != "visible",
            hidden_rows=frozenset(cells.hidden_rows),
            hidden_columns=frozenset(cells.hidden_columns),
            filtered=cells.filtered,
            merges=tuple(cells.merges),
            date1904=cells.date1904,
            beyond=tuple(cells.beyond),
        )


def _tabs(reader: ExcelReader) -> Iterator[tuple[Any, Any]]:
    """Worksheets that are there; chart and macro sheets hold no data."""
    for sheet, relation in reader.parser.find_sheets():
        if relation.target in reader.archive.namelist() and relation.Type.endswith("/worksheet"):
            yield sheet, relation
