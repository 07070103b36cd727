"""Two outcomes of a quarter → what changes: person by person, then as sums over a table of all.

pandas groups the table. Its sums of Decimal and Fraction objects are exact. Only the command `whatif` comes
here, so that `check` and `quarter` never load pandas.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from gacx_reports.core.exact import ZERO
from gacx_reports.core.roster.assignments import assignments, home
from gacx_reports.core.scheme.diff.diff import renamed
from gacx_reports.core.scoring.comparison.whatif import (
    ComparedStatus,
    Cost,
    GradeChangeCause,
    Other,
    Share,
    Shift,
    WhatIf,
    direction,
)
from gacx_reports.core.scoring.other_marks.results import in_marks_of
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, MixPart, QuarterOutcome, Status

_COSTS = ["compared", "regraded", "paid", "before", "after"]
_STEPS = ["better", "worse", "level", "regraded", "change"]
"""Columns that are added up: of a department, and of a cause."""


def compare(before: QuarterOutcome, after: QuarterOutcome) -> WhatIf:
    """Two outcomes of the same quarter, folder and roster; only the scheme differs.

    Where they count to other full marks, the first is compared in the marks of the second.
    """
    before = in_marks_of(after.scheme, before)
    pairs = renamed(before.scheme, after.scheme)
    names = {(post, was): name for (post, name), was in pairs.items()}
    shifts = tuple(
        _shift(was, after.employees[i], (before, after), names)
        for i, was in before.employees.items()
    )
    table = _table(shifts)
    departments = _costs(table)
    return WhatIf(before, after, shifts, _total(departments), departments, _causes(table))


def _shift(
    before: EmployeeOutcome,
    after: EmployeeOutcome,
    quarters: tuple[QuarterOutcome, QuarterOutcome],
    names: Mapping[tuple[str, str], str],
) -> Shift:
    quarter, other = quarters
    held = assignments(before.person, quarter.roster, quarter.quarter)
    standing = _standing(before.status, after.status)
    shares = _shares(before, after, names) if standing is ComparedStatus.COMPARED else ()
    department = home(held[-1], quarter.roster)
    by_rules = (
        before.grade != after.grade
        and before.total is not None
        and _grade_now(before.total, after, other) == after.computed_grade
    )
    return Shift(before.person, department, standing, before, after, shares, by_rules)


def _grade_now(total: Decimal, after: EmployeeOutcome, other: QuarterOutcome) -> str:
    """The grade of the old total under the new rules; of who has a place, among the others' new totals."""
    return after.ranking.grade(total) if after.ranking else other.scheme.grade(total).name


def _standing(before: Status, after: Status) -> ComparedStatus:
    if before is after is Status.SCORED:
        return ComparedStatus.COMPARED
    apart = (Status.NOT_SCORED, Status.EXEMPT)
    return (
        ComparedStatus.APART if before in apart and after in apart else ComparedStatus.INCOMPARABLE
    )


def _shares(
    before: EmployeeOutcome, after: EmployeeOutcome, names: Mapping[tuple[str, str], str]
) -> tuple[Share, ...]:
    then = contributions(before, lambda post, name: names.get((post, name), name))
    now = contributions(after, lambda _, name: name)
    sources = dict.fromkeys((*now, *then))
    return tuple(Share(s, then.get(s, ZERO), now.get(s, ZERO)) for s in sources)


def contributions(
    outcome: EmployeeOutcome, known_as: Callable[[str, str], str]
) -> dict[str | Other, Fraction]:
    """What each KPI and all else contribute to the exact total; `known_as` names a post's KPI."""
    mix = outcome.mix or {}
    individual, _ = mix.get(MixPart.INDIVIDUAL, (ZERO, ZERO))
    kpis = individual * (1 - outcome.behaviour_share)
    found: dict[str | Other, Fraction] = {}
    for part in outcome.parts:
        for k in part.kpis:
            name = known_as(part.post, k.kpi.name)
            found[name] = found.get(name, ZERO) + kpis * k.weighted
    if outcome.behaviour:
        found[Other.BEHAVIOUR] = individual * outcome.behaviour_share * outcome.behaviour.score
    for unit, other in _UNITS.items():
        if unit in mix:
            found[other] = mix[unit][0] * mix[unit][1]
    if outcome.adjusted.change:
        found[Other.ADJUSTMENTS] = outcome.adjusted.change
    return found


_UNITS = {
    MixPart.DEPARTMENT: Other.DEPARTMENT,
    MixPart.COMPANY: Other.COMPANY,
    MixPart.PERIODS: Other.PERIODS,
}


def _table(shifts: Iterable[Shift]) -> pd.DataFrame:
    """A row per person, with what is summed up over departments and over causes.

    `paid` has performance pay under both schemes, in yuan, 0 where there is none; `cause` is what moved the
    total and `is_kpi` tells a KPI's name from a word for all else; `change` is that of its contribution.
    """
    return pd.DataFrame([_row(s) for s in shifts])


def _row(s: Shift) -> dict[str, object]:
    source = s.driver.source if s.driver else None
    is_kpi = isinstance(source, str)
    step = direction(s)
    before, after = s.pay or (Decimal(0), Decimal(0))
    return {
        "department": s.department,
        "compared": s.standing is ComparedStatus.COMPARED,
        "regraded": s.regraded,
        "paid": s.pay is not None,
        "before": before,
        "after": after,
        "is_kpi": is_kpi,
        "cause": source.value if isinstance(source, Other) else source or "",
        "post": s.person.post if is_kpi else "",
        "better": step > 0,
        "worse": step < 0,
        "level": step == 0,
        "change": s.driver.change if s.driver else ZERO,
    }


def _costs(table: pd.DataFrame) -> dict[str, Cost]:
    """By department, in the order in which they first occur."""
    if table.empty:
        return {}
    sums = table.groupby("department", sort=False, as_index=False)[_COSTS].sum()
    return {
        row["department"]: Cost(
            people=int(row["compared"]),
            regraded=int(row["regraded"]),
            paid=int(row["paid"]),
            before=row["before"],
            after=row["after"],
        )
        for row in sums.to_dict("records")
    }


def _total(departments: Mapping[str, Cost]) -> Cost:
    costs = departments.values()
    return Cost(
        people=sum(c.people for c in costs),
        regraded=sum(c.regraded for c in costs),
        paid=sum(c.paid for c in costs),
        before=sum((c.before for c in costs), Decimal(0)),
        after=sum((c.after for c in costs), Decimal(0)),
    )


def _causes(table: pd.DataFrame) -> tuple[GradeChangeCause, ...]:
    """Of changed grades; of equally frequent ones the first to occur comes first."""
    if table.empty:
        return ()
    regraded = table[table["regraded"]]
    groups = regraded.groupby(["is_kpi", "cause", "post"], sort=False, as_index=False)
    sums = groups[_STEPS].sum().sort_values("regraded", ascending=False, kind="stable")
    return tuple(
        GradeChangeCause(
            source=_source(row["is_kpi"], row["cause"]),
            post=row["post"],
            better=int(row["better"]),
            worse=int(row["worse"]),
            level=int(row["level"]),
            mean=row["change"] / int(row["regraded"]),
        )
        for row in sums.to_dict("records")
    )


def _source(is_kpi: bool, cause: str) -> str | Other | None:
    if is_kpi:
        return cause
    return Other(cause) if cause else None
