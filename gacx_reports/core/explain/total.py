"""Total, grade and pay, in plain words."""

from collections.abc import Iterator
from fractions import Fraction

from gacx_reports.core.exact import exact, exact_or_ratio
from gacx_reports.core.explain.context import ExplainContext, Paragraph, percent
from gacx_reports.core.explain.factors import factor_lines
from gacx_reports.core.language import formats
from gacx_reports.core.scheme.words.flags import flag_words
from gacx_reports.core.scheme.words.places import rule_of_places
from gacx_reports.core.scheme.words.pools import sharing_words
from gacx_reports.core.scoring.bonus_pool import BonusShare
from gacx_reports.core.scoring.outcomes import FACTOR_WORDS, EmployeeOutcome
from gacx_reports.core.scoring.pay import performance_pay
from gacx_reports.core.scoring.ranking import place_words
from gacx_reports.i18n import N_


def mixed(outcome: EmployeeOutcome) -> Fraction:
    """The exact result before bonus and deduction."""
    parts = (outcome.mix or {}).values()
    return sum((share * result for share, result in parts), Fraction(0))


def total_paragraph(context: ExplainContext) -> Paragraph:
    """The exact sum and its one rounding."""
    outcome, places = context.outcome, context.scheme.settings.total_places
    assert outcome.total is not None
    change = outcome.adjusted.change
    value = mixed(outcome) + change
    lines = []
    if change:
        sign = "+" if change > 0 else "−"
        lines.append(f"{exact(mixed(outcome))} {sign} {exact(abs(change))} = {exact(value)}")
    if value < 0:
        lines.append(context.say(N_("A total is never below 0.")))
    lines.append(
        context.say(
            N_("{value}, rounded half up to {places} decimals: {total}"),
            value=exact(max(value, Fraction(0))),
            places=places,
            total=formats.number(outcome.total, places),
        )
    )
    return Paragraph(context.say(N_("Total")), tuple(lines))


def grade_paragraph(context: ExplainContext) -> Paragraph:
    """The grade of the printed total or the place, what changed it, and what it pays."""
    computed = context.scheme.grade_named(context.outcome.computed_grade)
    assert computed is not None
    total = formats.number(context.outcome.total, context.scheme.settings.total_places)
    high = "" if computed.high is None else f" < {computed.high:f}"
    bounds = f"{computed.low:f} ≤ {total}{high}"
    lines = []
    if ranking := context.outcome.ranking:
        bounds = place_words(ranking, context.t)
        lines.append(rule_of_places(context.scheme, context.t))
    lines.append(context.say(N_("{bounds}: {grade}"), bounds=bounds, grade=computed.name))
    lines += _changes(computed.name, context)
    lines += _pay(context)
    lines += [flag_words(flag, context.t) for flag in context.outcome.flags]
    return Paragraph(context.say(N_("Grade and pay factor")), tuple(lines))


def _changes(grade: str, context: ExplainContext) -> Iterator[str]:
    """Low scores, vetoes, and the override of what they left."""
    for limit in context.outcome.limits:
        yield context.say(
            N_(
                "{name} scores {score}, below {below}, and leaves {grade} at best; the computed total stands."
            ),
            name=limit.name,
            score=exact(limit.score),
            below=f"{limit.below:f}",
            grade=limit.ceiling,
        )
        grade = context.scheme.worse(grade, limit.ceiling)
    for veto in context.outcome.adjusted.vetoes:
        yield context.say(
            N_("Veto {item} leaves {grade} at best; the computed total stands."),
            item=veto.item.name,
            grade=veto.item.ceiling,
        )
        grade = context.scheme.worse(grade, veto.item.ceiling)
    if override := context.outcome.override:
        yield context.say(
            N_("Changed from {computed} to {grade} by {by}: {reason}; {place}"),
            computed=grade,
            grade=override.grade,
            by=override.by,
            reason=override.reason,
            place=override.place,
        )


def _pay(context: ExplainContext) -> Iterator[str]:
    final = context.scheme.grade_named(context.outcome.grade)
    assert final is not None
    assert context.outcome.pay_factor is not None
    factor = percent(Fraction(context.outcome.pay_factor))
    if context.outcome.factor_parts:
        yield from factor_lines(final, context)
        told = (
            f"{context.t.gettext(FACTOR_WORDS[part])} {exact_or_ratio(value)}"
            for part, value in context.outcome.factor_parts
        )
        yield context.say(
            N_("Pay factor: {product} = {factor}"), product=" × ".join(told), factor=factor
        )
    yield context.say(
        N_("Grade {grade} ({meaning}): pay factor {factor}"),
        grade=final.name,
        meaning=final.meaning,
        factor=factor,
    )
    pay, base = performance_pay(context.outcome), context.outcome.person.base
    if context.outcome.bonus:
        yield from _bonus(context.outcome.bonus, context)
    elif pay is not None and base is not None:
        yield context.say(
            N_("Performance pay: {base} × {factor} = {pay}"),
            base=f"{base:,f}",
            factor=factor,
            pay=f"{pay:,.2f}",
        )


def _bonus(bonus: BonusShare, context: ExplainContext) -> Iterator[str]:
    """The share of the pool, step by step."""
    yield context.say(
        N_("Bonus pool {pool}, shared by {by}: own {weight}, all together {weights}"),
        pool=f"{bonus.pool:,.2f}",
        by=sharing_words(context.scheme.settings.pool_sharing, context.t),
        weight=exact(bonus.weight),
        weights=exact(bonus.weights),
    )
    if bonus.amount is None:
        waits = context.t.gettext(", ").join(bonus.waits_for)
        yield context.say(N_("The pool is not shared yet: {ids} held back"), ids=waits)
        return
    yield context.say(
        N_(
            "Performance pay: {pool} × {weight} ÷ {weights} = {exact}; in cents whose sum is the pool: {pay}"
        ),
        pool=f"{bonus.pool:,.2f}",
        weight=exact(bonus.weight),
        weights=exact(bonus.weights),
        exact=exact(bonus.exact),
        pay=f"{bonus.amount:,.2f}",
    )
