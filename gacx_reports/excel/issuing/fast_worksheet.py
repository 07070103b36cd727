"""XlsxWriter's worksheet without two costly steps, which took half the time of writing an issued workbook."""

from typing import Any

from xlsxwriter.worksheet import Worksheet

LAST_COLUMN = 16_383


class FastWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet whose formulas use no function newer than Excel 2010 and whose last columns share one format."""

    _rest: int | None = None
    """First of the columns that share one format up to the last one, 0-based."""
    dim_colmax: int | None
    """The last column that XlsxWriter visits when it writes a row, 0-based."""

    def set_rest(self, first: int, style: Any) -> None:
        """Give one format to all columns from `first` (0-based) on.

        `set_column` would store each of up to 16,384 columns, count them to the sheet's extent, and visit
        all of them in every row.
        """
        extent = self.dim_colmax
        self.set_column(first, first, None, style)
        self.dim_colmax = extent
        self._rest = first

    def _write_col_info(self, col_min: int, col_max: int, col_info: Any) -> None:
        super()._write_col_info(
            col_min, LAST_COLUMN if col_max == self._rest else col_max, col_info
        )

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """The formula without its equals sign; XlsxWriter would also search it for 29 newer functions."""
        del expand_future_functions
        return formula.removeprefix("=")
