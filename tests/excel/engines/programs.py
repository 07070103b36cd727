"""What IronCalc, LibreOffice and Gnumeric compute of the same formulas, each in one workbook."""

import io
import math
import re
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl

from gacx_reports.core.sheets.raw_values import BadCell, CellFault, Raw
from gacx_reports.core.sheets.recalculated import Computed, NotComputed
from gacx_reports.core.sheets.serial_dates import serial
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading.calculation import Calculation
from gacx_reports.excel.reading.limits import LIMITS
from gacx_reports.excel.reading.recalculate import recalculated
from gacx_reports.excel.reading.workbook import read_content
from tests.excel.engines.arguments import ACROSS, COLUMNS, DATA
from tests.excel.engines.shapes import Shape

SHEET = "公式"
_REFERENCE = re.compile(r'"[^"]*"|\b[A-Z]:[A-Z]\b|\b\d+:\d+\b|\b[A-Z]\d+(?::[A-Z]\d+)?\b')


def qualified(formula: str) -> str:
    """The formula with every reference led to the sheet of data."""
    return _REFERENCE.sub(lambda m: m[0] if m[0].startswith('"') else f"{DATA}!{m[0]}", formula)


def workbook(formulas: Sequence[str]) -> bytes:
    """The data, and on a sheet beside them the formulas, one a row, without stored values."""
    book = openpyxl.Workbook()
    data = book.active
    assert data is not None
    data.title = DATA
    for letters, (header, values) in COLUMNS.items():
        data[f"{letters}1"] = header
        for row, value in enumerate(values, start=2):
            data[f"{letters}{row}"] = value
            if isinstance(value, date):
                data[f"{letters}{row}"].number_format = "yyyy-mm-dd"
    for row, cells in ACROSS.items():
        for column, value in enumerate(cells, start=1):
            data.cell(row, column, value)
    page = book.create_sheet(SHEET)
    for row, formula in enumerate(formulas, start=1):
        page.cell(row, 1, f"={qualified(formula)}")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(content: bytes) -> Workbook:
    """The workbook as the program reads it."""
    book, _ = read_content("a.xlsx", content)
    assert book
    return book


@dataclass(frozen=True)
class Outcome:
    """One formula, what the other programs make of it, and what becomes of it here."""

    shape: Shape
    libreoffice: Raw
    gnumeric: Raw
    result: Computed | NotComputed

    @property
    def others_agree(self) -> bool:
        """LibreOffice and Gnumeric."""
        return alike(self.libreoffice, self.gnumeric)

    def sure(self, value: Raw) -> bool:
        """Whether both others give that value."""
        return self.others_agree and alike(value, self.libreoffice)

    @property
    def wrong(self) -> bool:
        """It is recalculated, and they don't agree on what it gives."""
        return isinstance(self.result, Computed) and not self.sure(self.result.value)


def outcomes(shapes: Sequence[Shape], folder: Path) -> list[Outcome]:
    """Every formula by every program, each of them in one run."""
    content = workbook([shape.formula for shape in shapes])
    with ThreadPoolExecutor() as pool:
        office = pool.submit(by_libreoffice, content, folder)
        gnumeric = pool.submit(by_gnumeric, content, folder)
        book = read(content)
        cells = [(SHEET, row, 0) for row in range(1, len(shapes) + 1)]
        ours = recalculated(book, cells)
        theirs = [stored(f.result(), len(shapes)) for f in (office, gnumeric)]
    results = [ours[cell] for cell in cells]
    return [Outcome(*one) for one in zip(shapes, *theirs, results, strict=True)]


def alike(one: Raw, other: Raw) -> bool:
    """Whether two programs agree: any error is an error, and a blank that is referred to is 0.

    Numbers to 13 digits: Gnumeric takes 33.3 - 33 for 0.3, and no program is asked for more.
    """
    if isinstance(one, BadCell) or isinstance(other, BadCell):
        return isinstance(one, BadCell) and isinstance(other, BadCell)
    a, b = (serial(v) if isinstance(v, date) else "" if v is None else v for v in (one, other))
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, int | float) and isinstance(b, int | float):
        return math.isclose(a, b, rel_tol=1e-13, abs_tol=1e-12)
    return a == b or {a, b} == {"", 0}


def stored(content: bytes, count: int) -> list[Raw]:
    """What stands in the rows of formulas. Gnumeric stores nothing beside a formula that gives a blank."""
    rows = dict(read(content).sheets[1].rows)
    found = [rows[n][0] if n in rows else None for n in range(1, count + 1)]
    none = CellFault.UNCOMPUTED
    return [None if isinstance(v, BadCell) and v.fault is none else v for v in found]


def by_ironcalc(shapes: Sequence[Shape]) -> list[Raw]:
    """What IronCalc makes of every formula, also of those that are not recalculated."""
    book = read(workbook([shape.formula for shape in shapes]))
    calculation = Calculation(LIMITS.columns)
    for sheet in book.sheets:
        for row, cells in sheet.rows:
            for column, raw in enumerate(cells):
                if formula := sheet.formulas.get((row, column)):
                    calculation.put((sheet.name, row, column), formula.text)
                else:
                    calculation.fill((sheet.name, row, column), raw)
    calculation.evaluate()
    found = [calculation.value((SHEET, row, 0)) for row in range(1, len(shapes) + 1)]
    return [f.value if isinstance(f, Computed) else BadCell(CellFault.ERROR, f.what) for f in found]


def by_libreoffice(content: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice computes and saves it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    (folder / "a.xlsx").write_bytes(content)
    target = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    command = ["soffice", profile, *target, "--outdir", str(folder / "out"), str(folder / "a.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return (folder / "out" / "a.xlsx").read_bytes()


def by_gnumeric(content: bytes, folder: Path) -> bytes:
    """The workbook as Gnumeric computes and saves it."""
    source, target = folder / "g.xlsx", folder / "gnumeric.xlsx"
    source.write_bytes(content)
    command = ["ssconvert", "--recalc", str(source), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return target.read_bytes()
