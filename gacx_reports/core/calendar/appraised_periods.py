"""Which periods a scheme appraises (setting 考核周期), and which of them rate behaviours (行为计入季度)."""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

from gacx_reports.core.calendar.period import Period, PeriodKind

PERIOD_KINDS: Mapping[str, PeriodKind] = MappingProxyType(
    {
        "月度": PeriodKind.MONTH,
        "季度": PeriodKind.QUARTER,
        "半年": PeriodKind.HALF_YEAR,
        "年度": PeriodKind.YEAR,
    }
)
"""What the setting 考核周期 may be."""
PERIOD_WORDS: Mapping[PeriodKind, str] = MappingProxyType(
    {k: word for word, k in PERIOD_KINDS.items()}
)
MOST_DAYS: Mapping[PeriodKind, int] = MappingProxyType(
    {PeriodKind.MONTH: 28, PeriodKind.QUARTER: 92, PeriodKind.HALF_YEAR: 184, PeriodKind.YEAR: 366}
)
"""The most days of leave that a scheme can ask for: every February has 28."""
SAMPLE_YEAR = 2024
_MONTH = re.compile(r"M?(?:0?([1-9])|(1[0-2]))月?")
_SEPARATOR = re.compile("[,，、]")


def months_named(text: str) -> tuple[int, ...] | None:
    """Returns the months, 1 to 12, with which the periods end that the text names; None if it names anything else.

    `Q2,Q4`, `H1、H2` and `6月、12月` (also `M06`) are June and December; `Y` is December.
    """
    words = [w for part in _SEPARATOR.split(text) if (w := part.strip().upper())]
    months = [_month_named(w) for w in words]
    return None if None in months else tuple(sorted({m for m in months if m}))


def _month_named(word: str) -> int | None:
    if (word.startswith("M") or word.endswith("月")) and (match := _MONTH.fullmatch(word)):
        return int(match[1] or match[2])
    period = Period.parse(f"{SAMPLE_YEAR}{word}")
    return period.last_day.month if period else None


def periods_with(months: Collection[int], kind: PeriodKind) -> tuple[Period, ...]:
    """Returns the periods of that kind, of an arbitrary year, in which one of the months (1 to 12) lies."""
    year = Period(SAMPLE_YEAR, 1, PeriodKind.YEAR)
    return tuple(period for period in year.parts(kind) if period.has_month(months))


def names_within_year(months: Collection[int], kind: PeriodKind) -> tuple[str, ...]:
    """Returns how a scheme's workbook names those periods: `Q2`, `M06`, `H1`, `Y`."""
    return tuple(
        str(period).removeprefix(str(SAMPLE_YEAR)) for period in periods_with(months, kind)
    )
