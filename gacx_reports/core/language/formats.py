"""Numbers, dates and periods as a page shows them."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.exact import rounded
from gacx_reports.i18n import is_english

NONE = "—"
"""Where there is no number."""


def number(value: Fraction | Decimal | None, places: int) -> str:
    """`0.8132`; a dash for None."""
    return NONE if value is None else f"{rounded(Fraction(value), places):f}"


def percent(value: Fraction | Decimal | None, places: int) -> str:
    """`96.4%`; a dash for None."""
    return NONE if value is None else f"{rounded(Fraction(value) * 100, places):f}%"


def change(value: Fraction | Decimal, places: int) -> str:
    """`+0.0132`, `−0.0100`, `±0.0000`."""
    amount = rounded(abs(Fraction(value)), places)
    sign = "±" if not amount else "+" if value > 0 else "−"
    return f"{sign}{amount:f}"


def percents(values: Iterable[Fraction]) -> list[str]:
    """A column of shares with as many decimals as the longest needs, two at most."""
    shares = [v * 100 for v in values]
    places = next((p for p in (0, 1) if all(Fraction(rounded(v, p)) == v for v in shares)), 2)
    return [f"{rounded(v, places):f}%" for v in shares]


def plain(value: Decimal) -> str:
    """A number as it was written, without trailing zeros."""
    return f"{value.normalize():f}"


def aside(text: str, note: str, t: NullTranslations) -> str:
    """`张三（G0313）`, `Zhang San (G0313)`."""
    return t.gettext("{text} ({note})").format(text=text, note=note)


Detail = str | date | tuple[str, ...]
"""What a message names besides its own words."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def day(value: date, t: NullTranslations) -> str:
    """A date in the reader's language: `30 Sep 2024`, `2024年9月30日`."""
    month = _MONTHS[value.month - 1] if is_english(t) else str(value.month)
    return t.gettext("{day} {month} {year}").format(day=value.day, month=month, year=value.year)


def days_named(text: str, t: NullTranslations) -> str:
    """A detail of a message: a day in the reader's language, anything else as it is."""
    if not _ISO_DAY.fullmatch(text):
        return text
    try:
        return day(date.fromisoformat(text), t)
    except ValueError:  # 2024-13-01, as somebody typed it
        return text


def detail(value: Detail, t: NullTranslations) -> str:
    """What a message names: a day, several things, or a text as it is."""
    match value:
        case date():
            return day(value, t)
        case tuple():
            return t.gettext(", ").join(value)
    return value


def quarter_name(quarter: Quarter, t: NullTranslations) -> str:
    """`2024年第3季度`."""
    return t.gettext("Q{number} {year}").format(year=quarter.year, number=quarter.number)


def half_name(half: str, t: NullTranslations) -> str:
    """`2024H1` → `2024年上半年`."""
    words = {"1": t.gettext("first half of {year}"), "2": t.gettext("second half of {year}")}
    return words[half[-1]].format(year=half[:4])
