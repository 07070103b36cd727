"""Parsers of raw cells: number, ratio, date, yes or no, text, employee ID.

Each returns a `Parsed` value or a `Refusal` with a code V; none guesses and none raises.
"""

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from gacx_reports.core.codes.values import V
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
from gacx_reports.core.sheets.serial_dates import EPOCH, EPOCH_1904

YES_WORDS = frozenset({"是", "合格", "y", "yes", "pass", "√", "✓", "true"})
NO_ANSWERS = frozenset({"否", "不合格", "n", "no", "fail", "×", "✗", "false"})
MOST_PERCENT = 2
"""Highest ratio that is accepted from a cell in percent format, 200 %; more must be written as text."""
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
_TIME = r"(?:[ T]+(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.0+)?)?)?"
"""Time of day behind a date in text, as other programs export it; it is dropped."""
_DATES = (
    re.compile(rf"(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日{_TIME}", re.ASCII),
    re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.ASCII),
    re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII),
)
LONGEST_ID = 32
_ID = re.compile(r"[\w.-]+")
_SERIALS = range(20000, 80000)
"""Numbers that are accepted as dates: 1954 to 2119."""


def parse_number(raw: Raw) -> Parsed | Refusal:
    """Returns an exact Decimal of 15 significant digits, which is a spreadsheet's precision; V02 no number, V11 TRUE.

    A number in text is accepted (normalised), with or without commas between thousands.
    """
    match raw:
        case bool():
            return Refusal(V.TRUE_OR_FALSE)
        case int():
            return Parsed(Decimal(raw))
        case float():
            number = Decimal(f"{raw:.15g}")
            return Parsed(number) if number.is_finite() else Refusal(V.NOT_A_NUMBER)
        case str():
            return _number_from_text(raw)
        case _:
            return Refusal(V.NOT_A_NUMBER)


def _number_from_text(raw: str) -> Parsed | Refusal:
    text = half_width(clean(raw))
    if not _NUMBER.fullmatch(text) or len(text) > 40:
        return Refusal(V.NOT_A_NUMBER)
    return Parsed(Decimal(text.replace(",", "")), normalised=True)


def parse_ratio(raw: Raw) -> Parsed | Refusal:
    """Returns a ratio as a fraction of 1: from 0.95, from a cell in percent format, or from the text `95%`.

    V07 for a number above 1, or above 2 in percent format: 95 may mean 95 %, and 9500 % was probably typed as 95.
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
        return Refusal(V.PERCENTAGE_AMBIGUOUS)
    return number


def parse_date(raw: Raw, *, date1904: bool = False) -> Parsed | Refusal:
    """Returns a date from a date cell, a serial number of 1954 to 2119, or text such as `2024-09-30`; V04 otherwise."""
    match raw:
        case datetime():
            return Parsed(raw.date(), normalised=raw.time() != time(0))
        case date():
            return Parsed(raw)
        case int() | float() if math.isfinite(raw) and int(raw) in _SERIALS:
            epoch = EPOCH_1904 if date1904 else EPOCH
            return Parsed(epoch + timedelta(days=int(raw)), normalised=True)
        case str():
            return _date_from_text(raw)
        case _:
            return Refusal(V.NOT_A_DATE)


def _date_from_text(raw: str) -> Parsed | Refusal:
    text = half_width(clean(raw))
    for pattern in _DATES:
        if match := pattern.fullmatch(text):
            year, month, day = (int(group) for group in match.groups())
            try:
                return Parsed(date(year, month, day), normalised=True)
            except ValueError:
                return Refusal(V.NOT_A_DATE)
    return Refusal(V.NOT_A_DATE)


def parse_yes_no(raw: Raw) -> Parsed | Refusal:
    """Returns True for 是 and its synonyms (YES_WORDS), False for 否 and its own (NO_ANSWERS); V06 otherwise."""
    if isinstance(raw, bool):
        return Parsed(raw, normalised=True)
    if isinstance(raw, str):
        word = match_key(raw)
        if word in YES_WORDS:
            return Parsed(True)
        if word in NO_ANSWERS:
            return Parsed(False)
    return Refusal(V.WORD_NOT_ALLOWED, {"allowed": "是、否"})


def parse_text(raw: Raw, limit: int = MAX_TEXT) -> Parsed | Refusal:
    """Returns the cleaned text, of a number or date as shown.

    V10 for more than `limit` characters, or more than 8 combining marks in a row.
    """
    text = clean(shown(raw))
    if len(text) > limit:
        return Refusal(V.TEXT_TOO_LONG, {"limit": str(limit), "length": str(len(text))})
    if _too_many_marks(text):
        return Refusal(V.TEXT_TOO_LONG, {"limit": str(MAX_COMBINING), "length": str(len(text))})
    return Parsed(text, normalised=isinstance(raw, str) and _hides(raw))


def _hides(raw: str) -> bool:
    """Whether a text holds invisible or control characters; unusual blanks and line ends are not reported."""
    return not raw.isprintable() and bool(INVISIBLE.search(raw) or CONTROL.search(raw))


def _too_many_marks(text: str) -> bool:
    if text.isascii() or len(text) <= MAX_COMBINING:
        return False
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run > MAX_COMBINING:
            return True
    return False


def parse_id(raw: Raw) -> Parsed | Refusal:
    """Returns an employee ID of up to 32 letters, digits, `_`, `.` or `-`; V14 for other content.

    A number becomes its digits, and `Roster.resolve` finds the ID that it means; V19 from 16 digits on, as a
    spreadsheet keeps only 15.
    """
    match raw:
        case bool():
            return Refusal(V.NOT_AN_ID)
        case int() | float():
            return _id_from_number(raw)
        case str():
            text = half_width(clean(raw))
            if len(text) > LONGEST_ID or not _ID.fullmatch(text) or _has_digit_sign(text):
                return Refusal(V.NOT_AN_ID)
            return Parsed(text, normalised=text != raw)
        case _:
            return Refusal(V.NOT_AN_ID)


def _id_from_number(raw: float) -> Parsed | Refusal:
    # A spreadsheet keeps 15 digits: of an 18-digit ID card the last three are lost.
    if raw >= 10**15:
        return Refusal(V.NUMBER_TOO_LONG)
    if raw >= 0 and float(raw).is_integer():
        return Parsed(str(int(raw)), normalised=True)
    return Refusal(V.NOT_AN_ID)


def _has_digit_sign(text: str) -> bool:
    """Whether a text has digits other than 0 to 9, such as ², ③ or ٣."""
    return any(not c.isascii() and (c.isdigit() or unicodedata.category(c) == "No") for c in text)
