"""Writes `whatif.xlsx`: a quarter under two schemes compared, by department, by employee and by KPI."""

from fractions import Fraction
from gettext import NullTranslations
from io import BytesIO

import xlsxwriter

from gacx_reports.core.exact import rounded
from gacx_reports.core.scoring.pay import performance_pay
from gacx_reports.core.scoring.whatif import ComparedStatus, Cost, Shift, WhatIf
from gacx_reports.core.views.whatif_rows import (
    incomparable_reason,
    source_words,
    total_change,
    unit_name,
)
from gacx_reports.excel.results.table_sheet import (
    COUNT,
    MONEY,
    SCORE,
    TEXT,
    ResultColumn,
    ResultSheet,
    TableCell,
    write_sheet,
)
from gacx_reports.excel.styles import STAMP
from gacx_reports.i18n import N_

STANDING_WORDS = {
    ComparedStatus.COMPARED: N_("compared"),
    ComparedStatus.APART: N_("not scored under either"),
    ComparedStatus.INCOMPARABLE: N_("can't be compared"),
}
_WHO = (
    ResultColumn(N_("ID"), TEXT),
    ResultColumn(N_("Name"), TEXT),
    ResultColumn(N_("Department"), TEXT),
    ResultColumn(N_("Post"), TEXT),
)


def whatif_workbook(whatif: WhatIf, t: NullTranslations) -> bytes:
    """`whatif.xlsx` as bytes, in the language of `t`; the same comparison gives the same bytes."""
    sheets = (_departments(whatif, t), _people(whatif, t), _contributions(whatif, t))
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        title = f"{whatif.before.quarter} {whatif.after.scheme.settings.version}"
        book.set_properties({"title": title, "author": "gacx-reports", "created": STAMP})
        for sheet in sheets:
            write_sheet(book, sheet, t)
    return buffer.getvalue()


def _departments(whatif: WhatIf, t: NullTranslations) -> ResultSheet:
    columns = (
        ResultColumn(N_("Department"), TEXT),
        ResultColumn(N_("Compared"), COUNT),
        ResultColumn(N_("Other grade"), COUNT),
        ResultColumn(N_("Performance pay before"), MONEY),
        ResultColumn(N_("Performance pay after"), MONEY),
        ResultColumn(N_("Change"), MONEY),
    )
    rows = [_cost(unit_name(name, t), cost) for name, cost in whatif.departments.items()]
    return ResultSheet(N_("Departments"), columns, [*rows, _cost(t.gettext("All"), whatif.total)])


def _cost(name: str, cost: Cost) -> tuple[TableCell, ...]:
    """A row of costs in yuan; blank, never 0, if no employee has a performance pay base."""
    if not cost.paid:
        return (name, cost.people, cost.regraded, None, None, None)
    return (name, cost.people, cost.regraded, cost.before, cost.after, cost.change)


def _people(whatif: WhatIf, t: NullTranslations) -> ResultSheet:
    columns = (
        *_WHO,
        ResultColumn(N_("State"), TEXT),
        ResultColumn(N_("Reason"), TEXT),
        ResultColumn(N_("Total before"), SCORE),
        ResultColumn(N_("Total after"), SCORE),
        ResultColumn(N_("Change"), SCORE),
        ResultColumn(N_("Grade before"), TEXT),
        ResultColumn(N_("Grade after"), TEXT),
        ResultColumn(N_("Grade changes"), TEXT),
        ResultColumn(N_("Performance pay before"), MONEY),
        ResultColumn(N_("Performance pay after"), MONEY),
        ResultColumn(N_("Mainly through"), TEXT),
        ResultColumn(N_("Its change"), SCORE),
    )
    return ResultSheet(N_("People"), columns, [_person(s, whatif, t) for s in whatif.shifts])


def _person(s: Shift, whatif: WhatIf, t: NullTranslations) -> tuple[TableCell, ...]:
    driver = s.driver if s.standing is ComparedStatus.COMPARED else None
    through = source_words(driver.source, t) if driver else None
    if s.regraded and driver is None:
        through = source_words(None, t)
    return (
        *_who(s),
        t.gettext(STANDING_WORDS[s.standing]),
        None if s.standing is ComparedStatus.COMPARED else incomparable_reason(s, whatif, t),
        s.before.total,
        s.after.total,
        total_change(s),
        s.before.grade or None,
        s.after.grade or None,
        t.gettext("yes") if s.regraded else None,
        performance_pay(s.before),
        performance_pay(s.after),
        through,
        _score(driver.change) if driver else None,
    )


def _who(s: Shift) -> tuple[TableCell, ...]:
    return (s.person.id, s.person.name, s.person.department, s.person.post)


def _contributions(whatif: WhatIf, t: NullTranslations) -> ResultSheet:
    columns = (
        *_WHO,
        ResultColumn(N_("KPI"), TEXT),
        ResultColumn(N_("Contribution before"), SCORE),
        ResultColumn(N_("Contribution after"), SCORE),
        ResultColumn(N_("Change"), SCORE),
    )
    rows = [
        (
            *_who(s),
            source_words(share.source, t),
            _score(share.before),
            _score(share.after),
            _score(share.change),
        )
        for s in whatif.shifts
        for share in s.shares
    ]
    return ResultSheet(N_("Contributions"), columns, rows)


def _score(value: Fraction) -> TableCell:
    return rounded(value, 6)
