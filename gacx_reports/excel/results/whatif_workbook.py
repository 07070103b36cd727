"""Writes `whatif.xlsx`: a quarter under two schemes compared, by department, by employee and by KPI."""

from gettext import NullTranslations

from gacx_reports.core.scoring.comparison.whatif import ComparedStatus, Cost, Shift, WhatIf
from gacx_reports.core.scoring.pay import performance_pay
from gacx_reports.core.views.headcount import unit_name
from gacx_reports.core.views.whatif_rows import (
    incomparable_reason,
    source_words,
    total_change,
)
from gacx_reports.excel.results.table_sheet import (
    COUNT,
    MONEY,
    SCORE,
    TEXT,
    ResultPerson,
    ResultSheet,
    TableCell,
    book_of,
    columns,
    format_of_scores,
    people_sheet,
    score,
)
from gacx_reports.i18n import N_

STANDING_WORDS = {
    ComparedStatus.COMPARED: N_("compared"),
    ComparedStatus.APART: N_("not scored under either"),
    ComparedStatus.INCOMPARABLE: N_("can't be compared"),
}


def whatif_workbook(whatif: WhatIf, t: NullTranslations) -> bytes:
    """`whatif.xlsx` as bytes, in the language of `t`; the same comparison gives the same bytes."""
    sheets = (_departments(whatif, t), _people(whatif, t), _contributions(whatif, t))
    title = f"{whatif.before.quarter} {whatif.after.scheme.settings.version}"
    return book_of(title, sheets, t, format_of_scores(whatif.after.scheme))


def _departments(whatif: WhatIf, t: NullTranslations) -> ResultSheet:
    named = (
        (N_("Department"), TEXT),
        (N_("Compared"), COUNT),
        (N_("Other grade"), COUNT),
        (N_("Performance pay before"), MONEY),
        (N_("Performance pay after"), MONEY),
        (N_("Change"), MONEY),
    )
    rows = [_cost(unit_name(name, t), cost) for name, cost in whatif.departments.items()]
    return ResultSheet(
        N_("Departments"), columns(*named), [*rows, _cost(t.gettext("All"), whatif.total)]
    )


def _cost(name: str, cost: Cost) -> tuple[TableCell, ...]:
    """A row of costs in yuan; blank, never 0, if no employee has a performance pay base."""
    if not cost.paid:
        return (name, cost.people, cost.regraded, None, None, None)
    return (name, cost.people, cost.regraded, cost.before, cost.after, cost.change)


def _people(whatif: WhatIf, t: NullTranslations) -> ResultSheet:
    named = (
        (N_("State"), TEXT),
        (N_("Reason"), TEXT),
        (N_("Total before"), SCORE),
        (N_("Total after"), SCORE),
        (N_("Change"), SCORE),
        (N_("Grade before"), TEXT),
        (N_("Grade after"), TEXT),
        (N_("Grade changes"), TEXT),
        (N_("Performance pay before"), MONEY),
        (N_("Performance pay after"), MONEY),
        (N_("Mainly through"), TEXT),
        (N_("Its change"), SCORE),
    )
    return people_sheet(N_("People"), named, [_person(s, whatif, t) for s in whatif.shifts])


def _person(s: Shift, whatif: WhatIf, t: NullTranslations) -> ResultPerson:
    driver = s.driver if s.standing is ComparedStatus.COMPARED else None
    through = source_words(driver.source, whatif.after.scheme, t) if driver else None
    if s.regraded and driver is None:
        through = source_words(None, whatif.after.scheme, t)
    return (
        s.person,
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
        score(driver.change, 6) if driver else None,
    )


def _contributions(whatif: WhatIf, t: NullTranslations) -> ResultSheet:
    named = (
        (N_("KPI"), TEXT),
        (N_("Contribution before"), SCORE),
        (N_("Contribution after"), SCORE),
        (N_("Change"), SCORE),
    )
    rows = [
        (
            s.person,
            source_words(share.source, whatif.after.scheme, t),
            score(share.before, 6),
            score(share.after, 6),
            score(share.change, 6),
        )
        for s in whatif.shifts
        for share in s.shares
    ]
    return people_sheet(N_("Contributions"), named, rows)
