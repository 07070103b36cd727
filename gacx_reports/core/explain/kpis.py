"""One KPI in plain words: records with their cells, the rule in numbers, cap and floor, what it contributes."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial

from gacx_reports.core.exact import ZERO, exact
from gacx_reports.core.explain.context import (
    ExplainContext,
    Paragraph,
    capped,
    percent,
)
from gacx_reports.core.explain.kpi_value import (
    left_out,
    measured,
    people_led_text,
    raw_text,
    records_text,
    without_value,
)
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.words.personal_targets import NOT_CUT, point_words
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome, Part
from gacx_reports.core.views.kpi_ratings import rating_value
from gacx_reports.i18n import N_


def kpi_paragraph(
    k: KpiOutcome,
    context: ExplainContext,
    part: Part | None = None,
) -> Paragraph:
    """How one KPI came about; `part` is its part of an employee's result, None for a unit."""
    weights = part.weights if part else Fraction(1)
    usual = Fraction(k.kpi.weight) / weights if weights else ZERO
    effective = part.within(k.effective_weight) if part else k.effective_weight
    title = context.say(N_("KPI {name}, weight {weight}"), name=k.name, weight=percent(usual))
    lines = [*_own_weight(k, context), *measured(k, context), *records_text(k, context)]
    if k.kpi.source.of_people:
        lines += people_led_text(k, context)
    if k.raw is None:
        lines += [*left_out(k, context), without_value(k, context)]
    else:
        lines += [*_measure(k, context), *_points(k, context)]
    lines += _contribution(k, effective, usual, context)
    return Paragraph(title, tuple(lines))


def _own_weight(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    if k.kpi.usual_weight is not None:
        yield context.say(
            N_("The weight is the person's own; the scheme's is {weight}"),
            weight=percent(k.kpi.usual_weight),
        )


def _measure(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    """What values are held against."""
    kpi = k.kpi
    if k.personal:
        yield context.say(
            N_("The target is the person's own: {target}"),
            target=raw_text(kpi, Fraction(k.target or 0)),
        )
    if points := point_words(kpi, context.t):
        yield context.say(N_("Points of the person's own: {points}"), points=points)
    yield from _cut(k, context)


def _points(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    if k.ratings:
        yield from _by_raters(k, context)
        return
    assert k.raw is not None
    assert k.score is not None
    kpi = k.kpi
    uncut, formula = _formula(k, context)
    rule = context.say(kpi.rule.scoring.label)
    yield context.say(N_("Score, {rule}: {formula}"), rule=rule, formula=formula)
    if uncut is not None and uncut != k.score:
        yield context.say(
            N_("Kept between the floor {floor} and the cap {cap}: {score}"),
            floor=exact(Fraction(kpi.floor)),
            cap=capped(kpi.cap),
            score=exact(k.score),
        )


def _by_raters(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    """Each rater's value scored alone, who is left out, and the weighted mean."""
    assert k.score is not None
    counted = [r for r in k.ratings if r.score is not None]
    for r in counted:
        rater, weight = word(r.rater, context.t), percent(r.weight)
        if r.raw is None:
            yield context.say(
                N_("{rater}, weight {weight}: missing, counts as 0"), rater=rater, weight=weight
            )
            continue
        value = rating_value(r, k, context.t)
        words = N_("{rater}, weight {weight}: {value}")
        yield context.say(words, rater=rater, weight=weight, value=value)
        alone = replace(k, raw=r.raw, score=r.score, level=r.level, ratings=())
        yield from (f"  {line}" for line in _points(alone, context))
    yield from left_out(k, context)
    terms = " + ".join(f"{exact(r.weight)} × {exact(r.score or ZERO)}" for r in counted)
    yield context.say(
        N_("Score of all raters: {terms} = {score}"), terms=terms, score=exact(k.score)
    )


def _cut(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    """What the target was for the whole quarter, and for the days in the post."""
    if not k.days:
        return
    days, of = k.days
    if k.target is None or not k.kpi.rule.scoring.targeted:
        words = N_(
            "Thresholds are those of the whole quarter, cut to the days in the post: × {days}/{of}"
        )
        told = context.say(words, days=days, of=of)
        also = context.say(N_("; ")) + context.say(NOT_CUT) if k.kpi.personal_points else ""
        yield told + also
        return
    yield context.say(
        N_(
            "The target of the whole quarter is cut to the days in the post: {target} × {days}/{of} = {goal}"
        ),
        target=raw_text(k.kpi, Fraction(k.target)),
        days=days,
        of=of,
        goal=raw_text(k.kpi, k.goal or Fraction(0)),
    )


def _formula(k: KpiOutcome, context: ExplainContext) -> tuple[Fraction | None, str]:
    """The rule in numbers, before cap and floor; no value where the rule itself gives none."""
    kpi, raw = k.kpi, k.raw
    assert raw is not None
    assert k.score is not None
    bounds = kpi.bounds(k.target, k.cut)
    if found := kpi.rule.scoring.formula(bounds, raw, partial(raw_text, kpi), context.t):
        return found
    words = N_("target {target}, value {value}: {score}")
    target, value = raw_text(kpi, bounds.goal), raw_text(kpi, raw)
    return None, context.say(words, target=target, value=value, score=exact(k.score))


def _contribution(
    k: KpiOutcome, effective: Fraction, usual: Fraction, context: ExplainContext
) -> Iterator[str]:
    if k.score is None:
        return
    if effective != usual:
        yield context.say(
            N_("Effective weight, with what others left: {weight}"), weight=percent(effective)
        )
    yield context.say(
        N_("Contribution: {score} × {weight} = {result}"),
        score=exact(k.score),
        weight=percent(effective),
        result=exact(k.score * effective),
    )
