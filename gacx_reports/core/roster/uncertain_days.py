"""Days that were counted through a year whose holiday arrangement isn't known."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from gacx_reports.core.calendar.workdays import Calendar
from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue


def uncertain_day(
    entry: str, place: CellRef, calendar: Calendar, first: date, last: date
) -> Iterator[Issue]:
    """P36 (warning) where `last`, counted from `first` on for that entry of 本期, may be another day.

    An entry that has no cell of its own is what was found: others may lack at the same place.
    """
    if years := calendar.unknown_years(first, last):
        named = "、".join(str(year) for year in years)
        details = {"entry": entry, "years": named, "day": last.isoformat()}
        found = "" if place.cell else entry
        yield Issue(P.DAY_NOT_CERTAIN, place, found, details, harmless=True)


def binding(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The issues as they weigh where reports or pay come of them: P36 is an error then."""
    uncertain = P.DAY_NOT_CERTAIN
    return tuple(replace(i, harmless=False) if i.code is uncertain else i for i in issues)
