"""Columns of sheet 试算."""

from dataclasses import dataclass
from enum import StrEnum

from gacx_reports.core.issuing.preview.row_plan import RowPlan
from gacx_reports.i18n import N_


class Field(StrEnum):
    """A column of 试算 other than the KPIs; the values are message ids of the headers."""

    ID = N_("Employee ID")
    NAME = N_("Name")
    KPIS = N_("KPI score")
    BEHAVIOUR = N_("Behaviour")
    DEPARTMENT = N_("Department's result")
    COMPANY = N_("Company's result")
    BONUS = N_("Bonus")
    DEDUCTION = N_("Deduction")
    TOTAL = N_("Total")
    COMPUTED = N_("Computed grade")
    FINAL = N_("Final grade")
    SO_FAR = N_("Known KPIs only")
    REMARK = N_("Remarks")


WIDTHS = {Field.ID: 9.0, Field.NAME: 9.0, Field.TOTAL: 11.0, Field.REMARK: 34.0}
"""Widths that differ from the usual one, in digits."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of 试算, in order."""

    kpis: int
    """Columns for KPIs: as many as the post with most KPIs has."""
    fields: tuple[Field, ...]

    def of(self, name: Field) -> int:
        """Returns the index of a column, from 0; the KPIs follow the name."""
        index = self.fields.index(name)
        return index if index < 2 else index + self.kpis


def columns(
    p: RowPlan, *, behaviours: bool, department: bool, company: bool, lines: bool
) -> Columns:
    """Returns the columns of 试算; each flag tells whether an employee of the workbook needs that column."""
    wanted = {
        Field.BEHAVIOUR: behaviours,
        Field.DEPARTMENT: department,
        Field.COMPANY: company,
        Field.BONUS: lines,
        Field.DEDUCTION: lines,
    }
    fields = tuple(f for f in Field if wanted.get(f, True))
    most = max((len(s.kpis) for s in p.scored), default=0)
    return Columns(most, fields)
