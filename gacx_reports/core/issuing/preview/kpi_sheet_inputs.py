"""Inputs of sheet 试算明细, and the two sheets that are written from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.formula_sheet import (
    Page,
)
from gacx_reports.core.issuing.preview.key_numbers import KeyNumbers
from gacx_reports.core.issuing.preview.rows_sheet import Checked
from gacx_reports.core.issuing.preview.scheme_sheet import Constants
from gacx_reports.core.issuing.preview.status_words import StatusWords
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.scheme.kpi_choices import Source


@dataclass(frozen=True, slots=True)
class Input:
    """An input sheet: its positions and its checked rows."""

    sheet: SheetLayout
    checked: Checked


@dataclass(frozen=True, slots=True)
class Led:
    """The totals of employees led."""

    totals: str
    """Range of their cells."""
    count: int
    """Number of employees led."""


LedCells = Mapping[tuple[Assignment, Source], Led | None]
"""(assignment, source) → employees led; None if not all of them are in this workbook."""


@dataclass(frozen=True, slots=True)
class KpiSheetInputs:
    """Inputs of the KPIs of this workbook."""

    tables: Mapping[str, Input]
    typed: Input | None
    targets: Input | None
    weights: Input | None
    numbers: KeyNumbers
    led: LedCells
    cuts: Mapping[Assignment, Fraction]
    """Assignment of an employee with a transfer → days ÷ days of the quarter."""


DETAIL = "试算明细"


@dataclass
class KpiSheets:
    """Sheet 试算明细, and `_kpis` with intermediate results."""

    constants: Constants
    evidence: KpiSheetInputs
    page: Page = field(default_factory=lambda: Page(DETAIL, hidden=False))
    steps: Page = field(default_factory=lambda: Page("_kpis"))

    @property
    def words(self) -> StatusWords:
        """The status words in the workbook's language."""
        return self.constants.words
