"""Computation of a total, step by step, on an employee's report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import exact_or_ratio, rounded
from gacx_reports.core.language import formats
from gacx_reports.core.language.text import closed_up
from gacx_reports.core.periods.weigh import PeriodRow
from gacx_reports.core.scheme.grades.grade_band import GradeBand
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.kpis.kpi_outcome import Part
from gacx_reports.core.scoring.outcomes import (
    FACTOR_WORDS,
    EmployeeOutcome,
    GradeLimit,
    MixPart,
)
from gacx_reports.core.scoring.ranking import place_words
from gacx_reports.core.scoring.status_words import MIX_WORDS
from gacx_reports.core.views.employee.parts import part_title
from gacx_reports.core.views.heading import factor_text


@dataclass(frozen=True, slots=True)
class TotalStep:
    """One step of the computation: label, formula with numbers, result."""

    label: str
    formula: str
    result: str


def mix_title(mix: Mapping[MixPart, object], t: NullTranslations) -> str:
    """Returns what the mix is of: the three, or the parts that there are where periods count."""
    if MixPart.PERIODS in mix:
        words = t.gettext(", ").join(t.gettext(MIX_WORDS[part]) for part in mix)
        return words[:1].upper() + words[1:]
    return t.gettext("Individual, department, company")


def steps_of(
    outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations
) -> tuple[TotalStep, ...]:
    """Returns the steps from KPI scores to the pay factor in the order of computing, without steps of no effect.

    Intermediate results are rounded half up for print only; the total is computed from exact values.
    """
    assert outcome.total is not None
    return (
        *_kpi_steps(outcome, scheme, t),
        *_behaviour_step(outcome, scheme, t),
        *_periods_step(outcome, scheme, t),
        *_mix_step(outcome, scheme, t),
        *_adjustment_step(outcome, scheme, t),
        *_grade_steps(outcome, scheme, t),
    )


def _kpi_steps(
    outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations
) -> tuple[TotalStep, ...]:
    """A step for each part, and one for the parts weighted by days and projects."""
    places = scheme.settings.score_places
    steps = [
        TotalStep(
            part_title(part, t) if outcome.in_parts else t.gettext("KPI score"),
            _terms(part, places),
            formats.number(part.kpi_score, places),
        )
        for part in outcome.parts
    ]
    if outcome.by_projects and outcome.in_parts:
        shares = formats.percents([p.share for p in outcome.parts], [])
        terms = [
            f"{formats.number(p.kpi_score, places)} × {share}"
            for p, share in zip(outcome.parts, shares, strict=True)
        ]
        result = formats.number(outcome.kpi_score, places)
        steps.append(TotalStep(t.gettext("KPI score of all parts"), " + ".join(terms), result))
    elif outcome.in_parts:
        days = sum(part.days for part in outcome.parts)
        terms = [f"{formats.number(p.kpi_score, places)} × {p.days}/{days}" for p in outcome.parts]
        result = formats.number(outcome.kpi_score, places)
        steps.append(TotalStep(t.gettext("KPI score by days"), " + ".join(terms), result))
    return tuple(steps)


def _terms(part: Part, places: int) -> str:
    """Scores × weights within the part."""
    effective = (part.within(k.effective_weight) for k in part.kpis)
    whole = part.weights or Fraction(1)
    weights = formats.percents(effective, (k.kpi.weight / whole for k in part.kpis))
    return " + ".join(
        f"{formats.number(k.score, places)} × {weight}"
        for k, weight in zip(part.kpis, weights, strict=True)
        if k.score is not None
    )


def _behaviour_step(
    outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations
) -> tuple[TotalStep, ...]:
    if not outcome.behaviour or not outcome.mix or not outcome.parts:
        return ()
    places = scheme.settings.score_places
    kpi_share, share = formats.typed_percents(
        [1 - outcome.behaviour_share, outcome.behaviour_share]
    )
    kpi_score = formats.number(outcome.kpi_score, places)
    formula = (
        f"{kpi_score} × {kpi_share} + {formats.number(outcome.behaviour.score, places)} × {share}"
    )
    result = formats.number(outcome.mix[MixPart.INDIVIDUAL][1], places)
    return (TotalStep(t.gettext("KPIs and behaviour"), formula, result),)


def _periods_step(
    outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations
) -> Iterator[TotalStep]:
    """Published totals × what each weighs; their sum by their number where all weigh the same."""
    if not outcome.periods:
        return
    rows = [row for row in outcome.periods.rows if row.share and row.published]
    totals = [f"{r.published.total:f}{in_other_marks(r)}" for r in rows if r.published]
    shares = formats.percents([row.share for row in rows], [row.weight for row in rows])
    if len(rows) > 1 and len({row.share for row in rows}) == 1:
        formula = f"({' + '.join(totals)}) ÷ {len(rows)}"
    else:
        formula = " + ".join(f"{a} × {b}" for a, b in zip(totals, shares, strict=True))
    result = formats.number(outcome.periods.result, scheme.settings.score_places)
    yield TotalStep(t.gettext("Published periods"), formula, result)


def _mix_step(
    outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations
) -> tuple[TotalStep, ...]:
    if not outcome.mix or len(outcome.mix) == 1:
        return ()
    places = scheme.settings.score_places
    shares = formats.typed_percents(share for share, _ in outcome.mix.values())
    terms = [
        f"{t.gettext(MIX_WORDS[part])} {formats.number(result, places)} × {share}"
        for (part, (_, result)), share in zip(outcome.mix.items(), shares, strict=True)
    ]
    exact = sum((share * result for share, result in outcome.mix.values()), Fraction(0))
    return (
        TotalStep(
            mix_title(outcome.mix, t),
            " + ".join(terms),
            formats.number(exact, places),
        ),
    )


def _adjustment_step(
    outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations
) -> tuple[TotalStep, ...]:
    adjusted = outcome.adjusted
    if not adjusted.adjustments:
        return ()
    places = scheme.settings.score_places
    words = t.gettext("bonus {bonus}, deduction {deduction}, each up to its cap").format(
        bonus=formats.whole(adjusted.bonus, places),
        deduction=formats.whole(adjusted.deduction, places),
    )
    return (
        TotalStep(
            t.gettext("Bonus and deduction"),
            words,
            formats.change(adjusted.change, formats.places_for(adjusted.change, places)),
        ),
    )


def _grade_steps(
    outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations
) -> tuple[TotalStep, ...]:
    assert outcome.total is not None
    computed, final = (scheme.grade_named(g) for g in (outcome.computed_grade, outcome.grade))
    assert computed is not None
    assert final is not None
    places = scheme.settings.total_places
    total = formats.number(outcome.total, places)
    words = t.gettext("exact value rounded half up to {places} decimals").format(places=places)
    if scheme.full != 1:
        full = t.gettext("full mark {marks}")
        words += t.gettext("; ") + full.format(marks=formats.plain(scheme.settings.full_mark))
    return (
        TotalStep(t.gettext("Total"), words, total),
        TotalStep(t.gettext("Grade"), _reached(outcome, computed, total, t), computed.name),
        *_changes(outcome, scheme, t),
        TotalStep(t.gettext("Pay factor"), _factor(outcome, final, t), factor_text(outcome)),
    )


def _reached(outcome: EmployeeOutcome, grade: GradeBand, total: str, t: NullTranslations) -> str:
    """What the computed grade is decided by: the place, or the band of the total."""
    if outcome.ranking:
        return place_words(outcome.ranking, t)
    high = "" if grade.high is None else f" < {grade.high:f}"
    return f"{grade.low:f} ≤ {total}{high}"


def _factor(outcome: EmployeeOutcome, final: GradeBand, t: NullTranslations) -> str:
    """What the grade means; where the factor is computed, what it is the product of."""
    told = (
        f"{t.gettext(FACTOR_WORDS[part])} {exact_or_ratio(value)}"
        for part, value in outcome.factor_parts
    )
    return " × ".join(told) or final.meaning


def below_text(limit: GradeLimit, places: int) -> str:
    """Returns the score with as many decimals as show that it is below the bound."""
    enough = (p for p in range(places, 13) if rounded(limit.score, p) < limit.below)
    return formats.number(limit.score, next(enough, places))


def _changes(outcome: EmployeeOutcome, scheme: Scheme, t: NullTranslations) -> Iterator[TotalStep]:
    """Steps for vetoes and the override, in the order in which they change the computed grade."""
    grade = outcome.computed_grade
    places = scheme.settings.score_places
    for limit in outcome.limits:
        grade = scheme.worse(grade, limit.ceiling)
        words = t.gettext("{name} {score}, below {below}: at most {grade}")
        formula = words.format(
            name=limit.name,
            score=below_text(limit, places),
            below=formats.whole(limit.below, 0),
            grade=limit.ceiling,
        )
        yield TotalStep(t.gettext("Grade limited"), closed_up(formula), grade)
    for veto in outcome.adjusted.vetoes:
        grade = scheme.worse(grade, veto.item.ceiling)
        words = t.gettext("{item}: at most {grade}")
        formula = words.format(item=veto.item.name, grade=veto.item.ceiling)
        yield TotalStep(t.gettext("Veto"), closed_up(formula), grade)
    if outcome.override:
        formula = f"{grade} → {outcome.override.grade}"
        yield TotalStep(t.gettext("Changed grade"), formula, outcome.override.grade)


def in_other_marks(row: PeriodRow) -> str:
    """Returns what a total that counted to another full mark is multiplied by: ` × 100`; "" for the same."""
    return "" if row.ratio == 1 else f" × {exact_or_ratio(row.ratio)}"
