"""`templates`: the workbooks that a quarter issues."""

from functools import partial
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.order import Done, Order
from gacx_reports.core.forms import SCHEME_WORKBOOK, forms
from gacx_reports.core.issues import Issue, errors
from gacx_reports.core.next_roster import next_roster
from gacx_reports.core.places import Place
from gacx_reports.core.prefill import Desk
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.references import References, references
from gacx_reports.core.roster import ROSTER_WORKBOOK, Roster
from gacx_reports.core.roster_reading import read_roster
from gacx_reports.core.roster_sheets import PERIOD
from gacx_reports.core.scheme import Scheme
from gacx_reports.core.scheme_reading import read_scheme
from gacx_reports.core.sheet_reading import read_sheet
from gacx_reports.core.tables import Workbook
from gacx_reports.excel.reading import read_workbook
from gacx_reports.i18n import Language, translator
from gacx_reports.intake import HISTORY, PILLARS, recalculated, submitted
from gacx_reports.workers import each, in_order

MANY = 40
"""Workbooks from which on several processes write them."""

RESULT_MISSING = "P19"
"""No fault of a quarter that is only being issued: a department's result is known when it is over."""


def templates(order: Order) -> Done:
    """The quarter's workbooks into `templates/` of its results, from its scheme and roster.

    A quarter without a scheme gets a copy of the bundled one: that is how it is issued. One without a roster gets
    an edition of that to begin with, from the quarter before where there is one; F01 says what to do with it.
    """
    scheme_path = order.source / SCHEME_WORKBOOK
    if not scheme_path.exists():
        files.write(scheme_path, (order.templates / "scheme.xlsx").read_bytes())
    roster_path = order.source / ROSTER_WORKBOOK
    if not roster_path.exists():
        return _first_roster(order, scheme_path)
    books = [read_workbook(path) for path in (scheme_path, roster_path)]
    if unread := [b for b in books if isinstance(b, Issue)]:
        return Done(tuple(unread))
    read = recalculated({b.name: b for b in books if isinstance(b, Workbook)}, PILLARS)
    scheme, found = read_scheme(read[SCHEME_WORKBOOK])
    sheets = read[ROSTER_WORKBOOK]
    roster, more = read_roster(sheets, scheme, order.quarter)
    issues = tuple(i for i in (*found, *more) if i.code != RESULT_MISSING)
    if errors(issues):
        return Done(issues)
    made = _forms_filled(scheme, roster, order)
    following = order.quarter.next
    made[f"{following}/{ROSTER_WORKBOOK}"] = _roster(sheets, roster, scheme, following, order)
    _put(order.target / "templates", made)
    return Done(issues, rendered=len(made))


def _first_roster(order: Order, scheme_path: Path) -> Done:
    """The roster's edition for the quarter itself, to be looked through and put into its folder."""
    missing = Issue("F01", Place(ROSTER_WORKBOOK), details={"owner": "HR"})
    scheme_book = read_workbook(scheme_path)
    if isinstance(scheme_book, Issue):
        return Done((missing, scheme_book))
    scheme, issues = read_scheme(
        recalculated({SCHEME_WORKBOOK: scheme_book}, PILLARS)[SCHEME_WORKBOOK]
    )
    if errors(issues):
        return Done((missing, *issues))
    earlier = order.quarter.previous
    before = order.input / str(earlier) / ROSTER_WORKBOOK
    book = read_workbook(before) if before.exists() else missing
    sheets = book if isinstance(book, Workbook) else None
    roster = read_roster(sheets, scheme, earlier)[0] if sheets else None
    content = _roster(sheets, roster, scheme, order.quarter, order)
    _put(order.target / "templates", {ROSTER_WORKBOOK: content})
    return Done((missing, *issues), rendered=1)


def _roster(
    before: Workbook | None, roster: Roster | None, scheme: Scheme, quarter: Quarter, order: Order
) -> bytes:
    from gacx_reports.excel.roster_book import roster_book

    entries = read_sheet(before, PERIOD)[0] if before else []
    remarks = [(r.text("项目"), r.text("说明")) for r in entries]
    rows = next_roster(roster, quarter, remarks)
    return roster_book(rows, scheme, quarter, translator(order.lang))


def _put(folder: Path, made: dict[str, bytes]) -> None:
    """The workbooks, in place of those of an earlier run."""
    for old in folder.rglob("*.xlsx") if folder.is_dir() else ():
        if old.relative_to(folder).as_posix() not in made:
            old.unlink()
    for name, content in made.items():
        files.write(folder / name, content)


def _forms_filled(scheme: Scheme, roster: Roster, order: Order) -> dict[str, bytes]:
    past = _past(scheme, order)
    desks = [
        Desk(form, scheme, roster, order.quarter, past)
        for form in forms(scheme, roster, order.quarter)
    ]
    # A process takes longer to start than a few workbooks take to write.
    processes = order.jobs if len(desks) > MANY else 1
    written = in_order(each(partial(_issued, lang=order.lang), desks, processes))
    return {desk.form.workbook: content for desk, content in zip(desks, written, strict=True)}


def _issued(desk: Desk, lang: Language) -> bytes:
    from gacx_reports.excel.form_book import issued_book

    return issued_book(desk, translator(lang))


def _past(scheme: Scheme, order: Order) -> References:
    """What the quarter before holds, and the last one in which behaviours were rated."""
    before = order.quarter.previous
    rated: Quarter | None = None
    if scheme.behaviours_count(order.quarter.number):
        earlier = before
        for _ in range(HISTORY):
            if scheme.behaviours_count(earlier.number):
                rated = earlier
                break
            earlier = earlier.previous
    read = {
        quarter: submissions
        for quarter in {before, rated}
        if quarter and (submissions := submitted(order.input / str(quarter), quarter, order.jobs))
    }
    return references(
        (str(before), read[before]) if before in read else None,
        (str(rated), read[rated]) if rated in read else None,
    )
