"""A1 addresses: letters and numbers, cells and ranges, and the edges of a sheet."""

import pytest

from gacx_reports.core.issues.cell_ref import (
    LAST_COLUMN,
    LAST_ROW,
    CellRef,
    address,
    addresses,
    column_index,
    column_letters,
    position,
    ranges,
    span,
)


@pytest.mark.parametrize(
    ("index", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (LAST_COLUMN - 1, "XFD")],
)
def test_letters_and_numbers_of_a_column_are_each_other_s_inverse(index: int, letters: str) -> None:
    """Over the edges where a letter is added, up to the last column of a sheet."""
    assert column_letters(index) == letters
    assert column_index(letters) == index


@pytest.mark.parametrize("text", ["C7", "$C$7", "c7", "C$7"])
def test_a_cell_has_its_row_from_1_and_its_column_from_0(text: str) -> None:
    """However a formula writes it."""
    assert position(text) == (7, 2)
    assert address(7, 2) == "C7"


@pytest.mark.parametrize("text", ["", "C", "7", "C0", "C07", "C7:C9", f"A{LAST_ROW + 1}", "XFE1"])
def test_what_is_no_cell_of_a_sheet_has_no_position(text: str) -> None:
    """Neither a range nor what lies beyond the last row or column."""
    assert position(text) is None


def test_the_last_cell_of_a_sheet() -> None:
    """XFD1048576."""
    assert position(f"XFD{LAST_ROW}") == (LAST_ROW, LAST_COLUMN - 1)


def test_ranges_and_their_cells_are_each_other_s_inverse() -> None:
    """Rows in any order become the fewest ranges; those name the same cells again."""
    folded = ranges([9, 3, 2, 4], 2)
    assert folded == "C2:C4, C9"
    assert list(addresses(folded)) == [("C", 2), ("C", 3), ("C", 4), ("C", 9)]


@pytest.mark.parametrize(
    ("cell", "spot"), [("C7", (7, 2)), ("E2:G2", (2, 4)), ("C14:C17, C20", (14, 2)), ("", (0, -1))]
)
def test_a_place_is_sorted_by_its_first_cell(cell: str, spot: tuple[int, int]) -> None:
    """0 and -1 where the place is a whole sheet."""
    place = CellRef("a.xlsx", "s", cell)
    assert (place.row, place.column) == spot


@pytest.mark.parametrize(
    ("cells", "whole"),
    [(["E2", "F2", "G2"], "E2:G2"), (["C14", "C15", "C20"], "C14:C15, C20"), ([""], "")],
)
def test_cells_of_a_row_or_column_are_one_place(cells: list[str], whole: str) -> None:
    """Cells of a column folded into ranges, cells of a row from the first to the last."""
    places = [CellRef("a.xlsx", "s", cell) for cell in cells]
    assert span(places) == CellRef("a.xlsx", "s", whole)
