"""Rows of a comparison of two schemes: who changes grade, why, and what it costs."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import rounded
from gacx_reports.core.language import formats
from gacx_reports.core.scoring.contributions import Other
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.status_words import STATUS_WORDS
from gacx_reports.core.scoring.whatif import Cause, Cost, Shift, WhatIf
from gacx_reports.core.views.heading import reason
from gacx_reports.i18n import N_


@dataclass(frozen=True, slots=True)
class GradeShift:
    """How many have a grade under each scheme, of those who are compared."""

    grade: str
    before: int
    after: int
    change: str
    before_fill: float
    """0 to 1; drawing only."""
    after_fill: float


@dataclass(frozen=True, slots=True)
class CostRow:
    """Performance pay of a department under both schemes."""

    name: str
    people: int
    regraded: int
    before: str
    after: str
    change: str


@dataclass(frozen=True, slots=True)
class GradeChangeRow:
    """Somebody with another grade."""

    id: str
    name: str
    post: str
    total_before: str
    total_after: str
    grade_before: str
    grade_after: str
    pay_change: str
    """"" where there is no base."""
    driver: str
    driver_change: str


@dataclass(frozen=True, slots=True)
class CauseRow:
    """What moved grades."""

    name: str
    post: str
    better: int
    worse: int
    level: int
    mean: str


@dataclass(frozen=True, slots=True)
class IncomparableRow:
    """Somebody who is not scored under both schemes."""

    id: str
    name: str
    post: str
    reason: str


def cost_row(name: str, cost: Cost) -> CostRow:
    """A department's cost in print; dashes where nobody has a base."""
    if not cost.paid:
        return CostRow(name, cost.people, cost.regraded, formats.NONE, formats.NONE, formats.NONE)
    return CostRow(
        name,
        cost.people,
        cost.regraded,
        f"{cost.before:,.2f}",
        f"{cost.after:,.2f}",
        money_change(cost.change),
    )


def money_change(amount: Decimal) -> str:
    """`+1,500.00`, `−300.00`, `±0.00`."""
    sign = "±" if not amount else "+" if amount > 0 else "−"
    return f"{sign}{abs(amount):,.2f}"


def unit_name(name: str, t: NullTranslations) -> str:
    """The department, or what is above all of them."""
    return name or t.gettext("Company management")


def person_row(shift: Shift, whatif: WhatIf, t: NullTranslations) -> GradeChangeRow:
    """Somebody with another grade, in print."""
    driver = shift.driver
    return GradeChangeRow(
        id=shift.person.id,
        name=shift.person.name,
        post=shift.person.post,
        total_before=formats.number(shift.before.total, whatif.before.scheme.settings.total_places),
        total_after=formats.number(shift.after.total, whatif.after.scheme.settings.total_places),
        grade_before=shift.before.grade,
        grade_after=shift.after.grade,
        pay_change=money_change(shift.pay[1] - shift.pay[0]) if shift.pay else "",
        driver=source_words(driver.source if driver else None, t),
        driver_change=formats.change(driver.change, 4) if driver else "",
    )


def cause_row(cause: Cause, whatif: WhatIf, t: NullTranslations) -> CauseRow:
    """What moved grades, in print."""
    places = whatif.after.scheme.settings.score_places
    mean = "" if cause.source is None else formats.change(cause.mean, places)
    return CauseRow(
        source_words(cause.source, t), cause.post, cause.better, cause.worse, cause.level, mean
    )


OTHER_WORDS = {
    Other.BEHAVIOUR: N_("Half-yearly evaluation"),
    Other.DEPARTMENT: N_("Department's result"),
    Other.COMPANY: N_("Company's result"),
    Other.ADJUSTMENTS: N_("Bonus and deduction"),
}


def source_words(source: str | Other | None, t: NullTranslations) -> str:
    """A KPI's name, or what else contributes; without a contribution only the rules of grading can be it."""
    match source:
        case None:
            return t.gettext("Rules of grading")
        case Other():
            return t.gettext(OTHER_WORDS[source])
        case _:
            return source


def incomparable_reason(shift: Shift, whatif: WhatIf, t: NullTranslations) -> str:
    """Under which scheme somebody has no total, why, and the cell."""
    sides = ((shift.before, whatif.before), (shift.after, whatif.after))
    found = [_without_total(e, q, t) for e, q in sides if e.status is not Status.SCORED]
    return t.gettext("; ").join(dict.fromkeys(found))


def _without_total(e: EmployeeOutcome, quarter: QuarterOutcome, t: NullTranslations) -> str:
    version = quarter.scheme.settings.version
    status = t.gettext(STATUS_WORDS[e.status])
    why = reason(e, t)
    if e.issues:
        why = formats.aside(why, str(e.issues[0].place), t)
    words = t.gettext("under {version} {status}: {why}")
    return words.format(version=version, status=status, why=why or formats.NONE)


def total_change(shift: Shift) -> Decimal | None:
    """Of the printed totals."""
    if shift.before.total is None or shift.after.total is None:
        return None
    return rounded(Fraction(shift.after.total) - Fraction(shift.before.total), 6)
