"""Formats numbers, dates and periods for pages and messages; all rounding is half up."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.exact import decimals, rounded
from gacx_reports.i18n import is_english

NONE = "—"
"""Printed in place of a missing number."""


def number(value: Fraction | Decimal | None, places: int) -> str:
    """Returns the number with `places` decimals, such as `0.8132`; a dash for None."""
    return NONE if value is None else f"{rounded(Fraction(value), places):f}"


def percent(value: Fraction | Decimal | None, places: int) -> str:
    """Returns a fraction of 1 in percent with `places` decimals, such as `96.4%`; a dash for None."""
    return NONE if value is None else f"{rounded(Fraction(value) * 100, places):f}%"


def places_for(value: Fraction | Decimal, least: int) -> int:
    """Returns the decimals that show a typed number whole, at least `least`; `least` for one that goes on for ever."""
    return max(least, decimals(Fraction(value)) or 0)


def whole(value: Fraction | Decimal, places: int) -> str:
    """Returns a number that decides, such as a target, unrounded: `95.0`, `89.55`; at least `places` decimals."""
    return number(value, places_for(value, places))


def whole_percent(value: Fraction | Decimal, places: int = 0) -> str:
    """Returns a fraction of 1 that decides in percent without rounding: `95%`, `62.5%`; at least `places` decimals."""
    return f"{whole(Fraction(value) * 100, places)}%"


def change(value: Fraction | Decimal, places: int) -> str:
    """Returns a signed difference with `places` decimals: `+0.0132`, `−0.0100`, `±0.0000`."""
    amount = rounded(abs(Fraction(value)), places)
    sign = "±" if not amount else "+" if value > 0 else "−"
    return f"{sign}{amount:f}"


def money_change(amount: Decimal) -> str:
    """Returns a signed amount in yuan: `+1,500.00`, `−300.00`, `±0.00`."""
    sign = "±" if not amount else "+" if amount > 0 else "−"
    return f"{sign}{abs(amount):,.2f}"


def percents(
    values: Iterable[Fraction | Decimal], typed: Iterable[Fraction | Decimal] = ()
) -> list[str]:
    """Returns fractions of 1 in percent, all with the fewest decimals that show each exactly.

    They are two at most, or as many as those in `typed` need.
    """
    shares = [Fraction(v) * 100 for v in values]
    most = max([2, *(places_for(Fraction(v) * 100, 0) for v in typed)])
    fewest = (p for p in range(most) if all(Fraction(rounded(v, p)) == v for v in shares))
    places = next(fewest, most)
    return [f"{rounded(v, places):f}%" for v in shares]


def typed_percents(values: Iterable[Fraction | Decimal]) -> list[str]:
    """Returns shares that somebody typed, such as weights, in percent: whole, and all with the same decimals."""
    shares = list(values)
    return percents(shares, shares)


def plain(value: Decimal) -> str:
    """Returns the number without rounding and without trailing zeros."""
    return f"{value.normalize():f}"


def aside(text: str, note: str, t: NullTranslations) -> str:
    """Returns the text with a note in brackets: `张三（G0313）`, `Zhang San (G0313)`."""
    return t.gettext("{text} ({note})").format(text=text, note=note)


Detail = str | date | tuple[str, ...]
"""Value inserted into a message: text, date or list of texts."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_LONG_MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
]


def day(value: date, t: NullTranslations) -> str:
    """Returns a date in the reader's language: `30 Sep 2024`, `2024年9月30日`."""
    month = _MONTHS[value.month - 1] if is_english(t) else str(value.month)
    return t.gettext("{day} {month} {year}").format(day=value.day, month=month, year=value.year)


def days_named(text: str, t: NullTranslations) -> str:
    """Returns an ISO date (`2024-09-30`) in the reader's language; any other text as it is."""
    if not _ISO_DAY.fullmatch(text):
        return text
    try:
        return day(date.fromisoformat(text), t)
    except ValueError:  # an impossible date that somebody typed, such as 2024-13-01
        return text


def detail(value: Detail, t: NullTranslations) -> str:
    """Returns an inserted value in the reader's language: a date, a list joined by commas, or the text."""
    match value:
        case date():
            return day(value, t)
        case tuple():
            return t.gettext(", ").join(value)
    return value


def quarter_name(quarter: Period, t: NullTranslations) -> str:
    """Returns the period's name in the reader's language: `Q3 2024`, `2024年第3季度`; `July 2024`, `2024年7月`."""
    year = quarter.year
    match quarter.kind:
        case PeriodKind.MONTH:
            name = _LONG_MONTHS[quarter.number - 1] if is_english(t) else str(quarter.number)
            return t.gettext("{month} {year}").format(month=name, year=year)
        case PeriodKind.QUARTER:
            return t.gettext("Q{number} {year}").format(year=year, number=quarter.number)
        case PeriodKind.HALF_YEAR | PeriodKind.YEAR:
            return half_name(str(quarter), t)


def within_year(period: Period, t: NullTranslations) -> str:
    """Returns the period's name without its year: `June`, `6月`; `Q2`; `first half-year`, `上半年`; `全年`."""
    number = period.number
    match period.kind:
        case PeriodKind.MONTH if is_english(t):
            return _LONG_MONTHS[number - 1]
        case PeriodKind.MONTH:
            return t.gettext("month {number}").format(number=number)
        case PeriodKind.QUARTER:
            return f"Q{number}"
        case PeriodKind.HALF_YEAR:
            return t.gettext("first half-year") if number == 1 else t.gettext("second half-year")
        case PeriodKind.YEAR:
            return t.gettext("whole year")


def half_name(half: str, t: NullTranslations) -> str:
    """Returns the name of what an evaluation covers: `2024年上半年`, `2024年度`, `2024年第3季度`, `2024年7月`."""
    period = Period.parse(half)
    if period and period.kind in (PeriodKind.QUARTER, PeriodKind.MONTH):
        return quarter_name(period, t)
    words = {
        "1": t.gettext("first half of {year}"),
        "2": t.gettext("second half of {year}"),
        "Y": t.gettext("year {year}"),
    }
    return words[half[-1]].format(year=half[:4])
