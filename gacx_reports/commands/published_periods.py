"""What the ledger has of the shorter periods within a longer one, such as a year's quarters."""

from pathlib import Path

from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.periods.published import PublishedPeriod, PublishedPeriods
from gacx_reports.core.records.published_results import published_results
from gacx_reports.ledger import publications
from gacx_reports.ledger.store import reading


def published_periods(ledger: Path, period: Period) -> PublishedPeriods:
    """Every published month, quarter and half-year within the period, each with the last revision of all records."""
    shorter = [kind for kind in PeriodKind if kind.months < period.kind.months]
    found = {}
    with reading(ledger) as db:
        for part in (p for kind in shorter for p in period.parts(kind)):
            if last := publications.latest(db, str(part)):
                people = published_results(publications.records(db, str(part)))
                found[part] = PublishedPeriod(last.complete, people)
    return found
