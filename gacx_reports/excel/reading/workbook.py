"""A workbook file → its sheets' cells with their addresses, and what could not be read, as issues."""

import hashlib
import io
import warnings
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers.expat import errors as expat

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, Severity, errors
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.excel.reading import file_checks
from gacx_reports.excel.reading.cell_values import decoding
from gacx_reports.excel.reading.read_stamp import stamps
from gacx_reports.excel.reading.returned_copy import is_returned
from gacx_reports.excel.reading.worksheet import SheetReader, TooManyCellsError, shared_strings
from gacx_reports.excel.reading.worksheet_xml import DamagedError

assert openpyxl.DEFUSEDXML, "openpyxl must parse with defusedxml"

BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ET.ParseError,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    ArithmeticError,
    EOFError,
    zlib.error,
    RecursionError,
    NotImplementedError,
)
"""What a package that is not quite a workbook makes the libraries raise."""

Read = tuple[Workbook | None, tuple[Issue, ...]]


def read_workbook(path: Path, folder: Path | None = None) -> Workbook | Issue:
    """A workbook that we trust (our own templates): its cells, or the first thing that is wrong with it."""
    book, issues = read_file(path, folder or path.parent)
    return book if book is not None else issues[0]


def read_file(path: Path, folder: Path) -> Read:
    """A file of the quarter's folder; issues F02 to F21. None where it can't be read, or must not be."""
    content = file_checks.load(path, folder)
    if isinstance(content, Issue):
        return None, (content,)
    name = file_checks.name_in(folder, path)
    book, issues = read_content(name, content)
    if book is not None and is_returned(book):
        return None, (*issues, Issue("F21", CellRef(name)))
    return book, issues


def read_content(name: str, content: bytes) -> Read:
    """A workbook from its bytes. It may use much memory and time: strangers' files are read in a child process."""
    opened, issues = file_checks.inspect(name, content)
    if errors(issues):
        return None, issues
    place = CellRef(name)
    with warnings.catch_warnings():
        # Openpyxl warns of styles and extensions that it drops; only values are read here.
        warnings.simplefilter("ignore")
        try:
            sheets, stamps, more = _sheets(name, opened)
        except TooManyCellsError:
            limit = {"limit": str(SheetReader.MOST_CELLS)}
            return None, (*issues, Issue("F15", place, details=limit))
        except DefusedXmlException:
            return None, (*issues, Issue("F12", place))
        except DamagedError as error:
            return None, (*issues, Issue("F02", place, str(error)))
        except BROKEN as error:
            if _out_of_memory(error):
                raise MemoryError from error
            return None, (*issues, Issue("F02", place, type(error).__name__))
    if not sheets:
        return None, (*issues, Issue("F14", place))
    digest = hashlib.sha256(content).hexdigest()
    return Workbook(name, sheets, digest, stamps), (*issues, *more)


def _out_of_memory(error: Exception) -> bool:
    """Expat says so in a code of its own."""
    return getattr(error, "code", 0) == expat.codes[expat.XML_ERROR_NO_MEMORY]


def _sheets(
    name: str, content: bytes
) -> tuple[tuple[Sheet, ...], dict[str, str], tuple[Issue, ...]]:
    """Every worksheet, in the order of the tabs, and the stamps. F20 (warning) where the styles are broken."""
    reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
    reader.archive = _Parts(io.BytesIO(content))
    reader.read_manifest()
    reader.read_workbook()
    issues: tuple[Issue, ...] = ()
    try:
        apply_stylesheet(reader.archive, reader.wb)
    except BROKEN:
        # Only date formats are lost; a date column reads serial numbers as well.
        issues = (Issue("F20", CellRef(name), severity=Severity.WARNING),)
    return tuple(_worksheets(name, reader)), stamps(reader), issues


class _Parts(zipfile.ZipFile):
    """The members of a package, whose names are the same in upper and lower case."""

    def getinfo(self, name: str) -> zipfile.ZipInfo:
        try:
            return super().getinfo(name)
        except KeyError:
            wanted = name.casefold()
            for member in self.infolist():
                if member.filename.casefold() == wanted:
                    return member
            raise


def _strings(reader: ExcelReader) -> list[str]:
    relations: Any = reader.parser.rels  # by ID, whatever the stubs say
    for relation in relations.values():
        if relation.Type.endswith("/sharedStrings"):
            try:
                source = reader.archive.open(relation.target)
            except KeyError:
                break
            with source:
                return shared_strings(source)
    # Whatever cell refers to one is then faulty by itself.
    return []


def _worksheets(name: str, reader: ExcelReader) -> Iterator[Sheet]:
    budget = SheetReader.MOST_CELLS
    coded = decoding(reader, _strings(reader))
    for sheet, part in _tabs(reader):
        with reader.archive.open(part) as source:
            cells = SheetReader(source, coded, budget)
            rows = cells.rows()
        budget = cells.budget
        yield Sheet(
            workbook=name,
            name=sheet.name,
            rows=rows,
            hidden=sheet.state != "visible",
            hidden_rows=frozenset(cells.visibility.hidden_rows),
            hidden_columns=frozenset(cells.visibility.hidden_columns),
            struck=frozenset(cells.struck),
            filtered=cells.filtered,
            merges=tuple(cells.merges),
            date1904=coded.date1904,
            beyond=tuple(cells.beyond),
            formulas=cells.formulas,
        )


def _tabs(reader: ExcelReader) -> Iterator[tuple[Any, str]]:
    """Worksheets and their parts; chart and macro sheets hold no data."""
    names: set[str] = set()
    parts: set[str] = set()
    for sheet in reader.parser.sheets:
        if not sheet.id:
            continue
        relation = reader.parser.rels[sheet.id]
        if not relation.Type.endswith("/worksheet"):
            continue
        if sheet.name.casefold() in names or relation.target in parts:
            raise DamagedError(sheet.name)
        names.add(sheet.name.casefold())
        parts.add(relation.target)
        yield sheet, relation.target
