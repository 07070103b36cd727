"""What sheet 试算明细 is computed from, and the two sheets of cells that it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.formula_sheet import (
    Page,
)
from gacx_reports.core.issuing.preview.rows_sheet import Checked
from gacx_reports.core.issuing.preview.scheme_sheet import Constants
from gacx_reports.core.issuing.preview.status_words import StatusWords
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.scheme.kpi import Source


@dataclass(frozen=True, slots=True)
class Input:
    """An input sheet and what its rows say."""

    sheet: SheetLayout
    checked: Checked


@dataclass(frozen=True, slots=True)
class Led:
    """The totals of those led: their cells side by side, and how many they are."""

    totals: str
    count: int


@dataclass(frozen=True, slots=True)
class KpiSheetInputs:
    """What the KPIs of this workbook are computed from."""

    tables: Mapping[str, Input]
    typed: Input | None
    targets: Input | None
    names: Mapping[str, int]
    """KPI → its number, of those that are typed in or have personal targets."""
    led: Mapping[tuple[Assignment, Source], Led | None]
    """(Assignment, source) → those led; None where not all of them are in this workbook."""
    cuts: Mapping[Assignment, Fraction]
    """Assignment of who moved → share of the quarter's days."""


DETAIL = "试算明细"


@dataclass
class KpiSheets:
    """The sheet, and `_kpis` with what its formulas need on the way."""

    constants: Constants
    evidence: KpiSheetInputs
    page: Page = field(default_factory=lambda: Page(DETAIL, hidden=False))
    steps: Page = field(default_factory=lambda: Page("_kpis"))

    @property
    def words(self) -> StatusWords:
        """In the workbook's language."""
        return self.constants.words
