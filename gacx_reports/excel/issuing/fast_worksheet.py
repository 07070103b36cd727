"""XlsxWriter's worksheet without two detours that took half the time of an issued workbook."""

from typing import Any

from xlsxwriter.worksheet import Worksheet

from gacx_reports.core.issues.cell_ref import LAST_COLUMN


class FastWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet of ours: its formulas use no function newer than 2010, its last columns look alike."""

    _rest: int | None = None
    """The first of the columns that are all alike out to the last one, 0-based."""
    dim_colmax: int | None
    """The last column that XlsxWriter goes through in a row."""

    def set_rest(self, first: int, style: Any) -> None:
        """Give one format to all columns from `first` (0-based) on.

        `set_column` would keep each of the 16,384 by itself, take them for the sheet's extent, and go
        through all of them in every row.
        """
        extent = self.dim_colmax
        self.set_column(first, first, None, style)
        self.dim_colmax = extent
        self._rest = first

    def _write_col_info(self, col_min: int, col_max: int, col_info: Any) -> None:
        last = LAST_COLUMN - 1 if col_max == self._rest else col_max
        super()._write_col_info(col_min, last, col_info)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """XlsxWriter looks for each of 29 newer functions in every formula."""
        del expand_future_functions
        return formula.removeprefix("=")
