"""`templates`: the workbooks that a quarter issues."""

from gacx_reports import files
from gacx_reports.commands.order import Done, Order
from gacx_reports.core.forms import SCHEME_WORKBOOK, forms
from gacx_reports.core.issues import Issue, errors
from gacx_reports.core.places import Place
from gacx_reports.core.prefill import prefilled
from gacx_reports.core.roster import ROSTER_WORKBOOK, Roster
from gacx_reports.core.roster_reading import read_roster
from gacx_reports.core.scheme import Scheme
from gacx_reports.core.scheme_reading import read_scheme
from gacx_reports.core.tables import Workbook
from gacx_reports.excel.reading import read_workbook
from gacx_reports.intake import PILLARS, recalculated


def templates(order: Order) -> Done:
    """The quarter's workbooks into `templates/` of its results, from its scheme and roster.

    A quarter without a scheme gets a copy of the bundled one: that is how it is issued.
    """
    scheme_path = order.source / SCHEME_WORKBOOK
    if not scheme_path.exists():
        files.write(scheme_path, (order.templates / "scheme.xlsx").read_bytes())
    roster_path = order.source / ROSTER_WORKBOOK
    if not roster_path.exists():
        return Done((Issue("F01", Place(ROSTER_WORKBOOK), details={"owner": "HR"}),))
    books = [read_workbook(path) for path in (scheme_path, roster_path)]
    if unread := [b for b in books if isinstance(b, Issue)]:
        return Done(tuple(unread))
    read = recalculated({b.name: b for b in books if isinstance(b, Workbook)}, PILLARS)
    scheme, found = read_scheme(read[SCHEME_WORKBOOK])
    roster, more = read_roster(read[ROSTER_WORKBOOK], scheme, order.quarter)
    issues = (*found, *more)
    if errors(issues):
        return Done(issues)
    made = _forms_filled(scheme, roster, order)
    for name, content in made.items():
        files.write(order.target / "templates" / name, content)
    return Done(issues, rendered=len(made))


def _forms_filled(scheme: Scheme, roster: Roster, order: Order) -> dict[str, bytes]:
    from gacx_reports.excel.writing import FilledSheet, workbook_bytes

    made = {}
    for form in forms(scheme, roster, order.quarter):
        rows = prefilled(form, scheme, order.quarter)
        sheets = [FilledSheet(sheet, rows[sheet.name]) for sheet in form.sheets]
        made[form.workbook] = workbook_bytes(sheets, form.workbook.removesuffix(".xlsx"))
    return made
