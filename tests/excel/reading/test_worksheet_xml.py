"""Names of rows and cells as XML gives them."""

import pytest

from gacx_reports.excel.reading.worksheet_xml import (
    DamagedError,
    column_of,
    row_number,
)


@pytest.mark.parametrize(
    "reference", ["ZZZZ1", "XFE1", "A0", "1", "A", "A-1", "A1:B2", "A2", "А1", "A1048577"]
)
def test_a_cell_that_is_not_on_the_grid_is_damage(reference: str) -> None:
    """Nor may its name be that of another row, or look like one of ours in another script."""
    with pytest.raises(DamagedError):
        column_of(reference, 1)


@pytest.mark.parametrize("row", ["1048577", "9" * 14, "0", "-1", "1.5", "١", "1_0", " 1"])
def test_a_row_that_is_not_on_the_grid_is_damage(row: str) -> None:
    """However many digits it has."""
    with pytest.raises(DamagedError):
        row_number(row, 0)


def test_the_last_cell_of_the_grid_has_a_number() -> None:
    """1,048,576 rows of 16,384 columns."""
    assert row_number("1048576", 0) == 1_048_576
    assert column_of("XFD1048576", 1_048_576) == 16_384
