"""Which rows and columns of a worksheet nobody sees: marked as hidden, or without height or width."""

from collections.abc import Mapping

_YES = ("1", "true")


class Visibility:
    """Hidden rows (1-based) and columns (0-based), within the bounds that are read."""

    def __init__(self, most_rows: int, most_columns: int) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._most_rows = most_rows
        self._most_columns = most_columns
        self._no_height = False
        """Whether rows without a height of their own are hidden."""

    def defaults(self, attributes: Mapping[str, str]) -> None:
        """Element `sheetFormatPr`: what holds for rows and columns without a size of their own."""
        no_height = _is_zero(attributes.get("defaultRowHeight"))
        self._no_height = attributes.get("zeroHeight") in _YES or no_height
        if _is_zero(attributes.get("defaultColWidth")):
            self.hidden_columns.update(range(self._most_columns))

    def row(self, attributes: Mapping[str, str], number: int) -> None:
        """Element `row`: a row is hidden by its mark, or since it has no height."""
        height = attributes.get("ht")
        flat = self._no_height if height is None else _is_zero(height)
        if number <= self._most_rows and (flat or attributes.get("hidden") in _YES):
            self.hidden_rows.add(number)

    def column(self, attributes: Mapping[str, str]) -> None:
        """Element `col`: columns are hidden by its mark, or since they have no width."""
        first, last = int(attributes.get("min") or 1), int(attributes.get("max") or 1)
        columns = range(max(first, 1) - 1, min(last, self._most_columns))
        width = attributes.get("width")
        if attributes.get("hidden") in _YES or _is_zero(width):
            self.hidden_columns.update(columns)
        elif width is not None:
            self.hidden_columns.difference_update(columns)


def _is_zero(size: str | None) -> bool:
    """Whether a height or width is given, and is 0."""
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False
