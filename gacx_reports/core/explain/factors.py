"""How the factors came about that a pay factor is the product of."""

from collections.abc import Iterator
from fractions import Fraction

from gacx_reports.core.exact import exact, exact_or_ratio
from gacx_reports.core.explain.context import ExplainContext
from gacx_reports.core.roster.eligibility import days_of_leave
from gacx_reports.core.scheme.grades.grade_band import FactorKind, GradeBand
from gacx_reports.core.scoring.outcomes import FACTOR_WORDS, FactorPart
from gacx_reports.core.scoring.pay import total_within
from gacx_reports.i18n import N_


def factor_lines(grade: GradeBand, context: ExplainContext) -> Iterator[str]:
    """`individual factor: 0.5 + (0.8 − 0.6) ÷ (1 − 0.6) × (1 − 0.5) = 0.75`; nothing for one that is written down."""
    for part, value in context.outcome.factor_parts:
        formula = ""
        if part is FactorPart.INDIVIDUAL:
            formula = _of_grade(grade, context)
        if part is FactorPart.ATTENDANCE:
            formula = _attendance(context)
        if formula:
            yield context.say(
                N_("{factor}: {formula} = {value}"),
                factor=context.say(FACTOR_WORDS[part]),
                formula=formula,
                value=exact_or_ratio(value),
            )


def _of_grade(grade: GradeBand, context: ExplainContext) -> str:
    """The grade's own factor at the total; "" where it is fixed."""
    assert context.outcome.total is not None
    within = exact(total_within(grade, context.outcome.total))
    factor = exact(Fraction(grade.pay_factor))
    match grade.factor_kind:
        case FactorKind.TOTAL:
            return f"{within} × {factor}"
        case FactorKind.LINEAR:
            assert grade.high is not None, "the scheme's checks ask for it"
            assert grade.top_factor is not None, "the scheme's checks ask for it"
            low, high = exact(Fraction(grade.low)), exact(Fraction(grade.high))
            top = exact(Fraction(grade.top_factor))
            return f"{factor} + ({within} − {low}) ÷ ({high} − {low}) × ({top} − {factor})"
        case FactorKind.FIXED:
            return ""


def _attendance(context: ExplainContext) -> str:
    """Days without leave ÷ days; in words where so few days cost nothing."""
    quarter = context.quarter.quarter
    days = (quarter.last_day - quarter.first_day).days + 1
    leave = days_of_leave(context.quarter.roster, context.outcome.person.id, quarter)
    free = context.scheme.settings.unpaid_days
    if leave > free:
        return f"({days} − {leave}) ÷ {days}"
    return context.say(
        N_("{leave} days of leave, up to {free} cost nothing"), leave=leave, free=free
    )
