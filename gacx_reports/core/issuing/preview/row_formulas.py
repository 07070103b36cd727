"""Formulas on the hidden sheet `_rows` that read the input sheets: employee, values and faults of each row.

Every input row has a row on `_rows`, which finds it by its number within the input range: sorting,
pasting and deleting rows change the result, never the formulas.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gacx_reports.core.forms.input_sheets import COMMENT_LIMIT
from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.cell_formulas import holds, text_faults, value_of
from gacx_reports.core.issuing.preview.formula_sheet import plain
from gacx_reports.core.issuing.preview.rows_sheet import (
    BAD,
    FACTOR,
    NO_POINT,
    POINT_FACTOR,
    Checked,
    RowsPage,
    guarded,
    own_cell,
)
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import Join, Source
from gacx_reports.core.scheme.record_table import RecordTable
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.headers import Header


@dataclass(frozen=True, slots=True)
class RecordProjects:
    """Projects that records of a table with column 所属项目 may name."""

    names: str
    """Range of the names, in the order of their numbers."""
    stays: Sequence[tuple[int, int, int, int]]
    """Person number, first and last day, number of the project: whose records must name one."""
    people: Sequence[int]
    """Numbers of the people who have projects at all."""


def records(
    page: RowsPage,
    sheet: SheetLayout,
    table: RecordTable,
    kpis: Sequence[Kpi],
    stays: Sequence[tuple[int, int, int]],
    projects: RecordProjects | None = None,
) -> Checked:
    """Writes the formulas of a record table and returns their ranges.

    `stays` has person number, first and last day (serial numbers) of each assignment whose KPIs use the table;
    `projects` is None for a table without column 所属项目.
    """
    who = page.who(sheet)
    person, cell = page.here(who), own_cell(sheet, "日期")
    day = page.column(sheet, "日期", f'IF({person}="","",IF(ISNUMBER({cell}),INT({cell}),{BAD}))')
    measured = page.constants.block(f"{table.name} 日期", tuple(stays), 3)
    values = {
        c.name: page.column(sheet, c.name, value_of(page, sheet, c, person))
        for c in table.columns
        if c.kind is not Kind.TEXT
    }
    own, row = RecordColumns(page, sheet, table, values), (person, page.here(day))
    project, unnamed = _project(page, sheet, row, projects)
    faults = [page.stranger(sheet, who), *_faulty_day(row, measured), *unnamed, *own.faults]
    conditions: dict[tuple[object, ...], str]
    conditions = {(k.join, *k.conditions): own.conditions(k) for k in kpis if k.conditions}
    bad = page.column(sheet, "bad", guarded(page, who, faults))
    return Checked(
        who,
        bad,
        values={**values, **own.measured(kpis)},
        conditions=conditions,
        day=day,
        outside=page.outside(sheet, who),
        project=project,
    )


def _faulty_day(row: tuple[str, str], measured: Sequence[str]) -> list[str]:
    """Conditions: the row has no day, or one on which its person is not measured by the table."""
    (person, day), (people, firsts, lasts) = row, measured
    inside = f'COUNTIFS({people},{person},{firsts},"<="&{day},{lasts},">="&{day})'
    return [f"NOT(ISNUMBER({day}))", f"AND(COUNTIF({people},{person})>0,{inside}=0)"]


def _project(
    page: RowsPage, sheet: SheetLayout, row: tuple[str, str], projects: RecordProjects | None
) -> tuple[str, list[str]]:
    """The range of the rows' projects, and the condition that a row should name one and doesn't; "" and [] without."""
    if projects is None:
        return "", []
    person, day = row
    number = number_of(sheet, "所属项目", projects.names)
    named = page.column(sheet, "所属项目", f'IF({person}="","",{number})')
    return named, [_no_project(page, sheet, (person, day, page.here(named)), projects)]


def _no_project(
    page: RowsPage, sheet: SheetLayout, row: tuple[str, str, str], projects: RecordProjects
) -> str:
    """A condition: the row must name a project of its person and doesn't, or the person has none (P80)."""
    person, day, number = row
    stays = projects.stays or [(0, 0, 0, 0)]
    people, firsts, lasts, own = page.constants.block(f"{sheet.name} 所属项目", tuple(stays), 4)
    having, *_ = page.constants.block(
        f"{sheet.name} 有项目", tuple((p,) for p in projects.people or [0]), 1
    )
    needed = f'{people},{person},{firsts},"<="&{day},{lasts},">="&{day}'
    named = f'TRIM({own_cell(sheet, "所属项目")})<>""'
    return (
        f"IF(COUNTIFS({needed})>0,COUNTIFS({needed},{own},{number})=0,"
        f"AND({named},COUNTIF({having},{person})=0))"
    )


