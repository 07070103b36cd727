"""One KPI in plain words: records with their cells, the rule in numbers, cap and floor, what it contributes."""

from collections.abc import Iterator
from fractions import Fraction

from gacx_reports.core.explain.context import (
    ExplainContext,
    Paragraph,
    capped,
    exact,
    percent,
)
from gacx_reports.core.issues.cell_ref import CellRef, addresses
from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.roster.roster import Person, Roster
from gacx_reports.core.scheme.behaviour_set import Scale
from gacx_reports.core.scheme.kpi import Kpi, NaPolicy, Rule, Source, is_unit
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.wording import quantity
from gacx_reports.core.scoring.outcomes import BelowMinimum, KpiOutcome
from gacx_reports.core.views.employee.gauges import interval_text
from gacx_reports.core.views.employee.kpi_rows import RULE_WORDS
from gacx_reports.i18n import N_, sentences

FEW_RECORDS = 20
"""Up to so many records are listed one by one; of more, only the ranges are named."""


def kpi_paragraph(
    k: KpiOutcome, context: ExplainContext, share: Fraction = Fraction(1)
) -> Paragraph:
    """How one KPI came about; `share` is that of its part in the quarter's days."""
    title = context.say(
        N_("KPI {name}, weight {weight}"), name=k.kpi.name, weight=percent(Fraction(k.kpi.weight))
    )
    lines = [*_measured(k, context), *_records(k, context)]
    if k.kpi.source.of_people:
        lines += _led(k, context)
    if k.raw is None:
        lines.append(_without_value(k, context))
    else:
        lines += _points(k, context)
    lines += _contribution(k, share, context)
    return Paragraph(title, tuple(lines))


_MEASURED = {
    Source.SHARE: N_("{hits} of {n} records in {table} say yes in {column}: {raw}"),
    Source.MEAN: N_("Mean of {column} over {n} records in {table}: {raw}"),
    Source.SUM: N_("Sum of {column} over {n} records in {table}: {raw}"),
    Source.COUNT: N_("Number of records in {table}: {raw}"),
    Source.LED: N_("Mean of the printed totals of {n} people led directly: {raw}"),
    Source.LED_DEEP: N_("Mean of the printed totals of {n} people led on two levels: {raw}"),
    Source.TYPED: N_("Value filled in: {raw}"),
}
_MEMBERS = N_("Mean of the own results of {n} members: {raw}")


