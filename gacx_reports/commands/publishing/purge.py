"""`purge`: removes a quarter's personal files after the retention time; the results are kept."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from gacx_reports import files, tree
from gacx_reports.cache.store import emptied
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.commands.survey.sheets import FOLDER
from gacx_reports.core.mailing.settings import MailSettings
from gacx_reports.i18n import N_
from gacx_reports.ledger import appeals, publications, retention
from gacx_reports.ledger.store import Event, record_event, writing

RESULTS = ("results.json", "results.xlsx")


@dataclass(frozen=True, slots=True)
class Purged:
    """Numbers of removed files."""

    files: int
    """Files removed from the folders."""
    kept: int
    """Files removed from the ledger."""


def purge(options: RunOptions, settings: MailSettings, with_input: bool, now: datetime) -> Purged:
    """Remove reports, pages, drafts, passwords and returned workbooks from folder and ledger; `with_input` also the
    quarter's own workbooks. Customers' telephone numbers go first: whatever interrupts the rest, they are gone, and
    the purge can be repeated.

    Raises RefusedError before the end of the retention time (months in mail.toml), for an unpublished quarter, for one
    that was purged to the end, or while an appeal is undecided. Results, appeals, acknowledgements and the trail are
    kept; the purge is recorded.
    """
    name = str(options.quarter)
    if not settings.retention_months:
        raise RefusedError(N_("mail.toml sets no retention_months: nothing is ever purged."))
    until = options.quarter.months_after(settings.retention_months)
    if now.date() <= until:
        words = N_("{quarter} is kept until {day}.")
        raise RefusedError(words, quarter=name, day=until)
    with files.held(options.target):
        with writing(options.ledger) as db:
            if publications.latest(db, name) is None:
                raise RefusedError(N_("{quarter} is not published."), quarter=name)
            again = retention.purged(db, name)
            if again and not _left(options.target):
                raise RefusedError(N_("{quarter} is purged already."), quarter=name)
            if open_ := [a.person for a in appeals.appeals(db, name) if not a.outcome]:
                words = N_("Appeals are undecided: {people}")
                raise RefusedError(words, people=tuple(open_))
            # A killed run's draft has the same files by hard links, the sheets with numbers among them.
            tree.discard(options.target)
            gone = sum(_clear(folder) for folder in _with_numbers(options, with_input))
            kept = 0 if again else _purge_ledger(db, name, now)
        _compact(options.ledger)
        gone += emptied(options.output)
        # The last, for by what is left of it the next purge knows that there is something to do.
        gone += _clear(options.target)
    return Purged(gone, kept)


def _with_numbers(options: RunOptions, with_input: bool) -> tuple[Path, ...]:
    """Folders whose workbooks have telephone numbers: sheets of the survey, those set aside, and the departments'."""
    sheets = (options.target / FOLDER, options.target / tree.KEPT)
    return (*sheets, options.source) if with_input else sheets


def _purge_ledger(db: Connection, quarter: str, now: datetime) -> int:
    event = record_event(db, Event(quarter, "purge", now.date(), now))
    return retention.purge(db, quarter, event)


def _left(folder: Path) -> bool:
    """Whether a purge that was interrupted left files in the folder, or another run beside it."""
    left = folder.is_dir() and any(path.name not in RESULTS for path in folder.iterdir())
    return left or tree.interrupted(folder)


def _compact(ledger: Path) -> None:
    """Rewrite the ledger's file, because deleted content could still be read from its free pages."""
    with closing(sqlite3.connect(ledger)) as db:
        db.execute("VACUUM")


def _clear(folder: Path) -> int:
    """Delete everything in the folder except the results; returns the number of files."""
    if not folder.is_dir():
        return 0
    gone = 0
    for path in sorted(folder.iterdir()):
        if path.name in RESULTS:
            continue
        gone += sum(p.is_file() for p in path.rglob("*")) if path.is_dir() else 1
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    return gone
