"""What some cells, or a part of a formula, hold: as far as it matters to whether programs compute alike."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from itertools import pairwise

from gacx_reports.core.sheets.raw_values import BadCell, Raw, is_blank
from gacx_reports.core.sheets.serial_dates import serial

_LIKE_NUMBER = re.compile(r"\s*[-+(¥$]?\s*[\d.][\d.,eE+/:%％年月日 -]*\)?\s*")


@dataclass(frozen=True, slots=True)
class CellContents:
    """What an argument of a function holds."""

    numbers: tuple[float, ...] = ()
    """In the order of the cells."""
    texts: frozenset[str] = frozenset()
    booleans: frozenset[bool] = frozenset()
    errors: bool = False
    blanks: bool = False
    rows: int = 1
    columns: int = 1
    reference: bool = False
    """Whether these are cells, and not something written or computed."""

    @property
    def single(self) -> bool:
        """One cell or value."""
        return self.rows == self.columns == 1

    @property
    def blank(self) -> bool:
        """Nothing at all."""
        return not (self.numbers or self.texts or self.booleans or self.errors)

    @property
    def number(self) -> float | None:
        """The one number that it is; None where it is anything else."""
        return self.numbers[0] if self.single and self.numbers else None

    @property
    def ascending(self) -> bool:
        """Numbers and nothing else, each larger than the one before."""
        others = self.texts or self.booleans or self.errors or self.blanks
        return not others and all(a < b for a, b in pairwise(self.numbers))


def contents(
    values: Iterable[Raw], rows: int = 1, columns: int = 1, *, reference: bool
) -> CellContents:
    """What these values are; of an area all that are fewer than its cells are blank."""
    numbers: list[float] = []
    texts: set[str] = set()
    booleans: set[bool] = set()
    errors = False
    count = 0
    for value in values:
        count += not is_blank(value)
        match value:
            case bool():
                booleans.add(value)
            case BadCell():
                errors = True
            case int() | float() | date() | time() | timedelta():
                numbers.append(float(serial(value)))
            case str() if value:
                texts.add(value)
            case _:
                pass
    blanks = count < rows * columns
    shape = (rows, columns, reference)
    return CellContents(
        tuple(numbers), frozenset(texts), frozenset(booleans), errors, blanks, *shape
    )


def written(number: float) -> bool:
    """Whether it is one that people write, with at most 15 digits; 0.1 + 0.2 is not."""
    return number == float(f"{number:.15g}")


def short(number: float) -> float:
    """The number to 12 digits: what programs differ in is gone."""
    return float(f"{number:.12g}")


def beside(number: float) -> bool:
    """Whether a computed number is a hair off a round one: 28.999999999999996, or 33.3 - 33."""
    return not written(number) and math.isclose(number, short(number), rel_tol=1e-13)


def binary(number: float) -> bool:
    """Whether it has no more than ten binary places: sums and quotients of such are exact."""
    return math.isfinite(number) and Fraction(number).denominator <= 1024


def like_number(text: str) -> bool:
    """Whether a program may take the text for a number or a day: 12, 80%, 1e2, 2024-07-31."""
    return _LIKE_NUMBER.fullmatch(text) is not None