@dataclass(frozen=True, slots=True)
class RecordColumns:
    """The columns of a record table on `_rows`, to which those of its KPIs are added."""

    page: RowsPage
    sheet: SheetLayout
    table: RecordTable
    values: Mapping[str, str]

    @property
    def faults(self) -> list[str]:
        """Conditions: a cell can't be read, or has no text that its column takes."""
        texts = (c for c in self.table.columns if c.kind is Kind.TEXT)
        bad = [f"{self.page.here(v)}={BAD}" for v in self.values.values()]
        return [*bad, *(f for c in texts for f in text_faults(self.sheet, c))]

    def conditions(self, kpi: Kpi) -> str:
        """Writes whether each row meets the KPI's conditions; returns the criterion of COUNTIFS that keeps those."""
        held = (self._holds(column, value) for column, value in kpi.conditions)
        joined = f"{'AND' if kpi.join is Join.AND else 'OR'}({','.join(f'{h}=1' for h in held)})"
        title = kpi.join.join(f"{column}={value}" for column, value in kpi.conditions)
        return f"{self.page.column(self.sheet, title, f'IF({joined},1,0)')},1"

    def measured(self, kpis: Iterable[Kpi]) -> dict[str, str]:
        """Writes what the KPIs measure beside the cells themselves; returns `measured_as` → range."""
        found: dict[str, str] = {}
        for kpi in kpis:
            name = measured_as(kpi)
            if name in found or name == kpi.column:
                continue
            if kpi.source is Source.WEIGHTED:
                found[name] = self.page.column(self.sheet, name, self._product(kpi))
            elif kpi.source is Source.VALUE_SHARE:
                found[name] = self.page.column(self.sheet, name, self._counted(kpi))
        return found

    def _holds(self, column: str, wanted: str) -> str:
        found = self.table.column(column)
        assert found is not None, "the scheme's checks admit columns of the table only"
        return holds(self.page, self.sheet, found, wanted, self.values)

    def _product(self, kpi: Kpi) -> str:
        one, other = (self.page.here(self.values[c]) for c in (kpi.column, kpi.other_column))
        return f'IF(AND(ISNUMBER({one}),ISNUMBER({other})),{one}*{other},"")'

    def _counted(self, kpi: Kpi) -> str:
        if kpi.column in self.values:
            given = f"ISNUMBER({self.page.here(self.values[kpi.column])})"
        else:
            given = f'{own_cell(self.sheet, kpi.column)}<>""'
        return f'IF(IFERROR({given},FALSE),{self._holds(kpi.column, kpi.counted_value)},"")'


def measured_as(kpi: Kpi) -> str:
    """Name of the range on `_rows` with the values that the KPI measures."""
    if kpi.source is Source.WEIGHTED:
        return f"{kpi.column}×{kpi.other_column}"
    if kpi.source is Source.VALUE_SHARE:
        return f"{kpi.column}={kpi.counted_value}"
    return kpi.column


def number_of(sheet: SheetLayout, what: Header, names: str, unknown: int = 0) -> str:
    """Returns a formula for the number of the name in a row's column `what`, within the range `names`."""
    return f"IFERROR(MATCH({plain(own_cell(sheet, what))},{names},0),{unknown})"


def part_of(sheet: SheetLayout, column: Header, names: str) -> str:
    """Returns what a row's column 点 or 所属项目 adds to its key; 0 where it is blank."""
    number = number_of(sheet, column, names, NO_POINT)
    return f'IF(TRIM({own_cell(sheet, column)})="",0,{number}*{POINT_FACTOR})'


def entries(
    page: RowsPage,
    sheet: SheetLayout,
    what: str,
    position: str,
    allowed: Sequence[int],
    value: str = "",
) -> Checked:
    """Writes the formulas of a sheet with one row per person and name: typed values, targets or ratings.

    `what` is the column with the name and `position` a formula of its number, `allowed` the keys that this workbook
    accepts, `value` a formula of the row's value; "" if the value is read elsewhere.
    """
    who = page.who(sheet)
    k = page.here(who)
    key = page.column(sheet, "key", f'IF({k}="","",{k}*{FACTOR}+{position})')
    keys, *_ = page.constants.block(f"{sheet.name} keys", [(a,) for a in sorted(allowed)], 1)
    own = page.here(key)
    faults = [page.stranger(sheet, who), f"COUNTIF({keys},{own})=0", f"COUNTIF({key},{own})>1"]
    values = {}
    if value:
        values[what] = page.column(sheet, "value", f'IF({k}="","",{value})')
        faults.append(f"{page.here(values[what])}={BAD}")
    bad = page.column(sheet, "bad", guarded(page, who, faults))
    return Checked(who, bad, key=key, values=values, outside=page.outside(sheet, who))


def comments(page: RowsPage, sheet: SheetLayout) -> Checked:
    """Writes the formulas of the comments: no figure uses them, but a second row of a person is a fault (P06)."""
    who = page.who(sheet)
    k = page.here(who)
    faults = [page.stranger(sheet, who), f"COUNTIF({who},{k})>1"]
    faults += [
        f"LEN({own_cell(sheet, h)})>{COMMENT_LIMIT}"
        for h in sheet.columns
        if h not in ("工号", "姓名")
    ]
    bad = page.column(sheet, "bad", guarded(page, who, faults))
    return Checked(who, bad, outside=page.outside(sheet, who))
