"""What a cell means as a number, a date, a yes or no, an ID or a text.

Every parser takes the raw value of a cell and returns a value or a `Refusal`; it never guesses and never raises.
"""

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from gacx_reports.core.language.text import (
    CONTROL,
    INVISIBLE,
    MAX_COMBINING,
    MAX_TEXT,
    clean,
    half_width,
    match_key,
)
from gacx_reports.core.sheets.raw_values import Parsed, Percent, Raw, Refusal, shown

YES_WORDS = frozenset({"是", "合格", "y", "yes", "pass", "√", "✓", "true"})
NO_ANSWERS = frozenset({"否", "不合格", "n", "no", "fail", "×", "✗", "false"})
MOST_PERCENT = 2
"""Of a number in percent format; more is asked about, and read where it is written as a text."""
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
_TIME = r"(?:[ T]+(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.0+)?)?)?"
"""As other programs write it behind a day; it is dropped, as in a cell that holds day and time."""
_DATES = (
    re.compile(rf"(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日{_TIME}", re.ASCII),
    re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.ASCII),
    re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII),
)
LONGEST_ID = 32
_ID = re.compile(r"[\w.-]+")
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
"""Workbooks from old Macs count from there."""
_PAST = 2_958_466
"""The first day of the year 10000."""
_SERIALS = range(20000, 80000)
"""Serial dates from 1954 to 2119."""


def serial(raw: int | float | date | time | timedelta) -> float:
    """A number as it is, a day or time as the number of days that a spreadsheet stores, counted from 1900."""
    match raw:
        case int() | float():
            return float(raw)
        case datetime():
            return (raw - datetime.combine(_EPOCH, time(0))) / timedelta(days=1)
        case date():
            return float((raw - _EPOCH).days)
        case time():
            return timedelta(hours=raw.hour, minutes=raw.minute, seconds=raw.second) / timedelta(
                days=1
            )
        case timedelta():
            return raw / timedelta(days=1)


def from_serial(number: float) -> Raw:
    """The day that a spreadsheet shows for a number; the number itself where that is no day."""
    if not 0 <= number < _PAST:
        return number
    return datetime.combine(_EPOCH, time(0)) + timedelta(days=number)


def parse_number(raw: Raw) -> Parsed | Refusal:
    """A cell as an exact Decimal: its 15 significant digits, which is all that a spreadsheet keeps."""
    match raw:
        case bool():
            return Refusal("V11")
        case int():
            return Parsed(Decimal(raw))
        case float():
            number = Decimal(f"{raw:.15g}")
            return Parsed(number) if number.is_finite() else Refusal("V02")
        case str():
            return _number_from_text(raw)
        case _:
            return Refusal("V02")


def _number_from_text(raw: str) -> Parsed | Refusal:
    text = half_width(clean(raw))
    if not _NUMBER.fullmatch(text) or len(text) > 40:
        return Refusal("V02")
    try:
        return Parsed(Decimal(text.replace(",", "")), normalised=True)
    except InvalidOperation:
        return Refusal("V02")


def parse_ratio(raw: Raw) -> Parsed | Refusal:
    """A share: 0.95, a cell in percent format, or the text `95%`. A bare 95 is asked about, not guessed.

    Above 1 a number is only believed in a cell that shows it as a percentage, and up to 200 %: 9500 % was 95.
    """
    if isinstance(raw, str):
        text = half_width(clean(raw))
        if text.endswith("%"):
            number = _number_from_text(text[:-1].strip())
            if isinstance(number, Refusal):
                return number
            assert isinstance(number.value, Decimal)
            return Parsed(number.value / 100, normalised=True)
    number = parse_number(raw)
    most = MOST_PERCENT if isinstance(raw, Percent) else 1
    if isinstance(number, Parsed) and isinstance(number.value, Decimal) and number.value > most:
        return Refusal("V07")
    return number


def parse_date(raw: Raw, *, date1904: bool = False) -> Parsed | Refusal:
    """A date cell, a serial number, or one of a closed list of ways to write a date."""
    match raw:
        case datetime():
            return Parsed(raw.date(), normalised=raw.time() != time(0))
        case date():
            return Parsed(raw)
        case bool():
            return Refusal("V04")
        case int() | float() if math.isfinite(raw) and int(raw) in _SERIALS:
            epoch = _EPOCH_1904 if date1904 else _EPOCH
            return Parsed(epoch + timedelta(days=int(raw)), normalised=True)
        case str():
            return _date_from_text(raw)
        case _:
            return Refusal("V04")


def _date_from_text(raw: str) -> Parsed | Refusal:
    text = half_width(clean(raw))
    for pattern in _DATES:
        if match := pattern.fullmatch(text):
            year, month, day = (int(group) for group in match.groups())
            try:
                return Parsed(date(year, month, day), normalised=True)
            except ValueError:
                return Refusal("V04")
    return Refusal("V04")


def parse_yes_no(raw: Raw) -> Parsed | Refusal:
    """是 or 否, in the words that people use for them."""
    if isinstance(raw, bool):
        return Parsed(raw, normalised=True)
    if isinstance(raw, str):
        word = match_key(raw)
        if word in YES_WORDS:
            return Parsed(True)
        if word in NO_ANSWERS:
            return Parsed(False)
    return Refusal("V06", {"allowed": "是、否"})


def parse_text(raw: Raw, limit: int = MAX_TEXT) -> Parsed | Refusal:
    """A text, cleaned. Numbers and dates in a text column are taken as shown."""
    text = clean(shown(raw))
    if len(text) > limit:
        return Refusal("V10", {"limit": str(limit), "length": str(len(text))})
    if _too_many_marks(text):
        return Refusal("V10", {"limit": str(MAX_COMBINING), "length": str(len(text))})
    return Parsed(text, normalised=isinstance(raw, str) and _hides(raw))


def _hides(raw: str) -> bool:
    """Whether a text holds what nobody sees; blanks and line ends of another kind aren't worth a word."""
    return bool(INVISIBLE.search(raw) or CONTROL.search(raw.replace("\r", "")))


def _too_many_marks(text: str) -> bool:
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run > MAX_COMBINING:
            return True
    return False


def parse_id(raw: Raw) -> Parsed | Refusal:
    """An employee ID: text. A number is passed on as its digits, for the roster to make sense of."""
    match raw:
        case bool():
            return Refusal("V14")
        case int():
            # A spreadsheet keeps 15 digits: of an 18-digit ID card the last three are lost.
            return Parsed(str(raw), normalised=True) if 0 <= raw < 10**15 else Refusal("V19")
        case float() if raw.is_integer() and 0 <= raw < 10**15:
            return Parsed(str(int(raw)), normalised=True)
        case float() if raw >= 10**15:
            return Refusal("V19")
        case str():
            text = half_width(clean(raw))
            if len(text) > LONGEST_ID or not _ID.fullmatch(text) or _has_digit_sign(text):
                return Refusal("V14")
            return Parsed(text, normalised=text != raw)
        case _:
            return Refusal("V14")


def _has_digit_sign(text: str) -> bool:
    """Whether a text has digits other than 0 to 9, such as ², ③ or ٣."""
    return any(not c.isascii() and (c.isdigit() or unicodedata.category(c) == "No") for c in text)
