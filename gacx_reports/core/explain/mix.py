"""Behaviours, results of units, the mix, bonus and deduction, in plain words."""

from collections.abc import Iterator
from fractions import Fraction

from gacx_reports.core.exact import exact
from gacx_reports.core.explain.calibration import calibration_lines
from gacx_reports.core.explain.context import (
    ExplainContext,
    Paragraph,
    capped,
    percent,
    total_of,
)
from gacx_reports.core.explain.kpis import kpi_paragraph
from gacx_reports.core.explain.total import mixed
from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.periods.weigh import PeriodsResult
from gacx_reports.core.scheme.behaviour_set import Pooling
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scheme.words.evaluation import evaluation_words
from gacx_reports.core.scoring.outcomes import BehaviourOutcome, ItemOutcome, UnitOutcome
from gacx_reports.core.scoring.status_words import MIX_WORDS
from gacx_reports.core.submissions.submissions import AdjustmentLine
from gacx_reports.core.views.employee.periods import why_none
from gacx_reports.core.views.employee.steps import in_other_marks, mix_title
from gacx_reports.i18n import N_

_OF_SEVERAL = {
    Pooling.MEAN: N_("{rater}: mean {score} of {n}, weight {weight}"),
    Pooling.MEDIAN: N_("{rater}: median {score} of {n}, weight {weight}"),
    Pooling.TRIMMED: N_(
        "{rater}: mean {score} of {n} without the highest and the lowest, weight {weight}"
    ),
}


def behaviour_or_why_none(context: ExplainContext) -> Paragraph:
    """The half-yearly evaluation item by item, where it counts."""
    outcome, scheme = context.outcome, context.scheme
    title = evaluation_words(N_("Half-yearly evaluation"), scheme, context.t)
    if outcome.behaviour:
        return Paragraph(title, tuple(_behaviour(outcome.behaviour, context)))
    if scheme.behaviours_of(outcome.person.post) is None:
        why = N_("The post has no behaviour items.")
    elif not scheme.behaviours_count(context.quarter.quarter):
        why = N_("It does not count in this quarter: the KPIs are the whole individual result.")
    elif not outcome.half_served:
        why = N_("The half-year was not served whole: the KPIs are the whole individual result.")
    else:
        why = N_("No item applies: the KPIs are the whole individual result.")
    return Paragraph(title, (evaluation_words(why, scheme, context.t),))


def _behaviour(behaviour: BehaviourOutcome, context: ExplainContext) -> Iterator[str]:
    yield formats.half_name(behaviour.half, context.t)
    for name, (weight, score) in behaviour.categories.items():
        yield context.say(
            N_("Category {name}, effective weight {weight}: {score}"),
            name=name,
            weight=percent(weight),
            score=context.say(N_("not applicable")) if score is None else exact(score),
        )
        for item in behaviour.items:
            if item.category == name:
                yield from (f"  {line}" for line in _item(item, context))
    terms = [
        f"{exact(s)} × {percent(w)}" for w, s in behaviour.categories.values() if s is not None
    ]
    yield context.say(N_("Behaviour score: {sum}"), sum=total_of(terms, behaviour.score))


def _item(item: ItemOutcome, context: ExplainContext) -> Iterator[str]:
    score = context.say(N_("not applicable")) if item.score is None else exact(item.score)
    level = f"{item.level} {item.meaning} = " if item.level and item.score is not None else ""
    several = len(item.raters) > 1 or any(r.shift for r in item.raters)
    if several:
        level = ""
    yield context.say(
        N_("{item}: {score}, weight {weight}; {place}"),
        item=item.name,
        score=f"{level}{score}",
        weight=percent(item.effective_weight),
        place=item.place,
    )
    if several:
        for rater in item.raters:
            yield "  " + context.say(
                _OF_SEVERAL[rater.pooling],
                rater=word(rater.rater, context.t),
                score=exact(rater.score),
                n=rater.n,
                weight=percent(rater.weight),
            )
            yield from (f"    {line}" for line in calibration_lines(rater, context))


