"""What a condition of a KPI, or 占比值, asks of the cells of a column: a value that they may hold, or a comparison."""

from decimal import Decimal

from gacx_reports.core.language.comparison import NumberComparison, compares, comparison_of
from gacx_reports.core.language.text import half_width, match_key
from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.core.sheets.parsers import parse_date, parse_number, parse_yes_no
from gacx_reports.core.sheets.raw_values import NA, Parsed, Value, is_na
from gacx_reports.core.sheets.read_cell import LEAST_AMBIGUOUS, bound
from gacx_reports.i18n import N_

WantedCell = Value | NumberComparison
NUMBERS = (Kind.NUMBER, Kind.RATIO)


def wanted_cell(text: str, column: Column) -> WantedCell | None:
    """Returns the value that a cell of the column must have, or the comparison it must meet; None if no cell ever does.

    Dates, numbers and levels may be written in any way that a cell of the column may be: 95% is 0.95.
    """
    if column.kind is Kind.CHOICE and (level := _level(text, column)):
        return level
    if column.kind is Kind.TEXT:
        return text
    if is_na(text):
        return NA if column.na else None
    if column.kind in NUMBERS and compares(text):
        comparison = comparison_of(text)
        return comparison if comparison and _possible(comparison, column) else None
    return _value(text, column)


def _level(text: str, column: Column) -> str:
    words = {match_key(word): name for word, name in column.aliases.items()}
    return words.get(match_key(text), "")


def _value(text: str, column: Column) -> Value | None:
    if column.kind in NUMBERS:
        return _number(text, column)
    read = {Kind.YES_NO: parse_yes_no, Kind.DATE: parse_date}.get(column.kind)
    found = read(text) if read else None
    return found.value if isinstance(found, Parsed) else None


def _number(text: str, column: Column) -> Decimal | None:
    plain = half_width(text.strip())
    percent = plain.endswith("%")
    found = parse_number(plain.removesuffix("%").strip())
    if not isinstance(found, Parsed) or not isinstance(found.value, Decimal):
        return None
    number = found.value / 100 if percent else found.value
    within = column.low is None or column.low <= number
    within &= column.high is None or number <= column.high
    return number if within and written_as(column, number, percent) else None


def written_as(column: Column, number: Decimal, percent: bool) -> bool:
    """Whether a number of the column is written so: in one of numbers none is 95%, in one of ratios none 95."""
    if column.kind is Kind.NUMBER:
        return not percent
    return percent or number < LEAST_AMBIGUOUS


def _possible(comparison: NumberComparison, column: Column) -> bool:
    """Whether a number within the column's bounds compares so."""
    end = column.high if comparison.sign in "≥>" else column.low
    return end is None or comparison.holds(end)


_HELD = {
    Kind.NUMBER: N_("a number"),
    Kind.RATIO: N_("a ratio, such as 95%"),
    Kind.DATE: N_("a date, such as {example}"),
    Kind.YES_NO: N_("one of: {allowed}"),
    Kind.CHOICE: N_("one of: {allowed}"),
}
_BOUNDED = {
    Kind.NUMBER: N_("a number from {low} to {high}"),
    Kind.RATIO: N_("a ratio from {low} to {high}"),
}


def held_by(column: Column) -> dict[str, str]:
    """Returns the details of a message about what cells of the column may hold."""
    ends = column.low, column.high
    bounded = column.kind in _BOUNDED and None not in ends
    low, high = (bound(end, percent=column.kind is Kind.RATIO) for end in ends)
    reason = (_BOUNDED if bounded else _HELD)[column.kind]
    words = ("是", "否") if column.kind is Kind.YES_NO else column.choices
    return {"reason": reason, "low": low, "high": high, "allowed": "、".join(words)}
