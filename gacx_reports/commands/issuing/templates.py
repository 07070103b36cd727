"""`templates`: writes the workbooks of a quarter that are to be filled in."""

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.issuing.blanks import basis_of_issuing, blanks
from gacx_reports.commands.issuing.longer_period import roster_of_longer, scheme_of_longer
from gacx_reports.commands.issuing.scheme import scheme_in
from gacx_reports.commands.issuing.write_issued import FOLDER, put
from gacx_reports.commands.request import RunOptions, RunResult
from gacx_reports.commands.survey_salts import Commitments, commitments
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.files import F
from gacx_reports.core.forms.file_names import file_name
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.issue_words import HR
from gacx_reports.core.language.vocabulary import tab
from gacx_reports.core.roster.next_quarter import RosterRows, next_roster, uncertain_suggestions
from gacx_reports.core.roster.period import entry_of
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK, Roster
from gacx_reports.core.roster.sheets import PERIOD
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.translation import issues_in
from gacx_reports.intake.scheme_and_roster import (
    doubles_in,
    paths_in,
    roster_under,
    scheme_at,
)


def templates(options: RunOptions, now: datetime) -> RunResult:
    """Write the quarter's workbooks into `templates/` of its results, from its scheme and roster.

    Workbooks there that a user has changed are set aside. A quarter without a scheme gets the bundled one in the
    run's language; a year that the bundled scheme is not for, one that counts its quarters or months. A quarter
    without a roster gets only a draft of the roster, from the quarter before if it has one, and F01; a year's is that
    of its quarters or months. If the scheme has sheet 抽样, the salts of this quarter and the next are made in the
    ledger, and their commitments are in the workbooks. Raises BusyError, LedgerError.
    """
    with files.held(options.target):
        return _issue(options, now)


def _issue(options: RunOptions, now: datetime) -> RunResult:
    if doubled := doubles_in(options.source):
        return RunResult(doubled)
    scheme_path, roster_path = paths_in(options.source)
    drafted: tuple[Path, ...] = ()
    if not scheme_path.exists():
        scheme_path = options.source / file_name(SCHEME_WORKBOOK, options.lang)
        content = scheme_of_longer(options) or scheme_in(options.templates, options.lang)
        if isinstance(content, Issue):
            return RunResult((content,))
        # Somebody may have put one there since.
        with contextlib.suppress(FileExistsError):
            files.add(scheme_path, content)
            drafted = (scheme_path,)
    whole = roster_path.exists()
    done = _workbooks(options, now) if whole else _first_roster(options, scheme_path, now)
    return replace(done, unchecked=(*drafted, *done.unchecked))


def _workbooks(options: RunOptions, now: datetime) -> RunResult:
    """Write all workbooks of the quarter, and a draft of the next quarter's roster."""
    read, issues = basis_of_issuing(options)
    if read is None or errors(issues):
        return RunResult(issues)
    scheme, roster = read.scheme, read.roster
    following = options.quarter.next
    own, later = _commitments(scheme, (options.quarter, following), options, now)
    made = {b.form.workbook: b.content for b in blanks(scheme, roster, own, options)}
    name = file_name(ROSTER_WORKBOOK, options.lang)
    draft = _roster(read.roster_book, roster, scheme, following, later, options)
    made[f"{following}/{name}"] = draft
    issues = (*issues, *_uncertain(roster, following, f"{following}/{name}", options))
    said = Commitments(own, later, roster.period.commitment) if own else None
    kept = put(options.target, made)
    return RunResult(issues, rendered=len(made), kept=kept, commitments=said)


def _commitments(
    scheme: Scheme, quarters: tuple[Period, ...], options: RunOptions, now: datetime
) -> tuple[str, ...]:
    """The commitment of each quarter; "" if the scheme draws nothing, and then the ledger is not touched."""
    if not scheme.sampling:
        return ("",) * len(quarters)
    return commitments(options.ledger, quarters, now)


def _first_roster(options: RunOptions, scheme_path: Path, now: datetime) -> RunResult:
    """Write a draft of the quarter's own roster, which HR checks and copies into the quarter's folder."""
    name = file_name(ROSTER_WORKBOOK, options.lang)
    missing = Issue(F.WORKBOOK_MISSING, CellRef(name), details={"owner": HR})
    scheme, issues = scheme_at(scheme_path, options.lang, options.quarter)
    if scheme is None or errors(issues):
        return RunResult((missing, *issues))
    earlier = options.quarter.previous
    _, before = paths_in(options.input / str(earlier))
    known = roster_under(scheme, before, earlier) if before.exists() else None
    book, roster = known or (None, None)
    (own,) = _commitments(scheme, (options.quarter,), options, now)
    if rows := roster_of_longer(options):
        content = _roster_book(rows, scheme, options.quarter, options)
    else:
        content = _roster(book, roster, scheme, options.quarter, own, options)
    issues = (*issues, *_uncertain(roster, options.quarter, name, options))
    kept = put(options.target, {name: content})
    draft = options.target / FOLDER / name
    said = Commitments("", own) if own else None
    issues = (missing, *issues)
    return RunResult(issues, rendered=1, kept=kept, unchecked=(draft,), commitments=said)


def _uncertain(
    before: Roster | None, quarter: Period, workbook: str, options: RunOptions
) -> tuple[Issue, ...]:
    """P36 for dates suggested in a new roster that may be other days."""
    place = CellRef(workbook, tab(PERIOD.name, options.t))
    return issues_in(options.lang, uncertain_suggestions(before, quarter, place), None)


def _roster(
    before: Workbook | None,
    roster: Roster | None,
    scheme: Scheme,
    quarter: Period,
    commitment: str,
    options: RunOptions,
) -> bytes:
    known = before.in_words(scheme.words) if before else None
    entries = read_sheet(known, PERIOD)[0] if known else []
    remarks = [(entry_of(r), r.text("说明")) for r in entries]
    rows = next_roster(roster, quarter, remarks, commitment)
    return _roster_book(rows, scheme, quarter, options)


def _roster_book(
    rows: Mapping[str, RosterRows], scheme: Scheme, quarter: Period, options: RunOptions
) -> bytes:
    from gacx_reports.excel.issuing.roster_workbook import roster_book

    return roster_book(rows, scheme, quarter, options.t)
