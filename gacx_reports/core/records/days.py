"""Judges the days of a quarter's ledger: nothing bears a day before what must precede it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.days import D
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.i18n import N_


class DayOf(StrEnum):
    """What bears a day. The correction of a day takes the place of the publication that it corrects."""

    QUARTER = "quarter"
    """Its last day."""
    PUBLICATION = "publication"
    """The first one of the quarter."""
    ACKNOWLEDGEMENT = "acknowledgement"
    APPEAL = "appeal"
    DECISION = "decision"
    REOPENING = "reopening"
    REVISION = "revision"
    """A later publication: a supplement, or revisions."""


_HANDED_OUT = frozenset({DayOf.PUBLICATION, DayOf.REVISION})
MUST_PRECEDE: Mapping[DayOf, frozenset[DayOf]] = {
    DayOf.QUARTER: frozenset(),
    DayOf.PUBLICATION: frozenset({DayOf.QUARTER}),
    DayOf.ACKNOWLEDGEMENT: frozenset({DayOf.QUARTER, *_HANDED_OUT}),
    # A second appeal follows the decision on the first.
    DayOf.APPEAL: frozenset({DayOf.QUARTER, *_HANDED_OUT, DayOf.APPEAL, DayOf.DECISION}),
    DayOf.DECISION: frozenset({DayOf.QUARTER, DayOf.APPEAL}),
    DayOf.REOPENING: frozenset({DayOf.QUARTER, *_HANDED_OUT, DayOf.REOPENING}),
    DayOf.REVISION: frozenset(DayOf),
}
"""What may not bear a later day than the key, where it is on record when the key is recorded.

The same day will do, except for the quarter's last one. What is left out has no order: an acknowledgement may be
recorded after the decision on an appeal, and have been signed before it.
"""
KIND_WORDS: Mapping[DayOf, str] = {
    DayOf.PUBLICATION: N_("Publication"),
    DayOf.ACKNOWLEDGEMENT: N_("Acknowledgement"),
    DayOf.APPEAL: N_("Appeal"),
    DayOf.DECISION: N_("Decision"),
    DayOf.REOPENING: N_("Reopening"),
    DayOf.REVISION: N_("Supplement or revision"),
}
CORRECTION = N_("Corrected publication")
EVENT_WORDS: Mapping[DayOf, str] = {
    DayOf.PUBLICATION: N_("the first publication ({other})"),
    DayOf.ACKNOWLEDGEMENT: N_("the acknowledgement of {who} ({other})"),
    DayOf.APPEAL: N_("the appeal of {who} ({other})"),
    DayOf.DECISION: N_("the decision on the appeal of {who} ({other})"),
    DayOf.REOPENING: N_("the reopening ({other})"),
    DayOf.REVISION: N_("the supplement or revision ({other})"),
}
FROM_TO = N_("a day from {low} to {high}")
ONLY = N_("{low}")
FROM = N_("{low} or a later day; not before that day has come")
NONE = N_("no day: it would have to be {low} or later, and {high} or earlier")


@dataclass(frozen=True, slots=True)
class DayOnRecord:
    """Something that the ledger holds with its day."""

    what: DayOf
    day: date
    person: str = ""
    """Employee ID; "" for the whole quarter."""
    publication: int = 0
    """Number of the publication, or of the last one that corrected its day; 0 for anything else."""


@dataclass(frozen=True, slots=True)
class NewDay:
    """A day that is to be recorded."""

    what: DayOf
    """For a correction that which it corrects."""
    day: date
    corrects: int = 0
    """Number of the publication that bears a wrong day; 0 where nothing is corrected."""


@dataclass(frozen=True, slots=True)
class DayLimits:
    """What a day is judged by besides the record."""

    quarter: Period
    today: date
    months: int = 12
    """After the quarter's end, within which the first publication is due."""
    forced: bool = False
    """HR means a publication that is late, or later than today."""


def fault(new: NewDay, on_record: Sequence[DayOnRecord], limits: DayLimits) -> Issue | None:
    """What is wrong with the day, by the first of D01 to D06 that applies; None if it is right.

    `on_record` is what the ledger holds about those whom the day concerns, in the order of recording. A corrected
    publication stands in it, and what follows it there must not be before the right day.
    """
    low, high = _bounds(new, on_record, limits)
    found = _fault(new, low, high, limits)
    if found is None:
        return None
    code, stands = found
    last = limits.quarter.last_day
    first, end = (low.day if low else last + timedelta(days=1)), _end(new, high, limits)
    details = {
        "kind": CORRECTION if new.corrects else KIND_WORDS[new.what],
        "day": new.day.isoformat(),
        "quarter": str(limits.quarter),
        "last": last.isoformat(),
        "today": limits.today.isoformat(),
        "months": str(limits.months),
        "low": first.isoformat(),
        "high": end.isoformat(),
        "bounds": _words(first, end, high),
    }
    if stands:
        more = {"event": EVENT_WORDS[stands.what], "who": stands.person}
        details |= {**more, "other": stands.day.isoformat()}
    return Issue(code, CellRef(""), details=details, person=stands.person if stands else "")


def _words(first: date, end: date, high: DayOnRecord | None) -> str:
    """Message id of the days that would do."""
    if first > end:
        return NONE if high else FROM
    return ONLY if first == end else FROM_TO


def _fault(
    new: NewDay, low: DayOnRecord | None, high: DayOnRecord | None, limits: DayLimits
) -> tuple[D, DayOnRecord | None] | None:
    if new.day <= limits.quarter.last_day:
        return D.WITHIN_QUARTER, None
    if low and new.day < low.day:
        return D.BEFORE_EVENT, low
    if high and new.day > high.day:
        return D.AFTER_EVENT, high
    publication = new.what in _HANDED_OUT
    if publication and limits.forced:
        return None
    if new.day > limits.today:
        return (D.PUBLICATION_AHEAD if publication else D.NOT_YET), None
    late = new.what is DayOf.PUBLICATION and new.day > _due(limits)
    return (D.PUBLICATION_LATE, None) if late else None


def _bounds(
    new: NewDay, on_record: Sequence[DayOnRecord], limits: DayLimits
) -> tuple[DayOnRecord | None, DayOnRecord | None]:
    """The latest of what must precede the day, and the earliest of what must follow it, if any bounds it."""
    places = (n for n, e in enumerate(on_record) if new.corrects and e.publication == new.corrects)
    at = next(places, len(on_record))
    must = MUST_PRECEDE[new.what]
    before = (e for e in on_record[:at] if e.what in must)
    after = (e for e in on_record[at + 1 :] if new.what in MUST_PRECEDE[e.what])
    low = max(before, key=lambda e: e.day, default=None)
    within = low is None or low.day <= limits.quarter.last_day
    return None if within else low, min(after, key=lambda e: e.day, default=None)


def _end(new: NewDay, high: DayOnRecord | None, limits: DayLimits) -> date:
    """The last day that will do without being forced."""
    ends: Iterable[date] = (limits.today, *([high.day] if high else []))
    return min([*ends, _due(limits)] if new.what is DayOf.PUBLICATION else ends)


def _due(limits: DayLimits) -> date:
    """The last day for the first publication."""
    return limits.quarter.months_after(limits.months)
