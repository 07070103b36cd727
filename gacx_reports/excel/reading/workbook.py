"""Reads a workbook file: the cells of its sheets with their addresses, and issues for what can't be read."""

import hashlib
import io
import warnings
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.parsers.expat import errors as expat

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import ARC_STYLE

from gacx_reports.core.codes.files import F
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.sheets.workbook import Read, Sheet, Workbook
from gacx_reports.excel.reading import file_checks
from gacx_reports.excel.reading.cell_values import decoding
from gacx_reports.excel.reading.file_checks import InspectedPackage, too_large
from gacx_reports.excel.reading.limits import LIMITS, Limits
from gacx_reports.excel.reading.own_marks import is_returned, stamps
from gacx_reports.excel.reading.quarter_folder import name_in
from gacx_reports.excel.reading.streams import shared_strings
from gacx_reports.excel.reading.worksheet import SheetReader
from gacx_reports.excel.reading.worksheet_xml import DamagedError, TooManyCellsError
from gacx_reports.excel.reading.xml_parser import DocumentTypeError, fromstring
from gacx_reports.i18n import N_

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
"""Exceptions that the libraries raise for a damaged workbook."""

CELLS = N_("{limit} cells")
_NO_PARTS = b"PK\x05\x06" + bytes(18)
"""An empty package: openpyxl's reader opens one of its own, which is then replaced."""


def read_workbook(path: Path, folder: Path | None = None) -> Workbook | Issue:
    """Read a trusted workbook (our own templates) in this process; the first issue if it can't be read."""
    book, issues = read_file(path, folder or path.parent)
    return book if book is not None else issues[0]


def read_file(path: Path, folder: Path, limits: Limits = LIMITS) -> Read:
    """Read a file of the quarter's folder: the workbook and issues F02 to F23.

    None with an error if it can't be read or must not be (F21: a copy that this program returned).
    """
    content = file_checks.load(path, folder, limits)
    if isinstance(content, Issue):
        return None, (content,)
    return read_handed_in(name_in(folder, path), content, limits)


def read_handed_in(name: str, content: bytes, limits: Limits = LIMITS) -> Read:
    """As `read_file`, of the file's bytes."""
    book, issues = read_content(name, content, limits)
    if book is not None and is_returned(book):
        return None, (*issues, Issue(F.RETURNED_COPY, CellRef(name)))
    return book, issues


def read_content(name: str, content: bytes, limits: Limits = LIMITS) -> Read:
    """Read a workbook from its bytes; None with an error F02 to F15 if that fails. `name` is used in issues only.

    Raises MemoryError. Reading may take much memory and time, so untrusted files are read in a child process.
    """
    opened, issues = file_checks.inspect(name, content, limits)
    if errors(issues):
        return None, issues
    place = CellRef(name)
    with warnings.catch_warnings():
        # Openpyxl warns of styles and extensions that it drops; only values are read here.
        warnings.simplefilter("ignore")
        try:
            sheets, stamps, more = _sheets(name, opened, limits)
        except TooManyCellsError:
            return None, (*issues, too_large(place, limits.cells, CELLS))
        except DocumentTypeError:
            return None, (*issues, Issue(F.DOCUMENT_TYPE, place))
        except DamagedError as error:
            return None, (*issues, Issue(F.WORKBOOK_DAMAGED, place, str(error)))
        except BROKEN as error:
            if _out_of_memory(error):
                raise MemoryError from error
            return None, (*issues, Issue(F.WORKBOOK_DAMAGED, place, type(error).__name__))
    if sheets and all(sheet.lost for sheet in sheets):
        return None, (*issues, Issue(F.WORKBOOK_DAMAGED, place))
    if not sheets:
        return None, (*issues, Issue(F.NO_SHEET_WITH_CELLS, place))
    digest = hashlib.sha256(content).hexdigest()
    return Workbook(name, sheets, digest, stamps), (*issues, *more)


def _out_of_memory(error: Exception) -> bool:
    """Expat reports lack of memory as a parse error with its own code."""
    return getattr(error, "code", 0) == expat.codes[expat.XML_ERROR_NO_MEMORY]


