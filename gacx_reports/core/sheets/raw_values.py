"""What a cell of a spreadsheet holds, and the text that people see there."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
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
MAX_TEXT = 2000
"""Characters in a free text, unless its column says otherwise."""
MAX_COMBINING = 8
"""Combining marks in a row; more are an attack on the layout."""
MOST_MARKS = 30
"""As in Unicode's stream-safe text; a text that holds more than MAX_COMBINING is refused anyway."""
HAN = "[\u3400-\u9fff]"
"""A Chinese character, in a pattern."""
_CHINESE = re.compile(HAN)
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u00ad]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


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
    text = CONTROL.sub("", INVISIBLE.sub("", text))
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
