"""View of the comparison of two schemes (方案试算), on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.records.unit_records import comparison_record
from gacx_reports.core.scoring.comparison.whatif import ComparedStatus, Shift, WhatIf, direction
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.views.headcount import unit_name
from gacx_reports.core.views.heading import Heading, with_record
from gacx_reports.core.views.whatif_rows import (
    CauseRow,
    CostRow,
    GradeChangeRow,
    GradeShift,
    IncomparableRow,
    cause_row,
    cost_row,
    incomparable_reason,
    person_row,
)

MOST_ROWS = 20
"""Rows that fit on one page, the workbook has all; rows left by the other tables are for changed grades."""
MOST_UNITS = 6
MOST_CAUSES = 4
MOST_INCOMPARABLE = 3
FEWEST_PEOPLE = MOST_ROWS - MOST_UNITS - MOST_CAUSES - MOST_INCOMPARABLE - 3
"""Employees with another grade that fit if all other tables are full."""


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """Content of the page, as formatted text and counts."""

    heading: Heading
    other_version: str
    people: int
    compared: int
    regraded: int
    better: int
    worse: int
    apart: int
    """Not scored or exempt under both schemes."""
    incomparable: int
    grades: tuple[GradeShift, ...]
    units: tuple[CostRow, ...]
    more_units: int
    total: CostRow
    changed: tuple[GradeChangeRow, ...]
    more_changed: int
    causes: tuple[CauseRow, ...]
    more_causes: int
    not_compared: tuple[IncomparableRow, ...]
    more_incomparable: int


def whatif_view(whatif: WhatIf, t: NullTranslations) -> WhatIfView:
    """Returns the page that compares a quarter with the same quarter under another scheme."""
    before, after = whatif.before, whatif.after
    compared = whatif.of(ComparedStatus.COMPARED)
    incomparable = whatif.of(ComparedStatus.INCOMPARABLE)
    steps = [direction(s) for s in whatif.regraded]
    units = [cost_row(unit_name(u, t), c) for u, c in whatif.departments.items()]
    room = _room(len(units), len(whatif.causes), len(incomparable))
    return WhatIfView(
        heading=with_record(before, comparison_record(before, after), "whatif", t),
        other_version=after.scheme.settings.version,
        people=len(whatif.shifts),
        compared=len(compared),
        regraded=len(steps),
        better=steps.count(1),
        worse=steps.count(-1),
        apart=len(whatif.of(ComparedStatus.APART)),
        incomparable=len(incomparable),
        grades=_grades(compared, before, after),
        units=tuple(units[:MOST_UNITS]),
        more_units=len(units[MOST_UNITS:]),
        total=cost_row(t.gettext("All"), whatif.total),
        changed=tuple(person_row(s, whatif, t) for s in _weightiest(whatif.regraded)[:room]),
        more_changed=max(len(steps) - room, 0),
        causes=tuple(cause_row(c, whatif, t) for c in whatif.causes[:MOST_CAUSES]),
        more_causes=len(whatif.causes[MOST_CAUSES:]),
        not_compared=tuple(
            IncomparableRow(
                s.person.id, s.person.name, s.person.post, incomparable_reason(s, whatif, t)
            )
            for s in incomparable[:MOST_INCOMPARABLE]
        ),
        more_incomparable=len(incomparable[MOST_INCOMPARABLE:]),
    )


def _room(units: int, causes: int, incomparable: int) -> int:
    """Rows left for employees with another grade; the table of incomparable employees takes 3 more for its heading."""
    rows = min(units, MOST_UNITS) + min(causes, MOST_CAUSES)
    return MOST_ROWS - rows - (min(incomparable, MOST_INCOMPARABLE) + 3 if incomparable else 0)


def _weightiest(shifts: Sequence[Shift]) -> list[Shift]:
    """Sorts by the amount of the change in pay, largest first."""

    def weight(s: Shift) -> Decimal:
        return abs(s.pay[1] - s.pay[0]) if s.pay else Decimal(0)

    return sorted(shifts, key=weight, reverse=True)


def _grades(
    compared: Sequence[Shift], before: QuarterOutcome, after: QuarterOutcome
) -> tuple[GradeShift, ...]:
    names = dict.fromkeys(g.name for q in (before, after) for g in q.scheme.grades)
    rows = []
    for name in names:
        then = sum(s.before.grade == name for s in compared)
        now = sum(s.after.grade == name for s in compared)
        most = max(len(compared), 1)
        change = formats.change(Fraction(now - then), 0)
        rows.append(GradeShift(name, then, now, change, then / most, now / most))
    return tuple(rows)
