"""A row of sheet 试算明细: one KPI of one assignment, and what its formulas refer to."""

from dataclasses import dataclass

from gacx_reports.core.issuing.preview.formula_sheet import literal
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import Input, KpiSheetInputs, KpiSheets
from gacx_reports.core.issuing.preview.row_plan import PlannedPerson, Stay
from gacx_reports.core.issuing.preview.rows_sheet import FACTOR, POINT_FACTOR
from gacx_reports.core.issuing.preview.scheme_sheet import LOWEST
from gacx_reports.core.issuing.preview.status_words import StatusWords
from gacx_reports.core.scheme.kpi import Kpi

NUMBERS = f'">{literal(LOWEST)}"'
"""Criterion that keeps numbers and drops status words."""
ID, NAME, POST, KPI, WEIGHT, N, RAW, TARGET, SCORE, EFFECTIVE, WEIGHTED = range(11)
TYPED_ROW, TARGET_ROW, PRODUCT, WEIGHT_ROW, EXACT_TARGET, LINE_STATE, LINE = range(7)
"""Columns of `_kpis`; from LINE on the values of a line's points, and their rows on 个人目标."""
WRONG_LINE, MISSING_LINE = 1, 2
"""LINE_STATE of a line with a faulty value or in no order, and of one with a value that is missing."""


@dataclass(frozen=True, slots=True)
class DetailRow:
    """The row, the KPI and whom it is about."""

    detail: KpiSheets
    row: int
    kpi: Kpi
    stay: Stay
    subject: PlannedPerson

    def at(self, column: int) -> str:
        """Returns a reference to the row's cell in that column (`RAW`, `SCORE` …)."""
        return self.detail.page.at(self.row, column)

    @property
    def evidence(self) -> KpiSheetInputs:
        """Inputs of the workbook's KPIs."""
        return self.detail.evidence

    @property
    def words(self) -> StatusWords:
        """The status words in the workbook's language."""
        return self.detail.words

    @property
    def key(self) -> int:
        """Key of the KPI's row on an input sheet: person number × FACTOR + KPI number."""
        return self.subject.number * FACTOR + self.evidence.numbers.kpis[self.kpi.name]

    def position(self, source: Input, column: int, point: str = "", project: str = "") -> str:
        """Writes on `_kpis` the number of the KPI's input row, 0 for none; returns the cell.

        The row is that of a point of the KPI's line, or of a project, if one is given.
        """
        part = self.evidence.numbers.points[point] if point else 0
        part += self.evidence.numbers.projects[project] if project else 0
        key = self.key + part * POINT_FACTOR
        found = f"IFERROR(MATCH({key},{source.checked.key},0),0)"
        return self.detail.steps.calculate(self.row, column, found)
