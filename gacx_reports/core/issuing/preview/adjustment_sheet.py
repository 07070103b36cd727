"""Bonuses, deductions and vetoes: points per employee and item, on the hidden sheet `_lines`."""

from dataclasses import dataclass, field

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.formula_sheet import Page, literal, plain
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import Input
from gacx_reports.core.issuing.preview.rows_sheet import (
    BAD,
    FACTOR,
    Checked,
    RowsPage,
    guarded,
    own_cell,
)
from gacx_reports.core.issuing.preview.scheme_sheet import Constants
from gacx_reports.core.scheme.line_item import LineItem, LineKind
from gacx_reports.core.sheets.serial_dates import serial_day

NO_VETO = 99
"""Number above that of any grade: no veto."""


def line_rows(page: RowsPage, sheet: SheetLayout, quarter: Period) -> Checked:
    """Writes the formulas of sheet 加减分 and returns their ranges; the key is person and item."""
    constants = page.constants
    items = tuple(constants.scheme.line_items.values())
    names, vetoes = constants.block(
        "line items", [(i.name, int(i.kind is LineKind.VETO)) for i in items], 2
    )
    who = page.who(sheet)
    k = page.here(who)
    position = f"IFERROR(MATCH({plain(own_cell(sheet, '项目'))},{names},0),0)"
    item = page.column(sheet, "item", f'IF({k}="","",{position})')
    key = page.column(sheet, "key", f'IF({k}="","",{k}*{FACTOR}+{page.here(item)})')
    points, day, reason = (own_cell(sheet, h) for h in ("分值", "日期", "事由"))
    first, last = serial_day(quarter.first_day), serial_day(quarter.last_day)
    most = literal(constants.scheme.settings.full_mark)
    within = f"AND(ROUND({points},10)>=0,ROUND({points},10)<={most})"
    value = f'IF({points}="",0,IF(ISNUMBER({points}),IF({within},{points},{BAD}),{BAD}))'
    amount = page.column(sheet, "points", f'IF({k}="","",{value})')
    own = page.here(amount)
    veto = f"INDEX({vetoes},{page.here(item)})=1"
    faults = [
        page.stranger(sheet, who),
        f"{page.here(item)}=0",
        f"{own}={BAD}",
        f"IF({veto},{own}<>0,{own}=0)",
        f"NOT(ISNUMBER({day}))",
        f"INT({day})<{first}",
        f"INT({day})>{last}",
        f'{reason}=""',
        f"LEN({reason})>300",
    ]
    bad = page.column(sheet, "bad", guarded(page, who, faults))
    return Checked(who, bad, key=key, values={"分值": amount}, outside=page.outside(sheet, who))


@dataclass
class Lines:
    """The sheet `_lines`: a row per employee, a column per item."""

    constants: Constants
    source: Input | None
    page: Page = field(default_factory=lambda: Page("_lines"))

    @property
    def items(self) -> tuple[LineItem, ...]:
        """The scheme's items, in its order."""
        return tuple(self.constants.scheme.line_items.values())

    def write(self, numbers: tuple[int, ...]) -> None:
        """Writes the points of every item, after its cap, for the employees with these numbers."""
        if self.source is None:
            return
        for number in numbers:
            for position, item in enumerate(self.items, start=1):
                self.page.calculate(number + 1, position, self._applied(number, position, item))

    def _applied(self, number: int, position: int, item: LineItem) -> str:
        assert self.source is not None
        checked = self.source.checked
        key = number * FACTOR + position
        if item.kind is LineKind.VETO:
            worst = self._grade(item.ceiling)
            return f"IF(COUNTIF({checked.key},{key})>0,{worst},{NO_VETO})"
        points = f"SUMIFS({checked.values['分值']},{checked.key},{key})"
        return f"MIN({literal(item.cap)},{points})" if item.cap is not None else points

    def _grade(self, name: str) -> int:
        """A grade's number, 1 being the worst."""
        grades = sorted(self.constants.scheme.grades, key=lambda g: g.low)
        return [g.name for g in grades].index(name) + 1

    def _cells(self, number: int, kind: LineKind) -> list[str]:
        return [
            self.page.at(number + 1, position)
            for position, item in enumerate(self.items, start=1)
            if item.kind is kind
        ]

    def points(self, number: int, kind: LineKind) -> str:
        """Returns a formula for an employee's bonuses or deductions, after the cap over all items; 0 or more."""
        cells = self._cells(number, kind)
        if self.source is None or not cells:
            return "0"
        settings = self.constants.scheme.settings
        cap = settings.bonus_cap if kind is LineKind.BONUS else settings.deduction_cap
        total = "+".join(cells)
        return f"MIN({literal(cap)},{total})" if cap is not None else total

    def ceiling(self, number: int) -> str:
        """Returns a formula for the best grade left by vetoes, as a number (1 is the worst); NO_VETO for no veto."""
        cells = self._cells(number, LineKind.VETO)
        return f"MIN({','.join(cells)})" if self.source and cells else str(NO_VETO)
