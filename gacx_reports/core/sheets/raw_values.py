"""What a cell of a spreadsheet holds, and the text that people see there."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, StrEnum

from gacx_reports.core.language.text import clean, match_key


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
    BLANKS = "blanks"
    """A formula that takes its value from blank cells only, of which a spreadsheet makes 0."""


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
    blanks: str = ""
    """The blank cells that its formula rests on."""
    reason: str = ""
    what: str = ""
    """Why its formula was not recalculated: a message id that may name `what`."""


Raw = str | int | float | bool | date | datetime | time | timedelta | BadCell | None


class NotApplicable(Enum):
    """不适用: neither blank nor zero."""

    NA = "不适用"


NA = NotApplicable.NA
Value = str | Decimal | date | bool | NotApplicable
NA_WORDS = frozenset({"不适用", "n/a", "na", "n.a."})


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


def is_blank(raw: Raw) -> bool:
    """Nothing there, or only white space."""
    return raw is None or (isinstance(raw, str) and not clean(raw))


def is_na(raw: Raw) -> bool:
    """One of the declared markers for 不适用."""
    return isinstance(raw, str) and match_key(raw) in NA_WORDS
