"""Rows of a comparison of two schemes: changed grades, their causes and cost, as formatted text."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import rounded
from gacx_reports.core.language import formats
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.evaluation import evaluation_words
from gacx_reports.core.scoring.comparison.whatif import Cost, GradeChangeCause, Other, Shift, WhatIf
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.status_words import STATUS_WORDS
from gacx_reports.core.views.decimals import least_places
from gacx_reports.core.views.heading import reason
from gacx_reports.i18n import N_


@dataclass(frozen=True, slots=True)
class GradeShift:
    """Compared employees with one grade, under each scheme."""

    grade: str
    before: int
    after: int
    change: str
    before_fill: float
    """0 to 1; drawing only."""
    after_fill: float


@dataclass(frozen=True, slots=True)
class CostRow:
    """Performance pay of a department under both schemes, in yuan with 2 decimals."""

    name: str
    people: int
    regraded: int
    before: str
    after: str
    change: str


@dataclass(frozen=True, slots=True)
class GradeChangeRow:
    """An employee with another grade under the other scheme."""

    id: str
    name: str
    post: str
    total_before: str
    total_after: str
    grade_before: str
    grade_after: str
    pay_change: str
    """Change of performance pay in yuan; "" without a base."""
    driver: str
    """Main cause of the change."""
    driver_change: str


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A main cause of changed grades, with the number of employees."""

    name: str
    post: str
    better: int
    worse: int
    level: int
    mean: str


@dataclass(frozen=True, slots=True)
class IncomparableRow:
    """An employee who can't be compared, with the reason."""

    id: str
    name: str
    post: str
    reason: str


def cost_row(name: str, cost: Cost) -> CostRow:
    """Returns a department's cost row; dashes if no employee has a base."""
    if not cost.paid:
        return CostRow(name, cost.people, cost.regraded, formats.NONE, formats.NONE, formats.NONE)
    return CostRow(
        name,
        cost.people,
        cost.regraded,
        f"{cost.before:,.2f}",
        f"{cost.after:,.2f}",
        formats.money_change(cost.change),
    )


def person_row(shift: Shift, whatif: WhatIf, t: NullTranslations) -> GradeChangeRow:
    """Returns the row of an employee with another grade."""
    driver = shift.driver
    return GradeChangeRow(
        id=shift.person.id,
        name=shift.person.name,
        post=shift.person.post,
        total_before=formats.number(shift.before.total, whatif.before.scheme.settings.total_places),
        total_after=formats.number(shift.after.total, whatif.after.scheme.settings.total_places),
        grade_before=shift.before.grade,
        grade_after=shift.after.grade,
        pay_change=formats.money_change(shift.pay[1] - shift.pay[0]) if shift.pay else "",
        driver=source_words(driver.source if driver else None, whatif.after.scheme, t),
        driver_change=formats.change(driver.change, least_places(whatif.after.scheme, 4, 2))
        if driver
        else "",
    )


def cause_row(cause: GradeChangeCause, whatif: WhatIf, t: NullTranslations) -> CauseRow:
    """Returns the row of a main cause of changed grades."""
    places = whatif.after.scheme.settings.score_places
    mean = "" if cause.source is None else formats.change(cause.mean, places)
    return CauseRow(
        source_words(cause.source, whatif.after.scheme, t),
        cause.post,
        cause.better,
        cause.worse,
        cause.level,
        mean,
    )


OTHER_WORDS = {
    Other.BEHAVIOUR: N_("Half-yearly evaluation"),
    Other.DEPARTMENT: N_("Department's result"),
    Other.COMPANY: N_("Company's result"),
    Other.PERIODS: N_("Published periods"),
    Other.ADJUSTMENTS: N_("Bonus and deduction"),
}


def source_words(source: str | Other | None, scheme: Scheme, t: NullTranslations) -> str:
    """Returns a KPI's name, or words for another source; for None `Rules of grading`.

    `scheme` says what its evaluations cover, such as a half-year.
    """
    match source:
        case None:
            return t.gettext("Rules of grading")
        case Other():
            return evaluation_words(OTHER_WORDS[source], scheme, t)
        case _:
            return source


def incomparable_reason(shift: Shift, whatif: WhatIf, t: NullTranslations) -> str:
    """Returns the reason why an employee can't be compared: scheme version, status, reason and cell."""
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
    """Returns the difference of the printed totals, to 6 decimals; None if one is missing."""
    if shift.before.total is None or shift.after.total is None:
        return None
    return rounded(Fraction(shift.after.total) - Fraction(shift.before.total), 6)
