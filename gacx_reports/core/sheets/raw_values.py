"""Values of spreadsheet cells as read (raw) and as parsed, and their text for messages."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, StrEnum

from gacx_reports.core.codes.code import Code
from gacx_reports.core.language.text import clean, match_key


class CellFault(StrEnum):
    """Reason why a cell has no usable value; `read_cell` turns each into a code V."""

    ERROR = "error"
    """An error value such as `#DIV/0!`."""
    UNCOMPUTED = "uncomputed"
    """A formula whose value was never stored."""
    PICTURE = "picture"
    """WPS `=DISPIMG(…)`, or a picture that Excel 365 placed in the cell."""
    EXTERNAL = "external"
    """A formula that refers to another workbook."""
    GARBLED = "garbled"
    """Content that contradicts the cell's declared type, such as a number cell with letters."""
    DISPUTED = "disputed"
    """Recalculating the formula gives another value than the stored one."""
    UNSURE = "unsure"
    """A stored 0 whose formula can't be recalculated: some programs store 0 without computing."""
    BLANKS = "blanks"
    """A formula that takes its value from blank cells only, of which a spreadsheet makes 0."""


class Percent(float):
    """A number from a cell in percent format: 0.95 is shown as 95 %."""


class ZonedTime(datetime):
    """A moment that the file gives with a time zone, as the clock there showed it; the zone is dropped."""

    @classmethod
    def of(cls, moment: datetime) -> "ZonedTime":
        """The same moment, marked."""
        return cls.combine(moment.date(), moment.time())


class MixedText(str):
    """A text of which some characters are crossed out, raised or lowered, and others are not."""


class PartlyStruckText(MixedText):
    """A mixed text of which some characters are crossed out."""


class StruckText(str):
    """A text whose characters are all crossed out."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell without a usable value."""

    fault: CellFault
    text: str
    """Text that Excel would show, or the formula."""
    formula: str = ""
    computed: str = ""
    """The formula of a disputed or unsure cell; of a disputed cell also the recalculated value as text."""
    blanks: str = ""
    """The blank cells that its formula rests on."""
    reason: str = ""
    what: str = ""
    """Why its formula was not recalculated: a message id that may name `what`."""


Raw = str | int | float | bool | date | datetime | time | timedelta | BadCell | None


class NotApplicable(Enum):
    """Type of the value 不适用, which is neither blank nor zero."""

    NA = "不适用"


NA = NotApplicable.NA
Value = str | Decimal | date | bool | NotApplicable
NA_WORDS = frozenset({"不适用", "n/a", "na", "n.a."})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that its column does not accept: issue code and details for the message."""

    code: Code
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed value; `normalised` if the cell was written in another form, which becomes a note (V12)."""

    value: Value
    normalised: bool = False


def shown(raw: Raw) -> str:
    """Returns the cell's text as the user sees it; "" for an empty cell, numbers with up to 15 digits."""
    if type(raw) is str:
        return raw
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


def is_blank(raw: Raw) -> bool:
    """Whether the cell is empty or holds only white space and invisible characters."""
    return raw is None or (isinstance(raw, str) and not clean(raw))


def is_na(raw: Raw) -> bool:
    """Whether the cell holds 不适用 or N/A, in one of the spellings of NA_WORDS."""
    return isinstance(raw, str) and match_key(raw) in NA_WORDS
