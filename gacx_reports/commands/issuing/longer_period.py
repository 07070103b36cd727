"""Drafts of scheme and roster for a longer period, such as a year, from the folders of the shorter ones in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gacx_reports.commands.published_periods import published_periods
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.calendar.appraised_periods import PERIOD_WORDS
from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.roster.longer_period import longer_roster
from gacx_reports.core.roster.next_quarter import RosterRows
from gacx_reports.core.roster.period import COMMITMENT, entry_of
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.roster.sheets import PERIOD
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.i18n import translator
from gacx_reports.intake.scheme_and_roster import (
    paths_in,
    roster_under,
    scheme_at,
    scheme_workbook,
    sound_scheme,
)


@dataclass(frozen=True, slots=True)
class Shorter:
    """A shorter period whose folder has a sound scheme."""

    period: Period
    book: Workbook
    scheme: Scheme
    folder: Path


def shorter_in(options: RunOptions) -> tuple[Shorter, ...]:
    """The quarters of a year that have a folder with a sound scheme, in order; else its months, or its half-years.

    The longest kind of which there is any, as a year may have months and quarters.
    """
    kinds = sorted(PeriodKind, key=lambda kind: -kind.months)
    for kind in (k for k in kinds if k.months < options.quarter.kind.months):
        parts = options.quarter.parts(kind)
        if found := tuple(s for p in parts if (s := _shorter(p, options.input / str(p)))):
            return found
    return ()


def _shorter(period: Period, folder: Path) -> Shorter | None:
    path, _ = paths_in(folder)
    book = scheme_workbook(path)[0] if path.exists() else None
    if book is None:
        return None
    scheme = sound_scheme(book, period)
    return Shorter(period, book, scheme, folder) if scheme else None


def scheme_of_longer(options: RunOptions) -> bytes | None:
    """The drafted scheme as .xlsx bytes; None if the bundled one is for such a period, or no shorter one has a folder.

    It counts the shorter periods from the first that exists, as a folder or in the ledger, to the last of the time.
    """
    path = options.templates / "scheme.xlsx"
    bundled = scheme_at(path)[0] if path.exists() else None
    if bundled and bundled.settings.period is options.quarter.kind:
        return None
    found = shorter_in(options)
    if not found:
        return None
    from gacx_reports.excel.issuing.longer_scheme import longer_edition

    parts = options.quarter.parts(found[0].period.kind)
    published = published_periods(options.ledger, options.quarter)
    first = min(p for p in parts if p == found[0].period or p in published)
    counted = [p for p in parts if p >= first]
    t = translator(options.lang)
    return longer_edition([s.book for s in found], counted, options.quarter, t)


def roster_of_longer(options: RunOptions) -> Mapping[str, RosterRows] | None:
    """Sheet → rows of the drafted roster; None if no shorter period has a folder with a roster."""
    found = [(s, known) for s in shorter_in(options) if (known := _known(s))]
    if not found:
        return None
    latest, (book, _) = found[-1]
    remarks = _remarks(book.in_words(latest.scheme.words), latest.period, options.quarter)
    return longer_roster([roster for _, (_, roster) in found], options.quarter, remarks)


def _known(shorter: Shorter) -> tuple[Workbook, Roster] | None:
    _, path = paths_in(shorter.folder)
    return roster_under(shorter.scheme, path, shorter.period) if path.exists() else None


def _remarks(book: Workbook, known: Period, period: Period) -> list[tuple[str, str]]:
    """Entries of sheet 本期 and what they are for, in words of the longer period; it draws no sample."""
    old, new = PERIOD_WORDS[known.kind], PERIOD_WORDS[period.kind]
    named = [(entry_of(r), r.text("说明").replace(old, new)) for r in read_sheet(book, PERIOD)[0]]
    return [(name, remark) for name, remark in named if name != COMMITMENT]
