"""Programs other than Excel and WPS that save workbooks, each used as its first example shows it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl

from tests.system.office import soffice

JAVASCRIPT = Path(__file__).parent / "javascript"
NODE = ("@e965+xlsx", "excelize-wasm", "exceljs", "xlsx", "xlsx-js-style", "xlsx-populate")
"""The programs of `javascript/resave.mjs`, by the names of their packages."""


def by_openpyxl(books: list[Path], target: Path) -> None:
    """Styles, validations and protection are opened and saved; formulas lose their values."""
    for path in books:
        openpyxl.load_workbook(path).save(target / path.name)


def by_polars(books: list[Path], target: Path) -> None:
    """Each sheet becomes a frame, its first row the header; what comes out are tables of values."""
    # Only here: `make lint` runs where it is not installed.
    import polars
    import xlsxwriter

    for path in books:
        frames = polars.read_excel(path, sheet_id=0, raise_if_empty=False)
        with xlsxwriter.Workbook(target / path.name) as book:
            for name, frame in frames.items():
                frame.write_excel(book, name)


def by_libreoffice(books: list[Path], target: Path) -> None:
    """Converted without a screen, all at once."""
    soffice("xlsx:Calc MS Excel 2007 XML", books, target, target.parent / "profile")


def by_gnumeric(books: list[Path], target: Path) -> None:
    """Converted one by one."""
    for path in books:
        files = (str(path), str(target / path.name))
        command = ["ssconvert", "--export-type=Gnumeric_Excel:xlsx2", *files]
        subprocess.run(command, check=True, capture_output=True, timeout=60)


PYTHON: dict[str, Callable[[list[Path], Path], None]] = {
    "openpyxl": by_openpyxl,
    "polars": by_polars,
    "LibreOffice": by_libreoffice,
    "Gnumeric": by_gnumeric,
}
PROGRAMS = (*NODE, *PYTHON)


def save_all(source: Path, target: Path) -> None:
    """Save every workbook of a folder with every program, to `target/<program>/`."""
    subprocess.run(["node", "resave.mjs", source, target], cwd=JAVASCRIPT, check=True, timeout=300)
    books = sorted(source.glob("*.xlsx"))
    for program, save in PYTHON.items():
        (target / program).mkdir(parents=True)
        save(books, target / program)
