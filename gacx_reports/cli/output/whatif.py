"""Output of `whatif`."""

from gettext import NullTranslations
from pathlib import Path

from rich.text import Text

from gacx_reports.cli.output.tables import make_table, print_table
from gacx_reports.core.language import formats
from gacx_reports.core.scoring.comparison.whatif import ComparedStatus, WhatIf
from gacx_reports.core.views.headcount import unit_name
from gacx_reports.core.views.whatif_rows import (
    CostRow,
    cost_row,
    incomparable_reason,
    person_row,
)
from gacx_reports.i18n import N_


def show_whatif(found: WhatIf, t: NullTranslations) -> None:
    """Print tables of employees with another grade, of costs by department, and of those who can't be compared."""
    if found.regraded:
        headers = (N_("ID"), N_("Name"), N_("Post"), N_("Total before"), N_("Total after"))
        more = (N_("Grade"), N_("Pay changes by"), N_("Mainly through"), N_("Its change"))
        people = make_table((*headers, *more), t)
        for p in (person_row(s, found, t) for s in found.regraded):
            grades = f"{p.grade_before} → {p.grade_after}"
            who, totals = (p.id, p.name, p.post), (p.total_before, p.total_after)
            rest = (p.pay_change or formats.NONE, p.driver, p.driver_change or formats.NONE)
            people.add_row(*(Text(cell) for cell in (*who, *totals, grades, *rest)))
        print_table(people)
    costs = make_table((N_("Department"), N_("Compared"), N_("Other grade")), t)
    for header in (N_("Performance pay before"), N_("Performance pay after"), N_("Change")):
        costs.add_column(t.gettext(header), justify="right")
    for name, cost in found.departments.items():
        costs.add_row(*_cost_cells(cost_row(unit_name(name, t), cost)))
    costs.add_section()
    costs.add_row(*_cost_cells(cost_row(t.gettext("All"), found.total)))
    print_table(costs)
    if lost := found.of(ComparedStatus.INCOMPARABLE):
        rows = make_table((N_("ID"), N_("Name"), N_("Can't be compared")), t)
        for s in lost:
            cells = (s.person.id, s.person.name, incomparable_reason(s, found, t))
            rows.add_row(*(Text(cell) for cell in cells))
        print_table(rows)


def _cost_cells(row: CostRow) -> tuple[Text, ...]:
    cells = (row.name, str(row.people), str(row.regraded), row.before, row.after, row.change)
    return tuple(Text(cell) for cell in cells)


def whatif_summary(found: WhatIf, folder: Path, t: NullTranslations) -> str:
    """The closing line of `whatif`, in which each employee is counted once."""
    return t.gettext(
        "{compared} compared, {regraded} with another grade; {apart} not scored under either scheme, "
        "{lost} can't be compared; see {folder}"
    ).format(
        compared=found.total.people,
        regraded=found.total.regraded,
        apart=len(found.of(ComparedStatus.APART)),
        lost=len(found.of(ComparedStatus.INCOMPARABLE)),
        folder=folder,
    )
