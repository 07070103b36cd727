"""What a cell holds, and what it means as a number, a date, a yes or no, an ID or a text.

Every parser takes the raw value of a cell and returns a value or a `Refusal`; it never guesses and never raises.
"""

import math
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum, StrEnum
from functools import lru_cache


class CellFault(StrEnum):
    """What a spreadsheet can leave in a cell instead of a value."""

    ERROR = "error"
    """`#DIV/0!` and its like."""
    UNCOMPUTED = "uncomputed"
    """A formula whose value was never stored."""
    PICTURE = "picture"
    """WPS `=DISPIMG(…)`."""
    EXTERNAL = "external"
    """A formula that refers to another workbook."""
    GARBLED = "garbled"
    """A number cell that holds no number, and the like."""
    DISPUTED = "disputed"
    """The value stored beside a formula is not what the formula gives."""
    UNSURE = "unsure"
    """A 0 beside a formula that can't be recalculated: some programs store it without computing."""


class Percent(float):
    """A number in a cell that shows it as a percentage: 0.95 stands there as 95 %."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell without a usable value."""

    fault: CellFault
    text: str
    """What Excel would show, or the formula."""
    formula: str = ""
    computed: str = ""
    """Of a disputed cell: its formula, and what that gives when it is recalculated."""


Raw = str | int | float | bool | date | datetime | time | timedelta | BadCell | None


class NotApplicable(Enum):
    """不适用: neither blank nor zero."""

    NA = "不适用"


NA = NotApplicable.NA
Value = str | Decimal | date | bool | NotApplicable

NA_WORDS = frozenset({"不适用", "n/a", "na", "n.a."})
YES_WORDS = frozenset({"是", "合格", "y", "yes", "√", "✓", "true"})
NO_WORDS = frozenset({"否", "不合格", "n", "no", "×", "✗", "false"})
MOST_PERCENT = 2
"""Of a number in percent format; more is asked about, and read where it is written as a text."""
MAX_TEXT = 2000
"""Characters in a free text, unless its column says otherwise."""
MAX_COMBINING = 8
"""Combining marks in a row; more are an attack on the layout."""
MOST_MARKS = 30
"""As in Unicode's stream-safe text; a text that holds more than MAX_COMBINING is refused anyway."""

_CHINESE = re.compile("[\u3400-\u9fff]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_TIME = r"(?:[ T]+(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.0+)?)?)?"
"""As other programs write it behind a day; it is dropped, as in a cell that holds day and time."""
_DATES = (
    re.compile(rf"(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日{_TIME}"),
    re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
"""Workbooks from old Macs count from there."""
_PAST = 2_958_466
"""The first day of the year 10000."""
_SERIALS = range(20000, 80000)
"""Serial dates from 1954 to 2119."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell's content is not what its column asks for: an issue's code and what its words need."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value, and whether it had to be normalised to be read."""

    value: Value
    normalised: bool = False


def shown(raw: Raw) -> str:
    """The cell as the user sees it, for messages."""
    match raw:
        case None:
            return ""
        case BadCell(text=text):
            return text
        case bool():
            return "TRUE" if raw else "FALSE"
        case Percent():
            return f"{(Decimal(f'{raw:.15g}') * 100).normalize():f}%"
        case float():
            return f"{raw:.15g}"
        case datetime() if raw.time() == time(0):
            return raw.date().isoformat()
        case datetime() | date() | time():
            return raw.isoformat()
        case _:
            return str(raw)


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


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """A text without invisible, control and bidi characters, with plain spaces and line ends, trimmed."""
    text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    if len(text) > MAX_TEXT:
        text = _stream_safe(text)
    text = re.sub("[\u00a0\u2002-\u200a\u202f\u205f\u3000\t]", " ", text)
    return unicodedata.normalize("NFC", text).strip()


def _stream_safe(text: str) -> str:
    """Without what exceeds 30 combining marks in a row: to normalise n of them takes n² steps."""
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A name for comparing: full-width forms, case and every blank folded away."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", clean(text))).casefold()


def is_chinese(text: str) -> bool:
    """Whether the text has Chinese characters."""
    return _CHINESE.search(text) is not None


def is_blank(raw: Raw) -> bool:
    """Nothing there, or only white space."""
    return raw is None or (isinstance(raw, str) and not clean(raw))


def is_na(raw: Raw) -> bool:
    """One of the declared markers for 不适用."""
    return isinstance(raw, str) and folded(raw) in NA_WORDS


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
    text = unicodedata.normalize("NFKC", clean(raw))
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
        text = unicodedata.normalize("NFKC", clean(raw))
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
    text = unicodedata.normalize("NFKC", clean(raw))
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
        word = folded(raw)
        if word in YES_WORDS:
            return Parsed(True)
        if word in NO_WORDS:
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
    return bool(_INVISIBLE.search(raw) or _CONTROL.search(raw.replace("\r", "")))


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
            text = unicodedata.normalize("NFKC", clean(raw))
            if len(text) > 32 or not re.fullmatch(r"[\w.-]+", text):
                return Refusal("V14")
            return Parsed(text, normalised=text != raw)
        case _:
            return Refusal("V14")