def _sheets(
    name: str, package: InspectedPackage, limits: Limits
) -> tuple[tuple[Sheet, ...], dict[str, str], tuple[Issue, ...]]:
    """Every worksheet, in the order of the tabs, and the stamps. F20 (warning) where the styles are broken."""
    reader = ExcelReader(io.BytesIO(_NO_PARTS), read_only=True, keep_links=False)
    reader.archive = _Parts(package)
    reader.read_manifest()
    reader.read_workbook()
    reader.archive.styles = _related(reader, "styles") or ARC_STYLE
    issues: tuple[Issue, ...] = ()
    try:
        apply_stylesheet(reader.archive, reader.wb)
    except BROKEN:
        # Only date formats are lost; a date column reads serial numbers as well.
        issues = (Issue(F.SLIGHTLY_DAMAGED, CellRef(name)),)
    return tuple(_worksheets(name, reader, limits)), stamps(reader, limits), issues


class _Parts(zipfile.ZipFile):
    """The package as openpyxl reads it.

    Names are found regardless of case, as the package standard (OPC) requires, and the style sheet whatever its name.
    """

    def __init__(self, package: InspectedPackage) -> None:
        super().__init__(io.BytesIO(package.content))
        self._parts = package.parts
        self.styles = ARC_STYLE
        """The style sheet's part, which openpyxl asks for by its usual name."""

    def open(self, name: str | zipfile.ZipInfo, *how: Any, **more: Any) -> IO[bytes]:
        """A part to be read, which need not be inflated if it was already."""
        member = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        inflated = self._parts.get(member.filename)
        return super().open(member, *how, **more) if inflated is None else io.BytesIO(inflated)

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """A whole part. Raises DocumentTypeError, since the parser of openpyxl would accept a document type."""
        content = super().read(self.styles if name == ARC_STYLE else name, pwd)
        fromstring(content)
        return content

    def getinfo(self, name: str) -> zipfile.ZipInfo:
        """The member of that name, else one whose name differs only in case; raises KeyError."""
        try:
            return super().getinfo(name)
        except KeyError:
            wanted = name.casefold()
            for member in self.infolist():
                if member.filename.casefold() == wanted:
                    return member
            raise


def _related(reader: ExcelReader, kind: str) -> str | None:
    """The workbook's part of that kind, such as `styles`; None without a link to one."""
    relations: Any = reader.parser.rels  # by ID, whatever the stubs say
    found = (r.target for r in relations.values() if r.Type.endswith(f"/{kind}"))
    return next(found, None)


def _strings(reader: ExcelReader, limits: Limits) -> list[str]:
    """The shared strings. Without them, each cell that refers to one is read as a faulty cell."""
    part = _related(reader, "sharedStrings")
    if part is None:
        return []
    try:
        source = reader.archive.open(part)
    except KeyError:
        return []
    with source:
        return shared_strings(source, limits)


def _worksheets(name: str, reader: ExcelReader, limits: Limits) -> Iterator[Sheet]:
    budget = limits.cells
    coded = decoding(reader, _strings(reader, limits), limits)
    for sheet, part in _tabs(reader):
        hidden = sheet.state != "visible"
        try:
            source = reader.archive.open(part)
        except KeyError:
            yield Sheet(name, sheet.name, (), lost=True, hidden=hidden)
            continue
        with source:
            cells = SheetReader(source, coded, budget, limits)
            rows = cells.rows()
        budget = cells.budget
        yield Sheet(
            workbook=name,
            name=sheet.name,
            rows=rows,
            hidden=hidden,
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
    """Worksheets and their parts, "" for one without a link; chart and macro sheets have no cells.

    Raises DamagedError for a duplicate.
    """
    names: set[str] = set()
    parts: set[str] = set()
    relations: Any = reader.parser.rels  # by ID, whatever the stubs say
    for sheet in reader.parser.sheets:
        if not sheet.id:
            continue
        relation = relations.get(sheet.id)
        if relation is not None and not relation.Type.endswith("/worksheet"):
            continue
        part = relation.target if relation is not None else ""
        if sheet.name.casefold() in names or part in parts:
            raise DamagedError(sheet.name)
        names.add(sheet.name.casefold())
        parts |= {part} - {""}
        yield sheet, part