def unit_paragraphs(unit: UnitOutcome, context: ExplainContext) -> Iterator[Paragraph]:
    """The result of a department or the company, KPI by KPI; or that HR typed it in."""
    assert unit.result is not None, "a total is computed from known results only"
    name = word(unit.unit, context.t)
    title = context.say(N_("Result of {unit}"), unit=name)
    if not unit.kpis:
        words = context.say(N_("Given by HR on the roster: {result}"), result=exact(unit.result))
        yield Paragraph(title, (words,))
        return
    for found in (kpi_paragraph(k, context) for k in unit.kpis):
        yield Paragraph(f"{name} · {found.title}", found.lines)
    terms = [exact(k.weighted) for k in unit.kpis if k.score is not None]
    yield Paragraph(title, (total_of(terms, unit.result),))


def mix_paragraph(context: ExplainContext) -> Paragraph:
    """KPIs and behaviours, then the person's, the department's and the company's results."""
    outcome = context.outcome
    assert outcome.mix is not None
    lines = []
    if outcome.behaviour and outcome.kpi_score is not None:
        share = outcome.behaviour_share
        individual = (1 - share) * outcome.kpi_score + share * outcome.behaviour.score
        terms = [
            f"{exact(outcome.kpi_score)} × {percent(1 - share)}",
            f"{exact(outcome.behaviour.score)} × {percent(share)}",
        ]
        lines.append(context.say(N_("KPIs and behaviour: {sum}"), sum=total_of(terms, individual)))
    terms = [
        f"{context.say(MIX_WORDS[part])} {exact(result)} × {percent(share)}"
        for part, (share, result) in outcome.mix.items()
    ]
    lines.append(f"{' + '.join(terms)} = {exact(mixed(outcome))}")
    return Paragraph(mix_title(outcome.mix, context.t), tuple(lines))


def periods_paragraph(found: PeriodsResult, context: ExplainContext) -> Paragraph:
    """Every period with its published total and what it weighs, or why it has none."""
    lines = []
    for row in found.rows:
        then = row.published
        if then is None or then.total is None:
            why = why_none(row, context.t)
            lines.append(context.say(N_("{period}: {why}"), period=row.period, why=why))
            continue
        words = N_(
            "{period}: {total}, grade {grade}, as {post} in {department}; published, revision {n}; weight {weight},"
            " here {share}; days {days}"
        )
        lines.append(
            context.say(
                words,
                period=row.period,
                total=f"{then.total:f}{in_other_marks(row)}",
                grade=then.grade,
                post=then.post,
                department=then.department,
                n=then.revision,
                weight=percent(row.weight),
                share=percent(row.share),
                days=row.days,
            )
        )
    assert found.result is not None, "nobody is scored without it"
    lines.append(total_of([exact(row.weighted) for row in found.rows if row.share], found.result))
    return Paragraph(context.say(N_("Published periods")), tuple(lines))


def adjustments_paragraph(context: ExplainContext) -> Paragraph:
    """Every line with what it adds or takes, under its caps."""
    adjusted, settings = context.outcome.adjusted, context.scheme.settings
    lines = []
    for a in adjusted.adjustments:
        lines += [_line(line, context) for line in a.lines]
        lines.append(
            context.say(
                N_("{item}, at most {cap}: {applied}"),
                item=a.item.name,
                cap=capped(a.item.cap),
                applied=exact(a.applied),
            )
        )
    if adjusted.adjustments:
        lines.append(
            context.say(
                N_(
                    "Bonuses {bonus} (at most {most}), deductions {deduction} (at most {least}): {change}"
                ),
                bonus=exact(adjusted.bonus),
                most=capped(settings.bonus_cap),
                deduction=exact(adjusted.deduction),
                least=capped(settings.deduction_cap),
                change=exact(adjusted.change),
            )
        )
    lines += [_line(veto, context) for veto in adjusted.vetoes]
    return Paragraph(context.say(N_("Bonus, deduction and veto")), tuple(lines))


def _line(line: AdjustmentLine, context: ExplainContext) -> str:
    sign = {LineKind.BONUS: "+", LineKind.DEDUCTION: "−", LineKind.VETO: ""}[line.item.kind]
    points = f" {sign}{exact(Fraction(line.points))}" if sign else ""
    return context.say(
        N_("{kind}{points} on {day}, {item}: {reason}; {place}"),
        kind=word(line.item.kind, context.t),
        points=points,
        day=formats.day(line.day, context.t),
        item=line.item.name,
        reason=line.reason,
        place=line.place,
    )
