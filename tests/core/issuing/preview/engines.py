"""Spreadsheet engines that compute a workbook, and the resulting cells."""

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import ironcalc
import openpyxl

Computed = dict[str, dict[tuple[int, int], Any]]
"""Sheet → (row, column), both from 1 → value."""
SHOWN = ("试算", "试算明细", "Preview", "Preview details")


def by_ironcalc(path: Path) -> Computed:
    """The preview's two visible sheets as IronCalc computes them."""
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    return shown(model)


def shown(model: ironcalc.Model) -> Computed:
    """The cells of a computed model's two visible sheets."""
    names = [sheet["name"] for sheet in model.get_worksheets_properties()]
    return {name: cells_of(model, name) for name in SHOWN if name in names}


def cells_of(model: ironcalc.Model, name: str) -> dict[tuple[int, int], Any]:
    """The cells of a computed model's sheet: (row, column), both from 1 → value."""
    index = [sheet["name"] for sheet in model.get_worksheets_properties()].index(name)
    _, last_row, _, last_column = model.get_sheet_dimensions(index)
    return {
        (row, column): model.get_cell_value(index, row, column)
        for row in range(1, last_row + 1)
        for column in range(1, last_column + 1)
    }


def by_libreoffice(paths: Iterable[Path], out: Path, profile: Path) -> dict[str, Computed]:
    """File name → what LibreOffice computes, all files in one run of a profile of its own."""
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to"]
    target = ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, paths)]
    subprocess.run([*command, *target], check=True, capture_output=True, timeout=1200)
    return {path.name: _values(path) for path in sorted(out.glob("*.xlsx"))}


def _values(path: Path) -> Computed:
    book = openpyxl.load_workbook(path, data_only=True)
    return {name: _read(book[name]) for name in SHOWN if name in book.sheetnames}


def _read(page: Any) -> dict[tuple[int, int], Any]:
    return {(c.row, c.column): c.value for row in page.iter_rows() for c in row}
