"""How a KPI's raw value came about, in sentences."""

from collections.abc import Iterator
from fractions import Fraction

from gacx_reports.core.exact import ZERO, exact
from gacx_reports.core.explain.context import (
    ExplainContext,
    percent,
)
from gacx_reports.core.issues.cell_ref import CellRef, addresses
from gacx_reports.core.language import formats
from gacx_reports.core.language.comparison import wanted_words
from gacx_reports.core.scheme.kpi import Kpi, is_unit
from gacx_reports.core.scheme.kpi_choices import NaPolicy, Source
from gacx_reports.core.scheme.words.kpis import SOURCE_WORDS, conditions, scale_of
from gacx_reports.core.scoring.dependency_order import led
from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum, KpiOutcome
from gacx_reports.core.views.gauges import interval_text
from gacx_reports.core.views.kpi_ratings import left_out_words
from gacx_reports.core.views.sample_words import sample_words
from gacx_reports.i18n import N_, sentences

FEW_RECORDS = 20
"""Up to so many records are listed one by one; of more, only the ranges are named."""
_MEMBERS = N_("Mean of the own results of {n} members: {raw}")


def measured(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    """Sentences on the raw value: what it is of, on which scale, among which records, how sure and if from few."""
    for tell in (_raw, _levels, _counted, _drawn, _interval, _filled_up, _too_few):
        yield from tell(k, context)


def _raw(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    kpi = k.kpi
    if k.raw is None:
        return
    if k.ratings:
        words = N_("Mean of the values of all raters, for reading only: {raw}")
        yield context.say(words, raw=raw_text(kpi, k.raw))
        return
    raw = raw_text(kpi, k.pooled.own if k.pooled else k.raw)
    members = is_unit(kpi.post) and kpi.source.of_people
    yield context.say(
        _MEMBERS if members else SOURCE_WORDS[kpi.source].value,
        hits=k.hits,
        n=k.n,
        table=kpi.table,
        column=kpi.column,
        other=kpi.other_column,
        value=wanted_words(kpi.counted_value, context.t),
        raw=f"{k.level} = {raw}" if k.level else raw,
    )


def _levels(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    if scale := scale_of(k.kpi, context.scheme):
        levels = (f"{x.name} = {scale.printed(x, k.kpi.full_value)}" for x in scale.levels)
        yield context.say(
            N_("Levels of {scale}: {levels}"),
            scale=scale.name,
            levels=context.say(N_(", ")).join(levels),
        )


def _counted(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    if k.kpi.conditions:
        wanted = conditions(k.kpi, context.t)
        yield context.say(N_("Only records with {conditions} count."), conditions=wanted)


def _interval(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    """The interval of a share; a drawn sample's is told with the draw."""
    if k.raw is not None and not k.sample and (interval := interval_text(k)):
        yield context.say(N_("95 % Wilson interval of the share: {interval}"), interval=interval)


def _too_few(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    if k.few is not BelowMinimum.SCORED:
        return
    words = (
        N_("Fewer people than the minimum of {minimum}; the scheme scores them all the same.")
        if k.kpi.source.of_people
        else N_("Fewer records than the minimum of {minimum}; the scheme scores them all the same.")
    )
    yield context.say(words, minimum=k.kpi.min_n)


def _drawn(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    """How the sample was drawn, and the interval that its frame gives."""
    if not k.sample:
        return
    yield context.say(N_("Drawn survey: {words}"), words=sample_words(k.sample, k.n, context.t))
    if k.raw is not None and (interval := interval_text(k)):
        words = N_("95 % interval, exact from the frame of {jobs} jobs: {interval}")
        yield context.say(words, jobs=k.sample.jobs, interval=interval)


def _filled_up(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    if k.pooled is None:
        return
    assert k.n is not None
    assert k.raw is not None
    yield context.say(
        N_(
            "Fewer records than the minimum of {minimum}; the mean of the others in this post, {others} over {count}"
            " records, stands in for the missing ones: ({n} × {own} + {missing} × {others}) ÷ {minimum} = {raw}"
        ),
        minimum=k.kpi.min_n,
        others=raw_text(k.kpi, k.pooled.others),
        count=k.pooled.others_n,
        n=k.n,
        own=raw_text(k.kpi, k.pooled.own),
        missing=k.kpi.min_n - k.n,
        raw=raw_text(k.kpi, k.raw),
    )


def raw_text(kpi: Kpi, value: Fraction) -> str:
    """Exact, with its unit."""
    if kpi.percent:
        return percent(value)
    return f"{exact(value)} {kpi.unit}" if kpi.unit else exact(value)


def records_text(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
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


def people_led_text(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    """Those in the mean by name, where the roster of the quarter's last day says who they are."""
    quarter = context.quarter
    ids = led(context.outcome.person.id, quarter.roster, k.kpi.source)
    totals = [(quarter.roster.people[p], quarter.employees[p].total) for p in ids]
    known = [Fraction(total) for _, total in totals if total is not None]
    if k.raw is None or k.kpi.value_of(sum(known, Fraction(0))) != k.raw * len(known):
        return
    for person, total in totals:
        words = formats.aside(person.name, person.id, context.t)
        outside = context.say(N_("has no total and is left out"))
        yield f"  {words} {outside if total is None else total}"


def left_out(k: KpiOutcome, context: ExplainContext) -> Iterator[str]:
    """Raters whose weight the others take."""
    for r in k.ratings:
        if r.score is None and (words := left_out_words(r, context.t)):
            yield words


def without_value(k: KpiOutcome, context: ExplainContext) -> str:
    """Why there is no value, and what the scheme does then."""
    if k.few is BelowMinimum.EMPTY:
        return context.say(
            N_("No record; the scheme scores that {score}."), score=exact(k.score or ZERO)
        )
    if k.few is BelowMinimum.NOT_APPLICABLE:
        words = (
            N_("{n} people, fewer than the minimum of {minimum}: not applicable.")
            if k.kpi.source.of_people
            else N_("{n} records, fewer than the minimum of {minimum}: not applicable.")
        )
        why = context.say(words, n=k.n, minimum=max(k.kpi.min_n, 1))
    else:
        why = context.say(N_("Filled in as not applicable."))
    if k.kpi.na is NaPolicy.ZERO:
        then = N_("The scheme scores that 0.")
    else:
        then = N_("Its weight is shared out among the others.")
    return sentences((why, context.say(then)), context.t)
