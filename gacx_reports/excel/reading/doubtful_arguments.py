"""Arguments of which spreadsheet programs make different things: tests that `formula_doubts.py` puts in a table."""

import math
import re
from collections.abc import Callable, Sequence

from gacx_reports.core.issues.cell_ref import LAST_COLUMN
from gacx_reports.excel.reading.cell_contents import (
    CellContents,
    beside,
    binary,
    like_number,
    short,
    written,
)

LAST_INDEXED = 100_000
"""The last row of whole columns that INDEX is given: no cell below is read."""
MOST_EXPONENT, MOST_PART = 100, 10
"""Exponents, and exponents that are not whole, in which programs agree."""
TINY, HUGE = 1e-4, 1e15
"""Beyond these, programs write numbers in different ways."""
Doubt = Callable[[Sequence[CellContents]], bool]


def any_of(test: Callable[[CellContents], bool]) -> Doubt:
    """Doubtful as soon as one argument is."""
    return lambda given: any(test(one) for one in given)


def text(one: CellContents) -> bool:
    return bool(one.texts)


def typed_text(one: CellContents) -> bool:
    return bool(one.texts) and not one.reference


def boolean(one: CellContents) -> bool:
    return bool(one.booleans)


def error(one: CellContents) -> bool:
    return one.errors


def hair(one: CellContents) -> bool:
    return any(map(beside, one.numbers))


def part(one: CellContents) -> bool:
    return any(not n.is_integer() for n in one.numbers)


def whole_rows(one: CellContents) -> bool:
    return one.columns == LAST_COLUMN


def unlike_digits(one: CellContents) -> bool:
    """A number that programs write with different digits or an exponent."""
    return any(not written(n) or (n != 0 and not TINY <= abs(n) < HUGE) for n in one.numbers)


def unlike_floor(given: Sequence[CellContents]) -> bool:
    """Whether the whole number below depends on a hair."""
    number = given[0].number
    return number is not None and beside(number) and short(number).is_integer()


def unlike_half(given: Sequence[CellContents]) -> bool:
    """Whether the number lies beside one that ends in 5 behind the last place that is kept."""
    number, places = given[0].number, given[1].number or 0
    if number is None or not beside(number) or abs(places) > 15:
        return False
    rest = abs(short(number)) * 10 ** math.trunc(places) % 1
    return math.isclose(rest, 0.5, abs_tol=1e-6)


def unlike_rest(given: Sequence[CellContents]) -> bool:
    numbers = [n for one in given for n in one.numbers]
    return not all(map(binary, numbers))


def unlike_power(given: Sequence[CellContents]) -> bool:
    base, exponent = (one.number if one.number is not None else 0.0 for one in given)
    whole = exponent.is_integer() and abs(exponent) <= MOST_EXPONENT
    return base == exponent == 0 or not (whole or (base > 0 and abs(exponent) <= MOST_PART))


def unlike_step(given: Sequence[CellContents]) -> bool:
    """Whether a computed number lies beside one that has no more places than are kept."""
    number, places = given[0].number, given[1].number or 0
    if number is None or not beside(number) or abs(places) > 15:
        return False
    shifted = abs(short(number)) * 10 ** math.trunc(places)
    return math.isfinite(shifted) and math.isclose(shifted, round(shifted), abs_tol=1e-6)


def one_of_both(given: Sequence[CellContents]) -> bool:
    """TRUE beside a number."""
    return any(one.booleans for one in given) and any(one.numbers for one in given)


def mixed(given: Sequence[CellContents]) -> bool:
    """TRUE compared with something that is neither TRUE nor FALSE."""
    return any(one.booleans for one in given) and not all(one.booleans for one in given)


def no_rank(given: Sequence[CellContents]) -> bool:
    """A number that is not among the others."""
    return given[0].number not in given[1].numbers or given[1].single


_OPERATOR = re.compile(r"(<>|<=|>=|=|<|>)(.*)", re.DOTALL)


def unlike_criteria(given: Sequence[CellContents]) -> bool:
    """Pairs of a range and its condition, one of which is not counted alike everywhere."""
    pairs = zip(given[::2], given[1::2], strict=False)
    return any(_criterion(cells, condition) for cells, condition in pairs)


def _criterion(cells: CellContents, condition: CellContents) -> bool:
    if (
        (condition.blank and condition.reference and 0 in cells.numbers)
        or condition.errors
        or not condition.single
        or any(map(beside, condition.numbers))
    ):
        return True
    (text,) = condition.texts or ("",)
    match = _OPERATOR.fullmatch(text)
    operator, operand = match.groups() if match else ("", text)
    wild = bool(operand) and not operand.strip("*?")
    plain = bool(operand) and not operator and not like_number(operand) and not wild
    return (
        (not operand and operator not in ("", "=", "<>"))
        or operand != operand.strip()
        or (bool(operator) and operand.endswith(("%", "％")))
        or (wild and (bool(cells.numbers) or bool(operator)))
        or (operator == "<>" and bool(operand) and not like_number(operand) and _not_texts(cells))
        or any(map(like_number, cells.texts))
        or (bool(cells.booleans) and (not plain or operand.upper() in ("TRUE", "FALSE")))
    )


def _not_texts(cells: CellContents) -> bool:
    return bool(cells.numbers) or cells.blanks


def unequal(given: Sequence[CellContents]) -> bool:
    """Ranges of different shapes, or of one cell only."""
    return any(one.single for one in given) or len({(g.rows, g.columns) for g in given}) > 1


def unequal_pairs(given: Sequence[CellContents]) -> bool:
    return unequal(given[::2])


def unequal_to_sums(given: Sequence[CellContents]) -> bool:
    return unequal([given[0], *given[1::2]])


def unequal_to_sum(given: Sequence[CellContents]) -> bool:
    return unequal([given[0], *given[2:3]])


def unlike_index(given: Sequence[CellContents]) -> bool:
    area, places = given[0], given[1:]
    numbers = [one.number or 0.0 for one in places]
    return (
        area.single
        or any(not 1 <= n <= LAST_INDEXED or not n.is_integer() for n in numbers)
        or (len(places) == 1 and area.columns > 1)
    )


def _exact(mode: Sequence[CellContents]) -> bool:
    """Whether the last argument of a lookup asks for the very key."""
    return any(one.number == 0 or one.booleans == {False} for one in mode)


def unlike_lookup(given: Sequence[CellContents]) -> bool:
    """VLOOKUP and HLOOKUP: key, keys, place in the table, mode."""
    place = given[2].number
    return (
        place is None
        or not place.is_integer()
        or _found_unlike(given[0], given[1], exact=_exact(given[3:]))
    )


def unlike_match(given: Sequence[CellContents]) -> bool:
    mode = given[2].number if len(given) > 2 else 1
    return mode not in (0, 1) or _found_unlike(given[0], given[1], exact=mode == 0)


def _found_unlike(key: CellContents, keys: CellContents, *, exact: bool) -> bool:
    """Whether programs may find different places of a key among the keys."""
    if key.errors:
        return False
    if key.blank or key.booleans or keys.booleans or keys.errors or hair(key) or hair(keys):
        return True
    if key.numbers:
        among = any(map(like_number, keys.texts))
        return among or not (exact or (keys.ascending and not keys.single))
    return (
        not exact
        or any(set(text) & set("*?~") or not text for text in key.texts)
        or (bool(keys.numbers) and any(map(like_number, key.texts)))
    )