def _measured(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    kpi = k.kpi
    if k.raw is not None:
        raw = _raw(kpi, k.raw)
        yield context.say(
            _MEMBERS if is_unit(kpi.post) and kpi.source.of_people else _MEASURED[kpi.source],
            hits=k.hits,
            n=k.n,
            table=kpi.table,
            column=kpi.column,
            raw=f"{k.level} = {raw}" if k.level else raw,
        )
    if scale := _scale(kpi, context.scheme):
        levels = (f"{x.name} = {exact(Fraction(x.score))}" for x in scale.levels)
        yield context.say(
            N_("Levels of {scale}: {levels}"),
            scale=scale.name,
            levels=context.say(N_(", ")).join(levels),
        )
    if kpi.where_column:
        yield context.say(
            N_("Only records with {column} = {value} count."),
            column=kpi.where_column,
            value=word(kpi.where_value, context.t),
        )
    if k.raw is not None and (interval := interval_text(k)):
        yield context.say(N_("95 % Wilson interval of the share: {interval}"), interval=interval)
    if k.few is BelowMinimum.SCORED:
        yield context.say(
            N_("Fewer records than the minimum of {minimum}; the scheme scores them all the same."),
            minimum=kpi.min_n,
        )


def _scale(kpi: Kpi, scheme: Scheme) -> Scale | None:
    """Of the levels that the value is made of."""
    table = scheme.tables.get(kpi.table)
    column = table.column(kpi.column) if table else None
    return scheme.scales.get(column.scale if column else kpi.scale)


def _raw(kpi: Kpi, value: Fraction) -> str:
    """Exact, with its unit."""
    if kpi.percent:
        return percent(value)
    return f"{exact(value)} {kpi.unit}" if kpi.unit else exact(value)


def _records(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    """The ranges; and each cell with what stands there, where they are few."""
    for place in k.cells:
        yield context.say(N_("Cells: {place}"), place=place)
        single = [
            CellRef(place.workbook, place.sheet, f"{letters}{row}")
            for letters, row in addresses(place.cell)
        ]
        known = [c for c in single if c in context.cells]
        if known and len(single) <= FEW_RECORDS and k.kpi.source is not Source.COUNT:
            pairs = (f"{c.cell} {context.cells[c] or formats.NONE}" for c in known)
            yield "  " + context.say(N_(", ")).join(pairs)


def _led(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    """Those in the mean by name, where the roster of the quarter's last day says who they are."""
    people = context.quarter.employees
    led = _people_led(context.outcome.person, k.kpi.source, context.quarter.roster)
    totals = [(p, people[p.id].total) for p in led]
    known = [Fraction(total) for _, total in totals if total is not None]
    if k.raw is None or sum(known, Fraction(0)) != k.raw * len(known):
        return
    for person, total in totals:
        words = formats.aside(person.name, person.id, context.t)
        outside = context.say(N_("has no total and is left out"))
        yield f"  {words} {outside if total is None else total}"


def _people_led(person: Person, source: Source, roster: Roster) -> tuple[Person, ...]:
    direct = roster.led_by(person.id)
    if source is Source.LED:
        return direct
    return (*direct, *(p for d in direct for p in roster.led_by(d.id)))


def _without_value(k: KpiOutcome, context: ExplainContext) -> str:
    if k.few is BelowMinimum.NOT_APPLICABLE:
        why = context.say(
            N_("{n} records, fewer than the minimum of {minimum}: not applicable."),
            n=k.n,
            minimum=max(k.kpi.min_n, 1),
        )
    else:
        why = context.say(N_("Filled in as not applicable."))
    if k.kpi.na is NaPolicy.ZERO:
        then = N_("The scheme scores that 0.")
    else:
        then = N_("Its weight is shared out among the others.")
    return sentences((why, context.say(then)), context.t)


def _points(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    assert k.raw is not None
    assert k.score is not None
    kpi = k.kpi
    if k.personal:
        yield context.say(
            N_("The target is the person's own: {target}"), target=quantity(kpi, k.target)
        )
    yield from _cut(k, context)
    uncut, formula = _formula(k, context)
    rule = context.say(RULE_WORDS[kpi.rule])
    yield context.say(N_("Score, {rule}: {formula}"), rule=rule, formula=formula)
    if uncut is not None and uncut != k.score:
        yield context.say(
            N_("Kept between the floor {floor} and the cap {cap}: {score}"),
            floor=exact(Fraction(kpi.floor)),
            cap=capped(kpi.cap),
            score=exact(k.score),
        )


def _cut(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    """What the target was for the whole quarter, and for the days in the post."""
    if not k.days:
        return
    days, of = k.days
    if k.target is None or k.kpi.rule in (Rule.LINEAR, Rule.BANDS):
        words = N_(
            "Thresholds are those of the whole quarter, cut to the days in the post: × {days}/{of}"
        )
        yield context.say(words, days=days, of=of)
        return
    yield context.say(
        N_(
            "The target of the whole quarter is cut to the days in the post: {target} × {days}/{of} = {goal}"
        ),
        target=_raw(k.kpi, Fraction(k.target)),
        days=days,
        of=of,
        goal=_raw(k.kpi, k.goal or Fraction(0)),
    )


def _formula(k: KpiOutcome, context: ExplainContext) -> tuple[Fraction | None, str]:
    """The rule in numbers, before cap and floor; no value where the rule itself gives none."""
    kpi, raw = k.kpi, k.raw
    assert raw is not None
    assert k.score is not None
    target = k.goal or Fraction(0)
    value, goal = _raw(kpi, raw), _raw(kpi, target)
    match kpi.rule:
        case Rule.SHARE_OF_TARGET if target > 0:
            return raw / target, f"{value} ÷ {goal} = {exact(raw / target)}"
        case Rule.LOWER_IS_BETTER if raw > 0:
            return target / raw, f"{goal} ÷ {value} = {exact(target / raw)}"
        case Rule.LINEAR:
            assert kpi.zero_at is not None
            assert kpi.full_at is not None
            zero, full = Fraction(kpi.zero_at) * k.cut, Fraction(kpi.full_at) * k.cut
            points = (raw - zero) / (full - zero)
            span = f"({_raw(kpi, full)} − {_raw(kpi, zero)})"
            return points, f"({value} − {_raw(kpi, zero)}) ÷ {span} = {exact(points)}"
        case Rule.AT_LEAST | Rule.AT_MOST:
            sign = "≥" if kpi.rule is Rule.AT_LEAST else "≤"
            kept = raw >= target if kpi.rule is Rule.AT_LEAST else raw <= target
            answer = context.say(N_("yes, 1")) if kept else context.say(N_("no, 0"))
            return Fraction(kept), f"{value} {sign} {goal}? {answer}"
        case Rule.BANDS:
            return _band(k, context)
        case Rule.AS_IS:
            return raw, exact(raw)
        case _:
            edge = context.say(
                N_("target {target}, value {value}: {score}"),
                target=goal,
                value=value,
                score=exact(k.score),
            )
            return None, edge


def _band(k: KpiOutcome, context: ExplainContext) -> tuple[Fraction | None, str]:
    raw = k.raw
    assert raw is not None
    for band in context.scheme.bands[k.kpi.bands]:
        lower, upper = (None if b is None else Fraction(b) * k.cut for b in (band.low, band.high))
        if (lower is None or lower <= raw) and (upper is None or raw < upper):
            low = "" if lower is None else f"{_raw(k.kpi, lower)} ≤ "
            high = "" if upper is None else f" < {_raw(k.kpi, upper)}"
            points = Fraction(band.score)
            return points, f"{k.kpi.bands}: {low}{_raw(k.kpi, raw)}{high} = {exact(points)}"
    return None, k.kpi.bands


def _contribution(k: KpiOutcome, share: Fraction, context: ExplainContext) -> Iterator[str]:
    if k.score is None:
        return
    effective = k.effective_weight / share
    if effective != Fraction(k.kpi.weight):
        yield context.say(
            N_("Effective weight, with what others left: {weight}"), weight=percent(effective)
        )
    yield context.say(
        N_("Contribution: {score} × {weight} = {result}"),
        score=exact(k.score),
        weight=percent(effective),
        result=exact(k.score * effective),
    )
