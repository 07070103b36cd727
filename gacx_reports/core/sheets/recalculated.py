"""Compares the stored values of formula cells with a recalculation.

Some programs store no value with a formula, or a 0 that was never computed. If the recalculation differs, it is
unknown which of the two values the owner saw, so neither is used: the cell is faulty (V21) until its owner
recalculates and saves the workbook, or types the value. A stored 0 that can't be checked is faulty too (V24).
So is a formula over blank cells only: a program shows 0 that nobody entered (V25).
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from gacx_reports.core.language.text import clean
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.raw_values import BadCell, CellFault, Percent, Raw, shown
from gacx_reports.core.sheets.read_sheet import find_header
from gacx_reports.core.sheets.serial_dates import from_serial, serial
from gacx_reports.core.sheets.workbook import Formula, Recalculation, Rests, Sheet, Workbook
from gacx_reports.i18n import N_

FormulaCell = tuple[str, int, int]
"""Sheet, row from 1, column from 0."""
DIGITS = 5e-15
"""Relative tolerance: a spreadsheet keeps 15 digits, and programs differ in the last one."""
NOTHING = 1e-12
"""Absolute tolerance: rounding errors around 0 are smaller."""
SECOND = 1 / 86400
"""Tolerance of dates and times, in days."""


@dataclass(frozen=True, slots=True)
class Blanks:
    """The blank cells that a formula rests on."""

    rests: Rests
    cells: str
    """As in messages: `H2:H9、H12`."""


@dataclass(frozen=True, slots=True)
class Computed:
    """Result of recalculating a formula; a BadCell if that is an error."""

    value: Raw
    blanks: Blanks | None = None


@dataclass(frozen=True, slots=True)
class NotComputed:
    """A formula that was not recalculated: `reason` is a message id in which `what` may be inserted."""

    reason: str
    what: str = ""
    blanks: Blanks | None = None


GAVE_UP = N_("recalculating it took too much time or memory")
"""The reason of a NotComputed that might be another the next time."""
Calculated = Mapping[FormulaCell, Computed | NotComputed]


def formula_cells(book: Workbook, forms: Iterable[SheetForm]) -> Iterator[FormulaCell]:
    """Lists the formula cells below the headers in columns that the forms declare."""
    for form in forms:
        sheet = book.sheet(form.name)
        header, _ = find_header(sheet, form) if sheet and sheet.formulas else (None, [])
        if sheet and header:
            top, positions = header
            columns = set(positions.values())
            for row, column in sheet.formulas:
                if row > top and column in columns:
                    yield sheet.name, row, column


def apply_recalculation(book: Workbook, found: Calculated) -> Workbook:
    """Returns the workbook with recalculated values where none was stored, and disputed or unsure cells marked."""
    return replace(book, sheets=tuple(_settled(sheet, found) for sheet in book.sheets))


def _settled(sheet: Sheet, found: Calculated) -> Sheet:
    ours = {(row, column): r for (name, row, column), r in found.items() if name == sheet.name}
    if not ours:
        return sheet
    formulas = dict(sheet.formulas)
    rows = {n: list(cells) for n, cells in sheet.rows}
    for (row, column), result in ours.items():
        formula = _with_blanks(formulas[row, column], result.blanks)
        if isinstance(result, Computed):
            check, value = _judged(rows[row][column], result.value, formula)
            formulas[row, column] = replace(formula, check=check)
        else:
            formula = replace(formula, reason=result.reason, what=result.what)
            formulas[row, column] = formula
            value = _unchecked(rows[row][column], formula)
        rows[row][column] = value
    return replace(sheet, rows=tuple((n, tuple(c)) for n, c in rows.items()), formulas=formulas)


def _with_blanks(formula: Formula, blanks: Blanks | None) -> Formula:
    return replace(formula, rests=blanks.rests, blanks=blanks.cells) if blanks else formula


def _unchecked(stored: Raw, formula: Formula) -> Raw:
    """What stands in a cell whose formula was not recalculated."""
    text = f"={formula.text}"[:100]
    if formula.rests is Rests.NOTHING and (_uncomputed(stored) or _may_be_made_up(stored)):
        return BadCell(CellFault.BLANKS, text, text, blanks=formula.blanks)
    about = (formula.reason, formula.what)
    if _uncomputed(stored):
        return BadCell(CellFault.UNCOMPUTED, text, text, "", "", *about)
    return (
        BadCell(CellFault.UNSURE, "0", text, "", "", *about) if _may_be_made_up(stored) else stored
    )


def _judged(stored: Raw, computed: Raw, formula: Formula) -> tuple[Recalculation, Raw]:
    """Verdict on a formula cell, and the cell's new value."""
    text = f"={formula.text}"[:100]
    none, same = _uncomputed(stored), equal(stored, computed)
    if formula.rests is Rests.NOTHING and (none or same):
        shows = text if none else shown(stored)
        return Recalculation.SAME, BadCell(CellFault.BLANKS, shows, text, blanks=formula.blanks)
    if none:
        wrong = isinstance(computed, BadCell)
        return (Recalculation.OTHER if wrong else Recalculation.SUPPLIED), computed
    if same:
        return Recalculation.SAME, stored
    like = shown(_formatted(computed, stored))
    return Recalculation.OTHER, BadCell(CellFault.DISPUTED, shown(stored), text, like)


def _formatted(computed: Raw, stored: Raw) -> Raw:
    """The recalculated value in the format of the stored one: date, percentage or as it is."""
    if isinstance(computed, float) and isinstance(stored, date):
        return from_serial(computed)
    return (
        Percent(computed)
        if isinstance(computed, float) and isinstance(stored, Percent)
        else computed
    )


def _uncomputed(stored: Raw) -> bool:
    return isinstance(stored, BadCell) and stored.fault is CellFault.UNCOMPUTED


def _may_be_made_up(stored: Raw) -> bool:
    return isinstance(stored, int | float) and not isinstance(stored, bool) and stored == 0


def equal(stored: Raw, computed: Raw) -> bool:
    """Whether two values are equal to 15 digits, dates to the second; a text or TRUE never equals a number."""
    match stored, computed:
        case (BadCell(), _) | (_, BadCell()):
            return False
        case (bool(), _) | (_, bool()):
            return stored is computed
        case (None | str(), None | str()):
            return clean(stored or "") == clean(computed or "")
        case (int() | float() | date() | time() | timedelta(), int() | float()):
            ours = serial(stored)
            if not isinstance(stored, int | float):
                return abs(ours - computed) < SECOND
            nothing = max(abs(ours), abs(computed)) < NOTHING
            return nothing or math.isclose(ours, computed, rel_tol=DIGITS)
        case _:
            return False
